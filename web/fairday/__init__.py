"""The fair's days: the desk's and the officer's list of today, and acts sent from telephones."""

from web.fairday import desk, officer, sending, words, worker
from web.fairday.blueprint import blueprint

__all__ = ["blueprint", "desk", "officer", "sending", "words", "worker"]
