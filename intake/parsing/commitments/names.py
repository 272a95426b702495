"""What a promised quantity is a quantity of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from intake.parsing.prose.quantities import Quantity

# In this order: the longer before those that they begin with.
VERB_WORDS = """
组织举办 组织开展 组织实施 组织培训 推荐打造 推荐选树 扶持创建 扶持培育 支持建设 支持建立 支持创建
引进培养 引进培育 培养引进 评选表彰 评选认定 培育创建 培育发展 重点打造 重点培育 重点扶持 新建 改建
扩建 新改建 改扩建 改造提升 升级改造 规范提升 订单定向培养 定向培养 择优遴选 择优资助 择优引进 建设
建成 建立 打造 创建 培育 培养 培训 认定 举办 开展 组织 选拔 选树 评选 表彰 授予 支持 扶持
资助 引进 引育 发展 服务 提供 新增 完成 实施 推广 改造 治理 修复 选派 配备 安置 帮扶 遴选
招收 招募 开发 公布 发布 筹建 设立 布局 淘汰 惠及 新认定 新认证 推动 带动 帮助 明确 推荐 储备 配置 创作
保护 修缮 处置 建档 招引 落地 承办 召开 制定 修订 购置 投放 更新 整治 提升 形成 完善 实现
新设 争创 申报 获评 入选 迁建 续建 开工 建造 保障 供应 筹集 盘活 整合 种植 栽植 营造 造林
增殖 放流 救助 资助 覆盖 发放 吸纳 促进 引导 孵化 转化 落实 参加 参与
"""
VERBS = "|".join(VERB_WORDS.split())
VERB = re.compile(VERBS)
# Verbs that say only that it will be there.
PLAIN = re.compile(r"^(?:打造|重点打造|建设|建成|建立|形成|实现|完成|达到|拥有|推动|力争)(?=.)")
LEADING = re.compile(
    r"^(?:[,、\s•●·]|-(?!\d)|\d{1,2}(?:[.、](?!\d)| )|\(?[一二三四五六七八九十]{1,2}[)、]|"
    r"其中:?|同时|并(?!购|网)|以及|和(?!谐)|及(?!时)|"
    r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间|期末|末)?|(?:到|至|在)?20\d\d年(?:底前|底|末|前)?|"
    r"每(?:[\d一两二三四五]{1,2}个?)?年度?|[\d一两二三四五]年(?:内|间)?|规划期内?|"
    r"加快|分[一二两三四五\d]批|力争|争取|确保|努力|积极|大力|继续|计划|将|共(?![同享建])|累计|逐步|高水平|高标准|高质量|择优|再|至少|不少于|分别|重点(?=建|打|培|扶|支)|"
    r"在全[国省市县区州](?:范围内?)?|全[省市县区州](?=.{3})|围绕[^,]{1,40}$|结合[^,]{1,40}$)+"
)
PLACE = re.compile(rf"^(?:在|以|依托|面向|通过|针对|按照|根据)[^,]{{1,60}}?(?=(?:{VERBS}))")
YEAR = re.compile(r"(20\d\d)年(?!以来|新增)")
TIMES = re.compile(
    r"(?:到|至)(?:20)?\d\d年(?:底前|底|末|前)?|每(?:[\d一两二三四五]{1,2}个?)?年度?|"
    r"(?<![\d每])[\d一两二三四五]年(?:内|间|时间)|“?十[一二三四五六七八九]五”?(?:时期|期间|期末|末)"
)
# The title of an item that runs into its text: 01 劳务品牌计划 开展培训…
TITLE = re.compile(r"(?:计划|行动|工程|项目|建设|活动|提升|体系|机制)\s+(?=\S)")
TRAILING = re.compile(
    r"(?:稳定|保持|控制|维持|[一二三四五\d]年累计|累计|(?:到|至)?20\d\d年底?|每(?:[\d一两二三四五]{1,2}个?)?年度?|"
    r"每(?:千|万|百)?(?:名|人)?|达到|达|增加到|增加至|提高到|提高至|提升到|提升至|发展到|扩大到|扩大至|增至|升至|降至|"
    r"降低到|下降到|压缩到|压缩至|压减到|压减至|缩短到|缩短至|减少到|减少至|下降至|[由从][\d.]{1,10}[^\d,、]{0,5}?|的|在|为|至|到|共|各|分别|等|约|近|不少于|至少|有|力争|争取|:|\s)+$"
)
AFTER_NOUN = re.compile(r"[,、;。)(和及与并或\d]|以及|$|(?:的?(?:目标|任务))")
NEXT_ITEM = re.compile(r"(?:[、,和及与]|以及)$")
TO_WHOM = re.compile(r"(?:向|为|对|给|由|与|$)")
TAIL = re.compile(r"(?:予以|进行|给予|并|,|来鄂|参评|称号|以上|左右|的(?=$)).*$")
ACTS = re.compile(r"^(?:参与|参加|(?:实现)?(?:就业创业|就业|创业)$|接受|享受|达到|获得|取得|通过)")
RATE = re.compile(r".{2}(?:率|比例|比重|占比)$")
LONGEST = 60


@dataclass(frozen=True)
class Item:
    """One promised quantity: its name, and the stretch of the clause in which it stands."""

    quantity: Quantity
    name: str
    start: int
    end: int
    year: int | None = None


def items_of(text: str, quantities: Sequence[Quantity]) -> list[Item]:
    """The quantities of a clause with their names: 建设基地15个、工作室25个 and 打造2名协调员、1家组织."""
    found: list[Item] = []
    begin, verb = 0, ""
    for at, quantity in enumerate(quantities):
        limit = quantities[at + 1].start if at + 1 < len(quantities) else len(text)
        before, after = text[begin : quantity.start], text[quantity.end : limit]
        is_behind = bool(AFTER_NOUN.match(after))
        own_verb, noun, offset = _before(before, is_behind=is_behind)
        verb = own_verb or (verb if found else "")
        if is_behind:
            names, end = _each(noun, before), quantity.end
        else:
            tail = _noun_after(after, last=at + 1 == len(quantities))
            names, end = [_joined(noun, tail)], quantity.end + len(tail)
        start = begin + offset if (own_verb or noun) else quantity.start
        if found and is_behind and not names[0]:  # 2028年达到70%、2030年达到90%
            names, verb, start = [found[-1].name], "", found[-1].start
        found += [
            Item(quantity, _named(verb, name), start, end, _year(before)) for name in names if name or verb
        ]
        begin = end
    return found


def _before(before: str, *, is_behind: bool) -> tuple[str, str, int]:
    """The verb, what it governs, and where the two begin; `is_behind` where the number follows its noun."""
    bare = len(TRAILING.sub("", before))
    offset = max((match.end() for match in TIMES.finditer(before) if match.end() < bare), default=0)
    offset = max([offset, *(match.end() for match in TITLE.finditer(before))])
    for pattern in (LEADING, PLACE, LEADING):
        match = pattern.match(before[offset:])
        offset += match.end() if match else 0
    rest = TRAILING.sub("", before[offset:])
    match = VERB.match(rest) or (VERB.search(rest) if len(rest) > 24 else None)
    if match is None:
        late = None if is_behind else _late_verb(rest)
        if late is None or not TO_WHOM.match(rest[:late]):
            return "", rest, offset
        return rest[late:], "", offset + late
    return match[0], rest[match.end() :], offset + match.start()


def _late_verb(rest: str) -> int | None:
    """A verb at the end governs what follows the number: 向社会选派60名医师."""
    ends = [match.start() for match in VERB.finditer(rest) if match.end() == len(rest)]
    return ends[0] if ends else None


def _noun_after(after: str, *, last: bool) -> str:
    noun = after if last else NEXT_ITEM.sub("", after)
    cut = re.search(r"[()]|、(?=[^、]{0,8}$)" if not last else r"[(]", noun)
    return noun[: cut.start()] if cut and cut.start() > 1 else noun


def _joined(noun: str, tail: str) -> str:
    tail = TAIL.sub("", tail.strip().removeprefix("的")) or tail
    if noun and ACTS.match(tail):
        return noun + tail
    return f"{noun}{tail}" if noun and not VERB.fullmatch(noun) and len(noun) <= 12 else tail


def _year(before: str) -> int | None:
    years = YEAR.findall(before)
    return int(years[-1]) if years else None


def _each(noun: str, before: str) -> list[str]:
    """甲、乙各1次 are two, and so are 甲率、乙率."""
    parts = re.split(r"[、和及与]", noun)
    are_apart = before.rstrip().endswith("各") or all(RATE.search(part) for part in parts)
    return parts if are_apart and len(noun) < LONGEST else [noun]


def _named(verb: str, name: str) -> str:
    whole = re.sub(r"\s|\([^()]*\d[^()]*\)|至少|不少于|不低于", "", name if ACTS.match(name) else verb + name)
    return PLAIN.sub("", whole)[:LONGEST].strip("、,:")
