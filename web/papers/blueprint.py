"""The blueprint of papers, and the answer that hands one out."""

from urllib.parse import quote

from flask import Blueprint, Response

PDF = "application/pdf"
ZIP = "application/zip"

blueprint = Blueprint("papers", __name__, template_folder="templates")


def handed_out(content: bytes, name: str, *, media_type: str = PDF) -> Response:
    """Answer with a file; a PDF opens in the browser, from where it is printed or kept.

    ``name`` may be in any script; it ends as the file's kind does.
    """
    answer = Response(content, content_type=media_type)
    shown = "inline" if media_type == PDF else "attachment"
    ending = name.rpartition(".")[2]
    answer.headers["Content-Disposition"] = (
        f"{shown}; filename=\"papers.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return answer
