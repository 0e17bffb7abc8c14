"""Whether a change by hand may be: the fair's own checker over the parties it touches."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import TypeAlias

from fairmatch.checking import check_change
from fairmatch.hand.board import Board
from fairmatch.hand.refusals import HandRule, Refusal
from fairmatch.hand.seats import Shift
from fairmatch.violations import Rule, Violation
from fairmatch.wording import Words, pair_of

Sameness: TypeAlias = tuple[Hashable, ...]


def refusals(board: Board, shifts: Sequence[Shift]) -> tuple[Refusal, ...]:
    """Give everything that stands against a change: what has begun, is pinned, or would break.

    A rule that is broken already does not stand against it, unless the change makes it worse.
    """
    hands_off = tuple(_hands_off(board, shifts))
    return hands_off or tuple(
        Refusal(found.rule, found.text) for found in newly_broken(board, shifts)
    )


def newly_broken(board: Board, shifts: Sequence[Shift]) -> list[Violation]:
    """Give the violations that a change would make, by the fair's own checker."""
    pairs = frozenset(shift.pair for shift in shifts)
    part = board.part(pairs)
    after = part.after(shifts)
    broken = check_change(after.fair, after.seatings(), pairs)
    if not broken:
        return []
    before, now = (
        Counter({key: sum(map(_size, group)) for key, group in _same(board, found).items()})
        for found in (check_change(part.fair, part.seatings(), pairs), broken)
    )
    worse = {key for key, size in now.items() if size > before[key]}
    return [found for key, group in _same(board, broken).items() if key in worse for found in group]


def _same(board: Board, violations: Sequence[Violation]) -> dict[Sameness, list[Violation]]:
    """Group what is the same violation, more or less broken.

    Limits are broken by parties and days; one consultation more is worse, one less is better.
    """
    groups: dict[Sameness, list[Violation]] = defaultdict(list)
    for found in violations:
        day = None if found.at is None else found.at.astimezone(board.fair.zone).date()
        key: Sameness = (found.rule, found.firms, found.agencies, found.at, found.text.en)
        if found.rule is Rule.RESERVE:
            key = (found.rule, found.agencies, day)
        elif found.rule is Rule.QUOTA:
            key = (found.rule, found.firms, day)
        groups[key].append(found)
    return groups


def _size(found: Violation) -> int:
    return max(len(found.firms), len(found.agencies))


def _hands_off(board: Board, shifts: Sequence[Shift]) -> Iterator[Refusal]:
    """Give what keeps a consultation where it is, whatever the fair's rules say."""
    for shift in shifts:
        seat = shift.before
        who = pair_of(board.fair.firms[shift.pair[0]], board.fair.agencies[shift.pair[1]])
        stays = shift.after is not None and seat is not None and shift.after.spot == seat.spot
        if seat is not None and board.begun(seat.starts_at) and not stays:
            yield Refusal(
                HandRule.BEGUN,
                Words(
                    ko=f"{who} 상담은 이미 시작했으므로 바꿀 수 없습니다",
                    en=f"{who} has begun and cannot be changed any more",
                ),
            )
        elif seat is not None and seat.fixed and not stays:
            yield Refusal(
                HandRule.FIXED,
                Words(
                    ko=f"{who} 상담은 고정되어 있습니다. 먼저 고정을 푸세요",
                    en=f"{who} is pinned; unpin it first",
                ),
            )
        if shift.after is not None and not stays and board.begun(shift.after.starts_at):
            yield Refusal(
                HandRule.PAST,
                Words(ko="이미 시작한 상담 시간입니다", en="this time has begun already"),
            )
