"""An office's own Word template: set, and given up for the one that comes with the system."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.db import transaction

from accounts.models import User
from audit.services import record
from dashboards.models import Kind, ReportTemplate
from dashboards.permissions import check_can_keep_templates
from dashboards.queries.reports import KINDS, report_path, template_in_force
from dashboards.reports.word import TemplateError, check_template
from regions.models import Region
from reporting.media import DOCX, MediaError, clean_name, media_type_of
from reporting.services.stored import digest_of_file, store

MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = "文件超过 5 MB。模板只应有版式和少量文字，请去掉其中的大图后再上传。"


@transaction.atomic
def set_template(
    *, region_id: str, kind: str, name: str, data: bytes, by: User, at: datetime
) -> ReportTemplate:
    """Put it in force; the former one stays on the list. The very same file again changes nothing."""
    region = _locked(region_id, kind, by)
    kept_name = _checked(name, data, kind)
    file = BytesIO(data)
    digest = digest_of_file(file)
    former = template_in_force(region_id, kind)
    if former is not None and former.digest == digest:
        return former
    store(file, report_path(digest))
    _retire(former, at)
    template = ReportTemplate.objects.create(
        region=region, kind=kind, name=kept_name, digest=digest, added_by=by, added_at=at
    )
    record("report_template.set", subject=template, by=by, at=at, kind=kind, name=kept_name, digest=digest)
    return template


@transaction.atomic
def drop_template(*, region_id: str, kind: str, by: User, at: datetime) -> ReportTemplate | None:
    """Back to the template that comes with the system; None where that is in force already."""
    _locked(region_id, kind, by)
    former = template_in_force(region_id, kind)
    if former is not None:
        _retire(former, at)
        record("report_template.dropped", subject=former, by=by, at=at, kind=kind, name=former.name)
    return former


def _locked(region_id: str, kind: str, by: User) -> Region:
    check_can_keep_templates(by, region_id)
    if kind not in Kind.values:
        raise TemplateError("没有这种报告。请从列出的种类中选择。")
    return Region.objects.select_for_update(of=("self",)).get(pk=region_id)


def _retire(former: ReportTemplate | None, at: datetime) -> None:
    if former is not None:
        former.replaced_at = at
        former.save(update_fields=["replaced_at"])


def _checked(name: str, data: bytes, kind: str) -> str:
    """The name to keep it under."""
    if len(data) > MOST_BYTES:
        raise TemplateError(TOO_LARGE)
    try:
        kept_name = clean_name(name)
        if not kept_name.endswith(".docx"):
            raise TemplateError(f"{KINDS[kind]}的模板应是 Word 文档（.docx）。请另存为 docx 后再上传。")
        if media_type_of(kept_name, BytesIO(data)) != DOCX:
            raise TemplateError("内容不是 Word 文档。请另存为 docx 后再上传。")
    except MediaError as error:
        raise TemplateError(str(error)) from None
    check_template(data, kind)
    return kept_name
