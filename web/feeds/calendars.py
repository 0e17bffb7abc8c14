"""The routes that answer with a calendar."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import abort, request
from werkzeug.wrappers import Response

from fairmatch.errors import BadToken, RevokedToken, UnknownConsultation
from fairmatch.feeds import Edition, feed, single
from fairmatch.links import open_link
from fairmatch.models import LinkPurpose, SecretLink
from fairmatch.polling import open_subscription
from web.database import reading
from web.feeds.answers import as_download, as_feed, refusal
from web.feeds.blueprint import blueprint
from web.languages import language, prefer
from web.security import mark_private
from web.site import current_site

LONGEST_ALARM = 24 * 60


@blueprint.get("/feeds/<token>.ics")
def subscription(token: str) -> Response:
    """Answer a calendar program that asks again and again."""
    mark_private()
    site = current_site()
    with site.engine.connect() as connection:
        with _refusing():
            owner = open_subscription(connection, token)
        prefer(owner.language)
        return as_feed(site.feeds.feed(connection, owner, edition()))


@blueprint.get("/my/<token>/calendar.ics")
def download(token: str) -> Response:
    """Hand out all consultations of the page's owner as a file."""
    link = _opened(token)
    return as_download(feed(reading(), link, edition()))


@blueprint.get("/my/<token>/<uid>.ics")
def download_one(token: str, uid: str) -> Response:
    """Hand out one consultation of the page's owner as a file."""
    link = _opened(token)
    try:
        return as_download(single(reading(), link, uid, edition()))
    except UnknownConsultation:
        abort(refusal(404, "이 상담은 없습니다.", "There is no such consultation."))


def _opened(token: str) -> SecretLink:
    mark_private()
    with _refusing():
        link = open_link(reading(), token, LinkPurpose.PAGE)
    prefer(link.firm.language if link.firm is not None else "ko")
    return link


@contextmanager
def _refusing() -> Iterator[None]:
    """Tell a calendar program in plain text why its address opens nothing."""
    try:
        yield
    except RevokedToken:
        abort(
            refusal(
                410,
                "이 주소는 더 이상 쓰이지 않습니다. 새 주소는 개인 페이지에서 확인하십시오.",
                "This address is no longer in use. Your private page shows the new one.",
            )
        )
    except BadToken:
        abort(
            refusal(
                404,
                "이 주소로 열리는 일정이 없습니다. 주최자에게 문의하십시오.",
                "This address opens nothing. Ask the organiser for a new one.",
            )
        )


def edition() -> Edition:
    """Give how the address asks for a calendar."""
    return Edition(
        address=current_site().settings.address,
        language=language(),
        alarm_minutes=_alarm(),
    )


def _alarm() -> int | None:
    asked = request.args.get("alarm")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 5) or int(asked) > LONGEST_ALARM:
        abort(
            refusal(
                400,
                f"alarm에는 0부터 {LONGEST_ALARM}까지의 분을 적으십시오.",
                f"alarm takes minutes from 0 to {LONGEST_ALARM}.",
            )
        )
    return int(asked)
