"""Words that people write to each other: purposes, reasons, messages."""

from fairmatch.requests.refusals import TextTooLong

LONGEST = 500
"""Characters, as in the columns of the files."""


def text_of(written: str) -> str:
    """Give what was written without space around it and with one kind of line end.

    Raises
    ------
    TextTooLong
        If it is longer than a file may have it.
    """
    text = written.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST:
        raise TextTooLong(len(text), LONGEST)
    return text
