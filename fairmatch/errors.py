"""Everything the fair can refuse, as classes with fields; ``str()`` gives a plain sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from fairmatch.models.phases import Phase
from fairmatch.wording import Words, said_in


class FairMatchError(Exception):
    """Base of all refusals of this package."""


@dataclass(frozen=True)
class BadCell:
    """One thing wrong with a file: where it is and what was expected there.

    ``row`` counts as a spreadsheet does, the header being row 1; 0 means the file as a whole.
    ``column`` is the heading, empty where the row as a whole is meant. What stood in a file is
    plain text, what the program says of it is in two languages.
    """

    file: Words
    row: int
    column: str
    found: Words | str
    expected: Words

    def __str__(self) -> str:
        """Give one line: file, row, column, what was found and what was expected."""
        place = str(self.file)
        if self.row:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        found = f"found {str(self.found)!r}, " if self.found else ""
        return f"{place}: {found}expected {self.expected}"

    def in_language(self, language: str) -> str:
        """Give the line for a reader of Korean or English."""
        if language == "en":
            return str(self)
        place = self.file.ko
        if self.row:
            place += f" {self.row}행"
        if self.column:
            place += f" ‘{self.column}’ 열"
        found = said_in(language, self.found)
        quoted = f"‘{found}’" if isinstance(self.found, str) else found
        shown = f"{quoted} → " if found else ""
        return f"{place}: {shown}필요한 값: {self.expected.ko}"


class BadInput(FairMatchError):
    """A fair's files cannot be taken in; ``cells`` lists every error found, in file order."""

    def __init__(self, cells: Sequence[BadCell]) -> None:
        self.cells = tuple(cells)
        super().__init__(f"{len(self.cells)} error(s) in the files; nothing was changed")


class UnknownFair(FairMatchError):
    """No fair has this code; ``known`` lists those there are."""

    def __init__(self, code: str | None, known: Sequence[str]) -> None:
        self.code = code
        self.known = tuple(known)
        if not known:
            text = "there is no fair yet; read one in with `fairmatch import DIR`"
        elif code is None:
            text = f"there are several fairs; name one with --fair: {', '.join(known)}"
        else:
            text = f"no fair is called {code!r}; there are: {', '.join(known)}"
        super().__init__(text)


class DatabaseNotReady(FairMatchError):
    """The database has no tables, or those of another edition of the program."""

    def __init__(self, url: str, found: str | None, wanted: str) -> None:
        self.url = url
        self.found = found
        self.wanted = wanted
        state = f"is at revision {found}" if found else "has no tables"
        super().__init__(f"the database {url} {state}; run `fairmatch init`")


class SlotsInUse(FairMatchError):
    """Slots that new fair hours would remove hold published consultations."""

    def __init__(self, held: Sequence[tuple[str, str]]) -> None:
        self.held = tuple(held)
        shown = "; ".join(f"{slot}: {who}" for slot, who in self.held[:10])
        super().__init__(f"slots in use cannot be removed: {shown}")


class PartiesInUse(FairMatchError):
    """Agencies or firms that were to be removed have published consultations."""

    def __init__(self, held: Sequence[str]) -> None:
        self.held = tuple(held)
        shown = ", ".join(self.held[:10]) + (", …" if len(self.held) > 10 else "")
        super().__init__(
            f"these have published consultations and cannot be removed: {shown}; "
            "keep them in the files, or import without prune"
        )


class StaleInputs(FairMatchError):
    """The fair changed while the solver ran, so its timetable may not fit any more."""

    def __init__(self, solved: int, now: int) -> None:
        self.solved = solved
        self.now = now
        super().__init__(
            f"the fair changed while the solver ran (revision {solved} → {now}); solve again"
        )


class FairBusy(FairMatchError):
    """Another run of the same fair is running; there is one at a time."""

    def __init__(self, run: int) -> None:
        self.run = run
        super().__init__(
            f"a timetable of this fair is being made already (run {run}); wait for its end, or "
            "cancel it"
        )


class UnknownRun(FairMatchError):
    """The fair has no such run of the solver."""

    def __init__(self, run: int) -> None:
        self.run = run
        super().__init__(f"the fair has no run {run}")


class RunLost(FairMatchError):
    """The run was taken from whoever worked at it, who seemed to be dead."""

    def __init__(self, run: int) -> None:
        self.run = run
        super().__init__(f"run {run} was taken over by another worker; nothing is kept of this one")


class StaleDraft(FairMatchError):
    """The fair changed after a draft was made; publishing it would publish the past."""

    def __init__(self, drafted: int, now: int) -> None:
        self.drafted = drafted
        self.now = now
        super().__init__(
            f"the fair changed after the draft was made (revision {drafted} → {now}); solve again"
        )


class AlreadyPublished(FairMatchError):
    """A timetable that is already a published version cannot be published again."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"the timetable is already published as version {number}")


class PhaseClosed(FairMatchError):
    """What is asked for may only be done while a phase of the fair is open.

    ``closed_at`` is when it closed, ``opens_at`` when it is to open; UTC, one of them None.
    """

    def __init__(
        self, phase: Phase, closed_at: datetime | None, opens_at: datetime | None = None
    ) -> None:
        self.phase, self.closed_at, self.opens_at = phase, closed_at, opens_at
        when = f"opens at {opens_at}" if opens_at else f"closed at {closed_at}"
        super().__init__(f"{phase.value}: {when}")


class PhaseOrder(FairMatchError):
    """A phase of the fair would close before it opens; both moments in UTC."""

    def __init__(self, phase: Phase, opens_at: datetime, closes_at: datetime) -> None:
        self.phase, self.opens_at, self.closes_at = phase, opens_at, closes_at
        super().__init__(f"{phase.value} would close at {closes_at}, not after {opens_at}")


class BadMoment(FairMatchError):
    """The clocks of a time zone never show a local time: they are put forward over it."""

    def __init__(self, local: datetime, zone: str) -> None:
        self.local, self.zone = local, zone
        super().__init__(f"the clocks of {zone} never show {local:%Y-%m-%d %H:%M}")


class NothingToPlan(FairMatchError):
    """The fair has no slots or no interests, so there is no timetable to make."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"the fair has no {missing}; import them first")


class PlanningClash(FairMatchError):
    """The musts cannot all be kept; ``musts`` names a set of them that clash."""

    def __init__(self, musts: Sequence[Words | str]) -> None:
        self.words = tuple(musts)
        self.musts = tuple(map(str, musts))
        super().__init__("these cannot all be kept: " + "; ".join(self.musts))

    def in_language(self, language: str) -> tuple[str, ...]:
        """Give what clashes for a reader of Korean or English."""
        return tuple(said_in(language, words) for words in self.words)


class NoTimetable(FairMatchError):
    """The solver stopped before it had any timetable, or none has been made or published."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class RuleBroken(FairMatchError):
    """The independent checker found a timetable that breaks a rule; it is not saved."""

    def __init__(self, violations: Sequence[str]) -> None:
        self.violations = tuple(violations)
        super().__init__(
            f"the timetable breaks {len(self.violations)} rule(s): "
            + "; ".join(self.violations[:5])
        )


class BadToken(FairMatchError):
    """A secret address opens nothing: it never did, or it was revoked."""

    def __init__(self) -> None:
        super().__init__("this address opens nothing; ask the organiser for a new one")


class RevokedToken(BadToken):
    """A secret address that once opened something was rotated or revoked."""


class BadSecret(FairMatchError):
    """The file of the server's secret cannot be used; ``reason`` says why."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"the server's secret {path} {reason}")


class WrongSecret(FairMatchError):
    """A secret address was made with another secret than the server's, so it cannot be shown."""

    def __init__(self) -> None:
        super().__init__(
            "this address was made with another secret of the server; put the old secret file "
            "back, or make a new address"
        )


class PortTaken(FairMatchError):
    """The server cannot listen there, mostly because another program does."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        self.host = host
        self.port = port
        self.reason = reason
        super().__init__(f"cannot listen on {host}:{port} ({reason}); choose another --port")


class NoSampleFair(FairMatchError):
    """The sample fair is not on this machine: it lies in the repository, not in the package."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"the sample fair data/{name} is not here; run this in a clone of the repository, "
            "or name another fair with --data"
        )


class UnknownConsultation(FairMatchError):
    """Nobody has a published consultation of this identity, or not whoever asks."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"there is no consultation {uid!r} here")


class UnknownCode(FairMatchError):
    """A fair has nothing of this code; ``nearest`` is the code most like it, or empty."""

    what = "row"

    def __init__(self, code: str, known: Sequence[str]) -> None:
        self.code = code
        self.nearest = next(iter(get_close_matches(code, sorted(known), 1, 0.5)), "")
        hint = f"; the nearest is {self.nearest}" if self.nearest else ""
        super().__init__(f"the fair has no {self.what} {code!r}{hint}")


class UnknownFirm(UnknownCode):
    """A fair has no firm of this code."""

    what = "firm"


class UnknownPlanItem(UnknownCode):
    """A fair has no plan item of this code."""

    what = "plan item"


class UnknownWish(FairMatchError):
    """A timetable was made without a wish of this firm for this agency."""

    def __init__(self, firm: str, agency: str) -> None:
        self.firm, self.agency = firm, agency
        super().__init__(
            f"this timetable knows of no wish of {firm} for {agency}; give the codes of a firm "
            "and of an agency it asked for"
        )


class CannotWrite(FairMatchError):
    """A file cannot be written, most often because the disk is full or the folder is none."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"cannot write {path}: {reason}")


class UnknownMail(FairMatchError):
    """The outbox has no mail of this name that could be sent again."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        super().__init__(f"no mail {uid!r} waits to be sent again")


class MailRefused(FairMatchError):
    """A mail server, or the folder in its place, did not take a mail.

    ``for_good`` says that trying again would change nothing: the address does not exist, say.
    """

    def __init__(self, reason: str, *, for_good: bool) -> None:
        self.reason = reason
        self.for_good = for_good
        super().__init__(f"the mail was not taken: {reason}")


class MailServerGone(MailRefused):
    """The mail server cannot be reached, or hung up; whatever else waits need not be tried."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, for_good=False)


class MailUncertain(FairMatchError):
    """The line broke while the words of a mail were handed over: it may have arrived or not."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"nobody knows whether the mail arrived: {reason}")


class UnknownParty(FairMatchError):
    """The fair has no firm or agency of this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"the fair has no party called {code!r}; `fairmatch links` lists them")


class BadAddress(FairMatchError):
    """What was given is no mail address."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(f"{typed!r} is no mail address")


class NoEntry(FairMatchError):
    """There is no such place, or none that this account may enter; which, is not told."""

    def __init__(self) -> None:
        super().__init__("there is nothing here for this account")


class LastOrganiser(FairMatchError):
    """The fair would be left without an organiser."""

    def __init__(self) -> None:
        super().__init__("a fair keeps at least one organiser; name another one first")


class SpentSignIn(FairMatchError):
    """A code or link for signing in was used, is too old, or never was one."""

    def __init__(self) -> None:
        super().__init__("this code or link is no longer good")


class UnknownAccount(FairMatchError):
    """Nobody here has this mail address."""

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"nobody here has the address {email!r}; `fairmatch accounts invite` makes an account"
        )
