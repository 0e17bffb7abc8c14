"""What all refusals have in common."""


class FairMatchError(Exception):
    """Base of all refusals of this package."""
