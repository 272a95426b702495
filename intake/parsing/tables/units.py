"""Which words are units of measure."""

from __future__ import annotations

import re

SCALE = r"(?:百万|千万|十万|万亿|[十百千万亿兆])?"
BASE = (
    "百分点|个百分点|人次|人年|人天|工作日|个工作日|美元|欧元|元|人|户次|户|家次|家|件次|件|吨标准煤|吨标煤|吨|公里|千米|平方公里|平方千米|平方米|"
    "立方米|公顷|亩次|亩|千瓦时|千瓦|瓦|度|小时|分钟|分|秒|天|日|年|月|周岁|岁|张|所|个|项次|项|宗|起|例|名|位|篇|部|辆|台套|台|架|艘|套|"
    "座|处|条|床|头|只|羽|株|公斤|千克|毫克|微克|克|毫升|升|册次|册|份|场次|场|批次|批|期|届|倍|次|米|厘米|毫米|支|支队伍|片|块|口|眼|站|"
    "节点|班|对|组|队|本|种|类|档|级|码头|标箱|车位|泊位|席|间|枚|幅|幢|栋|村|乡镇|万标箱|标台|标准车|蒸吨|标方|兆瓦|分贝|勒克斯|标准立方米|"
    "斤|盏|具|课时|学时|轮|学分|标准箱|克标准煤|千克标准煤|公斤标准煤|尾|根|桶|芯公里|人公里|吨公里|车公里|学位|步|"
    "户籍人口|kgce|kWh|MWh|kW|MW|GW|TWh|Mbps|Gbps|TB|PB|EB|GB|EFLOPS|PFLOPS|Tflops|TEU|km2|km3|km²|km³|hm2|m2|m3|m²|m³|km|m|kg|t|g|h|dB|℃|°C"
)
MEASURE = re.compile(rf"(?:%|‰|%o|℅|{SCALE}(?:{BASE}))(?:\(\w{{1,6}}\))?")
PER = re.compile(r"[/·•每]")
NUMBERED = re.compile(r"(?:1?/?)\d{0,4}[十百千万亿]?\w{0,8}")
NONE = frozenset({"—", "-", "--", "——", "–", "/", "无", "无量纲", "／", "─"})
DITTO = frozenset({"〃", "″", '"', "同上", "''", "“", "”", "〞", "々"})
EXCEPT = re.compile(r"[,，;；、](?:另|除|特别|其他|其它|比例|注明|下同).*$")
COUNT = re.compile(r"每.+[数率量额比值]")  # names an indicator: 每千人口注册护士数
RATE = re.compile(r"(?:率|比例|比重|占比)(?:\([^()]*\)|〔[^〔〕]*〕)?$")
CAPTION = re.compile(r"(?:计量)?单位[::]\s*([^()\n]{1,24})")


def is_unit(text: str) -> bool:
    """万人, %, 微克/立方米, 1/10万, 件/万人 …; not 常住 or 2020年价."""
    plain = "".join(text.split())
    if not plain or len(plain) > 16 or COUNT.fullmatch(plain):
        return False
    first, *rest = PER.split(plain)
    if rest:
        counted = bool(first) and bool(MEASURE.fullmatch(first))
        return (counted or first in ("1", "")) and all(NUMBERED.fullmatch(part) for part in rest)
    return bool(MEASURE.fullmatch(plain))


def is_name(text: str) -> bool:
    """Whether a text can name an indicator: neither a figure, nor a sign, nor a unit."""
    return any(map(str.isalpha, text)) and (text.startswith("每") or not is_unit(text))


def unit_of_caption(text: str, name: str) -> tuple[str, bool]:
    """The unit that a caption gives for the whole table (单位：万人), and whether it is sure: of two
    (万人、%) a rate takes the per cent. Empty where it says nothing or more.
    """
    found = CAPTION.search(text)
    whole = EXCEPT.sub("", "".join(found[1].split())) if found else ""
    units = re.split(r"[、,和]", whole)
    if is_unit(whole):
        return whole, True
    if len(units) != 2 or "%" not in units or not all(map(is_unit, units)):
        return "", True
    return next(unit for unit in units if (unit == "%") == bool(RATE.search(name))), False
