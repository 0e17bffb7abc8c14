"""What can be done from the day's pages, now or later: one small function a kind, in one table."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.acts import once
from fairmatch.fairday.arrivals import arrive, leave, undo_arrival
from fairmatch.fairday.claims import claim, consultation_of, withdraw_claim
from fairmatch.fairday.refusals import BadAct, NotYoursToSay
from fairmatch.models import Agency, ClaimKind, Firm, Side
from fairmatch.outcomes import read_written, record_outcome
from web.fairday.actors import Actor
from web.fairday.values import Values
from web.outcomes.form import TEXTS

Kind = Callable[[Session, Actor, Values, str], bool]
"""Does one act by its values and its key; tells whether it was news."""


def _arrive(session: Session, actor: Actor, values: Values, key: str) -> bool:
    party = _party(session, actor, values)
    at = values.moment_or_none("at")
    return arrive(session, actor.fair, party, at=at, by=actor.by(key))


def _undo_arrival(session: Session, actor: Actor, values: Values, key: str) -> bool:
    party = _party(session, actor, values)
    at = values.moment_or_none("at")
    return undo_arrival(session, actor.fair, party, at=at, by=actor.by(key))


def _leave(session: Session, actor: Actor, values: Values, key: str) -> bool:
    party = _party(session, actor, values)
    at = values.moment_or_none("at")
    return leave(session, actor.fair, party, at=at, by=actor.by(key))


def _claim(session: Session, actor: Actor, values: Values, key: str) -> bool:
    try:
        kind = ClaimKind(values.text("claim"))
    except ValueError:
        raise BadAct("claim") from None
    side = _side(actor, values)
    return claim(
        session,
        actor.fair,
        consultation_of(session, actor.fair, values.text("uid"), of=actor.party),
        side,
        kind,
        starts_at=values.moment("starts_at"),
        minutes=values.whole("minutes"),
        at=values.moment_or_none("at"),
        by=actor.by(key, on_behalf=actor.on_behalf or side is not actor.side),
    )


def _withdraw(session: Session, actor: Actor, values: Values, key: str) -> bool:
    side = _side(actor, values)
    return withdraw_claim(
        session,
        actor.fair,
        consultation_of(session, actor.fair, values.text("uid"), of=actor.party),
        side,
        starts_at=values.moment("starts_at"),
        at=values.moment_or_none("at"),
        by=actor.by(key, on_behalf=actor.on_behalf or side is not actor.side),
    )


def _outcome(session: Session, actor: Actor, values: Values, key: str) -> bool:
    by = actor.by(key)
    fair = once(session, actor.fair.id, by)
    if fair is None:
        return False
    uid = values.text("uid")
    consultation_of(session, fair, uid, of=actor.party)
    typed = {name: values.text(name) for name in TEXTS if values.has(name)}
    at = values.moment_or_none("at")
    seen = values.whole("seen") or 0
    written = read_written(typed, values.texts("kinds"))
    record_outcome(session, fair, uid, written, side=actor.side, seen=seen, by=by, at=at)
    return True


KINDS: dict[str, Kind] = {
    "arrive": _arrive,
    "undo_arrival": _undo_arrival,
    "leave": _leave,
    "claim": _claim,
    "withdraw": _withdraw,
    "outcome": _outcome,
}
"""Every kind of act, by the name it is sent under."""


def _side(actor: Actor, values: Values) -> Side:
    """Give for whom something is said: the desk may speak for whoever telephones it."""
    if not values.has("side"):
        return actor.side
    actor.require_desk()
    try:
        return Side(values.text("side"))
    except ValueError:
        raise BadAct("side") from None


def _party(session: Session, actor: Actor, values: Values) -> Firm | Agency:
    """Give who comes or goes: an officer notes itself, the desk anybody, a firm nobody."""
    if isinstance(actor.party, Firm):
        raise NotYoursToSay
    kind, _, code = values.text("party").partition(":")
    found: Firm | Agency | None = None
    if kind == "firm":
        which = select(Firm).where(Firm.fair_id == actor.fair.id, Firm.code == code)
        found = session.scalars(which).one_or_none()
    elif kind == "agency":
        own = select(Agency).where(Agency.fair_id == actor.fair.id, Agency.code == code)
        found = session.scalars(own).one_or_none()
    if found is None:
        raise BadAct("party")
    if actor.party is not None and found is not actor.party:
        raise NotYoursToSay
    return found
