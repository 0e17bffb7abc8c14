"""The files of a fair: one class per file, one field per column; the column dictionary.

A field's name is the column's heading in CSV; its ``title`` is the Korean heading, accepted
as well. ``description`` says what the column holds and is printed in the dictionary.
"""

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from fairmatch.files import cells
from fairmatch.files.columns import (
    Category,
    Code,
    Date,
    Email,
    LongText,
    NumberOrNothing,
    ProductCode,
    Term,
    Text,
    Time,
    Whole,
    WholeOrNone,
    Won,
    Word,
    YesNo,
)
from fairmatch.files.fair_row import FairRow, Row
from fairmatch.models import AgencyKind, BuyingMethod, Firm, FirmKind, MarkKind

__all__ = [
    "ROWS",
    "AgencyRow",
    "BoothHoursRow",
    "BoothRow",
    "DayRow",
    "FairRow",
    "FirmHoursRow",
    "FirmRow",
    "FirmTypeRow",
    "InterestRow",
    "MarkRow",
    "PinRow",
    "PlanRow",
    "ProductRow",
    "ProgrammeRow",
    "Row",
    "SynonymRow",
    "WishRow",
]


class DayRow(Row):
    """One day of the fair."""

    stem: ClassVar[str] = "days"
    korean: ClassVar[str] = "일정"

    date: Date = Field(title="날짜", description="YYYY-MM-DD")
    opens: Time = Field(title="시작", description="first slot starts, HH:MM local time")
    closes: Time = Field(title="종료", description="last slot has ended, HH:MM")
    lunch_from: Time | None = Field(None, title="점심 시작", description="HH:MM, or empty")
    lunch_to: Time | None = Field(None, title="점심 종료", description="HH:MM, or empty")


class AgencyRow(Row):
    """One agency."""

    stem: ClassVar[str] = "agencies"
    korean: ClassVar[str] = "수요기관"

    code: Code = Field(title="기관 코드", description="stable code")
    name_ko: Text = Field(title="기관명", description="name in Korean")
    name_en: Text = Field(title="기관명(영문)", description="name in English")
    kind: Annotated[AgencyKind, Word] = Field(title="기관 구분", description="kind of agency")
    homepage: str = Field(
        "",
        pattern=r"^$|^https?://\S+$",
        max_length=300,
        title="홈페이지",
        description="web address, or empty",
    )
    department: str = Field("", max_length=200, title="부서", description="department in charge")
    officer: str = Field("", max_length=100, title="담당자", description="officer in charge")
    phone: str = Field("", max_length=40, title="전화", description="officer's telephone")
    email: Email = Field("", title="이메일", description="officer's address")


class BoothRow(Row):
    """The booth of one agency."""

    stem: ClassVar[str] = "booths"
    korean: ClassVar[str] = "부스"

    code: Code = Field(title="부스 번호", description="as on the hall plan")
    agency: Code = Field(title="기관 코드", description="agencies.code; one booth an agency")
    tables: Whole = Field(
        1, ge=1, le=50, title="상담석 수", description="consultations held at once"
    )
    area: str = Field("", max_length=40, title="구역", description="area of the hall")
    x: Whole = Field(ge=0, le=10_000, title="위치 x(m)", description="metres east of a corner")
    y: Whole = Field(ge=0, le=10_000, title="위치 y(m)", description="metres north of a corner")


class BoothHoursRow(Row):
    """When a booth is staffed; a booth without rows keeps the fair's hours."""

    stem: ClassVar[str] = "booth_hours"
    korean: ClassVar[str] = "부스 운영시간"

    booth: Code = Field(title="부스 번호", description="booths.code")
    date: Date = Field(title="날짜", description="a day of the fair")
    opens: Time = Field(title="시작", description="HH:MM")
    closes: Time = Field(title="종료", description="HH:MM")


class PlanRow(Row):
    """One plan item."""

    stem: ClassVar[str] = "plans"
    korean: ClassVar[str] = "구매계획"

    code: Code = Field(title="계획 번호", description="stable code")
    agency: Code = Field(title="기관 코드", description="agencies.code")
    title: Text = Field(title="사업명", description="what is to be bought")
    department: str = Field("", max_length=200, title="부서", description="buying department")
    category: Category = Field(
        "", title="물품분류번호", description="eight-digit product classification, or empty"
    )
    amount: Won = Field(ge=0, le=10**13, title="예산(원)", description="budget, won")
    year: Whole = Field(ge=2000, le=2100, title="연도", description="year of purchase")
    quarter: Whole = Field(ge=1, le=4, title="분기", description="quarter of purchase")
    method: Annotated[BuyingMethod, Word] = Field(
        title="계약방법", description="how it will be bought"
    )
    participation: str = Field(
        "", max_length=200, title="참여 방법", description="how such a firm can take part"
    )
    contact: str = Field(
        "", max_length=100, title="담당자", description="whom to ask about this item, or empty"
    )
    phone: str = Field("", max_length=40, title="전화", description="contact's telephone")
    email: Email = Field("", title="이메일", description="contact's address")


class FirmRow(Row):
    """One firm.

    One that walked in may have no registration number: the cell is empty then, and the row holds
    what stands in its place in the database.
    """

    stem: ClassVar[str] = "firms"
    korean: ClassVar[str] = "기업"

    code: Code = Field(title="기업 코드", description="stable code")
    registration_number: NumberOrNothing = Field(
        title="사업자등록번호",
        description="ten digits, 000-00-00000, check digit right",
        json_schema_extra={"empty_where": "walk_in"},
    )
    name_ko: Text = Field(title="기업명", description="name in Korean")
    name_en: str = Field("", max_length=200, title="기업명(영문)", description="or empty")
    representative: str = Field("", max_length=100, title="대표자", description="head of the firm")
    contact: str = Field("", max_length=100, title="담당자", description="who comes to the fair")
    phone: str = Field("", max_length=40, title="전화", description="contact's telephone")
    email: Email = Field("", title="이메일", description="contact's address")
    district: str = Field("", max_length=40, title="자치구", description="where the firm sits")
    founded: Date | None = Field(None, title="설립일", description="YYYY-MM-DD, or empty")
    employees: WholeOrNone = Field(
        None, ge=0, le=10_000_000, title="직원 수", description="people employed"
    )
    language: str = Field(
        "ko", pattern="^(ko|en)$", title="언어", description="language of pages and calendars"
    )
    pitch: LongText = Field("", title="소개", description="what the firm offers, in a sentence")
    consent_privacy: Date | None = Field(
        None, title="개인정보 동의일", description="day of consent to keep personal data"
    )
    consent_third_party: Date | None = Field(
        None,
        title="제3자 제공 동의일",
        description="day of the separate consent to hand contacts to agencies, or empty",
    )
    walk_in: YesNo = Field(
        False,
        title="현장 접수",
        description="yes: written down at the desk on a day of the fair; "
        "its registration number may be empty",
    )

    @model_validator(mode="before")
    @classmethod
    def _may_lack_its_number(cls, given: Any) -> Any:
        """Take an empty registration number for one, unless the firm did not walk in."""
        if "registration_number" in given or _says_no(given.get("walk_in", "no")):
            return given
        return {**given, "registration_number": ""}

    @model_validator(mode="after")
    def _stands_in_for_its_number(self) -> Self:
        if self.registration_number:
            return self
        return self.model_copy(update={"registration_number": Firm.without_number(self.code)})


class FirmTypeRow(Row):
    """One thing a firm is certified as."""

    stem: ClassVar[str] = "firm_types"
    korean: ClassVar[str] = "기업 유형"

    firm: Code = Field(title="기업 코드", description="firms.code")
    type: Annotated[FirmKind, Word] = Field(title="유형", description="type of firm")
    number: str = Field("", max_length=60, title="인증번호", description="certificate number")
    expires: Date | None = Field(None, title="유효기간", description="last day, or empty")


class ProductRow(Row):
    """One product or service of a firm."""

    stem: ClassVar[str] = "products"
    korean: ClassVar[str] = "제품·서비스"

    firm: Code = Field(title="기업 코드", description="firms.code")
    name: Text = Field(title="제품명", description="product or service")
    category: ProductCode = Field(
        "",
        title="물품분류번호",
        description="eight-digit product classification or ten-digit item number, or empty",
    )


class FirmHoursRow(Row):
    """When a firm can be there; a firm without rows can be there throughout."""

    stem: ClassVar[str] = "firm_hours"
    korean: ClassVar[str] = "기업 참석시간"

    firm: Code = Field(title="기업 코드", description="firms.code")
    date: Date = Field(title="날짜", description="a day of the fair")
    comes: Time = Field(title="도착", description="HH:MM")
    leaves: Time = Field(title="출발", description="HH:MM")


class WishRow(Row):
    """One firm's wish to talk to one agency, as it is asked before the fair."""

    stem: ClassVar[str] = "interests"
    korean: ClassVar[str] = "상담 신청"

    firm: Code = Field(title="기업 코드", description="firms.code")
    agency: Code = Field(title="기관 코드", description="agencies.code; once for each firm")
    plan: Annotated[str, StringConstraints(max_length=32)] = Field(
        "", title="계획 번호", description="plans.code of that agency, or empty"
    )
    rank: Whole = Field(ge=1, le=100, title="순위", description="1 = dearest; once for each firm")
    purpose: str = Field("", max_length=500, title="상담 목적", description="what to talk about")


class InterestRow(WishRow):
    """One firm's wish to talk to one agency."""

    walk_in_on: Date | None = Field(
        None,
        title="현장 대기 날짜",
        description="day on which the firm was given a seat from the booth's waiting list, or "
        "empty; such a wish uses none of the limit",
    )
    beside_limit: YesNo = Field(
        False,
        title="한도 외",
        description="yes: it uses none of the firm's limit either, as when an invitation was "
        "accepted or the organiser allowed it",
    )


class MarkRow(Row):
    """What an agency says of a firm; no row means neutral."""

    stem: ClassVar[str] = "marks"
    korean: ClassVar[str] = "기관 의견"

    agency: Code = Field(title="기관 코드", description="agencies.code")
    firm: Code = Field(title="기업 코드", description="firms.code")
    mark: Annotated[MarkKind, Word] = Field(title="의견", description="what the agency says")
    reason: str = Field("", max_length=500, title="사유", description="why, for the organiser")


class PinRow(Row):
    """A consultation arranged beforehand, at a fixed time."""

    stem: ClassVar[str] = "pins"
    korean: ClassVar[str] = "사전 확정"

    firm: Code = Field(title="기업 코드", description="firms.code")
    agency: Code = Field(title="기관 코드", description="agencies.code")
    date: Date = Field(title="날짜", description="a day of the fair")
    starts: Time = Field(title="시각", description="start of a slot, HH:MM")
    department: str = Field("", max_length=200, title="부서", description="who will be there")
    purpose: str = Field("", max_length=500, title="상담 목적", description="what was agreed")


class ProgrammeRow(Row):
    """A talk, show or presentation beside the consultations."""

    stem: ClassVar[str] = "programme"
    korean: ClassVar[str] = "프로그램"

    code: Code = Field(title="코드", description="stable code")
    date: Date = Field(title="날짜", description="a day of the fair")
    starts: Time = Field(title="시작", description="HH:MM")
    ends: Time = Field(title="종료", description="HH:MM")
    title_ko: Text = Field(title="제목", description="title in Korean")
    title_en: Text = Field(title="제목(영문)", description="title in English")
    place_ko: str = Field("", max_length=100, title="장소", description="where")
    place_en: str = Field("", max_length=100, title="장소(영문)", description="where, in English")
    host: str = Field("", max_length=200, title="진행", description="who speaks or plays")


class SynonymRow(Row):
    """A word and what it means, beside the table that comes with the program."""

    stem: ClassVar[str] = "synonyms"
    korean: ClassVar[str] = "동의어"

    word: Term = Field(title="낱말", description="a word as people write it")
    meaning: str = Field(
        "",
        max_length=60,
        title="뜻",
        description="a word of the same meaning; empty takes the word out of the program's table",
    )


ROWS: tuple[type[Row], ...] = (
    DayRow,
    AgencyRow,
    BoothRow,
    BoothHoursRow,
    PlanRow,
    FirmRow,
    FirmTypeRow,
    ProductRow,
    FirmHoursRow,
    InterestRow,
    MarkRow,
    PinRow,
    ProgrammeRow,
    SynonymRow,
)


def _says_no(text: object) -> bool:
    try:
        return cells.yes_no(text) is False
    except ValueError:
        # Its own column complains of it.
        return False
