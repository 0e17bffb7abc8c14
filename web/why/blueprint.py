"""The blueprint of the pages that say why a wish is not held."""

from flask import Blueprint

blueprint = Blueprint("why", __name__, template_folder="templates")
