"""How close two eight-digit product classifications are: the classification is a tree."""

_CLOSENESS = ((8, 1.0), (6, 0.8), (4, 0.6), (2, 0.2))
"""Leading digits in common and what they say; segment, family, class and commodity."""
_APART = -0.2
"""Codes of different segments speak against a match, softly: many are filled in wrongly."""
TELLING_DIGITS = 4
"""Digits in common from which a category alone is a reason to match."""


def shared_digits(one: str, other: str) -> str:
    """Give the levels of the classification that two codes share, as digits."""
    for digits, _ in _CLOSENESS:
        if one and one[:digits] == other[:digits]:
            return one[:digits]
    return ""


def closeness(one: str, other: str) -> float:
    """Give from -0.2 (of different segments) to 1 (the same); 0 where a code is missing."""
    if not one or not other:
        return 0.0
    return dict(_CLOSENESS).get(len(shared_digits(one, other)), _APART)
