"""The outbox on the organiser's desk: what was written to whom, and where it stands."""

from contextlib import suppress
from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from fairmatch.errors import MailRefused, UnknownMail
from fairmatch.links import open_link
from fairmatch.mail import ENDED, Letter, Letters, post_page_addresses, send_again
from fairmatch.models import LinkPurpose, Mail, MailState
from web.database import reading, writing
from web.organisers.blueprint import blueprint, desk_of
from web.public.plan_search import page_address, page_number
from web.site import current_site

PAGE_SIZE = 50


@blueprint.get("/desk/<token>/mail")
def outbox(token: str) -> str:
    """List the fair's mails, those that moved last first."""
    desk = desk_of(token)
    own = Mail.fair_id == desk.fair.id
    states = select(Mail.state, func.count()).where(own).group_by(Mail.state)
    counts = {row[0]: row[1] for row in reading().execute(states)}
    asked = request.args.get("state", "")
    found = select(Mail).where(own).options(joinedload(Mail.firm), joinedload(Mail.agency))
    total = sum(counts.values())
    if asked in counts:
        found, total = found.where(Mail.state == asked), counts[MailState(asked)]
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page_number(request.args), pages)
    found = found.order_by(Mail.moved_at.desc(), Mail.id).limit(PAGE_SIZE)
    settings = current_site().settings
    return render_template(
        "organisers/outbox.html",
        desk=desk,
        fair=desk.fair,
        token=token,
        mails=reading().scalars(found.offset((page - 1) * PAGE_SIZE)).all(),
        counts=[(state, counts[state]) for state in MailState if state in counts],
        asked=asked,
        total=total,
        page=page,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
        folder=settings.mail_folder if settings.smtp is None else None,
    )


@blueprint.post("/desk/<token>/mail")
def post_addresses(token: str) -> Response:
    """Let every party be sent the address of its page that was not sent it yet."""
    desk_of(token)
    site = current_site()
    with writing() as session:
        fair = open_link(session, token, LinkPurpose.PAGE).fair
        post_page_addresses(
            session, site.secret, fair, clock=site.clock, new_uid=lambda: uuid4().hex
        )
    return redirect(url_for("organisers.outbox", token=token), code=303)


@blueprint.get("/desk/<token>/mail/<uid>")
def mail(token: str, uid: str) -> str:
    """Show a mail as it would be worded now."""
    desk = desk_of(token)
    found = reading().scalars(
        select(Mail).where(Mail.fair_id == desk.fair.id, Mail.uid == uid)
    ).one_or_none()  # fmt: skip
    if found is None:
        abort(404)
    letter, trouble = _words(found)
    return render_template(
        "organisers/mail.html",
        desk=desk,
        fair=desk.fair,
        token=token,
        mail=found,
        letter=letter,
        trouble=trouble,
        may_be_sent_again=found.state in ENDED,
    )


@blueprint.post("/desk/<token>/mail/<uid>")
def post_again(token: str, uid: str) -> Response:
    """Let a mail be tried anew that did not arrive for certain."""
    desk_of(token)
    with writing() as session:
        fair = open_link(session, token, LinkPurpose.PAGE).fair
        # Should somebody else have been quicker, the page shows where the mail stands by now.
        with suppress(UnknownMail):
            send_again(session, fair, uid, clock=current_site().clock)
    return redirect(url_for("organisers.mail", token=token, uid=uid), code=303)


def _words(found: Mail) -> tuple[Letter | None, str]:
    site = current_site()
    try:
        return Letters(site.secret, site.settings.address).letter(reading(), found), ""
    except MailRefused as refused:
        return None, refused.reason
