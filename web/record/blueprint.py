"""The blueprint of the record's pages."""

from flask import Blueprint

blueprint = Blueprint("record", __name__, template_folder="templates")
