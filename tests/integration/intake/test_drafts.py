"""Documents sent in and their drafts: who may, what is refused and kept, and how rows are decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from indicators.models import Indicator
from intake.queries.drafts import document_path
from intake.queries.standing import judged_rows
from intake.services import reading as reading_service
from intake.services.rows import decide_row, take_rows
from plans.models import DraftRow, PlanDocument, PlanDraft
from plans.services import PlanError
from plans.services.drafts import DraftMovedError, add_document, claim_reading, state_of
from tests.integration.intake.drafts import CODE, TEXT, draft_by, row_named, sent
from tests.integration.world import AT, World
from tests.unit.intake.parsing.source.test_refusing import FILES

OTHERS = ("clerk", "reviewer", "leader", "analyst", "administrator", "stranger")
LIST = "/intake/"


@pytest.fixture
def page(world: World, planner: User, tmp_path: Path, settings: Any) -> Client:
    settings.STORAGES["default"]["OPTIONS"]["location"] = tmp_path
    client = Client()
    client.force_login(planner)
    return client


@pytest.fixture
def draft(world: World, planner: User) -> PlanDraft:
    return draft_by(planner)


def seen(row: DraftRow) -> str:
    return state_of(row.entry, row.state)


def test_a_document_is_kept_as_it_came_and_becomes_a_draft(page: Client, planner: User) -> None:
    answer = page.post(LIST, sent())
    draft = PlanDraft.objects.get()
    assert answer["Location"] == reverse("intake:draft", args=[draft.pk])
    assert (draft.state, draft.text, draft.document.added_by) == ("open", TEXT, planner)
    with default_storage.open(document_path(draft.document.digest)) as file:
        assert file.read() == TEXT.encode()
    got = page.get(reverse("intake:document", args=[draft.document_id]))
    assert got.getvalue() == TEXT.encode()
    assert (got["X-Content-Type-Options"], got["Content-Disposition"][:10]) == ("nosniff", "attachment")
    actions = set(Event.objects.filter(region_code=CODE).values_list("action", flat=True))
    assert {"draft.document_added", "draft.read"} <= actions


def test_pasted_text_is_read_like_a_file(page: Client) -> None:
    page.post(LIST, {"region": CODE, "text": TEXT})
    document = PlanDocument.objects.get()
    assert document.is_pasted
    assert document.name == "甲市“十五五”人力资源和社会保障规划（粘贴）.txt"


def test_the_same_bytes_are_told_and_not_kept_twice(page: Client) -> None:
    page.post(LIST, sent())
    again = page.post(LIST, sent(name="另一个名字.txt"))
    assert "没有重复保存" in again.content.decode()
    assert reverse("intake:draft", args=[PlanDraft.objects.get().pk]) in again.content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "请选择规划文件，或粘贴文字"),
        ({"text": TEXT, "file": ("a.txt", TEXT.encode())}, "只能选一种"),
        ({"file": ("a.bin", b"\x89PNG\r\n\x1a\n" + bytes(100))}, "图片"),
        ({"file": ("a.pdf", b"%PDF-1.7 and no more")}, "不完整或已损坏"),
        ({"text": TEXT, "region": "980101"}, "选择一个有效的选项"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(
    page: Client, tmp_path: Path, data: dict[str, Any], said: str
) -> None:
    if "file" in data:
        data = {**data, "file": SimpleUploadedFile(*data["file"])}
    answer = page.post(LIST, {"region": CODE, **data})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not PlanDocument.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("kind", sorted(FILES))
def test_no_refused_file_leaves_anything_behind(page: Client, tmp_path: Path, kind: str) -> None:
    content, said = FILES[kind]
    answer = page.post(LIST, {"region": CODE, "file": SimpleUploadedFile("规划.docx", content)})
    assert re.search(f"{said}|超过 50 MB", answer.content.decode())
    assert not PlanDocument.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_a_file_beyond_the_limit_is_refused(page: Client, settings: Any) -> None:
    settings.DOCUMENT_MEGABYTES = 1
    answer = page.post(LIST, sent(text="规" * 400_000))
    assert "文件超过 1 MB" in answer.content.decode()
    assert not PlanDocument.objects.exists()


@pytest.mark.parametrize("person", OTHERS)
def test_others_find_nothing(world: World, draft: PlanDraft, person: str) -> None:
    client = Client()
    client.force_login(world.people[person])
    row = draft.rows.all()[0]
    assert client.get(LIST).status_code == 404
    for name, args in (
        ("draft", [draft.pk]), ("draft_head", [draft.pk]), ("draft_take", [draft.pk]),
        ("draft_make", [draft.pk]), ("draft_revise", [draft.pk]), ("draft_add", [draft.pk, "indicator"]),
        ("draft_row", [draft.pk, row.pk]),
        ("document", [draft.document_id]),
    ):  # fmt: skip
        assert client.get(reverse(f"intake:{name}", args=args)).status_code == 404, name
    for name, args in (
        ("draft_drop", [draft.pk]), ("draft_decide", [draft.pk, row.pk]),
    ):  # fmt: skip
        assert client.post(reverse(f"intake:{name}", args=args)).status_code == 404, name


def test_the_page_marks_each_row_and_says_what_is_doubtful(page: Client, draft: PlanDraft) -> None:
    shown = page.get(reverse("intake:draft", args=[draft.pk])).content.decode()
    for row in draft.rows.all():
        if row.entry.get("start_year") != 2021:
            assert f'id="row-{row.pk}"' in shown
            assert f'id="at-{row.pk}"' in shown
    assert "表中为“＜5.5”，正文为“5.5%以内”" in shown
    assert 'id="conflict-0-1"' in shown
    earlier = page.get(reverse("intake:draft", args=[draft.pk]), {"period": "2021-2025"}).content.decode()
    assert "〔26〕" in earlier


def test_a_list_of_drafts_asks_as_much_at_forty_as_at_two(
    page: Client, planner: User, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    for number in range(2):
        draft_by(planner, digest=f"{number:064}")
    page.get(LIST)
    few = count_queries(lambda: page.get(LIST))
    for number in range(2, 40):
        draft_by(planner, digest=f"{number:064}")
    assert count_queries(lambda: page.get(LIST)) == few


def test_only_what_nothing_speaks_against_is_taken_unnamed(
    page: Client, draft: PlanDraft, planner: User
) -> None:
    doubtful = row_named(draft, "城镇调查失业率")
    taken = take_rows(draft_id=draft.pk, named=[], by=planner, at=AT)
    assert {str(row) for row in taken} == {"城镇新增就业", "实训基地", "招聘会"}
    taken = take_rows(draft_id=draft.pk, named=[doubtful.pk], by=planner, at=AT)
    assert taken == [doubtful]
    shown = page.get(reverse("intake:draft_take", args=[draft.pk])).content.decode()
    assert "零工市场" in shown


def test_all_that_is_doubtful_is_ticked_when_that_is_asked_for(page: Client, draft: PlanDraft) -> None:
    url = reverse("intake:draft_take", args=[draft.pk])
    ticked = [
        [each for _, each in page.get(url, asked).context["page"].doubtful] for asked in ({}, {"tick": "all"})
    ]
    assert ticked[0]
    assert not any(ticked[0])
    assert ticked[1] == [True] * len(ticked[0])


def test_a_sum_without_its_mark_is_doubtful(draft: PlanDraft) -> None:
    row = row_named(draft, "城镇新增就业")
    assert judged_rows(draft, [row])[0].is_clean
    row.entry["target"] |= {"text": "28", "cumulative": False}
    assert judged_rows(draft, [row])[0].doubts == (
        "目录指标按规划期累计，而目标“28”没有累计标记；如果是每年的数，请把口径改为“当年”",
    )


def test_a_row_without_an_entry_of_the_catalogue_is_not_taken(draft: PlanDraft, planner: User) -> None:
    row = row_named(draft, "参保率")
    row.entry["how"] = ""
    row.save()
    with pytest.raises(PlanError, match="还没有选定目录指标"):
        decide_row(row_id=row.pk, action="take", seen=seen(row), by=planner, at=AT)


def test_the_second_of_two_planners_is_told(draft: PlanDraft, planner: User) -> None:
    row = row_named(draft, "城镇新增就业")
    former = seen(row)
    decide_row(row_id=row.pk, action="leave", seen=former, by=planner, at=AT)
    with pytest.raises(DraftMovedError, match="他人改动了"):
        decide_row(row_id=row.pk, action="take", seen=former, by=planner, at=AT)
    row.refresh_from_db()
    assert row.state == "left_out"


def form_of(page: Client, draft: PlanDraft, row: DraftRow) -> dict[str, Any]:
    form = page.get(reverse("intake:draft_row", args=[draft.pk, row.pk])).context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_a_row_is_edited_in_place_and_reset(page: Client, draft: PlanDraft) -> None:
    row = row_named(draft, "参保率")
    url = reverse("intake:draft_row", args=[draft.pk, row.pk])
    typed = form_of(page, draft, row) | {"found": "基本养老保险参保率", "remember": "on", "target": "≥97"}
    typed |= {"action": "take"}
    answer = page.post(url, typed, headers={"HX-Request": "true"}).content.decode()
    assert "已确认" in answer
    assert 'hx-swap-oob="true"' in answer
    row.refresh_from_db()
    assert (row.entry["how"], row.entry["code"], row.entry["remember"]) == ("chosen", "pension", True)
    assert (row.entry["target"]["op"], row.entry["target"]["value"]) == (">=", "97")
    page.post(reverse("intake:draft_decide", args=[draft.pk, row.pk]), {"action": "reset", "seen": seen(row)})
    row.refresh_from_db()
    assert (row.state, row.entry["target"]["text"]) == ("open", "96")


def test_a_figure_that_is_none_is_refused_and_nothing_typed_is_lost(page: Client, draft: PlanDraft) -> None:
    row = row_named(draft, "参保率")
    typed = form_of(page, draft, row) | {"target": "9x7", "note": "按正文"}
    shown = page.post(reverse("intake:draft_row", args=[draft.pk, row.pk]), typed).content.decode()
    assert "9x7" in shown
    assert "按正文" in shown
    assert "field-error" in shown
    row.refresh_from_db()
    assert row.entry["target"]["text"] == "96"


def test_a_row_that_the_reader_missed_is_added(page: Client, draft: PlanDraft) -> None:
    url = reverse("intake:draft_add", args=[draft.pk, "indicator"])
    typed = {
        "name": "高技能人才结构", "attribute": "unstated", "start_year": 2026, "end_year": 2030,
        "target": "13∶43∶44", "match": "", "found": "高技能人才结构",
    }  # fmt: skip
    assert page.post(url, typed).status_code == 302
    row = row_named(draft, "高技能人才结构")
    assert (row.as_read, row.entry["code"], row.entry["how"]) == ({}, "skill_mix", "exact")
    task = page.post(
        reverse("intake:draft_add", args=[draft.pk, "commitment"]), {"name": "驿站", "target": "20个"}
    )
    assert task.status_code == 302
    assert row_named(draft, "驿站").entry["target"]["value"] == "20"


def test_the_head_is_corrected_and_the_second_editor_told(page: Client, draft: PlanDraft) -> None:
    url = reverse("intake:draft_head", args=[draft.pk])
    typed = {
        "title": "甲市规划", "start_year": 2026, "end_year": 2030, "issued_date": "2026-03-01",
        "parent_titles": "上位规划甲\n上位规划乙", "seen": state_of(draft.head),
    }  # fmt: skip
    assert page.post(url, typed).status_code == 302
    draft.refresh_from_db()
    assert draft.head["parent_titles"] == ["上位规划甲", "上位规划乙"]
    assert draft.head_as_read["title"] == "甲市“十五五”人力资源和社会保障规划"
    assert "他人改动了文件信息" in page.post(url, typed).content.decode()


def test_a_lost_job_is_taken_up_by_the_sweep(page: Client, planner: User) -> None:
    page.post(LIST, sent())
    document = PlanDocument.objects.get()
    lost = add_document(
        region_id=CODE, name="a.txt", digest=document.digest, size=1, is_pasted=False, by=planner, at=AT
    )
    assert reading_service.sweep_drafts(at=AT + timedelta(minutes=5)) == 1
    lost.refresh_from_db()
    assert lost.state == "open"


def test_a_job_that_dies_again_and_again_is_given_up(page: Client, planner: User) -> None:
    draft = add_document(
        region_id=CODE, name="a", digest="0" * 64, size=1, is_pasted=False, by=planner, at=AT
    )
    for hour in range(reading_service.ATTEMPTS):
        assert claim_reading(draft_id=draft.pk, at=AT + timedelta(hours=hour))
    reading_service.sweep_drafts(at=AT + timedelta(hours=9))
    draft.refresh_from_db()
    assert (draft.state, draft.error) == ("failed", reading_service.GIVEN_UP)
    shown = page.get(reverse("intake:draft", args=[draft.pk])).content.decode()
    assert "不再自动重试" in shown


def test_progress_is_shown_while_a_document_is_read(page: Client, planner: User) -> None:
    draft = add_document(
        region_id=CODE, name="a", digest="0" * 64, size=1, is_pasted=False, by=planner, at=AT
    )
    url = reverse("intake:draft", args=[draft.pk])
    PlanDraft.objects.filter(pk=draft.pk).update(state="reading", started_at=AT, done=12, total=300)
    assert "已读 12 页，共 300 页" in page.get(url).content.decode()
    part = page.get(url, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part
    PlanDraft.objects.filter(pk=draft.pk).update(state="open")
    assert page.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_dropped_draft_is_closed(page: Client, draft: PlanDraft, planner: User) -> None:
    page.post(reverse("intake:draft_drop", args=[draft.pk]))
    row = draft.rows.all()[0]
    with pytest.raises(PlanError, match="已放弃"):
        decide_row(row_id=row.pk, action="leave", seen=seen(row), by=planner, at=AT)


def test_new_indicators_are_taken_together_once_they_have_been_named(
    page: Client, draft: PlanDraft, planner: User
) -> None:
    row = row_named(draft, "零工市场")
    row.as_read["doubts"] = []
    row.save()
    judged = judged_rows(draft, [row])[0]
    assert (judged.is_new, judged.doubts) == (True, ())
    assert "规划文件未作解释" in row.entry["definition"]
    shown = page.get(reverse("intake:draft_take", args=[draft.pk])).context["page"]
    assert ("零工市场", True) in [(line.name, ticked) for line, ticked in shown.new]
    assert row not in take_rows(draft_id=draft.pk, named=[], by=planner, at=AT)
    assert take_rows(draft_id=draft.pk, named=[row.pk], by=planner, at=AT) == [row]


def test_a_new_name_that_the_catalogue_has_got_meanwhile_is_that_entry(draft: PlanDraft) -> None:
    row = row_named(draft, "零工市场")
    entry = Indicator.objects.create(
        code="markets", name="零工市场", unit="个", basis="level", sense="higher", definition="零工市场的数量"
    )
    judged = judged_rows(draft, [row])[0]
    assert (judged.indicator, judged.is_new, judged.faults) == (entry, False, ())
    entry.unit = "%"
    entry.save()
    assert "单位不能换算" in judged_rows(draft, [row])[0].faults[0]
