"""The first signal is a wish to stop, the second one ends the program."""

import os
import signal

import pytest

from solver.running.signals import interrupting


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_is_a_wish_and_the_second_is_not_held_back(number: signal.Signals) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with interrupting() as wished:
        assert not wished()
        os.kill(os.getpid(), number)
        assert wished()
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_what_is_raised_within_leaves_the_signals_as_they_were() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(LookupError), interrupting():
        raise LookupError
    assert signal.getsignal(signal.SIGTERM) == before
