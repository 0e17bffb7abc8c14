"""The blueprint of the scenarios' pages."""

from flask import Blueprint

blueprint = Blueprint("scenarios", __name__, template_folder="templates")
