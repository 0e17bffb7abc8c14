import csv
import re
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from fairmatch.registration import require_registration_number
from tests.data.consistency import faults
from tests.data.folder import DATA, Folder, read

GENERATOR = DATA / "generator"
COMMITTED = DATA / "seoul-2015"


@pytest.fixture(scope="module")
def fair() -> Folder:
    return read("seoul-2015")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    subprocess.run([sys.executable, GENERATOR, "--out", out], check=True)
    return out


def test_the_generator_makes_the_committed_files(made: Path) -> None:
    names = sorted(path.name for path in COMMITTED.iterdir())
    assert sorted(path.name for path in made.iterdir()) == names
    for name in names:
        assert (made / name).read_bytes() == (COMMITTED / name).read_bytes(), name


def test_another_seed_makes_another_fair_as_sound(tmp_path: Path) -> None:
    subprocess.run([sys.executable, GENERATOR, "--out", tmp_path, "--seed", "7"], check=True)
    fair = read(str(tmp_path))
    assert faults(fair) == []
    assert (tmp_path / "plans.csv").read_bytes() != (COMMITTED / "plans.csv").read_bytes()
    assert sum(plan.amount for plan in fair["plans"]) == 35_000_000_000


def test_the_fair_contradicts_itself_nowhere(fair: Folder) -> None:
    assert faults(fair) == []


def test_the_fair_has_the_size_the_field_tells(fair: Folder) -> None:
    kinds = Counter(agency.kind.value for agency in fair["agencies"])
    assert kinds == {"city": 1, "education": 1, "district": 25, "corporation": 17}
    assert len(fair["booths"]) == 44
    assert len(fair["firms"]) == 300
    assert len(fair["plans"]) == 3849
    assert sum(plan.amount for plan in fair["plans"]) == 35_000_000_000
    assert 1400 <= len(fair["interests"]) <= 1600
    assert len(fair["pins"]) == 3


def test_two_days_of_eighteen_slots_around_a_closed_lunch(fair: Folder) -> None:
    starts = fair.starts()
    assert Counter(str(day) for day, _ in starts) == {"2015-10-29": 18, "2015-10-30": 18}
    assert not [at for _, at in starts if 12 <= at.hour < 13]


def test_every_registration_number_passes_its_check_digit(fair: Folder) -> None:
    for firm in fair["firms"]:
        assert require_registration_number(firm.registration_number) == firm.registration_number


def test_no_address_or_number_could_be_somebodys(fair: Folder) -> None:
    people = [*fair["firms"], *fair["agencies"]]
    assert all(person.email.endswith(".example") for person in people)
    assert all(re.match(r"(010|02)-0000-\d{4}$", person.phone) for person in people)
    assert all(agency.homepage.endswith(".example") for agency in fair["agencies"])
    assert len({person.phone for person in people}) == len(people)


def test_all_firms_consent_to_privacy_and_a_few_refuse_third_parties(fair: Folder) -> None:
    given = {firm.consent_privacy for firm in fair["firms"]}
    assert None not in given
    assert max(given) < date(2015, 10, 29)
    assert 5 <= sum(firm.consent_third_party is None for firm in fair["firms"]) <= 30


def test_every_firm_is_founded_certified_and_sells_something(fair: Folder) -> None:
    certified = {row.firm for row in fair["firm_types"]}
    selling = {row.firm for row in fair["products"]}
    assert certified == selling == fair.codes("firms")
    assert all(firm.founded < date(2015, 10, 1) for firm in fair["firms"])
    assert all(row.expires > date(2015, 10, 30) for row in fair["firm_types"] if row.expires)


def test_no_certificate_is_older_than_its_firm(fair: Folder) -> None:
    founded = {firm.code: firm.founded.year for firm in fair["firms"]}
    for row in fair["firm_types"]:
        year = re.search(r"(?<!\d)(20\d\d)-", row.number)
        assert not year or int(year.group(1)) >= founded[row.firm], row
        young = row.type.value in {"startup", "social_venture"}
        assert (row.number == "") == young
        assert row.type.value != "startup" or founded[row.firm] >= 2009


def test_the_types_of_a_firm_do_not_exclude_one_another(fair: Folder) -> None:
    types = defaultdict(set)
    for row in fair["firm_types"]:
        types[row.firm].add(row.type.value)
    for held in types.values():
        assert not {"social_enterprise", "preliminary_social_enterprise"} <= held
        assert not {"cooperative", "social_cooperative"} <= held
    for firm in fair["firms"]:
        social = "사회적협동조합" in firm.name_ko
        assert ("social_cooperative" in types[firm.code]) == social
        assert ("cooperative" in types[firm.code]) == ("협동조합" in firm.name_ko and not social)


def test_no_two_lines_of_a_plan_read_the_same(fair: Folder) -> None:
    lines = Counter((plan.agency, plan.title) for plan in fair["plans"])
    assert lines.most_common(1)[0][1] == 1
    assert len({plan.title for plan in fair["plans"]}) > 2000


def test_no_line_names_the_wrong_season(fair: Folder) -> None:
    quarters = {"설맞이": {1}, "추석맞이": {3}, "김장": {4}, "상반기": {1, 2}, "하반기": {3, 4}}
    for plan in fair["plans"]:
        for word, allowed in quarters.items():
            assert word not in plan.title or plan.quarter in allowed, plan.title


def test_districts_name_places_of_their_own_only(fair: Folder) -> None:
    with (GENERATOR / "vocabulary" / "districts.csv").open(encoding="utf-8", newline="") as lines:
        houses = {
            row["ko"] + "청": {
                name
                for column in ("libraries", "venues", "welfare")
                for name in row[column].split("/")
            }
            for row in csv.DictReader(lines)
        }
    names = {agency.code: agency.name_ko for agency in fair["agencies"]}
    named: Counter[str] = Counter()
    for plan in fair["plans"]:
        town = names[plan.agency]
        if town in houses:
            inside = {house for house in houses[town] if house in plan.title}
            outside = {
                house
                for other, listed in houses.items()
                for house in listed
                if other != town and house in plan.title
            }
            assert inside or not outside, plan.title
            named[town] += bool(inside)
    assert set(named) == set(houses)


def test_the_way_of_buying_fits_the_amount(fair: Folder) -> None:
    for plan in fair["plans"]:
        assert 50_000 <= plan.amount <= 300_000_000
        assert plan.amount % 1000 == 0
        if plan.amount > 50_000_000:
            assert plan.method.value != "negotiated", plan.title
        if plan.method.value in {"limited_bid", "open_bid"}:
            assert plan.amount > 20_000_000, plan.title
    assert {plan.method.value for plan in fair["plans"]} == {
        "negotiated",
        "limited_bid",
        "open_bid",
        "catalogue",
    }


def test_musts_are_few_and_can_all_take_place(fair: Folder) -> None:
    pairs = [(mark.agency, mark.firm) for mark in fair["marks"] if mark.mark == "must"]
    assert 20 <= len(pairs) <= 40
    assert max(Counter(firm for _, firm in pairs).values()) == 1
    assert max(Counter(agency for agency, _ in pairs).values()) <= 2
    pins = {pin.firm for pin in fair["pins"]}
    for agency, firm in pairs:
        assert firm not in pins
        assert len(fair.firm_starts(firm) & fair.agency_starts(agency)) >= 5


def test_a_third_of_the_wishes_is_marked(fair: Folder) -> None:
    assert 0.3 <= len(fair["marks"]) / len(fair["interests"]) <= 0.4


def test_the_three_consultations_of_the_story_are_pinned(fair: Folder) -> None:
    names = {firm.code: firm.name_ko for firm in fair["firms"]}
    plans = {plan.code: plan for plan in fair["plans"]}
    wishes = {(wish.firm, wish.agency): wish for wish in fair["interests"]}
    told = {}
    for pin in fair["pins"]:
        wish = wishes[(pin.firm, pin.agency)]
        assert wish.rank == 1
        assert plans[wish.plan].department == pin.department
        told[pin.department] = names[pin.firm]
    assert told == {
        "보건의료정책과": "물빛마음결 예술치료 협동조합",
        "자원순환과": "다시결 새활용(주)",
        "총무과": "(주)새벽공책",
    }


def test_a_district_plans_the_uniforms_of_nineteen_million_won(fair: Folder) -> None:
    plan = next(
        plan for plan in fair["plans"] if plan.amount == 19_000_000 and "미화원" in plan.title
    )
    wish = next(wish for wish in fair["interests"] if wish.plan == plan.code and wish.rank == 1)
    mark = {(mark.agency, mark.firm): mark.mark for mark in fair["marks"]}
    assert mark[(wish.agency, wish.firm)] == "must"


def test_only_a_few_pairs_of_booths_are_too_far_for_the_changeover(fair: Folder) -> None:
    reach = fair.settings.changeover_minutes * fair.settings.walking_metres_per_minute
    booths = fair["booths"]
    pairs = [(a, b) for a in booths for b in booths if a.code < b.code]
    far = [1 for a, b in pairs if abs(a.x - b.x) + abs(a.y - b.y) > reach]
    assert 0.02 <= len(far) / len(pairs) <= 0.15


def test_wishes_fit_what_the_firm_sells_or_say_so(fair: Folder) -> None:
    sold = defaultdict(set)
    for product in fair["products"]:
        sold[product.firm].add(product.category)
    plans = {plan.code: plan for plan in fair["plans"]}
    with_plan = [wish for wish in fair["interests"] if wish.plan]
    exact = [wish for wish in with_plan if plans[wish.plan].category in sold[wish.firm]]
    assert len(with_plan) > 0.8 * len(fair["interests"])
    assert len(exact) > 0.85 * len(with_plan)
    assert all(plans[wish.plan].title in wish.purpose for wish in with_plan)


def test_texts_leave_no_choice_of_particle_open(fair: Folder) -> None:
    open_choice = re.compile(r"을\(를\)|이\(가\)|은\(는\)|으로\(로\)|[{}]")
    for stem in ("plans", "firms", "interests", "marks", "pins"):
        for row in fair[stem]:
            assert not open_choice.search(str(row)), row
