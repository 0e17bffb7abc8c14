"""The server's secret: 32 random bytes in a file that only its owner may read."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes, token_hex

from fairmatch.errors import BadSecret

LENGTH = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_secret(path: Path, *, random: Callable[[int], bytes] = token_bytes) -> bytes:
    """Give the secret of the file, which is made with mode 0600 if there is none.

    A file that exists is never replaced; of two processes that make it at once, both get the
    secret of the first. A crash leaves no half file.

    Raises
    ------
    BadSecret
        If the file is there and is no secret, or may be read by others than its owner.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(random(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, a link refuses to take the place of a file that is there.
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return read_secret(path)


def read_secret(path: Path) -> bytes:
    """Give the secret of the file.

    Raises
    ------
    BadSecret
        If there is no such file, it does not hold 32 bytes, or others than its owner may
        reach it.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise BadSecret(path, "is no file")
        if mode & _OTHERS:
            raise BadSecret(path, "may be reached by others; run `chmod 600` on it")
        secret = path.read_bytes()
    except FileNotFoundError:
        raise BadSecret(path, "is missing; run `fairmatch init`") from None
    except OSError as error:
        raise BadSecret(path, f"cannot be read: {error.strerror}") from None
    if len(secret) != LENGTH:
        raise BadSecret(path, f"holds {len(secret)} bytes instead of {LENGTH}")
    return secret
