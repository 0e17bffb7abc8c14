"""The folder's README: the story of the data and the column dictionary."""

import enum
import types
import typing

from pydantic.fields import FieldInfo

from fairmatch.files.rows import ROWS, FairRow, Row

_STORY = """\
# 2015 사회책임조달 박람회 — the sample fair

Two days in Gwanghwamun Square, 44 public agencies, 300 social-economy firms, {plans} plan items
of {won} won, {interests} wishes for a consultation, {pins} consultations arranged beforehand.

Made by `python data/generator --out data/seoul-2015`, the same bytes each time; do not edit
the files here, change the generator.
"""


def readme(rows: dict[str, list[dict[str, object]]], settings: dict[str, object]) -> str:
    """Give the whole README."""
    won = sum(int(str(row["amount"])) for row in rows["plans"])
    story = _STORY.format(
        plans=f"{len(rows['plans']):,}",
        won=f"{won:,}",
        interests=f"{len(rows['interests']):,}",
        pins=len(rows["pins"]),
    )
    parts = [story, "## Column dictionary\n", _section(FairRow, settings, "fair.toml")]
    parts += [_section(kind, rows[kind.stem][0], f"{kind.stem}.csv") for kind in ROWS]
    return "\n".join(parts)


def _section(kind: type[Row], example: dict[str, object], file: str) -> str:
    what = (kind.__doc__ or "").split("\n")[0]
    lines = [f"### {file} · {kind.korean}\n", f"{what}\n"]
    lines += ["| heading | Korean heading | what it holds | form | example |", "|---|---|---|---|---|"]
    for name, info in kind.model_fields.items():
        shown = example.get(name)
        shown = "" if shown is None else f"`{shown}`" if str(shown) else ""
        lines.append(
            f"| `{name}` | {info.title} | {info.description} | {_form(info)} | {shown} |"
        )
    return "\n".join(lines) + "\n"


def _form(info: FieldInfo) -> str:
    return str(info.annotation)
