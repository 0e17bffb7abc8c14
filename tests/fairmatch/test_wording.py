from datetime import date, datetime, time

from fairmatch.models import Agency, Firm
from fairmatch.wording import Words, deadline_of, name_of, pair_of, time_of


def test_a_party_is_named_by_code_and_names() -> None:
    agency = Agency(code="A1", name_ko="한빛구청", name_en="Hanbit-gu Office")
    firm = Firm(code="F1", name_ko="맑은복도", name_en="")
    assert name_of(agency) == "A1 한빛구청 (Hanbit-gu Office)"
    assert name_of(firm) == "F1 맑은복도"
    assert pair_of(firm, agency) == "F1 맑은복도 × A1 한빛구청 (Hanbit-gu Office)"


def test_a_time_has_its_weekday() -> None:
    assert time_of(date(2015, 10, 29), time(9, 5)) == "2015-10-29(목) 09:05"
    assert time_of(date(2015, 11, 1), time(13, 0)) == "2015-11-01(일) 13:00"


def test_words_are_korean_unless_english_is_asked_for() -> None:
    words = Words(ko="만석", en="full")
    assert [words.in_language(code) for code in ("ko", "en", "fr")] == ["만석", "full", "만석"]


def test_a_deadline_at_midnight_ends_the_day_before() -> None:
    midnight = datetime(2015, 11, 1)  # noqa: DTZ001
    assert deadline_of(midnight, "ko") == "2015-10-31(토) 24:00"
    assert deadline_of(midnight, "en") == "2015-10-31(Sat) 24:00"
    assert deadline_of(midnight.replace(hour=18), "ko") == "2015-11-01(일) 18:00"
