"""Whom the organiser waits for: counts, the list behind each, and the way to their pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for

from fairmatch.chasing.silence import Awaited, Silence, awaited, count
from fairmatch.models import Fair, Firm, Phase
from fairmatch.overview import figures
from fairmatch.phases import PhaseState, phase_state
from web.access import viewer_of
from web.database import reading
from web.formats import name
from web.intake.blueprint import blueprint
from web.public.plan_search import page_address, page_number
from web.site import current_site

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What of those awaited is shown: one thing that is missing, a side, a part of the name."""

    silence: Silence | None
    side: str
    text: str

    def fits(self, one: Awaited) -> bool:
        """Tell whether it is shown."""
        party = one.party
        named = f"{party.name_ko} {party.name_en} {party.code} {party.email}".casefold()
        return (
            (self.silence is None or self.silence in one.silences)
            and (not self.side or (self.side == "firm") == one.is_firm)
            and self.text.casefold() in named
        )

    @property
    def args(self) -> dict[str, str]:
        """Give what an address carries so that it shows the same."""
        given = {"side": self.side, "q": self.text}
        return {key: value for key, value in given.items() if value}


def filter_of(silence: Silence | None) -> Filter:
    """Read side and name from the address."""
    side = request.values.get("side", "")
    return Filter(
        silence,
        side if side in {"firm", "agency"} else "",
        request.values.get("q", "").strip()[:100],
    )


@blueprint.get("")
def overview(fair: str) -> str:
    """Show how intake stands and who has not answered."""
    entered = viewer_of(fair)
    asked = request.args.get("missing", "")
    chosen = filter_of(Silence(asked) if asked in set(Silence) else None)
    everybody = awaited(reading(), entered.fair)
    shown = [one for one in everybody if chosen.fits(one)]
    pages = max(1, -(-len(shown) // PAGE_SIZE))
    page = min(page_number(request.args), pages)
    return render_template(
        "intake/overview.html",
        entered=entered,
        fair=entered.fair,
        phases=phases_of(entered.fair),
        now=current_site().clock(),
        figures=figures(reading(), entered.fair),
        counts=count(everybody),
        chosen=chosen,
        everybody=len(everybody),
        shown=_by_name(shown)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        number=len(shown),
        page=page,
        pages=pages,
        page_address=lambda page: page_address(request.args, page),
        area=area_of,
    )


def phases_of(fair: Fair) -> list[tuple[Phase, PhaseState]]:
    """Give every phase with how it stands now."""
    now = current_site().clock()
    return [(phase, phase_state(fair, phase, now)) for phase in Phase]


def area_of(fair: Fair, one: Awaited) -> str:
    """Give the address of a party's own pages, which the organiser enters on its behalf."""
    if isinstance(one.party, Firm):
        return url_for("firms.home", fair=fair.code, firm=one.party.code)
    return url_for("agencies.home", fair=fair.code, agency=one.party.code)


def _by_name(found: Sequence[Awaited]) -> list[Awaited]:
    return sorted(found, key=lambda one: (one.is_firm, name(one.party).casefold()))
