"""The headline of a board: what the numbers state, in one sentence, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from common.numbers import POINTS, difference, with_unit
from dashboards.words.figures import actual_text, target_text, word_of
from dashboards.words.tally import LAGGING, MET, STALE, UNASSESSED, Tally, picks
from indicators.queries.progress import Item, Judgement, Row

BRACKETS = str.maketrans("", "", "〔〕[]")
OK, BAD, NA, PLAIN = "ok-ink", "bad-ink", "na-ink", ""


@dataclass(frozen=True)
class Part:
    """`picks`: which rows a number counts, as a list is narrowed to them."""

    text: str
    strong: bool = False
    picks: str = ""


@dataclass(frozen=True)
class Clause:
    """A part of the sentence in one colour; the class names the ink."""

    ink: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Headline:
    """`more` tells of the most serious gap, or is empty."""

    clauses: tuple[Clause, ...]
    more: str = ""

    @property
    def text(self) -> str:
        return "".join(part.text for clause in self.clauses for part in clause.parts)


def headline_of(tally: Tally, year: int, *, worst: Row | None = None, public_only: bool = False) -> Headline:
    """`worst` is the first of the gap list. `public_only`: figures come from published sources alone."""
    if tally.without_data == tally.total:
        return Headline(_nothing(tally, public_only))
    clauses = [*_opening(tally, year), *_joined(list(_outcomes(tally, year, public_only)))]
    return Headline((*clauses, _clause(PLAIN, "。")), gap_sentence(worst) if worst else "")


def _nothing(tally: Tally, public_only: bool) -> tuple[Clause, ...]:
    """Without any data nothing is said of a year."""
    why = "均未找到公开数据" if public_only else "均未报送数据"
    return _clause(PLAIN, "", tally.total, " 项指标"), _clause(NA, f"{why}，无法评价"), _clause(PLAIN, "。")


def _opening(tally: Tally, year: int) -> list[Clause]:
    ended = "规划期满（" if tally.is_final else "截至 "
    closed = "年底），" if tally.is_final else "年底，"
    count = _clause(PLAIN, f"{ended}{year} {closed}", tally.total, " 项指标")
    return [count] if _all_met(tally) or not tally.assessable else [count, _clause(PLAIN, "中 ")]


def _all_met(tally: Tally) -> bool:
    return 0 < tally.met == tally.total


def _outcomes(tally: Tally, year: int, public_only: bool) -> Iterator[Clause]:
    done = "完成" if tally.is_final else "达标"
    if _all_met(tally):
        yield _clause(OK, f"全部{done}")
        return
    if not tally.assessable and not tally.stale:
        yield _clause(NA, "均无法评价")
        return
    if tally.met:
        yield _clause(OK, "", tally.met, f" 项{done}", picks(result=MET))
    if tally.lagging:
        yield _lagging(tally)
    if tally.stale:
        lead = "" if tally.assessable else "，"
        after = f" 项没有 {year} 年数据、按此前年度评价"
        yield _clause(NA, lead, tally.stale, after, picks(result=STALE))
    if tally.unassessed:
        parts = [
            Part(str(tally.unassessed), strong=True, picks=picks(result=UNASSESSED)),
            Part(" 项无法评价"),
        ]
        yield Clause(NA, (*parts, *_of_which_without(tally, public_only)))


def _of_which_without(tally: Tally, public_only: bool) -> tuple[Part, ...]:
    if not tally.without_data or not public_only:
        return ()
    if tally.without_data == tally.unassessed:
        return (Part("（未找到公开数据）"),)
    count = Part(str(tally.without_data), picks=picks(status="no_data"))
    return Part("（其中 "), count, Part(" 项未找到公开数据）")


def _lagging(tally: Tally) -> Clause:
    parts = [
        Part(str(tally.lagging), strong=True, picks=picks(result=LAGGING)),
        Part(f" 项{lagging_word(tally)}"),
    ]
    if tally.binding_lagging and tally.binding_lagging == tally.lagging:
        parts.append(Part("（均为约束性）" if tally.lagging > 1 else "（约束性）"))
    elif tally.binding_lagging:
        binding = picks(attribute="binding", result=LAGGING)
        parts += [
            Part("（其中约束性 "),
            Part(str(tally.binding_lagging), strong=True, picks=binding),
            Part(" 项）"),
        ]
    return Clause(BAD, tuple(parts))


def lagging_word(tally: Tally) -> str:
    """滞后, 突破目标 or both; 未完成 at the end."""
    if tally.is_final:
        return "未完成"
    breached = "breached" in tally.statuses
    behind = bool(tally.statuses & {"behind", "seriously_behind", "not_achieved"})
    if breached and behind:
        return "滞后或突破目标"
    return "突破目标" if breached else "滞后"


def _clause(ink: str, before: str, count: int | None = None, after: str = "", which: str = "") -> Clause:
    parts = [Part(before)] if before else []
    if count is not None:
        parts += [Part(str(count), strong=True, picks=which), Part(after)]
    return Clause(ink, tuple(parts))


def _joined(clauses: list[Clause]) -> Iterator[Clause]:
    for place, clause in enumerate(clauses):
        if place:
            yield _clause(PLAIN, "，")
        yield clause


def gap_sentence(row: Row) -> str:
    """The gap and the pace now needed, said of the most serious laggard."""
    return f"首要差距：{said_of(row)}。" if row.verdict else ""


def said_of(row: Row) -> str:
    """The gap and the pace now needed, said of one laggard."""
    verdict, item = row.verdict, row.item
    if verdict is None:
        return ""
    name = f"约束性指标{item.name}" if item.attribute == "binding" else item.name
    return f"{name}{_said(row, verdict, item)}"


def _said(row: Row, verdict: Judgement, item: Item) -> str:
    if verdict.gap is None or (verdict.gap <= 0 and verdict.regime != "BUDGET"):
        return word_of(verdict, item.sense)
    if verdict.is_final:
        return _at_the_end(row, verdict, item)
    if verdict.status == "breached":
        return _breached(row, verdict, item)
    if verdict.regime == "BUDGET":
        return f"已用 {_actual(row)}，快于时序进度，规划期内只余 {difference(verdict.margin, item.unit)}"
    return _behind(verdict, item)


def _actual(row: Row) -> str:
    text, unit = _bare(actual_text(row)), row.item.unit
    return text if unit in text else with_unit(text, unit)


def _target(item: Item) -> str:
    """With a space after it where Latin characters meet Chinese ones."""
    text = _bare(target_text(item))
    return f"{text} " if text[-1:].isascii() else text


def _bare(text: str) -> str:
    """Without the brackets of a sum, which are for tables."""
    return text.translate(BRACKETS)


def _at_the_end(row: Row, verdict: Judgement, item: Item) -> str:
    more, less = ("高", "低") if item.unit in POINTS else ("多", "少")
    verb = "完成" if item.basis == "cumulative" and item.sense == "higher" else "为"
    side = less if item.sense == "higher" else more
    return f"{verb} {_actual(row)}，比目标 {_target(item)}{side} {_size(verdict, item)}"


def _breached(row: Row, verdict: Judgement, item: Item) -> str:
    side, verb = ("低于须保持的", "差") if item.sense == "higher" else ("超出控制目标", "超")
    return f"为 {_actual(row)}，{side} {_target(item).rstrip()}，{verb} {_size(verdict, item)}"


def _size(verdict: Judgement, item: Item) -> str:
    return difference(abs(verdict.gap) if verdict.gap is not None else None, item.unit)


def _when(verdict: Judgement) -> str:
    """A single year left is called by its number."""
    last = verdict.case.end
    return f"{last} 年" if verdict.judged_year == last - 1 else "今后每年"


def _behind(verdict: Judgement, item: Item) -> str:
    """CUM and PATH: what is missing, how fast it went, how fast it must go."""
    lead = "还差" if item.sense == "higher" else "还须降低"
    gap, must = f"{lead} {_size(verdict, item)}", _must(verdict, item)
    if not must:
        return gap
    return f"{gap}；{_went(verdict, item)}{must}，方能如期完成"


def must_text(row: Row) -> str:
    """What one laggard must do each year from now on; empty where no pace leads to the target."""
    verdict, item = row.verdict, row.item
    if verdict is None or verdict.is_final or verdict.status == "breached" or verdict.regime == "BUDGET":
        return ""
    return _must(verdict, item) if verdict.gap is not None and verdict.gap > 0 else ""


def _must(verdict: Judgement, item: Item) -> str:
    needed = verdict.remaining_pace
    if needed is None:
        return ""
    verb = "增加" if needed > 0 else "下降"
    size = difference(abs(needed), item.unit)
    return f"{_when(verdict)}须{'完成' if item.basis == 'cumulative' else verb} {size}"


def _went(verdict: Judgement, item: Item) -> str:
    so_far, needed = verdict.pace_so_far, verdict.remaining_pace
    if so_far is None or needed is None:
        return ""
    if item.basis == "cumulative":
        return f"此前年均 {difference(so_far, item.unit)}，"
    if so_far == 0:
        return "此前没有进展，"
    turned = "反而" if (so_far > 0) != (needed > 0) else ""
    return f"此前年均{turned}{'增加' if so_far > 0 else '下降'} {difference(abs(so_far), item.unit)}，"
