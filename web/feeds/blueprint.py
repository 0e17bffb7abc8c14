"""The blueprint of the calendars."""

from flask import Blueprint

blueprint = Blueprint("feeds", __name__)
