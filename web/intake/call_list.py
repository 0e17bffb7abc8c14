"""A list of requests that came by telephone: looked through first, then taken whole or not."""

import json

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from pydantic import ValidationError
from werkzeug.wrappers import Response as Answer

from fairmatch.errors import BadCell, BadInput
from fairmatch.files.rows import WishRow
from fairmatch.files.tables import Source, read_upload
from fairmatch.files.template import table_template
from fairmatch.intake.complaints import Complaints
from fairmatch.intake.reading import Files, Placed, read_one
from fairmatch.requests.telephone import MOST_CALLS, Taken, check_calls, take_calls
from web.access import organiser_of
from web.acting import by_organiser
from web.database import reading, writing
from web.intake.blueprint import blueprint
from web.intake.demand import XLSX

MOST_BYTES = 2 * 1024 * 1024
MOST_CARRIED = 400_000


@blueprint.get("/calls/list")
def call_list(fair: str) -> str:
    """Show how a list is given."""
    return _page(fair)


@blueprint.get("/calls/template.xlsx")
def call_template(fair: str) -> Response:
    """Hand out an empty list to fill."""
    entered = organiser_of(fair)
    answer = Response(table_template(WishRow), content_type=XLSX)
    name = f"{entered.fair.code}-calls.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/calls/list")
def try_calls(fair: str) -> tuple[str, int] | str:
    """Look through a list that was sent; nothing is asked yet."""
    entered = organiser_of(fair)
    sent = request.files.get("list")
    content = sent.stream.read(MOST_BYTES + 1) if sent else b""
    if sent is None or not sent.filename:
        return _page(fair, trouble=_("Choose a file.")), 422
    if len(content) > MOST_BYTES:
        return _page(fair, trouble=_("At most %(most)s MB.", most=MOST_BYTES // 1024 // 1024)), 413
    files = read_one(read_upload(sent.filename, content, WishRow), WishRow)
    over_limit = request.form.get("over_limit") == "yes"
    try:
        new, taken = check_calls(reading(), entered.fair, files, over_limit=over_limit)
    except BadInput as refused:
        return _page(fair, errors=refused.cells, over_limit=over_limit), 422
    rows = json.dumps([row.model_dump(mode="json") for row in new], ensure_ascii=False)
    # The page carries the rows to the confirmation, and a form may be only so long.
    if len(rows.encode()) > MOST_CARRIED:
        return _page(fair, trouble=_("The list is too long. Send it in two halves.")), 413
    return _page(fair, taken=taken, new=new, over_limit=over_limit, rows=rows)


@blueprint.post("/calls/list/take")
def take_list(fair: str) -> Answer | tuple[str, int]:
    """Take a list that was looked through: all of it, or nothing should things have changed."""
    organiser_of(fair)
    over_limit = request.form.get("over_limit") == "yes"
    try:
        files = _again(request.form.get("rows", ""))
    except (ValueError, TypeError):
        return _page(fair, trouble=_("Choose the file again.")), 422
    try:
        with writing() as session:
            entered = organiser_of(fair, session)
            by = by_organiser(entered, on_behalf=True)
            taken = take_calls(session, entered.fair, files, by=by, over_limit=over_limit)
    except BadInput as refused:
        return _page(fair, errors=refused.cells, over_limit=over_limit), 409
    where = url_for("intake.call_list", fair=fair, added=taken.added, firms=taken.firms)
    return redirect(where, code=303)


def _again(rows: str) -> Files:
    """Read the rows that the page carried, as strictly as those of a file."""
    given = json.loads(rows)
    if not isinstance(given, list) or len(given) > MOST_CALLS:
        raise ValueError("no list of calls")
    files = Files(Complaints(Source(WishRow.stem)))
    try:
        files.placed[WishRow] = [
            Placed(WishRow.model_validate(row), number) for number, row in enumerate(given, 1)
        ]
    except ValidationError as error:
        raise ValueError("no calls") from error
    return files


def _page(
    fair: str,
    *,
    trouble: str = "",
    errors: tuple[BadCell, ...] = (),
    taken: Taken | None = None,
    new: list[WishRow] | None = None,
    over_limit: bool = False,
    rows: str = "",
) -> str:
    entered = organiser_of(fair)
    return render_template(
        "intake/call_list.html",
        entered=entered,
        fair=entered.fair,
        trouble=trouble,
        errors=errors,
        taken=taken,
        new=new or [],
        over_limit=over_limit,
        rows=rows,
        most=MOST_CALLS,
        added=request.args.get("added", type=int),
        firms=request.args.get("firms", type=int),
    )
