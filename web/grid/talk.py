"""One consultation or wish: where it could go, and the forms that work without any script."""

from typing import Any

from flask import Response, jsonify, render_template, url_for

from fairmatch.hand.board import Board
from fairmatch.hand.opening import pair_named
from fairmatch.hand.seats import Shift
from fairmatch.hand.side_effects import side_effects
from fairmatch.hand.targets import Target, targets
from fairmatch.snapshot import Pair
from web.grid import told
from web.grid.blueprint import Opened, blueprint, opened, wants_values
from web.languages import language
from web.organisers.blueprint import desk_of


@blueprint.get("/<firm>/<agency>")
def talk(fair: str, draft: int, firm: str, agency: str) -> str | Response:
    """Show a consultation with every seat it could be put on."""
    found = opened(fair, draft)
    pair = pair_named(found.board, firm, agency)
    judged = targets(found.board, pair)
    shown = _shown(found, pair)
    if wants_values():
        return jsonify(
            edition=found.draft.edition,
            panel=render_template("grid/panel.html", **shown),
            targets=[_values(found.board, one) for one in judged],
        )
    return talk_page(found, pair, judged)


def talk_page(
    found: Opened, pair: Pair, judged: list[Target] | None = None, refused: str = ""
) -> str:
    """Give the page of a consultation, with what was refused."""
    every = targets(found.board, pair) if judged is None else judged
    values = [_values(found.board, one) for one in every]
    return render_template(
        "grid/talk.html",
        desk=desk_of(found.fair.code),
        legal=[one for one in values if one["legal"]],
        forbidden=[one for one in values if not one["legal"]],
        refused=refused,
        **_shown(found, pair),
    )


def _shown(found: Opened, pair: Pair) -> dict[str, Any]:
    board = found.board
    seat, wish = board.held.get(pair), board.fair.interests.get(pair)
    lost = side_effects(board, [Shift(pair, seat, None)]) if seat is not None else ()
    return {
        "fair": found.fair,
        "base": url_for("grid.page", fair=found.fair.code, draft=found.draft.id),
        "edition": found.draft.edition,
        "may_write": found.entered.may_write,
        "firm": board.fair.firms[pair[0]],
        "agency": board.fair.agencies[pair[1]],
        "seat": seat,
        "where": None if seat is None else told.where(board, seat),
        "wish": wish,
        "mark": board.fair.marks.get(pair),
        "arranged": pair in board.fair.pins,
        "begun": seat is not None and board.begun(seat.starts_at),
        "lost": lost,
    }


def _values(board: Board, target: Target) -> dict[str, Any]:
    local = target.seat.starts_at.astimezone(board.fair.zone)
    other = None if target.other is None else told.parties(board, target.other)
    effects = [words.in_language(language()) for words in target.effects]
    return {
        "agency": board.fair.agencies[target.agency_id].code,
        "booth": target.seat.booth_code,
        "at": f"{local:%Y-%m-%dT%H:%M}",
        "table": target.seat.table,
        "place": told.place(local, target.seat.booth_code, target.seat.table),
        "kind": target.kind.value,
        "other": other,
        "legal": not target.refusals,
        "told": " · ".join(effects) if not target.refusals else told.refusals(target.refusals),
    }
