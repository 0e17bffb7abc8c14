"""The blueprint of the runs' pages."""

from flask import Blueprint

blueprint = Blueprint("runs", __name__, template_folder="templates")
