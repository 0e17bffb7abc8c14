"""The settings of a fair: the one table of keys and values, and what all tables' rows share."""

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from fairmatch.files.columns import (
    Code,
    Date,
    Email,
    Goals,
    LongText,
    Moment,
    Text,
    Whole,
    WholeOrNone,
    Word,
    YesNo,
    Zone,
)
from fairmatch.models import MustMeet, WaitingOrder
from fairmatch.plan_settings import LIMITS


class Row(BaseModel):
    """Base of all rows: unknown columns are refused, text is stripped, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    stem: ClassVar[str] = ""
    korean: ClassVar[str] = ""


def _within(name: str, default: int | None, *, title: str, description: str) -> Any:
    least, most = LIMITS[name]
    return Field(default, ge=least, le=most, title=title, description=description)


class FairRow(Row):
    """The settings of the fair: ``fair.toml``, or a sheet ``fair`` of keys and values.

    What the organiser sets on the pages as a rule, from ``everyone`` on, is None where the file
    does not speak of it.
    """

    stem: ClassVar[str] = "fair"
    korean: ClassVar[str] = "박람회"

    code: Code = Field(title="박람회 코드", description="stable code, used in addresses")
    name_ko: Text = Field(title="박람회명", description="name in Korean")
    name_en: Text = Field(title="박람회명(영문)", description="name in English")
    summary_ko: LongText = Field("", title="소개", description="a sentence or two for visitors")
    summary_en: LongText = Field("", title="소개(영문)", description="the same in English")
    venue_ko: Text = Field(title="장소", description="venue in Korean")
    venue_en: Text = Field(title="장소(영문)", description="venue in English")
    zone: Zone = Field("Asia/Seoul", title="시간대", description="IANA time zone")
    latitude: float | None = Field(None, ge=-90, le=90, title="위도", description="degrees north")
    longitude: float | None = Field(None, ge=-180, le=180, title="경도", description="degrees east")
    umbrella_ko: Text = Field(
        "사회적경제기업", title="기업 총칭", description="umbrella term for the firms"
    )
    umbrella_en: Text = Field(
        "social-economy firms", title="기업 총칭(영문)", description="the same in English"
    )
    organiser_name: Text = Field(title="주최자", description="who runs the fair")
    organiser_email: Email = Field(title="주최자 이메일", description="whom parties write to")
    organiser_phone: str = Field(
        "", max_length=40, title="주최자 전화", description="whom parties call"
    )
    slot_minutes: Whole = _within(
        "slot_minutes", 20, title="상담 시간(분)", description="length of a consultation, minutes"
    )
    buffer_minutes: Whole = _within(
        "buffer_minutes", 0, title="상담 간격(분)", description="free minutes between two slots"
    )
    changeover_minutes: Whole = _within(
        "changeover_minutes",
        3,
        title="이동 시간(분)",
        description="minutes in which parties are expected to change booths within a slot; "
        "booths farther apart than that walk need a free slot between them",
    )
    walking_metres_per_minute: Whole = _within(
        "walking_metres_per_minute",
        60,
        title="보행 속도(m/분)",
        description="walking speed, metres a minute",
    )
    walk_in_reserve: Whole = _within(
        "walk_in_reserve",
        15,
        title="현장 접수 비율(%)",
        description="per cent of each booth's seats kept free each day for walk-ins",
    )
    firm_quota: Whole = _within(
        "firm_quota", 6, title="기업당 상담 한도", description="most consultations of a firm"
    )
    firm_quota_per_day: WholeOrNone = _within(
        "firm_quota_per_day",
        None,
        title="기업당 하루 한도",
        description="most of a firm in one day",
    )
    request_limit: Whole = Field(
        8, ge=1, le=100, title="기업당 신청 한도", description="most interests of a firm"
    )
    retention_until: Date | None = Field(
        None,
        title="개인정보 보유기한",
        description="last day on which personal data is kept; after it, one command erases it",
    )
    must_meet: Annotated[MustMeet, Word] = Field(
        MustMeet.RULE,
        title="필수 상담 처리",
        description="rule: what an agency marks must takes place; worth: it only counts more",
    )
    everyone: YesNo | None = Field(
        None,
        title="모든 기업 1건 이상",
        description="yes: a timetable gives every firm that asked a consultation, or there is none",
    )
    worth_step: WholeOrNone = _within(
        "worth_step",
        None,
        title="순위별 감점",
        description="points that each further wish of a firm counts less than its dearest, "
        "which counts 100",
    )
    worth_least: WholeOrNone = _within(
        "worth_least", None, title="최저 점수", description="points that any wish counts at least"
    )
    mutual_bonus: WholeOrNone = _within(
        "mutual_bonus",
        None,
        title="상호 희망 가산(%)",
        description="per cent that a wish counts more which the agency shares",
    )
    goals: Goals | None = Field(
        None,
        title="목표 순서",
        description="what a timetable is to be good at, the most important first; "
        "coverage or worth comes first",
    )
    approval_required: YesNo | None = Field(
        None,
        title="참가 승인",
        description="yes: a firm that registers itself waits for the organiser",
    )
    invitations: YesNo | None = Field(
        None,
        title="일정 초대 메일",
        description="yes: each party is sent its consultations for its calendar",
    )
    evening_reminders: YesNo | None = Field(
        None,
        title="전날 저녁 알림",
        description="yes: each party is reminded of its consultations on the evening before",
    )
    survey_mails: YesNo | None = Field(
        None,
        title="설문 메일",
        description="yes: each party is asked after its last consultation what it thinks",
    )
    grace_minutes: WholeOrNone = Field(
        None,
        ge=0,
        le=60,
        title="노쇼 판정(분)",
        description="minutes after its beginning at which a party that is not there is missing",
    )
    offer_minutes: WholeOrNone = Field(
        None,
        ge=1,
        le=60,
        title="자리 제안 유지(분)",
        description="minutes for which an offered seat is kept",
    )
    reserve_opens_minutes: WholeOrNone = Field(
        None,
        ge=0,
        le=1440,
        title="현장 자리 공개(분 전)",
        description="minutes before it begins at which a free seat is offered to walk-ins",
    )
    waiting_order: Annotated[WaitingOrder | None, Word] = Field(
        None,
        title="대기 순서",
        description="who is offered a free seat first; order: who waits longest; "
        "fewest: who has the fewest consultations",
    )
    board_names: YesNo | None = Field(
        None,
        title="현황판 기업명 표시",
        description="yes: boards in the hall show firms by name; no: by code",
    )
    registration_opens: Moment | None = Field(
        None, title="기업 등록 시작", description="firms may register from then on"
    )
    registration_closes: Moment | None = Field(
        None, title="기업 등록 마감", description="and until just before then"
    )
    requests_opens: Moment | None = Field(
        None, title="상담 신청 시작", description="firms may ask for consultations from then on"
    )
    requests_closes: Moment | None = Field(
        None, title="상담 신청 마감", description="and until just before then"
    )
    marks_opens: Moment | None = Field(
        None, title="기관 의견 시작", description="agencies may mark firms from then on"
    )
    marks_closes: Moment | None = Field(
        None, title="기관 의견 마감", description="and until just before then"
    )
