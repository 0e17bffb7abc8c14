"""Files about an outcome: the signed paper, a quotation, a picture of the handshake."""

from collections.abc import Callable
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import By
from fairmatch.firms.attachments import MOST_FILES, weighed
from fairmatch.firms.errors import TooMany, Twice, UnknownFile
from fairmatch.models import ActKind, Fair, OutcomeFile, Side
from fairmatch.outcomes.answering import taken_outcome
from fairmatch.outcomes.finding import Line
from fairmatch.outcomes.recording import record_act


def keep_outcome_file(
    session: Session,
    fair: Fair,
    uid: str,
    name: str,
    content: bytes,
    *,
    side: Side,
    by: By,
    new_uid: Callable[[], str],
) -> OutcomeFile:
    """Keep a file about what came of a consultation; both sides and the desk can open it.

    Raises
    ------
    BadFile
        If it is empty, too large, or of no kind that is taken.
    TooMany
        If there are `MOST_FILES` already.
    Twice
        If a file of this very content is there.
    UnknownConsultation, NothingWritten
        If there is no such outcome.
    """
    sent = weighed(name, content)
    line, outcome = taken_outcome(session, fair, uid)
    same = next((file for file in outcome.files if file.digest == sent.digest), None)
    if same is not None:
        raise Twice("file", same.name)
    if len(outcome.files) >= MOST_FILES:
        raise TooMany("files", MOST_FILES)
    kept = OutcomeFile(
        outcome_id=outcome.id, side=side, uid=new_uid(), kept_at=by.now, **asdict(sent)
    )
    session.add(kept)
    record_act(
        session, fair, line, by, ActKind.OUTCOME_FILE_KEPT, side=side, size=kept.size
    )  # fmt: skip
    session.flush()
    return kept


def find_outcome_file(session: Session, line: Line, file_uid: str) -> OutcomeFile:
    """Give a file about a consultation that somebody was let in to.

    Raises
    ------
    UnknownFile
        If it has no such file.
    """
    found = session.scalars(
        select(OutcomeFile).where(
            OutcomeFile.uid == file_uid,
            OutcomeFile.outcome_id == (line.outcome.id if line.outcome else None),
        )
    ).one_or_none()
    if found is None:
        raise UnknownFile(file_uid)
    return found


def remove_outcome_file(
    session: Session, fair: Fair, uid: str, file_uid: str, *, side: Side, by: By
) -> str:
    """Remove a file for good; give its name. Each side removes its own, the desk any.

    Raises
    ------
    UnknownFile
        If there is no such file, or it is the other side's.
    UnknownConsultation, NothingWritten
        If there is no such outcome.
    """
    line, _outcome = taken_outcome(session, fair, uid)
    found = find_outcome_file(session, line, file_uid)
    if side not in (found.side, Side.DESK):
        raise UnknownFile(file_uid)
    name = found.name
    session.delete(found)
    record_act(session, fair, line, by, ActKind.OUTCOME_FILE_REMOVED, side=side)
    session.flush()
    return name
