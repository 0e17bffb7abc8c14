"""The results as a workbook: a sheet for the whole, for each division, and for the survey."""

import io
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fairmatch.files.calendars import one_line
from fairmatch.files.sheets import Cell, Column, Formats, Won, open_book, prepare, write_table
from fairmatch.models import Fair
from fairmatch.results import words
from fairmatch.results.results import Results
from fairmatch.results.tally import Tally
from fairmatch.wording import Words


def results_xlsx(fair: Fair, results: Results) -> bytes:
    """Give the workbook; the same results give the same bytes."""
    file = io.BytesIO()
    title = f"{one_line(fair.name_ko)} {words.TITLE.ko}"
    book = open_book(file, title=title, author=fair.organiser_name, made=results.at)
    formats = Formats.of(book)
    for name, columns, rows in (
        ("요약", _SUMMARY, _summary(fair, results)),
        ("기관별", _columns(words.AGENCY), _agencies(results)),
        ("반나절별", _columns(words.HALF), _halves(results)),
        ("기업 유형별", _columns(words.KIND_OF_FIRM), _kinds(results)),
        ("만족도조사", _MARKS, _marks(results)),
    ):
        sheet = book.add_worksheet(name)
        write_table(sheet, formats, columns, rows)
        prepare(sheet, title, frozen=1)
    book.close()
    return file.getvalue()


_SUMMARY = (
    Column("항목", "Figure", 28),
    Column("항목(영문)", "Figure (English)", 30),
    Column("값", "Value", 22),
)
_MARKS = (
    Column("응답자", "Who", 10),
    Column("질문", "Question", 28),
    Column("질문(영문)", "Question (English)", 28),
    Column("응답", "Answers", 8),
    *(Column(f"{mark}점", f"Mark {mark}", 8) for mark in range(1, 6)),
    Column("평균", "Mean", 8),
)


def _summary(fair: Fair, results: Results) -> list[list[Cell]]:
    total = results.total
    at: datetime = results.at.astimezone(ZoneInfo(fair.zone))
    rows: list[list[Cell]] = [["기준 시각", "As of", f"{at:%Y-%m-%d %H:%M %Z}"]]
    for said, value in (*words.counted(total), (words.FIRMS, len(total.firms)), *words.came(total)):
        rows.append([said.ko, said.en, value])
    rows.append([words.DISCUSSED.ko, words.DISCUSSED.en, Won(total.discussed)])
    rows.append([words.SIGNED.ko, words.SIGNED.en, Won(total.signed)])
    for said, value in ((words.LATER, total.later), (words.DISPUTED, total.disputed)):
        rows.append([said.ko, said.en, value])
    return rows


def _columns(first: Words) -> list[Column]:
    said = [
        *(figure for figure, _ in words.counted(Tally())),
        *(figure for figure, _ in words.came(Tally())),
    ]
    return [
        Column(first.ko, first.en, 30),
        *(Column(one.ko, one.en, 13) for one in said),
        Column(words.DISCUSSED.ko, words.DISCUSSED.en, 18),
        Column(words.SIGNED.ko, words.SIGNED.en, 18),
    ]


def _row(name: str, tally: Tally) -> list[Cell]:
    figures = [*words.counted(tally), *words.came(tally)]
    return [
        name, *(value for _, value in figures), Won(tally.discussed), Won(tally.signed),
    ]  # fmt: skip


def _agencies(results: Results) -> Sequence[list[Cell]]:
    rows = [_row(results.names[group.key].ko, group.tally) for group in results.agencies]
    return [*rows, _row(words.TOTAL.ko, results.total)]


def _halves(results: Results) -> Sequence[list[Cell]]:
    rows = [_row(words.half_name(*group.key).ko, group.tally) for group in results.halves]
    return [*rows, _row(words.TOTAL.ko, results.total)]


def _kinds(results: Results) -> Sequence[list[Cell]]:
    return [_row(words.kind_name(group.key).ko, group.tally) for group in results.firm_kinds]


def _marks(results: Results) -> list[list[Cell]]:
    return [
        [
            words.SIDES[opinion.side].ko,
            words.QUESTIONS[marks.question].ko,
            words.QUESTIONS[marks.question].en,
            marks.number,
            *marks.counts,
            "" if marks.mean is None else round(marks.mean, 3),
        ]
        for opinion in results.opinions
        for marks in opinion.questions
    ]
