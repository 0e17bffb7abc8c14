"""Fewer second days and breaks: one party after the other takes a cheaper plan.

Whoever has to make way finds another plan as cheap as its own, and pushes others out in turn;
if everybody has found one, that party is rid of its flaw, else all go back to where they were.
As nearly all are where they can stay, a few hundred steps tell, where a search from nothing
takes thousands and ends with some flaws left over. So, too, a few parties exchange meetings.
"""

from collections.abc import Mapping

from solver.whole_plans.alternatives import Alternatives, requests_of
from solver.whole_plans.ejection import Ejection, Offers
from solver.whole_plans.plans import Plan

# Steps until a party's attempt is given up, or that of several with other meetings; how often
# a party's is made at most.
PATIENCE, SETTLING = 1000, 4000
ATTEMPTS = 3
# Attempts in a row that gave nothing, after which no more are made.
FRUITLESS = 20


def relieve(
    alternatives: Alternatives, plans: Mapping[int, Plan], *, seconds: float
) -> dict[int, int] | None:
    """Rid parties of what their meetings cost more than they would alone.

    Parameters
    ----------
    plans
        For each party a plan, all of which together are a timetable.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if nothing got cheaper.
    """
    if not _cheaper(alternatives, plans):
        return None
    ejection = alternatives.seated(plans, {})
    if ejection is None or not _relieve(alternatives, ejection, seconds):
        return None
    return ejection.placing()


def exchange(
    alternatives: Alternatives,
    plans: Mapping[int, Plan],
    chosen: Mapping[int, Plan],
    *,
    seconds: float,
    detour: int = 0,
) -> dict[int, int] | None:
    """Let a timetable have the meetings of a mixture, then rid parties of what costs too much.

    Parameters
    ----------
    plans
        For each party a plan, all of which together are a timetable.
    chosen
        For each party the plan it has in the mixture.
    detour
        How much dearer than in the mixture plans may be. Parties are rid of nothing then.

    Returns
    -------
    dict | None
        A slot for each meeting, or None if some party found no plan.
    """
    budgets = {party: alternatives.cost(party, plan) + detour for party, plan in chosen.items()}
    new = {party: requests_of(plan) for party, plan in chosen.items()}
    changed = [party for party, own in new.items() if requests_of(plans.get(party, ())) != own]
    offers = alternatives.within({party: (new[party], budgets[party]) for party in changed})
    ejection = alternatives.seated(plans, budgets)
    if ejection is None or any(new[party] and party not in offers for party in changed):
        return None
    for party in changed:
        if party in ejection.taken:
            ejection.release(party)
        if party in offers:
            ejection.offers[party] = offers[party]
            ejection.penalty.setdefault(party, 1)
    waiting = [party for party in changed if party in offers]
    if not _settle(alternatives, ejection, waiting, SETTLING):
        return None
    if not detour:
        _relieve(alternatives, ejection, seconds)
    return ejection.placing()


def _cheaper(alternatives: Alternatives, plans: Mapping[int, Plan]) -> dict[int, Offers]:
    """Give the cheaper plans of each party that has any, by itself, for the same meetings."""
    spent = {party: alternatives.cost(party, plan) for party, plan in plans.items()}
    return alternatives.within(
        {
            party: (requests_of(plan), spent[party] - 1)
            for party, plan in plans.items()
            if spent[party]
        }
    )


def _relieve(alternatives: Alternatives, ejection: Ejection, seconds: float) -> int:
    """Let one party after the other take a cheaper plan; give how many could."""
    watch = alternatives.run.watch
    end = watch.elapsed() + seconds
    cheaper = _cheaper(alternatives, ejection.plans())
    failed, fruitless = dict.fromkeys(cheaper, 0), 0
    while failed and watch.elapsed() < end and not watch.over():
        party = min(failed, key=lambda one: (failed[one], one))
        if failed[party] == ATTEMPTS or fruitless == FRUITLESS:
            break
        fruitless += 1
        if _swap(alternatives, ejection, party, cheaper[party]):
            del failed[party]
            fruitless = 0
        else:
            failed[party] += 1
    return len(cheaper) - len(failed)


def _swap(alternatives: Alternatives, ejection: Ejection, party: int, cheaper: Offers) -> bool:
    """Let a party take one of its cheaper plans, if all who have to make way find another."""
    before, offers = dict(ejection.taken), ejection.offers[party]
    ejection.release(party)
    ejection.offers[party] = cheaper
    if _settle(alternatives, ejection, [party], PATIENCE):
        return True
    if party in ejection.taken:
        ejection.release(party)
    ejection.offers[party] = offers
    ejection.back(before)
    return False


def _settle(
    alternatives: Alternatives, ejection: Ejection, waiting: list[int], patience: int
) -> bool:
    """Let parties take plans, and all who have to make way; tell whether everybody found one."""
    steps = 0
    while waiting and steps < patience and not alternatives.run.watch.over():
        steps += 1
        waiting += ejection.place(waiting.pop(int(ejection.lot.integers(len(waiting)))))
    return not waiting
