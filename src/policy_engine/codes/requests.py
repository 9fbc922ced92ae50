"""Codes of requests, evidence and histories (7)."""

from __future__ import annotations

from policy_engine.codes.code import enter

enter(
    "PE701", "error",
    "读不懂请求:{problem}", "the request cannot be read: {problem}",
    "写成 JSON 或 YAML:topic、jurisdiction、facts、given、as_of", "write JSON or YAML: topic, jurisdiction, facts, given, as_of",
)
enter(
    "PE702", "error",
    "请求里没有“{key}”这一项", "a request has no '{key}'",
    "改成所列的项之一", "use one of those listed",
)
enter(
    "PE703", "error",
    "没有事项“{name}”", "there is no topic '{name}'",
    "改成已有的事项", "use a known topic",
)
enter(
    "PE704", "error",
    "没有辖区“{name}”", "there is no jurisdiction '{name}'",
    "改成 jurisdictions.yaml 里的辖区", "use one from jurisdictions.yaml",
)
enter(
    "PE705", "error",
    "事项 {topic} 没有事实“{name}”", "topic {topic} has no fact '{name}'",
    "改成所列的事实之一", "use one of the facts listed",
)
enter(
    "PE706", "error",
    "“{value}”不是 {field} 的取值", "'{value}' is not a value of {field}",
    "改成所列的值之一;不知道就不写", "use one of the values listed; leave it out if unknown",
)
enter(
    "PE707", "error",
    "{field} 的 {value} 不在刻度上(每格 {step})", "{value} is off the step of {field} ({step})",
    "按刻度填写", "give a multiple of the step",
)
enter(
    "PE708", "error",
    "{field} 的 {value} 超出范围", "{value} is out of the bounds of {field}",
    "核对数字和单位", "check the figure and its unit",
)
enter(
    "PE709", "error",
    "{field} 要{wanted},给的是“{value}”", "{field} wants {wanted_en}, found '{value}'",
    "改成合类型的值;不知道就不写", "give a value of that type; leave it out if unknown",
)
enter(
    "PE710", "error",
    "不知道按哪一天的规定:{field} 没有给,也没有 as_of", "no date to decide by: neither {field} nor as_of is given",
    "给出日期;引擎里没有时钟", "give the date; there is no clock inside",
)
enter(
    "PE711", "error",
    "这些事实不可能同时成立:{facts}", "these facts cannot hold together: {facts}",
    "核对请求", "check the request",
)
enter(
    "PE712", "error",
    "given 里的“{name}”不在词汇表的{kind}里", "'{name}' in given is no {kind_en} of the vocabulary",
    "改成词汇表里的词", "use a word of the vocabulary",
)
enter(
    "PE713", "error",
    "{field} 的“{value}”不是日期", "'{value}' of {field} is not a date",
    "写成 2026-01-31,年份 0001 到 9999", "write it like 2026-01-31, years 0001 to 9999",
)
enter(
    "PE714", "error",
    "裁量“{name}”{problem}", "judgement '{name}' {problem_en}",
    "只就裁量字段和未定参数作裁量,并与事实一致", "judge only judgement fields and unset parameters, and agree with the facts",
)
enter(
    "PE715", "error",
    "辖区 {jurisdiction} 的事项 {topic} 因规则冲突已搁置", "topic {topic} of {jurisdiction} is set aside because its rules conflict",
    "先改正规则,用 check 查看", "correct the rules first; check shows them",
)
enter(
    "PE716", "error",
    "{field} 缺少“{key}”", "{field} lacks '{key}'",
    "补上", "add it",
)
enter(
    "PE717", "error",
    "没有 {year} 年的节假日历,算不出工作日", "working days of {year} cannot be counted: no holiday calendar",
    "安装 policy-engine[calendar],或等该年的节假日安排公布后更新 chinesecalendar",
    "install policy-engine[calendar], or update chinesecalendar once that year's holidays are announced",
)
enter(
    "PE718", "error",
    "日期算出了 0001 到 9999 年之外", "a date works out beyond the years 1 to 9999",
    "核对请求里的日期", "check the dates of the request",
)
enter(
    "PE740", "error",
    "辖区 {jurisdiction} 没有义务“{name}”", "{jurisdiction} has no duty '{name}'",
    "写成 规章/义务;用 duties 命令看有哪些", "name it instrument/duty; the command duties lists them",
)
enter(
    "PE741", "error",
    "义务 {duty} 没有要求{kind}“{name}”", "duty {duty} asks for no {kind_en} '{name}'",
    "改成这项义务写的词", "use a word that the duty names",
)
enter(
    "PE742", "error",
    "日期次序不对:记录自 {start} 至 {end},检查日 {on}", "records from {start} until {end}, checked on {on}: out of order",
    "自、至、检查日依次排列;没到的日子没有记录", "from, until and as_of in that order; days to come have no records",
)
enter(
    "PE743", "error",
    "{duty} 的记录 {date} 晚于检查日 {on}", "a record of {duty} is dated {date}, after the day of the check {on}",
    "改正日期或检查日", "correct the date, or the day of the check",
)
enter(
    "PE744", "error",
    "{duty} 的记录{problem}", "a record of {duty} {problem_en}",
    "逢事的义务写 event,其他的写 date", "a duty for each event has event, every other one date",
)
enter(
    "PE745", "error",
    "{duty}:覆盖 {covered} 超过总数 {of}", "{duty}: {covered} covered of {of}",
    "核对这两个数", "check the two figures",
)
enter(
    "PE746", "error",
    "“{name}”不是 {duty} 的一期", "'{name}' is no period of {duty}",
    "写成 2025、2025-H1、2025-Q1、2025-03、2025-W10 这样的期号", "write it like 2025, 2025-H1, 2025-Q1, 2025-03, 2025-W10",
)
enter(
    "PE747", "error",
    "记录太多:{number} 条,上限 {limit}", "too many records: {number}, at most {limit}",
    "分几次检查", "check them in parts",
)
enter(
    "PE760", "error",
    "没有“{name}”这种事件", "there is no event '{name}'",
    "改成所列的事件之一", "use one of the events listed",
)
enter(
    "PE761", "error",
    "事件 {event} 没有“{field}”这一项", "an event {event} has no '{field}'",
    "改成所列的项之一", "use one of those listed",
)
enter(
    "PE762", "error",
    "日期次序不对:期间自 {start} 至 {end},截至 {on}", "the period runs from {start} until {end}, as of {on}: out of order",
    "自、至、截至日依次排列", "from, until and as_of in that order",
)
enter(
    "PE763", "error",
    "事件太多:{number} 件,上限 {limit}", "too many events: {number}, at most {limit}",
    "分人、分年检查", "check them by person and year",
)
enter(
    "PE764", "error",
    "辖区 {jurisdiction} 没有经过的规则", "{jurisdiction} has no history rules",
    "核对辖区", "check the jurisdiction",
)
enter(
    "PE765", "error",
    "事件 {field} 在截至日 {on} 之后", "the event {field} lies after {on}, up to which the history is judged",
    "改正日期或 as_of", "correct the date or as_of",
)
enter(
    "PE766", "error",
    "这一行有 {cells} 格,表头只有 {heads} 格", "this row has {cells} cells and the heading {heads}",
    "一格对一个表头;格里有逗号就加引号", "a cell a heading; quote a cell with a comma in it",
)
enter(
    "PE767", "error",
    "这一行不是能读的 CSV:{problem}", "this row cannot be read as CSV: {problem}",
    "一行一件事,格与格用逗号隔开,引号成对", "an event a line, cells set off by commas, quotes in pairs",
)
enter(
    "PE768", "error",
    "期间自 {start} 至 {end} 太长,至多 {days} 天", "the period from {start} until {end} is too long, at most {days} days",
    "分成几段,每段至多十年", "divide it into parts of ten years at most",
)
