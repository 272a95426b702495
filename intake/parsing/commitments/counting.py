"""Which quantities of a sentence are promises: not facts, conditions, standards, or counts of measures."""

from __future__ import annotations

import re

from intake.parsing.commitments.clauses import Clause
from intake.parsing.commitments.names import VERB
from intake.parsing.prose.quantities import Quantity
from intake.parsing.prose.units import TIMES

NO_UNITS_WORDS = "岁 级 档 点 类 种 倍 组 分 方 蒸吨 千伏 伏 kV 层 门类 个百分点 百分点 折 口 股"
NO_UNITS = TIMES | frozenset(NO_UNITS_WORDS.split())
# 一个, 两项: spelled numbers with these units are more often a manner of speaking.
VAGUE_SPELLED_WORDS = "个 项 类 种 条 方 次 点 级 位 人 家 张 块 门 本 份 集 站 件 部 分 片 成 期 届 万 亿"
VAGUE_SPELLED = frozenset(VAGUE_SPELLED_WORDS.split())
TEN = 10
INVESTED = re.compile(r"(?:投资|概算|匡算|估算|预算|造价|占地|占地面积|用地面积|全长)(?:额|约|达|为|共)?$")
MEASURES = re.compile(
    r"^(?:重点|主要|重大|专项|总体|综合|具体|方面|大)?(?:预案|行动|举措|措施|政策|制度|机制|任务|原则|条例|办法|规定|意见|方案|指标|要求|"
    r"标准(?!化)|子项目|方面|环节|领域|维度|阶段|体系|职能|部门|统一|关系|问题|平台(?=建设)|工程(?=[,。]|$)|计划(?=[,。]|$))"
)
PAST = re.compile(r"(?:已|已经|目前|截至|现有|同比|此前|先后|近年|去年|以来)")
# 每季度召开一次推进会: how the work is led, not what it achieves.
GOVERNED = re.compile(r"召开|听取|调度|通报|报送|督查|会商|例会|研判|会议")
# 每百户配建不少于30平方米: a standard for each.
NORM = re.compile(
    r"每[天日周][^,]{0,14}不(?:少于|低于)|每[十百千万](?:户|人|名|套)[^,]{0,8}(?:配建|配置|配备|设置|不少于|不低于)|按(?:照)?每[^,]{0,12}$"
)
# 依托3个省级基地、2所高校: with whom, not what.
WITH_WHOM = re.compile(r"(?:依托|联合|会同|借助)[^,]*$")
FORECAST = re.compile(r"(?:据)?(?:预计|预测)(?!带动|可)")
PATROLLED = re.compile(r"巡[河湖林田]")
GRANTED = re.compile(r"给予|罚款|处以|不得|允许|最高不|标准为|贷款额度|每人(?=\d)|按(?:照)?[^,]{0,12}标准")
GRANTED_MONEY = re.compile(r"奖励|补贴|补助|奖补|缴费|工资|资助")
CONDITION = re.compile(
    r"(?:对|凡|符合|满|超过|年龄|学历|规模|面积|投资额?|注册资本|年产值|收入|产值|营收|在)$"
)
ENUMERATED = re.compile(
    r"(?:由|从|等|这|上述|以上|前述|其他|另外|共列|长度为|划分为|分为|按|不足|少于|低于)$"
)
# 公园300米覆盖率: a distance inside a name.
NEAR = re.compile(r"(?:服务)?(?:半径|范围|覆盖|见绿|见园|生活圈|内)")
SIZES = re.compile(r"(?:[万亿]?(?:人|户|元|平方米|亩|吨|蒸吨|千瓦|兆瓦|米|公里|公顷|床|张))(?:/.{1,4})?")
DURATION = re.compile(r"(?:时间|时限|周期|时长|期限)[^,]{0,10}$")
LEAST = re.compile(r"至少|不少于|不低于")


def is_promise(clause: Clause, quantity: Quantity) -> bool:
    """A false one costs more than a missed one."""
    before, after = clause.text[: quantity.start], clause.text[quantity.end :]
    word = re.sub(r"^[万亿]+", "", quantity.unit).split("/")[0] or quantity.unit
    if re.match(r"0\d", clause.text[quantity.number :]):  # 01, 02: numbers of the items of a box
        return False
    if not quantity.unit or (word in NO_UNITS and not _is_duration(word, before)):
        return False
    if quantity.is_spelled and word in VAGUE_SPELLED and not _said(clause, quantity):
        return False
    if word in ("条", "项", "个", "大") and MEASURES.match(after):
        return False
    if (
        PAST.search(before)
        or NORM.search(before)
        or WITH_WHOM.search(before)
        or after.startswith(("为主", "为宜"))
        or _is_granted(clause.text, word)
        or ENUMERATED.search(before)
        or INVESTED.search(before)
        or NEAR.match(after)
        or ((clause.often or clause.per) and GOVERNED.search(clause.text))
        or (clause.often and PATROLLED.search(clause.text))
    ):
        return False
    return not _is_condition(before, after, quantity)


def is_detail(before: str) -> bool:
    """Open brackets tell how large something is: 高速路(85公里,投资96亿元). A forecast promises nothing."""
    if FORECAST.match(before[before.rfind("。") + 1 :]):
        return True
    opened = before.rfind("(")
    return opened > before.rfind(")") and not before.startswith(("其中", "含"), opened + 1)


def _is_duration(word: str, before: str) -> bool:
    """办理时间压缩到3个工作日."""
    return word in TIMES and bool(DURATION.search(before))


def _is_granted(text: str, unit: str) -> bool:
    """每人补贴500元: what one gets, not what is promised of all."""
    return bool(GRANTED.search(text) or ("元" in unit and GRANTED_MONEY.search(text)))


def _said(clause: Clause, quantity: Quantity) -> bool:
    """一次, 一人 count where the clause says how often or how many at least."""
    if quantity.unit in ("万", "亿"):
        return False
    before = clause.text[: quantity.number]
    return bool(
        clause.per or LEAST.search(before) or "每" in before or quantity.op != "=" or quantity.value >= TEN
    )


def _is_condition(before: str, after: str, quantity: Quantity) -> bool:
    """年产值2000万元以上企业: a bound that only says which."""
    is_bound = quantity.op in (">=", "<=") and quantity.start == quantity.number
    printed_above = is_bound and re.match(r"的?[\u3400-\u9fff]{2}", after)
    if printed_above and SIZES.fullmatch(quantity.unit) and not VERB.search(before):
        return True
    if quantity.op == "=" and not CONDITION.search(before):
        return False
    return bool(CONDITION.search(before) and re.match(r"的?[\u3400-\u9fff]{2}", after))


def operator_of(clause: Clause, quantity: Quantity) -> str:
    """至少提供指导1次、信息3次: the bound reaches over the list."""
    if quantity.op == "=" and LEAST.search(clause.text[: quantity.start]) and quantity.upper is None:
        return ">="
    return quantity.op
