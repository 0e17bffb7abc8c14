"""What stands on every paper: whose fair, which version, whom to ask, where the code leads."""

from collections.abc import Mapping

import segno

from fairmatch.papers.sources import Printed
from fairmatch.papers.words import PaperWords

INK = "#17211f"


def frame(printed: Printed, words: PaperWords, title: str) -> dict[str, object]:
    """Give title, author, language and footer of a paper."""
    fair = printed.fair
    who = " ".join(
        part for part in (fair.organiser_name, fair.organiser_phone, fair.organiser_email) if part
    )
    name = fair_name(printed, words)
    return {
        "title": f"{name} – {title}",
        "author": fair.organiser_name,
        "language": words.language,
        "footer": f"{edition(printed, words)}\n{words.governs} {words.enquiries.format(who=who)}",
    }


def fair_name(printed: Printed, words: PaperWords) -> str:
    """Give the fair's name in the paper's language."""
    fair = printed.fair
    return (words.language == "en" and fair.name_en) or fair.name_ko


def venue(printed: Printed, words: PaperWords) -> str:
    """Give where the fair is, and when."""
    fair = printed.fair
    where = (words.language == "en" and fair.venue_en) or fair.venue_ko
    days = ", ".join(words.day_of(day.date) for day in fair.days)
    return f"{days} · {where}"


def edition(printed: Printed, words: PaperWords) -> str:
    """Give which version it is and when it was published."""
    at = words.moment_of(printed.published_at, printed.zone)
    return words.edition.format(number=printed.number, at=at)


def code(address: str, words: PaperWords) -> Mapping[str, str]:
    """Give the QR code that leads to an address: its picture, what it says, its caption."""
    # A given mask takes an eighth of the time of trying all eight; what an address says is as
    # good as random, so that none of them leaves large even areas.
    found = segno.make(address, error="m", mask=0)
    picture = found.svg_inline(border=1, dark=INK, light="#ffffff")
    return {
        "image": picture,
        "alt": words.qr.format(address=address),
        "caption": words.caption,
    }
