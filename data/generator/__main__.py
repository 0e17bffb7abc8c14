"""Make the sample fair: ``python data/generator --out data/seoul-2015``."""

import argparse
import csv
import io
from pathlib import Path

from dictionary import readme
from fair import SETTINGS, files

from fairmatch.files.rows import ROWS

SEED = 2015


def main() -> None:
    """Write the fair's folder; the same seed gives the same bytes."""
    parser = argparse.ArgumentParser(prog="python data/generator", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the chance ({SEED})")
    asked = parser.parse_args()
    out: Path = asked.out
    out.mkdir(parents=True, exist_ok=True)
    rows = files(asked.seed)
    for kind in ROWS:
        text = _csv(list(kind.model_fields), rows[kind.stem])
        (out / f"{kind.stem}.csv").write_bytes(text.encode())
    (out / "fair.toml").write_bytes(_toml(SETTINGS).encode())
    (out / "README.md").write_bytes(readme(rows, SETTINGS).encode())


def _csv(heading: list[str], rows: list[dict[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, heading, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _toml(settings: dict[str, object]) -> str:
    lines = [
        f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"
        for key, value in settings.items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
