"""The folder's README: the story of the data, and the column dictionary out of the rows."""

from pathlib import Path

from fairmatch.files.rows import ROWS, FairRow, Row

Schema = dict[str, object]


def readme(rows: dict[str, list[dict[str, object]]], settings: dict[str, object]) -> str:
    """Give the whole README: ``story.md`` with the figures filled in, then a table a file."""
    story = (Path(__file__).parent / "story.md").read_text(encoding="utf-8")
    figures = {f"n_{stem}": f"{len(listed):,}" for stem, listed in rows.items()}
    won = sum(int(str(row["amount"])) for row in rows["plans"])
    parts = [story.format(won=f"{won:,}", **figures), _section(FairRow, [settings], "fair.toml")]
    parts += [_section(kind, rows[kind.stem], f"{kind.stem}.csv") for kind in ROWS]
    return "\n".join(parts)


def _section(kind: type[Row], rows: list[dict[str, object]], file: str) -> str:
    schema = kind.model_json_schema()
    what = (kind.__doc__ or "").split("\n")[0]
    lines = [
        f"### {file} · {kind.korean}\n",
        f"{what}\n",
        "| heading | Korean heading | holds | form | example |",
        "|---|---|---|---|---|",
    ]
    for name, info in kind.model_fields.items():
        form = _form(schema["properties"][name], schema.get("$defs", {}), info.is_required())
        shown = next((str(row[name]) for row in rows if row.get(name) not in (None, "")), "")
        example = f"`{shown}`" if shown else ""
        lines.append(f"| `{name}` | {info.title} | {info.description} | {form} | {example} |")
    return "\n".join(lines) + "\n"


def _form(field: Schema, defs: dict[str, Schema], required: bool) -> str:
    """Say in words what a value has to look like."""
    options = field.get("anyOf")
    if isinstance(options, list):
        field = next(option for option in options if option.get("type") != "null")
    reference = field.get("$ref")
    if isinstance(reference, str):
        field = defs[reference.rsplit("/", 1)[-1]]
    said = _said(field)
    return said if required else f"{said}; may be left out"


_PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$": "code: 1–32 letters, digits, `.` `_` `-`",
    r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$": "e-mail address",
    "^([0-9]{8})?$": "8 digits",
    "^([0-9]{8}([0-9]{2})?)?$": "8 or 10 digits",
    r"^$|^https?://\S+$": "http(s) address",
    "^(ko|en)$": "`ko` or `en`",
}


_FORMATS = {
    "date": "date, YYYY-MM-DD",
    "time": "time, HH:MM",
    "date-time": "date and time, YYYY-MM-DD HH:MM",
    "won": "won, as `19000000` or `1,900만원`",
}
_NUMBERS = {"integer": "whole number", "number": "number"}


def _said(field: Schema) -> str:
    words = field.get("enum")
    kind = str(field.get("type"))
    if isinstance(words, list):
        said = ", ".join(f"`{word}`" for word in words)
    elif "format" in field:
        said = _FORMATS[str(field["format"])]
    elif kind in _NUMBERS:
        said = _NUMBERS[kind] + _bounds(field)
    elif "pattern" in field:
        pattern = str(field["pattern"])
        said = _PATTERNS.get(pattern, f"text as `{pattern}`")
    else:
        said = f"text, at most {field['maxLength']}" if "maxLength" in field else "text"
    return said


def _bounds(field: Schema) -> str:
    if "minimum" not in field:
        return ""
    return (
        f" {field['minimum']} to {field['maximum']}"
        if "maximum" in field
        else (f" from {field['minimum']}")
    )
