"""What is kept about whoever a private page belongs to, to look at and to take away."""

import json

from flask import Response, abort, render_template

from fairmatch.models import SecretLink
from fairmatch.privacy import agency_data, firm_data
from web.database import reading
from web.parties.blueprint import blueprint, opened


@blueprint.get("/my/<token>/data")
def own_data(token: str) -> str:
    """Show it."""
    link = opened(token)
    return render_template(
        "parties/own_data.html", fair=link.fair, token=token, link=link, data=_data(link)
    )


@blueprint.get("/my/<token>/data.json")
def own_data_file(token: str) -> Response:
    """Hand it out as a file."""
    link = opened(token)
    party = link.firm or link.agency
    code = party.code if party else ""
    words = json.dumps(_data(link), ensure_ascii=False, indent=1)
    answer = Response(words + "\n", mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{link.fair.code}-{code}.json"'
    return answer


def _data(link: SecretLink) -> dict[str, object]:
    if link.firm is not None:
        return firm_data(reading(), link.firm)
    if link.agency is None:
        abort(404)
    return agency_data(reading(), link.agency)
