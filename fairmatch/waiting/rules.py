"""How seats are offered: in which order, how long before, and how long they are kept."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from fairmatch.acts import By, record, take_fair
from fairmatch.firms.errors import ChangedMeanwhile
from fairmatch.models import ActKind, Fair, WaitingOrder
from fairmatch.waiting.offering import NewUid, make_offers


class WaitingRules(BaseModel):
    """The fair's settings of its waiting lists, in minutes; explained at `Fair`."""

    model_config = ConfigDict(frozen=True)

    waiting_order: WaitingOrder
    offer_minutes: Annotated[int, Field(ge=1, le=60)]
    reserve_opens_minutes: Annotated[int, Field(ge=0, le=1440)]

    @classmethod
    def of(cls, fair: Fair) -> "WaitingRules":
        """Give those of a fair."""
        return cls(**{name: getattr(fair, name) for name in cls.model_fields})


def set_rules(
    session: Session,
    fair: Fair,
    rules: WaitingRules,
    *,
    seen: WaitingRules,
    by: By,
    new_uid: NewUid,
) -> None:
    """Change how seats are offered; offers that are open stay as they are.

    Raises
    ------
    ChangedMeanwhile
        If the rules are not any more what the page showed.
    """
    fair = take_fair(session, fair.id)
    now = WaitingRules.of(fair)
    if now == rules:
        return
    if now != seen:
        raise ChangedMeanwhile
    for name, value in rules:
        setattr(fair, name, value)
    record(session, fair, by, ActKind.WAITING_RULES, **rules.model_dump(mode="json"))
    session.flush()
    make_offers(session, fair, now=by.now, new_uid=new_uid)
