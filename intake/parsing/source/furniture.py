"""Page numbers, running heads, residue of converters and buttons of web pages: shown, but not to be read.

Only what is certain: a lone number may be the cell of a table printed one cell a line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.parsing.source.shown import Span

LEADERS = ("....", "………", "····", ". . . .")  # to the page number in a table of contents
PATH = re.compile(r"(?:当前位置|您的位置|您现在的位置|所在位置)[:：]?.{0,60}(?:首页|>|＞|»).{0,80}")
RESIDUE = re.compile(r"\[bookmark: [^\]\n]{0,80}\]")
DASH = r"[-－—–―─~～·•|]{1,2}"
PAGE_NUMBER = re.compile(
    rf"{DASH}\s?(?:\d{{1,4}}|[ivxlIVXL]{{1,6}})\s?{DASH}"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/／]?\s?共\s?\d{1,4}\s?页)?|共\s?\d{1,4}\s?页\s?[,，/／]?\s?第\s?\d{1,4}\s?页"
    r"|[Pp]age\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?"
)
LONE_NUMBER = re.compile(r"\d{1,9}")
BUTTON = re.compile(
    "打印(?:本页|此页|文章)?|收藏(?:本页)?|分享(?:到|至)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|上一页)?|字体|字号|[大中小]|"
    "微信|微博|QQ空间|扫一扫(?:在手机上?打开当前页)?|下载(?:全文|本文|附件)?|纠错|点赞|"
    "(?:浏览|阅读|点击|访问)(?:次数|量|数)|[0-9]{1,9}次?"
)
BETWEEN = re.compile(r"[\[\]【】（）()|｜:：\s]+")
NEIGHBOUR = re.compile("上一[篇条][:：].*|下一[篇条][:：].*")
SURE_BUTTON = re.compile(
    "打印|收藏|分享|关闭窗口|关闭本页|返回顶部|扫一扫|次数|上一[篇条]|下一[篇条]|字体|字号|微信|纠错"
)
HEADING = re.compile("序号|单位|属性|类别|指标|目标|现状")
EDGE = 2  # lines from the top or bottom of a page in which running heads stand
LEAST_PAGES = 3
SHORTEST_HEAD = 6


@dataclass(frozen=True)
class _Line:
    text: str  # without blanks around
    start: int
    end: int


def furniture(text: str, pages: Sequence[int] = ()) -> tuple[Span, ...]:
    lines = _lines(text)
    found = {(match.start(), match.end()) for match in RESIDUE.finditer(text)}
    found |= _spans(lines, (at for at, line in enumerate(lines) if _is_sure(line.text)))
    numbers = [at for at, line in enumerate(lines) if PAGE_NUMBER.fullmatch(line.text)]
    found |= _spans(lines, numbers)
    found |= _spans(lines, _buttons(lines))
    by_page = _by_page(lines, pages) if pages else []
    if len(by_page) >= LEAST_PAGES:
        found |= _spans(lines, _running(lines, by_page))
        found |= _spans(lines, _counting(lines, by_page))
    elif len(numbers) >= LEAST_PAGES:
        around = [[at for at in (number - 1, number + 1) if 0 <= at < len(lines)] for number in numbers]
        found |= _spans(lines, _repeated(lines, around))
    return tuple(sorted(found))


def _lines(text: str) -> list[_Line]:
    """Those that are not blank."""
    return [_Line(match[0].strip(), *match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


def _spans(lines: Sequence[_Line], chosen: Iterable[int]) -> set[Span]:
    return {(lines[at].start, lines[at].end) for at in chosen}


def _is_sure(text: str) -> bool:
    before = text.rstrip("0123456789")
    leads = before != text and before.rstrip().endswith(LEADERS) and before.strip(" .…·")
    return len(text) <= 200 and bool(leads or PATH.fullmatch(text))


def _buttons(lines: Sequence[_Line]) -> list[int]:
    """Lines of nothing but buttons; the counter that a page prints after them at its very end."""
    found = [
        at
        for at, line in enumerate(lines)
        if len(line.text) <= 120 and (NEIGHBOUR.fullmatch(line.text) or _is_buttons(line.text))
    ]
    last = len(lines) - 1
    if found and last - found[-1] in (1, 2) and LONE_NUMBER.fullmatch(lines[last].text):
        found.append(last)
    return found


def _is_buttons(text: str) -> bool:
    words = [word for word in BETWEEN.split(text) if word]
    return bool(SURE_BUTTON.search(text)) and all(BUTTON.fullmatch(word) for word in words)


def _by_page(lines: Sequence[_Line], pages: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in pages]
    page = 0
    for at, line in enumerate(lines):
        while page + 1 < len(pages) and line.start >= pages[page + 1]:
            page += 1
        found[page].append(at)
    return found


def _running(lines: Sequence[_Line], by_page: Sequence[Sequence[int]]) -> list[int]:
    return _repeated(lines, [sorted({*page[:EDGE], *page[-EDGE:]}) for page in by_page])


def _repeated(lines: Sequence[_Line], edges: Sequence[Sequence[int]]) -> list[int]:
    """Lines at the edges of a quarter of all pages, but for their own numbers. The first of them stays: it
    may be the title itself. Rows of tables stay, their headings repeat too.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for page in edges:
        for key, at in {_key(lines[at].text): at for at in page}.items():
            places[key].append(at)
    least = max(LEAST_PAGES, len(edges) // 4)
    heads = [key for key, found in places.items() if len(found) >= least and _is_head(key, lines, found)]
    return [at for key in heads for at in places[key][1:]]


def _key(text: str) -> str:
    """Without the page's number before or after it."""
    return re.sub(r"^\W*\d{0,4}\s+|\s+\W*\d{0,4}\W*$", "", text)


def _is_head(key: str, lines: Sequence[_Line], places: Sequence[int]) -> bool:
    """Too long for an attribute or unit, of two columns at most, with a number that changes or none."""
    if len(re.findall(r"[^\W\d_]", key)) < SHORTEST_HEAD or len(re.split(r"\t|\s{2,}|\|", key)) > 2:
        return False
    texts = {lines[at].text for at in places}
    return len(set(HEADING.findall(key))) < 2 and (texts == {key} or len(texts) == len(places))


def _counting(lines: Sequence[_Line], by_page: Sequence[Sequence[int]]) -> set[int]:
    """Lone numbers at the edge that count with the pages, on most pages."""
    steps: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, page in enumerate(by_page):
        for edge, at in ((0, page[0]), (-1, page[-1])) if page else ():
            if re.fullmatch(r"\d{1,4}", lines[at].text):
                steps[edge, int(lines[at].text) - number].append(at)
    return {
        at for found in steps.values() if len(found) >= max(LEAST_PAGES, len(by_page) // 2) for at in found
    }
