"""Korean words: the particle that fits, and the spelling in Latin letters."""

import re

_FIRST = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k"]
_FIRST += ["t", "p", "h"]
_MIDDLE = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u"]
_MIDDLE += ["wo", "we", "wi", "yu", "eu", "ui", "i"]
_LAST = ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p"]
_LAST += ["p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"]
_CARRIED = {1: "g", 2: "kk", 4: "n", 7: "d", 8: "r", 16: "m", 17: "b", 19: "s", 20: "ss"}
_CARRIED |= {22: "j", 23: "ch", 24: "k", 25: "t", 26: "p", 27: "h"}
_NIEUN, _RIEUL, _MIEUM = 2, 5, 6
_NASALS = {_NIEUN, _RIEUL, _MIEUM}
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_LIQUID = 8
_PARTICLE = re.compile(r"(.)([」』)\"']*)(을\(를\)|이\(가\)|은\(는\)|과\(와\)|으로\(로\))")


def with_particles(text: str) -> str:
    """Choose among 을/를, 이/가, 은/는, 과/와 wherever a text says ``을(를)`` and so on."""

    def chosen(match: re.Match[str]) -> str:
        letter, closing, particle = match.groups()
        closed, _, opened = particle.partition("(")
        # Before 으로 alone a final ㄹ counts as no final at all.
        liquid = closed == "으로" and (ord(letter) - ord("가")) % 28 == _LIQUID
        ends = ends_closed(letter) and not liquid
        return letter + closing + (closed if ends else opened.removesuffix(")"))

    return _PARTICLE.sub(chosen, text)


def ends_closed(letter: str) -> bool:
    """Say whether a letter ends in a consonant; digits are read in Korean."""
    if letter.isdigit():
        return letter in "013678"
    return "가" <= letter <= "힣" and (ord(letter) - ord("가")) % 28 != 0


def in_latin(word: str) -> str:
    """Spell a Korean word by the Revised Romanization, sounds carried over and nasalised."""
    syllables = [
        (n // 588, n % 588 // 28, n % 28)
        for n in (ord(letter) - ord("가") for letter in word)
        if 0 <= n < 11172
    ]
    spelled = ""
    carried = ""
    for place, (_, middle, last) in enumerate(syllables):
        spelled += (carried or _onset(syllables, place)) + _MIDDLE[middle]
        carried = ""
        following = syllables[place + 1][0] if place + 1 < len(syllables) else None
        if following == 11 and last in _CARRIED:
            carried = _CARRIED[last]
        elif following in _NASALS and _LAST[last] in _NASAL:
            spelled += _NASAL[_LAST[last]]
        elif following == _RIEUL and _LAST[last] == "n":
            spelled += "l"
        else:
            spelled += _LAST[last]
    return spelled.capitalize()


def _onset(syllables: list[tuple[int, int, int]], place: int) -> str:
    first = syllables[place][0]
    before = _LAST[syllables[place - 1][2]] if place else ""
    if first == _RIEUL and before:
        return "l" if before in {"l", "n"} else "n"
    if first == _NIEUN and before == "l":
        return "l"
    return _FIRST[first]
