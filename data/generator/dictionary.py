"""The folder's README: the story of the data, and the column dictionary out of the rows."""

from pathlib import Path

from fairmatch.files.expectations import expectation
from fairmatch.files.rows import ROWS, FairRow, Row


def readme(rows: dict[str, list[dict[str, object]]], settings: dict[str, object]) -> str:
    """Give the whole README: ``story.md`` with the figures filled in, then a table a file."""
    story = (Path(__file__).parent / "story.md").read_text(encoding="utf-8")
    figures = {f"n_{stem}": f"{len(listed):,}" for stem, listed in rows.items()}
    won = sum(int(str(row["amount"])) for row in rows["plans"])
    parts = [story.format(won=f"{won:,}", **figures), _section(FairRow, [settings], "fair.toml")]
    parts += [_section(kind, rows[kind.stem], f"{kind.stem}.csv") for kind in ROWS]
    return "\n".join(parts)


def _section(kind: type[Row], rows: list[dict[str, object]], file: str) -> str:
    what = (kind.__doc__ or "").split("\n")[0]
    lines = [
        f"### {file} · {kind.korean}\n",
        f"{what}\n",
        "| heading | Korean heading | holds | form | example |",
        "|---|---|---|---|---|",
    ]
    for name, info in kind.model_fields.items():
        form = expectation(kind, name)
        shown = next((str(row[name]) for row in rows if row.get(name) not in (None, "")), "")
        example = f"`{shown}`" if shown else ""
        lines.append(f"| `{name}` | {info.title} | {info.description} | {form} | {example} |")
    return "\n".join(lines) + "\n"
