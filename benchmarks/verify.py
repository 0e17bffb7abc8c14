"""Breaks and rules of a benchmark's answer, counted from the file and the slots alone."""

from collections import Counter
from collections.abc import Sequence

from benchmarks.b2bsp import Instance, Meeting


class WrongAnswer(Exception):
    """An answer that breaks a rule of its instance."""


def count_breaks(instance: Instance, slots: Sequence[int], fairness: int | None) -> int:
    """Count the breaks of an answer.

    Parameters
    ----------
    slots
        The slot of each meeting in the file's order, counted from 1.

    Raises
    ------
    WrongAnswer
        Naming the first rule broken.
    """
    if len(slots) != len(instance.meetings):
        raise WrongAnswer(f"{len(slots)} slots for {len(instance.meetings)} meetings")
    attended: list[list[int]] = [[] for _ in range(instance.participants)]
    for number, (meeting, slot) in enumerate(zip(instance.meetings, slots, strict=True), start=1):
        _check_meeting(number, meeting, slots)
        for participant in (meeting.a, meeting.b):
            if slot in instance.forbidden[participant - 1]:
                raise WrongAnswer(f"participant {participant} cannot attend slot {slot}")
            attended[participant - 1].append(slot)
    for slot, used in Counter(slots).items():
        if used > instance.tables:
            raise WrongAnswer(f"slot {slot} needs {used} tables of {instance.tables}")
    breaks = []
    for participant, own in enumerate(attended, start=1):
        if len(set(own)) != len(own):
            raise WrongAnswer(f"participant {participant} has two meetings at once")
        line = "".join("x" if slot in own else "." for slot in range(1, instance.slots + 1))
        breaks.append(max(0, sum(bool(run) for run in line.split(".")) - 1))
    if fairness is not None and max(breaks) - min(breaks) > fairness:
        raise WrongAnswer(f"breaks differ by {max(breaks) - min(breaks)}, allowed are {fairness}")
    return sum(breaks)


def _check_meeting(number: int, meeting: Meeting, slots: Sequence[int]) -> None:
    slot = slots[number - 1]
    if slot not in meeting.slots:
        raise WrongAnswer(f"meeting {number} is outside its session")
    if meeting.fixed not in (None, slot):
        raise WrongAnswer(f"meeting {number} is not in its fixed slot")
    for earlier in meeting.after:
        if slots[earlier - 1] >= slot:
            raise WrongAnswer(f"meeting {number} is not later than meeting {earlier}")
