"""Writing a report that was asked for: a job in steps, each of which the page can see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from audit.services import Progress, job_run, record
from dashboards.models import Report, ReportTemplate
from dashboards.permissions import check_can_report
from dashboards.queries.reports import claimable, lost_reports, report_path, template_in_force
from dashboards.reports.content import Content, content_of, to_json
from dashboards.reports.pictures import pictures_of
from dashboards.reports.word import TemplateError, write_word
from dashboards.reports.workbook import write_workbook
from reporting.services.stored import digest_of_file, store

log = structlog.get_logger(__name__)
STEPS = 5
SWEEP_AFTER = timedelta(minutes=1)
ATTEMPTS = 3  # jobs that may die over one report
GIVEN_UP = f"已尝试 {ATTEMPTS} 次，后台任务都中途停止，不再自动重试。请告知系统管理员，或减小范围后重新生成。"
GENERAL = "生成时出现意外错误，已记入系统日志。请稍后重新生成；仍不成功的，请告知系统管理员。"


class _TakenOverError(Exception):
    """Another job has taken the report meanwhile; what this one made is dropped."""


@dataclass(frozen=True)
class _Claim:
    """One job's hold on a report, known by the moment it began: a job that was given up for dead and comes
    back writes nothing any more.
    """

    report: Report
    at: datetime
    progress: Progress

    def begin(self, step: str, done: int) -> None:
        """`done` steps are through, `step` begins."""
        self.say(step, done=done)
        self.progress.add(min(done, 1))

    def say(self, step: str, **fields: Any) -> None:
        """What is going on; committed at once, for the page to see."""
        self._update(step=step, **fields)

    def end(self, **fields: Any) -> None:
        self._update(state=Report.State.DONE, done=STEPS, step="", ended_at=timezone.now(), **fields)
        self.progress.add(1)

    def _update(self, **fields: Any) -> None:
        held = Report.objects.filter(pk=self.report.pk, state=Report.State.RUNNING, started_at=self.at)
        if not held.update(**fields):
            raise _TakenOverError


def write_report(*, report_id: int, at: datetime) -> Report | None:
    """Make a report that waits; None where there is nothing to do: it is made, or another job is at it."""
    report = _claimed(report_id, at)
    if report is None:
        return None
    try:
        with job_run("dashboards.write_report", report=report_id) as progress:
            progress.expect(STEPS)
            _write(_Claim(report, at, progress))
    except _TakenOverError:
        log.warning("report was taken over by another job", report=report_id)
        return None
    except (TemplateError, PermissionDenied) as error:
        _fail(report, at, str(error))
    except Exception:
        log.exception("report could not be written", report=report_id)
        _fail(report, at, GENERAL)
    report.refresh_from_db()
    return report


def sweep_reports(*, at: datetime) -> int:
    """Take up reports whose message was lost, or whose job died; give up those that kill every job."""
    dead = Report.objects.filter(claimable(at), attempts__gte=ATTEMPTS)
    dead.update(state=Report.State.FAILED, ended_at=at, step="", error=GIVEN_UP)
    written = [write_report(report_id=report_id, at=at) for report_id in lost_reports(at, SWEEP_AFTER)]
    return sum(report is not None for report in written)


def _claimed(report_id: int, at: datetime) -> Report | None:
    """One statement decides who has it."""
    free = Report.objects.filter(claimable(at), pk=report_id)
    if not free.update(
        state=Report.State.RUNNING, started_at=at, ended_at=None, attempts=F("attempts") + 1,
        done=0, total=STEPS, step="", error="",
    ):  # fmt: skip
        return None
    return Report.objects.select_related("plan", "asked_by").get(pk=report_id)


def _write(claim: _Claim) -> None:
    report = claim.report
    check_can_report(report.asked_by, report.plan.region_id)
    claim.begin("读取数据", 0)
    content = content_of(
        report.asked_by, plan_id=report.plan_id, kind=report.kind, year=report.year,
        with_subtree=report.with_subtree, made_at=claim.at,
    )  # fmt: skip
    claim.begin("绘制图表", 1)
    pictures = pictures_of(content, tell=claim.say)
    claim.begin("编写 Word 报告", 2)
    template = template_in_force(report.plan.region_id, report.kind)
    word = write_word(content, pictures, _read(template), tell=claim.say)
    claim.begin("编写 Excel 附表", 3)
    sheet = write_workbook(content)
    claim.begin("保存文件", 4)
    claim.end(template=template, word_digest=_kept(word), sheet_digest=_kept(sheet), **_facts(content))
    record(
        "report.written", subject=report, by=None, at=claim.at, region_code=report.plan.region_id,
        template=template.pk if template else None,
    )  # fmt: skip


def _facts(content: Content) -> dict[str, Any]:
    """What the row keeps of it."""
    return {
        "title": content.title,
        "content": to_json(content),
        "data_date": content.data_date,
        "rule_version": content.rule_version,
    }


def _read(template: ReportTemplate | None) -> bytes | None:
    if template is None:
        return None
    try:
        with default_storage.open(report_path(template.digest)) as file:
            return bytes(file.read())
    except FileNotFoundError:
        log.error("the content of a template is missing", template=template.pk, digest=template.digest)
        raise TemplateError(
            f"模板“{template.name}”的内容不在存储中。请重新上传模板，或改用系统模板。"
        ) from None


def _kept(data: bytes) -> str:
    file = BytesIO(data)
    digest = digest_of_file(file)
    store(file, report_path(digest))
    return digest


def _fail(report: Report, at: datetime, reason: str) -> None:
    held = Report.objects.filter(pk=report.pk, state=Report.State.RUNNING, started_at=at)
    held.update(state=Report.State.FAILED, ended_at=timezone.now(), step="", error=reason[:500])
