"""A second process: what it hears and says, and that it never outlives the first."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from solver.running.beside import Beside
from tests.solver.running.talkers import answer, fail, print_and_say, say_much_and_end, sleep_on

SECONDS = 30


def _heard(beside: Beside, count: int) -> list[object]:
    """Wait for so many messages."""
    return [beside.line.next() for _ in range(count)]


def _ended(process: int) -> bool:
    """Whether a process has ended, or does so soon."""
    end = monotonic() + SECONDS
    while monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        sleep(0.05)
    return False


def test_what_is_said_is_heard_there_and_answered_in_order() -> None:
    with Beside(answer) as beside:
        for number in range(3):
            beside.line.say({"number": number})
        assert _heard(beside, 3) == [({"number": n}, {"number": n}) for n in range(3)]
        assert list(beside.line.heard()) == []
        beside.line.say("end")


def test_a_long_message_does_not_wait_for_the_other_to_listen() -> None:
    long = bytes(1 << 20)
    with Beside(sleep_on) as beside:
        for _ in range(3):
            beside.line.say(long)
        assert _heard(beside, 1) == ["asleep"]


def test_what_was_said_is_heard_though_the_process_has_ended() -> None:
    with Beside(say_much_and_end) as beside:
        assert _heard(beside, 3) == [bytes([number]) * (1 << 20) for number in range(3)]
        with pytest.raises(EOFError):
            beside.line.next()


def test_what_is_printed_there_does_not_get_among_the_answers() -> None:
    with Beside(print_and_say) as beside:
        assert _heard(beside, 1) == ["an answer"]


def test_a_failure_there_is_told_on_standard_error_and_ends_nothing_here(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Beside(fail) as beside:
        assert _heard(beside, 1) == ["before"]
        assert _ended(beside.process)
        beside.line.say("is anybody there?")
        with pytest.raises(EOFError):
            beside.line.next()
    assert "ArithmeticError" in capfd.readouterr().err


def test_the_process_ends_with_the_block() -> None:
    with Beside(sleep_on) as beside:
        assert _heard(beside, 1) == ["asleep"]
        assert Path(f"/proc/{beside.process}").exists()
    assert not Path(f"/proc/{beside.process}").exists()


def test_the_process_ends_when_the_first_is_killed() -> None:
    code = (
        "from solver.running.beside import Beside\n"
        "from tests.solver.running.talkers import sleep_on\n"
        "with Beside(sleep_on) as beside:\n"
        "    beside.line.next()\n"
        "    print(beside.process, flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    ) as first:
        assert first.stdout is not None
        second = int(first.stdout.readline())
        first.send_signal(signal.SIGKILL)
    assert _ended(second)
