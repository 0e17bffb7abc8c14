"""What a file is, told by its content, and a name for it that can do no harm."""

import re
import unicodedata

SIGNATURES = {
    "application/pdf": re.compile(rb"%PDF-\d"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
"""How the kinds of file that are taken begin."""
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
_LONGEST_STEM = 80
_UNFIT = re.compile(r'[<>:"|?*\s]+')


def media_type(content: bytes) -> str | None:
    """Give the media type that a content begins as, or None if it is not one that is taken."""
    return next((kind for kind, begins in SIGNATURES.items() if begins.match(content)), None)


def harmless_name(typed: str, kind: str) -> str:
    """Give the last part of a path as a file name whose ending says what the file is.

    Nothing in it is unseen, turns the direction of writing, or means something to a shell, a
    browser's header or a file system.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", typed))[-1]
    seen = "".join(sign for sign in last if sign.isprintable() or sign.isspace())
    plain = _UNFIT.sub(" ", seen).strip().rstrip(" .")
    ending = next((one for one in ENDINGS[kind] if plain.casefold().endswith(one)), "")
    stem = plain[: len(plain) - len(ending)] if ending else plain
    return (stem[:_LONGEST_STEM].strip(" .") or "file") + (ending or ENDINGS[kind][0])
