"""The schedule of one firm or one agency on paper, with the way to its booths."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from urllib.parse import quote

from fairmatch.files.labels import LABELS
from fairmatch.hall import draw_hall
from fairmatch.models import Agency, Firm, FirmKind
from fairmatch.papers.frame import code, edition, fair_name, frame, venue
from fairmatch.papers.hall_picture import hall_picture
from fairmatch.papers.pages import Owner, owner_of
from fairmatch.papers.sources import Printed
from fairmatch.papers.typesetting import Template, typeset, typeset_each
from fairmatch.papers.words import PaperWords, words_of
from fairmatch.schedules import Appointment

Row = dict[str, object]


def firm_paper(printed: Printed, firm: Firm, *, page: str, language: str = "") -> bytes:
    """Give the firm's schedule as a PDF; ``page`` is where its QR code leads.

    It speaks the firm's own language unless another is wanted.
    """
    words = words_of(language or firm.language)
    document = _document(printed, words, [_firm_schedule(printed, firm, page, words)])
    return typeset(Template.SCHEDULE, document, made_at=printed.published_at)


def agency_paper(printed: Printed, agency: Agency, *, page: str, language: str = "ko") -> bytes:
    """Give the agency's schedule as a PDF; ``page`` is where its QR code leads."""
    words = words_of(language)
    document = _document(printed, words, [_agency_schedule(printed, agency, page, words)])
    return typeset(Template.SCHEDULE, document, made_at=printed.published_at)


def schedules_paper(printed: Printed, pages: Mapping[Owner, str]) -> bytes:
    """Give all schedules as one PDF for the printer, agencies first; empty ones are left out.

    ``pages`` gives where each party's QR code leads, by its owner.
    """
    everybody = [schedule for _, _, schedule in _schedules(printed, pages)]
    document = _document(printed, words_of("ko"), everybody)
    return typeset(Template.SCHEDULE, document, made_at=printed.published_at)


def each_schedule(
    printed: Printed, pages: Mapping[Owner, str], *, workers: int = 2
) -> Iterator[tuple[str, bytes]]:
    """Give path and PDF of each schedule, agencies first; empty ones are left out.

    ``workers`` are typeset at a time.
    """
    paths, documents = [], []
    for path, words, schedule in _schedules(printed, pages):
        paths.append(path)
        documents.append(_document(printed, words, [schedule]))
    contents = typeset_each(
        Template.SCHEDULE, documents, made_at=printed.published_at, workers=workers
    )
    yield from zip(paths, contents, strict=True)


def _schedules(
    printed: Printed, pages: Mapping[Owner, str]
) -> Iterator[tuple[str, PaperWords, Row]]:
    korean = words_of("ko")
    for key, agency in printed.agencies.items():
        if printed.of_agency.get(key):
            schedule = _agency_schedule(printed, agency, pages[owner_of(agency)], korean)
            yield f"agencies/{quote(key, safe='')}.pdf", korean, schedule
    for key, firm in printed.firms.items():
        if printed.of_firm.get(key):
            words = words_of(firm.language)
            schedule = _firm_schedule(printed, firm, pages[owner_of(firm)], words)
            yield f"firms/{quote(key, safe='')}.pdf", words, schedule


def _document(printed: Printed, words: PaperWords, parties: Sequence[Row]) -> Row:
    title = words.schedule
    if len(parties) == 1:
        title = f"{title} – {parties[0]['name']}"
    return frame(printed, words, title) | {"parties": parties}


def _firm_schedule(printed: Printed, firm: Firm, page: str, words: PaperWords) -> Row:
    mine = printed.of_firm.get(firm.code, [])
    kinds = [LABELS[FirmKind][one.kind] for one in firm.kinds] if words.language == "ko" else []
    sheet = _Sheet(printed, words, for_firm=True)
    head = sheet.head(
        sheet.in_language(firm.name_ko, firm.name_en), " · ".join([firm.code, *kinds]), page
    )
    return head | {
        "days": sheet.days(mine),
        "hall": sheet.hall(one.booth for one in mine if not one.cancelled),
    }


def _agency_schedule(printed: Printed, agency: Agency, page: str, words: PaperWords) -> Row:
    mine = printed.of_agency.get(agency.code, [])
    booth = f"{words.booth} {agency.booth.code}"
    who = " · ".join(filter(None, [booth, agency.department, agency.officer]))
    sheet = _Sheet(printed, words, for_firm=False)
    head = sheet.head(sheet.in_language(agency.name_ko, agency.name_en), who, page)
    return head | {"days": sheet.days(mine), "hall": sheet.hall([agency.booth.code])}


@dataclass(frozen=True)
class _Sheet:
    """How one party's appointments become the rows of its schedule."""

    printed: Printed
    words: PaperWords
    for_firm: bool

    def in_language(self, korean: str, english: str) -> str:
        return (self.words.language == "en" and english) or korean

    def head(self, name: str, who: str, page: str) -> Row:
        words = self.words
        other = words.agency if self.for_firm else words.firm
        return {
            "fair": f"{fair_name(self.printed, words)} · {words.schedule}",
            "venue": venue(self.printed, words),
            "name": name,
            "who": who,
            "edition": edition(self.printed, words),
            "qr": code(page, words),
            "heads": [words.time, words.place, other, words.about],
            "nothing": words.nothing,
        }

    def days(self, mine: Sequence[Appointment]) -> list[Row]:
        return [self._day(day, list(there)) for day, there in groupby(mine, self._day_of)]

    def hall(self, booths: Iterable[str]) -> Row | None:
        visits = list(dict.fromkeys(booths))
        hall = draw_hall(self.printed.booths, visits) if visits else None
        if hall is None:
            return None
        return {
            "title": self.words.hall,
            "alt": self.words.hall_says.format(visits=", ".join(visits)),
            "north": f"{self.words.north} {'→' if hall.turned else '↑'}",
            "width": hall.width,
            "height": hall.height,
            "side": hall.side,
            "image": hall_picture(hall),
            "visits": [
                {"booth": box.booth, "x": box.x, "y": box.y, "visit": box.visit}
                for box in hall.boxes
                if box.visit is not None
            ],
        }

    def _day(self, day: date, there: Sequence[Appointment]) -> Row:
        held = [one for one in there if not one.cancelled]
        says = (
            self.words.day.format(
                count=len(held),
                first=f"{self._starts(held[0]):%H:%M}",
                last=f"{self._ends(held[-1]):%H:%M}",
            )
            if held
            else ""
        )
        return {
            "name": self.words.day_of(day),
            "says": says,
            "rows": list(self._rows(day, there)),
        }

    def _rows(self, day: date, there: Sequence[Appointment]) -> Iterator[Row]:
        lunches = [
            (one.lunch_from, one.lunch_to)
            for one in self.printed.fair.days
            if one.date == day and one.lunch_from is not None and one.lunch_to is not None
        ]
        for before, one in zip([None, *there], there, strict=False):
            for first, last in lunches:
                if before is not None and self._starts(before) < last <= self._starts(one):
                    says = self.words.lunch.format(first=f"{first:%H:%M}", last=f"{last:%H:%M}")
                    yield {"kind": "pause", "says": says}
            yield self._row(one)

    def _row(self, one: Appointment) -> Row:
        if self.for_firm:
            name = self.in_language(one.agency_name_ko, one.agency_name_en)
            who = [one.department, one.agency_officer, one.agency_phone]
            mail = ""
        else:
            name = self.in_language(one.firm_name_ko, one.firm_name_en)
            who = [one.firm_code, one.firm_contact, one.firm_phone]
            mail = one.firm_email
        lines = [" · ".join(filter(None, who)), mail, self.words.arranged if one.pinned else ""]
        return {
            "kind": "consultation",
            "time": f"{self._starts(one):%H:%M}–{self._ends(one):%H:%M}",
            "place": self._place(one),
            "name": name,
            "lines": [line for line in lines if line],
            "about": [text for text in (one.plan_title, one.purpose) if text],
            "cancelled": one.cancelled,
            "state": self.words.cancelled,
        }

    def _place(self, one: Appointment) -> str:
        agency = self.printed.agencies.get(one.agency_code)
        if agency is None or agency.booth.tables == 1:
            return one.booth
        return f"{one.booth} · {self.words.table.format(table=one.table)}"

    def _day_of(self, one: Appointment) -> date:
        return one.starts_at.astimezone(self.printed.zone).date()

    def _starts(self, one: Appointment) -> time:
        return one.starts_at.astimezone(self.printed.zone).time()

    def _ends(self, one: Appointment) -> time:
        return one.ends_at.astimezone(self.printed.zone).time()
