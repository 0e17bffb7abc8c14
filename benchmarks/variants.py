"""Variants of the published instances after the paper's description, made from a seed.

The paper derives nine rows from each original: slots forbidden beside, meetings fixed,
precedences, and other bounds on the difference of breaks. Only the description is public, so
these are instances of the same kinds, not the same instances.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.b2bsp import Instance

FAIRNESS = 2


@dataclass(frozen=True, slots=True)
class Variant:
    """An instance, how it was changed, and the bound on the difference of breaks."""

    kind: str
    instance: Instance
    fairness: int


def variants(instance: Instance, answer: Sequence[int] | None, seed: int) -> Iterator[Variant]:
    """Give the nine variants of an original.

    Parameters
    ----------
    answer
        The slot of each meeting in a timetable of the original, from which meetings are
        fixed and ordered, so that what is fixed or ordered can be met. None fixes and orders
        at random, which often cannot be met.
    seed
        Of all that is drawn.
    """
    for share in (0.003, 0.007):
        yield _variant(f"forbidden {share:.1%}", _forbid(instance, share, _random(seed, share)))
    for share in (0.2, 0.4):
        yield _variant(f"fixed {share:.0%}", _fix(instance, answer, share, _random(seed, share)))
    for share in (0.15, 0.25):
        made = _order(instance, answer, share, _random(seed, share))
        yield _variant(f"precedences {share:.0%}", made)
    for fairness in (0, 1, 3):
        yield Variant(f"d = {fairness}", instance, fairness)


def _variant(kind: str, instance: Instance) -> Variant:
    return Variant(kind, instance, FAIRNESS)


def _random(seed: int, share: float) -> Random:
    return Random(f"{seed} {share}")


def _forbid(instance: Instance, share: float, random: Random) -> Instance:
    """Take a share of all pairs of participant and slot that were open away."""
    pairs = [
        (participant, slot)
        for participant, forbidden in enumerate(instance.forbidden)
        for slot in range(1, instance.slots + 1)
        if slot not in forbidden
    ]
    taken = random.sample(pairs, max(1, round(share * instance.participants * instance.slots)))
    forbidden = [
        own | {slot for who, slot in taken if who == participant}
        for participant, own in enumerate(instance.forbidden)
    ]
    return replace(instance, forbidden=tuple(forbidden))


def _drawn(instance: Instance, share: float, random: Random) -> list[int]:
    count = len(instance.meetings)
    return random.sample(range(count), round(share * count))


def _open_slots(instance: Instance, number: int) -> list[int]:
    meeting = instance.meetings[number]
    taken = instance.forbidden[meeting.a - 1] | instance.forbidden[meeting.b - 1]
    return sorted(meeting.slots - taken)


def _fix(
    instance: Instance, answer: Sequence[int] | None, share: float, random: Random
) -> Instance:
    meetings = list(instance.meetings)
    for number in _drawn(instance, share, random):
        slots = _open_slots(instance, number)
        slot = random.choice(slots) if answer is None else answer[number]
        meetings[number] = replace(meetings[number], fixed=slot)
    return replace(instance, meetings=tuple(meetings))


def _order(
    instance: Instance, answer: Sequence[int] | None, share: float, random: Random
) -> Instance:
    """Let a share of the meetings each come after another meeting of one of its participants."""
    meetings = list(instance.meetings)
    for number in _drawn(instance, share, random):
        own = {meetings[number].a, meetings[number].b}
        others = [
            other
            for other, meeting in enumerate(meetings)
            if other != number and own & {meeting.a, meeting.b}
        ]
        if answer is not None:
            others = [other for other in others if answer[other] < answer[number]]
        if others:
            earlier = frozenset({random.choice(others) + 1})
            meetings[number] = replace(meetings[number], after=earlier)
    return replace(instance, meetings=tuple(meetings))
