"""Verbs of accounts: people and their grants, tokens, signing in and out."""

from accounts.services.answers import (
    Answer,
    KeyReusedError,
    StillRunningError,
    answer_once,
    forget_answers,
)
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
from accounts.services.tokens import issue_token, refuse_token, revoke_token
from accounts.services.zones import add_zone, change_zone

__all__ = [
    "AccountError",
    "Answer",
    "KeyReusedError",
    "StillRunningError",
    "add_department",
    "add_zone",
    "answer_once",
    "change_zone",
    "create_user",
    "create_users",
    "deactivate",
    "forget_answers",
    "grant",
    "issue_token",
    "note_login",
    "note_logout",
    "refuse_login",
    "refuse_token",
    "remove_department",
    "rename_department",
    "revoke_grant",
    "revoke_token",
    "set_password",
    "unlock",
]
