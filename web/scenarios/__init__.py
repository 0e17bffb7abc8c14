"""Scenarios at the desk: settings in words, tried, set side by side."""

from web.scenarios import comparison, pages
from web.scenarios.blueprint import blueprint

__all__ = ["blueprint", "comparison", "pages"]
