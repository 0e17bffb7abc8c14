"""Who may sign in, what they may enter, and what signing in leaves behind."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairmatch.models.base import Base, UtcDateTime, words
from fairmatch.models.fair import Fair
from fairmatch.models.people import Agency, Firm


class Role(StrEnum):
    """What somebody is at a fair."""

    ORGANISER = "organiser"
    VIEWER = "viewer"
    OFFICER = "officer"
    CONTACT = "contact"


class Account(Base):
    """One person, known by a mail address.

    Attributes
    ----------
    email
        In the form that `fairmatch.accounts.plain_address` gives.
    session_key
        What the sessions of the account name; a new one ends them all.
    password
        Hash of the password; None: signs in by mail only.
    totp_secret
        Encrypted secret of the authenticator app; None: no second factor.
    totp_counter
        Number of the last code of the app that was taken, so that none is taken twice.
    recovery_codes
        Encrypted codes that each stand in for the app once.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="ko")
    active: Mapped[bool] = mapped_column(default=True)
    session_key: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_counter: Mapped[int | None]
    recovery_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", order_by="Membership.id"
    )


class Membership(Base):
    """What an account is at a fair: its organiser or viewer, an agency's officer, a firm's contact.

    Attributes
    ----------
    by_address
        It holds only while the account's address is the one that the agency or the firm is
        written to, and was given when that address was first proved.
    ended_at
        When it was taken away; proving the address again does not bring it back.
    """

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"))
    role: Mapped[Role] = mapped_column(words(Role, "membership_role"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"))
    firm_id: Mapped[int | None] = mapped_column(ForeignKey("firm.id", ondelete="CASCADE"))
    by_address: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(back_populates="memberships")
    fair: Mapped[Fair] = relationship()
    agency: Mapped[Agency | None] = relationship()
    firm: Mapped[Firm | None] = relationship()

    __table_args__ = (
        CheckConstraint("(role = 'officer') = (agency_id is not null)", name="officers_agency"),
        CheckConstraint("(role = 'contact') = (firm_id is not null)", name="contacts_firm"),
        UniqueConstraint("account_id", "agency_id"),
        UniqueConstraint("account_id", "firm_id"),
        Index(
            "uq_membership_desk",
            "account_id",
            "fair_id",
            unique=True,
            sqlite_where=text("agency_id is null and firm_id is null"),
            postgresql_where=text("agency_id is null and firm_id is null"),
        ),
        Index(None, "fair_id", "role"),
        Index(None, "agency_id"),
        Index(None, "firm_id"),
    )


class SignInPurpose(StrEnum):
    """What a code or link sent by mail is for."""

    SIGN_IN = "sign_in"
    PASSWORD = "password"
    INVITATION = "invitation"


class SignIn(Base):
    """A code and a link sent by mail, good for one sign-in.

    Both are derived from ``nonce`` with the server's secret and kept only as the hash of the
    link, so that a stolen database opens nothing.

    Attributes
    ----------
    uid
        What the browser that asked is known by; the code is taken from that browser only.
    email
        Whose address it proves; None where nobody here has the address that was typed.
    tries
        How many wrong codes were typed.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    nonce: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[SignInPurpose] = mapped_column(words(SignInPurpose, "sign_in_purpose"))
    email: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "expires_at"),)


class HeldForm(Base):
    """What somebody typed into a form whose session had ended, kept until they are back.

    Attributes
    ----------
    uid_hash
        Hash of what the browser knows it by.
    account_id
        Who may have it back; None where the ended session did not say.
    path
        Where the form was sent.
    fields
        Pairs of a name and what was typed.
    """

    __tablename__ = "held_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    path: Mapped[str]
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "made_at"),)
