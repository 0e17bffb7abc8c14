"""The server that browsers are tried on."""

from flask import Flask
from werkzeug.test import create_environ

from tests.web.live import tidy

FONT = "/static/vendor/pretendard-1.3.9/woff2-dynamic-subset/PretendardVariable.subset.70.woff2"


def test_an_answer_given_up_in_the_midst_leaves_no_file_open(app: Flask) -> None:
    pieces = iter(tidy(app)(create_environ(FONT), lambda *_: lambda _: None))
    assert len(next(pieces)) > 1000
    # A file left open would be a warning as soon as nobody holds it any more.
    del pieces
