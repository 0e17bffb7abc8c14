"""What came of scenarios: the newest timetable of each, and figures side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, undefer

from fairmatch.hand.measuring import measured
from fairmatch.models import Agency, Consultation, Fair, Firm, Placement, Timetable
from fairmatch.plan_settings import PlanSettings, own_settings
from fairmatch.reports import QualityReport


@dataclass(frozen=True)
class TimetableResult:
    """A timetable with what it was made by and how good it is; no report for one made by hand."""

    timetable: Timetable
    report: QualityReport | None
    settings: PlanSettings
    name: str
    """The scenario's name; empty for the fair's own settings."""
    outdated: bool
    """Whether the fair, or the scenario, changed after it was made."""


def latest_results(session: Session, fair: Fair) -> Mapping[int | None, TimetableResult]:
    """Give the newest draft of each scenario, by the scenario.

    None is the fair's own settings, by which the latest version counts as made too.
    """
    latest: dict[int | None, TimetableResult] = {}
    for one in results(session, fair):
        published = one.timetable.number is not None
        latest.setdefault(None if published else one.timetable.scenario_id, one)
    return latest


def results(session: Session, fair: Fair) -> list[TimetableResult]:
    """Give all drafts of a fair and its latest version, the newest first."""
    numbers = select(func.max(Timetable.number)).where(Timetable.fair_id == fair.id)
    latest = session.scalar(numbers)
    rows = session.scalars(
        select(Timetable)
        .where(
            Timetable.fair_id == fair.id,
            Timetable.number.is_(None) | (Timetable.number == latest),
        )
        .options(joinedload(Timetable.scenario), undefer(Timetable.report))
        .order_by(Timetable.id.desc())
    )
    own = own_settings(fair, fair.days)
    return [_result(session, fair, own, row) for row in rows]


def _result(session: Session, fair: Fair, own: PlanSettings, row: Timetable) -> TimetableResult:
    made_by = own if row.settings is None else PlanSettings.model_validate(row.settings)
    scenario = row.scenario
    changed = scenario is not None and PlanSettings.model_validate(scenario.settings) != made_by
    return TimetableResult(
        timetable=row,
        report=measured(session, row),
        settings=made_by,
        name=scenario.name if scenario else "",
        outdated=row.number is None and (changed or row.revision != fair.revision),
    )


@dataclass(frozen=True, slots=True)
class PartyCounts:
    """How many consultations a firm or agency has in each of some timetables."""

    code: str
    name_ko: str
    name_en: str
    counts: tuple[int, ...]

    @property
    def spread(self) -> int:
        """The most by which two of the timetables differ for it."""
        return max(self.counts) - min(self.counts)


def party_counts(
    session: Session, fair: Fair, timetables: Sequence[Timetable], side: str
) -> list[PartyCounts]:
    """Count each party's consultations in each timetable, by code; ``side`` is firm or agency.

    Parties without a consultation in any of them are left out.
    """
    party: type[Firm] | type[Agency] = Firm if side == "firm" else Agency
    key = Consultation.firm_id if side == "firm" else Consultation.agency_id
    rows = session.execute(
        select(key, Placement.timetable_id, func.count())
        .join(Consultation, Consultation.id == Placement.consultation_id)
        .where(Placement.timetable_id.in_([one.id for one in timetables]))
        .group_by(key, Placement.timetable_id)
    )
    counts = {(party_id, timetable_id): count for party_id, timetable_id, count in rows}
    held = {party_id for party_id, _ in counts}
    named = session.execute(
        select(party.id, party.code, party.name_ko, party.name_en)
        .where(party.fair_id == fair.id)
        .order_by(party.code)
    )
    return [
        PartyCounts(
            code, name_ko, name_en, tuple(counts.get((key, one.id), 0) for one in timetables)
        )
        for key, code, name_ko, name_en in named
        if key in held
    ]
