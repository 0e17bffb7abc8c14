"""Checks between rows: nothing twice, nothing that points nowhere, no more than allowed."""

from collections import Counter
from difflib import get_close_matches

from fairmatch.files.rows import (
    AgencyRow,
    BoothRow,
    InterestRow,
    PlanRow,
    Row,
    SynonymRow,
)
from fairmatch.intake.reading import Files
from fairmatch.intake.shelves import SHELVES, Shelf
from fairmatch.intake.stored import Stored
from fairmatch.matching.words import closed
from fairmatch.wording import Words


def check_references(files: Files, stored: Stored) -> None:
    """Note every row given twice, every code that names nothing, every limit passed.

    What came of an invitation uses none of a firm's limit, nor does a seat given from a waiting
    list, nor what the file says so of. What was asked before the import is not complained of.
    """
    for shelf in SHELVES.values():
        for fields in (shelf.key, *shelf.unique):
            _check_unique(files, shelf, fields)
        for name, target in shelf.refers.items():
            _check_known(files, shelf, name, target)
    _check_booths(files)
    _check_plans(files)
    _check_request_limit(files, stored)
    _check_synonyms(files)


def place_of(number: int) -> Words:
    """Name an earlier row in an error."""
    if number:
        return Words(ko=f"{number}행", en=f"row {number}")
    return Words(ko="예전에 가져온 행", en="a row kept from an earlier import")


def code_of(row: Row) -> str:
    """Give the code by which other rows name this one."""
    code: str = row.model_dump(include={"code"})["code"]
    return code


def _check_unique(files: Files, shelf: Shelf, fields: tuple[str, ...]) -> None:
    first: dict[tuple[object, ...], int] = {}
    titles = " + ".join(str(shelf.row.model_fields[name].title) for name in fields)
    what = Words(ko=titles, en=" and ".join(fields))
    for placed in files.rows(shelf.row):
        key = tuple(getattr(placed.row, name) for name in fields)
        if key not in first:
            first[key] = placed.number
            continue
        place = place_of(first[key])
        pruning = Words(ko="", en="")
        if not first[key]:
            pruning = Words(
                ko=" 파일에 없는 것을 지우며 가져오면 사라집니다.",
                en=" (importing with prune removes what the files do not name)",
            )
        expected = Words(
            ko=f"{what.ko}마다 한 번({place.ko}에 이미 있음){pruning.ko}",
            en=f"each {what.en} once; {place.en} has it already{pruning.en}",
        )
        found = " ~ ".join(map(str, key))
        files.complaints.add(shelf.row, placed.number, fields[-1], found, expected)


def _check_known(files: Files, shelf: Shelf, name: str, target: type[Row]) -> None:
    """Note codes that no row has; where the other table could not be read, nothing is said."""
    if target in files.absent and not files.rows(target):
        return
    codes = {code_of(placed.row) for placed in files.rows(target)}
    codes.update(cells.get("code", "") for cells in files.broken.get(target, []))
    for placed in files.rows(shelf.row):
        code = getattr(placed.row, name)
        if code in codes or (not code and shelf.row is InterestRow):
            continue
        near = get_close_matches(code, sorted(codes), 1, 0.5)
        table = files.complaints.source.file_name(target)
        expected = Words(
            ko=f"{table.ko}에 있는 코드" + (f"(가장 가까운 것: {near[0]})" if near else ""),
            en=f"a code of {table.en}" + (f"; the nearest is {near[0]}" if near else ""),
        )
        files.complaints.add(shelf.row, placed.number, name, code, expected)


def _check_booths(files: Files) -> None:
    if not files.whole(BoothRow):
        return
    seated = {placed.row.agency for placed in files.rows(BoothRow)}
    booths = files.complaints.source.file_name(BoothRow)
    for placed in files.rows(AgencyRow):
        if placed.row.code not in seated:
            expected = Words(
                ko=f"{booths.ko}에 부스가 있는 기관", en=f"an agency with a booth in {booths.en}"
            )
            files.complaints.add(AgencyRow, placed.number, "code", placed.row.code, expected)


def _check_plans(files: Files) -> None:
    owners = {placed.row.code: placed.row.agency for placed in files.rows(PlanRow)}
    agencies = {placed.row.code for placed in files.rows(AgencyRow)}
    for placed in files.rows(InterestRow):
        row = placed.row
        owner = owners.get(row.plan, row.agency)
        if owner != row.agency and row.agency in agencies:
            expected = Words(
                ko=f"기관 {row.agency}의 계획 항목(이 항목은 {owner}의 것)",
                en=f"a plan item of agency {row.agency}; this one is of {owner}",
            )
            files.complaints.add(InterestRow, placed.number, "plan", row.plan, expected)


def _check_request_limit(files: Files, stored: Stored) -> None:
    if files.fair is None:
        return
    asked: Counter[str] = Counter()
    before = stored.of(InterestRow)
    key_of = SHELVES[InterestRow].key_of
    # What was asked before comes first, so that what is new goes beyond the limit.
    for placed in sorted(files.rows(InterestRow), key=lambda one: key_of(one.row) not in before):
        pair = (placed.row.firm, placed.row.agency)
        if placed.row.walk_in_on or placed.row.beside_limit or pair in stored.invited:
            continue
        asked[placed.row.firm] += 1
        if asked[placed.row.firm] > files.fair.request_limit and pair not in before:
            limit = files.fair.request_limit
            expected = Words(
                ko=f"기업마다 신청 {limit}건 이하(기업당 신청 한도)",
                en=f"at most {limit} interests of a firm (request_limit)",
            )
            found = f"{placed.row.firm}: {asked[placed.row.firm]}"
            files.complaints.add(InterestRow, placed.number, "firm", found, expected)


def _check_synonyms(files: Files) -> None:
    for placed in files.rows(SynonymRow):
        row = placed.row
        if closed(row.word) == closed(row.meaning):
            expected = Words(
                ko="다른 낱말인 뜻, 또는 빈칸", en="a meaning that is another word, or nothing"
            )
            files.complaints.add(SynonymRow, placed.number, "meaning", row.meaning, expected)
