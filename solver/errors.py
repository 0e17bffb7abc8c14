"""What can be wrong with a question or an answer."""


class SolverError(Exception):
    """Any error of this package."""


class InvalidProblem(SolverError):
    """The problem contradicts its own vocabulary.

    Attributes
    ----------
    field
        The attribute that is wrong, as a path: ``parties.at_most``.
    owner
        Party, request, slot or place it belongs to; "" for the problem itself.
    expected
        What was expected there.
    found
        What was there instead, as text.
    """

    def __init__(self, field: str, owner: str, expected: str, found: object) -> None:
        self.field = field
        self.owner = owner
        self.expected = expected
        self.found = repr(found)
        whose = f" of {owner}" if owner else ""
        super().__init__(f"{field}{whose}: expected {expected}, found {self.found}")


class BrokenTimetable(SolverError):
    """The solver made a timetable its own checker refuses: a defect of the solver."""

    def __init__(self, findings: tuple[str, ...]) -> None:
        self.findings = findings
        super().__init__("the timetable found breaks its rules: " + "; ".join(findings[:5]))
