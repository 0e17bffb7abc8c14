"""Why a wish is not held: the solver's reason in words, for the firm and for the organiser."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from fairmatch.planning import is_must, pair_worth
from fairmatch.reports.model import ReasonCount, UnmetInterest
from fairmatch.reports.outcome import Outcome
from fairmatch.reports.reasons import (
    HEADINGS,
    RESERVE_LEFT,
    SENTENCES,
    UNTOLD,
    UnmetKind,
    kind_of,
)
from fairmatch.snapshot import Pair
from fairmatch.wording import Words
from solver.explain import Reason

SHOWN = 8
"""Most names listed in a sentence."""


def unmet_interests(
    outcome: Outcome,
    reasons: Mapping[Pair, Reason],
    pairs: Mapping[str, Pair],
    taken_out: Collection[Pair] = (),
) -> tuple[UnmetInterest, ...]:
    """Give every wish that is not held with its reason, by firm and rank.

    ``pairs`` gives the pair behind each request id that the reasons may name, ``taken_out`` the
    wishes that the organiser left out by hand.
    """
    left_out = {pair for pair in taken_out if pair in outcome.fair.interests} - reasons.keys()
    unmet = sorted(
        {*reasons, *left_out},
        key=lambda pair: (outcome.fair.firms[pair[0]].code, _rank(outcome, pair)),
    )
    return tuple(
        _left_out(outcome, pair)
        if pair in left_out
        else _unmet(outcome, pair, reasons[pair], pairs)
        for pair in unmet
    )


def reason_counts(unmet: Sequence[UnmetInterest]) -> tuple[ReasonCount, ...]:
    """Count the unmet wishes by kind of reason, the most frequent first."""
    counts = Counter(one.kind for one in unmet)
    return tuple(
        ReasonCount(kind=kind, words=HEADINGS[kind], count=count)
        for kind, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _unmet(
    outcome: Outcome, pair: Pair, reason: Reason, pairs: Mapping[str, Pair]
) -> UnmetInterest:
    fair = outcome.fair
    holders = sorted(
        (pairs[request] for request in reason.requests),
        key=lambda other: (not is_must(fair, other), -pair_worth(fair, other), other),
    )
    kind = kind_of(reason)
    words = _sentence(outcome, kind, reason)
    untold = kind is UnmetKind.DECLINED and pair not in fair.told
    return _interest(
        outcome,
        pair,
        kind,
        holders,
        told=UNTOLD if untold else words,
        organiser=_with_holders(outcome, pair, words, holders),
    )


def _left_out(outcome: Outcome, pair: Pair) -> UnmetInterest:
    kind = UnmetKind.TAKEN_OUT
    return _interest(outcome, pair, kind, (), told=UNTOLD, organiser=SENTENCES[kind])


def _interest(
    outcome: Outcome,
    pair: Pair,
    kind: UnmetKind,
    holders: Sequence[Pair],
    *,
    told: Words,
    organiser: Words,
) -> UnmetInterest:
    fair = outcome.fair
    firm, agency = fair.firms[pair[0]], fair.agencies[pair[1]]
    return UnmetInterest(
        firm_code=firm.code,
        firm_name_ko=firm.name_ko,
        firm_name_en=firm.name_en,
        agency_code=agency.code,
        agency_name_ko=agency.name_ko,
        agency_name_en=agency.name_en,
        rank=_rank(outcome, pair),
        worth=pair_worth(fair, pair),
        kind=kind,
        holders=tuple(
            (fair.firms[other[0]].code, fair.agencies[other[1]].code) for other in holders
        ),
        words=told,
        organiser_words=organiser,
    )


def _rank(outcome: Outcome, pair: Pair) -> int:
    return outcome.fair.interests[pair].rank


def _sentence(outcome: Outcome, kind: UnmetKind, reason: Reason) -> Words:
    quota = outcome.fair.settings.firm_quota
    if kind is UnmetKind.FIRM_QUOTA and "at_most" in reason.rules:
        return Words(
            ko=f"기업의 상담 한도 {quota}건이 모두 찼습니다.",
            en=f"The firm has as many consultations as a firm may have: {quota}.",
        )
    if kind is UnmetKind.BOOTH_FULL and "at_most_per_day" in reason.rules:
        return RESERVE_LEFT
    return SENTENCES[kind]


def _with_holders(outcome: Outcome, pair: Pair, words: Words, holders: Sequence[Pair]) -> Words:
    if not holders:
        return words
    more = len(holders) - SHOWN
    named = holders[:SHOWN]
    told = [_holder(outcome, pair, other) for other in named]
    korean = ", ".join(words.ko for words in told)
    english = ", ".join(words.en for words in told)
    if more > 0:
        korean += f" 외 {more}건"
        english += f" and {more} more"
    worth = pair_worth(outcome.fair, pair)
    return Words(
        ko=f"{words.ko} 자리를 차지한 상담(점수): {korean}. 이 신청의 점수: {worth}.",
        en=f"{words.en} Held instead (worth): {english}. Worth of this wish: {worth}.",
    )


def _holder(outcome: Outcome, pair: Pair, other: Pair) -> Words:
    fair = outcome.fair
    party = fair.agencies[other[1]] if other[0] == pair[0] else fair.firms[other[0]]
    fixed, worth = is_must(fair, other), pair_worth(fair, other)
    english = party.name_en or party.name_ko
    return Words(
        ko=f"{party.code} {party.name_ko} ({'사전 확정·필수' if fixed else worth})",
        en=f"{party.code} {english} ({'arranged or must' if fixed else worth})",
    )
