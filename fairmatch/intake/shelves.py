"""Where each kind of row is kept in the database, and which of its columns say what."""

from dataclasses import dataclass, field
from typing import Any

from fairmatch.files.rows import (
    AgencyRow,
    BoothHoursRow,
    BoothRow,
    DayRow,
    FirmHoursRow,
    FirmRow,
    FirmTypeRow,
    InterestRow,
    MarkRow,
    PinRow,
    PlanRow,
    ProductRow,
    ProgrammeRow,
    Row,
    SynonymRow,
)
from fairmatch.models import (
    Agency,
    Base,
    Booth,
    BoothHours,
    FairDay,
    Firm,
    FirmCertificate,
    FirmHours,
    Interest,
    Mark,
    Pin,
    PlanItem,
    Product,
    ProgrammeItem,
    Synonym,
)


@dataclass(frozen=True)
class Shelf:
    """A table of the database and how a file's row lies in it.

    Attributes
    ----------
    key
        Fields by which a row is known from one import to the next.
    unique
        Further sets of fields no two rows may share.
    refers
        Fields that name another row by its code: the kind of that row. The column is the
        field's name with ``_id`` unless ``columns`` says otherwise.
    columns
        Columns named otherwise than their field.
    parked
        A unique column whose values two rows may exchange.
    owner
        The field naming the row to which this one wholly belongs, with which it is replaced.
    light
        Fields that no timetable is made from: their change leaves it as good as it was.
    reset
        Columns that files do not speak of, with what they become when a file changes the row.
    unkept
        Fields that are said to the import only, with what they are where they are not said.
    """

    row: type[Row]
    model: type[Base]
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    refers: dict[str, type[Row]] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    parked: str = ""
    owner: str = ""
    light: frozenset[str] = frozenset()
    reset: dict[str, Any] = field(default_factory=dict)
    unkept: dict[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """Fields that are kept, each in a column."""
        return [name for name in self.row.model_fields if name not in self.unkept]

    def column(self, name: str) -> Any:
        """Give the model's attribute that keeps a field."""
        default = f"{name}_id" if name in self.refers else name
        return getattr(self.model, self.columns.get(name, default))

    def key_of(self, row: Row) -> tuple[object, ...]:
        """Give what a row is known by."""
        return tuple(getattr(row, name) for name in self.key)


def _light(text: str) -> frozenset[str]:
    return frozenset(text.split())


FAIR_LIGHT = _light(
    "name_ko name_en summary_ko summary_en venue_ko venue_en latitude longitude umbrella_ko "
    "umbrella_en organiser_name organiser_email organiser_phone request_limit "
    "retention_until approval_required invitations evening_reminders survey_mails "
    "grace_minutes offer_minutes reserve_opens_minutes waiting_order board_names"
)

_ALL = (
    Shelf(DayRow, FairDay, ("date",)),
    Shelf(
        AgencyRow,
        Agency,
        ("code",),
        light=_light("name_ko name_en kind homepage department officer phone email"),
    ),
    # A booth belongs to its agency for good; its number on the hall plan may change.
    Shelf(
        BoothRow,
        Booth,
        ("agency",),
        unique=(("code",),),
        refers={"agency": AgencyRow},
        parked="code",
        light=_light("area"),
    ),
    Shelf(
        BoothHoursRow,
        BoothHours,
        ("booth", "date", "opens"),
        refers={"booth": BoothRow},
        owner="booth",
    ),
    Shelf(
        PlanRow,
        PlanItem,
        ("code",),
        refers={"agency": AgencyRow},
        light=frozenset(PlanRow.model_fields),
    ),
    Shelf(
        FirmRow,
        Firm,
        ("code",),
        unique=(("registration_number",),),
        parked="registration_number",
        light=frozenset(FirmRow.model_fields) - {"code"},
    ),
    Shelf(
        FirmTypeRow,
        FirmCertificate,
        ("firm", "type"),
        refers={"firm": FirmRow},
        columns={"type": "kind"},
        owner="firm",
        light=frozenset(FirmTypeRow.model_fields),
    ),
    Shelf(
        ProductRow,
        Product,
        ("firm", "name"),
        refers={"firm": FirmRow},
        owner="firm",
        light=frozenset(ProductRow.model_fields),
    ),
    Shelf(
        FirmHoursRow,
        FirmHours,
        ("firm", "date", "comes"),
        refers={"firm": FirmRow},
        owner="firm",
    ),
    Shelf(
        InterestRow,
        Interest,
        ("firm", "agency"),
        unique=(("firm", "rank"),),
        refers={"firm": FirmRow, "agency": AgencyRow, "plan": PlanRow},
        columns={"plan": "plan_item_id"},
        parked="rank",
        light=_light("plan purpose"),
        unkept={"beside_limit": False},
    ),
    Shelf(
        MarkRow,
        Mark,
        ("agency", "firm"),
        refers={"agency": AgencyRow, "firm": FirmRow},
        columns={"mark": "kind"},
        light=_light("reason"),
        # Nobody has said yet that the firm may read the new words.
        reset={"shown": False},
    ),
    Shelf(
        PinRow,
        Pin,
        ("firm", "agency"),
        refers={"firm": FirmRow, "agency": AgencyRow},
        light=_light("purpose"),
    ),
    Shelf(ProgrammeRow, ProgrammeItem, ("code",), light=frozenset(ProgrammeRow.model_fields)),
    Shelf(SynonymRow, Synonym, ("word", "meaning"), light=frozenset(SynonymRow.model_fields)),
)
# In the order in which rows can be stored: what is referred to comes first.
SHELVES: dict[type[Row], Shelf] = {shelf.row: shelf for shelf in _ALL}
