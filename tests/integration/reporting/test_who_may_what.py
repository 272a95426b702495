"""Who may do what, when, and through which door: every cell of one table, tried and compared.

Each cell is tried from the same prepared form, inside a savepoint that is rolled back. What is allowed has to
reach its goal; what is refused has to leave rows, versions, comments, extensions and the round as they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant, User
from accounts.roles import Role
from accounts.services import create_user, grant, issue_token
from indicators.models import Actual, ActualVersion, Signature
from reporting import services
from reporting.models import TEXTS, Comment, Extension, Round, Row, Submission, Upload
from reporting.queries import submission_shown
from reporting.services import Entry, RoundError, SubmissionBlockedError
from reporting.services.uploads import take_upload
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT, PASSWORD

STATES = ("draft", "returned", "submitted", "reviewed", "accepted", "locked", "correcting")
# Who finds the form at all, and who may speak about it; for everybody else it is not there (404).
SEE_AND_SPEAK = (
    "clerk", "second clerk", "own reviewer", "own reviewer who submitted", "acceptor",
    "acceptor who submitted", "acceptor who reviewed",
)  # fmt: skip
SEE = (*SEE_AND_SPEAK, "planner")
TABLE = """
role                       | draft        | returned     | submitted     | reviewed      | accepted     | locked  | correcting
clerk                      | save submit  | save submit  | withdraw      | -             | correct      | correct | save submit drop
second clerk               | save submit  | save submit  | withdraw      | -             | correct      | correct | save submit drop
clerk of another department| -            | -            | -             | -             | -            | -       | -
own reviewer               | -            | -            | review return | -             | -            | -       | -
own reviewer who submitted | -            | -            | return        | -             | -            | -       | -
acceptor                   | -            | -            | return        | accept return | -            | -       | -
acceptor who submitted     | -            | -            | return        | return        | -            | -       | -
acceptor who reviewed      | -            | -            | return        | return        | -            | -       | -
reviewer of another city   | -            | -            | -             | -             | -            | -       | -
leader                     | -            | -            | -             | -             | -            | -       | -
analyst                    | -            | -            | -             | -             | -            | -       | -
planner                    | extend close | extend close | extend close  | extend close  | extend close | extend  | extend close
administrator              | -            | -            | -             | -             | -            | -       | -
stranger                   | -            | -            | -             | -             | -            | -       | -
"""  # noqa: E501
# What each action does to both rows of the form.
GOALS = {
    "submit": "submitted", "withdraw": "draft", "review": "reviewed", "return": "returned",
    "accept": "accepted", "correct": "draft", "drop": "accepted",
}  # fmt: skip
ACTIONS = ("see", "save", *GOALS, "comment", "extend", "close")
WRITES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(reporting|indicators|plans)_', re.IGNORECASE)
REFUSALS = (PermissionDenied, MoveRefusedError, RoundError, SubmissionBlockedError, ValidationError)
FIGURES = {"unemployment": "5.2", "pension": "95.5"}  # about which no check has anything to say
FAR = date(2099, 1, 1)


def table() -> dict[tuple[str, str], set[str]]:
    """By role and state: what is allowed."""
    head, *lines = (line.split("|") for line in TABLE.strip().splitlines())
    assert tuple(state.strip() for state in head[1:]) == STATES
    found = {}
    for role, *cells in lines:
        always = {"see"} if role.strip() in SEE else set()
        always |= {"comment"} if role.strip() in SEE_AND_SPEAK else set()
        for state, cell in zip(STATES, cells, strict=True):
            found[role.strip(), state] = always | set(cell.split()) - {"-"}
    return found


ALLOWED = table()
# Roles by who handed the form up and who reviewed it: the last three did so before their duties changed.
CASTS = {
    "submitted by the clerk": {
        "clerk": "clerk", "second clerk": "second_clerk", "clerk of another department": "section",
        "own reviewer": "county_reviewer", "acceptor": "reviewer", "reviewer of another city": "bystander",
        "leader": "leader", "analyst": "analyst", "planner": "planner", "administrator": "administrator",
        "stranger": "stranger",
    },
    "submitted by one who now accepts": {"acceptor who submitted": "turned"},
    "submitted by one who now reviews": {"own reviewer who submitted": "turned"},
    "reviewed by one who now accepts": {"acceptor who reviewed": "turned"},
}  # fmt: skip
# What the person whose duties changed was before, and is now.
TURNS = {
    "submitted by one who now accepts": ((Role.CLERK, "980101"), (Role.REVIEWER, "980100")),
    "submitted by one who now reviews": ((Role.CLERK, "980101"), (Role.REVIEWER, "980101")),
    "reviewed by one who now accepts": ((Role.REVIEWER, "980101"), (Role.REVIEWER, "980100")),
}


def test_the_table_is_complete() -> None:
    assert {role for cast in CASTS.values() for role in cast} == {role for role, _ in ALLOWED}
    assert {action for cell in ALLOWED.values() for action in cell} == set(ACTIONS)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def prepared(office: Office, cast: str, state: str) -> None:
    """Two rows of 东县 in this state, handed up and reviewed by those whom the cast names."""
    turned = create_user(username="turned", name="尤转", password=PASSWORD, by=None, at=AT)
    office.people["turned"] = turned  # type: ignore[index]
    submitter, reviewer = office.people["clerk"], office.people["county_reviewer"]
    before, now = TURNS.get(cast, (None, None))
    if before:
        grant(user=turned, region=office.world.regions[before[1]], role=before[0], by=None, at=AT)
        submitter, reviewer = (turned, reviewer) if before[0] == Role.CLERK else (submitter, turned)
    _bring(office, state, submitter, reviewer)
    if now:
        Grant.objects.filter(user=turned).delete()
        grant(user=turned, region=office.world.regions[now[1]], role=now[0], by=None, at=AT)


def _bring(office: Office, state: str, submitter: User, reviewer: User) -> None:
    form = office.county.pk
    entries = [office.entry(code, text) for code, text in FIGURES.items()]
    services.save_rows(submission_id=form, entries=entries, by=office.people["clerk"], at=AT)
    if state == "draft":
        return
    services.submit(submission_id=form, by=submitter, at=AT)
    if state == "returned":
        ids, by = [row.pk for row in office.county.rows.all()], office.people["county_reviewer"]
        services.return_for_correction(submission_id=form, row_ids=ids, comment="请核对", by=by, at=AT)
    if state in ("returned", "submitted"):
        return
    services.review(submission_id=form, by=reviewer, at=AT)
    if state == "reviewed":
        return
    services.accept(submission_id=form, by=office.people["second_reviewer"], at=AT)
    if state == "locked":
        services.close_round(round_id=office.round.pk, by=office.people["planner"], at=AT)
    if state == "correcting":
        ids, by = [row.pk for row in office.county.rows.all()], office.people["clerk"]
        services.open_correction(submission_id=form, row_ids=ids, reason="统计修订", by=by, at=AT)
        entries = [office.entry("pension", "95.8", note="统计修订")]
        services.save_rows(submission_id=form, entries=entries, by=by, at=AT)


@dataclass(frozen=True)
class Attempt:
    """One person before the form, with a browser and a program."""

    submission: Submission
    rows: list[Row]
    user: User
    browser: Client
    program: Client

    @property
    def ids(self) -> list[int]:
        return [row.pk for row in self.rows]

    @property
    def form(self) -> str:
        return reverse("reporting:submission", args=[self.submission.pk])


def by_service(attempt: Attempt, action: str) -> None:
    form: dict[str, Any] = {"submission_id": attempt.submission.pk, "by": attempt.user, "at": LATER}
    row, ids = attempt.rows[0], attempt.ids
    assert action != "see" or submission_shown(attempt.user, attempt.submission.pk) is not None
    acts: dict[str, Callable[[], object]] = {
        "save": lambda: services.save_rows(entries=[Entry(row.pk, row.revision, "5.25")], **form),
        "submit": lambda: services.submit(**form),
        "withdraw": lambda: services.withdraw(**form),
        "review": lambda: services.review(**form),
        "return": lambda: services.return_for_correction(row_ids=ids, comment="不符", **form),
        "accept": lambda: services.accept(**form),
        "correct": lambda: services.open_correction(row_ids=ids, reason="修订", **form),
        "drop": lambda: services.drop_correction(row_ids=ids, **form),
        "comment": lambda: services.comment(row_id=row.pk, text="请说明", **form),
        "extend": lambda: services.extend(until_date=FAR, reason="补报", **form),
        "close": lambda: services.close_round(
            round_id=attempt.submission.round_id, by=attempt.user, at=LATER
        ),
    }
    acts.get(action, lambda: None)()


def by_bulk_service(attempt: Attempt, action: str) -> None:
    services.move_clean_rows(verb=action, submissions=[attempt.submission], by=attempt.user, at=LATER)


def by_sheet(attempt: Attempt, action: str) -> None:
    """A filled-in sheet that this person is supposed to have sent, taken over."""
    row = attempt.rows[0]
    texts = {**{name: getattr(row, name) for name in TEXTS}, "typed": "5.25"}
    change = {
        "row": row.pk,
        "revision": row.revision,
        "texts": texts,
        "cells": {},
        "faults": [],
        "remarks": [],
    }
    content = {"rows": [change], "unchanged": 1, "missing": [], "responsible": None}
    sent = Upload.objects.create(
        submission=attempt.submission, name="表.xlsx", content=content, by=attempt.user, at=AT
    )
    take_upload(upload_id=sent.pk, with_wrong=True, by=attempt.user, at=LATER)


def by_page(attempt: Attempt, action: str) -> int:
    """The status of the answer."""
    post, row = attempt.browser.post, attempt.rows[0]
    sent: dict[str, Any] = {"action": action, "row": attempt.ids, "comment": "不符"}
    if action == "see":
        return attempt.browser.get(attempt.form).status_code
    if action == "save":
        sent |= {f"typed-{row.pk}": "5.25", f"seen-{row.pk}": f"{row.revision}.x"}
    if action in ("correct", "drop"):  # row by row on the page
        for each in attempt.rows:
            sent = {action: each.pk, f"reason-{each.pk}": "修订"}
            status = post(attempt.form, sent).status_code
        return status
    if action == "comment":
        address = reverse("reporting:comment", args=[attempt.submission.pk, row.pk])
        return post(address, {f"say-{row.pk}": "请说明"}, headers={"HX-Request": "true"}).status_code
    if action == "extend":
        address = reverse("reporting:extend_form", args=[attempt.submission.pk])
        return post(address, {"until": FAR.isoformat(), "reason": "补报"}).status_code
    if action == "close":
        return post(reverse("reporting:close_round", args=[attempt.submission.round_id])).status_code
    return post(attempt.form, sent).status_code


def by_bulk_page(attempt: Attempt, action: str) -> int:
    sent = {"action": action, "form": [attempt.submission.pk]}
    return attempt.browser.post(reverse("reporting:move_forms"), sent).status_code


def by_api(attempt: Attempt, action: str) -> int:
    address, row = f"/api/v1/submissions/{attempt.submission.pk}/", attempt.rows[0]
    if action == "see":
        return attempt.program.get(address).status_code
    bodies: dict[str, Any] = {
        "save": {"rows": [{"id": row.pk, "revision": row.revision, "typed": "5.25"}]},
        "comment": {"row": row.pk, "text": "请说明"},
        "return": {"rows": attempt.ids, "comment": "不符"},
        "correct": {"rows": attempt.ids, "reason": "修订"},
        "drop": {"rows": attempt.ids},
    }
    send = attempt.program.patch if action == "save" else attempt.program.post
    path = f"{address}{'rows' if action == 'save' else action}/"
    return send(path, json.dumps(bodies.get(action, {})), content_type="application/json").status_code


DOORS: dict[str, tuple[Callable[[Attempt, str], int | None], tuple[str, ...]]] = {
    "service": (by_service, ACTIONS),
    "page": (by_page, ACTIONS),
    "api": (by_api, ("see", "save", "comment", *GOALS)),
    "bulk service": (by_bulk_service, ("review", "accept")),
    "bulk page": (by_bulk_page, ("review", "accept")),
    "sheet": (by_sheet, ("save",)),
}


@dataclass(frozen=True)
class Snapshot:
    rows: list[Any]
    form: list[Any]
    record: list[Any]
    versions: int
    signatures: int
    comments: int
    extensions: int
    closed: bool


def snapshot(office: Office) -> Snapshot:
    form = office.county
    return Snapshot(
        rows=list(Row.objects.filter(submission=form).order_by("pk").values()),
        form=list(Submission.objects.filter(pk=form.pk).values()),
        record=list(Actual.objects.filter(region="980101", year=2025).order_by("pk").values()),
        versions=ActualVersion.objects.count(),
        signatures=Signature.objects.count(),
        comments=Comment.objects.filter(row__submission=form).count(),
        extensions=Extension.objects.filter(submission=form).count(),
        closed=Round.objects.filter(pk=office.round.pk, closed_at__isnull=False).exists(),
    )


def reached(action: str, state: str, before: Snapshot, after: Snapshot) -> bool:
    """Whether the action did what it is for."""
    if action == "see":
        return after == before
    if action == "save":
        return after.rows[0]["typed"] == "5.25" and after.rows[1] == before.rows[1]
    if action == "comment":
        return after.comments == before.comments + 1 and after.rows == before.rows
    if action == "extend":
        return after.extensions == before.extensions + 1
    if action == "close":
        return after.closed and not before.closed
    return {row["state"] for row in after.rows} == {GOALS[action]}


class Writes:
    """Notes whether anything was written to the tables compared, so that most cells need no snapshot."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.seen = self.seen or bool(WRITES.match(sql))
        return execute(sql, *rest)


def wrong_cell(
    office: Office, attempt: Attempt, role: str, state: str, action: str, door: str, before: Snapshot
) -> str:
    """What went wrong with one cell; empty where it is as the table says."""
    act, status, refused, writes = DOORS[door][0], None, "", Writes()
    with connection.execute_wrapper(writes):
        try:
            status = act(attempt, action)
        except (*REFUSALS, AssertionError) as refusal:
            refused = type(refusal).__name__
    after = snapshot(office) if writes.seen else before
    if action in ALLOWED[role, state]:
        done = not refused and reached(action, state, before, after)
        return "" if done and (status or 200) < 400 else f"allowed, but {status or refused or 'nothing done'}"
    if after != before:
        return "refused, but something changed"
    if status is not None and role not in SEE and status != 404:
        return f"should not exist for them, but {status}"
    silent = door == "service" and action != "save" and not refused
    return "refused without a word" if silent else ""


def doors_of(cast: str, state: str) -> dict[str, Any]:
    """All; where those whose duties changed may do the same as the others, the service alone."""
    every = cast not in TURNS or state in ("submitted", "reviewed")
    return DOORS if every else {"service": DOORS["service"]}


def people_of(office: Office, cast: str) -> dict[str, tuple[User, Client, Client]]:
    found = {}
    for role, name in CASTS[cast].items():
        user = User.objects.get(pk=office.people[name].pk)  # without the reach worked out before
        browser = Client()
        browser.force_login(user)
        _, key = issue_token(user=user, name="测试", scope="report", days=1, at=timezone.now())
        found[role] = (user, browser, Client(headers={"Authorization": f"Token {key}"}))
    return found


@pytest.fixture
def quick_requests(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """How pages look, and how often they ask, is tested elsewhere."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("zeal.")]
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")


@pytest.mark.parametrize("state", STATES)
def test_who_may_what(office: Office, quick_requests: None, state: str) -> None:
    office.county.rows.exclude(indicator__code__in=FIGURES).delete()
    section = create_user(username="section", name="科员", password=PASSWORD, by=None, at=AT)
    region, department = office.world.regions["980101"], office.world.department
    grant(user=section, region=region, role=Role.CLERK, by=None, at=AT, department=department)
    office.people["section"] = section  # type: ignore[index]
    wrong = []
    for cast in CASTS:
        with undone():
            prepared(office, cast, state)
            before = snapshot(office)
            rows = list(Row.objects.filter(submission=office.county).order_by("pk"))
            for role, (user, browser, program) in people_of(office, cast).items():
                for door, (_, actions) in doors_of(cast, state).items():
                    for action in actions:
                        attempt = Attempt(office.county, rows, user, browser, program)
                        with undone():
                            told = wrong_cell(office, attempt, role, state, action, door, before)
                        if told:
                            wrong.append(f"{role} · {state} · {action} · {door}: {told}")
    assert not wrong, "\n" + "\n".join(wrong)
