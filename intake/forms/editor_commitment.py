"""A commitment of a draft plan as typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Department
from indicators.calc import parse_figure
from plans.models import Commitment, Plan
from plans.services import Pledge
from plans.services.drafting import commitment_state, pledge_of

UNCLEAR = "“{text}”读不出数量。请填数字，如 3、≥20、约 5；没有数量的留空，可写入名称。"


class CommitmentForm(forms.Form):
    """The quantity as printed; operator and number are read from it."""

    section = forms.CharField(label="专栏或章节", max_length=80, required=False)
    name = forms.CharField(label="名称", max_length=120, error_messages={"required": "请填写任务名称。"})
    text = forms.CharField(label="数量", max_length=80, required=False, help_text="按文件写法；没有的留空。")
    unit = forms.CharField(label="计量单位", max_length=20, required=False)
    is_per_year = forms.BooleanField(label="每年的数量", required=False)
    due_year = forms.IntegerField(label="完成年份", required=False)
    department = forms.ChoiceField(label="责任单位", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, departments: Sequence[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        options = [("", "未指定"), *((each.pk, each.name) for each in departments)]
        self.fields["department"].choices = options  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        figure = parse_figure(text)
        if figure.kind not in ("number", "blank") or (figure.value is not None and figure.value < 0):
            raise ValidationError(UNCLEAR.format(text=text))
        return text

    def clean_due_year(self) -> int | None:
        year: int | None = self.cleaned_data["due_year"]
        if year is not None and year not in self.plan.years:
            raise ValidationError(f"完成年份应在规划期 {self.plan.period} 之内。")
        return year

    @property
    def pledge(self) -> Pledge:
        found = {**self.cleaned_data}
        found.pop("seen")
        department, figure = found.pop("department"), parse_figure(found["text"])
        return Pledge(
            **found,
            op=figure.op,
            quantity=figure.value,
            department_id=int(department) if department else None,
        )


def facts_of(commitment: Commitment) -> dict[str, Any]:
    """What the form starts from."""
    facts = vars(pledge_of(commitment))
    printed = facts["text"] or (
        "" if facts["quantity"] is None else format(facts["quantity"].normalize(), "f")
    )
    return {
        **facts,
        "text": printed,
        "department": facts["department_id"] or "",
        "seen": commitment_state(commitment),
    }
