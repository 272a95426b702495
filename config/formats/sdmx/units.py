"""Codes of units: each unit as printed has one of its own, by rule, whatever the data bring; pure.

A unit is read from left to right in the longest parts that are known; each part has its word, and the words
are joined by _. Other Latin letters and digits stand behind an X, other signs by their number in Unicode. So
万人次 is WAN_PERSONTIMES for ever, and no two units have the same code, because each word means one part:
words have no _, none begins with X, and none looks like a number in Unicode. Never change a word.
"""

from __future__ import annotations

import re

NONE = "_Z"  # SDMX: not applicable
PERCENT = "PC"
WORDS = {
    "%": PERCENT, "‰": "PM", "百分点": "PCPOINT", "/": "PER", "·": "DOT", "²": "SQUARED", "³": "CUBED",
    "十": "SHI", "百": "BAI", "千": "QIAN", "万": "WAN", "亿": "YI", "每": "EACH",
    "元": "YUAN", "人": "PERSON", "人次": "PERSONTIMES", "人民币": "RMB", "美元": "USD", "名": "MING",
    "户": "HOUSEHOLD", "家": "JIA", "个": "GE", "项": "ITEM", "件": "PIECE", "份": "COPY", "张": "SHEET",
    "套": "SET", "座": "ZUO", "处": "PLACE", "所": "SUO", "床": "BED", "辆": "VEHICLE", "台": "TAI",
    "次": "TIMES", "届": "SESSION", "期": "ISSUE", "场": "EVENT", "批": "BATCH",
    "种": "SPECIES", "倍": "FOLD",
    "年": "YEAR", "季": "QUARTER", "月": "MONTH", "周": "WEEK", "日": "DAY", "天": "TIAN", "岁": "AGE",
    "小时": "HOUR", "分钟": "MINUTE", "秒": "SECOND",
    "公里": "KM", "千米": "QIANMI", "米": "METRE", "厘米": "CM", "毫米": "MM", "微克": "MICROGRAM",
    "平方公里": "SQKM", "平方米": "SQM", "立方米": "CUM", "亩": "MU", "公顷": "HA",
    "吨": "TONNE", "公斤": "KG", "千克": "QIANKE", "克": "GRAM", "标准煤": "COALEQUIVALENT",
    "千瓦时": "KWH", "千瓦": "KW", "兆瓦": "MW", "度": "DU", "升": "LITRE",
}  # fmt: skip
PARTS = re.compile(
    "|".join([*map(re.escape, sorted(WORDS, key=len, reverse=True)), "[A-Za-z0-9]+", "."]), re.S
)


def code_of(unit: str) -> str:
    return "_".join(_word(part) for part in PARTS.findall(unit)) or NONE


def _word(part: str) -> str:
    if part in WORDS:
        return WORDS[part]
    return f"X{part}" if part.isascii() and part.isalnum() else f"U{ord(part):04X}"
