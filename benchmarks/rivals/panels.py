"""Quality over time as pictures, one panel a telling tier of an instance.

Every vertical axis counts what is missing, so that lower is better throughout.
"""

from collections.abc import Callable, Iterator, Sequence

from benchmarks.plot import STYLES, Axis, Line, Panel, Point, draw
from benchmarks.rivals.field import RIVALS, Rival
from benchmarks.rivals.judge import Record
from benchmarks.rivals.ledger import Ledger, Sheet
from benchmarks.rivals.standing import best_of, standings

EARLIEST = 0.05
# A timetable short of worth has few breaks because it has few meetings.
ENOUGH = 0.95

Quality = Callable[[Sequence[int | None]], float | None]


def pictures(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Give each picture's name and its SVG: published instances, fairs, visit days."""
    groups: dict[str, list[Panel]] = {"b2bsp": [], "fairs": [], "visits": []}
    for sheet in ledger.sheets.values():
        kinds = [kind for kind, _ in sheet.tiers]
        if kinds == ["breaks"]:
            groups["b2bsp"].append(_breaks(ledger, sheet))
        elif kinds == ["worth"]:
            groups["visits"].append(_worth(ledger, sheet))
        elif {"worth", "days", "breaks"} <= set(kinds):
            groups["fairs"] += [_worth(ledger, sheet), _flaws(ledger, sheet)]
    titles = {
        "b2bsp": "Breaks over time: published instances, all meetings musts",
        "fairs": "Quality over time: made fairs",
        "visits": "Quality over time: visit days of grad-visitor-scheduler's kind",
    }
    for name, panels in groups.items():
        if panels:
            columns = min(2, len(panels))
            yield f"rivals-{name}.svg", draw(panels, title=titles[name], columns=columns)


def _breaks(ledger: Ledger, sheet: Sheet) -> Panel:
    published = ledger.published.get(sheet.name)
    rules: tuple[tuple[float, str], ...] = ()
    if published:
        rules = ((float(published["breaks"]), f"optimum: {published['breaks']}"),)

    def quality(values: Sequence[int | None]) -> float | None:
        return None if values[0] is None else float(values[0])

    return _panel(ledger, sheet, quality, label="breaks", title=sheet.name, rules=rules)


def _worth(ledger: Ledger, sheet: Sheet) -> Panel:
    tier, best = _tier(sheet, "worth"), _best(ledger, sheet, "worth")

    def quality(values: Sequence[int | None]) -> float | None:
        value = values[tier]
        return None if value is None else 100 * (1 - value / best)

    label = "% of worth missing"
    return _panel(ledger, sheet, quality, label=label, title=f"{sheet.name}: worth")


def _flaws(ledger: Ledger, sheet: Sheet) -> Panel:
    worth, days, breaks = (_tier(sheet, kind) for kind in ("worth", "days", "breaks"))
    best = _best(ledger, sheet, "worth")

    def quality(values: Sequence[int | None]) -> float | None:
        held, second, idle = values[worth], values[days], values[breaks]
        if held is None or second is None or idle is None or held < ENOUGH * best:
            return None
        return float(second + idle)

    title = f"{sheet.name}: second days and breaks"
    return _panel(ledger, sheet, quality, label="second days + breaks", title=title)


def _tier(sheet: Sheet, kind: str) -> int:
    return next(i for i, (name, _) in enumerate(sheet.tiers) if name == kind)


def _best(ledger: Ledger, sheet: Sheet, kind: str) -> float:
    records = [record for (name, _), record in ledger.records.items() if name == sheet.name]
    best = best_of(sheet, records)
    return max(1.0, float(best.values[_tier(sheet, kind)])) if best else 1.0


def _panel(
    ledger: Ledger,
    sheet: Sheet,
    quality: Quality,
    *,
    label: str,
    title: str,
    rules: tuple[tuple[float, str], ...] = (),
) -> Panel:
    limit = float(ledger.conditions["seconds"])
    whole = {
        one.record.rival: one.whole and one.refuted is None
        for one in standings(sheet, [r for (n, _), r in ledger.records.items() if n == sheet.name])
    }
    lines = []
    for rival, style in zip(RIVALS, STYLES, strict=True):
        record = ledger.records.get((sheet.name, rival.room))
        points = [] if record is None else list(_points(rival, record, quality))
        if record is None or not points:
            continue
        last = record.seconds if whole[rival.room] else limit
        points.append((max(points[-1][0], min(last, limit)), points[-1][1]))
        end = "✓" if whole[rival.room] else ""
        lines.append(Line(rival.name, tuple(points), style, stepped=True, end=end))
    high = max((value for line in lines for _, value in line.points), default=1.0)
    x = Axis("seconds since the process was started", EARLIEST, limit * 1.15, "log", _ticks(limit))
    return Panel(title, sheet.size, x, Axis(label, 0, max(1.0, high), "log1p"), tuple(lines), rules)


def _ticks(limit: float) -> tuple[tuple[float, str], ...]:
    marks = (0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000)
    return tuple((mark, f"{mark:g}") for mark in marks if mark <= limit)


def _points(rival: Rival, record: Record, quality: Quality) -> Iterator[Point]:
    """Follow what was told, each change of quality one point."""
    events: list[tuple[float, dict[int, int]]] = []
    for found in record.found:
        if not found.broken:
            events.append((found.seconds, dict(enumerate(found.values))))
    single = len(record.bounds) == 1
    for claim in record.claims:
        # A claim of one tier says nothing of the others, whose values are of another timetable.
        if rival.tells_all or single:
            events.append((claim.seconds, {claim.tier: claim.value}))
    values: list[int | None] = [None] * len(record.bounds)
    last: float | None = None
    for index, (seconds, told) in enumerate(sorted(events, key=lambda one: one[0])):
        for tier, value in told.items():
            values[tier] = value
        now = quality(values)
        later = events_after(events, index, seconds)
        if now is not None and now != last and not later:
            last = now
            yield max(seconds, EARLIEST), now


def events_after(
    events: Sequence[tuple[float, dict[int, int]]], index: int, seconds: float
) -> bool:
    """Whether more was told in the same moment: values of one timetable, one by one."""
    ordered = sorted(one[0] for one in events)
    return index + 1 < len(ordered) and ordered[index + 1] - seconds < 0.002
