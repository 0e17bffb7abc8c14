"""The line to a server: one question, one answer, or none."""

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from fairmatch.errors import FairMatchError

SECONDS = 60.0
"""How long an answer may take."""
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class NoAnswer(FairMatchError):
    """The server did not answer, so that nobody knows whether it did what it was asked."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered; ``leads_to`` is the path it sends the browser to, if any."""

    status: int
    text: str
    leads_to: str


class Line:
    """Carries questions to the server at an address, each over a connection of its own."""

    def __init__(self, address: str) -> None:
        found = urlsplit(address)
        self.host, self.port = found.hostname or "127.0.0.1", found.port or 80

    def carry(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, list[str]], bytes]:
        """Give status, headers and body of the answer.

        Raises
        ------
        NoAnswer
            If the line breaks before the answer is there as a whole.
        """
        connection = HTTPConnection(self.host, self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            names = {name.lower() for name in answer.headers}
            return (
                answer.status,
                {name: answer.headers.get_all(name, []) for name in names},
                answer.read(),
            )
        except (OSError, HTTPException) as error:
            raise NoAnswer(str(error)) from error
        finally:
            connection.close()


@dataclass
class Browser:
    """Somebody's browser: keeps cookies, and the token that forms are guarded with."""

    line: Line
    csrf: str = ""
    _cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def get(self, path: str) -> Answered:
        """Look at a page, and keep the token of its forms."""
        answered = self._ask("GET", path, b"", "")
        found = _TOKEN.search(answered.text)
        if found is not None:
            self.csrf = found[1]
        return answered

    def post_form(self, path: str, fields: dict[str, str | tuple[str, ...]]) -> Answered:
        """Send a form."""
        body = urlencode({**fields, "csrf_token": self.csrf}, doseq=True).encode()
        return self._ask("POST", path, body, "application/x-www-form-urlencoded")

    def post_json(self, path: str, text: str) -> Answered:
        """Send what a script sends."""
        return self._ask("POST", path, text.encode(), "application/json")

    @property
    def cookie(self) -> str:
        """What it tells of itself with each question."""
        return "; ".join(f"{one.key}={one.coded_value}" for one in self._cookies.values())

    def _ask(self, method: str, path: str, body: bytes, kind: str) -> Answered:
        headers = {"Accept-Language": "ko", "X-CSRFToken": self.csrf} | (
            {"Content-Type": kind} if kind else {}
        )
        if self._cookies:
            headers["Cookie"] = self.cookie
        status, told, text = self.line.carry(method, path, body, headers)
        for cookie in told.get("set-cookie", []):
            self._cookies.load(cookie)
        leads_to = urlsplit(told.get("location", [""])[0])
        where = leads_to.path + (f"?{leads_to.query}" if leads_to.query else "")
        return Answered(status, text.decode(errors="replace"), where)
