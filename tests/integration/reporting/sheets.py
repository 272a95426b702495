"""Filling in a downloaded sheet the way a person does, and sending it in."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reporting.models import Submission, Upload
from reporting.sheets.layout import address
from reporting.sheets.opening import grids_of
from tests.unit.reporting.excel_files import FIRST, SECOND, with_text

HEADS = {
    "typed": "2025 本年", "nature": "数据性质", "note": "备注", "cause": "原因", "measure": "措施",
    "numerator": "分子", "denominator": "分母", "break_note": "口径变化说明", "name": "指标", "seen": "校验",
}  # fmt: skip
PROMISE_HEADS = {"typed": "完成数量", "progress": "进展", "note": "进展说明", "seen": "校验"}

OTHERS = (
    "stranger", "leader", "analyst", "administrator", "city_clerk", "bystander", "reviewer", "planner",
    "county_reviewer",
)  # fmt: skip


def download(browser: Client, form: Submission) -> bytes:
    answer = browser.get(reverse("reporting:sheet", args=[form.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def place(data: bytes, code: str, field: str) -> tuple[str, str]:
    """The part of the file and the address of a row's cell."""
    heads = PROMISE_HEADS if code.startswith("ZD") else HEADS
    grid = grids_of(data)[code.startswith("ZD")]
    (row,) = [n for n, values in enumerate(grid.values) if code in values]
    (column,) = [n for values in grid.values for n, value in enumerate(values) if value == heads[field]]
    return SECOND if code.startswith("ZD") else FIRST, address(row, column)


def filled(data: bytes, code: str, **texts: str) -> bytes:
    for field, text in texts.items():
        part, where = place(data, code, field)
        data = with_text(data, where, text, part)
    return data


def shown_texts(data: bytes, code: str) -> dict[str, str]:
    """By field, what stands in a row."""
    grid = grids_of(data)[code.startswith("ZD")]
    heads = PROMISE_HEADS if code.startswith("ZD") else HEADS
    (row,) = [values for values in grid.values if code in values]
    (head,) = [values for values in grid.values if heads["typed"] in values]
    return {field: str(row[head.index(text)]) for field, text in heads.items()}


def send(browser: Client, form: Submission, data: bytes, name: str = "填报表.xlsx") -> HttpResponse:
    from django.core.files.uploadedfile import SimpleUploadedFile

    found = browser.post(
        reverse("reporting:upload", args=[form.pk]), {"sheet": SimpleUploadedFile(name, data)}, follow=True
    )
    return cast(HttpResponse, found)


def decide(browser: Client, upload: Upload, action: str) -> str:
    where = reverse("reporting:shown_upload", args=[upload.submission_id, upload.pk])
    return cast(str, browser.post(where, {"action": action}, follow=True).content.decode())
