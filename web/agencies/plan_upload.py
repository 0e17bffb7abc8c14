"""Plan items from a spreadsheet: a template, a trial that shows everything, then the real thing."""

from uuid import uuid4

from flask import Response, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as Redirect

from fairmatch.errors import BadInput
from fairmatch.files.template import table_template
from fairmatch.models import PlanItem
from fairmatch.plans.errors import UnknownUpload, UploadChanged
from fairmatch.plans.uploaded import MAX_BYTES, MAX_ROWS, UploadedPlan
from fairmatch.plans.uploading import (
    drop_upload,
    find_upload,
    keep_upload,
    take_upload,
    try_upload,
)
from fairmatch.plans.values import values_of
from web.access import officer_of
from web.agencies.authors import author
from web.agencies.blueprint import blueprint, page
from web.database import reading, writing
from web.public.plans import XLSX

Answer = str | Redirect | tuple[str, int]
LIMITS = {"most_rows": MAX_ROWS, "most_bytes": MAX_BYTES // 1024 // 1024}
_SHOWN = 200


@blueprint.get("/plans/upload")
def upload(fair: str, agency: str) -> str:
    """Ask for a spreadsheet and say what it may hold."""
    gone = request.args.get("done") == "gone"
    return page("plan_upload", officer_of(fair, agency), gone=gone, **LIMITS)


@blueprint.get("/plans/template.xlsx")
def template(fair: str, agency: str) -> Response:
    """Hand out a workbook with the agency's items in it, to change and to add to."""
    entered = officer_of(fair, agency)
    own = select(PlanItem).where(PlanItem.agency_id == entered.agency.id)
    rows = [values_of(item) for item in reading().scalars(own.order_by(PlanItem.code))]
    content = table_template(UploadedPlan, rows, without=frozenset({"agency"}))
    answer = Response(content, content_type=XLSX)
    name = f"{entered.fair.code}-{entered.agency.code}-plans.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.post("/plans/upload")
def send(fair: str, agency: str) -> Answer:
    """Try a file; it waits for its confirmation, or is refused with every error."""
    entered = officer_of(fair, agency)
    sent = request.files.get("file")
    content = sent.stream.read(MAX_BYTES + 1) if sent is not None else b""
    if not content or sent is None:
        return page("plan_upload", entered, missing=True, **LIMITS), 422
    if len(content) > MAX_BYTES:
        return page("plan_upload", entered, too_large=True, **LIMITS), 413
    name = sent.filename or ""
    try:
        with writing() as session:
            entered = officer_of(fair, agency, session)
            kept = keep_upload(
                session,
                entered.agency,
                name,
                content,
                by=author(entered),
                new_uid=lambda: uuid4().hex,
            )
            uid = kept.uid
    except BadInput as bad:
        entered = officer_of(fair, agency)
        shown = bad.cells[:_SHOWN]
        return page("plan_upload", entered, bad=shown, total=len(bad.cells), **LIMITS), 422
    return redirect(url_for("agencies.trial", fair=fair, agency=agency, uid=uid), code=303)


@blueprint.get("/plans/upload/<uid>")
def trial(fair: str, agency: str, uid: str) -> Answer:
    """Show what a file would do."""
    entered = officer_of(fair, agency)
    try:
        kept = find_upload(reading(), entered.agency, uid)
    except UnknownUpload:
        return _gone(fair, agency)
    tried = try_upload(reading(), entered.agency, kept.name, kept.content)
    return page(
        "plan_trial",
        entered,
        upload=kept,
        trial=tried,
        shown=_SHOWN,
        stale=request.args.get("done") == "stale",
    )


@blueprint.post("/plans/upload/<uid>")
def take(fair: str, agency: str, uid: str) -> Redirect:
    """Do what the trial showed, or forget the file."""
    if request.form.get("act") == "drop":
        with writing() as session:
            drop_upload(session, officer_of(fair, agency, session).agency, uid)
        return redirect(url_for("agencies.upload", fair=fair, agency=agency), code=303)
    try:
        with writing() as session:
            entered = officer_of(fair, agency, session)
            take_upload(
                session,
                entered.agency,
                uid,
                request.form.get("seal", ""),
                author(entered),
                publish=request.form.get("state") == "published",
            )
    except UnknownUpload:
        return _gone(fair, agency)
    except UploadChanged:
        again = url_for("agencies.trial", fair=fair, agency=agency, uid=uid, done="stale")
        return redirect(again, code=303)
    return redirect(url_for("agencies.plans", fair=fair, agency=agency, done="taken"), code=303)


def _gone(fair: str, agency: str) -> Redirect:
    return redirect(url_for("agencies.upload", fair=fair, agency=agency, done="gone"), code=303)
