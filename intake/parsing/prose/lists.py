"""Several subjects that share words and numbers: 失业保险和工伤保险参保人数分别达到…."""

from __future__ import annotations

import re

JOINTS = re.compile(r"、|以及|和(?!谐|田)|及(?!以[上下]|其|时)|与|,")
COMPLETE = re.compile(
    r"(?:率|数|数量|总量|总数|里程|面积|规模|比例|比重|占比|额|值|人口|标准|能力|浓度|强度|指数|系数|寿命|年限|产量|水平|吞吐量|蓄积量|保有量|处理量|消费量|使用量|发电量|供应量|盖度|满意度|次数|总额|增加值|投资|收入)$"
)
TAIL = re.compile(
    r"(?:(?:年|人均|人口|平均|综合|总|新增|参保|持卡|就业|保障|补助|配备|覆盖|普及|达标|合格|处理|利用|毛?入[学园]|巩固|通达|处理|满意|办结|结案|完好|优良|贡献|签订|支付|升学|失业|死亡|治理|收集|自给|可支配|营业|登记|调查)"
    r"{0,2}(?:覆盖率|参保率|普及率|处理率|利用率|达标率|合格率|配备率|重点工程减排量|减排量|排放量|排放总量|蓄积量|使用量|供应量|率|人数|人次|人口|总量|数量|总数|个数|里程|面积|规模|比例|比重|占比|总额|产值|增加值|标准|能力|浓度|强度|系数|收入|产量|投资|投资额|总额))$"
)
NOUN = re.compile(
    r"(?:保险|居民|基本|企业|学校|人口|家庭|人才|人员|医疗|养老|城市|地区|职工|学生|教育|公路|铁路|产业|技术|技能|环境|用水|污水|垃圾|小区|社区|村|级|患者|儿童|老年人|残疾人|妇女|农民|用户|作物|废物|土地|耕地)"
)

# Words of one kind: 小学、初中、高中专任教师学历比例 share what follows the last of them.
KIN = tuple(
    re.compile("|".join(words.split()))
    for words in (
        "小学 初中 高中 幼儿园 中职 高职 普通高中 中等职业学校 特殊教育学校",
        "城镇 城市 县城 农村 乡村 乡镇",
        "国家级 省级 市级 县级",
        "男性 女性",
        "水稻 小麦 玉米 油菜 大豆 马铃薯",
        "铁路 公路 水路 航空",
    )
)
# 省、市、县级图书馆; 市、县、乡三级馆.
RANK = re.compile(r"[国省市县区乡镇村]级?")
RANKED = re.compile(r"[省市县区乡镇村][两二三四五]?级(?P<rest>.+)")
PEOPLE = re.compile(r"(?:学生|幼儿|儿童|[小中大]?学?生|患者|老年人|妇女|职工|居民|农民|人员)(?=.{2})(?!人数)")
PEOPLE_ALONE = re.compile(r"(?:生|幼儿|儿童|患者|老年人|妇女|职工|居民|农民|人员)$")
# 单位GDP能耗、二氧化碳排放 are both told for each unit.
PER = re.compile(r"单位(?:GDP|(?:地区|国内)?生产总值|工业增加值)|每[千万]人口?(?:拥有)?(?=.*数)")
EACH = re.compile(r"单位|每|人均|万元|亿元|.*(?:率|比例|比重)$")
LONGEST_HEADLESS = 5
BARE = ("率", "比例", "比重", "占比")
ACTION = re.compile(r"(?:新|改|扩|迁|续|新改|改扩)建|新增|培育|认定|创建|引进|培养")


def subjects_of(subject: str, count: int) -> list[str]:
    """The subject of each of `count` quantities; nothing where the words do not tell them apart."""
    parts = [part for part in JOINTS.split(subject) if part]
    if len(parts) == count:
        return completed(parts)
    strong = [part for part in re.split(r"、|以及|,", subject) if part]
    if len(strong) == count:
        return completed(strong)
    last = re.split(r"(?:和|及|与|以及)(?=[^和及与]*$)", subject)
    strong = [part for piece in last[:1] for part in piece.split("、")] + last[1:]
    return completed(strong) if len(strong) == count else []


def completed(parts: list[str]) -> list[str]:
    """Each with the words that only the last one carries."""
    first, last = parts[0], parts[-1]
    ranked = RANKED.match(last)
    if ranked and all(RANK.fullmatch(part) for part in parts[:-1]):
        return [f"{part[0]}级{ranked['rest']}" for part in parts]
    named = [_with_tail(part, last) for part in parts[:-1]] + [_with_head(last, first)]
    per = PER.match(first)
    if per is None:
        return named
    return [named[0], *(each if EACH.match(each) else per[0] + each for each in named[1:])]


def _with_head(part: str, first: str) -> str:
    """基本养老保险参保人数、参保率: the second is of what the first is of."""
    shared = first.rfind(part[:2]) if len(part) <= LONGEST_HEADLESS and COMPLETE.search(part) else -1
    return first[:shared] + part if shared > 0 and COMPLETE.search(first) else part


def _with_tail(part: str, last: str) -> str:
    if COMPLETE.search(part):
        return part
    verb, other = ACTION.fullmatch(part), ACTION.match(last)
    if verb and other:
        return part + last[other.end() :]
    for words in KIN:
        other = words.match(last)
        if other and words.fullmatch(part):
            return part + last[other.end() :]
    kin = last.rfind(part[-2:]) if len(part) > 2 else -1
    if kin >= 0 and last[kin + 2 :]:
        return part + last[kin + 2 :]
    people = PEOPLE.search(last)
    if people and PEOPLE_ALONE.search(part):
        return part + last[people.end() :]
    found = TAIL.search(last)
    tail = found[0] if found else ""
    rest = last[len(part) :]
    is_parallel = last[: len(part)][-1] == part[-1] or len(last) - len(tail) == len(part)
    if tail and rest and (NOUN.match(rest) or is_parallel):
        return part + rest
    # A bare 率 says nothing: 仲裁、调解成功率 are of one length.
    return part + (rest if tail in BARE and rest else tail)
