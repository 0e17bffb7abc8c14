"""RC2 of PySAT: MaxSAT by cores, with the settings its authors sent to the MaxSAT Evaluation.

The tiers become weights, each greater than all behind it can add up to; RC2 finds that out by
itself and takes them one by one (Boolean lexicographic optimisation). It has no timetable before
a tier is done; there it is asked for one.
"""

from collections.abc import Iterator
from threading import Timer

from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2Stratified
from pysat.formula import WCNF

from benchmarks.rivals.encode import Breaks, encode
from benchmarks.rivals.program import Program, Row
from benchmarks.rivals.speak import Task, task


class Stratified(RC2Stratified):  # type: ignore[misc]
    """RC2 that tells what it has when a level of weights is done."""

    def __init__(self, formula: WCNF, told: Task, program: Program) -> None:
        self._told, self._program = told, program
        weighted = max(formula.wght, default=1) > min(formula.wght, default=1)
        super().__init__(
            formula, solver="g3", adapt=True, exhaust=True, trim=5 if weighted else 0, blo="div"
        )

    def finish_level(self) -> None:
        """Tell the timetable of the level."""
        model = self.oracle.get_model()
        known = {self.vmap.i2e[abs(one)] for one in model if one > 0 and one in self.vmap.i2e}
        self._told.improved(self._program.timetable(lambda column: column + 1 in known))
        super().finish_level()


def main() -> None:
    """Solve the problem given on the command line."""
    told = task()
    program = encode(told.problem, Breaks.HOLES)
    formula = to_formula(program)
    with Stratified(formula, told, program) as solver:
        timer = Timer(told.left(), solver.interrupt)
        timer.start()
        model = solver.compute(expect_interrupt=True)
        timer.cancel()
    if model is None:
        told.say(status="unknown" if told.over() else "infeasible")
        return
    held = {one for one in model if one > 0}

    def holds(column: int) -> bool:
        return column + 1 in held

    bounds = [tier.value(holds) for tier in program.tiers]
    told.improved(program.timetable(holds), last=True, bounds=bounds)
    told.say(status="optimal")


def to_formula(program: Program) -> WCNF:
    """Write rows as clauses, tiers as weighted literals; column c is variable c + 1."""
    formula = WCNF()
    top = program.size
    for row in program.rows:
        for clauses, used in _clauses(row, top):
            formula.extend(clauses)
            top = max(top, used)
    factor = 1
    for tier in reversed(program.tiers):
        span = sum(map(abs, tier.weights))
        for column, weight in zip(tier.columns, tier.weights, strict=True):
            good = (weight > 0) == tier.maximised
            literal = column + 1 if good else -column - 1
            formula.append([literal], weight=factor * abs(weight))
        factor *= span + 1
    return formula


def _clauses(row: Row, top: int) -> Iterator[tuple[list[list[int]], int]]:
    literals = [column + 1 for column in row.columns] + [-column - 1 for column in row.negative]
    low = None if row.low is None else row.low + len(row.negative)
    high = None if row.high is None else row.high + len(row.negative)
    if low is not None and low > len(literals):
        yield [[]], top
        return
    if high is not None and high < 0:
        yield [[]], top
        return
    if low == 1:
        yield [literals], top
    elif low is not None and low > 1:
        made = CardEnc.atleast(literals, low, top_id=top, encoding=EncType.totalizer)
        top = max(top, made.nv)
        yield made.clauses, top
    if high is not None and high == len(literals) - 1:
        yield [[-one for one in literals]], top
    elif high is not None:
        kind = EncType.seqcounter if high == 1 else EncType.totalizer
        made = CardEnc.atmost(literals, high, top_id=top, encoding=kind)
        yield made.clauses, max(top, made.nv)


if __name__ == "__main__":
    main()
