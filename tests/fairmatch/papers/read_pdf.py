"""What stands in a PDF, read by a program that did not write it."""

from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject


def pages_of(content: bytes) -> list[str]:
    """Give the text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def words_of(content: bytes) -> str:
    """Give all its text with single spaces, without the places to break of long words."""
    return " ".join("\n".join(pages_of(content)).replace("\u200b", "").split())


def alternatives_of(content: bytes) -> list[str]:
    """Give what is said in place of its pictures."""
    found: list[str] = []
    waiting: list[PdfObject] = [PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, ArrayObject):
            waiting.extend(node)
        elif isinstance(node, DictionaryObject):
            if "/Alt" in node:
                found.append(str(node["/Alt"]))
            if "/K" in node:
                waiting.append(node["/K"])
    return found
