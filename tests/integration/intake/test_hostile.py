"""What a hostile or broken document may hold, and an error nobody foresaw: told, never an error page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from intake.services import uploading
from intake.services.reading import GENERAL
from plans.models import DraftRow, PlanDocument, PlanDraft
from plans.services.drafts import same_document
from tests.integration.intake.drafts import CODE, draft_by, reading, sent, stated
from tests.integration.world import World

TAGS = "<script>alert(1)</script>"
PAGE = f"""甲市规划{TAGS}
（2026—2030年）

指标\t2025年\t2030年
<img src=x onerror=alert(1)>率（%）\t1\t2
零工市场（个）\t3\t4
"""


@pytest.fixture
def page(world: World, planner: User, tmp_path: Path, settings: Any) -> Client:
    settings.STORAGES["default"]["OPTIONS"]["location"] = tmp_path
    client = Client()
    client.force_login(planner)
    return client


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"target": stated("很" * 300, 2030)}, "目标超过 200 个字"),
        ({"baseline": stated("很" * 300, 2025)}, "基数超过 200 个字"),
        ({"target": stated("95", 40000)}, "目标的年份 40000 不在 1950 至 2100 之间"),
        ({"name": "名" * 200}, "指标名称超过 80 个字"),
    ],
)
def test_what_no_plan_can_hold_is_said_of_the_row(
    page: Client, planner: User, facts: dict[str, Any], said: str
) -> None:
    found = reading()
    row = replace(found.indicators[0], **facts)
    draft = draft_by(planner, replace(found, indicators=(row,), commitments=(), conflicts=()))
    assert said in page.get(reverse("intake:draft", args=[draft.pk])).content.decode()
    DraftRow.objects.filter(draft=draft).update(state="confirmed")
    answer = page.post(reverse("intake:draft_make", args=[draft.pk]), {"seen": draft.version})
    assert said in answer.content.decode()
    draft.refresh_from_db()
    assert draft.state == "open"


def test_a_long_meaning_of_a_mark_is_cut(page: Client, planner: User) -> None:
    found = reading()
    row = replace(found.indicators[0], is_local=True, mark_meaning="带" * 100)
    draft = draft_by(planner, replace(found, indicators=(row,), commitments=(), conflicts=()))
    assert len(draft.rows.get().entry["local_meaning"]) == 60


def test_an_error_nobody_foresaw_is_told_and_nothing_is_stored(
    page: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(uploading, "content_read", broken)
    assert GENERAL in page.post("/intake/", sent()).content.decode()
    assert not PlanDocument.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_same_bytes_sent_twice_at_once_are_kept_once(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other request is through between the first look and the lock."""
    page.post("/intake/", sent())
    look, blind = same_document, iter([True])
    monkeypatch.setattr(uploading, "same_document", lambda *args: None if next(blind, False) else look(*args))
    assert "没有重复保存" in page.post("/intake/", sent()).content.decode()
    assert PlanDraft.objects.count() == 1


def test_tags_in_a_document_and_its_name_are_shown_as_text(page: Client) -> None:
    file = SimpleUploadedFile("<img src=x>.txt", PAGE.encode())
    answer = page.post("/intake/", {"region": CODE, "file": file})
    for url in (answer["Location"], "/intake/"):
        shown = page.get(url)
        assert TAGS not in shown.content.decode()
        assert "<img src=x" not in shown.content.decode()
        assert "script-src" in shown["Content-Security-Policy"]
    got = page.get(reverse("intake:document", args=[PlanDraft.objects.get().document_id]))
    assert got["Content-Disposition"] == 'attachment; filename="<img src=x>.txt"'
    got.close()
