"""Verbs of accounts: people and their grants, tokens, signing in and out."""

from accounts.services.departments import add_department, remove_department, rename_department
from accounts.services.people import (
    AccountError,
    create_user,
    create_users,
    deactivate,
    grant,
    revoke_grant,
    set_password,
)
from accounts.services.sessions import note_login, note_logout, refuse_login, unlock
from accounts.services.tokens import issue_token, revoke_token
from accounts.services.zones import add_zone, change_zone

__all__ = [
    "AccountError",
    "add_department",
    "add_zone",
    "change_zone",
    "create_user",
    "create_users",
    "deactivate",
    "grant",
    "issue_token",
    "note_login",
    "note_logout",
    "refuse_login",
    "remove_department",
    "rename_department",
    "revoke_grant",
    "revoke_token",
    "set_password",
    "unlock",
]
