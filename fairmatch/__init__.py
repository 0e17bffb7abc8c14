"""The fair: its nouns, its rules, its files, its database."""

__version__ = "0.1.0"
