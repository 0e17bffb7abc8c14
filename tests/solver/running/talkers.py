"""What second processes do in tests: each is called there with its line to the test."""

import sys
from time import sleep

from solver.running.beside import Line


def answer(line: Line) -> None:
    """Say everything that is heard twice, until told to end."""
    while (message := line.next()) != "end":
        line.say((message, message))


def print_and_say(line: Line) -> None:
    """Print something where the answers go, then say something."""
    sys.stdout.write("not an answer\n")
    sys.stdout.flush()
    line.say("an answer")


def say_much_and_end(line: Line) -> None:
    """Say more than a pipe holds, and end at once."""
    for number in range(3):
        line.say(bytes([number]) * (1 << 20))


def fail(line: Line) -> None:
    """Say something, then break."""
    line.say("before")
    raise ArithmeticError


def sleep_on(line: Line) -> None:
    """Say that it has begun, and never end."""
    line.say("asleep")
    while True:
        sleep(1)
