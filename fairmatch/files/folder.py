"""Files into a folder, each whole or not at all."""

from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

from fairmatch.errors import CannotWrite


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write the files, named by their path below the folder, and give where they lie.

    The folder is made if need be. A file takes the place of an older one only when it is
    written to its end, so that neither a crash nor a full disk leaves half of one.

    Raises
    ------
    CannotWrite
        If the folder is a file, or the disk is full or may not be written to; files written
        before that stay.
    """
    if folder.exists() and not folder.is_dir():
        raise CannotWrite(folder, "it is a file, not a folder")
    return [_write(folder / name, content) for name, content in files]


def _write(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    return path
