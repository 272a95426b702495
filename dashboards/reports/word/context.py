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
# What an office may use beside text of its own; name, meaning, example.
VARIABLES: tuple[tuple[str, str, str], ...] = (
    ("title", "报告标题", "示范省……规划2024年度监测报告"),
    ("title_lines", "报告标题，过长时在词与词之间回行", "示范省……（回行）……监测报告"),
    ("region", "地区", "示范省"),
    ("plan_title", "规划名称", "示范省人力资源和社会保障事业发展“十四五”规划"),
    ("period", "规划期", "2021—2025"),
    ("document_number", "规划文号", "示政发〔2021〕1号"),
    ("issuer", "规划发布机关", "示范省人民政府"),
    ("year", "年度", "2024"),
    ("made_on", "生成日期", "2025年3月2日"),
    ("data_on", "数据更新至", "2025年3月1日"),
    ("rule_version", "评价规则版本", "1.0"),
    ("standing", "数据范围", "已接收数据"),
    ("demo_mark", "虚构地区的标记，其他地区为空", "演示数据"),
    ("is_fictional", "是否虚构地区，用于 {%p if is_fictional %}", "是"),
    ("is_final", "是否规划期末", "否"),
    ("reached", "达标的称呼，期末为“完成”", "达标"),
    ("behind", "未达标的称呼：滞后、突破目标，期末为“未完成”", "滞后"),
    ("lagging_title", "滞后一节和附表的标题", "滞后指标清单"),
    ("total", "指标数", "24"),
    ("assessable", "可评价的指标数", "22"),
    ("met", "达标的指标数", "17"),
    ("lagging_count", "滞后的指标数", "5"),
    ("binding_lagging", "其中约束性滞后的指标数", "1"),
    ("stale", "按此前年度评价的指标数", "0"),
    ("unassessed_count", "无法评价的指标数", "2"),
    ("rate", "达标率", "77.3%"),
    ("basis", "一句话：依据哪些数据", "本报告依据……已接收数据，按评价规则 1.0 生成。"),
    ("overall", "总体评价各段，用于 {%p for sentence in overall %}", "截至 2024 年底，24 项指标中……"),
    ("progress", "主要指标进展各段", "约束性指标中，……"),
    ("lagging", "滞后指标各段", "1．约束性指标失业保险参保人数还差……"),
    ("tasks_text", "重点任务各段", "规划列有量化的重点任务 6 项：……"),
    ("problems", "主要问题各段", "约束性指标 1 项滞后：……"),
    ("suggestions", "建议各段，没有时为空", "1．社会保险处：失业保险参保人数……"),
    ("regions_text", "各地区情况各段，不含下级时为空", "所辖地区中有同期规划的 16 个……"),
    ("counts", "表：label、total、assessable、met、lagging、stale、unassessed、rate", "约束性，2，2，1，1……"),
    ("years", "各年", "2021、2022、2023、2024"),
    ("baseline_head", "基数列的标题", "基数（2020年）"),
    ("indicators", "表：number、group、name、unit、attribute、baseline、target、actuals、attainment、"
     "closure、schedule、word、note", "1，就业，城镇新增就业……"),
    ("laggards", "表：name、attribute、target、actual、gap、pace、pace_so_far、word、detail、cause、"
     "measure、department", "失业保险参保人数……"),
    ("unassessed", "表：name、attribute、reason", "劳动人事争议仲裁结案率……"),
    ("tasks", "表：section、name、asked、term、done、progress、department、note", "专栏1，公共实训基地……"),
    ("regions", "表：name、parent、level、total、assessable、met、lagging、binding_lagging、stale、"
     "unassessed、rate、rank、late", "甲市，市级……"),
    ("rankings", "表：indicator、unit、score_name、places", "城镇新增就业，完成率，1 甲市 94.74%……"),
    ("overview_picture", "图：各属性指标评价分布", "（图）"),
    ("lagging_pictures", "图：滞后指标走势，每项有 image、caption", "（图）"),
    ("appendices", "附件说明各行", "附件：1．2024年主要指标进展表"),
    ("appendix_of", "各附表的编号，如 appendix_of.indicators", "附件1"),
    ("notation", "表注", "注：〔〕内为规划期累计数……"),
    ("sources_note", "数据来源、更新时间、规则版本和生成时间", "数据来源：……"),
)  # fmt: skip
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
