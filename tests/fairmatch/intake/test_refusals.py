"""Each error has its place and what was expected."""

from collections.abc import Callable
from datetime import date, time

import pytest

from tests.fairmatch.fair_files import (
    FRIDAY,
    THURSDAY,
    Tables,
)
from tests.fairmatch.intake.steps import add, put

CODE = "a code: letters, digits, . _ -, at most 32 of them"


ONE_ERROR = {
    "a broken registration number": (
        put("firms", 1, registration_number="105-87-02004"),
        "firms.csv, row 3, column registration_number: found '105-87-02004', expected "
        "a registration number whose last digit checks (it would be 3)",
    ),
    "a registration number with a letter": (
        put("firms", 1, registration_number="10S-87-02003"),
        "firms.csv, row 3, column registration_number: found '10S-87-02003', expected "
        "ten digits, as 000-00-00000",
    ),
    "a firm without its number that did not walk in": (
        put("firms", 1, registration_number=""),
        "firms.csv, row 3, column registration_number: expected ten digits, 000-00-00000, check "
        "digit right; it may be empty only where walk_in is yes",
    ),
    "words in place of the number of a walk-in": (
        put("firms", 1, registration_number="none F2", walk_in="yes"),
        "firms.csv, row 3, column registration_number: found 'none F2', expected "
        "ten digits, as 000-00-00000",
    ),
    "a walk-in that is neither yes nor no": (
        put("firms", 1, registration_number="", walk_in="maybe"),
        "firms.csv, row 3, column walk_in: found 'maybe', expected yes or no, or nothing for no",
    ),
    "a seat from a waiting list on no day of the fair": (
        put("interests", 0, walk_in_on=date(2015, 10, 28)),
        "interests.csv, row 2, column walk_in_on: found '2015-10-28', expected "
        "a day of the fair: 2015-10-29, 2015-10-30",
    ),
    "a word without letters": (
        put("synonyms", 0, word="·"),
        "synonyms.csv, row 2, column word: found '·', expected a word with letters or digits",
    ),
    "a word that means itself": (
        put("synonyms", 0, meaning="펜던트 등"),
        "synonyms.csv, row 2, column meaning: found '펜던트 등', expected a meaning that is "
        "another word, or nothing",
    ),
    "a synonym twice": (
        put("synonyms", 1, word="펜던트등", meaning="조명"),
        "synonyms.csv, row 3, column meaning: found '펜던트등 ~ 조명', expected each word and "
        "meaning once; row 2 has it already",
    ),
    "an empty cell": (
        put("agencies", 1, name_en=""),
        "agencies.csv, row 3, column name_en: expected text of 1 to 200 characters; "
        "it may not be empty",
    ),
    "no number": (
        put("booths", 0, tables="two"),
        "booths.csv, row 2, column tables: found 'two', expected a whole number from 1 to 50, "
        "or nothing for 1",
    ),
    "a number too large": (
        put("plans", 0, amount=10**14),
        "plans.csv, row 2, column amount: found '100000000000000', expected an amount in won "
        "from 0 to 10,000,000,000,000, as 19,000,000 or 1,900만원",
    ),
    "a word outside the set": (
        put("marks", 0, mark="perhaps"),
        "marks.csv, row 2, column mark: found 'perhaps', expected one of must, like, neutral, no",
    ),
    "no such day in the calendar": (
        put("firms", 0, founded="2015-02-29"),
        "firms.csv, row 2, column founded: found '2015-02-29', expected a date as 2015-10-29, "
        "or nothing",
    ),
    "no such time": (
        put("days", 0, lunch_from="12:75", lunch_to="13:00"),
        "days.csv, row 2, column lunch_from: found '12:75', expected a time as 09:30, or nothing",
    ),
    "a seven-digit category": (
        put("products", 0, category="1411150"),
        "products.csv, row 2, column category: found '1411150', expected eight or ten digits, or "
        "nothing (if a leading zero was lost, format the column as text)",
    ),
    "text too long": (
        put("firms", 2, pitch="가" * 2001),
        f"firms.csv, row 4, column pitch: found '{'가' * 60}…', expected at most 2000 characters",
    ),
    "a control character": (
        put("firms", 2, name_ko="다시\x07쓸모"),
        "firms.csv, row 4, column name_ko: found '다시\\x07쓸모', expected text without control "
        "characters",
    ),
    "a formula that failed": (
        put("firms", 2, phone="#N/A"),
        "firms.csv, row 4, column phone: found '#N/A', expected a value; the formula in this cell "
        "failed",
    ),
    "an interest in an unknown agency": (
        put("interests", 2, agency="A22", plan=""),
        "interests.csv, row 4, column agency: found 'A22', expected a code of agencies.csv; "
        "the nearest is A2",
    ),
    "an unknown firm far from any": (
        add("marks", agency="A1", firm="zzz", mark="no"),
        "marks.csv, row 3, column firm: found 'zzz', expected a code of firms.csv",
    ),
    "an unknown plan item": (
        put("interests", 0, plan="P11"),
        "interests.csv, row 2, column plan: found 'P11', expected a code of plans.csv; "
        "the nearest is P1",
    ),
    "a plan item of another agency": (
        put("interests", 0, plan="P2"),
        "interests.csv, row 2, column plan: found 'P2', expected a plan item of agency A1; "
        "this one is of A2",
    ),
    "hours of an unknown booth": (
        put("booth_hours", 0, booth="B9"),
        "booth_hours.csv, row 2, column booth: found 'B9', expected a code of booths.csv; "
        "the nearest is B2",
    ),
    "a duplicate firm": (
        add("firms", code="F1", registration_number="211-86-00002", name_ko="또"),
        "firms.csv, row 5, column code: found 'F1', expected each code once; row 2 has it already",
    ),
    "a duplicate registration number": (
        put("firms", 2, registration_number="1018601005"),
        "firms.csv, row 4, column registration_number: found '101-86-01005', expected each "
        "registration_number once; row 2 has it already",
    ),
    "a duplicate pair": (
        add("marks", agency="A2", firm="F2", mark="no"),
        "marks.csv, row 3, column firm: found 'A2 ~ F2', expected each agency and firm once; "
        "row 2 has it already",
    ),
    "a duplicate rank": (
        put("interests", 1, rank=1),
        "interests.csv, row 3, column rank: found 'F1 ~ 1', expected each firm and rank once; "
        "row 2 has it already",
    ),
    "a day given twice": (
        add("days", date=FRIDAY, opens=time(10), closes=time(11)),
        "days.csv, row 4, column date: found '2015-10-30', expected each date once; "
        "row 3 has it already",
    ),
    "an agency without a booth": (
        add("agencies", code="A3", name_ko="강남구", name_en="Gangnam", kind="district"),
        "agencies.csv, row 4, column code: found 'A3', expected an agency with a booth in "
        "booths.csv",
    ),
    "a day that ends before it starts": (
        put("days", 0, opens=time(11), closes=time(10)),
        "days.csv, row 2, column closes: found '10:00', expected a time after opens (11:00)",
    ),
    "a day too short for a slot": (
        put("days", 0, closes=time(10, 15)),
        "days.csv, row 2, column closes: found '10:00–10:15', expected hours that hold a slot "
        "of 20 minutes",
    ),
    "half a lunch": (
        put("days", 0, lunch_from=time(10, 20)),
        "days.csv, row 2, column lunch_to: expected both lunch_from and lunch_to, or neither",
    ),
    "the other half of a lunch": (
        put("days", 0, lunch_to=time(10, 20)),
        "days.csv, row 2, column lunch_from: expected both lunch_from and lunch_to, or neither",
    ),
    "lunch reversed": (
        put("days", 0, lunch_from=time(10, 40), lunch_to=time(10, 20)),
        "days.csv, row 2, column lunch_to: found '10:20', expected a time after lunch_from (10:40)",
    ),
    "lunch outside the day": (
        put("days", 0, lunch_from=time(12), lunch_to=time(13)),
        "days.csv, row 2, column lunch_from: found '12:00–13:00', expected lunch within "
        "10:00–11:00",
    ),
    "booth hours on another day": (
        put("booth_hours", 0, date=date(2015, 10, 31)),
        "booth_hours.csv, row 2, column date: found '2015-10-31', expected a day of the fair: "
        "2015-10-29, 2015-10-30",
    ),
    "booth hours outside the fair's": (
        put("booth_hours", 0, closes=time(12)),
        "booth_hours.csv, row 2, column closes: found '10:00–12:00', expected hours within the "
        "fair's, 10:00–11:00",
    ),
    "booth hours before the fair's": (
        put("booth_hours", 0, opens=time(9)),
        "booth_hours.csv, row 2, column opens: found '09:00–11:00', expected hours within the "
        "fair's, 10:00–11:00",
    ),
    "booth hours overlapping": (
        add("booth_hours", booth="B2", date=THURSDAY, opens=time(10, 30), closes=time(11)),
        "booth_hours.csv, row 4, column opens: found '10:30–11:00', expected hours that do not "
        "overlap those of row 2",
    ),
    "firm hours reversed": (
        put("firm_hours", 0, comes=time(11), leaves=time(10)),
        "firm_hours.csv, row 2, column leaves: found '10:00', expected a time after comes (11:00)",
    ),
    "firm hours when the fair is closed": (
        put("firm_hours", 0, comes=time(13), leaves=time(14)),
        "firm_hours.csv, row 2, column comes: found '13:00–14:00', expected hours that meet the "
        "fair's, 10:00–11:00",
    ),
    "a pin on another day": (
        put("pins", 0, date=date(2015, 10, 31)),
        "pins.csv, row 2, column date: found '2015-10-31', expected a day of the fair: "
        "2015-10-29, 2015-10-30",
    ),
    "a pin between slots": (
        put("pins", 0, starts=time(10, 10)),
        "pins.csv, row 2, column starts: found '10:10', expected the start of a slot: "
        "10:00, 10:20, 10:40",
    ),
    "a pin when the booth is not staffed": (
        put("pins", 0, starts=time(10, 40)),
        "pins.csv, row 2, column starts: found '10:40–11:00', expected a slot in the hours of "
        "both parties (10:00–10:40)",
    ),
    "a pin when the firm is not there": (
        put("pins", 0, date=THURSDAY),
        "pins.csv, row 2, column starts: found '10:20–10:40', expected a slot in the hours of "
        "both parties (never that day)",
    ),
    "two pins of a firm at one time": (
        add("pins", firm="F3", agency="A1", date=FRIDAY, starts=time(10, 20)),
        "pins.csv, row 3, column starts: found '2015-10-30 10:20', expected one pin of a firm at "
        "a time; row 2 is at the same",
    ),
    "too many interests": (
        put("fair", 0, request_limit=1),
        "interests.csv, row 3, column firm: found 'F1: 2', expected at most 1 interests of a "
        "firm (request_limit)",
    ),
    "a programme item on another day": (
        put("programme", 0, date=date(2015, 11, 1)),
        "programme.csv, row 2, column date: found '2015-11-01', expected a day of the fair: "
        "2015-10-29, 2015-10-30",
    ),
    "a programme item reversed": (
        put("programme", 0, ends=time(18)),
        "programme.csv, row 2, column ends: found '18:00', expected a time after starts (18:00)",
    ),
    "an unknown time zone": (
        put("fair", 0, zone="Asia/Soul"),
        "fair.toml, row 9, column zone: found 'Asia/Soul', expected an IANA time zone as "
        "Asia/Seoul",
    ),
    "a setting out of bounds": (
        put("fair", 0, request_limit=0),
        "fair.toml, row 8, column request_limit: found '0', expected a whole number from 1 to "
        "100, or nothing for 8",
    ),
    "an unknown setting": (
        put("fair", 0, slot_minuts=20),
        "fair.toml, row 9, column slot_minuts: found 'slot_minuts', expected a setting of this "
        "table: did you mean slot_minutes (상담 시간(분))?",
    ),
    "a missing setting": (
        lambda tables: tables["fair"][0].pop("organiser_email"),
        "fair.toml, column organiser_email: expected an address as name@example.kr; it may not "
        "be empty",
    ),
    "a missing file": (
        lambda tables: tables.pop("days"),
        "days.csv: found 'no such file or sheet', expected a table with at least the columns "
        "date, opens, closes",
    ),
}


@pytest.mark.parametrize(("change", "expected"), ONE_ERROR.values(), ids=ONE_ERROR.keys())
def test_each_error_has_its_place_and_what_was_expected(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
    change: Callable[[Tables], object],
    expected: str,
) -> None:
    assert errors_of(change) == [expected]


def test_more_pins_at_a_time_than_tables(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
) -> None:
    def change(tables: Tables) -> None:
        for firm in ("F1", "F2"):
            tables["pins"].append(
                {"firm": firm, "agency": "A1", "date": FRIDAY, "starts": time(10)}
            )

    assert errors_of(change) == [
        "pins.csv, row 4, column starts: found '2 pins, 1 table(s)', expected no more pins at a "
        "time than booth B1 has tables"
    ]


def test_a_pin_with_an_unknown_agency_is_that_error_only(
    errors_of: Callable[[Callable[[Tables], object]], list[str]],
) -> None:
    (error,) = errors_of(put("pins", 0, agency="A7"))
    assert error.startswith("pins.csv, row 2, column agency: found 'A7'")
