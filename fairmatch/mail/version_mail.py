"""Telling those for whom a version changes something: posted with it, worded when it is sent."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fairmatch.comparing import Change, ChangeKind, Comparison, Place, compare
from fairmatch.errors import MailRefused, WrongSecret
from fairmatch.files.calendars import one_line
from fairmatch.links import find_address
from fairmatch.models import (
    Account,
    Agency,
    Fair,
    Firm,
    LinkPurpose,
    Mail,
    MailKind,
    MailState,
    Timetable,
)
from fairmatch.wording import Words, time_in

KOREAN = "ko"
UNTOLD = (MailState.WAITING, MailState.GIVEN_UP)
"""States of mails whose words have not reached anybody."""


def post_version(
    session: Session,
    fair: Fair,
    version: Timetable,
    comparison: Comparison,
    *,
    now: datetime,
    new_uid: Callable[[], str],
    side: str = "",
) -> int:
    """Put a mail into the outbox for everybody for whom a version changes something.

    Whoever has no mail address is left out. Gives how many mails there are.

    Parameters
    ----------
    side
        Only "firm" or "agency"; empty for both.
    """
    told = [party for party in reached(session, fair, comparison)[0] if side in ("", _side(party))]
    languages = languages_of(session, told)
    for party in told:
        is_firm = isinstance(party, Firm)
        session.add(
            Mail(
                fair_id=fair.id,
                firm_id=party.id if is_firm else None,
                agency_id=None if is_firm else party.id,
                uid=new_uid(),
                kind=MailKind.VERSION,
                cause=f"version {version.number} {_side(party)} {party.code}",
                recipient=party.email,
                language=languages[party.email],
                made_at=now,
                due_at=now,
                moved_at=now,
            )
        )
    session.flush()
    return len(told)


def reached(
    session: Session, fair: Fair, comparison: Comparison
) -> tuple[list[Firm | Agency], list[Firm | Agency]]:
    """Give for whom something changes: those who have a mail address, and those who have none."""
    codes: dict[str, set[str]] = {"firm": set(), "agency": set()}
    for party in comparison.by_party():
        codes[party.side].add(party.code)
    firms = select(Firm).where(Firm.fair_id == fair.id, Firm.code.in_(codes["firm"]))
    agencies = select(Agency).where(Agency.fair_id == fair.id, Agency.code.in_(codes["agency"]))
    parties: list[Firm | Agency] = [
        *session.scalars(agencies.order_by(Agency.code)),
        *session.scalars(firms.order_by(Firm.code)),
    ]
    return [one for one in parties if one.email], [one for one in parties if not one.email]


def version_facts(
    session: Session, mail: Mail, secret: bytes, start: str, *, clock: Callable[[], datetime]
) -> dict[str, object]:
    """Give what such a mail tells: all that changed since its reader was last told.

    Raises
    ------
    MailRefused
        If a later mail tells it, or there is nothing left to tell.
    """
    party = mail.firm or mail.agency
    if party is None:
        raise MailRefused("whom it was for is gone", for_good=True)
    number = _number(mail)
    others = {_number(one): one for one in _mails_of(session, mail)}
    if mail.state in UNTOLD and any(other > number for other in others):
        raise MailRefused("the mail of a later version tells it", for_good=True)
    since = number - 1
    for other in sorted(others, reverse=True):
        if others[other].state not in UNTOLD:
            break
        since = other - 1
    version, before = _version(session, mail.fair, number), _version(session, mail.fair, since)
    if version is None:
        raise MailRefused("the version is gone", for_good=True)
    changes = compare(session, before, version, of=party).changes
    if not changes:
        raise MailRefused("nothing is left to tell", for_good=True)
    zone = ZoneInfo(mail.fair.zone)
    today = clock().astimezone(zone).date()
    return {
        "fair": mail.fair,
        "party": party,
        "first": before is None,
        "today": any(
            place.starts_at.astimezone(zone).date() == today
            for change in changes
            for place in (change.before, change.after)
            if place is not None
        ),
        **{
            kind.value: list(_told(changes, kind, party, zone, mail.language))
            for kind in ChangeKind
        },
        "link": page_of(session, mail, party, secret, start),
    }


def _told(
    changes: Sequence[Change],
    kind: ChangeKind,
    party: Firm | Agency,
    zone: ZoneInfo,
    language: str,
) -> Iterator[dict[str, str]]:
    for change in changes:
        if change.kind is not kind:
            continue
        other = _other(change, party)
        yield {
            "who": one_line(other.in_language(language)),
            "before": _spot(change.before, zone, language),
            "after": _spot(change.after, zone, language),
        }


def _other(change: Change, party: Firm | Agency) -> Words:
    if isinstance(party, Firm):
        korean, english = change.agency_name_ko, change.agency_name_en
    else:
        korean, english = change.firm_name_ko, change.firm_name_en
    return Words(ko=korean, en=english or korean)


def _spot(place: Place | None, zone: ZoneInfo, language: str) -> str:
    if place is None:
        return ""
    when = time_in(place.starts_at.astimezone(zone), language)
    booth = Words(
        ko=f"부스 {place.booth} (상담석 {place.table})",
        en=f"booth {place.booth} (table {place.table})",
    )
    return f"{when}, {booth.in_language(language)}"


def page_of(session: Session, mail: Mail, party: Firm | Agency, secret: bytes, start: str) -> str:
    """Give the address of the reader's page: the private one, else the one for signing in."""
    area = f"{start}/{_side(party)}/{mail.fair.code}/{party.code}/"
    try:
        token = find_address(
            session,
            secret,
            mail.fair,
            firm=mail.firm,
            agency=mail.agency,
            purpose=LinkPurpose.PAGE,
        )
    except WrongSecret:
        return area
    return f"{start}/my/{token}" if token else area


def languages_of(session: Session, parties: Sequence[Firm | Agency]) -> dict[str, str]:
    """Give the language to write in: a firm's own, an officer's where one reads the address."""
    addresses = {party.email.casefold() for party in parties if isinstance(party, Agency)}
    officers = session.execute(
        select(Account.email, Account.language).where(func.lower(Account.email).in_(addresses))
    )
    known = {row.email.casefold(): row.language for row in officers}
    return {
        party.email: party.language
        if isinstance(party, Firm)
        else known.get(party.email.casefold(), KOREAN)
        for party in parties
    }


def _mails_of(session: Session, mail: Mail) -> Sequence[Mail]:
    """Give the other mails about versions to the same party."""
    return session.scalars(
        select(Mail).where(
            Mail.fair_id == mail.fair_id,
            Mail.kind == MailKind.VERSION,
            Mail.firm_id.is_not_distinct_from(mail.firm_id),
            Mail.agency_id.is_not_distinct_from(mail.agency_id),
            Mail.id != mail.id,
        )
    ).all()


def _version(session: Session, fair: Fair, number: int) -> Timetable | None:
    return session.scalars(
        select(Timetable).where(Timetable.fair_id == fair.id, Timetable.number == number)
    ).one_or_none()


def _number(mail: Mail) -> int:
    return int(mail.cause.split()[1])


def _side(party: Firm | Agency) -> str:
    return "firm" if isinstance(party, Firm) else "agency"
