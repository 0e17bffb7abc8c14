"""The organiser's table of words that mean the same: by it firms and plan items find each other."""

from flask import Response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Redirect
from wtforms import StringField

from fairmatch.errors import BadInput
from fairmatch.matching.editing import (
    BadSynonym,
    Origin,
    add_synonym,
    pairs_of,
    read_synonyms,
    remove_synonym,
    synonyms_csv,
    take_out,
)
from fairmatch.models import ActKind
from fairmatch.plans.uploaded import MAX_BYTES
from web.access import organiser_of, viewer_of
from web.acting import note
from web.database import reading, writing
from web.languages import language
from web.organisers.blueprint import Desk, blueprint, desk_of
from web.public.plan_search import LONGEST_TEXT, page_address, page_number

PAGE_SIZE = 100
Answer = Redirect | tuple[str, int]


class SynonymForm(FlaskForm):
    """A word and what it means."""

    word = StringField()
    meaning = StringField()


@blueprint.get("/desk/<fair>/synonyms")
def synonyms(fair: str) -> str:
    """List and search the table."""
    return _page(desk_of(fair), SynonymForm(formdata=None))


@blueprint.get("/desk/<fair>/synonyms.csv")
def synonyms_file(fair: str) -> Response:
    """Hand out the fair's own pairs."""
    found = viewer_of(fair).fair
    answer = Response(synonyms_csv(reading(), found), content_type="text/csv; charset=utf-8")
    name = f"{found.code}-synonyms.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/desk/<fair>/synonyms")
def add_pair(fair: str) -> Answer:
    """Add a pair."""
    organiser_of(fair)
    form = SynonymForm()
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            word, meaning = form.word.data or "", form.meaning.data or ""
            new = add_synonym(session, entered.fair, word, meaning)
            if new:
                note(session, entered, ActKind.SYNONYM_ADDED, word=word, meaning=meaning)
    except BadSynonym as bad:
        for name, expected in bad.expected.items():
            form[name].errors = [expected.in_language(language())]
        return _page(desk_of(fair), form), 422
    return _back(fair, "added" if new else "there", form.word.data or "")


@blueprint.post("/desk/<fair>/synonyms/remove")
def remove_pair(fair: str) -> Redirect:
    """Remove a pair of the fair's own; take a word out of the program's table, or put it back."""
    word, meaning = (request.form.get(name, "") for name in ("word", "meaning"))
    out = request.form.get("origin") == Origin.PROGRAM.value
    with writing() as session:
        entered = organiser_of(fair, session)
        if out:
            take_out(session, entered.fair, word)
        else:
            remove_synonym(session, entered.fair, word, meaning)
        note(session, entered, ActKind.SYNONYM_REMOVED, word=word, meaning=meaning)
    done = "out" if out else "removed" if meaning else "back"
    return redirect(
        url_for("organisers.synonyms", fair=fair, done=done, word=word, meaning=meaning), code=303
    )


@blueprint.post("/desk/<fair>/synonyms/upload")
def upload_pairs(fair: str) -> Answer:
    """Add the pairs of a file, all of them or none."""
    organiser_of(fair)
    sent = request.files.get("file")
    content = sent.stream.read(MAX_BYTES + 1) if sent is not None else b""
    if sent is None or not content or len(content) > MAX_BYTES:
        return _page(desk_of(fair), SynonymForm(formdata=None), no_file=True), 422
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            added = read_synonyms(session, entered.fair, sent.filename or "", content)
            note(session, entered, ActKind.SYNONYMS_READ, new=added.new)
    except BadInput as bad:
        return _page(desk_of(fair), SynonymForm(formdata=None), bad=bad.cells[:100]), 422
    return redirect(
        url_for("organisers.synonyms", fair=fair, done="file", new=added.new, same=added.same),
        code=303,
    )


def _page(desk: Desk, form: SynonymForm, **values: object) -> str:
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    pairs = pairs_of(reading(), desk.fair, text)
    pages = max(1, -(-len(pairs) // PAGE_SIZE))
    number = min(page_number(request.args), pages)
    return render_template(
        "organisers/synonyms.html",
        desk=desk,
        fair=desk.fair,
        form=form,
        text=text,
        pairs=pairs[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        total=len(pairs),
        number=number,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
        **values,
    )


def _back(fair: str, done: str, word: str) -> Redirect:
    return redirect(url_for("organisers.synonyms", fair=fair, done=done, word=word), code=303)
