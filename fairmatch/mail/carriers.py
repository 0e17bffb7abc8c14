"""Who carries mails out: a mail server, or a folder where there is none."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from fairmatch.config import Settings
from fairmatch.errors import CannotWrite, MailRefused, MailServerGone, MailUncertain
from fairmatch.files.folder import write_files

SECONDS = 30
TAKEN, CLOSING, FOR_GOOD = (250, 251), 421, range(500, 600)


class Trip(Protocol):
    """One way to the letter box and back."""

    def offer(self, message: EmailMessage) -> None:
        """Ask whether the recipient is known; nothing has been handed over yet.

        Raises
        ------
        MailRefused
            If the mail is not taken.
        MailServerGone
            If the line broke.
        """

    def hand_over(self, message: EmailMessage) -> None:
        """Hand the words of the message just offered over.

        Raises
        ------
        MailRefused
            If they are refused.
        MailUncertain
            If no answer came.
        """


class Carrier(Protocol):
    """Somebody who goes to the letter box."""

    @contextmanager
    def going(self) -> Iterator[Trip]:
        """Go there, and come back at the end.

        Raises
        ------
        MailServerGone
            If the letter box cannot be reached.
        """


def carrier_of(settings: Settings) -> Carrier:
    """Give the carrier that the settings name."""
    if settings.smtp is None:
        return Folder(settings.mail_folder)
    return Server(settings.smtp.get_secret_value())


class Folder:
    """Puts each mail into a folder as a file that mail programs open."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def going(self) -> Iterator[Trip]:
        """Nothing to do on the way."""
        yield self

    def offer(self, message: EmailMessage) -> None:
        """A folder takes everything."""

    def hand_over(self, message: EmailMessage) -> None:
        """Write the file; a second writing of one message replaces the first."""
        name = message["Message-ID"].partition("@")[0].lstrip("<")
        try:
            write_files(self._path, [(f"{name}.eml", message.as_bytes())])
        except CannotWrite as error:
            raise MailRefused(str(error), for_good=False) from error


class Server:
    """Speaks SMTP (RFC 5321), encrypted wherever the server can."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    @contextmanager
    def going(self) -> Iterator[Trip]:
        """Connect and sign in."""
        with _gone_if_broken():
            line = _connect(self._url)
        try:
            with _gone_if_broken():
                _sign_in(line, self._url)
            yield _Line(line)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()


def _connect(url: SplitResult) -> smtplib.SMTP:
    host = url.hostname or "localhost"
    if url.scheme == "smtps":
        trust = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=trust)
    return smtplib.SMTP(host, url.port or 25, timeout=SECONDS)


def _sign_in(line: smtplib.SMTP, url: SplitResult) -> None:
    line.ehlo_or_helo_if_needed()
    if url.scheme != "smtps" and line.has_extn("starttls"):
        line.starttls(context=ssl.create_default_context())
    elif url.scheme != "smtps" and url.password:
        raise smtplib.SMTPNotSupportedError("no encryption for the password")
    if url.username:
        line.login(unquote(url.username), unquote(url.password or ""))


@contextmanager
def _gone_if_broken() -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise MailServerGone(_told(error)) from error


class _Line:
    """A connection to a mail server."""

    def __init__(self, line: smtplib.SMTP) -> None:
        self._line = line

    def offer(self, message: EmailMessage) -> None:
        """Name sender and recipient."""
        sender = message["From"].addresses[0].addr_spec
        recipient = message["To"].addresses[0].addr_spec
        try:
            with _gone_if_broken():
                answers = [self._line.mail(sender), self._line.rcpt(recipient)]
        except UnicodeError as error:
            raise MailRefused(f"{recipient}: {error}", for_good=True) from error
        for code, words in answers:
            if code == CLOSING:
                raise MailServerGone(_reply(code, words))
            if code not in TAKEN:
                self._reset()
                raise MailRefused(_reply(code, words), for_good=code in FOR_GOOD)

    def hand_over(self, message: EmailMessage) -> None:
        """Send the words; only an answer to them says whether they were taken."""
        try:
            code, words = self._line.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            self._reset()
            refused = _reply(error.smtp_code, error.smtp_error)
            raise MailRefused(refused, for_good=error.smtp_code in FOR_GOOD) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailUncertain(_told(error)) from error
        if code not in TAKEN:
            raise MailRefused(_reply(code, words), for_good=code in FOR_GOOD)

    def _reset(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._line.rset()


def _reply(code: int, words: bytes | str) -> str:
    told = words if isinstance(words, str) else words.decode("utf-8", "replace")
    return f"{code} {told}"


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__
