"""What is summed over the years of a plan: 累计, 新增, “十四五”期间."""

from __future__ import annotations

import re

PLAN = r"“?十[一二三四五六]五”?(?:规划)?(?:时期|期间|内)"
FIVE = r"(?:未来|今后|规划|这)?(?:五|(?<!\d)5)年(?:内|间|来|里|共|累计|,)?(?!规划|行动|计划)"
FIVE_YEARS = rf"(?:{PLAN}|{FIVE}|规划期内?|期内)"
PERIOD = re.compile(FIVE_YEARS)
SUMMED = re.compile(
    r"累计(?!结余|发卡|发放社会保障卡|发行|持卡)|新增(?!.{0,12}(?:车辆|建筑)中)|净增|合计|总计"
)
LEVEL = re.compile(
    r"率|比例|比重|占比|浓度|系数|指数|强度|人均|寿命|年限|总量|规模(?!化)|存量|保有量|总数|总里程|总收入"
)
HELD = re.compile(
    r"[增升降提]至|(?:控制|稳定|保持|维持)[在到]|(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少)[到至]"
)
YEARLY = re.compile(r"年均|每年|平均")
AVERAGE = re.compile(r"人均|每[十百千万]|平均|寿命|年限|率$")
SPENT = re.compile(r"投资|投入|完成")
RATES = ("%", "‰", "倍", "")


def is_summed(words: str, subject: str, unit: str, *, verb: str, after_sum: bool, whole_period: bool) -> bool:
    """`words` is the clause up to the number, `verb` its end from the verb on; `after_sum` tells that the
    quantity before it in the sentence is a sum, `whole_period` that the sentence speaks of “十四五”期间.
    """
    if unit in RATES or "百分点" in unit or YEARLY.search(words) or AVERAGE.search(subject):
        return False
    if SUMMED.search(words):
        return True
    if HELD.search(verb) or LEVEL.search(subject):
        return False
    if PERIOD.search(words) or whole_period:
        return not re.search(r"达到?$", verb) or bool(SPENT.search(subject))
    return after_sum and not verb
