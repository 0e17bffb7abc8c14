"""Why a wish is not met, asked of a kept timetable."""

from tests.fairmatch.cli.conftest import Call, value


def test_the_reason_the_price_and_who_would_have_to_go_are_said(published: Call) -> None:
    result = published("why", "F2", "A2", "--seconds", "20")
    assert result.exit_code == 0, result.output
    said = result.stdout
    assert said.startswith("version 1: F2 Fair Sweat Workwear × A2 Hanbit Library: not held\n")
    assert "Booth full" in said
    assert "Every timetable that holds it is worse." in said
    assert "Holding it would cost: " in said
    assert "of worth lost" in said
    assert "It would displace (no fewer will do): " in said


def test_a_script_gets_every_figure(published: Call) -> None:
    given = value(published("why", "F2", "A2", "--json", "--seconds", "20"))
    assert (given["held"], given["verdict"]) == (False, "costs")
    worth = next(one for one in given["losses"] if one["goal"] == "worth")
    assert worth["lost"] == worth["at_least"] > 0
    assert len(given["displaced"]) == 1
    assert given["reason"]["ko"].startswith("부스 만석")


def test_what_is_declined_can_be_held_by_no_timetable(published: Call) -> None:
    said = published("why", "F5", "A3").stdout
    assert "The agency said that it will not hold this consultation." in said
    assert "No timetable can hold it." in said


def test_what_is_held_is_said_to_be(published: Call) -> None:
    assert "held" in published("why", "F1", "A1").stdout
    assert value(published("why", "F1", "A1", "--json"))["held"] is True


def test_a_draft_can_be_asked(small: Call) -> None:
    assert small("why", "F2", "A2", "--draft").exit_code == 4
    small("solve", "--seconds", "20")
    assert "draft 1: " in small("why", "F2", "A2", "--draft").stdout


def test_a_wish_nobody_has_is_refused(published: Call) -> None:
    result = published("why", "F2", "A3")
    assert result.exit_code == 2
    assert "F2" in result.stderr
    assert "A3" in result.stderr
