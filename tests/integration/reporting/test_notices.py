"""Notices: who is told of what, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse

from accounts.models import Grant, User
from accounts.roles import Role
from accounts.services import create_user, grant
from reporting import services, tasks
from reporting.models import Comment, Notice, Row, Submission
from reporting.services.notices import notify_commented
from reporting.services.told import LONGEST_TEXT
from tests.integration.reporting.conftest import DUE, LATER, Office, morning
from tests.integration.world import AT, PASSWORD

Count = Callable[[Callable[[], object]], int]
LIST = reverse("reporting:notices")


def told(kind: str) -> dict[str, str]:
    """By username, what they were told of this kind."""
    return dict(Notice.objects.filter(kind=kind).order_by("pk").values_list("person__username", "text"))


def test_opened_round_is_told_to_the_clerks_of_each_form(office: Office) -> None:
    assert set(told("opened")) == {"clerk", "second_clerk", "city_clerk"}
    assert told("opened")["clerk"] == "东县 2025 年填报单开始填报，共 4 项，3 月 31 日截止。"


def test_round_that_begins_later_is_told_that_day(quiet: Office) -> None:
    quiet.round.opens_date = date(2025, 3, 10)
    quiet.round.save()
    assert services.remind(at=morning(date(2025, 3, 9))) == 0
    assert services.remind(at=morning(date(2025, 3, 10))) == 3
    assert services.remind(at=morning(date(2025, 3, 11))) == 0


def test_opening_tells_at_once(quiet: Office) -> None:
    Row.objects.all().delete()
    Submission.objects.all().delete()
    quiet.round.delete()
    opened = services.open_round(
        region_id="980100", year=2025, opens_date=date(2025, 3, 1), due_date=date(2025, 5, 1),
        by=quiet.people["planner"], at=AT,
    )  # fmt: skip
    assert set(told("opened")) == {"clerk", "second_clerk", "city_clerk"}
    assert Notice.objects.filter(submission__round=opened).count() == 3


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (8, None),
        (7, "将于 7 天后（3 月 31 日）截止，4 项未报。"),
        (5, "将于 5 天后"),
        (3, "将于 3 天后"),
        (2, "将于 2 天后"),
        (1, "将于 1 天后"),
        (0, "今天（3 月 31 日）截止"),
    ],
)
def test_due_is_told_to_clerks_as_the_day_nears(quiet: Office, before: int, words: str | None) -> None:
    services.remind(at=morning(DUE - timedelta(days=before)))
    assert set(told("due")) == (set() if words is None else {"clerk", "second_clerk", "city_clerk"})
    if words:
        assert told("due")["clerk"].startswith(f"东县 2025 年填报单{words}")


def test_due_is_told_three_times_however_often_it_is_looked_at(quiet: Office) -> None:
    for hour in range(24 * 12):
        services.remind(at=morning(DUE - timedelta(days=10)) + timedelta(hours=hour))
    mine = Notice.objects.filter(person=quiet.people["clerk"]).order_by("pk").values_list("kind", flat=True)
    assert list(mine) == ["opened", "due", "due", "due", "overdue"]


def test_overdue_is_told_once_to_clerk_and_own_reviewer(quiet: Office) -> None:
    services.remind(at=morning(DUE + timedelta(days=1)))
    services.remind(at=morning(DUE + timedelta(days=9)))
    assert set(told("overdue")) == {
        "clerk", "second_clerk", "county_reviewer", "city_clerk", "reviewer", "second_reviewer",
    }  # fmt: skip
    assert told("overdue")["county_reviewer"] == (
        "东县 2025 年填报单已于 3 月 31 日截止，逾期 1 天，还有 4 项未报。"
    )
    assert Notice.objects.filter(kind="overdue", person__username="clerk").count() == 1


def test_extension_moves_what_is_due(quiet: Office) -> None:
    services.extend(
        submission_id=quiet.county.pk, until_date=date(2025, 4, 10), reason="汛期",
        by=quiet.people["planner"], at=LATER,
    )  # fmt: skip
    assert told("extended") == dict.fromkeys(
        ("clerk", "second_clerk"), "东县 2025 年填报单延期至 4 月 10 日：汛期"
    )
    services.remind(at=morning(DUE))
    assert set(told("due")) == {"city_clerk"}
    services.remind(at=morning(date(2025, 4, 9)))
    assert told("due")["clerk"].startswith("东县 2025 年填报单将于 1 天后（4 月 10 日）截止")
    assert set(told("overdue")) == {"city_clerk", "reviewer", "second_reviewer"}


def test_extension_of_a_closed_round_is_reminded_of_too(quiet: Office) -> None:
    services.close_round(round_id=quiet.round.pk, by=quiet.people["planner"], at=LATER)
    assert services.remind(at=morning(DUE)) == 0
    services.extend(
        submission_id=quiet.county.pk, until_date=date(2025, 4, 10), reason="汛期",
        by=quiet.people["planner"], at=LATER,
    )  # fmt: skip
    services.remind(at=morning(date(2025, 4, 9)))
    assert set(told("due")) == {"clerk", "second_clerk"}
    assert told("opened") == {}
    services.remind(at=morning(date(2025, 4, 11)))
    assert told("overdue") == {}


def test_nothing_is_due_of_what_was_handed_up_or_is_corrected(quiet: Office) -> None:
    quiet.fill()
    quiet.submit()
    services.remind(at=morning(DUE))
    assert set(told("due")) == {"city_clerk"}
    quiet.review()
    quiet.accept()
    services.open_correction(
        submission_id=quiet.county.pk, row_ids=[quiet.row("pension").pk], reason="口径有误",
        by=quiet.people["clerk"], at=LATER,
    )  # fmt: skip
    services.remind(at=morning(DUE + timedelta(days=1)))
    assert "clerk" not in told("overdue")


def test_clerks_of_a_department_are_told_of_its_form_only(quiet: Office) -> None:
    own = Submission.objects.create(round=quiet.round, region_id="980101", department=quiet.world.department)
    Row.objects.create(submission=own, indicator=quiet.world.indicators["pension"])
    person = create_user(username="section", name="科员", password=PASSWORD, by=None, at=AT)
    grant(
        user=person, region=quiet.world.regions["980101"], role=Role.CLERK, by=None, at=AT,
        department=quiet.world.department,
    )  # fmt: skip
    services.remind(at=morning(DUE))
    notice = Notice.objects.get(person=person, kind="due")
    assert notice.submission_id == own.pk
    assert notice.text.startswith("东县就业促进科 2025 年填报单今天")
    assert Notice.objects.filter(person=quiet.people["clerk"], kind="due").count() == 2


def test_nobody_who_left_is_told(quiet: Office) -> None:
    User.objects.filter(username="second_clerk").update(is_active=False)
    Grant.objects.filter(user__username="city_clerk").delete()
    services.remind(at=morning(DUE))
    assert set(told("due")) == {"clerk"}


def test_way_of_a_form_is_told_to_whom_it_concerns(quiet: Office) -> None:
    quiet.fill()
    quiet.submit()
    assert told("submitted") == {"county_reviewer": "东县 2025 年填报单上报了 4 项，等您审核。"}
    quiet.review()
    assert told("submitted") == {
        "county_reviewer": "东县 2025 年填报单上报了 4 项，等您审核。",
        "reviewer": "东县 2025 年填报单审核通过 4 项，等您接收。",
        "second_reviewer": "东县 2025 年填报单审核通过 4 项，等您接收。",
    }
    rows = [quiet.row(code).pk for code in ("pension", "skill_mix")]
    services.return_for_correction(
        submission_id=quiet.county.pk,
        row_ids=rows,
        comment="请核对\n分母",
        by=quiet.people["reviewer"],
        at=LATER,
    )
    assert told("returned")["second_clerk"] == (
        "东县 2025 年填报单退回 2 项（基本养老保险参保率、高技能人才结构）：请核对 分母"
    )
    quiet.accept(by="second_reviewer")
    assert told("accepted") == dict.fromkeys(("clerk", "second_clerk"), "东县 2025 年填报单的 2 项已接收。")


def test_at_the_top_the_other_reviewer_accepts(quiet: Office) -> None:
    quiet.fill("980100", by="city_clerk")
    quiet.submit("980100", by="city_clerk")
    assert set(told("submitted")) == {"reviewer", "second_reviewer"}
    Notice.objects.all().delete()
    quiet.review("980100", by="reviewer")
    assert set(told("submitted")) == {"second_reviewer"}


def unread() -> set[str]:
    return set(Notice.objects.filter(read_at=None).values_list("person__username", flat=True))


def test_what_nobody_has_to_do_any_more_is_no_news(quiet: Office) -> None:
    services.remind(at=morning(DUE))
    assert unread() == {"clerk", "second_clerk", "city_clerk"}
    quiet.fill()
    quiet.submit()
    assert unread() == {"city_clerk", "county_reviewer"}
    services.withdraw(submission_id=quiet.county.pk, by=quiet.people["second_clerk"], at=LATER)
    assert unread() == {"city_clerk"}
    quiet.submit()
    quiet.review()
    assert unread() == {"city_clerk", "reviewer", "second_reviewer"}
    quiet.accept()
    assert unread() == {"city_clerk", "clerk", "second_clerk"}


def test_whoever_acts_has_read_what_was_told_about_the_form(quiet: Office) -> None:
    quiet.fill()
    quiet.submit()
    said = Comment.objects.create(
        row=quiet.row("pension"), text="请看附注", by=quiet.people["clerk"], at=LATER
    )
    notify_commented(quiet.county, said, by=quiet.people["clerk"], at=LATER)
    assert Notice.objects.filter(person=quiet.people["county_reviewer"], read_at=None).count() == 2
    services.review(
        submission_id=quiet.county.pk, row_ids=[quiet.row("skill_mix").pk],
        by=quiet.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    assert "county_reviewer" not in unread()


@pytest.mark.parametrize(
    ("speaker", "state", "hearers"),
    [
        ("clerk", "submitted", {"county_reviewer"}),
        ("clerk", "reviewed", {"county_reviewer", "reviewer", "second_reviewer"}),
        ("reviewer", "reviewed", {"clerk", "second_clerk"}),
        ("county_reviewer", "submitted", {"clerk", "second_clerk"}),
    ],
)
def test_comment_is_told_to_the_other_side(
    quiet: Office, speaker: str, state: str, hearers: set[str]
) -> None:
    quiet.fill()
    quiet.submit()
    if state == "reviewed":
        quiet.review()
    said = Comment.objects.create(
        row=quiet.row("pension"), text="请看附注" * 100, by=quiet.people[speaker], at=LATER
    )
    notify_commented(quiet.county, said, by=quiet.people[speaker], at=LATER)
    assert set(told("commented")) == hearers
    text = told("commented").popitem()[1]
    assert text.startswith(
        f"{quiet.people[speaker].name}对东县 2025 年填报单“基本养老保险参保率”的意见：请看"
    )
    assert len(text) == LONGEST_TEXT


def test_other_due_date_of_the_round_is_told(quiet: Office) -> None:
    services.reschedule(
        round_id=quiet.round.pk,
        due_date=date(2025, 4, 20),
        reason="统一调整",
        by=quiet.people["planner"],
        at=LATER,
    )
    assert told("extended")["city_clerk"] == "甲市 2025 年填报单的截止日期调整为 4 月 20 日。"


def test_database_keeps_an_occasion_once(quiet: Office) -> None:
    services.remind(at=AT)
    notice = Notice.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(person=notice.person, key=notice.key, kind="due", text="又", at=AT)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's tests share one database in memory")
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everybody_once(office: Office) -> None:
    """Both have seen that nobody was told before either writes, where the database lets them."""
    Notice.objects.all().delete()
    errors: list[BaseException] = []
    ready = Barrier(4)

    def work() -> None:
        try:
            ready.wait(10)
            services.remind(at=morning(DUE))
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    keys = list(Notice.objects.values_list("person", "key"))
    assert len(keys) == len(set(keys)) == 6  # opened and due, for three clerks


def test_an_occasion_written_meanwhile_is_passed_over(quiet: Office, monkeypatch: Any) -> None:
    """As if another worker had written after this one looked."""
    services.remind(at=morning(DUE))
    count = Notice.objects.count()
    monkeypatch.setattr("reporting.services.reminders.told_about", lambda forms: frozenset())
    services.remind(at=morning(DUE))
    assert Notice.objects.count() == count


def test_task_and_command(quiet: Office) -> None:
    assert tasks.remind() > 0  # long overdue by now
    count = Notice.objects.count()
    call_command("send_notices")
    assert Notice.objects.count() == count


def test_reminding_asks_as_often_for_20_forms_as_for_2(quiet: Office, count_queries: Count) -> None:
    """With many more, SQLite, which takes 999 parameters, writes in parts."""
    forms = 20
    few = count_queries(lambda: services.remind(at=morning(DUE)))
    Notice.objects.all().delete()
    for number in range(forms):
        department = quiet.world.department
        department.pk = None
        department.name = f"第 {number} 科"
        department.save(force_insert=True)
        form = Submission.objects.create(round=quiet.round, region_id="980101", department=department)
        Row.objects.create(submission=form, indicator=quiet.world.indicators["pension"])
    assert count_queries(lambda: services.remind(at=morning(DUE))) == few
    assert Notice.objects.filter(person=quiet.people["clerk"]).count() == 2 * (forms + 1)


def test_where_a_region_has_no_reviewer_the_next_level_is_told(quiet: Office) -> None:
    Grant.objects.filter(user__username="county_reviewer").delete()
    services.remind(at=morning(DUE + timedelta(days=1)))
    assert set(told("overdue")) == {"clerk", "second_clerk", "city_clerk", "reviewer", "second_reviewer"}
    quiet.fill()
    quiet.submit()
    assert set(told("submitted")) == {"reviewer", "second_reviewer"}
