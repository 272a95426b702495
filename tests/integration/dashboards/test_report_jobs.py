"""The job that writes a report: once, in steps, again after a crash, and whatever becomes of the broker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from docx import Document
from python_calamine import CalamineWorkbook

from accounts.models import Grant, User
from audit.models import Event, JobRun
from dashboards.models import Report
from dashboards.services import request_report, sweep_reports, write_report, writing
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
NOW = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}
    return tmp_path


@pytest.fixture
def waiting(world: World, leader: User) -> Report:
    return request_report(
        plan_id=world.plans["980100"].pk, kind="annual", year=2023, with_subtree=True, by=leader, at=NOW
    )


def fresh(report: Report) -> Report:
    report.refresh_from_db()
    return report


def test_report_is_written_with_both_files_and_what_it_was_made_from(waiting: Report, storage: Path) -> None:
    assert write_report(report_id=waiting.pk, at=NOW) == waiting
    report = fresh(waiting)
    assert (report.state, report.error, report.done, report.total) == ("done", "", 5, 5)
    assert report.data_date is not None
    assert report.rule_version
    assert report.content["title"] == report.title
    files = {each.name for each in storage.rglob("*") if each.is_file()}
    assert files == {report.word_digest, report.sheet_digest}
    assert Event.objects.filter(action="report.written", subject_id=str(report.pk)).count() == 1
    run = JobRun.objects.get(name="dashboards.write_report")
    assert (run.state, run.done, run.total) == ("done", 5, 5)


def test_writing_twice_writes_once(waiting: Report) -> None:
    write_report(report_id=waiting.pk, at=NOW)
    digest = fresh(waiting).word_digest
    assert write_report(report_id=waiting.pk, at=NOW + timedelta(hours=1)) is None
    assert fresh(waiting).word_digest == digest
    assert JobRun.objects.count() == 1


def test_a_running_report_is_left_alone_until_its_job_must_be_dead(waiting: Report) -> None:
    Report.objects.filter(pk=waiting.pk).update(state="running", started_at=NOW)
    assert write_report(report_id=waiting.pk, at=NOW + timedelta(minutes=14)) is None
    assert write_report(report_id=waiting.pk, at=NOW + timedelta(minutes=16)) == waiting
    assert fresh(waiting).state == "done"


def test_a_killed_job_is_taken_up_by_the_sweeper(waiting: Report, monkeypatch: Any) -> None:
    """Killed in the middle it leaves the report running at the step it was at."""

    def die(content: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_workbook", die)
        with pytest.raises(KeyboardInterrupt):
            write_report(report_id=waiting.pk, at=NOW)
    assert (fresh(waiting).state, waiting.done, waiting.step) == ("running", 3, "编写 Excel 附表")
    assert sweep_reports(at=NOW + timedelta(minutes=5)) == 0
    assert sweep_reports(at=NOW + timedelta(minutes=16)) == 1
    assert fresh(waiting).state == "done"


def test_a_report_that_kills_every_job_is_given_up(waiting: Report, monkeypatch: Any) -> None:
    def die(content: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "write_workbook", die)
    later = [NOW + timedelta(minutes=20 * turn) for turn in range(1, writing.ATTEMPTS + 1)]
    for at in later:
        with pytest.raises(KeyboardInterrupt):
            sweep_reports(at=at)
    assert fresh(waiting).state == "running"
    assert sweep_reports(at=later[-1] + timedelta(minutes=20)) == 0
    assert (fresh(waiting).state, waiting.error) == ("failed", writing.GIVEN_UP)


def test_a_job_given_up_for_dead_that_comes_back_writes_nothing(waiting: Report, monkeypatch: Any) -> None:
    write = writing.write_workbook

    def overtaken(content: Any) -> bytes:
        monkeypatch.setattr(writing, "write_workbook", write)
        assert write_report(report_id=waiting.pk, at=NOW + timedelta(minutes=20)) == waiting
        return b"late"

    monkeypatch.setattr(writing, "write_workbook", overtaken)
    assert write_report(report_id=waiting.pk, at=NOW) is None
    assert fresh(waiting).started_at == NOW + timedelta(minutes=20)
    assert waiting.state == "done"


def test_unexpected_failure_is_told_in_general_and_logged(waiting: Report, monkeypatch: Any) -> None:
    def fail(content: object) -> bytes:
        raise ZeroDivisionError("秘密")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "write_workbook", fail)
        write_report(report_id=waiting.pk, at=NOW)
    assert fresh(waiting).state == "failed"
    assert "意外错误" in waiting.error
    assert "秘密" not in waiting.error
    assert JobRun.objects.get().error == "ZeroDivisionError: 秘密"
    assert write_report(report_id=waiting.pk, at=NOW) is None


def test_right_withdrawn_meanwhile_fails_the_report_with_the_reason(waiting: Report, leader: User) -> None:
    Grant.objects.filter(user=leader).delete()
    write_report(report_id=waiting.pk, at=NOW)
    assert fresh(waiting).state == "failed"
    assert waiting.error.startswith("只有管辖这一地区")


def test_without_a_broker_the_report_is_there_at_once(
    signed_in: SignedIn, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    wanted = {"plan": world.plans["980100"].pk, "year": 2023, "kind": "annual"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("leader").post("/reports/", wanted)
    page = signed_in("leader").get(answer["Location"]).context["page"]
    assert page.row.state == "done"


def test_lost_broker_leaves_the_report_to_the_sweeper(
    signed_in: SignedIn,
    world: World,
    settings: Any,
    monkeypatch: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def lost(*args: object, **kwargs: object) -> None:
        raise OSError("no broker")

    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(current_app, "send_task", lost)
    wanted = {"plan": world.plans["980100"].pk, "year": 2023, "kind": "annual"}
    with django_capture_on_commit_callbacks(execute=True) as sent:
        signed_in("leader").post("/reports/", wanted)
    assert len(sent) == 1
    report = Report.objects.get()
    assert report.state == "waiting"
    assert sweep_reports(at=report.asked_at + timedelta(seconds=30)) == 0
    assert sweep_reports(at=report.asked_at + timedelta(seconds=90)) == 1
    assert fresh(report).state == "done"


def test_command_writes_one_or_those_that_were_lost(waiting: Report) -> None:
    out = StringIO()
    call_command("write_report", str(waiting.pk), stdout=out)
    assert "已生成" in out.getvalue()
    with pytest.raises(CommandError, match="没有待生成的报告"):
        call_command("write_report", str(waiting.pk))
    call_command("write_report", stdout=out)
    assert "已补做 0 份" in out.getvalue()


def test_files_have_chinese_names_and_are_only_saved(signed_in: SignedIn, waiting: Report) -> None:
    write_report(report_id=waiting.pk, at=NOW)
    browser = signed_in("leader")
    stem = "%E7%94%B2%E5%B8%822023%E5%B9%B4%E5%BA%A6%E7%9B%91%E6%B5%8B%E6%8A%A5%E5%91%8A"
    endings = {"word": ".docx", "excel": "%E9%99%84%E8%A1%A8.xlsx", "data": "%E6%95%B0%E6%8D%AE.json"}
    found = {}
    for form, ending in endings.items():
        answer = browser.get(f"/reports/{waiting.pk}/{form}/")
        assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{stem}{ending}"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "private, no-store"
        found[form] = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert Document(BytesIO(found["word"])).paragraphs
    assert "指标进展" in CalamineWorkbook.from_filelike(BytesIO(found["excel"])).sheet_names
    assert "甲市".encode() in found["data"]
    assert browser.get(f"/reports/{waiting.pk}/poem/").status_code == 404


def test_made_report_shows_what_it_says_and_from_what(signed_in: SignedIn, waiting: Report) -> None:
    write_report(report_id=waiting.pk, at=NOW)
    text = signed_in("leader").get(f"/reports/{waiting.pk}/").content.decode()
    for each in (fresh(waiting).title, "下载 Word", "下载 Excel 附表", "达标率", "系统模板", "含下级地区"):
        assert each in text
    text = signed_in("leader").get("/reports/").content.decode()
    assert f"/reports/{waiting.pk}/word/" in text
    with transaction.atomic():
        Report.objects.filter(pk=waiting.pk).update(state="failed")
    assert f"/reports/{waiting.pk}/word/" not in signed_in("leader").get("/reports/").content.decode()
