"""What a section is for, by the words of its heading."""

from __future__ import annotations

import re

NOT_A_GOAL = re.compile(
    r"^(?:全面|切实|坚决|努力|积极)?(?:实现|完成|确保|落实|强化|加强|分解|围绕|锚定|聚焦|细化|明确责任|健全|完善|建立|严格|推进|推动|助力|加快)"
)
# In this order: the first that fits decides.
WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("glossary", re.compile(r"指标(?:解释|说明|释义|注释|诠释|含义)|名词(?:解释|说明|注释)|名词术语|术语(?:解释|说明|表)|^附\s*录|缩略语|编制说明")),
    ("background", re.compile(
        r"“?十三五”?(?!.*十四五)|“十三五”.*(?:回顾|成效|成就|完成|进展|发展基础)|完成情况|实施情况|执行情况|主要成就|历史性成就"
    )),
    ("targets", re.compile(
        r"(?:主要|发展|规划|具体|总体|总|工作|预期|战略|改革|阶段性?|建设|奋斗|能力|核心|重点|近期|分类|定量|基本|行动|"
        r"五年|量化|事业|20\d\d年|十四五”?(?:时期|期间)?(?:的)?)(?:目标|指标)(?!责任|考核|导向|管理|分解|任务分工|引领)"
        r"|^目标|(?:目标|指标|目标任务|目标指标|指标体系|目标要求)$|目标(?:和|与|及)(?:主要|重点)?(?:指标|任务)"
    )),
    ("outlook", re.compile(r"远景|展望|愿景|(?:2035|2050|二〇三五|二○三五)年")),
    ("principles", re.compile(r"指导思想|基本原则|总体要求|总体思路|基本思路|发展思路|工作原则|总要求|发展理念|战略导向|战略定位|发展定位|编制依据|规划范围|规划期限|规划性质|适用范围|总则$")),
    ("background", re.compile(
        r"(?:发展|工作|规划|现实|建设|现状|编制)基础$|(?:发展|规划|编制|建设|工作|战略)背景|发展环境|面临(?:的)?(?:形势|机遇|挑战|环境|问题)|形势(?:与|和|及|分析|要求|任务)?"
        r"|回顾|成效|成就|现状|存在(?:的)?(?:主要)?(?:问题|困难|短板|不足)|主要(?:问题|短板|挑战|困难)|问题(?:和|与)挑战|机遇(?:和|与)?挑战?|发展机遇|^挑战|基础(?:和|与|及|条件|形势|、)"
    )),
    ("tasks", re.compile(r"任务|保障措施|组织实施|实施保障|组织保障|规划实施|重点工程|重大工程|重大项目|重点项目|政策措施|重点工作|主要举措")),
)  # fmt: skip
ONLY_BEFORE_TASKS = ("background", "principles")
SHORT_TERM = re.compile(r"十四五|十五五|2025|2030|二〇二五|二○二五|五年")
MIXED = re.compile(r"指导思想|基本原则|总体要求|总体思路|面临.{0,2}形势|发展基础|发展环境")
WITH_TASKS = re.compile(r"任务|举措|措施|工程")


def purpose_of(title: str, parent: str, *, tasks_begun: bool) -> str:
    """Of a section with this heading under a parent of that purpose; its parent's where the heading says nothing,
    and tasks at the top.
    """
    plain = re.sub(r"\s", "", title).rstrip("。.:：")
    own = next((purpose for purpose, words in WORDS if words.search(plain)), "")
    if own == "targets" and NOT_A_GOAL.search(plain):
        own = ""
    if own == "targets" and MIXED.search(plain):
        own = "principles"
    if own in ONLY_BEFORE_TASKS and tasks_begun:
        own = ""
    if own == "outlook" and SHORT_TERM.search(plain):
        own = "targets" if "目标" in plain else ""
    return own or parent or "tasks"


def of_lead(text: str) -> str:
    """The purpose that an unnumbered short heading has, or nothing where it is not one of the usual."""
    return "" if NOT_A_GOAL.search(text) else purpose_of(text, "?", tasks_begun=False).replace("?", "")
