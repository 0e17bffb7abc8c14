import importlib
from types import ModuleType

import pytest

from tests.data.folder import DATA


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DATA / "generator"))
    return importlib.import_module("korean")


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("종로", "Jongno"),
        ("왕십리", "Wangsimni"),
        ("신라", "Silla"),
        ("독립문", "Dongnimmun"),
        ("한라산", "Hallasan"),
        ("별내", "Byeollae"),
        ("압구정", "Apgujeong"),
        ("밥집이음", "Bapjibieum"),
        ("광희문", "Gwanghuimun"),
    ],
)
def test_words_are_spelled_as_they_sound(korean: ModuleType, word: str, spelled: str) -> None:
    assert korean.in_latin(word) == spelled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("도시락을(를)", "도시락을"),
        ("가구을(를)", "가구를"),
        ("「청소용역」이(가)", "「청소용역」이"),
        ("협동조합으로(로)", "협동조합으로"),
        ("시설으로(로)", "시설로"),
        ("회사으로(로)", "회사로"),
        ("공원과(와) 학교과(와)", "공원과 학교와"),
        ("2016은(는)", "2016은"),
    ],
)
def test_the_particle_fits_the_word_before_it(korean: ModuleType, text: str, said: str) -> None:
    assert korean.with_particles(text) == said
