"""What an act says, from a form or from JSON: asked for by name and kind, refused by name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from fairmatch.fairday.refusals import BadAct

LONGEST = 2000
"""Letters of one value at most."""


class Values:
    """The fields of one act; each may have come once or several times."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields = {name: _texts(value) for name, value in fields.items()}

    def text(self, name: str) -> str:
        """Give a text, which has to be there."""
        found = self.texts(name)
        if len(found) != 1 or not found[0]:
            raise BadAct(name)
        return found[0]

    def texts(self, name: str) -> Sequence[str]:
        """Give all texts of a name; none is allowed."""
        return self._fields.get(name, ())

    def has(self, name: str) -> bool:
        """Tell whether there is anything under the name."""
        return any(self.texts(name))

    def whole(self, name: str) -> int | None:
        """Give a whole number, or None where none is given."""
        if not self.has(name):
            return None
        text = self.text(name)
        if not (text.isascii() and text.isdigit()) or len(text) > 15:
            raise BadAct(name)
        return int(text)

    def moment(self, name: str) -> datetime:
        """Give a moment, which has to be there and to name its offset."""
        try:
            found = datetime.fromisoformat(self.text(name))
        except ValueError:
            raise BadAct(name) from None
        if found.tzinfo is None:
            raise BadAct(name)
        return found

    def moment_or_none(self, name: str) -> datetime | None:
        """Give a moment, or None where none is given."""
        return self.moment(name) if self.has(name) else None


def _texts(value: object) -> tuple[str, ...]:
    """Give what a field holds as texts; anything deeper than a list of plain values is none."""
    values = value if isinstance(value, list) else [value]
    plain = [str(one) for one in values if isinstance(one, str | int) and one is not None]
    return tuple(text[:LONGEST] for text in plain if "\0" not in text)
