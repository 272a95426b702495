"""What the catalogue refuses: names that are taken, and changes under which figures on record would silently
mean something else.

Figures and forms are kept in an entry's unit and as flows or levels. So a unit is fixed once a plan in force
uses it; a level never becomes a flow, nor a number shares, while figures are there. What only changes how the
same figures are judged (higher or lower, limits, a flow summed or taken year by year) is allowed and judged
again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from indicators.models import Indicator, IndicatorAlias, PlanIndicator
from indicators.queries.catalogue import Uses, figures_outside, has_running_totals, uses_of

INSTEAD = "请另外新增一个指标。"


def check_name_is_free(name: str, own: Indicator, *, field: str, as_alias: bool = False) -> None:
    """ValidationError that says whose the name is, as a name or as an alias."""
    holder = Indicator.objects.filter(name=name).first()
    if holder is not None and (as_alias or holder.pk != own.pk):
        whose = "这个指标自己的" if holder.pk == own.pk else "另一个指标的"
        raise ValidationError({field: f"“{name}”就是{whose}名称（代码 {holder.code}），不能再用。"})
    alias = IndicatorAlias.objects.filter(name=name).select_related("indicator").first()
    if alias is None:
        return
    if alias.indicator_id == own.pk:
        hint = "不必重复添加。" if as_alias else "要用作名称，请先移除这个别名。"
        raise ValidationError({field: f"“{name}”已是这个指标的别名，{hint}"})
    holder = alias.indicator
    raise ValidationError(
        {field: f"“{name}”已是指标“{holder.name}”（代码 {holder.code}）的别名，一个名称只能指一个指标。"}
    )


def check_all_are_free(indicators: Sequence[Indicator]) -> None:
    """The same for the names and codes of several new entries at once."""
    names, codes = [each.name for each in indicators], [each.code for each in indicators]
    taken = set(Indicator.objects.filter(name__in=names).values_list("name", flat=True))
    taken |= set(IndicatorAlias.objects.filter(name__in=names).values_list("name", flat=True))
    for each in indicators:
        if each.name in taken:
            check_name_is_free(each.name, each, field="name")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ValidationError({"name": f"新指标“{twice}”重复，一个名称只能指一个指标。"})
    holder = Indicator.objects.filter(code__in=codes).first()
    if holder is not None:
        raise ValidationError({"code": f"指标“{holder}”已用代码 {holder.code}。请先在目录中新增，再选用它。"})


def check_related(indicator: Indicator) -> None:
    """Neither the 其中 parents nor the stocks of an entry lead back to it."""
    for field in ("parent", "adds_to"):
        above, passed = getattr(indicator, field), 0
        while above is not None:
            passed += 1
            if above == indicator or passed > 20:
                raise ValidationError({field: "不能是这个指标自己，或由它而来的指标。"})
            above = getattr(above, field)


def check_numbers(indicator: Indicator) -> None:
    """Limits and thresholds in order, said of the field; the database only knows the constraint."""
    low, high = indicator.limit_low, indicator.limit_high
    if low is not None and high is not None and high <= low:
        raise ValidationError({"limit_high": "自然上限须大于自然下限。"})
    if indicator.jump_notice <= 0:
        raise ValidationError({"jump_notice": "变动提示须大于 0。"})
    if indicator.jump_warning < indicator.jump_notice:
        raise ValidationError({"jump_warning": "变动警示不能小于变动提示。"})


def check_change(indicator: Indicator, new: Mapping[str, Any]) -> None:
    """`new` holds only what differs. ValidationError, by field."""
    if "name" in new:
        check_name_is_free(new["name"], indicator, field="name")
    uses = uses_of(indicator)
    refusals: dict[str, str] = {}
    if "unit" in new and uses.is_fixed:
        refusals["unit"] = (
            f"{_used(uses)}，都按“{indicator.unit or '无单位'}”计，改单位会使它们变成另一个数。{INSTEAD}"
        )
    if "basis" in new:
        refusals["basis"] = _basis_refused(indicator, new["basis"], uses)
    if "sense" in new:
        refusals["sense"] = _sense_refused(indicator, new["sense"], uses)
    if "limit_low" in new or "limit_high" in new:
        refusals |= _limits_refused(indicator, new)
    said = {field: words for field, words in refusals.items() if words}
    if said:
        raise ValidationError(said)


def _used(uses: Uses) -> str:
    parts = []
    if uses.plans_in_force:
        parts.append(f"{uses.plans_in_force} 个已发布的规划采用这个指标")
    if uses.figures:
        parts.append(f"已有 {uses.figures} 条数据")
    return "，".join(parts)


def _basis_refused(indicator: Indicator, basis: str, uses: Uses) -> str:
    if not uses.figures:
        return ""
    if "level" in (indicator.basis, basis):
        return (
            f"已有 {uses.figures} 条数据按“{indicator.get_basis_display()}”填报，"
            f"当年发生数与年末水平不能互换。个别规划不同的，请在该规划中设定本规划口径；否则{INSTEAD}"
        )
    if has_running_totals(indicator):
        return f"已有数据是自规划起始年的累计数，不能当作当年数。{INSTEAD}"
    return ""


def _sense_refused(indicator: Indicator, sense: str, uses: Uses) -> str:
    if "composition" not in (indicator.sense, sense):
        return ""
    if uses.figures or PlanIndicator.objects.filter(indicator=indicator).exists():
        return f"结构比例与单个数值不能互换：已有规划或数据采用这个指标。{INSTEAD}"
    return ""


def _limits_refused(indicator: Indicator, new: Mapping[str, Any]) -> dict[str, str]:
    low = new.get("limit_low", indicator.limit_low)
    high = new.get("limit_high", indicator.limit_high)
    beyond = figures_outside(indicator, low, high)
    if not beyond:
        return {}
    first, field = beyond[0], "limit_low" if "limit_low" in new else "limit_high"
    where = f"有 {len(beyond)} 条数据在这个范围之外，如{first.region} {first.year} 年"
    return {field: f"{where}。请核对数据，或放宽范围。"}
