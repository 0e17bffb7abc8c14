import pytest

from fairmatch.distance import metres_between, walking_minutes
from fairmatch.models import Booth
from fairmatch.plan_settings import PlanSettings


def test_booths_lie_a_straight_line_apart_in_whole_metres() -> None:
    assert metres_between(Booth(x=0, y=0), Booth(x=30, y=40)) == 50
    assert metres_between(Booth(x=10, y=10), Booth(x=9, y=9)) == 1


@pytest.mark.parametrize(("metres", "minutes"), [(0, 0), (180, 0), (181, 1), (240, 1), (241, 2)])
def test_only_the_walk_beyond_the_changeover_has_to_be_free(metres: int, minutes: int) -> None:
    settings = PlanSettings(walking_metres_per_minute=60, changeover_minutes=3)
    assert walking_minutes(settings, metres) == minutes
