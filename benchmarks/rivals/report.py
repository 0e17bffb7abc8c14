"""The tables of ``docs/rivals.md``, from a ledger alone."""

from collections.abc import Iterable, Sequence

from benchmarks.rivals.field import INSTALL, RIVALS, Rival
from benchmarks.rivals.judge import Record
from benchmarks.rivals.ledger import Ledger, Sheet
from benchmarks.rivals.standing import Standing, best_of, standings

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
MEGABYTE = 1 << 20


def fill(document: str, ledger: Ledger) -> str:
    """Put the tables of a ledger between the two marks of a document.

    Raises
    ------
    ValueError
        If the document lacks a mark.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{tables(ledger)}\n\n{END}{after}"


def tables(ledger: Ledger) -> str:
    """Write the conditions, the summary and a table an instance."""
    parts = [_conditions(ledger), "### At a glance", _summary(ledger)]
    for sheet in ledger.sheets.values():
        parts += [f"### {sheet.name}", f"{sheet.size}.", _instance(ledger, sheet)]
        if sheet.name in ledger.published:
            parts.append(_published(ledger.published[sheet.name]))
    return "\n\n".join(part for part in parts if part)


def _conditions(ledger: Ledger) -> str:
    told = ledger.conditions
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    return (
        f"{told['cores']} cores of {told['processor']}, {told['system']}, Python"
        f" {told['python']}; {versions}. Each process had {told['seconds']:g} s from its start,"
        f" {told['memory'] // MEGABYTE:,} MB and {told['workers']} threads."
    )


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _own(ledger: Ledger, sheet: Sheet) -> list[Record]:
    return [record for (name, _), record in ledger.records.items() if name == sheet.name]


def _takes_part(ledger: Ledger, rival: Rival) -> bool:
    return any(room == rival.room for _, room in ledger.records)


def _summary(ledger: Ledger) -> str:
    field = [rival for rival in RIVALS if _takes_part(ledger, rival)]
    lines = [_row(["", *(rival.name for rival in field)]), _row(["---"] * (len(field) + 1))]
    for sheet in ledger.sheets.values():
        found = {one.record.rival: one for one in standings(sheet, _own(ledger, sheet))}
        first = next(iter(found), None)
        cells = [sheet.name]
        for rival in field:
            one = found.get(rival.room)
            text = "·" if one is None else verdict(ledger, sheet, one)
            cells.append(f"**{text}**" if rival.room == first else text)
        lines.append(_row(cells))
    return "\n".join(lines)


def verdict(ledger: Ledger, sheet: Sheet, one: Standing) -> str:
    """Say in a few words how a rival did."""
    record, own = one.record, one.record.best
    if own is None or own.broken:
        if record.status in ("feasible", "unknown", "optimal"):
            return "none" if own is None else f"wrong: {own.broken} broken"
        return record.status
    if one.refuted is not None:
        return "wrong proof"
    if one.behind is None:
        return f"proved, {record.seconds:.1f} s" if one.whole else f"best, {one.reached:.1f} s"
    best = best_of(sheet, _own(ledger, sheet))
    kind, level = sheet.tiers[one.behind]
    value = own.values[one.behind]
    if kind == "worth" and best is not None and best.values[one.behind]:
        return f"worth {100 * value / best.values[one.behind]:.1f} %"
    name = f"coverage {level}" if level else kind
    return f"{name}: {value:,}"


def _instance(ledger: Ledger, sheet: Sheet) -> str:
    heads = ["", *_heads(sheet), "proved", "reached after", "ended after", "processor", "memory"]
    lines = [_row(heads), _row(["---", *["---:"] * (len(heads) - 1)])]
    names = {rival.room: rival.name for rival in RIVALS}
    for one in standings(sheet, _own(ledger, sheet)):
        record, own = one.record, one.record.best
        values = ["–"] * len(_heads(sheet))
        if own is not None:
            values = _values(sheet, own.values)
            if own.broken:
                values[0] += " (breaks rules)"
        reached = "–" if one.reached is None else f"{one.reached:.2f} s"
        ran = record.status != "not installed"
        used = [f"{record.seconds:.2f} s", f"{record.cpu:.1f} s", f"{record.memory // MEGABYTE} MB"]
        proof = _proof(sheet, one)
        lines.append(
            _row([names[record.rival], *values, proof, reached, *(used if ran else ["–"] * 3)])
        )
    return "\n".join(lines)


def _heads(sheet: Sheet) -> list[str]:
    """Name the columns: coverage, of many levels, has one."""
    return list(dict.fromkeys(kind for kind, _ in sheet.tiers))


def _values(sheet: Sheet, values: Sequence[int]) -> list[str]:
    cells: dict[str, list[str]] = {}
    for (kind, _), value in zip(sheet.tiers, values, strict=True):
        cells.setdefault(kind, []).append(f"{value:,}")
    return [" · ".join(found) for found in cells.values()]


def _proof(sheet: Sheet, one: Standing) -> str:
    record, own = one.record, one.record.best
    if own is None or own.broken:
        if record.status == "not installed":
            return f"not installed: `{INSTALL}`"
        why = own.first if own is not None else record.message
        told = record.status if record.status not in ("feasible", "optimal") else ""
        return "; ".join(part for part in (told, why) if part) or "no timetable"
    if one.refuted is not None:
        return f"wrong: claims {record.bounds[one.refuted]} cannot be beaten"
    if one.whole:
        return "yes"
    bound = record.bounds[one.proved]
    kind, level = sheet.tiers[one.proved]
    name = f"{kind} {level}" if level else kind
    limit = f", bound {bound:,}" if bound is not None else ""
    died = f"; {record.status}" if record.status not in ("feasible", "optimal") else ""
    return (f"up to {name}" if one.proved else "no") + limit + died


def _published(row: dict[str, str]) -> str:
    """Quote the published record: other machines, other limits."""
    times = {
        "MaxSAT (UWrMaxSAT)": row["maxsat_s"],
        "Chuffed": row["chuffed_s"],
        "CPLEX": row["mip_s"],
    }
    told = ", ".join(
        f"{name} {'none in 7,200 s' if seconds == 'TO' else seconds + ' s'}"
        for name, seconds in times.items()
    )
    return (
        f"*Published, on other hardware* (Bofill et al., JAIR 74, 2022; Xeon E3-1220v2):"
        f" {row['breaks']} breaks proved; {told}."
    )
