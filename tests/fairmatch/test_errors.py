"""Refusals in sentences."""

from fairmatch.errors import BadCell
from fairmatch.wording import Words

SHEET = Words(ko="상담회.xlsx의 일정 시트", en="상담회.xlsx, sheet 일정")
TIME = Words(ko="09:30 같은 시각", en="a time as 09:30")


def test_a_bad_cell_in_both_languages() -> None:
    cell = BadCell(SHEET, 3, "시작", "열 시", TIME)
    assert str(cell) == (
        "상담회.xlsx, sheet 일정, row 3, column 시작: found '열 시', expected a time as 09:30"
    )
    assert cell.in_language("en") == str(cell)
    assert cell.in_language("ko") == (
        "상담회.xlsx의 일정 시트 3행 ‘시작’ 열: ‘열 시’ → 필요한 값: 09:30 같은 시각"
    )


def test_what_the_program_says_of_a_file_is_not_quoted() -> None:
    found = Words(ko="행 없음", en="no rows")
    cell = BadCell(SHEET, 0, "", found, TIME)
    assert cell.in_language("ko") == (
        "상담회.xlsx의 일정 시트: 행 없음 → 필요한 값: 09:30 같은 시각"
    )
    assert BadCell(SHEET, 0, "", "", TIME).in_language("ko") == (
        "상담회.xlsx의 일정 시트: 필요한 값: 09:30 같은 시각"
    )
