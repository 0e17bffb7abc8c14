"""A fair served on a port of this machine, for a real browser."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from socket import socket
from threading import Thread
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def free_port() -> int:
    """Give a port that nobody listens on at the moment."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _Quiet(WSGIRequestHandler):
    """Answers without a line on the terminal for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def tidy(app: Flask) -> "WSGIApplication":
    """Give the app with answers that are closed even where the browser hangs up in the midst.

    Werkzeug's server leaves that to the garbage collector if the connection breaks while it
    looks for what is left of the request, and a file left open is a warning here.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as pieces:
            yield from pieces

    return answer


@contextmanager
def serving(app: Flask, port: int) -> Iterator[str]:
    """Serve the app until the end of the block; give the address."""
    server = make_server("127.0.0.1", port, tidy(app), threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
