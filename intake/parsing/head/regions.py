"""Which place a plan is for, and which one of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """A region as the gazetteer knows it; `level` is country, province, city or county."""

    code: str
    name: str
    level: str


@dataclass(frozen=True)
class Place:
    """`above` are the names before it in the title: 长沙市 in 长沙市岳麓区."""

    name: str
    level: str
    above: tuple[str, ...] = ()


# Longest first: what a name may end in, and the level that it tells where the gazetteer does not know it.
ENDINGS = {
    "特别行政区": "province", "自治区": "province", "自治州": "city", "自治县": "county", "自治旗": "county",
    "经济技术开发区": "", "高新技术产业开发区": "", "经济开发区": "", "开发区": "", "高新区": "",
    "经开区": "", "示范区": "", "新区": "", "林区": "county", "特区": "county", "地区": "city",
    "省": "province", "市": "city", "州": "city", "盟": "city", "县": "county", "旗": "county",
    "区": "county",
}  # fmt: skip
OUTER = re.compile(r"[市区县](?![\u3400-\u9fff]{1,6}?[县区市])")  # 海州 alone is no place
PROVINCE_ENDING = re.compile(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
UNKNOWN = re.compile(rf"[\u3400-\u9fff]{{1,10}}?(?:{'|'.join(ENDINGS)})")
# A short match that is a word and no place: 城市更新, 地区生产总值.
NO_PLACE = re.compile(
    r"(?:城|都|本|全|各|我|该|门|大)市|^地区|(?:试验|振兴示范|改革示范|综合示范)区|(?:市|社|园|山|灾|片|小|景|城|郊|校|辖|老|库|牧|农|各|全|本)区|(?:全|各|本)(?:省|县|州|旗|盟)"
)
NATION = re.compile(r"^(?:全国|国家|中华人民共和国|我国|中国)")
NATIONAL_BODY = re.compile(
    r"^(?:国务院|国家[\u3400-\u9fff]{2,12}(?:委员会|委|局|署|总局)|中华人民共和国|中国[\u3400-\u9fff]{2,12}会|全国|"
    r"(?:人力资源(?:和)?社会保障|教育|科学技术|工业和信息化|公安|民政|司法|财政|自然资源|生态环境|住房(?:和)?城乡建设|交通运输|水利|"
    r"农业农村|商务|文化和旅游|退役军人事务|应急管理)部)"
)
COUNTRY = Place("全国", "country")


def place_of(text: str, gazetteer: Sequence[Named]) -> Place | None:
    """The place that a title or the name of an office begins with; the last of a chain of them."""
    if NATION.match(text):
        return COUNTRY
    found: list[tuple[str, str]] = []
    rest = text
    while len(found) < 4:
        step = _known(rest, gazetteer) or _unknown(rest)
        if step is None:
            break
        found.append(step)
        rest = rest[len(step[0]) :]
    if found:
        name, level = found[-1]
        return Place(name, level, tuple(above for above, _ in found[:-1]))
    return _short(text, gazetteer)


def national(issuer: str) -> bool:
    return bool(NATIONAL_BODY.match(issuer))


def code_of(place: Place, gazetteer: Sequence[Named], hints: str) -> Named | None:
    """The one of that name; of several the one whose upper place the document names."""
    same = [each for each in gazetteer if each.name == place.name]
    if len(same) < 2:
        return same[0] if same else None
    text = "".join(place.above) or hints
    told = [each for each in same if any(upper in text for upper in _uppers(each, gazetteer))]
    return told[0] if len(told) == 1 else None


def _known(text: str, gazetteer: Sequence[Named]) -> tuple[str, str] | None:
    names = [each for each in gazetteer if text.startswith(each.name)]
    best = max(names, key=lambda each: len(each.name), default=None)
    return (best.name, best.level) if best else None


def _unknown(text: str) -> tuple[str, str] | None:
    match = UNKNOWN.match(text)
    if not match or NO_PLACE.search(match[0]):
        return None
    name = match[0] + (text[match.end() :][:1] if OUTER.match(text, match.end()) else "")
    level = next(level for ending, level in ENDINGS.items() if name.endswith(ending))
    return name, level


def _short(text: str, gazetteer: Sequence[Named]) -> Place | None:
    """湖南“十四五”…, 北京…: a province without its ending."""
    for each in gazetteer:
        short = PROVINCE_ENDING.sub("", each.name)
        if each.level == "province" and len(short) > 1 and text.startswith(short):
            return Place(each.name, each.level)
    return None


def _uppers(named: Named, gazetteer: Sequence[Named]) -> list[str]:
    """Names of the city and the province above, with and without their endings."""
    codes = {named.code[:2] + "0000", named.code[:4] + "00"} - {named.code}
    names = [each.name for each in gazetteer if each.code in codes]
    return [*names, *(short for name in names if len(short := PROVINCE_ENDING.sub("", name)) > 1)]
