"""A wait came as it was told, or it did not."""

import pytest

from fairmatch.rehearsal.foretelling import Foretelling, Wait
from fairmatch.waiting.estimates import Estimate


@pytest.mark.parametrize(
    ("told", "came", "inside"),
    [
        (Estimate(20, 40), 20, True),
        (Estimate(20, 40), 41, False),
        (Estimate(20, 40), None, False),
        (Estimate(20, None), None, True),
        (Estimate(20, None), 200, True),
        (Estimate(20, None), 19, False),
        (Estimate(None, None), None, True),
        (Estimate(None, None), 60, False),
    ],
)
def test_a_wait_is_held_against_all_that_was_said(
    told: Estimate, came: int | None, inside: bool
) -> None:
    assert Wait(told, came, 10).inside is inside


def test_the_report_has_them_by_the_hour_of_asking() -> None:
    told = Foretelling(
        (
            Wait(Estimate(20, 40), 40, 10),
            Wait(Estimate(20, 40), 90, 11),
            Wait(Estimate(5, None), 5, 11),
        )
    )
    found = told.as_json()
    assert (found["told"], found["with_end"], found["with_end_inside_percent"]) == (3, 2, 50.0)
    assert found["by_hour"]["10"]["error_median"] == 10
    assert "66.7 % came as told" in told.line()
