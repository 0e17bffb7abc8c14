"""What a page showed, in a few characters, to be compared before it is overwritten."""

import hashlib
import json

from fairmatch.requests.refusals import ChangedMeanwhile


def seal(*shown: object) -> str:
    """Give the mark of what is shown; equal values give equal marks."""
    text = json.dumps(shown, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def require_unchanged(seen: str | None, *now: object) -> None:
    """Refuse to overwrite what nobody was shown; without ``seen`` nothing is compared.

    Raises
    ------
    ChangedMeanwhile
        If what stands now is not what the page showed.
    """
    if seen is not None and seen != seal(*now):
        raise ChangedMeanwhile
