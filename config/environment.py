"""Typed readers of the environment: what cannot be read is refused, not taken for something else."""

import contextlib
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def truth(name: str, default: bool) -> bool:
    """A yes/no from the environment; anything but the usual words is refused instead of being read as no."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    said = env.str(name, "").strip().lower()
    if not said:
        return default
    if said not in words:
        raise ImproperlyConfigured(f"{name}={said!r}: use one of {', '.join(words)}.")
    return words[said]


def whole(name: str, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    said = env.str(name, "").strip()
    try:
        value = int(said) if said else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={said!r}: must be a whole number.") from None
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name}={value}: must lie between {least} and {most}.")
    return value


def shaped(name: str, default: str, pattern: str, like: str) -> str:
    """A text of a certain shape; the message shows an example, not the value, which may hold a password."""
    said = env.str(name, "").strip() or default
    if said and not re.fullmatch(pattern, said):
        raise ImproperlyConfigured(f"{name}: cannot be read; write it like {like}.")
    return said


def database(name: str, default: str) -> dict[str, Any]:
    """A database from its address; one that cannot be read is refused, without repeating its password."""
    said = env.str(name, "").strip() or default
    try:
        if said.partition(":")[0] in env.DB_SCHEMES:
            return dict(env.db_url_config(said))
    except ValueError:
        pass
    raise ImproperlyConfigured(
        f"{name}: not an address of a database, such as postgres://user:password@host:5432/name."
    )


# Scheme of a mail server's address: its usual port, STARTTLS, TLS from the start.
MAIL_SCHEMES = {"smtp": (25, False, False), "smtp+tls": (587, True, False), "smtps": (465, False, True)}


def mail_server(name: str) -> dict[str, Any]:
    """Django's settings of a mail server from its address, empty where none is given; one that cannot be read
    is refused, without repeating its password.
    """
    said = env.str(name, "").strip()
    if not said:
        return {}
    try:
        parts = urlsplit(said)
        usual, starttls, tls = MAIL_SCHEMES[parts.scheme]
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        more = parts.path.strip("/") or parts.query or parts.fragment
        if parts.hostname and bool(user) == bool(password) and not more and parts.port != 0:
            return {
                "EMAIL_HOST": parts.hostname,
                "EMAIL_PORT": parts.port or usual,
                "EMAIL_HOST_USER": user,
                "EMAIL_HOST_PASSWORD": password,
                "EMAIL_USE_TLS": starttls,
                "EMAIL_USE_SSL": tls,
            }
    except (ValueError, KeyError):
        pass
    raise ImproperlyConfigured(
        f"{name}: not an address of a mail server, such as smtp+tls://user:password@host:587 "
        f"(also {', '.join(MAIL_SCHEMES)}; a user has a password; what is special in them is written %40)."
    )


def own_secret_key() -> str:
    """A random key kept in var/; several machines that serve one site must share SECRET_KEY instead."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        with contextlib.suppress(FileExistsError):  # another process was first
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(get_random_secret_key() + get_random_secret_key())
    return path.read_text()
