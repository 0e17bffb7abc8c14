"""Calendar programs that ask again and again: whose calendar it is, and its bytes.

A poll costs two short queries. From what they find the bytes are written only if they were not
written before from the very same, so that nothing has to be told when something changes: a new
version, another officer's name, a moved day are another material.
"""

from collections import OrderedDict
from dataclasses import dataclass, fields
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from fairmatch.feeds import Edition, FairFacts, Feed, Material, written
from fairmatch.files.calendar_words import Reader
from fairmatch.links import hash_of, recognised
from fairmatch.models import Agency, Fair, FairDay, Firm, LinkPurpose, SecretLink
from fairmatch.schedules import Whose, published_of

ROOM = 64 * 2**20
"""Bytes that kept calendars may take, with what they are made from."""

_OF_APPOINTMENT = 3000
"""Bytes that one consultation takes as material, roughly."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Whose calendar a token opens.

    Attributes
    ----------
    number
        Row number of the firm, the agency or the fair.
    language
        What its owner reads.
    """

    fair: FairFacts
    reader: Reader
    number: int
    owner_ko: str
    owner_en: str
    language: str


def open_subscription(connection: Connection, token: str) -> Subscription:
    """Give whose calendar the token opens.

    Raises
    ------
    RevokedToken
        If the address was renewed or switched off.
    BadToken
        If it opens no calendar.
    """
    digest = hash_of(token)
    found: Any = connection.execute(_links(), {"digest": digest}).one_or_none()
    row = recognised(found, digest, LinkPurpose.FEED)
    facts = FairFacts(**{one.name: getattr(row, one.name) for one in fields(FairFacts)})
    if row.firm_id is not None:
        names = row.firm_ko, row.firm_en
        return Subscription(facts, Reader.FIRM, row.firm_id, *names, row.language)
    if row.agency_id is not None:
        names = row.agency_ko, row.agency_en
        return Subscription(facts, Reader.AGENCY, row.agency_id, *names, "ko")
    return Subscription(facts, Reader.ORGANISER, row.fair_id, "", "", "ko")


class KeptFeeds:
    """Calendars as they were last asked for; those not asked for longest make room for others.

    It may be used by many threads at once.

    Parameters
    ----------
    room
        Bytes that all kept calendars may take together.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: OrderedDict[Material, Feed] = OrderedDict()
        self._lock = Lock()

    def feed(self, connection: Connection, owner: Subscription, edition: Edition) -> Feed:
        """Give the calendar as the database has it now."""
        material = Material(
            owner.fair,
            owner.reader,
            owner.owner_ko,
            owner.owner_en,
            tuple(published_of(connection, _WHOSE[owner.reader], owner.number)),
            edition,
        )
        with self._lock:
            kept = self._kept.get(material)
            if kept is not None:
                self._kept.move_to_end(material)
                return kept
        made = written(material)
        self._keep(material, made)
        return made

    def _keep(self, material: Material, made: Feed) -> None:
        with self._lock:
            if material not in self._kept:
                self._kept[material] = made
                self._taken += _size(material, made)
            while self._taken > self._room:
                self._taken -= _size(*self._kept.popitem(last=False))


_WHOSE = {
    Reader.FIRM: Whose.FIRM,
    Reader.AGENCY: Whose.AGENCY,
    Reader.ORGANISER: Whose.FAIR,
}


def _size(material: Material, feed: Feed) -> int:
    return len(feed.content) + _OF_APPOINTMENT * (1 + len(material.appointments))


@cache
def _links() -> Select[*tuple[Any, ...]]:
    days = select(FairDay.date).where(FairDay.fair_id == Fair.id).correlate(Fair)
    first = days.with_only_columns(func.min(FairDay.date)).scalar_subquery().label("first_day")
    last = days.with_only_columns(func.max(FairDay.date)).scalar_subquery().label("last_day")
    own = [getattr(Fair, one.name) for one in fields(FairFacts) if hasattr(Fair, one.name)]
    return (
        select(
            SecretLink.token_hash,
            SecretLink.purpose,
            SecretLink.revoked_at,
            SecretLink.fair_id,
            SecretLink.firm_id,
            SecretLink.agency_id,
            Firm.name_ko.label("firm_ko"),
            Firm.name_en.label("firm_en"),
            Firm.language,
            Agency.name_ko.label("agency_ko"),
            Agency.name_en.label("agency_en"),
            *own,
            first,
            last,
        )
        .join(Fair, Fair.id == SecretLink.fair_id)
        .outerjoin(Firm, Firm.id == SecretLink.firm_id)
        .outerjoin(Agency, Agency.id == SecretLink.agency_id)
        .where(SecretLink.token_hash == bindparam("digest"))
    )
