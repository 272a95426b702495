"""目标调整 as typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.calc import Figure, FigureError
from indicators.calc.revised import read_target
from indicators.models import PlanIndicator
from indicators.queries.planning import last_target
from indicators.services.revision import check_revision

MOVED = "您填写期间，目标已被调整为“{text}”（第 {version} 版）。请核对后再提交；您填的内容都还在。"


class Day(forms.DateInput):
    """The browser's own calendar, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RevisionForm(forms.Form):
    """A new target with all that a revision has to say for itself."""

    figure = forms.CharField(
        label="新目标",
        max_length=60,
        help_text="按原计量单位填数值，如 95、≥96、〔350〕，或 1∶4∶5。",
        error_messages={"required": "请填写新的目标值。"},
    )
    in_force_date = forms.DateField(
        label="生效日期",
        widget=Day(),
        help_text="自这一天所在的年度起按新目标评价；此前年度仍按原目标。",
        error_messages={"required": "请填写生效日期。", "invalid": "请填写日期，如 2023-06-30。"},
    )
    reason = forms.CharField(
        label="调整原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明调整的原因。"},
    )
    approved_by = forms.CharField(
        label="批准机关",
        max_length=80,
        error_messages={"required": "请填写批准机关。"},
    )
    document_number = forms.CharField(
        label="批准文号",
        max_length=60,
        help_text="如 示政发〔2023〕12号。",
        error_messages={"required": "请填写批准文件的文号。"},
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: PlanIndicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_figure(self) -> Figure:
        try:
            return read_target(self.cleaned_data["figure"])
        except FigureError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        last = last_target(self.row)
        seen = found.get("seen_version")
        if last is not None and seen != last.version:
            self.add_error(None, MOVED.format(text=last.text, version=last.version))
        if "figure" in found and "in_force_date" in found:
            check_revision(self.row, figure=found["figure"], in_force_date=found["in_force_date"])
        return found

    @property
    def shown_for(self) -> str:
        """What the effect was shown for: the part of the form on which it depends."""
        return f"{self.cleaned_data['figure'].text}|{self.cleaned_data['in_force_date']}"
