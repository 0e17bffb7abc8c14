"""The blueprint of signing in and of one's own account."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__, template_folder="templates")
