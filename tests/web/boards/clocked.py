"""A server in a process of its own, whose clock begins at a moment of the fair and goes on.

Run as ``python -m tests.web.boards.clocked DATABASE SECRET PORT MOMENT``.
"""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from fairmatch.config import Settings
from web.app import create_app


class _Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main(database: str, secret: str, port: str, moment: str) -> None:
    """Serve until the process is ended."""
    began, starts = time.monotonic(), datetime.fromisoformat(moment)
    settings = Settings(
        database=database,
        secret_file=Path(secret),
        address=f"http://127.0.0.1:{port}",
        send_mail=False,
    )
    app = create_app(
        settings, clock=lambda: starts + timedelta(seconds=time.monotonic() - began)
    )  # fmt: skip
    server = make_server("127.0.0.1", int(port), app, threaded=True, request_handler=_Quiet)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
