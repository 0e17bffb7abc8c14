"""What a change by hand means for firms beyond the rules: days, breaks, ways, what is lost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fairmatch.distance import metres_between
from fairmatch.hand.board import Board
from fairmatch.hand.seats import Seat, Shift
from fairmatch.models import Agency, Firm
from fairmatch.snapshot import Pair
from fairmatch.wording import Words


@dataclass(frozen=True, slots=True)
class Day:
    """A firm's fair in numbers: consultations, days, idle runs between them, metres walked."""

    talks: int
    days: int
    breaks: int
    metres: int


def firms_day(board: Board, seats: Collection[Seat]) -> Day:
    """Measure what a firm has; breaks and metres are counted as the quality report does."""
    stops = sorted(
        (*board.slot_at[seat.starts_at], seat.booth_code)
        for seat in seats
        if seat.starts_at in board.slot_at
    )
    steps = [(one, other) for one, other in pairwise(stops) if one[1] == other[1]]
    booths = board.booths
    return Day(
        talks=len(seats),
        days=len({day for _, day, _ in stops}),
        breaks=sum(other[0] > one[0] + 1 for one, other in steps),
        metres=sum(
            metres_between(booths[one[2]], booths[other[2]])
            for one, other in steps
            if one[2] in booths and other[2] in booths
        ),
    )


def side_effects(board: Board, shifts: Sequence[Shift]) -> tuple[Words, ...]:
    """Tell what a change means for the firms whose consultations it touches."""
    told: list[Words] = [*_lost_and_won(board, shifts)]
    for firm_id in dict.fromkeys(shift.pair[0] for shift in shifts):
        now = {pair: board.held[pair] for pair in board.of_firm.get(firm_id, ())}
        then = dict(now)
        for shift in shifts:
            if shift.pair[0] == firm_id:
                then.pop(shift.pair, None)
                if shift.after is not None:
                    then[shift.pair] = shift.after
        days = firms_day(board, now.values()), firms_day(board, then.values())
        told += _differences(board.fair.firms[firm_id], *days)
    return tuple(told)


def _lost_and_won(board: Board, shifts: Sequence[Shift]) -> Iterator[Words]:
    for shift in shifts:
        wish = board.fair.interests.get(shift.pair)
        if (shift.before is None) == (shift.after is None) or wish is None:
            continue
        firm, agency = (_name(one) for one in _parties(board, shift.pair))
        if shift.after is None:
            yield Words(
                ko=f"{firm.ko}: {wish.rank}순위로 신청한 {agency.ko} 상담을 잃습니다",
                en=f"{firm.en} loses {agency.en}, its wish of rank {wish.rank}",
            )
        else:
            yield Words(
                ko=f"{firm.ko}: {wish.rank}순위로 신청한 상담입니다",
                en=f"{firm.en} asked for it with rank {wish.rank}",
            )


def _differences(firm: Firm, now: Day, then: Day) -> Iterator[Words]:
    name = _name(firm)
    if then.talks != now.talks:
        yield Words(
            ko=f"{name.ko}: 상담 {now.talks}건 → {then.talks}건",
            en=f"{name.en}: {now.talks} → {then.talks} consultations",
        )
    if then.days > now.days >= 1:
        yield Words(ko=f"{name.ko}: 하루 더 와야 합니다", en=f"{name.en} has to come another day")
    elif 1 <= then.days < now.days:
        yield Words(ko=f"{name.ko}: 하루 덜 와도 됩니다", en=f"{name.en} comes one day less")
    if then.breaks != now.breaks:
        yield Words(
            ko=f"{name.ko}: 상담 사이 빈 시간 {now.breaks}번 → {then.breaks}번",
            en=f"{name.en}: {now.breaks} → {then.breaks} breaks",
        )
    if then.metres != now.metres:
        yield Words(
            ko=f"{name.ko}: 걷는 거리 {now.metres} m → {then.metres} m",
            en=f"{name.en}: {now.metres} → {then.metres} m to walk",
        )


def _parties(board: Board, pair: Pair) -> tuple[Firm, Agency]:
    return board.fair.firms[pair[0]], board.fair.agencies[pair[1]]


def _name(party: Firm | Agency) -> Words:
    return Words(ko=party.name_ko, en=party.name_en or party.name_ko)
