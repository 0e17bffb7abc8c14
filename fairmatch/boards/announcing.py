"""Announcements: said once at the desk, shown on all boards and telephones until they are over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.boards.errors import BadAnnouncement
from fairmatch.models import Act, ActKind, Announcement, Fair

MOST = 120
"""Characters of an announcement in each language: more cannot be read while walking by."""
LONGEST = timedelta(days=7)
"""How long an announcement may stand."""
LATE_KO = "{time}까지 상담이 예정보다 {minutes}분 늦게 시작합니다."
LATE_EN = "Until {time} consultations begin {minutes} minutes later than planned."


def announce(
    session: Session,
    fair: Fair,
    text_ko: str,
    text_en: str = "",
    *,
    until: datetime,
    by: By,
    late_minutes: int | None = None,
) -> None:
    """Let all boards say something until a moment; the same form sent twice says it once.

    Parameters
    ----------
    late_minutes
        By how much the day is late, if that is what it says.

    Raises
    ------
    BadAnnouncement
        If it says nothing, too much, or for no time or too long.
    """
    fair = take_fair(session, fair.id)
    if by.key and session.scalar(
        select(Act.id).where(Act.fair_id == fair.id, Act.key == by.key)
    ):  # fmt: skip
        return
    korean, english = " ".join(text_ko.split()), " ".join(text_en.split())
    if not korean:
        raise BadAnnouncement("text_ko", "empty")
    for name, text in (("text_ko", korean), ("text_en", english)):
        if len(text) > MOST:
            raise BadAnnouncement(name, "long")
    if not by.now < until <= by.now + LONGEST:
        raise BadAnnouncement("until", "time")
    said = Announcement(
        fair_id=fair.id,
        text_ko=korean,
        text_en=english,
        said_at=by.now,
        until=until,
        account_id=by.account_id,
        late_minutes=late_minutes,
    )
    session.add(said)
    session.flush()
    record(session, fair, by, ActKind.ANNOUNCED, announcement=said.id, text=korean)


def take_back(session: Session, fair: Fair, number: int, *, by: By) -> bool:
    """Let boards say it no more; tell whether they did until now."""
    fair = take_fair(session, fair.id)
    found = session.get(Announcement, number)
    if found is None or found.fair_id != fair.id or not _stands(found, by.now):
        return False
    found.withdrawn_at = by.now
    record(session, fair, by, ActKind.ANNOUNCEMENT_ENDED, announcement=number, text=found.text_ko)
    return True


def announce_delay(session: Session, fair: Fair, minutes: int, *, until: datetime, by: By) -> None:
    """Let all boards say until a moment that consultations begin later.

    It takes the place of what they say of a delay by then, to which it adds.
    """
    before = _delays(session, fair, by.now)
    late = minutes + sum(one.late_minutes or 0 for one in before)
    for one in before:
        take_back(session, fair, one.id, by=replace(by, key=""))
    time = f"{until.astimezone(ZoneInfo(fair.zone)):%H:%M}"
    korean, english = (text.format(time=time, minutes=late) for text in (LATE_KO, LATE_EN))
    announce(
        session,
        fair,
        korean,
        english,
        until=until,
        by=replace(by, key=""),
        late_minutes=late,
    )


def _delays(session: Session, fair: Fair, now: datetime) -> Sequence[Announcement]:
    return session.scalars(
        select(Announcement).where(
            Announcement.fair_id == fair.id,
            Announcement.late_minutes.is_not(None),
            Announcement.withdrawn_at.is_(None),
            Announcement.until > now,
        )
    ).all()


def _stands(one: Announcement, now: datetime) -> bool:
    return one.withdrawn_at is None and now < one.until


def show_names(session: Session, fair: Fair, names: bool, *, by: By) -> bool:
    """Let boards call firms by name, or by their code; tell whether that is another way."""
    fair = take_fair(session, fair.id)
    if fair.board_names is names:
        return False
    fair.board_names = names
    record(session, fair, by, ActKind.BOARD_NAMES, names=names)
    return True
