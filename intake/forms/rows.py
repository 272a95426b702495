"""A row of a draft as a person corrects it: figures in the notation that documents print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.calc import FigureError, parse_figure
from indicators.calc.revised import read_target
from indicators.models import Indicator, PlanIndicator
from indicators.models.catalogue import BASES, SENSES
from intake.queries.entries import Data, figure_data

FIGURES = ("baseline", "target", "actual")
YEAR = {
    "min_value": 1950,
    "max_value": 2100,
    "required": False,
    "error_messages": {"invalid": "请填四位年份。"},
}
WORDS_ONLY = "确实只有文字的目标（如“完成国家下达任务”）请不写数字，将保留为文字，一直无法评价。"


def read_printed(
    text: str, former: Mapping[str, Any] | None, year: int | None, unit: str | None = ""
) -> Data | None:
    """The figure as read where its text was left as it is, else read anew; FigureError where digits were
    typed that are no figure, or one in another unit than the row's; None for `unit` lets any stand.
    """
    if former is not None and text == former["text"].strip():
        return {**former, "year": year}
    figure = parse_figure(text)
    if figure.kind in ("blank", "missing"):
        return None
    if any(sign.isdigit() for sign in text) and (unit is not None or figure.kind == "words"):
        number = text if unit in (None, "", "%") else text.replace(unit, "", 1)
        figure = replace(read_target(number), text=text.strip())
    return figure_data(figure, year)


class IndicatorForm(forms.Form):
    """`match` is the code of a catalogue entry, `new`, or nothing yet; `found` one looked for by name."""

    name = forms.CharField(label="指标名称", max_length=80, error_messages={"required": "请填写指标名称。"})
    unit = forms.CharField(label="单位", max_length=20, required=False)
    group = forms.CharField(label="类别", max_length=40, required=False)
    number = forms.CharField(label="序号", max_length=10, required=False)
    parent = forms.CharField(label="其中之上级", max_length=80, required=False)
    attribute = forms.ChoiceField(label="属性", choices=PlanIndicator.Attribute.choices)
    is_local = forms.BooleanField(label="带 * 标记", required=False)
    start_year = forms.IntegerField(label="规划期起", min_value=1950, max_value=2100)
    end_year = forms.IntegerField(label="规划期止", min_value=1950, max_value=2100)
    baseline = forms.CharField(label="基数", max_length=200, required=False)
    baseline_year = forms.IntegerField(label="基数年份", **YEAR)  # type: ignore[arg-type]
    target = forms.CharField(label="目标", max_length=200, required=False)
    target_year = forms.IntegerField(label="目标年份", **YEAR)  # type: ignore[arg-type]
    actual = forms.CharField(label="完成", max_length=200, required=False)
    actual_year = forms.IntegerField(label="完成年份", **YEAR)  # type: ignore[arg-type]
    match = forms.ChoiceField(label="目录指标", required=False, widget=forms.RadioSelect)
    found = forms.CharField(label="另选目录指标", max_length=80, required=False)
    remember = forms.BooleanField(label="把这个名称记为所选目录指标的别名", required=False)
    basis = forms.ChoiceField(label="口径", choices=[("", "请选择"), *BASES], required=False)
    sense = forms.ChoiceField(label="方向", choices=[("", "请选择"), *SENSES], required=False)
    every_year = forms.BooleanField(label="每年都须达到", required=False)
    domain = forms.CharField(label="领域", max_length=30, required=False)
    definition = forms.CharField(
        label="定义", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    note = forms.CharField(label="备注", max_length=300, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        entry: Mapping[str, Any],
        choices: Sequence[tuple[str, str]],
        catalogue: Mapping[str, Indicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.catalogue = entry, catalogue
        self.fields["match"].choices = choices  # type: ignore[attr-defined]
        for name in ("found", "parent"):
            self.fields[name].widget.attrs["list"] = f"{self[name].id_for_label}-list"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in FIGURES:
            if name in found and f"{name}_year" in found:
                self._clean_figure(found, name)
        start, end = found.get("start_year"), found.get("end_year")
        if start and end and not start <= end < start + 50:
            self.add_error("end_year", "规划期的结束年不能早于起始年。")
        looked_for = found.get("found")
        if looked_for and looked_for not in self.catalogue:
            self.add_error("found", f"指标目录中没有“{looked_for}”。请从列出的名称中选择，或选“作为新指标”。")
        return found

    def _clean_figure(self, found: dict[str, Any], name: str) -> None:
        try:
            former, year = self.entry.get(name), found[f"{name}_year"]
            found[name] = read_printed(found[name], former, year, found.get("unit", ""))
        except FigureError as error:
            self.add_error(name, f"{error}{WORDS_ONLY}" if name == "target" else str(error))
        except ValidationError as error:
            self.add_error(name, error)

    def new_entry(self) -> Data:
        """The row as the draft keeps it."""
        typed = self.cleaned_data
        kept = {
            name: typed[name]
            for name in (
                "name", "unit", "group", "number", "parent", "attribute", "is_local", "start_year",
                "end_year", "baseline", "target", "actual", "basis", "sense", "every_year", "definition",
                "domain", "note",
            )
        }  # fmt: skip
        entry = {"local_meaning": "", **self.entry, **kept, **self._match()}
        indicator = next((each for each in self.catalogue.values() if each.code == entry["code"]), None)
        if indicator is not None:
            entry["basis"] = entry["basis"] or indicator.basis
            entry["sense"] = entry["sense"] or indicator.sense
        return entry

    def _match(self) -> Data:
        typed = self.cleaned_data
        chosen = self.catalogue[typed["found"]].code if typed["found"] else typed["match"]
        if chosen in ("", "new"):
            return {"how": chosen, "code": "", "remember": False}
        as_before = chosen == self.entry.get("code") and typed["name"] == self.entry.get("name")
        how = self.entry["how"] if as_before else self._how(chosen)
        return {"how": how, "code": chosen, "remember": typed["remember"] and how == "chosen"}

    def _how(self, code: str) -> str:
        named = self.catalogue.get(self.cleaned_data["name"])
        if named is None or named.code != code:
            return "chosen"
        return "exact" if named.name == self.cleaned_data["name"] else "alias"


class TaskForm(forms.Form):
    """A quantified task."""

    name = forms.CharField(label="名称", max_length=120, error_messages={"required": "请填写任务名称。"})
    section = forms.CharField(label="专栏或章节", max_length=80, required=False)
    target = forms.CharField(label="数量", max_length=80, required=False)
    unit = forms.CharField(label="单位", max_length=20, required=False)
    per = forms.ChoiceField(
        label="数量是",
        choices=[("", "规划期一次"), ("1", "每年"), ("2", "每两年"), ("5", "每五年")],
        required=False,
    )
    due_year = forms.IntegerField(label="完成年份", **YEAR)  # type: ignore[arg-type]
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, entry: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "target" in found:
            try:
                former = self.entry.get("target")
                due, unit = found.get("due_year"), found.get("unit") or None
                found["target"] = read_printed(found["target"], former, due, unit)
            except FigureError as error:
                self.add_error("target", str(error))
        return found

    def new_entry(self) -> Data:
        typed = self.cleaned_data
        kept = {name: typed[name] for name in ("name", "section", "target", "unit", "due_year")}
        return {"within": None, **self.entry, **kept, "per": int(typed["per"]) if typed["per"] else None}


def row_typed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as its form shows it."""
    shown = dict(entry)
    for name in FIGURES:
        if name in entry:
            data = entry[name] or {}
            shown[name], shown[f"{name}_year"] = data.get("text", ""), data.get("year")
    shown["match"] = entry.get("code") or ("new" if entry.get("how") == "new" else "")
    shown["per"] = str(entry.get("per") or "")
    return shown
