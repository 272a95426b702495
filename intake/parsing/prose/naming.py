"""Names of indicators: the subject as printed, without time, area, connecting words and verbs."""

from __future__ import annotations

import re

from intake.parsing.prose.sums import FIVE_YEARS

# How old a thing is belongs to its name: 2000年底前建成的小区.
BUILT = r"20\d\d年(?:年?底|末)?(?:以前|之前|前)(?:建成|竣工|投用)的"
YEAR = rf"(?!{BUILT})(?:20\d\d|二[〇○零]\S\S)年(?:(?:年?底|末)?(?:前|以前|之前)|年?底|末)?"
PLAN = r"“?十[一二三四五六]五”?(?:规划)?(?:时期|期间|期末|末期|期|末|内)?"
TIME = (
    rf"(?:(?:力争|争取|预计|计划)?[到至在截]?至?{YEAR}|{PLAN}|[在于]?{FIVE_YEARS}"
    "|期间|期末|届时|规划期末|其间)的?"
)
AREA = (
    "(?:全省|全市|全县|全区(?!域)|全州|全旗|全盟|我省|我市|我县|我区|我州|本市|本省|本县|本区|各地|省内|市内|县内)"
    "(?:范围内)?的?"
)
MARK = (
    r"[●◆■▪•★➢※▲◇□○☆·►]|“\d”(?:——|:|即|指)?|[,、:。;—·-]|[①-⑳]|\(?\d{1,2}[)、.]"
    r"|\([一二三四五六七八九十]\)|[一二三四五六]是"
)
PART = r"其中(?:包括|:)?|包括|主要包括"
JOIN = "和(?!谐|田|平)|及|与|以及|并|且|同时|使(?!用|命|馆)得?|让|即|[到至]|则|也|还|另|此外|要|将"
PURPOSE = (
    "确保|力争|争取|努力|推动|推进(?=.{2,}率)|促进(?=.{2,}[率量数])|实现|完成(?=.{4,})|保障(?=.{2,}率)|保持(?=.{2,})"
    "|预计|计划(?=新|改|完|投|筹|培|引|供)|力求|不断|进一步|基本(?=实现|建成|形成)|全部|总体|累计(?!发)(?=.{3,})|总计|拥有(?=.{2})|共(?!同|享|青|有产|建(?!成|设)|治|用)|达到|突破(?=.{4,}数)"
)
LEADING = re.compile(rf"^(?:{TIME}|{AREA}|{MARK}|{PART}|{JOIN}|{PURPOSE})")
TRAILING = re.compile(
    r"(?:[,:、的]|以.{2,8}为单位|分别|各(?!类|级|项)|(?<![年人户])均|都|力争|确保|争取|努力|总体|基本|持续|稳步|逐步|进一步|累计|总计"
    r"|合计|共计|预计|将|要|(?<![供相对适效响反])应|年底|预期|目标|有望|实现|再|五年|期间|(?<=.{3})(?:20\d\d|二[〇○零]\S\S)年)$"
)
GENERIC = re.compile(
    r"^(?:目标|指标|比例|数量|总量|总数|规模|面积|人数|比重|占比|率|水平|其|年|个|覆盖|覆盖率|新增|增速|投资|总投资|个数)$"
)
LONGEST = 48


def name_of(subject: str, region: str = "") -> str:
    """Empty where nothing is left that could name an indicator."""
    name = bare_name(subject, region)
    has_words = re.search(r"[\u4e00-\u9fffA-Za-z]{2}", name)
    return "" if GENERIC.match(name) or not has_words or len(name) > LONGEST else name


def bare_name(subject: str, region: str = "") -> str:
    """The subject without the words around a name, however little is left."""
    name, before = subject, None
    while name != before:
        before = name
        name = LEADING.sub("", name, count=1)
        if region and name.startswith(region) and len(name) > len(region) + 1:
            name = name[len(region) :]
        name = TRAILING.sub("", name, count=1)
    name = re.sub(r"(?<=率)年均$", "", name)
    name = re.sub(r"^(.{3,}?):?(每年|年均)$", r"\2\1", name)
    return re.sub(r"累计(?=新增)", "", name)


def is_part(subject: str) -> bool:
    """Whether 其中 opens it."""
    return bool(re.match(rf"^(?:{TIME}|{AREA}|[,、;])*其中", subject))


def is_time_only(clause: str) -> bool:
    """到2025年, 其中, “十四五”期末: words that belong to what follows them."""
    return not name_of(clause) and len(clause) <= 24
