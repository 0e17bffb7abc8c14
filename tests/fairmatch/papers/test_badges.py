from sqlalchemy.orm import object_session

from fairmatch.models import FirmContact
from fairmatch.papers import Badge, Printed, badges_paper, read_badges
from tests.fairmatch.papers.conftest import ADDRESS
from tests.fairmatch.papers.read_pdf import alternatives_of, pages_of, words_of


def _badges(printed: Printed) -> list[Badge]:
    session = object_session(printed.fair)
    assert session is not None
    return read_badges(session, printed)


def test_officers_and_all_people_of_firms_get_one(printed: Printed) -> None:
    session = object_session(printed.fair)
    assert session is not None
    session.add(
        FirmContact(firm_id=printed.firms["F1"].id, name="둘째 사람", email="b@corridor.example")
    )
    session.flush()
    people = [(badge.person, badge.code) for badge in _badges(printed)]
    assert people[:3] == [("김하나", "B1"), ("이두리", "B2"), ("박세나", "B3")]
    assert ("정가람", "F1") in people
    assert ("둘째 사람", "F1") in people


def test_a_firm_that_meets_nobody_gets_none(printed: Printed) -> None:
    printed.of_firm.pop("F2")
    assert "F2" not in {badge.party for badge in _badges(printed)}


def test_a_party_without_a_named_person_gets_one_with_its_name(printed: Printed) -> None:
    printed.agencies["A1"].officer = ""
    printed.firms["F1"].contact = ""
    people = {badge.party: badge.person for badge in _badges(printed)}
    assert people["A1"] == "한빛구청"
    assert people["F1"] == "맑은복도협동조합"


def test_eight_stand_on_a_sheet_and_their_codes_open_nothing_private(printed: Printed) -> None:
    content = badges_paper(printed, _badges(printed)[:1] * 9)
    assert len(pages_of(content)) == 2
    assert words_of(content).count("김하나") == 9
    assert {text.partition(": ")[2] for text in alternatives_of(content)} == {
        f"{ADDRESS}/badge/small/agency/A1"
    }
