import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "calendars.md").read_text(encoding="utf-8")


def test_each_promise_names_tests_that_exist() -> None:
    rows = re.findall(r"^\| (\d+) \|[^|]+\|([^|]+)\|$", TEXT, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 14))
    named = re.findall(r"`(tests/\S+\.py)::(test_\w+)`", TEXT)
    for _, tests in rows:
        assert re.findall(r"::test_\w+", tests)
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), name
