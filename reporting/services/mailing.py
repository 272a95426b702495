"""Notices by e-mail, where a mail server is configured: each once, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse

from reporting.models import Notice
from reporting.queries import notices_to_mail

log = structlog.get_logger(__name__)
NEWS = timedelta(days=2)  # an older notice is none: it stays in the application
AT_ONCE = 500  # the rest is left to the next run
PERMANENT = 500  # codes of a mail server from here on: do not try again


class Fate(Enum):
    """What becomes of a mail that could not be sent, and of those after it."""

    GIVEN_UP = "given up"
    LATER = "later"
    STOP = "stop"


def send_mail(*, at: datetime) -> int:
    """Send what waits; how many were sent. Where the server cannot be reached, they wait for the next run.

    Each is claimed before it is sent, so that two who send at once never send the same one. One whose sender
    is killed in between is not sent: better none than two.
    """
    waiting = notices_to_mail(since=at - NEWS, most=AT_ONCE) if settings.SENDS_MAIL else []
    if not waiting:
        return 0
    sent = 0
    try:
        with get_connection() as connection:
            for notice in waiting:
                if not Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=at):
                    continue
                fate = _try(_message(notice, connection))
                sent += fate is None
                if fate in (Fate.LATER, Fate.STOP):
                    Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
                if fate is Fate.STOP:
                    break
    except OSError as error:
        log.warning("mail server unreachable, left to the next run", error=str(error))
    return sent


def _try(message: EmailMessage) -> Fate | None:
    """None where it was sent."""
    try:
        message.send()
    except (OSError, ValueError) as error:
        fate = _fate(error)
        log.warning("a mail was not sent", fate=fate.value, to=message.to, error=str(error))
        return fate
    return None


def _fate(error: Exception) -> Fate:
    """Of an address or a text that is refused for good; refused for now; and of a server out of order."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return Fate.GIVEN_UP if min(codes, default=PERMANENT) >= PERMANENT else Fate.LATER
    if isinstance(error, SMTPDataError):
        return Fate.GIVEN_UP if error.smtp_code >= PERMANENT else Fate.LATER
    return Fate.GIVEN_UP if isinstance(error, (ValueError, SMTPNotSupportedError)) else Fate.STOP


def _message(notice: Notice, connection: BaseEmailBackend) -> EmailMessage:
    words = {"notice": notice, "url": _link(notice)}
    return EmailMessage(
        subject=f"【规划指标监测】{notice.get_kind_display()}：{_subject(notice.text)}",
        body=render_to_string("reporting/mail/notice.txt", words),
        from_email=settings.MAIL_FROM,
        to=[notice.person.email],
        connection=connection,
    )


def _subject(text: str) -> str:
    """Up to the first full stop or colon; the whole text stands in the mail."""
    return text.partition("。")[0].partition("：")[0]


def _link(notice: Notice) -> str:
    """Empty where the site's own address is not known."""
    if not settings.SITE_URL:
        return ""
    form = notice.submission_id
    path = reverse("reporting:submission", args=[form]) if form else reverse("reporting:notices")
    return f"{settings.SITE_URL}{path}"
