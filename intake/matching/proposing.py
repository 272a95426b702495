"""What a new indicator would be: guessed from its notation and words, each guess with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indicators.calc import Figure

Basis = Literal["cumulative", "level", "annual"]
Sense = Literal["higher", "lower", "composition"]

GROUP_SIGNS = re.compile(
    r"^[*★※]?\s*(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])?\s*"
)
ADDED = re.compile(r"新增|净增|新建|新认定|新培育")
SO_FAR = re.compile(r"累计")
EACH_YEAR = re.compile(r"年产|年均|年招收|年度|年接待|年培训|年处理|每年|当年|年发电|年销售|年交易")
RATE_OF_CHANGE = re.compile(r"增速|增长率|增长(?!极)|增幅")
FLOW = re.compile(
    r"产量|产值|营业收入|收入|生产总值|GDP|增加值|(?<!委托)投资(?!资金|基金)|销售额|零售额|交易额|接待|游客|吞吐量|客运量|货运量|进出口|人次|失业率|结案率|成功率|死亡率|发病率|事故|浓度|优良天数|用水总?量|消费量|排放量"
)
END_OF_YEAR = re.compile(r"(?:报告)?期末|年末|年底")
AT_YEAR_END = re.compile(r"登记失业率|年末|期末")
STOCK = re.compile(r"率|比重|占比|比例|总量|里程|人数|面积|床位|保有|规模|数")
LOWER = re.compile(
    r"失业(?!保险)|死亡|能耗|水耗|物耗|能源消耗|用水量|用水总量|排放|事故|发病|患病|浓度|漏损|劣[ⅤV]|黑臭|辍学|流失率|过早死亡|"
    r"个人卫生支出|贫困|赤字|不良|违约|重伤|火灾|受灾|损失|差距|投诉率|犯罪|案发|抚养比|恩格尔|超限|返贫|吸烟|近视|发生率"
)
FALL = re.compile(r"降低|下降|减少|削减|压减|降幅|减排|节约")
KEPT_EVERY_YEAR = re.compile(r"每年|逐年|历年|各年")
SHARE = re.compile(r"(?:率|占比|比重)$")
HUNDRED = 100


@dataclass(frozen=True)
class Proposal:
    """The reasons say in Chinese what each guess rests on; a person confirms or changes it."""

    basis: Basis
    basis_reason: str
    sense: Sense
    sense_reason: str
    unit: str
    unit_reason: str
    every_year: bool
    domain: str

    @property
    def reason(self) -> str:
        yearly = "写明“每年”，须逐年达到" if self.every_year else ""
        reasons = (self.basis_reason, self.sense_reason, self.unit_reason, yearly)
        return "；".join(reason for reason in reasons if reason) + "。"

    @property
    def unsure(self) -> tuple[str, ...]:
        """The reasons that ask a person to look; without one, the proposal may be taken as it is."""
        return tuple(reason for reason in (self.sense_reason, self.unit_reason) if "请" in reason)


def propose(
    *,
    name: str,
    unit: str = "",
    group: str = "",
    target: Figure | None = None,
    baseline: Figure | None = None,
    definition: str = "",
) -> Proposal:
    """From brackets, signs, words and the glossary; the plainest reading where they say nothing."""
    basis, basis_reason = _basis(name, unit, target, baseline, definition)
    sense, sense_reason = _sense(name, target, baseline)
    said, unit_reason = _unit(name, unit, target)
    return Proposal(
        basis=basis,
        basis_reason=basis_reason,
        sense=sense,
        sense_reason=sense_reason,
        unit=said,
        unit_reason=unit_reason,
        every_year=basis == "annual" and bool(target and KEPT_EVERY_YEAR.search(target.text + name)),
        domain=GROUP_SIGNS.sub("", group).strip(),
    )


def _basis(
    name: str, unit: str, target: Figure | None, baseline: Figure | None, definition: str
) -> tuple[Basis, str]:
    if target and target.kind == "ratio":
        return "level", "数值为比例，按期末水平"
    if target and target.cumulative:
        return "cumulative", "目标带有累计标记（方括号），按规划期累计"
    if END_OF_YEAR.search(definition):
        return "level", "指标解释说明为期末数"
    for pattern, basis, what in _word_rules(target, baseline):
        match = pattern.search(name + unit)
        if match:
            return basis, f"名称中有“{match[0]}”，{what}"
    return "level", "没有累计或年度的标记，按期末水平"


def _word_rules(target: Figure | None, baseline: Figure | None) -> list[tuple[re.Pattern[str], Basis, str]]:
    """In this order. 累计 beside a baseline without brackets is a stock since the beginning (累计发卡数)."""
    stock = bool(
        baseline and baseline.is_reported and not baseline.cumulative and target and not target.cumulative
    )
    return [
        (AT_YEAR_END, "level", "按期末水平"),
        (EACH_YEAR, "annual", "按当年数"),
        (ADDED, "cumulative", "按规划期累计"),
        (
            SO_FAR,
            "level" if stock else "cumulative",
            "基数未标累计，按自开始以来的存量" if stock else "按规划期累计",
        ),
        (FALL, "cumulative", "为降幅，按规划期累计"),
        (RATE_OF_CHANGE, "annual", "按当年增速"),
        (FLOW, "annual", "按当年数"),
        (STOCK, "level", "按期末水平"),
    ]


def _sense(name: str, target: Figure | None, baseline: Figure | None) -> tuple[Sense, str]:
    if target and target.kind == "ratio":
        return "composition", "为构成比例，逐档比较"
    if target and target.op in ("<", "<="):
        return "lower", f"目标“{target.text}”是上限，越低越好"
    if target and target.op in (">", ">=") and target.kind == "number":
        return "higher", f"目标“{target.text}”是下限，越高越好"
    fall, lower = FALL.search(name), LOWER.search(name)
    if fall:
        return "higher", f"“{fall[0]}”的幅度越大越好"
    if lower:
        return "lower", f"名称中有“{lower[0]}”，越低越好"
    return "higher", "一般越高越好" + ("；目标低于基数，请确认方向" if _below(target, baseline) else "")


def _below(target: Figure | None, baseline: Figure | None) -> bool:
    if not (target and baseline and target.is_exact and baseline.is_exact):
        return False
    return target.value is not None and baseline.value is not None and target.value < baseline.value


def _unit(name: str, unit: str, target: Figure | None) -> tuple[str, str]:
    if unit or (target and target.kind == "ratio"):
        return unit, ""
    value = target.value if target and target.is_comparable else None
    if SHARE.search(name) and value is not None and value <= HUNDRED:
        return "%", "文件未写单位，名称为比率，暂按“%”"
    return "", "文件未写单位，请填写"
