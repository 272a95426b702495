"""The Word templates of offices: who keeps them, what is taken and refused, which one a report used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from accounts.models import User
from audit.models import Event
from dashboards.models import ReportTemplate
from dashboards.queries.reports import template_in_force
from dashboards.reports.word import TemplateError, default_template
from dashboards.services import drop_template, request_report, set_template, write_report
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
NOW = AT + timedelta(days=1)
CITY = "980100"


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": kept}
    return tmp_path


def own(text: str = "甲市人力资源和社会保障局") -> bytes:
    """A short template: the system's own takes long to fill in."""
    document = Document()
    document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def put(by: User, data: bytes, name: str = "本市.docx", region: str = CITY) -> ReportTemplate:
    return set_template(region_id=region, kind="annual", name=name, data=data, by=by, at=NOW)


def upload(browser: Client, data: bytes, name: str = "本市.docx", **fields: str) -> Any:
    sent = {"region": CITY, "kind": "annual", "file": SimpleUploadedFile(name, data), **fields}
    return browser.post("/reports/templates/", sent)


def test_report_is_written_by_the_template_in_force_and_says_which(
    signed_in: SignedIn, world: World, planner: User, storage: Path
) -> None:
    template = put(planner, own())
    report = request_report(
        plan_id=world.plans[CITY].pk, kind="annual", year=2023, with_subtree=False, by=planner, at=NOW
    )
    write_report(report_id=report.pk, at=NOW)
    report.refresh_from_db()
    assert (report.state, report.template) == ("done", template), report.error
    word = Document(storage / "reports" / report.word_digest[:2] / report.word_digest)
    assert "甲市人力资源和社会保障局" in [each.text for each in word.paragraphs]
    assert "本市.docx（甲市）" in signed_in("leader").get(f"/reports/{report.pk}/").content.decode()
    assert put(planner, own("改过")) != template
    report.refresh_from_db()
    assert report.template == template


def test_regions_below_and_above_do_not_use_it(planner: User) -> None:
    template = put(planner, own())
    in_force = {code: template_in_force(code, "annual") for code in ("980000", CITY, "980101")}
    assert in_force == {"980000": None, CITY: template, "980101": None}


def test_newer_template_replaces_and_former_ones_stay(planner: User) -> None:
    first, second = put(planner, own("一")), put(planner, own("二"))
    first.refresh_from_db()
    assert first.replaced_at == NOW
    assert second.replaced_at is None
    drop_template(region_id=CITY, kind="annual", by=planner, at=NOW)
    assert not ReportTemplate.objects.filter(replaced_at=None).exists()
    assert drop_template(region_id=CITY, kind="annual", by=planner, at=NOW) is None
    assert (
        list(Event.objects.order_by("pk").values_list("action", flat=True))[-1] == "report_template.dropped"
    )
    assert Event.objects.filter(action="report_template.set", region_code=CITY).exists()


def test_the_very_same_file_again_changes_nothing(planner: User) -> None:
    data = own()
    assert put(planner, data) == put(planner, data, "同样.docx")
    assert ReportTemplate.objects.count() == 1


@pytest.mark.parametrize("person", ["reviewer", "leader", "analyst", "clerk", "administrator", "stranger"])
def test_planners_of_the_region_alone_keep_templates(
    signed_in: SignedIn, world: World, planner: User, person: str
) -> None:
    template = put(planner, own())
    with pytest.raises(PermissionDenied, match="只有本地区的规划管理员"):
        put(world.people[person], own())
    with pytest.raises(PermissionDenied):
        drop_template(region_id=CITY, kind="annual", by=world.people[person], at=NOW)
    browser = signed_in(person)
    for path in ("", "default/annual/", f"{CITY}/{template.pk}/"):
        assert browser.get(f"/reports/templates/{path}").status_code == 404
    assert upload(browser, own()).status_code == 404


def test_planner_keeps_none_of_another_region(signed_in: SignedIn, planner: User) -> None:
    for code in ("980000", "980101", "980200"):
        with pytest.raises(PermissionDenied):
            put(planner, own(), region=code)
        assert upload(signed_in("planner"), own(), region=code).status_code == 404


def test_page_uploads_lists_and_goes_back_to_the_default(signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    assert upload(browser, own("一")).status_code == 302
    text = upload(browser, own("二"), "本市改.docx").headers["Location"]
    page = browser.get(text).context["page"]
    kind = next(each for each in page.kinds if each.kind == "annual")
    assert kind.current.name == "本市改.docx"
    assert [each.name for each in kind.former] == ["本市.docx"]
    file = browser.get(kind.former[0].url)
    assert b"".join(file.streaming_content)[:2] == b"PK"  # type: ignore[arg-type]
    assert file["X-Content-Type-Options"] == "nosniff"
    browser.post("/reports/templates/", {"region": CITY, "kind": "annual", "drop": "1"})
    page = browser.get("/reports/templates/").context["page"]
    assert next(each for each in page.kinds if each.kind == "annual").current is None


def test_default_template_can_be_had_and_sent_in_again(signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    for kind in ("annual", "midterm", "final", "notice"):
        answer = browser.get(f"/reports/templates/default/{kind}/")
        data = b"".join(answer.streaming_content)  # type: ignore[arg-type]
        assert data == default_template(kind)
    assert upload(browser, data, kind=kind).status_code == 302
    assert browser.get("/reports/templates/default/poem/").status_code == 404
    assert upload(browser, own(), kind="poem").status_code == 404


def archive(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as found:
        for name, data in files.items():
            found.writestr(name, data)
    return stream.getvalue()


def changed(changes: dict[str, bytes]) -> bytes:
    with ZipFile(BytesIO(default_template("annual"))) as found:
        files = {name: found.read(name) for name in found.namelist()}
    return archive(files | changes)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.docx", lambda: b""),
        ("文本.docx", lambda: "不是文档".encode()),
        ("表.xlsx", lambda: archive({"[Content_Types].xml": b"<Types/>"})),
        ("老.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("包.docx", lambda: archive({"a.txt": b"a"})),
        ("半.docx", lambda: default_template("annual")[:2000]),
        ("宏.docx", lambda: changed({"word/vbaProject.bin": b"x"})),
        ("炸弹.docx", lambda: changed({"word/media/huge.png": b"\0" * 2_000_000})),
        ("实体.docx", lambda: changed({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_with_a_sentence(
    signed_in: SignedIn, storage: Path, name: str, data: Callable[[], bytes]
) -> None:
    answer = upload(signed_in("planner"), data(), name)
    assert answer.status_code == 200
    kind = next(each for each in answer.context["page"].kinds if each.kind == "annual")
    assert kind.problem
    assert not ReportTemplate.objects.exists()
    assert not [each for each in storage.rglob("*") if each.is_file()]


@pytest.mark.parametrize(
    "text", ["{{ nonsense }}", "{% for x in indicators %}", "{{ ''.__class__.__mro__ }}", "{{ 'a' * 10**9 }}"]
)
def test_templates_that_would_fail_are_refused_when_sent_in(planner: User, text: str) -> None:
    with pytest.raises(TemplateError):
        put(planner, own(text))


def test_too_large_and_missing_files_are_told(signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    assert "超过 5 MB" in upload(browser, b"PK" + b"\0" * (5 * 1024 * 1024)).content.decode()
    answer = browser.post("/reports/templates/", {"region": CITY, "kind": "annual"})
    assert "没有选择文件" in answer.content.decode()


def test_lost_template_fails_the_report_with_what_to_do(world: World, planner: User, storage: Path) -> None:
    template = put(planner, own())
    (storage / "reports" / template.digest[:2] / template.digest).unlink()
    report = request_report(
        plan_id=world.plans[CITY].pk, kind="annual", year=2023, with_subtree=False, by=planner, at=NOW
    )
    write_report(report_id=report.pk, at=NOW)
    report.refresh_from_db()
    assert report.error == "模板“本市.docx”的内容不在存储中。请重新上传模板，或改用系统模板。"
