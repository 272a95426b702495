"""Signs that are the same to a reader, made one: full width to half, look-alikes to the common sign."""

from __future__ import annotations

import unicodedata
from functools import cache

from intake.parsing.passage import Passage

# Blocks whose signs are folded to what they stand for: (1), 1., (一), vertical and small forms, ligatures,
# radicals and compatibility characters, which PDF files print for ordinary ones.
# Circled numbers, superscripts, Roman numerals and units of one sign (m²) stay: as plain digits and letters
# they would run into what they follow.
FOLDED = (
    (0x2474, 0x249B),
    (0x2F00, 0x2FD5),
    (0x3220, 0x3243),
    (0xF900, 0xFAFF),
    (0xFB00, 0xFB06),
    (0xFE10, 0xFE19),
    (0xFE30, 0xFE6B),
    (0xFF01, 0xFF5E),
)
# Marks between Chinese sentences and brackets of sums keep their width.
KEPT = "“”‘’《》〈〉〔〕【】、。…—"
RADICALS = dict(
    zip(
        "⺁⺄⺆⺈⺋⺌⺍⺗⺟⺠⺮⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂乙冂刀卩小小心母民竹虎西见角贝车长门青韦页风飞食马鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# The Symbol font of word processors, in the private area.
SYMBOLS = {
    "\uf0b3": "≥",
    "\uf0a3": "≤",
    "\uf0b1": "±",
    "\uf0b4": "×",
    "\uf02b": "+",
    "\uf02d": "-",
    "\uf025": "%",
}
ALIKE = {
    **dict(zip("「」『』﹁﹂〝〞", "“”‘’“”“”", strict=True)),
    **dict(zip("≧⩾≦⩽﹥﹤−〜∼﹪―─━", "≥≥≤≤><-~~%———", strict=True)),
    **dict.fromkeys(map(chr, [0xA0, 0x3000, 0x202F, *range(0x2000, 0x200B)]), " "),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **RADICALS,
    **SYMBOLS,
}


def half_width(page: Passage) -> Passage:
    """12．5％ becomes 12.5%, （ becomes (; straight quotation marks that pair in their line are curled."""
    folded = [_folded(sign) for sign in page.text]
    text = "".join(folded)
    origin = tuple(at for sign, at in zip(folded, page.origin, strict=True) for _ in sign)
    return Passage("\n".join(map(_paired, text.split("\n"))), origin)


@cache
def _folded(sign: str) -> str:
    if sign in ALIKE:
        return ALIKE[sign]
    if sign in KEPT or not any(first <= ord(sign) <= last for first, last in FOLDED):
        return " " if unicodedata.category(sign) == "Co" else sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain.strip() else " "


def _paired(line: str) -> str:
    if '"' not in line or line.count('"') % 2:
        return line
    opening = line.split('"')
    return "".join(
        part + ("" if at == len(opening) - 1 else "”" if at % 2 else "“") for at, part in enumerate(opening)
    )
