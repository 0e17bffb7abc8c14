"""The fair's days as they happen."""
