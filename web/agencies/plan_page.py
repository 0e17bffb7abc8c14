"""One plan item as its agency sees it: what it says, its state, what became of it."""

from collections.abc import Callable

from flask import abort, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager
from werkzeug.wrappers import Response

from fairmatch.accounts import EnteredAgency
from fairmatch.errors import UnknownPlanItem
from fairmatch.models import Agency, PlanItem
from fairmatch.plans.changing import (
    Author,
    publish_drafts,
    publish_plan,
    remove_draft,
    withdraw_plan,
)
from fairmatch.plans.errors import PlanChanged, PlanNotDraft
from fairmatch.plans.history import history
from fairmatch.plans.own import asked_about
from web.access import officer_of
from web.agencies.authors import author
from web.agencies.blueprint import blueprint, page
from web.database import reading, writing
from web.plan_words import group_of

Answer = str | Response | tuple[str, int]
DONE = frozenset({"kept", "saved", "published", "withdrawn", "stale"})


def own_plan(entered: EnteredAgency, code: str) -> PlanItem:
    """Give the agency's own item of this code; there is no page where there is none."""
    found = reading().scalars(
        select(PlanItem)
        .join(PlanItem.agency)
        .where(PlanItem.agency_id == entered.agency.id, PlanItem.code == code)
        .options(contains_eager(PlanItem.agency))
    ).one_or_none()  # fmt: skip
    if found is None:
        abort(404)
    return found


@blueprint.get("/plans/<item>")
def plan(fair: str, agency: str, item: str) -> str:
    """Show an item with its history."""
    entered = officer_of(fair, agency)
    found = own_plan(entered, item)
    done = request.args.get("done", "")
    return page(
        "plan",
        entered,
        item=found,
        group=group_of(found),
        asked=asked_about(reading(), [found]).get(found.id, 0),
        changes=history(reading(), found),
        done=done if done in DONE else "",
    )


@blueprint.post("/plans/<item>/publish")
def publish(fair: str, agency: str, item: str) -> Response:
    """Show the item to everybody."""
    return _act(fair, agency, item, publish_plan, "published")


@blueprint.post("/plans/publish-drafts")
def publish_all(fair: str, agency: str) -> Response:
    """Show all drafts to everybody."""
    with writing() as session:
        entered = officer_of(fair, agency, session)
        seen = request.form.get("count", 0, type=int)
        published = publish_drafts(session, entered.agency, seen, author(entered))
    done = "published" if published else "stale"
    return redirect(url_for("agencies.plans", fair=fair, agency=agency, done=done), code=303)


@blueprint.get("/plans/<item>/withdraw")
def ask_withdraw(fair: str, agency: str, item: str) -> str:
    """Say what becomes of the requests before an item is withdrawn."""
    entered = officer_of(fair, agency)
    found = own_plan(entered, item)
    asked = asked_about(reading(), [found]).get(found.id, 0)
    return page("plan_withdraw", entered, item=found, asked=asked)


@blueprint.post("/plans/<item>/withdraw")
def withdraw(fair: str, agency: str, item: str) -> Response:
    """Take the item back."""
    return _act(fair, agency, item, withdraw_plan, "withdrawn")


@blueprint.get("/plans/<item>/remove")
def ask_remove(fair: str, agency: str, item: str) -> str:
    """Ask before a draft is removed for good."""
    entered = officer_of(fair, agency)
    return page("plan_remove", entered, item=own_plan(entered, item))


@blueprint.post("/plans/<item>/remove")
def remove(fair: str, agency: str, item: str) -> Response:
    """Remove a draft."""
    try:
        with writing() as session:
            entered = officer_of(fair, agency, session)
            remove_draft(session, entered.agency, item, _seen())
    except UnknownPlanItem:
        abort(404)
    except (PlanChanged, PlanNotDraft):
        return _to(fair, agency, item, "stale")
    return redirect(url_for("agencies.plans", fair=fair, agency=agency, done="removed"), code=303)


def _act(
    fair: str,
    agency: str,
    item: str,
    act: Callable[[Session, Agency, str, int, Author], PlanItem],
    done: str,
) -> Response:
    try:
        with writing() as session:
            entered = officer_of(fair, agency, session)
            act(session, entered.agency, item, _seen(), author(entered))
    except UnknownPlanItem:
        abort(404)
    except PlanChanged:
        done = "stale"
    return _to(fair, agency, item, done)


def _seen() -> int:
    return request.form.get("version", 0, type=int)


def _to(fair: str, agency: str, item: str, done: str) -> Response:
    address = url_for("agencies.plan", fair=fair, agency=agency, item=item, done=done)
    return redirect(address, code=303)
