"""The profile: written section by section, never over what another tab just wrote."""

from datetime import date

import pytest
from sqlalchemy import Engine

from fairmatch.db import writing
from fairmatch.firms.errors import ChangedMeanwhile, TooMany, Twice
from fairmatch.firms.facts import MOST_PRODUCTS, Certificate, Offer, Pitch
from fairmatch.firms.profile import (
    expired,
    missing,
    write_firm,
    write_offer,
    write_third_party,
    write_types,
)
from fairmatch.firms.sections import Section, edition
from fairmatch.models import FirmKind
from tests.fairmatch.fair_rows import add_fair, add_firm
from tests.fairmatch.firms.registrants import FACTS, Clock, the_fair, the_firm

WOMEN, COOP = FirmKind.WOMEN_OWNED, FirmKind.COOPERATIVE


@pytest.fixture
def kept(engine: Engine) -> Engine:
    with writing(engine) as session:
        add_firm(session, add_fair(session), "F1")
    return engine


def test_a_section_is_written_whole_and_rows_that_stay_stay(kept: Engine) -> None:
    with writing(kept) as session:
        firm = the_firm(session, "F1")
        first = [Certificate(kind=COOP, number="1"), Certificate(kind=WOMEN)]
        write_types(session, firm, first, seen=edition(firm, Section.TYPES))
        ids = {one.kind: one.id for one in firm.kinds}
        second = [Certificate(kind=WOMEN, number="2", expires=date(2015, 1, 1))]
        write_types(session, firm, second, seen=edition(firm, Section.TYPES))
        [row] = firm.kinds
        assert (row.id, row.number) == (ids[WOMEN], "2")
        assert expired(firm, date(2015, 1, 1)) == ()
        assert expired(firm, date(2015, 1, 2)) == (row,)
        offers = [Offer(name="가방"), Offer(name="모자")]
        write_offer(session, firm, offers, Pitch(text="소개"), seen=edition(firm, Section.OFFER))
        again = [Offer(name="모자", category="53102516"), Offer(name="양말")]
        write_offer(session, firm, again, Pitch(), seen=edition(firm, Section.OFFER))
        assert {one.name: one.category for one in firm.products} == {
            "모자": "53102516",
            "양말": "",
        }
        assert firm.pitch == ""


def test_what_another_tab_wrote_is_not_overwritten(kept: Engine) -> None:
    with writing(kept) as session:
        firm = the_firm(session, "F1")
        seen = {section: edition(firm, section) for section in Section}
    with writing(kept) as session:
        firm, fair = the_firm(session, "F1"), the_fair(session)
        before = fair.revision
        write_firm(session, firm, FACTS, seen=seen[Section.FIRM])
        write_types(session, firm, [Certificate(kind=COOP)], seen=seen[Section.TYPES])
        write_offer(session, firm, [Offer(name="가방")], Pitch(text="새"), seen=seen[Section.OFFER])
        assert fair.revision == before
    with writing(kept) as session:
        firm = the_firm(session, "F1")
        with pytest.raises(ChangedMeanwhile):
            write_firm(session, firm, FACTS, seen=seen[Section.FIRM])
        with pytest.raises(ChangedMeanwhile):
            write_types(session, firm, [], seen=seen[Section.TYPES])
        with pytest.raises(ChangedMeanwhile):
            write_offer(session, firm, [], Pitch(), seen=seen[Section.OFFER])
        assert (firm.name_ko, len(firm.kinds), firm.pitch) == ("두레공방", 1, "새")


def test_sections_do_not_disturb_each_other(kept: Engine) -> None:
    with writing(kept) as session:
        firm = the_firm(session, "F1")
        seen = edition(firm, Section.TYPES)
        write_firm(session, firm, FACTS, seen=edition(firm, Section.FIRM))
        write_types(session, firm, [Certificate(kind=COOP)], seen=seen)
        assert [one.kind for one in firm.kinds] == [COOP]


def test_nothing_is_named_twice_and_products_are_limited(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        with pytest.raises(Twice):
            write_types(session, firm, [Certificate(kind=COOP)] * 2, seen="")
        with pytest.raises(Twice):
            write_offer(session, firm, [Offer(name="가방")] * 2, Pitch(), seen="")
        many = [Offer(name=f"제품 {n}") for n in range(MOST_PRODUCTS + 1)]
        with pytest.raises(TooMany):
            write_offer(session, firm, many, Pitch(), seen="")


def test_consent_to_hand_on_is_given_and_taken_back(sqlite_engine: Engine, clock: Clock) -> None:
    with writing(sqlite_engine) as session:
        fair = add_fair(session)
        firm = add_firm(session, fair, "F1")

        def write(agreed: bool) -> None:
            seen = edition(firm, Section.CONSENTS)
            write_third_party(session, fair, firm, agreed=agreed, seen=seen, clock=clock)

        write(True)
        assert firm.consent_third_party == date(2015, 10, 19)
        firm.consent_third_party = date(2015, 10, 1)
        session.flush()
        write(True)
        assert firm.consent_third_party == date(2015, 10, 1)
        write(False)
        assert firm.consent_third_party is None


def test_what_officers_would_miss_is_named(sqlite_engine: Engine) -> None:
    with writing(sqlite_engine) as session:
        firm = add_firm(session, add_fair(session), "F1")
        assert missing(firm) == (Section.FIRM, Section.TYPES, Section.OFFER)
        write_firm(session, firm, FACTS, seen=edition(firm, Section.FIRM))
        write_types(session, firm, [Certificate(kind=COOP)], seen=edition(firm, Section.TYPES))
        seen = edition(firm, Section.OFFER)
        write_offer(session, firm, [Offer(name="가방")], Pitch(text="소개"), seen=seen)
        assert missing(firm) == ()
