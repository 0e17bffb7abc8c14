"""What is kept about a firm, to look at and to take away, in its own area."""

import json

from flask import Response

from fairmatch.privacy import firm_data
from web.database import reading
from web.firms.blueprint import AREA, blueprint, enter, page


@blueprint.get(f"{AREA}/data")
def data(fair: str, firm: str) -> str:
    """Show it."""
    entered = enter(fair, firm)
    return page("data", entered, data=firm_data(reading(), entered.firm))


@blueprint.get(f"{AREA}/data.json")
def data_file(fair: str, firm: str) -> Response:
    """Hand it out as a file."""
    entered = enter(fair, firm)
    words = json.dumps(firm_data(reading(), entered.firm), ensure_ascii=False, indent=1)
    answer = Response(words + "\n", mimetype="application/json")
    name = f"{entered.fair.code}-{entered.firm.code}.json"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
