from pathlib import Path

from fairmatch.files.timetable_json import schema


def test_the_schema_in_the_documentation_is_the_one_the_program_writes_by() -> None:
    documented = Path(__file__).parents[3] / "docs" / "schema" / "timetable.schema.json"
    assert documented.read_text(encoding="utf-8") == schema()
