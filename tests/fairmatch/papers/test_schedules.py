from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairmatch.models import Agency, ConsultationState, Firm
from fairmatch.papers import (
    Owner,
    Printed,
    agency_paper,
    firm_paper,
    owner_of,
    schedules_paper,
)
from fairmatch.papers.schedules import each_schedule
from fairmatch.schedules import Appointment
from tests.fairmatch.papers.conftest import ADDRESS
from tests.fairmatch.papers.read_pdf import alternatives_of, pages_of, words_of

PAGE = f"{ADDRESS}/my/{'t' * 43}"


def test_a_firm_reads_when_where_whom_and_about_what_in_its_own_language(printed: Printed) -> None:
    content = firm_paper(printed, printed.firms["F1"], page=PAGE)
    words = words_of(content)
    assert "맑은복도협동조합" in words
    assert "2026-05-14(목)" in words
    assert "10:00–10:20 B1 · 상담석 2 한빛구청 재무과 · 김하나 · 02-0000-0101" in words
    assert "일정 1판 · 2015-10-19(월) 18:00 KST 공개" in words
    english = words_of(firm_paper(printed, printed.firms["F5"], page=PAGE))
    assert "Clear Letter Press" in english
    assert "10:20–10:40 B1 · table 1 Hanbit-gu Office" in english


def test_the_code_leads_to_the_partys_page_and_the_map_shows_its_booths(printed: Printed) -> None:
    said = alternatives_of(firm_paper(printed, printed.firms["F1"], page=PAGE))
    assert any(text.endswith(PAGE) for text in said)
    assert any("B1, B3" in text for text in said)


def test_an_agency_finds_its_own_booth_on_the_map(printed: Printed) -> None:
    said = alternatives_of(agency_paper(printed, printed.agencies["A2"], page=PAGE))
    assert any("B2" in text and "B1" not in text for text in said)


def test_an_agency_reads_contacts_of_those_firms_only_that_agreed(printed: Printed) -> None:
    words = words_of(agency_paper(printed, printed.agencies["A1"], page=PAGE))
    assert "F1 · 정가람 · 010-0000-0001 hello@corridor.example" in words
    assert "한술 도시락 사회적협동조합 F4" in words
    assert "hello@lunchbox.example" not in words
    assert "윤마루" not in words


def test_a_firm_reads_of_no_other_firm(printed: Printed) -> None:
    for code, firm in printed.firms.items():
        words = words_of(firm_paper(printed, firm, page=PAGE, language="ko"))
        others = [other.name_ko for key, other in printed.firms.items() if key != code]
        assert not [name for name in others if name in words]


def test_what_was_cancelled_says_so_and_does_not_count(printed: Printed) -> None:
    first, *rest = printed.appointments
    cancelled = replace(first, state=ConsultationState.CANCELLED)
    changed = replace_appointments(printed, [cancelled, *rest])
    words = words_of(firm_paper(changed, changed.firms[first.firm_code], page=PAGE, language="ko"))
    assert f"{first.agency_name_ko} 취소됨" in words
    held = [one for one in rest if one.firm_code == first.firm_code]
    there = [one for one in held if one.starts_at.date() == first.starts_at.date()]
    assert (f"상담 {len(there)}건" in words) == bool(there)


def test_lunch_stands_between_the_morning_and_the_afternoon(printed: Printed) -> None:
    first, *rest = [one for one in printed.appointments if one.firm_code == "F1"]
    later = replace(
        rest[0],
        starts_at=first.starts_at + timedelta(hours=3),
        ends_at=first.ends_at + timedelta(hours=3),
    )
    day = printed.fair.days[0]
    day.lunch_from, day.lunch_to = day.opens.replace(hour=12), day.opens.replace(hour=13)
    changed = replace_appointments(printed, [first, later])
    words = words_of(firm_paper(changed, changed.firms["F1"], page=PAGE))
    assert words.index("10:00–10:20") < words.index("점심시간 12:00–13:00")
    assert words.index("점심시간 12:00–13:00") < words.index("13:00–13:20")


def test_whoever_meets_nobody_is_told_so(printed: Printed) -> None:
    content = firm_paper(replace_appointments(printed, []), printed.firms["F1"], page=PAGE)
    assert "배정된 상담이 없습니다." in words_of(content)


def test_all_schedules_for_the_printer_begin_on_a_page_of_their_own(printed: Printed) -> None:
    pages = _pages(printed)
    texts = pages_of(schedules_paper(printed, pages))
    names = [agency.name_ko for agency in printed.agencies.values()]
    names += [
        firm.name_en if firm.language == "en" else firm.name_ko for firm in printed.firms.values()
    ]
    assert len(texts) == len(names)
    assert [name in text.replace("\n", " ") for name, text in zip(names, texts, strict=True)] == [
        True
    ] * len(names)


def test_each_schedule_is_a_file_and_the_same_version_gives_the_same_bytes(
    printed: Printed,
) -> None:
    pages = _pages(printed)
    files = dict(each_schedule(printed, pages))
    assert sorted(files) == [
        *(f"agencies/A{number}.pdf" for number in (1, 2, 3)),
        *(f"firms/F{number}.pdf" for number in (1, 2, 3, 4, 5)),
    ]
    assert files == dict(each_schedule(printed, pages, workers=1))


@pytest.mark.parametrize("name", ["#panic()", "*bold* _x_ $1$", "= heading", r"\u{41}", "<a>@b"])
def test_a_name_is_never_read_as_markup(printed: Printed, name: str) -> None:
    printed.firms["F1"].name_ko = name
    assert name in words_of(firm_paper(printed, printed.firms["F1"], page=PAGE))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(min_size=1, max_size=200), purpose=st.text(max_size=400))
def test_any_name_and_purpose_make_a_paper(printed: Printed, name: str, purpose: str) -> None:
    printed.firms["F1"].name_ko = name
    changed = replace_appointments(
        printed, [replace(one, purpose=purpose) for one in printed.appointments]
    )
    assert firm_paper(changed, changed.firms["F1"], page=PAGE).startswith(b"%PDF-")


def test_a_character_that_no_typeface_has_spoils_no_paper(printed: Printed) -> None:
    printed.firms["F1"].name_ko = "꺠ꔀ 조합"
    assert "조합" in words_of(firm_paper(printed, printed.firms["F1"], page=PAGE))


def test_the_typefaces_come_with_their_licence() -> None:
    fonts = Path(__file__).parents[3] / "fairmatch" / "papers" / "fonts"
    assert "SIL Open Font License" in (fonts / "LICENSE.txt").read_text(encoding="utf-8")


def test_a_firm_and_an_agency_of_one_code_keep_their_own_pages(printed: Printed) -> None:
    agency, firm = printed.agencies["A1"], printed.firms["F1"]
    firm.code = agency.code
    appointments = [
        replace(one, firm_code=agency.code) if one.firm_code == "F1" else one
        for one in printed.appointments
    ]
    alike = replace(printed, firms={agency.code: firm}, appointments=appointments)
    pages = _pages(printed)
    pages |= {owner_of(agency): f"{ADDRESS}/my/agency", owner_of(firm): f"{ADDRESS}/my/firm"}
    files = dict(each_schedule(alike, pages))
    for side, page in (("agencies", "agency"), ("firms", "firm")):
        said = alternatives_of(files[f"{side}/A1.pdf"])
        assert any(text.endswith(f"/my/{page}") for text in said)


def _pages(printed: Printed) -> dict[Owner, str]:
    everybody: list[Firm | Agency] = [*printed.firms.values(), *printed.agencies.values()]
    return {owner_of(party): PAGE for party in everybody}


def replace_appointments(printed: Printed, appointments: Sequence[Appointment]) -> Printed:
    """Give the same with other appointments."""
    return replace(printed, appointments=appointments)
