"""What a party thinks of the fair: five questions and a text, on one page."""

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from fairmatch.models import Side
from fairmatch.outcomes.errors import BadOutcome, SurveyChanged, SurveyClosed
from fairmatch.outcomes.surveys import QUESTIONS, answer_survey, last_end, seal_of, survey_of
from fairmatch.outcomes.writing import LONGEST_NOTE
from web.database import reading, writing
from web.outcomes.blueprint import PARTIES, Speaker, blueprint, page, speaker
from web.outcomes.pages import Drawn, survey_is_open
from web.outcomes.words import wrong_word

ASKED = {
    Side.FIRM: {
        "match": _("Were the agencies you met the right ones for you?"),
        "time": _("Was there enough time for each consultation?"),
        "schedule": _("Were your times and ways in the hall convenient?"),
        "prospects": _("Do you expect business to come of it?"),
        "overall": _("All in all, how content are you with the fair?"),
    },
    Side.AGENCY: {
        "match": _("Were the firms you met the right ones for you?"),
        "time": _("Was there enough time for each consultation?"),
        "schedule": _("Was the timetable of your booth convenient?"),
        "prospects": _("Do you expect purchases to come of it?"),
        "overall": _("All in all, how content are you with the fair?"),
    },
}
MARKS = {
    "1": _("not at all"),
    "2": _("rather not"),
    "3": _("so-so"),
    "4": _("rather yes"),
    "5": _("very much"),
}


def survey(**where: str) -> Drawn:
    """Show the questions, with what was answered before."""
    who = speaker(where)
    found = survey_of(reading(), who.party) if who.party else None
    given = {name: str(mark) for name, mark in found.marks.items()} if found else {}
    return _page(who, given, found.words if found else "", seal_of(found))


def answer(**where: str) -> Response | Drawn:
    """Keep the answers."""
    who = speaker(where)
    given = {name: request.form.get(name, "") for name in QUESTIONS}
    words, seen = request.form.get("words", ""), request.form.get("seen", "")
    try:
        with writing() as session:
            who = speaker(where, session)
            if who.party is None:
                raise AssertionError("the desk is not asked")
            answer_survey(session, who.fair, who.party, given, words, seen=seen, by=who.by)
    except BadOutcome as bad:
        errors = {name: wrong_word(name, why) for name, why in bad.wrong.items()}
        return _page(speaker(where), given, words, seen, status=422, errors=errors)
    except SurveyClosed:
        return _page(speaker(where), given, words, seen, status=409)
    except SurveyChanged:
        who = speaker(where)
        now = seal_of(survey_of(reading(), who.party) if who.party else None)
        return _page(who, given, words, now, status=409, meanwhile=True)
    return speaker(where).go("survey", done="yes")


for _area in PARTIES:
    blueprint.add_url_rule(f"{_area}/survey", "survey", survey)
    blueprint.add_url_rule(f"{_area}/survey", "answer", answer, methods=["POST"])


def _page(
    who: Speaker,
    given: dict[str, str],
    words: str,
    seen: str,
    *,
    status: int = 200,
    errors: dict[str, str] | None = None,
    meanwhile: bool = False,
) -> Drawn:
    return page(
        "survey",
        who,
        status=status,
        asked=ASKED[who.side],
        marks=MARKS,
        given=given,
        words_typed=words,
        seen=seen,
        errors=errors or {},
        meanwhile=meanwhile,
        is_open=survey_is_open(who),
        ends_at=last_end(reading(), who.party) if who.party else None,
        longest=LONGEST_NOTE,
        done=request.args.get("done"),
    )
