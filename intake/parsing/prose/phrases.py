"""Digits and numerals that are no quantity: titles, quoted names, dates, ordinals, fixed phrases."""

from __future__ import annotations

import re

QUOTED = r"《[^》]{0,80}》|[“「『][^”」』]{0,40}[”」』]|‘[^’]{0,40}’|〔\d{4}〕\s*\d+\s*号"
DATES = (
    r"(?:19|20)\d{2}\s*(?:年\s*)?(?:[-—–~至到]{1,2}\s*(?:20)?\d{2}\s*)?年(?:度|底|末|初)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"|二[〇○零]\S{2}年|十[一二三四五六]五"
)
ORDINALS = r"[第前]\s*[\d一二三四五六七八九十]+"
CODES = (
    r"\d+\s*\+\s*[\dA-Za-z]|[A-Za-z]+-?\d+(?:\.\d+)?(?![\d%])|\d+\s*[×*]\s*\d+"
    r"|\d+(?:\.\d+)?(?:A级|A(?=级|景)|G(?![A-Za-z])|D(?![A-Za-z])|\.0(?=版|[^\d%]))"
)
# What a rate is told for: 每千人口床位数, 每百户, 万元GDP能耗.
COUNTED = (
    "常住人口|老年人|人口|劳动力|农户|户|人|亩|平方公里|平方米|天|周|月|季度|学年|年"
    "|名|个|县|乡镇|村|街道|社区|家|所"
)
PER = (
    rf"每(?:个)?(?:十万|百万|万|千|百|十|\d+|一)?(?:名|个|位|亿元|万元|元)?(?:{COUNTED})?"
    r"|[万亿]元(?:地区|GDP|工业|国内|产值)"
)
FIXED = (
    "一(?:批|体|流|网|站|窗|次性|件事|般|律|定|系列|揽子|老一小|张网|张图|二三产业|步|带|路|卡通|支|直|些|切|方面)"
    "|[两三四五六七八九]个(?:方面|维护|意识|自信|坚持|强|体系|层面|转变|率先)"
    "|百(?:姓|年|强|花)|千方百计|万众|千家万户"
)
ITEM = r"^\(?\d{1,2}[.、)](?=\D|\d+(?:个月|岁))"  # the number of an item of a list
HIDDEN = re.compile("|".join((ITEM, QUOTED, DATES, ORDINALS, CODES, PER, FIXED)))
