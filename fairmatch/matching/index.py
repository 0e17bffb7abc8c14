"""An index of a fair's plan items and products that ranks either against the other.

The score of a pair is a sum of three kinds of evidence, each of which lets the others be wrong:

- letters: TF-IDF over runs of 1 to 3 letters within words. They need no dictionary and find
  compounds in each other; McNamee and Mayfield, "Character N-Gram Tokenization for European
  Language Text Retrieval" (2004), and for Korean Lee and Ahn, "Using n-grams for Korean text
  retrieval" (1996);
- meanings: TF-IDF over the meanings that the table of synonyms finds in the texts;
- categories: how many leading digits two classifications share.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from fairmatch.matching.categories import closeness
from fairmatch.matching.items import Match, Offered, Wanted
from fairmatch.matching.reasons import reasons
from fairmatch.matching.synonyms import Reading, Synonyms
from fairmatch.matching.words import stem, words

_LETTERS, _MEANINGS, _CATEGORY = 1.0, 1.0, 0.4
_PITCH = 0.5
"""What a match with a firm's pitch counts, against one with a product."""
_LEAST = 0.08
"""A score below this rests on stray letters."""
_DIGITS = 3


class Index:
    """Plan items and products of a fair, ready to be ranked; it does not change.

    Parameters
    ----------
    wanted
        All plan items; no two have the same code.
    offered
        All products and pitches, several of a firm.
    synonyms
        The table by which words mean the same.
    """

    def __init__(
        self, wanted: Iterable[Wanted], offered: Iterable[Offered], synonyms: Synonyms
    ) -> None:
        self._synonyms = synonyms
        self._wanted = sorted(wanted, key=lambda item: item.code)
        self._offered = sorted(offered, key=lambda item: (item.firm, item.pitch, item.name))
        self._categories = [
            *(item.category for item in self._wanted),
            *(item.category for item in self._offered),
        ]
        texts = [item.title for item in self._wanted] + [item.name for item in self._offered]
        self._readings = [synonyms.read(text) for text in texts]
        spaced = [" ".join(map(stem, words(text))) for text in texts]
        self._letters = _vectors(spaced, analyzer="char_wb", ngram_range=(1, 3), lowercase=False)
        self._meanings = _vectors(self._readings, analyzer=_meanings_of)

    def plans_for(self, firm: str, limit: int) -> list[Match]:
        """Give the plan items that suit a firm best, equally good ones by code.

        Each comes with the product that suits it best. An item for which nothing speaks but
        stray letters is left out.
        """
        rows = [row for row, item in enumerate(self._offered) if item.firm == firm]
        number = len(self._wanted)
        scores = [self._scores(number + row, slice(0, number)) * self._weight(row) for row in rows]
        pairs = (
            (float(of_row[at]), at, row)
            for row, of_row in zip(rows, scores, strict=True)
            for at in map(int, np.flatnonzero(of_row >= _LEAST))
        )
        return self._first(pairs, lambda match: match.wanted.code, limit)

    def firms_for(self, plan: str, limit: int, among: Collection[str] | None = None) -> list[Match]:
        """Give the firms that suit a plan item best, equally good ones by code.

        Each comes with its product that suits the item best. ``among`` has the codes of the
        firms that may be given; None allows all.
        """
        at = next((at for at, item in enumerate(self._wanted) if item.code == plan), None)
        if at is None:
            return []
        scores = self._scores(at, slice(len(self._wanted), None))
        weighed = ((float(score) * self._weight(row), at, row) for row, score in enumerate(scores))
        pairs = (
            pair
            for pair in weighed
            if pair[0] >= _LEAST and (among is None or self._offered[pair[2]].firm in among)
        )
        return self._first(pairs, lambda match: match.offered.firm, limit)

    def _weight(self, row: int) -> float:
        return _PITCH if self._offered[row].pitch else 1.0

    def _scores(self, row: int, side: slice) -> NDArray[np.float64]:
        """Give the scores, from 0 to 1, of one text against those of the other side."""
        letters = self._letters[side] @ self._letters[row].T
        meanings = self._meanings[side] @ self._meanings[row].T
        known = {other: closeness(self._categories[row], other) for other in set(self._categories)}
        categories = np.array([known[other] for other in self._categories[side]])
        total = _LETTERS * letters.toarray() + _MEANINGS * meanings.toarray()
        total = total.ravel() + _CATEGORY * categories
        return np.asarray(np.clip(total / (_LETTERS + _MEANINGS + _CATEGORY), 0, 1))

    def _first(
        self,
        pairs: Iterable[tuple[float, int, int]],
        party: Callable[[Match], str],
        limit: int,
    ) -> list[Match]:
        """Give the best pairs with a reason, one for each counterpart."""
        found: dict[str, Match] = {}
        # Rounded, so that the last bits of another machine's arithmetic change no order.
        rounded = ((round(score, _DIGITS), at, row) for score, at, row in pairs)
        for score, at, row in sorted(rounded, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if len(found) >= limit:
                break
            match = self._explained(score, at, row)
            if match.reasons:
                found.setdefault(party(match), match)
        return list(found.values())

    def _explained(self, score: float, at: int, row: int) -> Match:
        wanted, offered = self._wanted[at], self._offered[row]
        reading, other = self._readings[at], self._readings[len(self._wanted) + row]
        said = reasons(self._synonyms, wanted, offered, reading, other)
        return Match(wanted, offered, score, said)


def _meanings_of(reading: Reading) -> Iterator[str]:
    for found in reading.found:
        yield from sorted(found.meanings)


def _vectors(texts: Sequence[object], **options: Any) -> csr_matrix:
    """Give a row of unit length a text; texts without any feature have an empty one."""
    vectorizer = TfidfVectorizer(**options)
    analyse = vectorizer.build_analyzer()
    if not any(list(analyse(text)) for text in texts):
        return csr_matrix((len(texts), 0))
    return csr_matrix(vectorizer.fit_transform(texts))
