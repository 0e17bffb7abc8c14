"""The blueprint of the organiser's view of intake."""

from flask import Blueprint

blueprint = Blueprint(
    "intake", __name__, template_folder="templates", url_prefix="/desk/<fair>/intake"
)
