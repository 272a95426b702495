"""One row of a draft's indicator table as typed, figures in the notation that documents print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import Department
from indicators.calc import Figure, FigureError, parse_figure
from indicators.calc.revised import read_target
from indicators.models import Indicator, PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from indicators.queries.planning import last_target
from indicators.services.drafting import row_state
from indicators.services.promises import Promise
from indicators.services.weights import check_weight, weight_text
from intake.parsing.measures import convertible
from intake.queries.editor import Catalogue
from intake.services.editor import NewEntry, Row
from plans.models import Plan

UNCLEAR = (
    "“{text}”读不出数值。请按文件的写法填，如 95、≥96、〔350〕、8—10、年均增长6%；"
    "确为文字目标的，请勾选“按文字保存”。"
)
NOT_THERE = "指标目录中没有“{text}”。请从列出的名称中选择；确实没有的，勾选“加入指标目录”。"
OTHER_UNIT = "目录指标“{entry}”以“{unit}”计，与“{own}”不是同一种量，请另选，或作为新指标。"
CATALOGUE_LIST = "catalogue-names"


@dataclass(frozen=True)
class Choices:
    """What the form offers: rows above, rows of parent plans, departments, the catalogue."""

    plan: Plan
    above: Sequence[PlanIndicator]
    taken: Sequence[PlanIndicator]
    to_split: Sequence[PlanIndicator]
    departments: Sequence[Department]
    catalogue: Catalogue


def read_printed(text: str, *, is_words: bool) -> Figure | None:
    """None for nothing typed; FigureError where digits were typed that make no figure."""
    shown = text.strip()
    figure = parse_figure(shown)
    if figure.kind == "blank":
        return None
    if figure.kind == "words" and not is_words and any(sign.isdigit() for sign in shown):
        return read_target(shown)
    return figure


def a_choice(label: str, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, **more)


class RowForm(forms.Form):
    """Everything a plan prints of an indicator, and what the system adds."""

    name = forms.CharField(
        label="指标名称",
        max_length=80,
        help_text="按文件原文。",
        error_messages={"required": "请填写指标名称。"},
    )
    indicator = forms.CharField(
        label="目录指标",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"list": CATALOGUE_LIST, "autocomplete": "off", "data-entry": ""}),
        help_text="输入几个字后选择；留空则按指标名称在目录中查找（含别名）。",
    )
    is_new = forms.BooleanField(label="目录中没有，加入指标目录", required=False)
    new_basis = a_choice("口径", choices=[("", "请选择"), *BASES])
    new_sense = a_choice("方向", choices=[("", "请选择"), *SENSES])
    new_domain = forms.CharField(label="领域", max_length=30, required=False)
    new_definition = forms.CharField(
        label="定义", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="留空则写明出自本规划，以后在指标目录中补充。",
    )  # fmt: skip
    unit = forms.CharField(label="计量单位", max_length=20, required=False)
    number = forms.CharField(label="序号", max_length=10, required=False)
    group = forms.CharField(
        label="类别", max_length=40, required=False, widget=forms.TextInput(attrs={"list": "group-names"})
    )
    parent = a_choice("其中之上级", help_text="是上面某一行的其中项时选择。")
    attribute = a_choice("属性", choices=PlanIndicator.Attribute.choices)
    baseline = forms.CharField(label="基数", max_length=200, required=False, help_text="没有的留空。")
    baseline_year = forms.IntegerField(label="基数年份", min_value=1950, max_value=2100, required=False)
    target = forms.CharField(
        label="目标",
        max_length=200,
        required=False,
        help_text="按文件写法：95、≥96、＜5.5、〔350〕、8—10、1∶4∶5。",
    )
    target_year = forms.IntegerField(label="目标年份", min_value=1950, max_value=2100, required=False)
    is_words = forms.BooleanField(
        label="基数、目标按文字保存", required=False, help_text="文字目标保留原文，只能“无法评价”。"
    )
    own_basis = a_choice("本规划口径", choices=[("", "与目录相同"), *BASES])
    own_sense = a_choice("本规划方向", choices=[("", "与目录相同"), *SENSES])
    every_year = forms.BooleanField(label="每年都须达到", required=False)
    is_local = forms.BooleanField(label="名称带 * 等标记", required=False)
    local_meaning = forms.CharField(label="标记含义", max_length=60, required=False)
    department = a_choice("责任单位")
    weight = forms.DecimalField(
        label="权重", required=False, error_messages={"invalid": "请填数值，如 10 或 7.5；不设的留空。"}
    )
    split_from = a_choice("分解自", help_text="本指标落实上级规划的哪一项。")
    note = forms.CharField(label="备注", max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: Choices, row: PlanIndicator | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.row = choices, row
        self.chosen: Indicator | None = None
        above = [(each.pk, each.name) for each in choices.above]
        splits = [(each.pk, f"{each.plan.region}：{each.name}") for each in choices.to_split]
        self._offer("parent", [("", "不是其中项"), *above])
        self._offer("split_from", [("", "不是分解而来"), *splits])
        self._offer("department", [("", "未指定"), *((each.pk, each.name) for each in choices.departments)])

    def _offer(self, name: str, options: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean_weight(self) -> Any:
        weight = self.cleaned_data["weight"]
        check_weight(weight)
        return weight

    def clean_attribute(self) -> str:
        return str(self.cleaned_data["attribute"] or PlanIndicator.Attribute.UNSTATED)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in ("baseline", "target"):
            if name in found:
                found[name] = self._figure(name, found)
        self._check_entry(found)
        return found

    def _figure(self, name: str, found: dict[str, Any]) -> Figure | None:
        text = found[name]
        try:
            return read_printed(text, is_words=found["is_words"])
        except FigureError as error:
            printed = parse_figure(text)
            self.add_error(name, UNCLEAR.format(text=text.strip()) if printed.kind == "words" else str(error))
            return None

    def _check_entry(self, found: dict[str, Any]) -> None:
        """Which entry of the catalogue the row measures."""
        typed = found.get("indicator") or found.get("name") or ""
        self.chosen = self.choices.catalogue.find(typed)
        if self.chosen is not None:
            self._check_free(self.chosen)
            if not convertible(self.chosen.unit, found.get("unit", "")):
                said = OTHER_UNIT.format(entry=self.chosen, unit=self.chosen.unit, own=found["unit"])
                self.add_error("indicator", said)
        elif typed and not found.get("is_new"):
            self.add_error("indicator", NOT_THERE.format(text=typed))
        elif typed:
            for name in ("new_basis", "new_sense"):
                if not found.get(name):
                    self.add_error(name, "加入目录的指标须选定。")

    def _check_free(self, entry: Indicator) -> None:
        own = self.row.pk if self.row else None
        taken = next(
            (each for each in self.choices.taken if each.indicator_id == entry.pk and each.pk != own), None
        )
        if taken is not None:
            said = f"“{entry}”已用于本规划的“{taken}”，一个规划中只能用一次。"
            self.add_error("indicator", said)

    @property
    def shown(self) -> dict[str, Any]:
        """What stands in the form now, as the hints beside it need it."""
        asked = ("indicator", "name", "unit", "target")
        texts = {name: str(self[name].value() or "").strip() for name in asked}
        name = texts.pop("indicator") or texts["name"]
        return {**texts, "name": name, "is_split": bool(self["split_from"].value())}

    @property
    def taken_row(self) -> Row:
        """The row as the services take it."""
        found = self.cleaned_data
        entry = None if self.chosen else self._new_entry()
        promise = Promise(
            indicator_id=self.chosen.pk if self.chosen else 0,
            target_year=found["target_year"] or self.choices.plan.end_year,
            parent_id=_id(found["parent"]),
            department_id=_id(found["department"]),
            split_from_id=_id(found["split_from"]),
            **{name: found[name] for name in PLAIN},
        )
        return Row(promise, entry)

    def _new_entry(self) -> NewEntry:
        found = self.cleaned_data
        return NewEntry(
            name=found["indicator"] or found["name"],
            basis=found["new_basis"],
            sense=found["new_sense"],
            domain=found["new_domain"],
            definition=found["new_definition"] or f"见《{self.choices.plan}》。",
        )


PLAIN = (
    "name", "unit", "number", "group", "attribute", "baseline", "baseline_year", "target", "own_basis",
    "own_sense", "every_year", "is_local", "local_meaning", "weight", "note",
)  # fmt: skip


def facts_of(row: PlanIndicator) -> dict[str, Any]:
    """What the form starts from; `row` as `row_edited_by` gives it."""
    baseline, target = getattr(row, "baseline", None), last_target(row)
    texts = [each.text for each in (baseline, target) if each and each.kind == "words"]
    return {
        **{name: getattr(row, name) for name in PLAIN if name not in ("baseline", "baseline_year", "target")},
        "indicator": row.indicator.name,
        "parent": row.parent_id or "",
        "department": row.department_id or "",
        "split_from": row.split_from_id or "",
        "weight": weight_text(row.weight),
        "baseline": baseline.text if baseline else "",
        "baseline_year": baseline.year if baseline else None,
        "target": target.text if target else "",
        "target_year": target.year if target else None,
        "is_words": any(any(sign.isdigit() for sign in text) for text in texts),
        "seen": row_state(row),
    }


def _id(text: str) -> int | None:
    return int(text) if text else None
