"""The report of what came of the fair: figures, both amounts, each division, the survey."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from fairmatch.models import Fair, OutcomeKind
from fairmatch.papers.typesetting import Template, typeset
from fairmatch.papers.words import words_of
from fairmatch.results import words
from fairmatch.results.opinions import Opinion
from fairmatch.results.results import Results
from fairmatch.results.tally import Tally
from fairmatch.wording import Words

_SIGNED = (OutcomeKind.PLEDGE, OutcomeKind.CONTRACT, OutcomeKind.MEMORANDUM)
_BARS = ("held", "firm_missed", "agency_missed", "unclear", "coming")


def results_paper(fair: Fair, results: Results, *, language: str = "ko") -> bytes:
    """Give the report as a PDF; it tells the moment that it shows. It is for the organiser."""
    paper = _Paper(fair, results, language)
    return typeset(Template.RESULTS, paper.values(), made_at=results.at)


class _Paper:
    """Puts results into the words of one language."""

    def __init__(self, fair: Fair, results: Results, language: str) -> None:
        self._fair = fair
        self._results = results
        self._language = "en" if language == "en" else "ko"

    def values(self) -> dict[str, object]:
        fair, results, total = self._fair, self._results, self._results.total
        said = words_of(self._language)
        name = (self._language == "en" and fair.name_en) or fair.name_ko
        where = (self._language == "en" and fair.venue_en) or fair.venue_ko
        days = ", ".join(said.day_of(day.date) for day in fair.days)
        at = said.moment_of(results.at, ZoneInfo(fair.zone))
        as_of = self._say(words.AS_OF).format(at=at)
        return {
            "title": f"{name} – {self._say(words.TITLE)}",
            "author": fair.organiser_name,
            "language": self._language,
            "footer": f"{name} · {as_of}\n{fair.organiser_name} {fair.organiser_email}",
            "fair": name,
            "subtitle": self._say(words.TITLE),
            "venue": f"{days} · {where}",
            "as_of": as_of,
            "figures": [
                self._figure(words.HELD, f"{total.held:,}"),
                *(self._figure(words.KINDS[kind], f"{total.of(kind):,}") for kind in _SIGNED),
            ],
            "amounts": [
                self._figure(words.DISCUSSED, f"{total.discussed:,}"),
                self._figure(words.SIGNED, f"{total.signed:,}"),
            ],
            "summary": [
                self._figure(one, f"{value:,}")
                for one, value in (
                    *words.counted(total),
                    (words.FIRMS, len(total.firms)),
                    *words.came(total),
                    (words.LATER, total.later),
                    (words.DISPUTED, total.disputed),
                )
            ],
            "disputed_note": self._say(words.DISPUTED_NOTE),
            "legend": [
                self._say(one)
                for one in (words.HELD, words.FIRM_MISSED, words.AGENCY_MISSED, words.UNCLEAR,
                            words.COMING)
            ],
            "tables": [
                self._table(words.HALF, [
                    (self._say(words.half_name(*one.key)), one.tally) for one in results.halves
                ], total),
                self._table(words.AGENCY, [
                    (self._say(results.names[one.key]), one.tally) for one in results.agencies
                ], total),
                self._table(words.KIND_OF_FIRM, [
                    (self._say(words.kind_name(one.key)), one.tally)
                    for one in results.firm_kinds
                ], None) | {"note": self._say(words.ALL_KINDS_NOTE)},
            ],
            "survey": {
                "title": self._say(words.SURVEY),
                "heads": [self._say(one) for one in (words.QUESTION, words.ANSWERS, words.MEAN)],
                "sides": [self._opinion(opinion) for opinion in results.opinions],
            },
        }  # fmt: skip

    def _say(self, said: Words) -> str:
        return said.in_language(self._language)

    def _figure(self, says: Words, value: str) -> dict[str, str]:
        return {"says": self._say(says), "value": value}

    def _table(
        self, first: Words, parts: Sequence[tuple[str, Tally]], total: Tally | None
    ) -> dict[str, object]:
        heads = (first, words.HELD, *(words.KINDS[kind] for kind in _SIGNED))
        rows = [self._row(name, part) for name, part in parts]
        if total is not None:
            rows.append(self._row(self._say(words.TOTAL), total))
        return {
            "title": self._say(first),
            "heads": [self._say(one) for one in (*heads, words.DISCUSSED, words.SIGNED)],
            "rows": rows,
            "total": total is not None,
            "most": max([1, *(part.all for _, part in parts)]),
            "note": "",
        }

    def _row(self, name: str, part: Tally) -> dict[str, object]:
        return {
            "name": name,
            "bar": [getattr(part, field) for field in _BARS],
            "cells": [
                f"{part.held:,} / {part.all:,}",
                *(f"{part.of(kind):,}" for kind in _SIGNED),
                f"{part.discussed:,}",
                f"{part.signed:,}",
            ],
        }

    def _opinion(self, opinion: Opinion) -> dict[str, object]:
        return {
            "name": f"{self._say(words.SIDES[opinion.side])} ({opinion.answered:,})",
            "rows": [
                {
                    "name": self._say(words.QUESTIONS[marks.question]),
                    "counts": list(marks.counts),
                    "number": f"{marks.number:,}",
                    "mean": "–" if marks.mean is None else f"{marks.mean:.2f}",
                }
                for marks in opinion.questions
            ],
        }
