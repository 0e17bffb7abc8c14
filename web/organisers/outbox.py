"""The outbox on the organiser's desk: what was written to whom, and where it stands."""

from contextlib import suppress
from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from fairmatch.errors import MailRefused, UnknownMail
from fairmatch.mail import ENDED, SIGN_IN_KINDS, Letter, Letters, post_page_addresses, send_again
from fairmatch.models import ActKind, Mail, MailState
from fairmatch.organising import set_mails
from web.access import organiser_of
from web.acting import by_organiser, note
from web.database import reading, writing
from web.organisers.blueprint import blueprint, desk_of
from web.postman import wake
from web.public.plan_search import page_address, page_number
from web.site import current_site

PAGE_SIZE = 50


@blueprint.get("/desk/<fair>/mail")
def outbox(fair: str) -> str:
    """List the fair's mails, those that moved last first."""
    desk = desk_of(fair)
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
        mails=reading().scalars(found.offset((page - 1) * PAGE_SIZE)).all(),
        counts=[(state, counts[state]) for state in MailState if state in counts],
        asked=asked,
        total=total,
        page=page,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
        sends_itself=settings.send_mail,
        folder=settings.mail_folder if settings.smtp is None else None,
    )


@blueprint.post("/desk/<fair>/mail")
def post_addresses(fair: str) -> Response:
    """Let every party be sent the address of its page that was not sent it yet."""
    organiser_of(fair)
    site = current_site()
    with writing() as session:
        entered = organiser_of(fair, session)
        done = post_page_addresses(
            session, site.secret, entered.fair, clock=site.clock, new_uid=lambda: uuid4().hex
        )
        if done.posted:
            note(session, entered, ActKind.ADDRESSES_POSTED, count=done.posted)
    wake()
    return redirect(url_for("organisers.outbox", fair=fair), code=303)


@blueprint.post("/desk/<fair>/mail/rule")
def mail_rule(fair: str) -> Response:
    """Set which mails about consultations go out by themselves."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        set_mails(
            session,
            entered.fair,
            invitations=request.form.get("invitations") == "yes",
            evening_reminders=request.form.get("evening_reminders") == "yes",
            survey_mails=request.form.get("survey_mails") == "yes",
            by=by_organiser(entered),
        )
    wake()
    return redirect(url_for("organisers.outbox", fair=fair, _anchor="rule"), code=303)


@blueprint.get("/desk/<fair>/mail/<uid>")
def mail(fair: str, uid: str) -> str:
    """Show a mail as it would be worded now."""
    desk = desk_of(fair)
    found = reading().scalars(
        select(Mail).where(Mail.fair_id == desk.fair.id, Mail.uid == uid)
    ).one_or_none()  # fmt: skip
    if found is None:
        abort(404)
    # What lets somebody sign in is for nobody else to read.
    letter, trouble = _words(found) if found.kind not in SIGN_IN_KINDS else (None, "")
    return render_template(
        "organisers/mail.html",
        desk=desk,
        fair=desk.fair,
        mail=found,
        letter=letter,
        trouble=trouble,
        sealed=found.kind in SIGN_IN_KINDS,
        may_be_sent_again=found.state in ENDED,
    )


@blueprint.post("/desk/<fair>/mail/<uid>")
def post_again(fair: str, uid: str) -> Response:
    """Let a mail be tried anew that did not arrive for certain."""
    organiser_of(fair)
    with writing() as session:
        entered = organiser_of(fair, session)
        # Should somebody else have been quicker, the page shows where the mail stands by now.
        with suppress(UnknownMail):
            again = send_again(session, entered.fair, uid, clock=current_site().clock)
            note(session, entered, ActKind.MAIL_AGAIN, firm=again.firm, agency=again.agency)
    return redirect(url_for("organisers.mail", fair=fair, uid=uid), code=303)


def _words(found: Mail) -> tuple[Letter | None, str]:
    site = current_site()
    letters = Letters(site.secret, site.settings.address, clock=site.clock)
    try:
        return letters.letter(reading(), found), ""
    except MailRefused as refused:
        return None, refused.reason
