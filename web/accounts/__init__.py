"""Signing in, and one's own account."""

from web.accounts import account, password, resume, second, sign_in
from web.accounts.blueprint import blueprint

__all__ = ["account", "blueprint", "password", "resume", "second", "sign_in"]
