"""What an import did, table by table."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tally:
    """What became of one table's rows.

    ``missing`` names the stored rows that are not in the files and were kept.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()

    @property
    def touched(self) -> int:
        """Rows added, changed or removed."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True)
class IntakeReport:
    """What an import did to the fair ``code``, which is at ``revision`` now.

    ``tables`` goes by the names of the files (``fair``, ``days``, …) and has ``slots`` beside;
    ``ignored`` names files and sheets that are none of a fair's, ``erased`` firms whose rows
    were left out because their data has been erased for good. ``stale`` tells whether the
    import changed what a timetable is made from, so that one made before may not fit.
    """

    code: str
    revision: int
    stale: bool
    tables: dict[str, Tally] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()

    @property
    def added(self) -> int:
        """Rows added over all tables."""
        return sum(tally.added for tally in self.tables.values())

    @property
    def changed(self) -> int:
        """Rows changed over all tables."""
        return sum(tally.changed for tally in self.tables.values())

    @property
    def removed(self) -> int:
        """Rows removed over all tables."""
        return sum(tally.removed for tally in self.tables.values())

    @property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """Stored rows that are not in the files and were kept, by table."""
        return {name: tally.missing for name, tally in self.tables.items() if tally.missing}
