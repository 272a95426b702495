"""An entry of the catalogue as typed: a new one, or what becomes of one there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import validate_slug

from indicators.models import Indicator, IndicatorAlias
from indicators.models.catalogue import BASES, SENSES
from indicators.queries.catalogue import JUDGED_BY, changed_fields
from indicators.services.catalogue import FIELDS, suggest_code, tidied
from indicators.services.catalogue_checks import check_change

SEPARATORS = re.compile(r"[\n;；]+")
WHAT = ("name", "code", "unit", "domain", "definition", "scope_notes", "aliases")
JUDGING = ("basis", "sense", "limit_low", "limit_high")
KEEPING = ("is_additive", "decimals", "parent", "adds_to", "jump_notice", "jump_warning")
NUMBER = "请填数值，如 0 或 100。"


def _decimal(label: str, help_text: str = "", *, required: bool = False, **limits: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, help_text=help_text, error_messages={"invalid": NUMBER},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}), **limits,
    )  # fmt: skip


class Related(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Another entry of the catalogue."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.code}）"


class EntryForm(forms.Form):
    """`indicator` is the entry to be changed: its code stays, and its aliases have a place of their own."""

    name = forms.CharField(label="名称", max_length=80, error_messages={"required": "请填写指标的规范名称。"})
    code = forms.CharField(
        label="代码",
        max_length=60,
        required=False,
        validators=[validate_slug],
        help_text="供接口使用，只用英文字母、数字、“-”和“_”，保存后不能改。留空则由名称自动生成。",
        error_messages={"invalid": "代码只能用英文字母、数字、“-”和“_”，如 urban_new_jobs。"},
    )
    unit = forms.CharField(
        label="计量单位", max_length=20, required=False, help_text="如 万人、%；比例等没有单位的留空。"
    )
    domain = forms.CharField(
        label="领域",
        max_length=30,
        help_text="如 就业、社会保障。",
        widget=forms.TextInput(attrs={"list": "domains", "autocomplete": "off"}),
        error_messages={"required": "请填写领域。"},
    )
    definition = forms.CharField(
        label="定义",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明这个指标统计的是什么。"},
    )
    scope_notes = forms.CharField(
        label="口径说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    aliases = forms.CharField(
        label="别名",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="规划文件中的其他叫法，一行一个。",
    )
    basis = forms.ChoiceField(
        label="口径", choices=[("", "请选择"), *BASES], error_messages={"required": "请选择口径。"}
    )
    sense = forms.ChoiceField(
        label="方向", choices=[("", "请选择"), *SENSES], error_messages={"required": "请选择方向。"}
    )
    limit_low = _decimal("自然下限", "不可能低于的数，如人数为 0。", max_digits=15, decimal_places=6)
    limit_high = _decimal("自然上限", "不可能高于的数，如比率为 100。", max_digits=15, decimal_places=6)
    is_additive = forms.TypedChoiceField(
        label="可汇总",
        choices=[("no", "否"), ("yes", "是，下级之和等于上级")],
        coerce=lambda text: text == "yes",
        initial="no",
    )
    decimals = forms.IntegerField(
        label="小数位",
        min_value=0,
        max_value=6,
        initial=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": "请填写小数位，0 至 6。", "invalid": "请填 0 至 6 的整数。"},
    )
    parent = Related(
        label="其中之上级",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="没有",
        help_text="本指标是哪个指标的一部分。",
    )
    adds_to = Related(
        label="所增加的存量",
        queryset=Indicator.objects.none(),
        required=False,
        empty_label="没有",
        help_text="本指标每年增加哪个指标的年末数。",
    )
    jump_notice = _decimal(
        "变动提示（%）",
        "与上年相差超过它，填报时提示。",
        required=True,
        initial=20,
        max_digits=6,
        decimal_places=2,
    )
    jump_warning = _decimal(
        "变动警示（%）", "超过它，须写备注。", required=True, initial=50, max_digits=6, decimal_places=2
    )

    def __init__(self, *args: Any, indicator: Indicator | None = None, **kwargs: Any) -> None:
        self.indicator = indicator
        if indicator is not None:
            kwargs.setdefault("initial", _initial(indicator))
        super().__init__(*args, **kwargs)
        others = Indicator.objects.order_by("domain", "name")
        for name in ("parent", "adds_to"):
            self.fields[name].queryset = others.exclude(pk=indicator.pk) if indicator else others  # type: ignore[attr-defined]
        if indicator is not None:
            del self.fields["code"], self.fields["aliases"]

    def clean_aliases(self) -> Sequence[str]:
        names = [name.strip() for name in SEPARATORS.split(self.cleaned_data["aliases"]) if name.strip()]
        longest = IndicatorAlias._meta.get_field("name").max_length or 0
        for name in names:
            if len(name) > longest:
                raise forms.ValidationError(f"别名“{name[:20]}…”超过 {longest} 个字。请一行写一个。")
        return names

    def clean(self) -> dict[str, Any]:
        """An impossible change is refused before its effect is shown."""
        found = super().clean() or {}
        if self.indicator is not None and not self.errors:
            check_change(self.indicator, {name: tidied(found)[name] for name in self.changed})
        return found

    @property
    def changed(self) -> list[str]:
        """Fields of the entry that would become another value."""
        assert self.indicator is not None
        return changed_fields(self.indicator, tidied(self.values))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def shown_for(self) -> str:
        """What the effect was shown for: the part of the form on which verdicts depend."""
        return "|".join(_plain(self.cleaned_data[name]) for name in JUDGED_BY)

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        parts = (("指标", WHAT), ("如何评价", JUDGING), ("汇总与校验", KEEPING))
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in parts]


def suggestion(name: str) -> dict[str, str]:
    """What a form opened for a name that was looked for begins with."""
    return {"name": name, "code": suggest_code(name)} if name else {}


def _initial(indicator: Indicator) -> dict[str, Any]:
    values = {name: getattr(indicator, name) for name in FIELDS}
    plain = {name: _plain(value) for name, value in values.items() if isinstance(value, Decimal)}
    related = {name: values[name].pk if values[name] else None for name in ("parent", "adds_to")}
    return {**values, **plain, **related, "is_additive": "yes" if indicator.is_additive else "no"}


def _plain(value: Any) -> str:
    """A number without the zeros that the database adds."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value)
