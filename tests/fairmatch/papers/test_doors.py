from fairmatch.papers import Printed, doors_paper
from tests.fairmatch.papers.conftest import ADDRESS
from tests.fairmatch.papers.read_pdf import alternatives_of, pages_of, words_of


def test_every_booth_has_a_sheet_for_every_day(printed: Printed) -> None:
    assert len(pages_of(doors_paper(printed))) == 3 * 2
    assert len(pages_of(doors_paper(printed, day=printed.grids[0].date))) == 3


def test_a_sheet_tells_numbers_unless_names_are_wanted(printed: Printed) -> None:
    day = printed.grids[0].date
    first = pages_of(doors_paper(printed, day=day))[0]
    assert "F1" in first
    assert "F4" in first
    assert "맑은복도" not in first
    named = pages_of(doors_paper(printed, day=day, names=True))[0]
    assert "F1 맑은복도협동조합" in named


def test_free_seats_are_open_to_walk_ins_and_closed_hours_are_not(printed: Printed) -> None:
    words = words_of(doors_paper(printed))
    seats = [cell for grid in printed.grids for row in grid.rows for cell in row.cells]
    assert words.count("현장 상담 가능") == sum(cell.free for cell in seats)
    shut = sum(
        row.tables - cell.tables
        for grid in printed.grids
        for row in grid.rows
        for cell in row.cells
    )
    assert words.count("운영하지 않음") == shut


def test_the_code_leads_to_the_agencys_public_page(printed: Printed) -> None:
    said = alternatives_of(doors_paper(printed, day=printed.grids[0].date))
    assert any(text.endswith(f"{ADDRESS}/fairs/small/agencies/A1") for text in said)
