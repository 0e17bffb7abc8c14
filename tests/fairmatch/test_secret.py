from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from fairmatch.errors import BadSecret
from fairmatch.secret import LENGTH, make_secret, read_secret


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "secret"
    made = make_secret(path)
    assert len(made) == LENGTH
    assert path.stat().st_mode & 0o777 == 0o600
    assert make_secret(path) == made
    assert read_secret(path) == made
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_two_secrets_differ(tmp_path: Path) -> None:
    assert make_secret(tmp_path / "one") != make_secret(tmp_path / "two")


def test_of_many_who_make_it_at_once_all_get_the_same(tmp_path: Path) -> None:
    start = Barrier(8)

    def run(number: int) -> bytes:
        start.wait()
        return make_secret(tmp_path / "secret", random=lambda length: bytes([number]) * length)

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(run, range(8)))
    assert made == {read_secret(tmp_path / "secret")}


def test_a_crash_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(length: int) -> bytes:
        raise OSError("no entropy")

    with pytest.raises(OSError, match="no entropy"):
        make_secret(tmp_path / "secret", random=fail)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_secret_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadSecret, match=r"secret is missing; run `fairmatch init`") as refused:
        read_secret(tmp_path / "secret")
    assert refused.value.path == tmp_path / "secret"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_secret_that_others_may_reach_is_refused(tmp_path: Path, mode: int) -> None:
    make_secret(tmp_path / "secret")
    (tmp_path / "secret").chmod(mode)
    with pytest.raises(BadSecret, match="others"):
        read_secret(tmp_path / "secret")


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_file_of_the_wrong_length_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(BadSecret, match=f"holds {len(content)} bytes instead of 32"):
        make_secret(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_secret(tmp_path: Path) -> None:
    with pytest.raises(BadSecret, match="is no file"):
        read_secret(tmp_path)


def test_a_secret_that_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadSecret, match="cannot be read: Not a directory"):
        read_secret(tmp_path / "file" / "secret")
