"""Notices by e-mail: once, to whom there is an address, and again later where the server was out of order."""

from __future__ import annotations

import smtplib
import time
from datetime import timedelta
from threading import Barrier, Lock, Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse

from accounts.models import User
from common.jobs import left_to_the_sweeper
from reporting import services, tasks
from reporting.models import Notice
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT

ADDRESSES = {"county_reviewer": "xia@example.org", "reviewer": "shen@example.org"}


class OneByOne(BaseEmailBackend):
    """A server that answers as it is told to; keeps what it took."""

    answers: dict[str, Exception] = {}
    at_the_door: Exception | None = None
    taken: list[str] = []
    lock = Lock()

    def open(self) -> bool:
        if self.at_the_door:
            raise self.at_the_door
        return True

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if found := self.answers.get(message.to[0]):
                raise found
            time.sleep(0.01)
            with self.lock:
                self.taken.append(message.to[0])
        return len(messages)


@pytest.fixture
def server(settings: Any) -> type[OneByOne]:
    settings.EMAIL_BACKEND = f"{__name__}.OneByOne"
    OneByOne.answers, OneByOne.taken, OneByOne.at_the_door = {}, [], None
    return OneByOne


@pytest.fixture
def mailed(office: Office, settings: Any) -> Office:
    """A mail server is configured; two reviewers have addresses, and a notice each that waits."""
    settings.SENDS_MAIL, settings.MAIL_FROM = True, "规划指标监测 <plan@example.org>"
    settings.SITE_URL = "https://plan.example.org"
    for username, email in ADDRESSES.items():
        User.objects.filter(username=username).update(email=email)
    office.fill()
    with left_to_the_sweeper():
        office.submit()
        office.review(by="county_reviewer")
    Notice.objects.filter(person__username="county_reviewer").update(read_at=None)
    return office


def waiting() -> set[str]:
    found = Notice.objects.filter(mailed_at=None, person__username__in=ADDRESSES)
    return set(found.values_list("person__username", flat=True))


def test_mail_says_what_and_where(mailed: Office) -> None:
    assert services.send_mail(at=LATER) == 2
    assert services.send_mail(at=LATER) == 0
    message: EmailMessage = next(each for each in mail.outbox if each.to == ["shen@example.org"])
    assert message.subject == "【规划指标监测】已上报：东县 2025 年填报单审核通过 4 项，等您接收"
    assert message.from_email == "规划指标监测 <plan@example.org>"
    assert message.body.startswith("沈核，您好：\n\n东县 2025 年填报单审核通过 4 项，等您接收。\n")
    form = reverse("reporting:submission", args=[mailed.county.pk])
    assert f"请登录办理：https://plan.example.org{form}\n" in message.body
    assert len(mail.outbox) == 2


def test_mail_without_the_site_s_address_has_no_link(mailed: Office, settings: Any) -> None:
    settings.SITE_URL = ""
    services.send_mail(at=LATER)
    assert "http" not in mail.outbox[0].body
    assert "请登录规划指标监测系统办理。" in mail.outbox[0].body


def test_text_is_sent_as_it_was_written(mailed: Office) -> None:
    Notice.objects.filter(person__username="reviewer").update(text="按<b>“甲&乙”</b>更正：看\u2028附注。")
    services.send_mail(at=LATER)
    message = next(each for each in mail.outbox if each.to == ["shen@example.org"])
    assert "按<b>“甲&乙”</b>更正：看\u2028附注。" in message.body
    assert message.subject.endswith("：按<b>“甲&乙”</b>更正")
    message.message().as_bytes()


def test_nothing_is_sent_where_no_server_is_configured(mailed: Office, settings: Any) -> None:
    settings.SENDS_MAIL = False
    assert services.send_mail(at=LATER) == 0
    assert mail.outbox == []


def test_old_or_read_news_and_people_who_left_get_no_mail(mailed: Office) -> None:
    assert services.send_mail(at=LATER + timedelta(days=3)) == 0
    Notice.objects.filter(person__username="reviewer").update(read_at=LATER)
    User.objects.filter(username="county_reviewer").update(is_active=False)
    assert services.send_mail(at=LATER) == 0


def test_mail_is_asked_for_when_the_work_is_committed(
    mailed: Office, django_capture_on_commit_callbacks: Any
) -> None:
    mailed.fill("980100", by="city_clerk")
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks() as asked:
        mailed.submit("980100", by="city_clerk")
    Notice.objects.update(at=services_now())
    assert mail.outbox == []
    for each in asked:
        each()
    assert [message.to for message in mail.outbox] == [["shen@example.org"]]


def services_now() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_server_out_of_reach_leaves_all_for_the_next_run(mailed: Office, server: type[OneByOne]) -> None:
    server.at_the_door = ConnectionRefusedError("nobody listens")
    assert services.send_mail(at=LATER) == 0
    assert waiting() == set(ADDRESSES)
    server.at_the_door = None
    assert services.send_mail(at=LATER) == 2
    assert sorted(server.taken) == sorted(ADDRESSES.values())


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPSenderRefused(550, b"who are you", "plan@example.org"),
        TimeoutError("slow"),
    ],
)
def test_server_that_fails_between_is_left_alone_until_the_next_run(
    mailed: Office, server: type[OneByOne], error: Exception
) -> None:
    server.answers = dict.fromkeys(ADDRESSES.values(), error)
    assert services.send_mail(at=LATER) == 0
    assert waiting() == set(ADDRESSES)
    server.answers = {}
    assert services.send_mail(at=LATER) == 2


@pytest.mark.parametrize(
    ("error", "is_tried_again"),
    [
        (smtplib.SMTPRecipientsRefused({"xia@example.org": (550, b"no such user")}), False),
        (smtplib.SMTPRecipientsRefused({"xia@example.org": (451, b"greylisted")}), True),
        (smtplib.SMTPDataError(554, b"spam"), False),
        (smtplib.SMTPDataError(452, b"full"), True),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), False),
        (ValueError("header"), False),
    ],
)
def test_one_that_is_refused_does_not_hold_up_the_others(
    mailed: Office, server: type[OneByOne], error: Exception, is_tried_again: bool
) -> None:
    server.answers = {"xia@example.org": error}
    assert services.send_mail(at=LATER) == 1
    assert server.taken == ["shen@example.org"]
    assert waiting() == ({"county_reviewer"} if is_tried_again else set())


def test_task_and_command_send(mailed: Office) -> None:
    Notice.objects.update(at=services_now())
    assert tasks.send_mail() == 2
    Notice.objects.update(mailed_at=None)
    call_command("send_notices")
    assert len(mail.outbox) >= 4


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's tests share one database in memory")
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_once(mailed: Office, server: type[OneByOne]) -> None:
    person = mailed.people["reviewer"]
    Notice.objects.all().delete()
    Notice.objects.bulk_create(
        Notice(person=person, kind="due", key=str(number), text="还有", at=AT) for number in range(12)
    )
    errors: list[BaseException] = []
    ready = Barrier(3)

    def work() -> None:
        try:
            ready.wait(10)
            services.send_mail(at=LATER)
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert len(server.taken) == 12
    assert not Notice.objects.filter(mailed_at=None).exists()
