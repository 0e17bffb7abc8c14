"""What papers say, in Korean and in English."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from fairmatch.wording import WEEKDAYS_EN, WEEKDAYS_KO


@dataclass(frozen=True, slots=True)
class PaperWords:
    """Every label of every paper in one language; ``{…}`` is filled in."""

    language: str
    schedule: str
    edition: str
    governs: str
    enquiries: str
    caption: str
    qr: str
    day: str
    time: str
    place: str
    agency: str
    firm: str
    about: str
    table: str
    cancelled: str
    arranged: str
    lunch: str
    nothing: str
    hall: str
    hall_says: str
    north: str
    booth: str
    free: str
    closed: str
    doors: str
    badges: str
    officer: str
    visitor: str
    book: str
    contents: str
    by_booth: str
    by_firm: str
    legend: str
    consultations: str
    firms: str
    agencies: str
    days: str

    def day_of(self, day: date) -> str:
        """Give the day with its weekday, as 2015-10-29(목)."""
        weekdays = WEEKDAYS_EN if self.language == "en" else WEEKDAYS_KO
        return f"{day.isoformat()}({weekdays[day.weekday()]})"

    def moment_of(self, at: datetime, zone: ZoneInfo) -> str:
        """Give day and time as the zone's clocks show them, and which clocks these are."""
        local = at.astimezone(zone)
        return f"{self.day_of(local.date())} {local:%H:%M} {local:%Z}"


WORDS = {
    "ko": PaperWords(
        language="ko",
        schedule="1:1 구매상담 일정표",
        edition="일정 {number}판 · {at} 공개",
        governs="인쇄한 뒤 바뀔 수 있습니다. 최신 일정은 QR 코드로 확인하세요.",
        enquiries="문의: {who}",
        caption="최신 일정 보기",
        qr="최신 일정으로 가는 QR 코드: {address}",
        day="상담 {count}건 · {first}–{last}",
        time="시각",
        place="장소",
        agency="기관",
        firm="기업",
        about="상담 내용",
        table="상담석 {table}",
        cancelled="취소됨",
        arranged="사전 약속",
        lunch="점심시간 {first}–{last}",
        nothing="배정된 상담이 없습니다.",
        hall="부스 위치",
        hall_says="행사장 약도. 방문 순서: {visits}",
        north="북",
        booth="부스",
        free="현장 상담 가능",
        closed="운영하지 않음",
        doors="부스 안내문",
        badges="이름표",
        officer="기관",
        visitor="기업",
        book="전체 상담 시간표",
        contents="차례",
        by_booth="기관별 시간표",
        by_firm="기업별 시간표",
        legend="칸의 글자는 기업 번호이며, 회색 칸은 운영하지 않는 시간입니다.",
        consultations="상담",
        firms="상담하는 기업",
        agencies="상담하는 기관",
        days="행사일",
    ),
    "en": PaperWords(
        language="en",
        schedule="Schedule of 1:1 purchase consultations",
        edition="Version {number} of the timetable · published {at}",
        governs="This may have changed since it was printed; the QR code leads to what holds now.",
        enquiries="Enquiries: {who}",
        caption="What holds now",
        qr="QR code to the schedule as it is now: {address}",
        day="Consultations: {count} · {first}–{last}",
        time="Time",
        place="Place",
        agency="Agency",
        firm="Firm",
        about="About",
        table="table {table}",
        cancelled="cancelled",
        arranged="arranged beforehand",
        lunch="Lunch {first}–{last}",
        nothing="No consultation was assigned.",
        hall="Where the booths are",
        hall_says="Map of the hall. Visits in order: {visits}",
        north="north",
        booth="Booth",
        free="open to walk-ins",
        closed="not staffed",
        doors="Door sheets",
        badges="Name badges",
        officer="Agency",
        visitor="Firm",
        book="The whole timetable",
        contents="Contents",
        by_booth="By agency",
        by_firm="By firm",
        legend="Cells give the firm's number; booths are not staffed where cells are grey.",
        consultations="consultations",
        firms="firms with one",
        agencies="agencies with one",
        days="days",
    ),
}


def words_of(language: str) -> PaperWords:
    """Give the words for "en", the Korean ones for any other language."""
    return WORDS["en" if language == "en" else "ko"]
