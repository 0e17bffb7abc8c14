"""Ways to rank the plan items for each firm: ours, parts of ours, and what anybody would try."""

from collections.abc import Callable, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.matching.labelled import Labelled
from fairmatch.matching.index import Index
from fairmatch.matching.synonyms import Synonyms, default_pairs

Rankings = dict[str, list[str]]
"""Codes of plan items by firm, the best first; what scores nothing is left out."""
Method = Callable[[Labelled], Rankings]


def word_overlap(labelled: Labelled) -> Rankings:
    """Count the words, parted by spaces, that a title and a product's name share."""
    plans = [set(plan.title.split()) for plan in labelled.plans]
    offers = [set(product.name.replace("·", " ").split()) for product in labelled.products]
    return _ranked(labelled, [[len(offer & plan) for plan in plans] for offer in offers])


def fuzzy(labelled: Labelled) -> Rankings:
    """Compare title and name by rapidfuzz's partial ratio alone."""
    return _ranked(
        labelled,
        [
            [fuzz.partial_ratio(product.name, plan.title) for plan in labelled.plans]
            for product in labelled.products
        ],
    )


def letters_only(labelled: Labelled) -> Rankings:
    """Compare title and name by TF-IDF over runs of 1 to 3 letters and nothing else."""
    titles = [plan.title for plan in labelled.plans]
    names = [product.name for product in labelled.products]
    return _ranked(labelled, letter_scores(names, titles).tolist())


def letter_scores(names: Sequence[str], titles: Sequence[str]) -> NDArray[np.float64]:
    """Give the similarity of letters of each name (a row) and each title."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 3)).fit([*titles, *names])
    scores = vectorizer.transform(names) @ vectorizer.transform(titles).T
    return np.asarray(scores.toarray())


def ours(labelled: Labelled) -> Rankings:
    """Rank as the program does."""
    return ours_with(labelled, Synonyms.amended())


def ours_without_categories(labelled: Labelled) -> Rankings:
    """Rank as the program does where nobody fills in categories."""
    return ours(labelled.without_categories())


def ours_without_synonyms(labelled: Labelled) -> Rankings:
    """Rank as the program does with an empty table of synonyms."""
    return ours_with(labelled, Synonyms(()))


def ours_with_half(labelled: Labelled) -> Rankings:
    """Rank as the program does with half of the table, drawn by chance."""
    random = Random(2015)
    return ours_with(labelled, Synonyms(pair for pair in default_pairs() if random.random() < 0.5))


def ours_with(labelled: Labelled, synonyms: Synonyms) -> Rankings:
    """Rank as the program does with a given table of synonyms."""
    index = Index(labelled.plans, (*labelled.products, *labelled.pitches), synonyms)
    every = len(labelled.plans)
    return {
        product.firm: [match.wanted.code for match in index.plans_for(product.firm, every)]
        for product in labelled.products
    }


def ours_for_plans(labelled: Labelled) -> Rankings:
    """Give codes of firms by plan item, ranked as the program does."""
    index = Index(labelled.plans, (*labelled.products, *labelled.pitches), Synonyms.amended())
    every = len(labelled.products)
    return {
        plan.code: [match.offered.firm for match in index.firms_for(plan.code, every)]
        for plan in labelled.plans
    }


def _ranked(labelled: Labelled, scores: list[list[float]]) -> Rankings:
    codes = [plan.code for plan in labelled.plans]
    rankings: Rankings = {}
    for product, row in zip(labelled.products, np.round(scores, 6), strict=True):
        order = sorted(range(len(codes)), key=lambda at: (-row[at], codes[at]))
        rankings[product.firm] = [codes[at] for at in order if row[at] > 0]
    return rankings


METHODS: dict[str, Method] = {
    "word overlap": word_overlap,
    "rapidfuzz alone": fuzzy,
    "TF-IDF alone": letters_only,
    "ours, no synonyms": ours_without_synonyms,
    "ours, half the synonyms": ours_with_half,
    "ours, no categories": ours_without_categories,
    "ours": ours,
}
