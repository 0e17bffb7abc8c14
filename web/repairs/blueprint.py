"""The blueprint of repairs on the spot."""

from flask import Blueprint

blueprint = Blueprint("repairs", __name__, template_folder="templates")
