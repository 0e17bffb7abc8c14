"""Settings of the program, read once from the environment and then passed about."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things lie and how the server presents itself; variables start ``FAIRMATCH_``.

    Attributes
    ----------
    database
        SQLAlchemy address; SQLite in ``var/`` unless another is named.
    secret_file
        File of the server's secret, made by ``fairmatch init``, readable by its owner only.
    address
        What public links start with, without a slash at the end.
    workers
        Threads of the solver, wherever this process solves by itself.
    host_name
        What this machine is known as among those whose workers share a database; what the system
        calls it unless set. Two machines must not have the same.
    smtp
        Mail server, as ``smtp://user:password@host:587`` (encrypted by STARTTLS where the server
        offers it, which a password demands) or ``smtps://…:465``. None: mails are put into
        ``mail_folder`` as files.
    mail_from
        Address that mails are sent from; each fair's organiser unless set, and in any case the
        one that answers go to.
    proxies
        How many web servers of ours stand in front and tell in X-Forwarded-For whom they serve.
    limit_storage
        Where it is counted how often somebody tries, as `limits` names it: ``memory://`` for one
        process, ``redis://host`` for several.
    send_mail
        Whether the server carries mails out itself while it runs.
    session_minutes
        How long somebody who does nothing stays signed in.
    lines
        Pages that may follow something live over an open line at once, each in a thread of the
        server; further ones ask again every few seconds. `fairmatch serve` sets it.
    clock_file
        A file that says what time it is at a rehearsal, see `practice`; None: the machine's clock.
    """

    model_config = SettingsConfigDict(env_prefix="FAIRMATCH_", frozen=True)

    database: str = "sqlite:///var/fairmatch.sqlite3"
    secret_file: Path = Path("var/secret")
    address: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/\s]+(/\S*[^/])?$")
    workers: int = Field(default=2, ge=1, le=256)
    host_name: str = Field(default="", max_length=200)
    smtp: SecretStr | None = None
    mail_folder: Path = Path("var/mail")
    mail_from: str = Field(default="", pattern=r"^([^@\s<>]+@[^@\s<>]+)?$")
    proxies: int = Field(default=0, ge=0, le=5)
    limit_storage: str = "memory://"
    send_mail: bool = True
    session_minutes: int = Field(default=720, ge=1, le=20_160)
    lines: int = Field(default=384, ge=0, le=100_000)
    clock_file: Path | None = None
