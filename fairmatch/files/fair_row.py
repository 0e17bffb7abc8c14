"""The settings of a fair: the one table of keys and values, and what all tables' rows share."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from fairmatch.files.columns import (
    Code,
    Date,
    Email,
    LongText,
    Moment,
    Text,
    Whole,
    WholeOrNone,
    Word,
    Zone,
)
from fairmatch.models import MustMeet


class Row(BaseModel):
    """Base of all rows: unknown columns are refused, text is stripped, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    stem: ClassVar[str] = ""
    korean: ClassVar[str] = ""


class FairRow(Row):
    """The settings of the fair: ``fair.toml``, or a sheet ``fair`` of keys and values."""

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
    slot_minutes: Whole = Field(
        20, ge=5, le=240, title="상담 시간(분)", description="length of a consultation, minutes"
    )
    buffer_minutes: Whole = Field(
        0, ge=0, le=60, title="상담 간격(분)", description="free minutes between two slots"
    )
    changeover_minutes: Whole = Field(
        3,
        ge=0,
        le=60,
        title="이동 시간(분)",
        description="minutes in which parties are expected to change booths within a slot; "
        "booths farther apart than that walk need a free slot between them",
    )
    walking_metres_per_minute: Whole = Field(
        60, ge=10, le=200, title="보행 속도(m/분)", description="walking speed, metres a minute"
    )
    walk_in_reserve: Whole = Field(
        15,
        ge=0,
        le=90,
        title="현장 접수 비율(%)",
        description="per cent of each booth's seats kept free each day for walk-ins",
    )
    firm_quota: Whole = Field(
        6, ge=1, le=100, title="기업당 상담 한도", description="most consultations of a firm"
    )
    firm_quota_per_day: WholeOrNone = Field(
        None, ge=1, le=100, title="기업당 하루 한도", description="most of a firm in one day"
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
