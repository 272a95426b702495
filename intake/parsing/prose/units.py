"""The units that quantities of running text are counted in."""

from __future__ import annotations

import re

# One line for a field; the longest is tried first.
WORDS = """
% ‰ ‱ 个百分点 百分点 个千分点 倍 成 分 级 折
人次 人年 人日 人天 人公里 人 户次 户 名 位 家次 家 村 队 团
个 项次 项 件次 件 起 例 套次 套 条 次 场次 场 届 期次 期 批次 种 类 门次 门 档 组 笔 宗 单 票
张床位 张床 床位 床 张 学位 车位 泊位
间 栋 幢 座 处 所 站 片 块 街区 眼 口 孔 枪 桩 点 路
台套 台次 台 辆次 辆 艘 架次 架 列 支 对 根 股 尊 车次 班次 航班 班 车公里 盏 具 课时 学时 轮
公里 千米 厘米 毫米 米 海里 平方公里 平方千米 平方米 平米 立方米 立方公尺 立方 平方公尺 公尺 公吨 公顷 亩次 亩
吨标准煤 吨标煤 千克标准煤 克标准煤 公斤标准煤 克标煤
吨公里 蒸吨 吨 公斤 斤 千克 毫克 微克 克 升 毫升 标准箱 标箱 标台
元 美元 欧元
岁 年 个月 天 日 个工作日 工作日 小时 分钟 秒
只 头 羽 株 棵 枚 粒 尾 匹 峰 本 册次 册 部 篇 份 卷 首 幅 集
千伏安 千瓦时 千瓦 兆瓦 千伏 度 伏 瓦 兆 分贝
TEU bps kWh MWh kW MW GW kV km² km2 km m³ m3 m² m2 ㎡ hm² kg mm cm
TB PB EB GB P G Gbps Mbps PFlops Pflops EFLOPS
"""
LONGEST_FIRST = sorted(WORDS.split(), key=len, reverse=True)
ONE = "|".join(re.escape(word) for word in LONGEST_FIRST)
PERSON_TIMES = "人·月|人·年|人口|天|日|月|季|年|公里|GDP|百户|万人口|千人口|亿元|万元"
PER = rf"(?:/每?(?:十万|万|千|百)??(?:{PERSON_TIMES}|{ONE}){{1,2}})"
# 千 is a factor but for the units that begin with it.
FACTOR = r"(?:万亿|千万|百万|十万|万|亿|千(?!瓦|米|克|伏|公顷)|百)?"
UNIT = re.compile(rf"\s?(?P<factor>{FACTOR})(?P<word>{ONE})(?P<per>{PER}{{0,2}})")
TIMES = frozenset({"年", "个月", "天", "日", "小时", "分钟", "秒", "工作日", "个工作日"})
# Words that only look like a unit where these signs follow: 个五年, 部分, 级别, 条例 …
LOOKALIKES = """
个五年 个一百年 部分 部门 级别 条例 期间 期末 项目 类型 类别 门类 点 年代 年级 度假
分类 分别 组织 站点 村民 家庭 位于 人均 人民
"""
NOT_A_UNIT = re.compile("|".join(LOOKALIKES.split()))
