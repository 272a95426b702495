"""What a section is for, by the words of its heading."""

from __future__ import annotations

import re

# A heading that opens with one of these is a task, whatever goal it names: 实现碳达峰目标.
VERBS = (
    "实现|完成|确保|落实|强化|加强|分解|围绕|锚定|聚焦|细化|明确责任|健全|完善|建立|严格|推进|推动|助力|加快|夯实|优化|提升"
    "|凝聚|增强|巩固|注重|突出|坚持"
)
IS_TASK = re.compile(rf"^(?:全面|切实|坚决|努力|积极|持续|不断)?(?:{VERBS})")
GLOSSARY = (
    r"指标(?:解释|说明|释义|注释|诠释|含义)|名词(?:解释|说明|注释|术语)"
    r"|术语(?:解释|说明|表)|^附\s*录|缩略语|编制说明"
)
COMPLETED = (
    r"“?十三五”?(?!.*(?:十四五|十五五))|“十[三四]五”.*(?:回顾|成效|成就|完成|进展|发展基础)|(?:完成|实施|执行)情况"
    r"|主要成就|历史性成就"
)
GOAL_KINDS = (
    r"主要|发展|规划|具体|总体|总|工作|预期|战略|改革|阶段性?|建设|奋斗|能力|核心|重点|近期|分类|定量|基本|行动|五年|量化"
    r"|事业|20\d\d年|十[四五六]五”?(?:时期|期间)?的?"
)
GOALS = (
    rf"(?:{GOAL_KINDS})(?:目标|指标)(?!责任|考核|导向|管理|分解|任务分工|引领)|^目标|(?:目标|指标|目标任务|指标体系|目标要求)$"
    r"|目标[和与及](?:主要|重点)?(?:指标|任务)"
)
FAR = r"远景|展望|愿景|(?:2035|2050|二〇三五|二○三五)年"
GENERAL = (
    "指导思想|基本原则|总体要求|总体思路|基本思路|发展思路|工作原则|总要求|发展理念|战略导向|战略定位|发展定位|编制依据"
    "|规划范围|规划期限|规划性质|适用范围|总则$"
)
GROUND = (
    r"(?:发展|工作|规划|现实|建设|现状|编制)基础$|(?:发展|规划|编制|建设|工作|战略)背景|发展环境|面临的?(?:形势|机遇|挑战"
    r"|环境|问题)|形势(?:与|和|及|分析|要求|任务)?|回顾|成效|成就|现状|存在的?(?:主要)?(?:问题|困难|短板|不足)"
    r"|主要(?:问题|短板|挑战|困难)|问题[和与]挑战|机遇[和与]?挑战?|^挑战|基础(?:[和与及、]|条件|形势)"
)
WORK = (
    "任务|保障措施|组织实施|实施保障|组织保障|规划实施|重点工程"
    "|重大工程|重大项目|重点项目|政策措施|重点工作|主要举措"
)
# In this order: the first that fits decides.
WORDS = tuple(
    (purpose, re.compile(pattern))
    for purpose, pattern in (
        ("glossary", GLOSSARY),
        ("background", COMPLETED),
        ("targets", GOALS),
        ("outlook", FAR),
        ("principles", GENERAL),
        ("background", GROUND),
        ("tasks", WORK),
    )
)
ONLY_BEFORE_TASKS = ("background", "principles")
SHORT_TERM = re.compile(r"十四五|十五五|2025|2030|二〇二五|二○二五|五年")
MIXED = re.compile(r"指导思想|基本原则|总体要求|总体思路|面临.{0,2}形势|发展基础|发展环境")


def purpose_of(title: str, *, tasks_begun: bool) -> str:
    """Of a section with this heading; empty where the heading says nothing."""
    plain = re.sub(r"\s", "", title).rstrip("。.:：")
    own = next((purpose for purpose, words in WORDS if words.search(plain)), "")
    if own == "targets" and re.search(FAR, plain) and not SHORT_TERM.search(plain):
        return "outlook"
    if own == "targets" and IS_TASK.search(plain):
        return ""
    if own == "targets" and MIXED.search(plain):
        return "principles"
    if own in ONLY_BEFORE_TASKS and tasks_begun:
        return ""
    if own == "outlook" and SHORT_TERM.search(plain):
        return "targets" if "目标" in plain else ""
    return own
