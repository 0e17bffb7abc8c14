"""Why something cannot be done by hand: a rule that has a name, and what breaks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fairmatch.errors import FairMatchError
from fairmatch.violations import Rule
from fairmatch.wording import Words


class HandRule(StrEnum):
    """What acts by hand have to keep beside the fair's rules."""

    BEGUN = "begun"
    PAST = "past"
    FIXED = "fixed"


NAMES: dict[Rule | HandRule, Words] = {
    Rule.SLOT: Words(ko="상담 시간", en="Consultation times"),
    Rule.LUNCH: Words(ko="점심시간", en="Lunch"),
    Rule.TABLE: Words(ko="상담석", en="Tables"),
    Rule.TWO_PLACES: Words(ko="동시 상담", en="One place at a time"),
    Rule.FIRM_HOURS: Words(ko="기업 참석 시간", en="The firm's hours"),
    Rule.BOOTH_HOURS: Words(ko="부스 운영시간", en="The booth's hours"),
    Rule.ASKED: Words(ko="신청한 상담만", en="Only what was asked for"),
    Rule.BAN: Words(ko="기관의 거절", en="The agency declined"),
    Rule.PIN: Words(ko="사전 확정", en="Arranged beforehand"),
    Rule.MUST: Words(ko="필수 상담", en="Must meet"),
    Rule.EVERYONE: Words(ko="모든 기업 한 건 이상", en="One for every firm"),
    Rule.QUOTA: Words(ko="기업 상담 한도", en="The firm's limit"),
    Rule.RESERVE: Words(ko="현장 접수용 좌석", en="Seats for walk-ins"),
    Rule.WALKING: Words(ko="이동 시간", en="Walking time"),
    HandRule.BEGUN: Words(ko="시작한 상담", en="Already begun"),
    HandRule.PAST: Words(ko="지난 시간", en="Past"),
    HandRule.FIXED: Words(ko="고정", en="Pinned"),
}
"""What each rule is called."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that would be broken, and how."""

    rule: Rule | HandRule
    words: Words

    @property
    def name(self) -> Words:
        """What the rule is called."""
        return NAMES[self.rule]

    def told(self) -> Words:
        """Give the rule's name and what breaks it."""
        return Words(ko=f"{self.name.ko}: {self.words.ko}", en=f"{self.name.en}: {self.words.en}")


class HandRefused(FairMatchError):
    """An act by hand would break a rule; nothing was changed."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(str(one.told()) for one in self.refusals))


class ChangedByOthers(FairMatchError):
    """Somebody changed what the act is about after the page was shown; nothing was changed."""

    def __init__(self, seen: int, edition: int) -> None:
        self.seen, self.edition = seen, edition
        super().__init__(f"the draft was changed meanwhile (edition {seen} → {edition})")


class NoDraft(FairMatchError):
    """The draft is published or kept no more, so nothing of it is changed by hand."""

    def __init__(self, draft_id: int, number: int | None = None) -> None:
        self.draft_id, self.number = draft_id, number
        told = "is kept no more" if number is None else f"was published as version {number}"
        super().__init__(f"draft {draft_id} {told}")


class NoSuchTalk(FairMatchError):
    """The draft holds no such consultation, or nobody asked for it."""

    def __init__(self, firm: str, agency: str) -> None:
        self.firm, self.agency = firm, agency
        super().__init__(f"there is no consultation of {firm} with {agency} to do that with")


class NoSuchSeat(FairMatchError):
    """No slot begins then, or the consultation cannot be held at that booth at all."""

    def __init__(self) -> None:
        super().__init__("there is no such seat for this consultation")


class NothingToUndo(FairMatchError):
    """There is nothing to undo, or nothing to do again."""

    def __init__(self) -> None:
        super().__init__("there is nothing to undo or to do again")
