"""Plan items from a spreadsheet: tried first, then taken in as a whole or not at all."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fairmatch.errors import BadCell, BadInput
from fairmatch.files.rows import PlanRow
from fairmatch.models import Agency, PlanItem, PlanState, PlanUpload
from fairmatch.plans.changing import Author, edit_plan, lock_codes, next_code, put_plan, taken_codes
from fairmatch.plans.errors import UnknownUpload, UploadChanged
from fairmatch.plans.uploaded import Known, read_rows
from fairmatch.plans.values import Difference, difference, values_of

KEPT_FOR = timedelta(days=1)
"""How long a file waits for its confirmation."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An item that a file would change: what it says now, how, and what it would say."""

    before: PlanRow
    after: PlanRow
    fields: Difference
    version: int
    state: PlanState


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file would do to an agency's items; nothing at all if there are ``errors``.

    ``left`` counts items that the file does not name: they stay as they are. ``seal`` is the
    same as long as the file would do the same.
    """

    new: tuple[PlanRow, ...]
    changed: tuple[Changed, ...]
    same: int
    left: int
    errors: tuple[BadCell, ...]
    seal: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many items an upload added and changed."""

    new: int
    changed: int


def try_upload(session: Session, agency: Agency, name: str, content: bytes) -> Trial:
    """Tell what a file would do, without doing it."""
    items = session.scalars(select(PlanItem).where(PlanItem.agency_id == agency.id)).all()
    own = {item.code: values_of(item) for item in items}
    held = {item.code: item for item in items}
    taken = frozenset(taken_codes(session, agency.fair_id))
    rows, files = read_rows(name, content, Known(agency.code, own, taken))
    if errors := files.complaints.in_order():
        return Trial((), (), 0, 0, tuple(errors), "")
    new = tuple(row for row in rows if row.code not in own)
    changed = tuple(
        Changed(own[row.code], row, fields, held[row.code].version, held[row.code].state)
        for row in rows
        if row.code in own and (fields := difference(own[row.code], row))
    )
    named = {row.code for row in rows} & own.keys()
    left = len(own) - len(named)
    return Trial(new, changed, len(named) - len(changed), left, (), _seal(new, changed))


def keep_upload(
    session: Session,
    agency: Agency,
    name: str,
    content: bytes,
    *,
    by: Author,
    new_uid: Callable[[], str],
) -> PlanUpload:
    """Keep a file until it is confirmed, for a day at most.

    Raises
    ------
    BadInput
        If it could never be taken in.
    """
    trial = try_upload(session, agency, name, content)
    if trial.errors:
        raise BadInput(trial.errors)
    now = by.clock()
    session.execute(delete(PlanUpload).where(PlanUpload.made_at < now - KEPT_FOR))
    kept = PlanUpload(
        agency_id=agency.id, uid=new_uid(), name=name[:200], content=content, made_at=now
    )
    session.add(kept)
    session.flush()
    return kept


def find_upload(session: Session, agency: Agency, uid: str) -> PlanUpload:
    """Give a file that waits for its confirmation.

    Raises
    ------
    UnknownUpload
        If the agency has no such file, or none any more.
    """
    mine = select(PlanUpload).where(PlanUpload.agency_id == agency.id, PlanUpload.uid == uid)
    kept = session.scalars(mine).one_or_none()
    if kept is None:
        raise UnknownUpload(uid)
    return kept


def drop_upload(session: Session, agency: Agency, uid: str) -> None:
    """Forget a file that waits."""
    mine = delete(PlanUpload).where(PlanUpload.agency_id == agency.id, PlanUpload.uid == uid)
    session.execute(mine)


def take_upload(
    session: Session, agency: Agency, uid: str, seal: str, by: Author, *, publish: bool
) -> Taken:
    """Do what a trial told, all of it; new items are published at once or kept as drafts.

    Raises
    ------
    UnknownUpload
        If the agency has no such file, or it was taken in already.
    UploadChanged
        If it would do something else by now than the trial told.
    """
    lock_codes(session, agency.fair_id)
    kept = find_upload(session, agency, uid)
    trial = try_upload(session, agency, kept.name, kept.content)
    if trial.errors or trial.seal != seal:
        raise UploadChanged(uid)
    codes = taken_codes(session, agency.fair_id) | {row.code for row in trial.new}
    for row in trial.new:
        code = row.code or next_code(agency, codes)
        codes.add(code)
        put_plan(session, agency, row.model_copy(update={"code": code}), by, publish=publish)
    for change in trial.changed:
        edit_plan(session, agency, change.after, change.version, by)
    drop_upload(session, agency, uid)
    return Taken(len(trial.new), len(trial.changed))


def _seal(new: tuple[PlanRow, ...], changed: tuple[Changed, ...]) -> str:
    said = [
        [row.model_dump(mode="json") for row in new],
        [[one.after.model_dump(mode="json"), one.version, one.state] for one in changed],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
