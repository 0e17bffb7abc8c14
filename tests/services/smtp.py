"""A mail server on loopback that keeps what it is sent, and misbehaves when told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

UNKNOWN, BUSY = "550 no such mailbox", "451 try again later"


@dataclass
class PostOffice:
    """What the server has taken, and how it is to answer.

    Attributes
    ----------
    refused
        Answer to a recipient, by address.
    after_words
        Answer to the words of a message; None hangs up without one, having kept them.
    conversations
        Connections so far.
    """

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    after_words: str | None = "250 taken"
    conversations: int = 0

    @property
    def url(self) -> str:
        """Give the server's address as a setting."""
        return f"smtp://127.0.0.1:{self.port}"

    def messages(self) -> list[EmailMessage]:
        """Give what was taken, parsed."""
        return [message_from_bytes(one, policy=default) for one in self.taken]


@contextmanager
def running_post_office() -> Iterator[PostOffice]:
    """Serve until the block ends."""
    office = PostOffice()

    class Clerk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            office.conversations += 1
            _converse(self, office)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()


def _converse(clerk: socketserver.StreamRequestHandler, office: PostOffice) -> None:
    def say(words: str) -> None:
        clerk.wfile.write(f"{words}\r\n".encode())

    say("220 post office")
    for line in clerk.rfile:
        verb, _, rest = line.decode().strip().partition(" ")
        if verb.upper() == "RCPT":
            recipient = rest.partition("<")[2].partition(">")[0]
            say(office.refused.get(recipient, "250 known"))
        elif verb.upper() == "DATA":
            say("354 go on")
            office.taken.append(_words(clerk))
            if office.after_words is None:
                return
            say(office.after_words)
        elif verb.upper() == "QUIT":
            say("221 bye")
            return
        else:
            say("250 fine")


def _words(clerk: socketserver.StreamRequestHandler) -> bytes:
    lines = []
    for line in clerk.rfile:
        if line == b".\r\n":
            break
        lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
    return b"".join(lines)
