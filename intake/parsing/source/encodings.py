"""Which encoding a text has: what it declares, else what makes plausible Chinese of it."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Frequent in plans and in any Chinese, Simplified and Traditional; mojibake has next to none of them.
FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产"
    "种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从"
    "业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又"
    "么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位"
    "入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手角期根论运农指区强放决西被"
    "干做必战先回则任取据处府研质省市县镇目标规划指单位就业保险障服务技能才率增基养老城乡万元"
    "這個為國來時們會說產種後過對發動著經進學實現體業還應開關與數無線區條將組見計別論運農戰決規劃標單險"
    "務養鄉縣鎮億萬達總積極調質電點當從兩並長題變應義樣處給統設連際環類統級縣聯項"
)
SAMPLE = 200_000  # bytes that tell the encoding; an even number
LEAST = 0.12  # share of frequent signs among the Chinese ones; running text has about a half
HAN = re.compile(r"[\u3400-\u9fff]")
BROKEN_SIGN = "\ufffd"


def decoded(content: bytes, declared: str = "") -> str | None:
    """The text, or None where no encoding makes one of it. A broken sign in thousands shows as �."""
    for mark, name in BOMS:
        if content.startswith(mark):
            text = _tried(content[len(mark) :], name)
            return text if text and (_plausible(text[:SAMPLE]) >= LEAST or text.isascii()) else None
    if (text := _strict(content, "utf-8-sig")) is not None:
        return text
    names = [*_known(declared), "gb18030", "big5hkscs", "utf-8-sig"]
    if content.count(0) > len(content) // 50 or len(content) % 2 == 0:
        names += ["utf-16-le", "utf-16-be"]
    sample = content[:SAMPLE]
    found = [(name, _plausible(text)) for name in names if (text := _tried(sample, name)) is not None]
    name, score = max(found, key=lambda each: each[1], default=("", 0.0))
    return _tried(content, name) if score >= LEAST else None


def _known(name: str) -> list[str]:
    try:
        return [codecs.lookup(name).name] if name else []
    except LookupError:
        return []


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _tried(content: bytes, name: str) -> str | None:
    try:
        text = content.decode(name, "replace")
    except (UnicodeError, LookupError, AssertionError):  # a declared codec may be none for text
        return None
    return text if text.count(BROKEN_SIGN) <= 1 + len(text) // 1000 else None


def _plausible(text: str) -> float:
    """The share of frequent signs among all that are not ASCII and not punctuation."""
    han = HAN.findall(text)
    odd = sum(
        not ("\u2000" <= sign <= "\u30ff" or "\uff00" <= sign <= "\uffef") for sign in text if sign > "\x7f"
    )
    return sum(sign in FREQUENT for sign in han) / max(odd, 1) if han else 0.0
