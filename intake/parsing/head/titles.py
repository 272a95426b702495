"""The title: from the notice that issues the plan, and from the heading above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake.parsing.head.issuers import is_office_above
from intake.parsing.head.lines import close, tight, together
from intake.parsing.passage import Passage

KIND = r"(?:规划纲要|规划|纲要|行动计划|实施计划|工作计划|发展计划|计划|行动方案|实施方案|工作方案)"
SPAN = r"\([^()]{0,6}(?:19|20)\d\d年?[-—–~至到]{1,2}(?:19|20)\d\d年?[^()]{0,6}\)"
DRAFT = r"\((?:草案|征求意见稿|修订版?|修编|送审稿|公开版|摘要|简本|全文)\)"
TITLE = re.compile(rf"[^。;!?:，,]{{2,70}}?{KIND}(?:{SPAN}|{DRAFT}){{0,2}}")
ISSUED = re.compile(r"关于(?:印发|下发|发布|公布|转发|批转|批准)")
NOTICE = re.compile(
    rf"关于(?:印发|下发|发布|公布|转发|批转)(?:实施)?[\u3400-\u9fff]{{0,12}}?《?(?P<title>[^《》。]{{0,60}}{KIND}(?:{SPAN}|{DRAFT})?)》?的(?:通知|公告|决定|函|意见)"
)
NAMED = re.compile(
    rf"(?:现将|^)《(?P<title>[^《》。]{{2,70}}{KIND}(?:{SPAN}|{DRAFT})?)》,?(?:已?经|业经|印发|已由|已于)"
)
BARE_NOTICE = re.compile(rf"印发《(?P<title>[^《》。]{{2,70}}{KIND}(?:{SPAN}|{DRAFT})?)》$")
PERIOD = re.compile(r"“?十[一二三四五六七八九]?五”?|第十[一二三四五六七八九]?个?五年|(?:19|20)\d\d")
SENTENCE = re.compile(
    r"[〔【［]\d{4}|\d日|[〇一二三四五六七八九十]日|\d号|印发|根据|依据|按照|制定|编制|贯彻|落实|印发给|所称"
)
LABELLED = re.compile(r"^(?:标题|名称|文件名称|信息名称|公文名称)[::]?")
FURNITURE = re.compile(r"首页|当前位置|>|打印|目录$|网站|字号|分享|来源")
MOST_LINES = 4
PLACE = re.compile(r"(?!附件)[\u3400-\u9fff]{1,12}[省市县区州盟旗]")


def find_title(lines: Sequence[Passage], back: Sequence[Passage]) -> Passage | None:
    """The heading where it stands above the plan, else as the notice names it; without spaces."""
    named = _named(lines) or _named(back)
    headings = _headings(lines)
    if named is not None:
        wanted = _plain(named.text)
        same = [heading for heading in headings if _is_same(_plain(heading.text), wanted)]
        return min(same, key=len, default=named)
    return max(headings, key=_weight, default=None)


def _is_same(heading: str, wanted: str) -> bool:
    """The notice of a place may leave its name out: 阅读规划 for 云城市阅读规划."""
    place = heading.removesuffix(wanted)
    return heading == wanted or (place != heading and PLACE.fullmatch(place) is not None)


def printed_title(title: Passage) -> str:
    """With the full-width signs of Chinese print, whatever the file used."""
    return full_width(title.text).strip("《》")


def full_width(text: str) -> str:
    return close(text).translate(str.maketrans("(),:「」", "（），：“”"))


def _named(lines: Sequence[Passage]) -> Passage | None:
    """As the notice names it: its own title may be broken over several lines."""
    for at in range(len(lines)):
        for count in range(1, MOST_LINES + 2):
            piece = together(lines[at : at + count])
            match = NOTICE.search(piece.text) or NAMED.search(piece.text) or BARE_NOTICE.search(piece.text)
            if match:
                return piece[match.start("title") : match.end("title")]
            if not ISSUED.search(piece.text):
                break
    whole = (tight(line) for line in lines)
    found = ((line, NAMED.search(line.text)) for line in whole)
    return next((line[match.start("title") : match.end("title")] for line, match in found if match), None)


def _headings(lines: Sequence[Passage]) -> list[Passage]:
    """One to four lines that together are a title and nothing more."""
    found = []
    for at in range(len(lines)):
        for count in range(1, MOST_LINES + 1):
            if count == 2 and is_office_above(lines, at):
                break
            piece = together(lines[at : at + count])
            piece = piece[_label(piece.text) :]
            if len(piece) > 90 or SENTENCE.search(piece.text) or ISSUED.search(piece.text):
                break
            if TITLE.fullmatch(piece.text.strip("《》")) and not FURNITURE.search(piece.text):
                found.append(piece)
    return found


def _label(text: str) -> int:
    match = LABELLED.match(text)
    return match.end() if match else 0


def _weight(heading: Passage) -> tuple[int, int, int]:
    """A plan names its period; of several headings the first, and of its parts the longest, is meant."""
    text = heading.text
    dated = bool(PERIOD.search(text)) + ("规划" in text or "纲要" in text)
    contents = bool(re.match(r"(?:第.{1,3}[章节篇]|[一二三四五六七八九十]+、|\(|\d|专栏|附件?|表)", text))
    return (dated - 3 * contents, -(heading.origin[0] // 200), len(text))


def _plain(text: str) -> str:
    return re.sub(r"[^\w]", "", text)
