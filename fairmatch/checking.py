"""The fair's rules, recomputed from the rows of a stored timetable.

Nothing here comes from the solver or from what was handed to it: times are moments, booths
are metres apart, and each rule is read off the fair's own settings. One function a rule.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.distance import metres_between, walking_minutes
from fairmatch.hours import local_stretch, moment
from fairmatch.models import Agency, Consultation, Firm, MarkKind, Placement, Timetable
from fairmatch.snapshot import Pair, Snapshot, read_for
from fairmatch.violations import Case, Rule, Seating, Violation
from fairmatch.wording import Words


def check_timetable(session: Session, timetable: Timetable) -> list[Violation]:
    """Give everything by which a stored timetable breaks the fair's rules as they are now.

    A draft that was made with other settings than the fair's is held against those.
    """
    rows = session.execute(
        select(
            Consultation.firm_id,
            Consultation.agency_id,
            Placement.starts_at,
            Placement.ends_at,
            Placement.booth_code,
            Placement.table,
        )
        .join(Consultation, Consultation.id == Placement.consultation_id)
        .where(Placement.timetable_id == timetable.id)
        .order_by(Placement.id)
    )
    fair = read_for(session, timetable)
    return check_seatings(
        fair,
        [
            Seating(fair.firms[firm_id], fair.agencies[agency_id], starts, ends, booth, table)
            for firm_id, agency_id, starts, ends, booth, table in rows
        ],
    )


def check_seatings(fair: Snapshot, seatings: Sequence[Seating]) -> list[Violation]:
    """Give everything by which seatings break the fair's rules, in the order of `RULES`."""
    ordered = sorted(seatings, key=lambda one: (one.starts_at, one.firm.code, one.agency.code))
    case = Case(fair, tuple(ordered))
    return [violation for rule in RULES for violation in rule(case)]


def check_change(
    fair: Snapshot, seatings: Sequence[Seating], pairs: Collection[Pair]
) -> list[Violation]:
    """Give what a change of some pairs could have to do with, in the order of `RULES`.

    What is wrong with one consultation by itself is asked of these pairs only, what is wrong with
    a firm's day of their firms only: of all others it is as it was.
    """
    whole = _case(fair, seatings)
    firms = {pair[0] for pair in pairs}
    of_firms = Case(fair, tuple(one for one in whole.seatings if one.firm.id in firms))
    own = Case(fair, tuple(one for one in of_firms.seatings if one.pair in pairs))
    cases = dict.fromkeys(_OF_ONE, own) | dict.fromkeys(_OF_A_FIRM, of_firms)
    return [violation for rule in RULES for violation in rule(cases.get(rule, whole))]


def _case(fair: Snapshot, seatings: Sequence[Seating]) -> Case:
    return Case(fair, tuple(sorted(seatings, key=lambda one: (one.starts_at, one.firm.code))))


def held_in_slots(case: Case) -> Iterator[Violation]:
    """Each consultation fills one slot of the fair."""
    for one in case.seatings:
        if (one.starts_at, one.ends_at) not in case.fair.stretches:
            text = Words(
                ko=f"{_who(one)} 상담이 박람회의 상담 시간에 없습니다",
                en=f"{_name(one.firm)} with {_name(one.agency)} is in no slot of the fair",
            )
            yield case.broken(Rule.SLOT, text, one)


def held_in_opening_hours(case: Case) -> Iterator[Violation]:
    """Nothing is held before a day opens, after it closes or over lunch."""
    for one in case.seatings:
        who = f"{_name(one.firm)} with {_name(one.agency)}"
        day = case.fair.days.get(case.day(one))
        if day is None:
            text = Words(
                ko=f"{_who(one)} 상담이 박람회 날이 아닙니다", en=f"{who} is on no day of the fair"
            )
            yield case.broken(Rule.SLOT, text, one)
            continue
        zone = case.fair.zone
        if one.starts_at < moment(day.date, day.opens, zone) or one.ends_at > moment(
            day.date, day.closes, zone
        ):
            text = Words(
                ko=f"{_who(one)} 상담이 그날의 운영시간 밖입니다",
                en=f"{who} is outside the day's hours",
            )
            yield case.broken(Rule.SLOT, text, one)
        if (
            day.lunch_from is not None
            and day.lunch_to is not None
            and one.starts_at < moment(day.date, day.lunch_to, zone)
            and one.ends_at > moment(day.date, day.lunch_from, zone)
        ):
            text = Words(ko=f"{_who(one)} 상담이 점심시간과 겹칩니다", en=f"{who} touches lunch")
            yield case.broken(Rule.LUNCH, text, one)


def one_at_a_table(case: Case) -> Iterator[Violation]:
    """Each consultation has a table of its agency's booth to itself."""
    at_table: dict[tuple[str, int], list[Seating]] = defaultdict(list)
    for one in case.seatings:
        booth = one.agency.booth
        if booth.code != one.booth_code:
            text = Words(
                ko=f"{_name(one.agency)}의 부스는 {one.booth_code}이(가) 아닙니다",
                en=f"{_name(one.agency)} is not at booth {one.booth_code}",
            )
            yield case.broken(Rule.TABLE, text, one)
        elif not 1 <= one.table <= booth.tables:
            text = Words(
                ko=f"부스 {booth.code}의 상담석은 {booth.tables}개로, {one.table}번이 없습니다",
                en=f"booth {booth.code} has no table {one.table}, only {booth.tables}",
            )
            yield case.broken(Rule.TABLE, text, one)
        at_table[one.booth_code, one.table].append(one)
    for (code, table), seatings in at_table.items():
        for one, other in _meeting(seatings):
            text = Words(
                ko=f"부스 {code}의 상담석 {table}번에 {_name(one.firm)}와(과) "
                f"{_name(other.firm)}이(가) 함께 있습니다",
                en=f"{_name(one.firm)} and {_name(other.firm)} are both at booth {code}, "
                f"table {table}",
            )
            yield case.broken(Rule.TABLE, text, one, other)


def one_place_at_a_time(case: Case) -> Iterator[Violation]:
    """No firm is in two places at once."""
    for seatings in case.by_firm.values():
        for one, other in _meeting(seatings):
            text = Words(
                ko=f"{_name(one.firm)}의 상담이 {_name(one.agency)}, {_name(other.agency)} "
                "두 곳에서 동시에 있습니다",
                en=f"{_name(one.firm)} is with {_name(one.agency)} and {_name(other.agency)}",
            )
            yield case.broken(Rule.TWO_PLACES, text, one, other)


def parties_are_there(case: Case) -> Iterator[Violation]:
    """Firms come and booths are staffed for the whole of each consultation."""
    zone = case.fair.zone
    firms, booths = case.fair.firm_hours, case.fair.booth_hours
    for one in case.seatings:
        stretch = local_stretch(one.starts_at, one.ends_at, zone)
        if not firms[one.firm.id].cover(*stretch):
            text = Words(
                ko=f"{_name(one.firm)}이(가) 그 시간에 없습니다",
                en=f"{_name(one.firm)} is not there",
            )
            yield case.broken(Rule.FIRM_HOURS, text, one)
        if one.booth_code in booths and not booths[one.booth_code].cover(*stretch):
            text = Words(
                ko=f"부스 {one.booth_code}을(를) 그 시간에 운영하지 않습니다",
                en=f"booth {one.booth_code} is not staffed",
            )
            yield case.broken(Rule.BOOTH_HOURS, text, one)


def asked_and_not_refused(case: Case) -> Iterator[Violation]:
    """Only firms that take part meet agencies they asked for, or by arrangement, and no refuser."""
    for one in case.seatings:
        if not one.firm.takes_part:
            text = Words(
                ko=f"{_name(one.firm)}은(는) 참가하지 않습니다",
                en=f"{_name(one.firm)} does not take part",
            )
            yield case.broken(Rule.ASKED, text, one)
        elif one.pair not in case.fair.interests and one.pair not in case.fair.pins:
            text = Words(
                ko=f"{_name(one.firm)}이(가) {_name(one.agency)} 상담을 신청하지 않았습니다",
                en=f"{_name(one.firm)} did not ask for {_name(one.agency)}",
            )
            yield case.broken(Rule.ASKED, text, one)
        if case.fair.marks.get(one.pair) is MarkKind.NO:
            text = Words(
                ko=f"{_name(one.agency)}이(가) {_name(one.firm)}을(를) 만나지 않겠다고 했습니다",
                en=f"{_name(one.agency)} will not see {_name(one.firm)}",
            )
            yield case.broken(Rule.BAN, text, one)


def pins_are_kept(case: Case) -> Iterator[Violation]:
    """Each consultation arranged beforehand is held at its time, if both come."""
    held = {one.pair: one for one in case.seatings}
    for pair, pin in case.fair.pins.items():
        if pair in case.fair.missed:
            continue
        at = moment(pin.date, pin.starts, case.fair.zone)
        if pair not in held or held[pair].starts_at != at:
            firm, agency = case.fair.firms[pair[0]], case.fair.agencies[pair[1]]
            text = case.at(
                at,
                Words(
                    ko=f"{_name(firm)} × {_name(agency)} 상담은 이 시각으로 미리 정해졌습니다",
                    en=f"{_name(firm)} with {_name(agency)} was arranged for then",
                ),
            )
            yield Violation(Rule.PIN, (firm.code,), (agency.code,), at, text)


def musts_are_kept(case: Case) -> Iterator[Violation]:
    """Each firm that asked for an agency which must meet it is met, if both come."""
    held = {one.pair for one in case.seatings} | case.fair.missed
    for pair in case.fair.interests:
        if case.is_must(pair) and pair not in held and pair not in case.fair.pins:
            firm, agency = case.fair.firms[pair[0]], case.fair.agencies[pair[1]]
            text = Words(
                ko=f"{_name(agency)} × {_name(firm)} 상담은 꼭 해야 하는데 빠졌습니다",
                en=f"{_name(agency)} must meet {_name(firm)} and does not",
            )
            yield Violation(Rule.MUST, (firm.code,), (agency.code,), None, text)


def everyone_has_one(case: Case) -> Iterator[Violation]:
    """Where it is a rule, each firm that asked has a consultation, or had one and missed it."""
    if case.fair.settings.everyone:
        came_late = {pair[0] for pair in case.fair.missed}
        for firm_id in dict.fromkeys(pair[0] for pair in case.fair.wanted()):
            if firm_id not in case.by_firm and firm_id not in came_late:
                firm = case.fair.firms[firm_id]
                who = _name(firm)
                text = Words(
                    ko=f"{who}에 상담이 없습니다. 신청한 기업은 모두 한 건 이상 상담해야 합니다",
                    en=f"{who} has no consultation; every firm that asked is to have one",
                )
                yield Violation(Rule.EVERYONE, (firm.code,), (), None, text)


def quotas_are_kept(case: Case) -> Iterator[Violation]:
    """No firm has more consultations than it may, in all and in a day."""
    settings = case.fair.settings
    for seatings in case.by_firm.values():
        who = _name(seatings[0].firm)
        if len(seatings) > settings.firm_quota:
            text = Words(
                ko=f"{who}의 상담이 {len(seatings)}건으로, 한도 {settings.firm_quota}건을 넘습니다",
                en=f"{who} has {len(seatings)} consultations, more than {settings.firm_quota}",
            )
            yield case.broken(Rule.QUOTA, text, *seatings)
        for day, count in Counter(case.day(one) for one in seatings).items():
            most = settings.firm_quota_per_day
            if most is not None and count > most:
                text = Words(
                    ko=f"{who}의 {day} 상담이 {count}건으로, 하루 한도 {most}건을 넘습니다",
                    en=f"{who} has {count} on {day}, more than {most}",
                )
                yield case.broken(
                    Rule.QUOTA, text, *(one for one in seatings if case.day(one) == day)
                )


def reserve_is_free(case: Case) -> Iterator[Violation]:
    """Each booth keeps its share of a day's seats free for walk-ins.

    Only they, pins and musts may use it up.
    """
    fair = case.fair
    for seatings in case.by_agency.values():
        booth = seatings[0].agency.booth
        for day in dict.fromkeys(case.day(one) for one in seatings):
            held = [one for one in seatings if case.day(one) == day]
            seats = booth.tables * fair.staffed.get((seatings[0].agency.id, day), 0)
            reserve = -(-seats * fair.settings.walk_in_reserve // 100)
            reserve = max(0, reserve - fair.walk_ins.get((booth.agency_id, day), 0))
            others = [one for one in held if not case.walked_in(one)]
            if len(held) > seats - reserve and not all(case.is_must(one.pair) for one in others):
                text = Words(
                    ko=f"부스 {booth.code}의 {day} 좌석 {seats}개 가운데 {len(held)}개를 씁니다. "
                    f"{reserve}개는 현장 접수용으로 남겨야 합니다",
                    en=f"booth {booth.code} holds {len(held)} of {seats} seats on {day}; "
                    f"{reserve} are kept for walk-ins",
                )
                yield case.broken(Rule.RESERVE, text, *others)


def walks_fit(case: Case) -> Iterator[Violation]:
    """Between two consultations a firm has the time to walk from booth to booth."""
    for seatings in case.by_firm.values():
        for one, other in pairwise(seatings):
            booths = case.booths.get(one.booth_code), case.booths.get(other.booth_code)
            if booths[0] is None or booths[1] is None or one.meets(other):
                continue
            metres = metres_between(booths[0], booths[1])
            needed = walking_minutes(case.fair.settings, metres)
            free = (other.starts_at - one.ends_at).total_seconds() / 60
            if free < needed:
                text = Words(
                    ko=f"{_name(one.firm)}이(가) 부스 {one.booth_code}에서 {other.booth_code}까지 "
                    f"{metres} m를 {free:.0f}분에 가야 합니다. {needed}분이 필요합니다",
                    en=f"{_name(one.firm)} has {free:.0f} minutes from booth {one.booth_code} to "
                    f"{other.booth_code}, {metres} m away; {needed} are needed",
                )
                yield case.broken(Rule.WALKING, text, one, other)


def _meeting(seatings: Sequence[Seating]) -> Iterator[tuple[Seating, Seating]]:
    """Give every two that share a moment, of seatings by time."""
    for place, one in enumerate(seatings):
        for other in seatings[place + 1 :]:
            if other.starts_at >= one.ends_at:
                break
            if one.meets(other):
                yield one, other


def _name(party: Firm | Agency) -> str:
    return f"{party.code} {party.name_ko}"


def _who(one: Seating) -> str:
    return f"{_name(one.firm)} × {_name(one.agency)}"


RULES = (
    held_in_slots,
    held_in_opening_hours,
    one_at_a_table,
    one_place_at_a_time,
    parties_are_there,
    asked_and_not_refused,
    pins_are_kept,
    musts_are_kept,
    everyone_has_one,
    quotas_are_kept,
    reserve_is_free,
    walks_fit,
)

_OF_ONE = (held_in_slots, held_in_opening_hours, parties_are_there, asked_and_not_refused)
_OF_A_FIRM = (one_place_at_a_time, quotas_are_kept, walks_fit)
"""Rules of one consultation by itself, and of one firm; others are of booths or of what is due."""
