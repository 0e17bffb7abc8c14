"""The blueprint of the officers' pages, and what every page of theirs is given."""

from typing import Any

from flask import Blueprint, render_template

from fairmatch.accounts import EnteredAgency

blueprint = Blueprint(
    "agencies", __name__, url_prefix="/agency/<fair>/<agency>", template_folder="templates"
)


def page(template: str, entered: EnteredAgency, **values: Any) -> str:
    """Give a page of the agency that was entered."""
    return render_template(
        f"agencies/{template}.html",
        entered=entered,
        fair=entered.fair,
        agency=entered.agency,
        **values,
    )
