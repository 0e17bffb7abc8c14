"""Why wishes stay unmet, in the fair's words: the kinds, their headings and their sentences."""

from enum import StrEnum

from fairmatch.wording import Words
from solver.explain import Reason, ReasonKind


class UnmetKind(StrEnum):
    """What stands against a wish."""

    DECLINED = "declined"
    NO_COMMON_SLOT = "no_common_slot"
    FIRM_QUOTA = "firm_quota"
    BOOTH_FULL = "booth_full"
    FIRM_BUSY = "firm_busy"
    LUNCH = "lunch"
    REST = "rest"
    HALL_FULL = "hall_full"
    WALKING = "walking"
    ORDER = "order"
    ONE_OF_A_GROUP = "one_of_a_group"
    NO_COMMON_TIME_LEFT = "no_common_time_left"
    OUTWEIGHED = "outweighed"
    ROOM_LEFT = "room_left"
    TAKEN_OUT = "taken_out"


HEADINGS = {
    UnmetKind.DECLINED: Words(ko="수요기관이 원하지 않음", en="The agency declined"),
    UnmetKind.NO_COMMON_SLOT: Words(ko="공통 시간 없음", en="Never there at the same time"),
    UnmetKind.FIRM_QUOTA: Words(ko="기업 상담 한도", en="The firm's limit of consultations"),
    UnmetKind.BOOTH_FULL: Words(ko="부스 만석", en="Booth full"),
    UnmetKind.FIRM_BUSY: Words(ko="기업의 다른 상담과 겹침", en="The firm is elsewhere"),
    UnmetKind.LUNCH: Words(ko="점심시간 보장", en="Lunch is kept free"),
    UnmetKind.REST: Words(ko="연속 상담 후 휴식", en="A rest after so many in a row"),
    UnmetKind.HALL_FULL: Words(ko="상담장 만석", en="Hall full"),
    UnmetKind.WALKING: Words(ko="이동 시간 부족", en="Too far to walk in time"),
    UnmetKind.ORDER: Words(ko="상담 순서", en="The order of consultations"),
    UnmetKind.ONE_OF_A_GROUP: Words(ko="묶음 중 하나만 진행", en="One of several, another is held"),
    UnmetKind.NO_COMMON_TIME_LEFT: Words(ko="함께 비는 시간 없음", en="Never free together"),
    UnmetKind.OUTWEIGHED: Words(ko="다른 상담이 우선", en="Other consultations came first"),
    UnmetKind.ROOM_LEFT: Words(ko="탐색 시간 부족", en="The search ended too soon"),
    UnmetKind.TAKEN_OUT: Words(ko="주최자가 뺌", en="Taken out by the organiser"),
}

SENTENCES = {
    UnmetKind.DECLINED: Words(
        ko="수요기관이 이 상담을 원하지 않는다고 밝혔습니다.",
        en="The agency said that it will not hold this consultation.",
    ),
    UnmetKind.NO_COMMON_SLOT: Words(
        ko="기업이 참석하는 시간과 부스 운영시간이 겹치는 상담 시간이 없습니다.",
        en="There is no slot in which the firm is there and the booth is staffed.",
    ),
    UnmetKind.FIRM_QUOTA: Words(
        ko="공통 시간이 있는 날마다 기업의 하루 상담 한도가 찼습니다.",
        en="On each day they have in common the firm has as many consultations as it may.",
    ),
    UnmetKind.BOOTH_FULL: Words(
        ko="부스 만석: 모든 공통 시간에 상담석이 다른 상담으로 찼습니다.",
        en="Booth full: in every slot they have in common all tables are taken.",
    ),
    UnmetKind.FIRM_BUSY: Words(
        ko="모든 공통 시간에 기업이 다른 상담에 참석합니다.",
        en="In every slot they have in common the firm is at another consultation.",
    ),
    UnmetKind.LUNCH: Words(
        ko="남은 공통 시간에 상담하면 점심시간이 남지 않습니다.",
        en="In the slots left the consultation would take somebody's lunch.",
    ),
    UnmetKind.REST: Words(
        ko="남은 공통 시간에 상담하면 연속 상담 후 쉬는 시간이 남지 않습니다.",
        en="In the slots left there would be no rest after so many consultations in a row.",
    ),
    UnmetKind.HALL_FULL: Words(
        ko="남은 공통 시간에는 상담장의 모든 상담석이 찼습니다.",
        en="In the slots left all tables of the hall are taken.",
    ),
    UnmetKind.ORDER: Words(
        ko="먼저 하거나 나중에 해야 하는 상담이 있어 남은 시간에 넣을 수 없습니다.",
        en="In the slots left it would not lie before or after the consultations it has to.",
    ),
    UnmetKind.ONE_OF_A_GROUP: Words(
        ko="묶어서 신청한 상담 가운데 하나만 진행하며, 다른 상담이 배정되었습니다.",
        en="Only one of a group of consultations is held, and another one of them is.",
    ),
    UnmetKind.WALKING: Words(
        ko="남은 공통 시간에는 앞뒤 상담 부스에서 걸어올 시간이 모자랍니다.",
        en="In the slots left there is too little time to walk from or to the firm's other booths.",
    ),
    UnmetKind.NO_COMMON_TIME_LEFT: Words(
        ko="기업과 부스에 각각 빈 시간이 있지만 같은 시간이 아닙니다.",
        en="Both have time left, but never the same slot.",
    ),
    UnmetKind.OUTWEIGHED: Words(
        ko="넣을 자리는 있지만 다른 상담과 목표에 더 큰 손해가 됩니다.",
        en="There is a slot for it, but holding it would cost goals that count for more.",
    ),
    UnmetKind.ROOM_LEFT: Words(
        ko="넣을 자리가 있습니다. 시간표를 더 오래 계산하면 들어갈 수 있습니다.",
        en="There is room for it: a longer search would hold it.",
    ),
    UnmetKind.TAKEN_OUT: Words(
        ko="주최자가 이 시간표의 초안에서 손으로 뺐습니다.",
        en="An organiser took it out of this timetable's draft by hand.",
    ),
}

RESERVE_LEFT = Words(
    ko="부스 만석: 현장 접수용으로 남겨 두는 자리를 뺀 상담석이 모두 찼습니다.",
    en="Booth full: all seats are taken but those kept free for walk-ins.",
)

UNTOLD = Words(
    ko="이번에는 이 상담을 배정하지 못했습니다.",
    en="This consultation could not be arranged this time.",
)
"""What a firm is told of a refusal that the agency keeps to itself."""

_BY_REASON = {
    ReasonKind.BANNED: UnmetKind.DECLINED,
    ReasonKind.NO_COMMON_SLOT: UnmetKind.NO_COMMON_SLOT,
    ReasonKind.LUNCH: UnmetKind.LUNCH,
    ReasonKind.REST: UnmetKind.REST,
    ReasonKind.TABLES: UnmetKind.HALL_FULL,
    ReasonKind.TRAVEL: UnmetKind.WALKING,
    ReasonKind.PRECEDENCE: UnmetKind.ORDER,
    ReasonKind.GROUP: UnmetKind.ONE_OF_A_GROUP,
    ReasonKind.NO_FREE_COMMON_SLOT: UnmetKind.NO_COMMON_TIME_LEFT,
    ReasonKind.OUTWEIGHED: UnmetKind.OUTWEIGHED,
    ReasonKind.FREE: UnmetKind.ROOM_LEFT,
}


def kind_of(reason: Reason) -> UnmetKind:
    """Give the fair's kind for the solver's; a quota of a booth is its seats less the reserve."""
    if reason.kind in (ReasonKind.QUOTA, ReasonKind.FULL):
        if not any(party.startswith("firm:") for party in reason.parties):
            return UnmetKind.BOOTH_FULL
        quota = reason.kind is ReasonKind.QUOTA
        return UnmetKind.FIRM_QUOTA if quota else UnmetKind.FIRM_BUSY
    return _BY_REASON[reason.kind]
