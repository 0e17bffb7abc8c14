from dataclasses import replace

from fairmatch.papers import Printed, book_paper
from tests.fairmatch.papers.read_pdf import pages_of, words_of


def test_the_book_holds_every_consultation_in_the_grid_by_agency_and_by_firm(
    printed: Printed,
) -> None:
    words = words_of(book_paper(printed))
    for one in printed.appointments:
        assert words.count(one.firm_name_ko) >= 2
        assert words.count(one.agency_name_ko) >= 3
    assert "9 상담" in words
    assert "2026-05-14(목)" in words


def test_a_day_with_more_slots_than_fit_goes_on_on_another_sheet(printed: Printed) -> None:
    grid = printed.grids[0]
    many = tuple(grid.slots[0] for _ in range(45))
    rows = tuple(replace(row, cells=tuple(row.cells[0] for _ in many)) for row in grid.rows)
    long_day = replace(printed, grids=[replace(grid, slots=many, rows=rows)])
    texts = pages_of(book_paper(long_day))
    assert [number for number in (1, 2, 3) if any(f"({number}/3)" in text for text in texts)] == [
        1,
        2,
        3,
    ]


def test_the_book_speaks_english_too(printed: Printed) -> None:
    words = words_of(book_paper(printed, language="en"))
    assert "The whole timetable" in words
    assert "Hanbit-gu Office" in words
