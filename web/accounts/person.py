"""Our accounts as Flask-Security wants them.

`fairmatch` is free of Flask, so its `Account` is no user class of Flask-Security; a `Person`
is what that library sees of one, and a `Store` finds it.
"""

from typing import Any

from flask_security import RoleMixin, UserDatastore, UserMixin
from sqlalchemy import select

from fairmatch.models import Account
from web.database import reading


class Person(UserMixin):
    """An account as Flask-Security sees it; what somebody may enter is no matter of its roles."""

    fs_uniquifier = ""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.id = account.id
        self.email = account.email
        self.active = account.active
        self.fs_uniquifier = account.session_key
        self.mf_recovery_codes = list(account.recovery_codes)
        self.roles = []


class Store(UserDatastore):
    """Finds accounts; whoever changes one does so in a writing session of its own."""

    def __init__(self) -> None:
        super().__init__(Person, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> Person | None:
        """Give the person whose session names this key."""
        key = str(wanted["fs_uniquifier"])
        account = reading().scalars(select(Account).where(Account.session_key == key)).first()
        if account is None:
            return None
        # The request's reading session may end before the request does.
        reading().expunge(account)
        return Person(account)

    def put(self, model: Any) -> Any:
        """Let the account have the recovery codes that the library left to the person."""
        model.account.recovery_codes = list(model.mf_recovery_codes)
        return model
