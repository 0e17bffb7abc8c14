"""Files about an outcome: taken in, handed out, removed."""

from uuid import uuid4

from flask import Response, abort, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as BaseResponse

from fairmatch.db import is_disk_full
from fairmatch.firms.attachments import MOST_BYTES
from fairmatch.firms.errors import BadFile, TooMany, Twice, UnknownFile
from fairmatch.outcomes.errors import NothingWritten
from fairmatch.outcomes.files import find_outcome_file, keep_outcome_file, remove_outcome_file
from web.attachments import hand_out, no_room_word, refusal_word
from web.database import reading
from web.outcomes.blueprint import act, everywhere, speaker
from web.outcomes.pages import Drawn, talk_page


@everywhere("/outcomes/<uid>/files", "POST")
def take_file(uid: str, **where: str) -> BaseResponse | Drawn:
    """Take a file in; where it cannot be kept, nothing of it is."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return talk_page(speaker(where), uid, status=422, told=_("Please choose a file first."))
    name = sent.filename
    # One byte more than allowed tells that it is too large; more is never held in memory.
    content = sent.read(MOST_BYTES + 1)
    try:
        act(
            where,
            uid,
            lambda session, who: keep_outcome_file(
                session,
                who.fair,
                uid,
                name,
                content,
                side=who.side,
                by=who.by,
                new_uid=lambda: uuid4().hex,
            ),
        )
    except NothingWritten:
        return speaker(where).go("talk", uid=uid)
    except (BadFile, Twice, TooMany) as refused:
        return talk_page(speaker(where), uid, status=422, told=refusal_word(refused))
    except OperationalError as error:
        if not is_disk_full(error):
            raise
        return talk_page(speaker(where), uid, status=507, told=no_room_word())
    return speaker(where).go("talk", uid=uid, done="kept", _anchor="files")


@everywhere("/outcomes/<uid>/files/<file>", "GET")
def file(uid: str, file: str, **where: str) -> Response:
    """Hand a file to either side, or to the desk."""
    try:
        line = speaker(where).line(reading(), uid)
        return hand_out(find_outcome_file(reading(), line, file))
    except UnknownFile:
        abort(404)


@everywhere("/outcomes/<uid>/files/<file>/remove", "POST")
def remove_file(uid: str, file: str, **where: str) -> BaseResponse:
    """Remove a file; whoever has removed it already is led the same way."""
    try:
        act(
            where,
            uid,
            lambda session, who: remove_outcome_file(
                session, who.fair, uid, file, side=who.side, by=who.by
            ),
        )
    except (UnknownFile, NothingWritten):
        return speaker(where).go("talk", uid=uid, _anchor="files")
    return speaker(where).go("talk", uid=uid, done="removed", _anchor="files")
