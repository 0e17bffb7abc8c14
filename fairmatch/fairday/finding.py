"""Who stands at the desk: found by what a scanner reads, by a number, or by a name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from fairmatch.errors import BadToken, RevokedToken
from fairmatch.links import open_link
from fairmatch.models import Agency, Booth, Fair, Firm, LinkPurpose


@dataclass(frozen=True, slots=True)
class Expected:
    """A firm or an agency that may come to the desk.

    Attributes
    ----------
    subject
        ``firm:CODE`` or ``agency:CODE``, which no two parties of a fair share.
    number
        A firm's registration number; an agency's booth.
    phone
        A telephone number; its digits find it too.
    """

    subject: str
    id: int
    code: str
    name_ko: str
    name_en: str
    number: str
    person: str
    phone: str

    @property
    def of_agency(self) -> bool:
        """Whether it is an agency."""
        return self.subject.startswith("agency:")

    @property
    def exact(self) -> tuple[str, ...]:
        """What names it and nobody else, as `plain` gives it."""
        return (plain(self.subject), plain(self.code), plain(self.number))

    @property
    def words(self) -> str:
        """All that it may be found by, as `plain` gives it."""
        texts = (self.code, self.name_ko, self.name_en, self.number, self.person, self.phone)
        return " ".join(dict.fromkeys(filter(None, map(plain, texts))))


def expected(session: Session, fair: Fair) -> list[Expected]:
    """Give everybody who may come: agencies, then firms that take part, by code."""
    agencies = session.execute(
        select(Agency, Booth.code)
        .outerjoin(Booth, Booth.agency_id == Agency.id)
        .where(Agency.fair_id == fair.id)
        .order_by(Agency.code)
    )
    firms = session.scalars(
        select(Firm).where(Firm.fair_id == fair.id, Firm.takes_part).order_by(Firm.code)
    )
    found = [_expected(one, booth or "", one.officer) for one, booth in agencies]
    return found + [_expected(one, one.known_number, one.contact) for one in firms]


def find(session: Session, fair: Fair, text: str) -> list[Expected]:
    """Give whom a text means: one by a code, a number or an address scanned, else all by a name.

    What a scanner types is understood too where the keyboard was set to Korean. Addresses are
    those of badges and of private pages of this fair.
    """
    everybody = expected(session, fair)
    for said in dict.fromkeys((text, typed(text))):
        subject = scanned_subject(session, fair, said)
        wanted = plain(subject or said)
        if not wanted:
            continue
        exact = [one for one in everybody if wanted in one.exact]
        if len(exact) == 1 or subject:
            return [one for one in exact if not subject or plain(one.subject) == wanted]
        words = [plain(word) for word in said.split()]
        found = exact or [one for one in everybody if all(word in one.words for word in words)]
        if found:
            return found
    return []


def scanned_subject(session: Session, fair: Fair, text: str) -> str | None:
    """Give the party whose address was scanned off a badge or a schedule; None if it is none."""
    path = [unquote(part) for part in urlsplit_path(text)]
    match path:
        case [*_, "badge", code, ("firm" | "agency") as kind, party]:
            return f"{kind}:{party}" if code == fair.code else f"{kind}:"
        case [*_, "my", token]:
            return _owner(session, fair, token)
    return None


def urlsplit_path(text: str) -> Sequence[str]:
    """Give the parts of an address's path; none if the text is no address."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ()
    return parts.path.strip("/").split("/") if parts.scheme in ("http", "https") else ()


def plain(text: str) -> str:
    """Give a text as it is compared: no case, no spaces, no hyphens, one form of each letter."""
    return re.sub(r"[\s\-‐‑–]+", "", unicodedata.normalize("NFKC", text)).casefold()


_KEYS = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        strict=True,
    )
) | {
    "ㄳ": "rt", "ㄵ": "sw", "ㄶ": "sg", "ㄺ": "fr", "ㄻ": "fa", "ㄼ": "fq", "ㄽ": "ft", "ㄾ": "fx",
    "ㄿ": "fv", "ㅀ": "fg", "ㅄ": "qt", "ㅘ": "hk", "ㅙ": "ho", "ㅚ": "hl", "ㅝ": "nj", "ㅞ": "np",
    "ㅟ": "nl", "ㅢ": "ml",
}  # fmt: skip
"""The keys of Korea's standard keyboard (두벌식) by the letters they type."""


def typed(text: str) -> str:
    """Give the keys that were pressed for a text, where Korean letters came of them.

    A scanner is a keyboard: with Korean switched on, a badge's ``firm`` arrives as ``랴그``.
    """
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", text):
        name = unicodedata.name(letter, "")
        part = name.startswith("HANGUL ") and "SEONG" in name
        alone = _alone(name) if part else letter
        letters.append(_KEYS.get(alone, letter))
    return "".join(letters)


def _alone(name: str) -> str:
    """Give the letter that a part of a syllable is when it stands alone."""
    part = re.sub(r"^HANGUL (CHOSEONG|JUNGSEONG|JONGSEONG) ", "", name)
    return unicodedata.lookup(f"HANGUL LETTER {part}")


def _owner(session: Session, fair: Fair, token: str) -> str:
    try:
        link = open_link(session, token, LinkPurpose.PAGE)
    except (BadToken, RevokedToken):
        return "nobody:"
    if link.fair_id != fair.id:
        return "nobody:"
    if link.firm is not None:
        return f"firm:{link.firm.code}"
    return f"agency:{link.agency.code}" if link.agency is not None else "nobody:"


def _expected(party: Firm | Agency, number: str, person: str) -> Expected:
    return Expected(
        subject=f"{'firm' if isinstance(party, Firm) else 'agency'}:{party.code}",
        id=party.id,
        code=party.code,
        name_ko=party.name_ko,
        name_en=party.name_en,
        number=number,
        person=person,
        phone=party.phone,
    )
