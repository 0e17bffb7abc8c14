"""A PostgreSQL server of the tests' own: private folder, private port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServer(Exception):
    """No PostgreSQL server binary can be had on this machine."""


def find_binaries() -> Path:
    """Give the folder that holds initdb and postgres; Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path and (Path(on_path).resolve().parent / "postgres").exists():
        return Path(on_path).resolve().parent
    raise NoServer("no PostgreSQL server; install Debian's package `postgresql`")


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """Run a server in the folder and give its address without a database name.

    The server refuses to run as root, so root hands the folder to an ordinary user.
    """
    binaries = find_binaries()
    prefix: list[str] = []
    if os.geteuid() == 0:
        user = _ordinary_user()
        prefix = ["runuser", "-u", user, "--"]
        for parent in (folder, *folder.parents):
            if parent.stat().st_uid == 0 and parent.is_relative_to("/tmp/") and parent != folder:
                parent.chmod(parent.stat().st_mode | 0o011)
        shutil.chown(folder, user)
    data = folder / "data"
    _run(
        [
            *prefix,
            str(binaries / "initdb"),
            "-D",
            str(data),
            "-U",
            "fairmatch",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        folder,
    )
    port = _free_port()
    options = (
        f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c shared_buffers=64MB -c max_connections=200"
    )
    control = [*prefix, str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    _run([*control, "-o", options, "start"], folder)
    try:
        yield f"postgresql://fairmatch@127.0.0.1:{port}"
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.decode()[-2000:]}")


def _ordinary_user() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NoServer("PostgreSQL does not run as root, and there is no other user to run it as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
