import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fairmatch.errors import CannotWrite
from fairmatch.files.folder import write_files


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond the size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_files_lie_where_they_are_told_to(tmp_path: Path) -> None:
    written = write_files(tmp_path / "new", [("a.txt", b"one"), ("deep/er/b.txt", b"two")])
    assert [path.relative_to(tmp_path / "new").as_posix() for path in written] == [
        "a.txt",
        "deep/er/b.txt",
    ]
    assert [path.read_bytes() for path in written] == [b"one", b"two"]


def test_an_older_file_is_replaced_and_strangers_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    write_files(tmp_path, [("a.txt", b"new")])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.txt": b"new",
        "notes.txt": b"mine",
    }


def test_a_full_disk_is_named_and_leaves_the_old_file_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    with _room_for(1000), pytest.raises(CannotWrite, match="File too large") as refused:
        write_files(tmp_path, [("b.txt", b"fits"), ("a.txt", b"x" * 5000)])
    assert refused.value.path == tmp_path / "a.txt"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.txt": b"old",
        "b.txt": b"fits",
    }


def test_an_interruption_leaves_no_half_file(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "a.txt", b"whole"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, files())
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(CannotWrite, match="it is a file, not a folder"):
        write_files(tmp_path / "out", [("a.txt", b"")])
    with pytest.raises(CannotWrite, match=r"cannot write .*: (File exists|Not a directory)"):
        write_files(tmp_path, [("out/a.txt", b"")])
    assert (tmp_path / "out").read_bytes() == b"mine"
