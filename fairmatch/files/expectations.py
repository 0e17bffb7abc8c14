"""What a column expects, in plain words: for errors, for the template, for the dictionary."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from fairmatch.files.labels import LABELS, YES_NO
from fairmatch.files.rows import Row
from fairmatch.wording import Words

_LOST_ZERO = Words(
    ko="(앞의 0이 사라졌다면 열을 텍스트 서식으로)",
    en="(if a leading zero was lost, format the column as text)",
)
_PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$": Words(
        ko="코드(영문, 숫자, . _ -, 32자 이하)",
        en="a code: letters, digits, . _ -, at most 32 of them",
    ),
    r"^([A-Za-z0-9][A-Za-z0-9._-]{0,31})?$": Words(
        ko="코드(영문, 숫자, . _ -, 32자 이하)",
        en="a code: letters, digits, . _ -, at most 32 of them, or nothing",
    ),
    r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$": Words(
        ko="name@example.kr 같은 이메일 주소", en="an address as name@example.kr, or nothing"
    ),
    r"^([0-9]{8})?$": Words(
        ko=f"숫자 8자리{_LOST_ZERO.ko}", en=f"eight digits, or nothing {_LOST_ZERO.en}"
    ),
    r"^([0-9]{8}([0-9]{2})?)?$": Words(
        ko=f"숫자 8자리나 10자리{_LOST_ZERO.ko}",
        en=f"eight or ten digits, or nothing {_LOST_ZERO.en}",
    ),
    r"^$|^https?://\S+$": Words(
        ko="https://나 http://로 시작하는 웹 주소",
        en="a web address starting https:// or http://, or nothing",
    ),
    "^(ko|en)$": Words(ko="ko 또는 en", en="ko or en"),
}
_FORMATS = {
    "date": Words(ko="2015-10-29 같은 날짜", en="a date as 2015-10-29"),
    "time": Words(ko="09:30 같은 시각", en="a time as 09:30"),
    "date-time": Words(
        ko="2015-10-20 18:00 같은 날짜와 시각", en="a date and time as 2015-10-20 18:00"
    ),
}
_MONEY = Words(ko="금액(원)", en="an amount in won")
_AS_TYPED = Words(ko=", 예: 19,000,000 또는 1,900만원", en=", as 19,000,000 or 1,900만원")
_YES_NO = Words(ko="예 또는 아니요", en="yes or no")
_NUMBERS = {
    "integer": Words(ko="정수", en="a whole number"),
    "number": Words(ko="수", en="a number"),
}
# Columns whose values only their own words describe.
_DESCRIBED = {
    "ten digits, 000-00-00000, check digit right": "끝자리가 맞는 열 자리 숫자(000-00-00000)",
    "IANA time zone": "Asia/Seoul 같은 IANA 시간대 이름",
}
_OPTIONAL = ", or nothing"


def expectation(row: type[Row], field: str) -> str:
    """Give in English what a cell of this column may hold: "a whole number from 1 to 4"."""
    return expected_of(row, field).en


@cache
def expected_of(row: type[Row], field: str) -> Words:
    """Give in words what a cell of this column may hold."""
    schema = _schema(row)
    column: dict[str, Any] = schema["properties"][field]
    optional = field not in schema.get("required", ())
    said = _words(_said_column(column), schema.get("$defs", {}), row, field) or _described(column)
    default = column.get("default")
    if not optional:
        return Words(ko=said.ko, en=said.en.replace(_OPTIONAL, ""))
    if default not in (None, ""):
        korean, english = _labels(row, field).get(default, default), default
        if isinstance(default, bool):
            korean, english = YES_NO[default], "yes" if default else "no"
        return Words(ko=f"{said.ko}, 빈칸이면 {korean}", en=f"{said.en}{_OPTIONAL} for {english}")
    if said.en.startswith("at most"):
        return said
    english = said.en if _OPTIONAL in said.en else said.en + _OPTIONAL
    return Words(ko=f"{said.ko}, 또는 빈칸", en=english)


def needed_of(row: type[Row], field: str) -> Words:
    """Give in words what a cell of this column may hold, to whoever left it empty."""
    said = expected_of(row, field)
    where = _schema(row)["properties"][field].get("empty_where")
    if where is None:
        return Words(ko=f"{said.ko}(비워 둘 수 없음)", en=f"{said.en}; it may not be empty")
    title = row.model_fields[where].title
    return Words(
        ko=f"{said.ko}({title} 열이 '{YES_NO[True]}'인 행에서만 비울 수 있음)",
        en=f"{said.en}; it may be empty only where {where} is yes",
    )


@cache
def allowed_words(row: type[Row], field: str) -> tuple[str, ...]:
    """Give the words of a column that takes a closed set of them, or none."""
    schema = _schema(row)
    column = _said_column(schema["properties"][field])
    if "$ref" not in column:
        return ()
    return tuple(_definition(column, schema["$defs"])["enum"])


def offered_labels(row: type[Row], field: str) -> list[str]:
    """Give the Korean words to choose from in a column that takes one of a few, or none."""
    if _said_column(_schema(row)["properties"][field]).get("type") == "boolean":
        return [*YES_NO.values()]
    return [*_labels(row, field).values()]


@cache
def _schema(row: type[Row]) -> dict[str, Any]:
    return row.model_json_schema()


def _said_column(column: dict[str, Any]) -> dict[str, Any]:
    """Give what a column is where it is not empty."""
    parts: list[dict[str, Any]] = column.get("anyOf", [column])
    return next(part for part in parts if part.get("type") != "null")


def _definition(column: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = definitions[column["$ref"].rsplit("/", 1)[-1]]
    return found


def _words(
    column: dict[str, Any], definitions: dict[str, Any], row: type[Row], field: str
) -> Words | None:
    if "$ref" in column:
        words = _definition(column, definitions)["enum"]
        return Words(
            ko="다음 중 하나: " + ", ".join(_labels(row, field).values()),
            en="one of " + ", ".join(words),
        )
    if column.get("type") == "array":
        known = _definition(column["items"], definitions)["enum"]
        return Words(
            ko="쉼표로 나눈 다음 낱말: " + ", ".join(_labels_of(known).values()),
            en="with commas between, any of " + ", ".join(known),
        )
    if column.get("type") == "boolean":
        return _YES_NO
    if column.get("format") in _FORMATS:
        return _FORMATS[column["format"]]
    if column["type"] in _NUMBERS:
        money = column.get("format") == "won"
        kind = _MONEY if money else _NUMBERS[column["type"]]
        least, most = _figure(column["minimum"]), _figure(column["maximum"])
        tail = _AS_TYPED if money else Words(ko="", en="")
        return Words(
            ko=f"{least}부터 {most}까지의 {kind.ko}{tail.ko}",
            en=f"{kind.en} from {least} to {most}{tail.en}",
        )
    return _PATTERNS[column["pattern"]] if "pattern" in column else _words_of_text(column)


def _words_of_text(column: dict[str, Any]) -> Words | None:
    longest = column.get("maxLength")
    if not longest:
        return None
    if column.get("minLength"):
        return Words(ko=f"1자 이상 {longest}자 이하의 글", en=f"text of 1 to {longest} characters")
    return Words(ko=f"{_figure(longest)}자 이하", en=f"at most {_figure(longest)} characters")


def _described(column: dict[str, Any]) -> Words:
    english = str(column["description"])
    return Words(ko=_DESCRIBED[english], en=english)


def _labels(row: type[Row], field: str) -> dict[str, str]:
    """Give the Korean label of each word a column takes."""
    return _labels_of(allowed_words(row, field))


def _labels_of(words: Iterable[str]) -> dict[str, str]:
    values = [*words]
    for kind, labels in LABELS.items():
        if [*kind] == values:
            return {word.value: label for word, label in labels.items()}
    return {}


def _figure(number: float) -> str:
    """Set off thousands from ten thousand on: years and lengths read better without."""
    return f"{number:,.0f}" if number >= 10_000 else f"{number:.0f}"
