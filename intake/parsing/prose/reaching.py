"""Verbs by which a level is reached or kept: 达到, 提高到, 控制在, 由…提高到…."""

from __future__ import annotations

import re

RISE = "提高|提升|增加|增长|上升|扩大|发展|增|升|上调|延长|拓展|扩展|推进|攀升|壮大|调整|优化"
FALL = "下降|降低|减少|压减|压缩|缩短|缩小|回落|降|减|下调|控|压降"
KEEP = "控制|稳定|保持|维持|稳控"
# 年均 and 人均 belong to names: there 均 is no adverb.
ADVERB = (
    "实现零的?突破并|力争|争取|确保|努力|基本|预计|总体|持续|稳步|逐步|逐年|进一步|大幅|(?<![年人户])均|都|分别|各|全部|累计|总计|合计"
    "|共计|共|将|要|(?<![供相适对效响反])应|再|有望|可|显著|全面|已|始终|长期|继续|连续|明显|平均|至少|一直"
)
REACHING = (
    rf"(?:(?:达到|稳定|实现)[并或](?:{KEEP}|超过)(?:在|到)?|(?:{RISE}|{FALL})(?:到|至|为)|(?:{KEEP})(?:在|到|于)?|达到|达|实现|完成|为|是|做到|占到|占|(?<!拥)有"
    "|达到[或并]|提至|升至|降至|增至|减至|跃升至|位列|到|至)"
)
EACH = "每人每月|每人每年|每人每天|每月|每人|每[百千万](?:户|人|名)"
VERB = re.compile(rf"(?:(?:{ADVERB}){{0,4}}{REACHING})?(?:{ADVERB}){{0,4}}的?(?:{EACH})?:?$")
# 由2020年的 and 从 before the number that a change starts from.
SINCE = r"(?:目前|现在|现状|“?十[一二三四五]五”?期?末|(?P<year>20\d\d|二[〇○零]\S\S)年(?:底|末)?)?"
FROM = re.compile(rf",?(?:分别)?[由从自]{SINCE}的?(?:不足|近|约)?(?:{EACH})?$")
UP_TO = re.compile(rf"^(?:左右|以上|以下)?,?(?:{ADVERB}){{0,4}}(?:{RISE}|{FALL}|{KEEP}|提|变)(?:到|至|为|在)")
VERB_ONLY = re.compile(rf"(?:(?:{RISE}|{FALL})(?:到|至|为)|(?:{KEEP})在|达到|达|为)(?:{ADVERB}){{0,4}}$")


def verb_at(before: str) -> int:
    """Where the verb begins that leads to the quantity behind this text: its end where none does."""
    match = VERB.search(before)
    return match.start() if match else len(before)
