"""The rows of an agency's own spreadsheet of plan items, and everything that can be wrong there."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from fairmatch.files.columns import CodeOrNothing
from fairmatch.files.rows import PlanRow
from fairmatch.files.tables import read_upload
from fairmatch.intake.reading import Files, Placed, read_one
from fairmatch.matching.words import closed
from fairmatch.wording import Words

MAX_ROWS = 1_000
MAX_BYTES = 5 * 1024 * 1024


class UploadedPlan(PlanRow):
    """One plan item of the agency that sends it; without a code it is a new one."""

    code: CodeOrNothing = Field(
        "", title="계획 번호", description="of an item that is there already; empty for a new one"
    )
    agency: CodeOrNothing = Field(
        "", title="기관 코드", description="the agency's own code, or empty"
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: the agency's own items by code, and whose every code is."""

    agency: str
    own: Mapping[str, PlanRow]
    taken: frozenset[str]


def read_rows(name: str, content: bytes, known: Known) -> tuple[list[PlanRow], Files]:
    """Give the items of a file as they would be, and the file's ``complaints``.

    A column that the file leaves out leaves what it would hold as it is. The items are of use
    only if there are no complaints.
    """
    files = read_one(read_upload(name, content, UploadedPlan), UploadedPlan)
    placed = files.rows(UploadedPlan)
    if len(placed) > MAX_ROWS:
        found = Words(ko=f"{len(placed):,}행", en=f"{len(placed):,} rows")
        expected = Words(ko=f"{MAX_ROWS:,}행 이하", en=f"at most {MAX_ROWS:,} rows")
        files.complaints.add(UploadedPlan, 0, "", found, expected)
    _check_agencies(files, placed, known)
    _check_codes(files, placed, known)
    _check_doubles(files, placed, known)
    columns = set(files.complaints.headings.get(UploadedPlan, {}))
    return [_whole(one.row, known, columns) for one in placed], files


def _whole(row: PlanRow, known: Known, columns: set[str]) -> PlanRow:
    """Give a row as an item of the agency, with what is kept where a column was left out."""
    values = dict(row)
    held = known.own.get(row.code)
    if held is not None:
        values |= {name: value for name, value in held if name not in columns}
    return PlanRow.model_construct(**values | {"agency": known.agency})


def _check_agencies(files: Files, placed: list[Placed[UploadedPlan]], known: Known) -> None:
    for one in placed:
        if one.row.agency not in ("", known.agency):
            expected = Words(
                ko=f"우리 기관의 코드 {known.agency}, 또는 빈칸",
                en=f"your agency's own code {known.agency}, or nothing",
            )
            files.complaints.add(UploadedPlan, one.number, "agency", one.row.agency, expected)


def _check_codes(files: Files, placed: list[Placed[UploadedPlan]], known: Known) -> None:
    first: dict[str, int] = {}
    for one in placed:
        code = one.row.code
        expected: Words | None = None
        if code in first:
            expected = Words(
                ko=f"파일 안에서 겹치지 않는 번호({first[code]}행에 이미 있음)",
                en=f"each code once; row {first[code]} has it already",
            )
        elif code in known.taken and code not in known.own:
            expected = Words(
                ko="우리 기관 항목의 번호나 아무도 쓰지 않는 번호, 또는 빈칸",
                en="the code of an item of your own, one that nobody uses, or nothing",
            )
        if expected:
            files.complaints.add(UploadedPlan, one.number, "code", code, expected)
        elif code:
            first[code] = one.number


def _check_doubles(files: Files, placed: list[Placed[UploadedPlan]], known: Known) -> None:
    """Refuse to add what is there already because its code was left out."""
    named = {one.row.code for one in placed}
    there = {_what(row): code for code, row in known.own.items() if code not in named}
    first: dict[tuple[object, ...], int] = {}
    for one in placed:
        if one.row.code:
            continue
        what = _what(one.row)
        expected: Words | None = None
        if what in there:
            expected = Words(
                ko=f"같은 내용으로 이미 있는 항목의 번호 {there[what]}, 또는 다른 사업명",
                en=f"the code {there[what]} of the item that says the same, or another title",
            )
        elif what in first:
            expected = Words(
                ko=f"{first[what]}행과 다른 사업명, 또는 새 번호",
                en=f"another title than row {first[what]}, or a code of its own",
            )
        if expected:
            files.complaints.add(UploadedPlan, one.number, "code", "", expected)
        first.setdefault(what, one.number)


def _what(row: PlanRow) -> tuple[object, ...]:
    return closed(row.title), closed(row.department), row.year, row.quarter
