"""A plan's own facts as typed: what the document says of itself, and how its bands are cut."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from plans.models import Plan
from plans.services.drafting import ALWAYS
from regions.codes import contains
from regions.models import Region

CUTOFFS = ("cutoff_ahead", "cutoff_on_track", "cutoff_tolerance", "cutoff_serious")
LONGEST_TITLE = 120


class Day(forms.DateInput):
    """The browser's own calendar, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OneALine(forms.CharField):
    """A list of titles, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()).strip("《》") for line in str(value or "").splitlines()]
        titles = list(dict.fromkeys(line for line in lines if line))
        if any(len(title) > LONGEST_TITLE for title in titles):
            raise ValidationError(f"每行写一个规划名称，不超过 {LONGEST_TITLE} 个字。")
        return titles

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


def cutoff(label: str, help_text: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        max_digits=5,
        decimal_places=2,
        error_messages={"required": "请填写，或填回默认值。", "invalid": "请填数值，如 5 或 −5。"},
    )


class PlanForm(forms.Form):
    """Title, years and cut-offs can be changed only while the plan is a draft; then they are not shown."""

    region = forms.ChoiceField(label="地区", help_text="只列出您担任规划管理员的地区；建立以后不能改。")
    title = forms.CharField(
        label="名称",
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"class": "wide"}),
        help_text="按文件标题填写，不加书名号。",
        error_messages={"required": "请填写规划名称。"},
    )
    start_year = forms.IntegerField(
        label="起始年", min_value=1950, max_value=2100, error_messages={"required": "请填写起始年。"}
    )
    end_year = forms.IntegerField(
        label="结束年", min_value=1950, max_value=2100, error_messages={"required": "请填写结束年。"}
    )
    document_number = forms.CharField(label="文号", max_length=60, required=False)
    issuer = forms.CharField(label="发布机关", max_length=80, required=False)
    issued_date = forms.DateField(
        label="发布日期",
        widget=Day(),
        required=False,
        error_messages={"invalid": "请填写日期，如 2021-11-08。"},
    )
    source = forms.CharField(
        label="指标出处", max_length=200, required=False, help_text="指标表在文件中的位置，如“专栏 1”。"
    )
    parents = forms.TypedMultipleChoiceField(
        label="上位规划",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="上级地区已发布的规划。选中后，可以把本规划的指标与上级的指标对应起来。",
    )
    parent_titles = OneALine(
        label="文件写明的其他依据",
        required=False,
        help_text="系统中没有的上位规划，每行一个名称。",
    )
    cutoff_ahead = cutoff("快于时序进度（≥）", "默认 5：比时序进度快 5 个百分点及以上。")
    cutoff_on_track = cutoff("达到时序进度（≥）", "默认 0：不慢于时序进度。")
    cutoff_tolerance = cutoff("容差（＞）", "默认 −5：预期性指标慢不到 5 个百分点的，算基本达到。")
    cutoff_serious = cutoff("严重滞后（＜）", "默认 −30：慢 30 个百分点以上。")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        regions: Sequence[Region],
        parents: Sequence[Plan],
        plan: Plan | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.regions = plan, {region.code: region for region in regions}
        self.parent_plans = {each.pk: each for each in parents}
        self.fields["parents"].choices = [(each.pk, _label(each)) for each in parents]  # type: ignore[attr-defined]
        self.fields["region"].choices = [(code, str(each)) for code, each in self.regions.items()]  # type: ignore[attr-defined]
        for name in CUTOFFS:
            self.fields[name].initial = _plain(getattr(Plan(), name))
        if plan is None:
            return
        del self.fields["region"]
        if plan.state != Plan.State.DRAFT:
            for name in set(self.fields) - {*ALWAYS, "parents", "seen"}:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        self._check_years(found)
        self._check_parents(found)
        self._check_cutoffs(found)
        return found

    def _check_years(self, found: dict[str, Any]) -> None:
        start, end = found.get("start_year"), found.get("end_year")
        if start and end and end < start:
            self.add_error("end_year", "结束年不能早于起始年。")
        elif start and end and end >= start + 50:
            self.add_error("end_year", "规划期不能超过五十年，请核对起止年份。")

    def _check_parents(self, found: dict[str, Any]) -> None:
        code = found.get("region") or (self.plan.region_id if self.plan else "")
        start = found.get("start_year") or (self.plan.start_year if self.plan else None)
        end = found.get("end_year") or (self.plan.end_year if self.plan else None)
        for pk in found.get("parents", ()):
            parent = self.parent_plans[pk]
            if code and (parent.region_id == code or not contains(parent.region_id, code)):
                self.add_error("parents", f"《{parent}》不是所选地区的上级规划。")
            elif start and end and (parent.end_year < start or parent.start_year > end):
                self.add_error("parents", f"《{parent}》（{parent.period}）与本规划期没有重叠。")

    def _check_cutoffs(self, found: dict[str, Any]) -> None:
        cuts = [found[name] for name in CUTOFFS if name in found]
        if len(cuts) == len(CUTOFFS) and cuts != sorted(cuts, reverse=True):
            self.add_error("cutoff_ahead", "四个界限应从大到小：快于 ≥ 达到 ≥ 容差 ≥ 严重滞后。")

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the plan itself."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("region", "parents", "seen")
        }


def facts_of(plan: Plan) -> dict[str, Any]:
    """What the form starts from."""
    names = [name for name in PlanForm.base_fields if name not in ("region", "parents", "seen")]
    facts = {name: _plain(getattr(plan, name)) for name in names}
    return {**facts, "parents": [each.pk for each in plan.parent_plans.all()]}


def _plain(value: Any) -> Any:
    """A number without the zeros that the database adds."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _label(plan: Plan) -> str:
    return f"{plan.region}：{plan}（{plan.period}）"
