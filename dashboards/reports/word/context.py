"""What a template can name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.utils.timezone import localtime
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from dashboards.reports.content import Content, IndicatorLine, LaggardLine, Ranking
from dashboards.reports.word.titles import in_lines

MOST_PICTURES = 8
WIDE = Mm(150)
DEMO_MARK = "演示数据"
SHORT_SHARES = 8  # characters
SHARE_SIGN = re.compile(r"(?<=\d)[:：∶](?=\d)")
APPENDICES = {
    "indicators": "主要指标进展表", "laggards": "", "unassessed": "无法评价的指标",
    "tasks": "重点任务进展表", "regions": "各地区情况表", "rankings": "主要指标位次表",
}  # fmt: skip


def context_of(content: Content, pictures: Mapping[str, bytes], document: DocxTemplate) -> dict[str, Any]:
    """Plain texts, numbers and lists only; pictures for `document`."""
    whole, texts = content.whole, content.paragraphs
    appended = [name for name in APPENDICES if getattr(content, name)]
    found = {
        **_facts(content),
        "total": whole.total, "assessable": whole.assessable, "met": whole.met,
        "lagging_count": whole.lagging,
        "binding_lagging": next((each.lagging for each in content.counts if each.label == "约束性"), 0),
        "stale": whole.stale, "unassessed_count": whole.unassessed, "rate": whole.rate,
        "overall": texts.get("overall", ()), "progress": texts.get("progress", ()),
        "lagging": texts.get("lagging", ()), "tasks_text": texts.get("tasks", ()),
        "problems": texts.get("problems", ()), "suggestions": texts.get("suggestions", ()),
        "regions_text": texts.get("regions", ()),
        "counts": [asdict(each) for each in (*content.counts, whole)],
        "years": content.years,
        "indicators": [_indicator(each) for each in content.indicators],
        "laggards": [_laggard(each) for each in content.laggards],
        "unassessed": [asdict(each) for each in content.unassessed],
        "tasks": [asdict(each) for each in content.tasks],
        "regions": [{**asdict(each), "rank": each.rank or "—"} for each in content.regions],
        "rankings": [_ranking(each) for each in content.rankings],
        "appendix_of": {
            name: f"附件{place}" if len(appended) > 1 else "附件" for place, name in enumerate(appended, 1)
        },
        "appendices": _attached([APPENDICES[name] or _lagging_title(content) for name in appended]),
    }  # fmt: skip
    cleaned = {name: clean(value) for name, value in found.items()}
    return cleaned | _pictures(content, pictures, document)


def _attached(titles: list[str]) -> list[str]:
    """附件：1．…; a single one is not numbered."""
    numbers = [f"{place}．" for place in range(1, len(titles) + 1)] if len(titles) > 1 else [""]
    leads = ["附件：", *["　　　"] * len(titles)]
    return [f"{lead}{number}{title}" for lead, number, title in zip(leads, numbers, titles, strict=False)]


def _facts(content: Content) -> dict[str, Any]:
    made_at, data_date = localtime(content.made_at), content.data_date and localtime(content.data_date)
    data_on = _day(data_date) if data_date else "—"
    return {
        "title": content.title, "title_lines": in_lines(content.title),
        "region": content.region, "plan_title": content.plan_title,
        "period": content.period, "document_number": content.document_number, "issuer": content.issuer,
        "year": content.year, "made_on": _day(made_at), "data_on": data_on,
        "rule_version": content.rule_version,
        "standing": content.standing, "demo_mark": DEMO_MARK if content.is_fictional else "",
        "is_fictional": content.is_fictional, "is_final": content.is_final,
        "reached": content.met, "behind": content.behind, "lagging_title": _lagging_title(content),
        "baseline_head": f"基数\n（{content.baseline_year}年）" if content.baseline_year else "基数",
        "basis": _basis(content, data_on),
        "notation": f"注：{''.join(content.notation)}",
        "sources_note": (
            f"数据来源：{'；'.join(content.sources) or '—'}。数据范围：{content.standing}，更新至 {data_on}。"
            f"评价规则 {content.rule_version}。生成时间：{made_at:%Y-%m-%d %H:%M}。"
        ),
    }  # fmt: skip


def _basis(content: Content, data_on: str) -> str:
    what = "通报" if content.kind == "notice" else "报告"
    number = f"（{content.document_number}）" if content.document_number else ""
    about = "底规划完成" if content.is_final else "度规划进展"
    return (
        f"本{what}依据《{content.plan_title}》{number}确定的目标和截至 {data_on}的{content.standing}，"
        f"对 {content.year} 年{about}情况作出评价。"
    )


def _lagging_title(content: Content) -> str:
    return f"{content.behind}{'的' if content.behind.endswith('目标') else ''}指标清单"


def _day(moment: Any) -> str:
    """As documents date themselves: without idle zeros."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _indicator(line: IndicatorLine) -> dict[str, Any]:
    name = f"其中：{line.name.removeprefix('其中：')}" if line.is_part else line.name
    numbers = ("attainment", "closure", "schedule")
    return {
        **asdict(line), **{each: getattr(line, each).text for each in numbers},
        "name": name, "actuals": [_narrow(each.text) for each in line.actuals],
        "baseline": _narrow(line.baseline.text), "target": _narrow(line.target.text),
    }  # fmt: skip


def _narrow(text: str) -> str:
    """Long shares one below the other: 10.3∶38.6∶51.1 has no room in the column of a year."""
    return SHARE_SIGN.sub(r"\g<0>\n", text) if len(text) > SHORT_SHARES else text


def _laggard(line: LaggardLine) -> dict[str, Any]:
    return {**asdict(line), "word": f"{line.word}\n（{line.detail}）" if line.detail else line.word}


def _ranking(ranking: Ranking) -> dict[str, Any]:
    places = "；".join(f"{rank} {region}（{score}）" for rank, region, _, score in ranking.lines)
    return {**asdict(ranking), "places": places}


def clean(value: Any) -> Any:
    """Without characters that no XML can hold."""
    if isinstance(value, str):
        return "".join(each for each in value if _is_written(each))
    if isinstance(value, dict):
        return {key: clean(each) for key, each in value.items()}
    return [clean(each) for each in value] if isinstance(value, list | tuple) else value


def _is_written(each: str) -> bool:
    return each in "\n\t" or (unicodedata.category(each) not in ("Cc", "Cs") and each not in "\ufffe\uffff")


def _pictures(content: Content, pictures: Mapping[str, bytes], document: DocxTemplate) -> dict[str, Any]:
    """The courses of what is behind, the most serious first; the others are in the Excel annex."""
    places = {course.name: place for place, course in enumerate(content.courses)}
    keys = [(line.name, f"course-{places[line.name]}") for line in content.laggards if line.name in places]
    shown = [(name, pictures[key]) for name, key in keys if key in pictures][:MOST_PICTURES]
    first = 1 + ("counts" in pictures)
    return {
        "overview_picture": _image(document, pictures["counts"]) if "counts" in pictures else "",
        "lagging_pictures": [
            {"image": _image(document, data), "caption": f"图{place}　{clean(name)}历年走势"}
            for place, (name, data) in enumerate(shown, first)
        ],
    }


def _image(document: DocxTemplate, data: bytes) -> InlineImage:
    return InlineImage(document, BytesIO(data), width=WIDE)
