"""Targets of the text that a row, or the text itself, states already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake.parsing.likeness import bare, like, opposed, same, within
from intake.parsing.measures import convertible, equal
from intake.parsing.reading import Conflict, Doubt, IndicatorRead, Repeat, Stated

LIKE_WITH_EQUAL_NUMBERS = 0.6
STRICT = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def repeated(
    rows: Sequence[IndicatorRead], targets: Sequence[IndicatorRead]
) -> tuple[list[IndicatorRead], list[Conflict]]:
    """Every target of the text goes to the indicator that it repeats, or stands for itself."""
    kept, conflicts = list(rows), list[Conflict]()
    for target in targets:
        at = _counterpart(kept, target)
        step = _step(kept, target) if at is None else None
        if step is not None:
            kept[step] = _stepped(kept[step], target)
            continue
        if at is None or target.target is None:
            kept.append(_with_doubt(target, kept))
            continue
        if _another_year(kept[at], target):
            kept[at] = _with_year(kept[at], target.target)
            continue
        repeat = _repeat(kept[at], target, target.target)
        conflicts += differences(kept[at], repeat)
        kept[at] = replace(kept[at], repeats=(*kept[at].repeats, repeat))
    return kept, conflicts


def _counterpart(kept: Sequence[IndicatorRead], target: IndicatorRead) -> int | None:
    """The same name first; else a like name with the same number in the same unit."""
    near = [at for at, row in enumerate(kept) if row.period[1] == target.period[1] and _one_unit(row, target)]
    exact = [at for at in near if same(_spoken(kept[at], target), target.name)]
    exact = [at for at in exact if kept[at].source == "table" or _equal(kept[at], target)]
    if exact:
        return max(exact, key=lambda at: (_equal(kept[at], target), like(kept[at].name, target.name)))
    alike = [at for at in near if _alike(kept[at], target)]
    return max(alike, key=lambda at: like(kept[at].name, target.name), default=None)


def _step(kept: Sequence[IndicatorRead], target: IndicatorRead) -> int | None:
    """Another sentence of the same name for another year: 2023年达到70%, elsewhere 2025年达到90%."""
    return next(
        (
            at
            for at, row in enumerate(kept)
            if row.source == "prose" and _is_twin(row, target) and _another_year(row, target)
        ),
        None,
    )


def _stepped(row: IndicatorRead, target: IndicatorRead) -> IndicatorRead:
    """The target is that of the later year."""
    if row.target is None or target.target is None:
        return row
    if (target.target.year or 0) < (row.target.year or 0):
        return _with_year(row, target.target)
    return _with_year(replace(target, yearly=row.yearly), row.target)


def _with_doubt(target: IndicatorRead, kept: Sequence[IndicatorRead]) -> IndicatorRead:
    """Two sentences may mean two things by one name; both stay."""
    twin = next((row for row in kept if row.source == "prose" and _is_twin(row, target)), None)
    if twin is None:
        return target
    message = f"“{target.name}”：第 {twin.place.line} 行有同名目标而数值不同，可能是两项指标，请核对名称。"
    return replace(target, doubts=(*target.doubts, Doubt("same_name", message, target.place)))


def _is_twin(row: IndicatorRead, target: IndicatorRead) -> bool:
    return row.period == target.period and _one_unit(row, target) and same(row.name, target.name)


def _spoken(row: IndicatorRead, target: IndicatorRead) -> str:
    """A row whose figure is a change is told with its verb in a sentence: …下降, …年均增长."""
    figure = row.target.figure if row.target else None
    if (
        figure is None
        or figure.value is None
        or figure.kind not in ("average_growth", "change_from_baseline")
    ):
        return row.name
    every = "年均" if figure.kind == "average_growth" and "年均" in target.name else ""
    verb = "下降" if figure.value < 0 else "增长"
    return row.name if verb in bare(row.name) else f"{row.name}{every}{verb}"


def _one_unit(row: IndicatorRead, target: IndicatorRead) -> bool:
    return convertible(row.unit, target.unit)


def _alike(row: IndicatorRead, target: IndicatorRead) -> bool:
    return (
        row.source == "table"
        and _equal(row, target)
        and (_are_near(row.name, target.name) or within(_spoken(row, target), target.name))
    )


def _are_near(one: str, other: str) -> bool:
    return not opposed(bare(one), bare(other)) and like(one, other) >= LIKE_WITH_EQUAL_NUMBERS


def _equal(row: IndicatorRead, target: IndicatorRead) -> bool:
    return bool(
        row.target and target.target and equal(row.target.figure, row.unit, target.target.figure, target.unit)
    )


def _another_year(row: IndicatorRead, target: IndicatorRead) -> bool:
    """A step on the way: 到2023年 … beside the target of the last year."""
    years = {stated.year for stated in (row.target, target.target) if stated and stated.year}
    return len(years) == 2


def _with_year(row: IndicatorRead, stated: Stated) -> IndicatorRead:
    if any(each.year == stated.year for each in row.yearly):
        return row
    yearly = sorted((*row.yearly, stated), key=lambda each: each.year or 0)
    return replace(row, yearly=tuple(yearly))


def _repeat(row: IndicatorRead, target: IndicatorRead, stated: Stated) -> Repeat:
    return Repeat(
        stated=stated,
        quote=target.quote,
        place=target.place,
        agrees=_equal(row, target),
        name=target.name if target.name != row.name else "",
        unit=target.unit if target.unit != row.unit else "",
    )


def differences(row: IndicatorRead, repeat: Repeat) -> list[Conflict]:
    """Another number, or the same with a strict sign for an open one (＜5.5 against 以内)."""
    figure = row.target.figure if row.target else None
    where = "正文" if row.source == "table" else "另一处"
    here, there = _printed(row), f"{where}第 {repeat.place.line} 行写“{repeat.stated.figure.text}”"
    if not repeat.agrees:
        without = (
            "，表中没有可比较的数值，请核对。"
            if figure is None or not figure.is_reported
            else "，两处数值不一致，请核对后确定。"
        )
        return [_conflict("target_differs", f"“{row.name}”：{here}，{there}{without}", row, repeat)]
    if figure and repeat.stated.figure.op == STRICT.get(figure.op):
        message = f"“{row.name}”：{here}，{there}，数值相同，但是否包含该数不一致，请核对符号。"
        return [_conflict("sign_differs", message, row, repeat)]
    return []


def _printed(row: IndicatorRead) -> str:
    shown = row.target.figure.text if row.target else ""
    where = "表中" if row.source == "table" else f"第 {row.place.line} 行"
    unit = "" if row.source != "table" or (row.unit and row.unit in shown) else row.unit
    return f"{where}目标为“{shown}{unit}”"


def _conflict(code: str, message: str, row: IndicatorRead, repeat: Repeat) -> Conflict:
    return Conflict(code, message, row.name, (row.place, repeat.place))
