"""What a document says of itself, as a person corrects it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class Day(forms.DateInput):
    """The browser's own calendar, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class HeadForm(forms.Form):
    title = forms.CharField(label="规划名称", max_length=120, error_messages={"required": "请填写规划名称。"})
    document_number = forms.CharField(label="文号", max_length=60, required=False)
    issuer = forms.CharField(label="发布机关", max_length=80, required=False)
    issued_date = forms.DateField(
        label="发布日期",
        required=False,
        widget=Day(),
        error_messages={"invalid": "请填写日期，如 2021-09-27。"},
    )
    start_year = forms.IntegerField(
        label="起始年",
        min_value=1950,
        max_value=2100,
        error_messages={"required": "请填写规划期的起始年。", "invalid": "请填四位年份。"},
    )
    end_year = forms.IntegerField(
        label="结束年",
        min_value=1950,
        max_value=2100,
        error_messages={"required": "请填写规划期的结束年。", "invalid": "请填四位年份。"},
    )
    parent_titles = forms.CharField(
        label="上位规划",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="文件中写明的名称，一行一个。",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        start, end = found.get("start_year"), found.get("end_year")
        if start and end and not start <= end < start + 50:
            self.add_error("end_year", "结束年不能早于起始年，规划期不超过 50 年。")
        return found

    def head(self) -> dict[str, Any]:
        """As the draft keeps it."""
        typed = self.cleaned_data
        lines = [line.strip() for line in typed["parent_titles"].splitlines() if line.strip()]
        issued = typed["issued_date"]
        same = {
            name: typed[name] for name in ("title", "document_number", "issuer", "start_year", "end_year")
        }
        return {**same, "issued_date": issued.isoformat() if issued else "", "parent_titles": lines}


def head_typed(head: Mapping[str, Any]) -> dict[str, Any]:
    """The head as the form shows it."""
    return {**head, "parent_titles": "\n".join(head.get("parent_titles") or ())}
