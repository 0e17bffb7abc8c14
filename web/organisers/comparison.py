"""What publishing the draft would change, and for whom."""

from flask import render_template

from fairmatch.comparing import compare
from web.database import reading
from web.organisers.blueprint import blueprint, desk_of


@blueprint.get("/desk/<fair>/compare")
def comparison(fair: str) -> str:
    """Show the draft against the published version."""
    desk = desk_of(fair)
    changes = compare(reading(), desk.published, desk.draft) if desk.draft is not None else None
    return render_template("organisers/compare.html", desk=desk, fair=desk.fair, changes=changes)
