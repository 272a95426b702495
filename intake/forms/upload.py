"""A document sent in: one file, or pasted text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from intake.services.uploading import Sent
from plans.models import Plan
from regions.models import Region

LONGEST_TEXT = 1_200_000  # characters
FORMATS = ".txt,.md,.html,.htm,.docx,.pdf"


class UploadForm(forms.Form):
    """`regions` are those the person plans for, `plans` those that may be revised."""

    region = forms.ChoiceField(label="地区", error_messages={"required": "请选择地区。"})
    file = forms.FileField(
        label="规划文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": FORMATS}),
        error_messages={"empty": "文件是空的，没有文字。请检查是否选错了文件。"},
    )
    text = forms.CharField(
        label="或粘贴文字",
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "placeholder": "从网页或 WPS 中整篇复制，表格一并粘贴"}),
        error_messages={"max_length": "粘贴的文字过长。请存为文本文件后上传。"},
    )
    revises = forms.ChoiceField(
        label="修订已有规划",
        required=False,
        help_text="文件是某个已发布规划的修订稿时选择：比较两者的目标，不另建规划。",
    )

    def __init__(self, *args: Any, regions: Iterable[Region], plans: Iterable[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(each.code, each.name) for each in regions]  # type: ignore[attr-defined]
        choices = [(str(each.pk), f"{each.region}：{each.title}") for each in plans]
        self.fields["revises"].choices = [("", "不是，录入新规划"), *choices]  # type: ignore[attr-defined]
        self.fields[
            "file"
        ].help_text = f"文本、网页（.html）、.docx，或带文字的 PDF，不超过 {settings.DOCUMENT_MEGABYTES} MB。"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        file, text = found.get("file"), (found.get("text") or "").strip()
        if "file" in self.errors or "text" in self.errors:
            return found
        if bool(file) == bool(text):
            raise ValidationError(
                "文件和粘贴的文字只能选一种。请去掉其中一种。" if file else "请选择规划文件，或粘贴文字。"
            )
        return found

    def sent(self) -> Sent:
        file = self.cleaned_data["file"]
        if file:
            return Sent(file.name, file.read())
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        first = next((line.strip() for line in text.splitlines() if line.strip()), "")
        return Sent(f"{first[:40]}（粘贴）.txt", text.encode(errors="replace"), is_pasted=True)
