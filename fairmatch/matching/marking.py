"""Which parts of a text are the words that a match rests on, to be marked for the reader."""

import re
from collections.abc import Iterable

from fairmatch.matching.items import Match, ReasonKind
from fairmatch.matching.words import closed, pattern

_SURE_WITHIN = 2


def marked_title(match: Match) -> list[tuple[str, bool]]:
    """Give a plan item's title in pieces, each with whether the match rests on it."""
    said = (reason.wanted for reason in match.reasons if reason.kind is not ReasonKind.CATEGORY)
    return marked(match.wanted.title, said)


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """Give a text in pieces, each with whether it is one of some words, however spaced."""
    known = dict.fromkeys(word for word in map(closed, words) if word)
    alone = [word for word in known if word.isascii() or len(word) < _SURE_WITHIN]
    within = [word for word in known if word not in alone]
    if not known:
        return [(text, False)] if text else []
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in re.finditer(pattern(sorted(within, key=len, reverse=True), alone), text):
        pieces += [(text[end : found.start()], False), (found[0], True)]
        end = found.end()
    pieces.append((text[end:], False))
    return [(piece, is_word) for piece, is_word in pieces if piece]
