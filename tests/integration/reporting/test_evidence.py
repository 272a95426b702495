"""Evidence: put beside a figure by its clerk, kept under its hash, found by those who may see the figure."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from accounts.services import grant
from audit.models import Event
from reporting import services
from reporting.models import Evidence, Row
from reporting.pages.evidence import evidence_parts
from reporting.queries import submission_shown
from reporting.services import SentFile
from reporting.states import MoveRefusedError
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
Count = Callable[[Callable[[], object]], int]


class RefusedError(Exception):
    """The file was not kept."""


def add(
    office: Office, row: Row, name: str = "年报.pdf", content: bytes = PDF, by: str = "clerk", at: Any = AT
) -> Evidence:
    (added,) = services.add_evidence(
        submission_id=row.submission_id, row_id=row.pk,
        files=[SentFile(name, io.BytesIO(content), len(content))], by=office.people[by], at=at,
    )  # fmt: skip
    if added.evidence is None:
        raise RefusedError(added.refused)
    return added.evidence


def remove(office: Office, evidence: Evidence, by: str = "clerk", at: Any = LATER) -> Evidence:
    return services.remove_evidence(
        submission_id=evidence.row.submission_id, row_id=evidence.row_id, evidence_id=evidence.pk,
        by=office.people[by], at=at,
    )  # fmt: skip


def status(browser: Client, evidence: Evidence) -> int:
    answer: Any = browser.get(reverse("reporting:evidence_file", args=[evidence.pk]))
    if answer.streaming:
        list(answer)  # to its end, which closes the file
    return int(answer.status_code)


def page_of(row: Row) -> str:
    return reverse("reporting:evidence", args=[row.submission_id, row.pk])


def test_add_keeps_the_file_under_its_hash_and_an_event(office: Office, storage: Path) -> None:
    added = add(office, office.row("pension"), name="../统计\u202e 年报.PDF")
    assert (added.name, added.media_type, added.size) == ("统计 年报.pdf", "application/pdf", len(PDF))
    kept = storage / "evidence" / added.digest[:2] / added.digest
    assert kept.read_bytes() == PDF
    assert list(kept.parent.iterdir()) == [kept]
    event = Event.objects.get(action="evidence.added")
    assert (event.by_id, event.details["name"]) == (office.people["clerk"].pk, "统计 年报.pdf")


def test_same_content_is_stored_once(office: Office, storage: Path) -> None:
    first, second = (add(office, office.row(code)) for code in ("pension", "unemployment"))
    assert first.digest == second.digest
    assert len([each for each in storage.rglob("*") if each.is_file()]) == 1


def test_same_content_on_the_same_row_is_refused(office: Office) -> None:
    added = add(office, office.row("pension"))
    with pytest.raises(RefusedError, match="同样内容的文件已经在这里"):
        add(office, office.row("pension"), name="另一个.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(
            row=added.row, name="x", media_type="x", size=1, digest=added.digest,
            added_by=added.added_by, added_at=AT,
        )  # fmt: skip
    remove(office, added)
    assert add(office, office.row("pension"), at=LATER).pk != added.pk


def test_limits_of_size_and_number(office: Office, settings: Any, storage: Path) -> None:
    row = office.row("pension")
    settings.EVIDENCE_MEGABYTES, settings.EVIDENCE_FILES = 1, 2
    with pytest.raises(RefusedError, match="超过 1 MB"):
        add(office, row, content=PDF.replace(b"\n", b"\n" * 1024 * 1024, 1))
    assert not storage.exists()
    removed = add(office, row, content=PDF + b"1")
    add(office, row, content=PDF + b"2")
    with pytest.raises(RefusedError, match="每项最多 2 份"):
        add(office, row, content=PDF + b"3")
    remove(office, removed)
    add(office, row, content=PDF + b"3", at=LATER)


def test_a_killed_process_leaves_no_half_file(office: Office, storage: Path, monkeypatch: Any) -> None:
    """Until it is whole it has another name; a run that dies in between leaves nothing under the hash."""

    def die(descriptor: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", die)
        with pytest.raises(KeyboardInterrupt):
            add(office, office.row("pension"))
    assert [each for each in storage.rglob("*") if each.is_file()] == []
    assert not Evidence.objects.exists()
    assert status(office.browser("clerk"), add(office, office.row("pension"))) == 200


@pytest.mark.parametrize(
    "person", ["reviewer", "county_reviewer", "planner", "leader", "stranger", "city_clerk"]
)
def test_clerks_of_the_form_alone_add_and_remove(office: Office, person: str) -> None:
    added = add(office, office.row("pension"))
    with pytest.raises(PermissionDenied):
        add(office, office.row("unemployment"), by=person)
    with pytest.raises(PermissionDenied):
        remove(office, added, by=person)


def test_only_rows_that_are_the_clerks_change(office: Office) -> None:
    office.fill()
    added = add(office, office.row("pension"))
    office.submit()
    with pytest.raises(MoveRefusedError, match="该项已上报，不能再增减"):
        add(office, office.row("pension"), content=PDF + b"2")
    with pytest.raises(MoveRefusedError, match="该项已上报"):
        remove(office, added)
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请补佐证",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    add(office, office.row("pension"), content=PDF + b"2", at=LATER)
    with pytest.raises(MoveRefusedError, match="该项已上报"):
        add(office, office.row("unemployment"), at=LATER)


def test_a_closed_round_takes_evidence_only_with_a_correction(office: Office) -> None:
    office.fill()
    office.submit()
    office.review()
    office.accept()
    city = add(office, office.row("pension", "980100"), by="city_clerk")
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    with pytest.raises(MoveRefusedError, match="已经结束"):
        remove(office, city, by="city_clerk")
    with pytest.raises(MoveRefusedError, match="已锁定"):
        add(office, office.row("pension"))
    row = office.row("pension")
    services.open_correction(
        submission_id=office.county.pk,
        row_ids=[row.pk],
        reason="口径有误",
        by=office.people["clerk"],
        at=LATER,
    )
    add(office, row, at=LATER)


def test_rows_and_files_of_others_are_not_found(office: Office) -> None:
    added = add(office, office.row("pension"))
    for row_id, evidence_id in ((office.row("unemployment").pk, added.pk), (added.row_id, 0)):
        with pytest.raises(ValidationError, match="没有这份"):
            services.remove_evidence(
                submission_id=office.county.pk, row_id=row_id, evidence_id=evidence_id,
                by=office.people["clerk"], at=LATER,
            )  # fmt: skip
    foreign = office.row("pension", "980100")
    with pytest.raises(ValidationError, match="不在这张填报单里"):
        services.add_evidence(
            submission_id=office.county.pk, row_id=foreign.pk, files=[], by=office.people["clerk"], at=AT
        )  # fmt: skip
    remove(office, added)
    with pytest.raises(MoveRefusedError, match="已经移除"):
        remove(office, added)


EVERYBODY = (
    "clerk", "second_clerk", "county_reviewer", "reviewer", "planner", "leader", "analyst", "administrator",
    "stranger", "city_clerk", "bystander",
)  # fmt: skip
CLERKS = {"clerk", "second_clerk"}
REVIEWERS = {"county_reviewer", "reviewer"}
GRANTED = CLERKS | REVIEWERS | {"planner", "leader", "analyst"}


def seen_by(office: Office, evidence: Evidence) -> set[str]:
    return {person for person in EVERYBODY if status(office.browser(person), evidence) == 200}


def test_evidence_follows_the_figure(office: Office) -> None:
    office.fill()
    added = add(office, office.row("pension"))
    assert seen_by(office, added) == CLERKS
    office.submit()
    assert seen_by(office, added) == GRANTED
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert seen_by(office, added) == CLERKS
    office.submit()
    office.review()
    office.accept()
    assert seen_by(office, added) == GRANTED


def test_removed_evidence_stays_for_clerks_and_reviewers(office: Office) -> None:
    office.fill()
    never, handed = add(office, office.row("pension")), add(office, office.row("pension"), content=PDF + b"2")
    remove(office, never, at=AT)
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[handed.row_id], comment="请换佐证",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    remove(office, handed)
    later = add(office, office.row("pension"), content=PDF + b"3", at=LATER)
    assert seen_by(office, handed) == CLERKS | REVIEWERS
    assert seen_by(office, later) == CLERKS
    assert seen_by(office, never) == CLERKS
    body = office.browser("county_reviewer").get(page_of(handed.row)).content.decode()
    assert "已移除 1 份" in body


def test_what_was_accepted_is_seen_while_it_is_corrected(office: Office) -> None:
    office.fill()
    added = add(office, office.row("pension"))
    office.submit()
    office.review()
    office.accept()
    services.open_correction(
        submission_id=office.county.pk, row_ids=[added.row_id], reason="口径有误",
        by=office.people["clerk"], at=LATER,
    )  # fmt: skip
    new = add(office, office.row("pension"), content=PDF + b"2", at=LATER)
    assert seen_by(office, added) == GRANTED
    assert seen_by(office, new) == CLERKS


def test_evidence_of_a_commitment_follows_its_report(office: Office) -> None:
    from plans.models import Commitment, CommitmentReport

    promised = Commitment.objects.create(plan=office.world.plans["980101"], position=1, name="一号工程")
    row = Row.objects.create(submission=office.county, commitment=promised)
    added = add(office, row)
    assert seen_by(office, added) == CLERKS
    report = CommitmentReport.objects.create(
        commitment=promised,
        year=2025,
        number=1,
        progress="done",
        entered_by=office.people["clerk"],
        entered_at=AT,
    )
    Row.objects.filter(pk=row.pk).update(state="submitted", report=report)
    assert seen_by(office, added) == GRANTED


def test_download_cannot_act_on_the_site(office: Office) -> None:
    added = add(office, office.row("pension"), name="统计 年报“一”.pdf")
    answer: Any = office.browser("clerk").get(reverse("reporting:evidence_file", args=[added.pk]))
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%BB%9F")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_content_that_is_missing_is_not_found(office: Office) -> None:
    added = add(office, office.row("pension"))
    default_storage.delete(f"evidence/{added.digest[:2]}/{added.digest}")
    assert status(office.browser("clerk"), added) == 404


def test_nobody_signed_in_is_sent_to_the_login_page(office: Office) -> None:
    added = add(office, office.row("pension"))
    for address in (page_of(added.row), reverse("reporting:evidence_file", args=[added.pk])):
        assert Client().get(address)["Location"].startswith(reverse("accounts:login"))


@pytest.mark.parametrize("person", EVERYBODY)
def test_page_is_for_those_who_find_the_form(office: Office, person: str) -> None:
    found = person in CLERKS | REVIEWERS | {"planner"}
    assert office.browser(person).get(page_of(office.row("pension"))).status_code == (200 if found else 404)
    if not found:
        sent = {"file": SimpleUploadedFile("a.pdf", PDF)}
        assert office.browser(person).post(page_of(office.row("pension")), sent).status_code == 404
    assert not Evidence.objects.exists()


def test_page_adds_several_and_tells_of_each(office: Office) -> None:
    sent = {
        "file": [
            SimpleUploadedFile("年报.pdf", PDF),
            SimpleUploadedFile("坏.pdf", b"<html>"),
            SimpleUploadedFile("空.pdf", b""),
        ]
    }
    row = office.row("pension")
    body = office.browser("clerk").post(page_of(row), sent, follow=True).content.decode()
    assert "已上传“年报.pdf”" in body
    assert "“坏.pdf”没有上传：文件内容无法识别" in body
    assert "“空.pdf”没有上传：文件是空的" in body
    assert [each.name for each in row.evidence.all()] == ["年报.pdf"]
    body = office.browser("clerk").post(page_of(row), {}, follow=True).content.decode()
    assert "没有选择文件" in body


def test_page_removes(office: Office) -> None:
    added = add(office, office.row("pension"))
    browser = office.browser("clerk")
    body = browser.post(page_of(added.row), {"remove": added.pk}, follow=True).content.decode()
    assert "已移除“年报.pdf”" in body
    assert "已移除 1 份" in body
    body = browser.post(page_of(added.row), {"remove": "x"}, follow=True).content.decode()
    assert "没有这份佐证材料" in body


def test_reviewers_find_no_way_to_change(office: Office) -> None:
    row = office.row("pension")
    for person, changes in (("clerk", True), ("county_reviewer", False)):
        body = office.browser(person).get(page_of(row)).content.decode()
        assert ('type="file"' in body) is changes
    sent = {"file": SimpleUploadedFile("a.pdf", PDF)}
    body = office.browser("county_reviewer").post(page_of(row), sent, follow=True).content.decode()
    assert "只有东县的填报员" in body
    assert not Evidence.objects.exists()


def test_row_of_another_form_is_not_found(office: Office) -> None:
    address = reverse("reporting:evidence", args=[office.county.pk, office.row("pension", "980100").pk])
    assert office.browser("clerk").get(address).status_code == 404


def test_no_more_of_a_file_is_kept_than_any_page_takes(office: Office, settings: Any) -> None:
    settings.LARGEST_FILE, settings.EVIDENCE_MEGABYTES = 1024, 1
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    body = office.browser("clerk").post(
        page_of(office.row("pension")),
        {"file": SimpleUploadedFile("a.pdf", PDF + b" " * 1024 * 1024)},
        follow=True,
    )
    assert "“a.pdf”没有上传：文件超过 1 MB" in body.content.decode()


@pytest.mark.parametrize("person", ["clerk", "county_reviewer"])
def test_parts_ask_as_often_for_40_rows_as_for_2(office: Office, count_queries: Count, person: str) -> None:
    office.fill()
    for code in ("pension", "unemployment"):
        add(office, office.row(code))
    office.submit()
    user = office.people[person]
    form = submission_shown(user, office.county.pk)
    assert form is not None
    rows = list(form.rows.select_related("indicator"))
    counts = [
        count_queries(lambda given=given: evidence_parts(user=user, submission=form, rows=given))
        for given in (rows[:2], rows * 10)
    ]
    assert counts[0] == counts[1]
    parts = evidence_parts(user=user, submission=form, rows=rows)
    assert sum(len(part.files) for part in parts.values()) == 2
    assert {part.action for part in parts.values()} == {""}


def test_clerk_of_another_department_sees_no_more_of_the_evidence_than_of_the_form(office: Office) -> None:
    office.fill()
    added = add(office, office.row("pension"))
    grant(
        user=office.people["bystander"], region=office.world.regions["980101"], role=Role.CLERK,
        department=office.world.department, by=None, at=AT,
    )  # fmt: skip
    assert status(office.browser("bystander"), added) == 404
    office.submit()
    assert status(office.browser("bystander"), added) == 404
