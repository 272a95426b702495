"""Whether two printed names mean the same quantity, and the words in which they differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

SCOPE = re.compile(
    r"^(?:全国|全省|全市|全县|全区|全州|全盟|全旗|全域|我国|我省|我市|我县|我区|我州|本省|本市|本县|本区)"
)
# Names of one thing.
SYNONYMS = (
    (re.compile(r"(?:地区|国内)生产总值"), "GDP"),
    (re.compile(r"细颗粒物(?=PM|\(PM)|\(?PM2\.5\)?(?=细颗粒)"), ""),
    (re.compile(r"二氧化碳"), "CO2"),
    (re.compile(r"研究与试验发展|研究与开发|研发"), "R&D"),
    (re.compile(r"能耗强度"), "单位GDP能耗"),
    (re.compile(r"综合生产能力"), "产量"),
    (re.compile(r"公共交通车辆|公共汽电车"), "公交车"),
    (re.compile(r"游客接待"), "接待游客"),
    (re.compile(r"每(?=[百千万十]+人)"), ""),
    (re.compile(r"社保卡"), "社会保障卡"),
    (re.compile(r"专技人才"), "专业技术人才"),
    (re.compile(r"能源消耗"), "能耗"),
    (re.compile(r"(?:下降|降低|减少)率?|降幅"), "下降"),
    (re.compile(r"增速|增幅|增长率"), "增长"),
)
SIGNS = re.compile(r"[^\w%‰]|_")
# Words that a sentence puts in or leaves out without meaning another quantity.
IDLE = re.compile(
    r"累计|实现|完成|开展|达到|力争|确保|建成|总人数|人数|人次数|人次|数量|总数|总量|总额|总体|水平|面积|规模|长度|里程|个数|件数|家数|户数|"
    r"各类|全部|全市|全省|全县|全区|年度|案件|比例|比重|占比|建设|拥有量|拥有|发放|为|的|和|与|或|及|数|量"
)


def _table(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in words.strip().splitlines())


# Words that change what is counted: one that only one of two names has makes them different.
MARKS = _table("""
新增 净增 新建 新认定 新培育
登记 调查
高技能 高级 中级 初级
省内 省外 县内 县外 境外
增长 下降 提高
人均 户均 亩均 地均 单位GDP 单位工业 每千 每万 每百
死亡 出生
贷款
电子
年招收
女
贫困 脱贫
高速
研究生
民办 公办
""")
# Words of which a name may have none; two names with different ones are never the same.
ALTERNATIVES = _table("""
城镇 城市 农村 乡村
孕产妇 婴儿 儿童 新生儿
国家级 省级 市级 县级
职工 居民 机关
失业 工伤 养老 医疗 生育
常住 户籍
调解 仲裁 监察
集体合同 劳动合同
持卡 发卡
化学需氧量 氨氮 氮氧化物 挥发性 二氧化硫 CO2 总磷
优良 劣
进口 出口
医师 护士 床位 药师 医生
小学 初中 高中 高等 学前 义务 幼儿
PM25 PM10
铁路 公路 航道 轨道
第一 第二 第三
专业技术 技能
境内 境外 入境
污水 垃圾
企业 事业单位
省 县
""")
SHORTEST_WITHIN = 4  # signs
RATE = re.compile(r"率|占比|比重|比例")


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """What is compared of a name: without scope (全省, 我市), signs and spaces."""
    folded = unicodedata.normalize("NFKC", name)
    for pattern, plain in SYNONYMS:
        folded = pattern.sub(plain, folded)
    folded = SIGNS.sub("", folded)
    shorter = SCOPE.sub("", folded)
    return shorter if len(shorter) > 1 else folded


def same(one: str, other: str) -> bool:
    """The same name but for idle words."""
    first, second = bare(one), bare(other)
    if first == second:
        return True
    left = _core(first)
    return bool(left) and left == _core(second) and not opposed(first, second)


@lru_cache(maxsize=8192)
def _core(name: str) -> str:
    return IDLE.sub("", name)


def like(one: str, other: str) -> float:
    """0…1; the likeness of names that are not opposed."""
    first, second = bare(one), bare(other)
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def within(one: str, other: str) -> bool:
    """Whether the shorter of two names says in order what the longer says: 居民收入, 居民人均可支配收入.

    Words of which each has its own keep them apart.
    """
    first, second = bare(one), bare(other)
    if any(mine and theirs for mine, theirs in telling(first, second)):
        return False
    short, long = sorted((_core(name.replace("年均增长", "增长")) for name in (first, second)), key=len)
    signs = iter(long)
    return len(short) >= SHORTEST_WITHIN and all(sign in signs for sign in short)


def opposed(one: str, other: str) -> bool:
    """Whether words in which the names differ say that other things are counted."""
    return any(True for _ in telling(one, other))


def telling(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Pairs of the words that tell two names apart; one of a pair may be empty."""
    for words in MARKS:
        mine, theirs = _first(words, one), _first(words, other)
        if mine != theirs:
            yield mine, theirs
    for words in ALTERNATIVES:
        mine, theirs = _first(words, one), _first(words, other)
        if mine and theirs and mine != theirs:
            yield mine, theirs
    if bool(RATE.search(one)) != bool(RATE.search(other)):
        yield "".join(RATE.findall(one)[-1:]), "".join(RATE.findall(other)[-1:])


def differing(one: str, other: str) -> tuple[str, ...]:
    """The pieces in which two names differ, for people to look at."""
    return tuple(_differing(bare(one), bare(other)))


def _first(words: tuple[str, ...], name: str) -> str:
    found = [word for word in words if word in name]
    return max(found, key=len, default="")


def _differing(one: str, other: str) -> list[str]:
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    pieces = [(one[a:b], other[c:d]) for kind, a, b, c, d in blocks if kind != "equal"]
    return [piece for pair in pieces for piece in pair if piece]
