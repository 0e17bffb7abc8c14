"""Files of a firm: shown, taken in, handed out, removed."""

from uuid import uuid4

from flask import Response, abort, request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as BaseResponse

from fairmatch.db import is_disk_full
from fairmatch.firms.attachments import (
    MOST_BYTES,
    MOST_FILES,
    file_for_officers,
    files_of,
    find_file,
    keep_file,
    remove_file,
)
from fairmatch.firms.errors import BadFile, TooMany, Twice, UnknownFile
from fairmatch.firms.media import ENDINGS
from fairmatch.models import ActKind, Firm
from web.access import officer_of
from web.attachments import MEGABYTE, hand_out, no_room_word, refusal_word
from web.database import reading, writing
from web.firms.blueprint import AREA, blueprint, enter, go, note, page
from web.site import current_site


@blueprint.get(f"{AREA}/profile/files")
def files(fair: str, firm: str) -> str:
    """Show the firm's files and take another one."""
    return _page(fair, firm)


@blueprint.post(f"{AREA}/profile/files")
def take_file(fair: str, firm: str) -> BaseResponse | tuple[str, int]:
    """Take a file in; where it cannot be kept, nothing of it is."""
    enter(fair, firm)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(fair, firm, _("Please choose a file first.")), 422
    # One byte more than allowed tells that it is too large; more is never held in memory.
    content = sent.read(MOST_BYTES + 1)
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            kept = keep_file(
                session,
                entered.firm,
                sent.filename,
                content,
                clock=current_site().clock,
                new_uid=lambda: uuid4().hex,
            )
            note(session, entered, ActKind.FILE_KEPT, size=kept.size)
            name = kept.name
    except (BadFile, Twice, TooMany) as refused:
        return _page(fair, firm, refusal_word(refused)), 422
    except OperationalError as error:
        if not is_disk_full(error):
            raise
        return _page(fair, firm, no_room_word()), 507
    return go("files", fair, firm, **_way(), kept=name)


@blueprint.get(f"{AREA}/profile/files/<uid>")
def file(fair: str, firm: str, uid: str) -> Response:
    """Hand a file to the firm itself, or to the organiser."""
    try:
        return hand_out(find_file(reading(), enter(fair, firm).firm, uid))
    except UnknownFile:
        abort(404)


@blueprint.post(f"{AREA}/profile/files/<uid>/remove")
def remove(fair: str, firm: str, uid: str) -> BaseResponse:
    """Remove a file; whoever has removed it already is led the same way."""
    try:
        with writing() as session:
            entered = enter(fair, firm, session)
            name = remove_file(session, entered.firm, uid)
            note(session, entered, ActKind.FILE_REMOVED)
    except UnknownFile:
        return go("files", fair, firm, **_way())
    return go("files", fair, firm, **_way(), removed=name)


@blueprint.get("/agency/<fair>/<agency>/firms/<firm>/files/<uid>")
def file_for_agency(fair: str, agency: str, firm: str, uid: str) -> Response:
    """Hand a file to an officer, if the firm agreed to that."""
    entered = officer_of(fair, agency)
    found = reading().scalars(
        select(Firm).where(Firm.fair_id == entered.fair.id, Firm.code == firm)
    ).one_or_none()  # fmt: skip
    if found is None:
        abort(404)
    try:
        return hand_out(file_for_officers(reading(), found, uid))
    except UnknownFile:
        abort(404)


def _page(fair: str, firm: str, told: str = "") -> str:
    entered = enter(fair, firm)
    return page(
        "section_files",
        entered,
        files=files_of(reading(), entered.firm),
        told=told,
        most=MOST_FILES,
        megabytes=MOST_BYTES // MEGABYTE,
        bytes=MOST_BYTES,
        endings=",".join(end for ends in ENDINGS.values() for end in ends),
        kept=request.args.get("kept"),
        removed=request.args.get("removed"),
        registering="registering" in request.args,
    )


def _way() -> dict[str, str]:
    return {"registering": "1"} if "registering" in request.args else {}
