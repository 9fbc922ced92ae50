"""The catalogue of diagnostic codes: one entry each, from which messages and the pages of ``docs/errors`` are made.

Families: 1 reading text, 2 shape of a file, 3 names, 4 figures and dates, 5 rules together, 6 findings of ``check``,
7 requests, 8 cases (from 40 on: source documents), 9 the folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]
Level = Literal["error", "finding", "note"]


@dataclass(frozen=True, slots=True)
class Code:
    """One diagnostic code: its level, its texts with blanks, and what to do about it."""

    id: str
    level: Level
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str

    def say(self, lang: Lang, words: Mapping[str, str]) -> str:
        """The message with its blanks filled."""
        return (self.zh if lang == "zh" else self.en).format_map(_Blanks(words))

    def remedy(self, lang: Lang, words: Mapping[str, str] | None = None) -> str:
        """What to do, with its blanks filled."""
        return (self.remedy_zh if lang == "zh" else self.remedy_en).format_map(_Blanks(words or {}))


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


CODES: dict[str, Code] = {}


def _code(id: str, level: Level, zh: str, en: str, remedy_zh: str, remedy_en: str) -> None:
    CODES[id] = Code(id, level, zh, en, remedy_zh, remedy_en)


# --- 1. reading text ----------------------------------------------------------------------------------------
_code(
    "PE101", "error",
    "文件不是 UTF-8 编码", "the file is not UTF-8",
    "用编辑器另存为 UTF-8", "save the file as UTF-8",
)
_code(
    "PE102", "error",
    "不合 YAML 语法:{problem}", "not YAML: {problem}",
    "对照上下行的缩进、冒号后的空格和引号", "compare indentation, the blank after each colon, and quotes with the lines around it",
)
_code(
    "PE103", "error",
    "出现制表符", "a tab character",
    "缩进和分隔都改用空格", "use blanks, for indentation and elsewhere",
)
_code(
    "PE104", "error",
    "“{key}”没有值", "'{key}' has no value",
    "写上值;在花括号里多半是半角逗号把一句话切断了,把句子放进引号或改用块状写法",
    "write the value; inside braces a half-width comma has probably cut a sentence: quote it or use block style",
)
_code(
    "PE105", "error",
    "键“{key}”写了两次(前一次在第 {line} 行)", "key '{key}' stands twice (first on line {line})",
    "删去一处,或改名", "remove one of them or rename it",
)
_code(
    "PE106", "error",
    "“{text}”会被 YAML 当成真假值", "YAML takes '{text}' for a truth value",
    "要真假就写 true 或 false,要文字就加引号", "write true or false if that is meant, or quote the word",
)
_code(
    "PE107", "error",
    "不认的数字写法“{text}”", "'{text}' is not a plain number",
    "只写整数或小数,如 8、1.5;若是文字(编号、时刻)请加引号",
    "write plain integers or decimals (8, 1.5); quote it if it is text such as a number plate or a time",
)
_code(
    "PE108", "error",
    "键“{key}”里有全角标点", "key '{key}' contains full-width punctuation",
    "改成半角;最常见的是全角冒号", "use half-width punctuation; most often it is a full-width colon",
)
_code(
    "PE109", "error",
    "别名(*)展开过多,超过 {limit} 个节点", "aliases expand to more than {limit} nodes",
    "把内容直接写出来", "write the content out",
)
_code(
    "PE110", "error",
    "文件过大:{size} 字节,上限 {limit}", "the file is too large: {size} bytes, at most {limit}",
    "按制度拆成几个文件", "split it, one instrument a file",
)
_code(
    "PE111", "error",
    "嵌套过深,超过 {limit} 层", "nested deeper than {limit} levels",
    "检查括号是否配对", "check that brackets are closed",
)
_code(
    "PE112", "error",
    "一个文件里有几份 YAML(---)", "several YAML documents in one file (---)",
    "一个文件只放一份", "keep one document a file",
)
_code(
    "PE113", "error",
    "不许用标签“{tag}”", "tag '{tag}' is not allowed",
    "去掉感叹号开头的标签", "remove the tag (the word with the exclamation mark)",
)
_code(
    "PE114", "error",
    "不许用合并键 <<", "the merge key << is not allowed",
    "把内容直接写出来", "write the content out",
)
_code(
    "PE115", "error",
    "键应是文字", "a key must be text",
    "给键加引号或改成文字", "quote the key or make it a word",
)
_code(
    "PE116", "error",
    "“{text}”不是日期", "'{text}' is not a date",
    "写成 2026-01-31 这样的日期,年份 0001 到 9999;不带时刻", "write it like 2026-01-31, years 0001 to 9999, no time of day",
)
_code(
    "PE117", "error",
    "读不了文件:{problem}", "the file cannot be read: {problem}",
    "检查文件是否存在、是否有读取权限", "check that the file exists and may be read",
)
_code(
    "PE118", "error",
    "文件是空的", "the file is empty",
    "补上内容或删去文件", "fill it or remove it",
)

# --- 2. shape of a file --------------------------------------------------------------------------------------
_code(
    "PE201", "error",
    "{where}里没有“{key}”这个键", "{where} has no key '{key}'",
    "改成所列的键之一", "use one of the keys listed",
)
_code(
    "PE202", "error",
    "{where}缺少“{key}”", "{where} lacks '{key}'",
    "补上这个键", "add the key",
)
_code(
    "PE203", "error",
    "{where}应是{wanted},写成了{found}", "{where} must be {wanted_en}, found {found_en}",
    "按语言说明改写", "write it as docs/language.md shows",
)
_code(
    "PE204", "error",
    "编号“{id}”不合写法", "'{id}' is not a valid id",
    "规则、规章、参数用小写字母、数字和连字符;用语、字段用小写字母、数字和下划线",
    "rules, instruments, parameters: lower-case letters, digits, hyphens; terms and fields: underscores instead",
)
_code(
    "PE205", "error",
    "条款 {clause} 下既没有规则也没有 none", "clause {clause} has neither rules nor none",
    "写出规则,或用 none 说明为什么没有", "write its rules, or say with none why there are none",
)
_code(
    "PE206", "error",
    "规则 {rule} 没有任何效果", "rule {rule} has no effect",
    "在 then 里写出由谁做什么", "say in then who does what",
)
_code(
    "PE207", "error",
    "{where}缺少中文说明(zh)", "{where} lacks its Chinese line (zh)",
    "用自己的话写一句 zh", "write one plain line zh in your own words",
)
_code(
    "PE208", "error",
    "文件名与规章编号“{id}”不一致", "the file name differs from the instrument id '{id}'",
    "改文件名或改编号,两者须相同", "rename the file or the instrument; they must be the same",
)
_code(
    "PE209", "error",
    "{where}里“{one}”与“{other}”不能同时写", "in {where}, '{one}' and '{other}' exclude each other",
    "只留一个", "keep one of them",
)
_code(
    "PE210", "error",
    "规则 {rule} 写了 otherwise,却没有要办的事、凭据、限额或期限", "rule {rule} has otherwise but requires no act, paper, limit or deadline",
    "写明须办到什么,或去掉 otherwise", "state what has to be fulfilled, or drop otherwise",
)
_code(
    "PE211", "error",
    "表 {table}:{problem}", "table {table}: {problem_en}",
    "每行格数与列数一致;列写 rule 和 when、then、otherwise 下的路径",
    "give every row a cell for each column; columns are rule and paths below when, then, otherwise",
)

# --- 3. names ------------------------------------------------------------------------------------------------
_code(
    "PE301", "error",
    "事项 {topic} 没有字段或用语“{name}”", "topic {topic} has no field or term '{name}'",
    "改成所列的字段,或先在 terms 里定义", "use one of the fields, or define a term",
)
_code(
    "PE302", "error",
    "“{value}”不在字段 {field} 的取值之内", "'{value}' is not a value of field {field}",
    "改成所列的值;开放的值先加进词汇表", "use one of the values; add it to the vocabulary if the list is open",
)
_code(
    "PE303", "error",
    "没有参数“{name}”", "there is no parameter '{name}'",
    "在 parameters 里定义它,或直接写数字", "define it under parameters, or write the number",
)
_code(
    "PE304", "error",
    "没有规则“{name}”", "there is no rule '{name}'",
    "写成本规章的规则编号,或 规章/规则", "name a rule of this instrument, or instrument/rule",
)
_code(
    "PE305", "error",
    "台账里没有本规章的条款“{clause}”", "the ledger has no clause '{clause}' of this instrument",
    "核对条款编号;新条款先登入台账(ledger.yaml 或 ledger/ 下的文件)", "check the clause id; a new clause is entered in the ledger first (ledger.yaml or a file under ledger/)",
)
_code(
    "PE306", "error",
    "then 里没有“{name}”这种效果或步骤", "'{name}' is no effect and no act of the vocabulary",
    "改成词汇表里的步骤,或 permit、prohibit、refer、require、require_afterwards",
    "use an act of the vocabulary, or permit, prohibit, refer, require, require_afterwards",
)
_code(
    "PE307", "error",
    "词汇表里没有“{name}”这个人或单位", "the vocabulary has no actor '{name}'",
    "改成词汇表 actors 里的词,或先加进去", "use a word of actors in the vocabulary, or add it there",
)
_code(
    "PE308", "error",
    "词汇表里没有“{name}”这种凭据", "the vocabulary has no paper '{name}'",
    "改成词汇表 papers 里的词,或先加进去", "use a word of papers in the vocabulary, or add it there",
)
_code(
    "PE309", "error",
    "词汇表里没有“{name}”这件事务", "the vocabulary has no matter '{name}'",
    "改成词汇表 matters 里的词,或先加进去", "use a word of matters in the vocabulary, or add it there",
)
_code(
    "PE310", "error",
    "词汇表里没有读法依据“{name}”", "the vocabulary has no convention '{name}'",
    "改成词汇表 conventions 里的词,或先加进去", "use a word of conventions in the vocabulary, or add it there",
)
_code(
    "PE311", "error",
    "没有事项“{name}”", "there is no topic '{name}'",
    "改成已有的事项;新事项要有请求模型", "use a known topic; a new one needs a request model",
)
_code(
    "PE312", "error",
    "没有规章“{name}”", "there is no instrument '{name}'",
    "核对规章编号和文件名", "check the instrument's id and file name",
)
_code(
    "PE313", "error",
    "sources.yaml 里没有文件“{name}”", "sources.yaml has no document '{name}'",
    "先在 sources.yaml 里登记", "enter it in sources.yaml first",
)
_code(
    "PE314", "error",
    "没有辖区“{name}”", "there is no jurisdiction '{name}'",
    "核对 jurisdictions.yaml", "check jurisdictions.yaml",
)
_code(
    "PE315", "error",
    "“{name}”不是事项 {topic} 的日期字段", "'{name}' is no date field of topic {topic}",
    "写成日期字段的名字", "name a date field",
)
_code(
    "PE316", "error",
    "字段 {field} 不能用“{operator}”", "field {field} cannot be tested with '{operator}'",
    "改用所列的写法", "use one of the operators listed",
)
_code(
    "PE317", "error",
    "算式里没有“{name}”这种运算", "'{name}' is no operation of formulas",
    "改用所列的运算", "use one of the operations listed",
)
_code(
    "PE318", "error",
    "事项 {topic} 没有输出“{name}”", "topic {topic} has no output '{name}'",
    "改成请求模型声明的输出", "use an output that the request model declares",
)
_code(
    "PE319", "error",
    "“{name}”不是可以限定的数目,也不是步骤或日期", "'{name}' is no quantity, act or date of topic {topic}",
    "改成所列的词", "use one of the words listed",
)
_code(
    "PE320", "error",
    "词汇表里没有“{name}”这项职能", "the vocabulary has no function '{name}'",
    "改成词汇表 functions 里的词,或先加进去", "use a word of functions in the vocabulary, or add it there",
)
_code(
    "PE321", "error",
    "词汇表里没有“{name}”这个机构", "the vocabulary has no body '{name}'",
    "改成词汇表 actors 或值表 body 里的词,或先加进去", "use an actor, or a word of the list body in the vocabulary, or add it there",
)
_code(
    "PE322", "error",
    "词汇表的值表 {list} 里没有“{name}”", "the vocabulary's list {list} has no '{name}'",
    "改成这个值表里的词,或先加进去", "use a word of that list, or add it there",
)
_code(
    "PE323", "error",
    "defines 里的“{name}”不是本规章的用语", "'{name}' under defines is no term of this instrument",
    "先在 terms 里写明这个用语", "write the term under terms first",
)
_code(
    "PE324", "error",
    "“{name}”因请求而异,不能作为机构", "'{name}' depends on the request and cannot name a body",
    "写出各个机构,一个机构一条规则", "name each body, one rule a body",
)
_code(
    "PE325", "error",
    "没有说机构 {body} 怎么样", "nothing is said of body {body}",
    "写出它的某一项,如 exists: true、posts", "say something of it, like exists: true or posts",
)
_code(
    "PE330", "error",
    "义务没有“{name}”这种周期", "duties have no period '{name}'",
    "改成所列的周期之一", "use one of the periods listed",
)
_code(
    "PE331", "error",
    "请求模型里没有义务所属的事项", "no request model has a topic for duties",
    "加上声明了 duties=True 的事项(如 standard)", "add a model whose topic says duties=True, such as standard",
)

# --- 4. figures and dates ------------------------------------------------------------------------------------
_code(
    "PE401", "error",
    "{value} 不在 {field} 的刻度上(每格 {step})", "{value} is off the step of {field} ({step})",
    "写成刻度的整数倍;舍入写成用语", "write a multiple of the step; rounding belongs in a term",
)
_code(
    "PE402", "error",
    "{value} 超出 {field} 的范围", "{value} is out of the bounds of {field}",
    "核对数字和单位", "check the figure and its unit",
)
_code(
    "PE403", "error",
    "字段 {field} 要{wanted},写的是“{value}”", "field {field} wants {wanted_en}, found '{value}'",
    "改成合类型的值", "write a value of that type",
)
_code(
    "PE404", "error",
    "参数 {name} 的单位 {unit} 与字段 {field} 的单位 {wanted} 不同",
    "parameter {name} is in {unit}, field {field} in {wanted}",
    "统一单位", "use the same unit",
)
_code(
    "PE405", "error",
    "规则 {rule} 的两种措辞在 {day} 同时有效", "two wordings of rule {rule} are both in force on {day}",
    "前一种措辞写上 until,后一种从次日起", "close the earlier wording with until; the next begins the day after",
)
_code(
    "PE406", "error",
    "参数 {name} 的两个版本从同一天 {day} 起", "two values of parameter {name} begin on the same day {day}",
    "只留一个,或改日期", "keep one of them or change its date",
)
_code(
    "PE407", "error",
    "期间倒置:{start} 晚于 {end}", "the period runs backwards: {start} is after {end}",
    "改正 from 和 until", "correct from and until",
)
_code(
    "PE408", "error",
    "between 的两端倒置:{low} 大于 {high}", "the ends of between are reversed: {low} is above {high}",
    "小的写在前面", "write the lower end first",
)
_code(
    "PE409", "error",
    "{where}写的是 {value},应在 {low} 到 {high} 之内", "{where} is {value}, it must lie between {low} and {high}",
    "改成范围内的数", "write a figure of that range",
)

# --- 5. rules together ---------------------------------------------------------------------------------------
_code(
    "PE501", "error",
    "规则编号“{rule}”用了两次(另一处在 {other})", "rule id '{rule}' is used twice (also at {other})",
    "改一个新编号;编号不得重用", "give one of them a new id; ids are never reused",
)
_code(
    "PE502", "error",
    "例外绕成了圈:{circle}", "exceptions in a circle: {circle}",
    "去掉其中一处 exception_to", "remove one exception_to",
)
_code(
    "PE503", "error",
    "用语绕成了圈:{circle}", "terms in a circle: {circle}",
    "用字段改写其中一个用语", "define one of them from fields",
)
_code(
    "PE504", "error",
    "上级规则 {base} 没有写 may_vary,下级不得变更", "rule {base} of a higher instrument does not allow being varied",
    "由上级规章写 may_vary: true,或改为本级的规则", "the higher instrument must say may_vary: true, or make it a rule of its own",
)
_code(
    "PE505", "error",
    "例外 {rule} 没有改动 {base} 的任何一项", "exception {rule} replaces nothing that {base} states",
    "写明要改的动作;不是例外就去掉 exception_to", "state the act it changes, or drop exception_to",
)
_code(
    "PE506", "error",
    "{rule} 只是“原则上”,不能改写必须遵守的 {base}", "{rule} is only a should, it cannot replace {base}, a must",
    "去掉 strength: should,或不作例外", "drop strength: should, or drop exception_to",
)
_code(
    "PE507", "error",
    "{one} 与 {other} 对同一请求给出不同的{slot}:{facts}", "{one} and {other} answer {slot} differently for one request: {facts}",
    "写成例外(exception_to),或把条件分开", "make one the exception of the other, or part their conditions",
)
_code(
    "PE508", "error",
    "规则 {rule} 让申请人自己{act}:{facts}", "rule {rule} lets the applicant {act} his own request: {facts}",
    "加一条例外,由别人批或 refer 上报", "add an exception: somebody else, or refer upward",
)
_code(
    "PE509", "error",
    "规则 {rule} 的条件过于复杂(超过 {limit} 个节点)", "the condition of rule {rule} is too complex (more than {limit} nodes)",
    "拆成几条规则", "split the rule",
)
_code(
    "PE510", "error",
    "台账写 {clause} 的归宿为 {ledger},规章里却是 {found}", "the ledger gives {clause} the fate {ledger}, the instrument {found}",
    "两处改成一致,或运行 policy-engine coverage --update", "make the two agree, or run policy-engine coverage --update",
)
_code(
    "PE511", "error",
    "台账里的条款 {clause} 在规章里没有出现", "clause {clause} of the ledger does not stand in its instrument",
    "按原文次序补上该条", "add the clause in the document's order",
)
_code(
    "PE512", "error",
    "{what}“{id}”定义了两次(另一处在 {other})", "{what_en} '{id}' is defined twice (also at {other})",
    "只留一处", "keep one of them",
)
_code(
    "PE513", "error",
    "辖区的上级绕成了圈:{circle}", "parents of jurisdictions in a circle: {circle}",
    "改正 parent", "correct parent",
)
_code(
    "PE514", "error",
    "规则写在了条款之外", "a rule outside any clause",
    "把规则移到它所依据的条款下面", "move it under the clause it encodes",
)
_code(
    "PE515", "error",
    "例外 {rule} 与 {base} 不是同一事项", "exception {rule} is of another topic than {base}",
    "例外沿用原规则的事项", "an exception has the topic of its base",
)
_code(
    "PE516", "error",
    "人员“{actor}”绕了一圈又指回自己", "actor '{actor}' leads back to itself",
    "改正 one_of、all_of 或 choose", "correct one_of, all_of or choose",
)
_code(
    "PE520", "error",
    "机构 {body} 的 {attribute} 写的是它自己", "{attribute} of body {body} is that body itself",
    "写另一个机构", "name the other body",
)
_code(
    "PE525", "error",
    "条款 {clause} 写的 status 是 {status},台账的 modality 是 {modality}", "clause {clause} has status {status}, its modality in the ledger is {modality}",
    "对照原文,两处写成一样;有约束力的条款不写 status", "look at the text and make both agree; a clause that binds has no status",
)
_code(
    "PE526", "error",
    "台账说条款 {clause} 是 {modality},它的规则不生效,却没有写 status", "the ledger says that clause {clause} is {modality}, so its rules are not in force, but it has no status",
    "在条款里写上同样的 status;若其实有约束力,改台账的 modality", "write the same word as its status; or correct the modality in the ledger if it binds",
)
_code(
    "PE527", "error",
    "规则 {rule} 和它所例外的 {base} 一个生效、一个不生效", "of the rule {rule} and its base {base} one is in force and the other is not",
    "不生效的规则只能是不生效规则的例外;把条件写全,不用 exception_to", "write out its condition without exception_to; only rules that are not in force may be exceptions to one another",
)
_code(
    "PE528", "error",
    "条款 {clause} 写了 status,却没有规则", "clause {clause} has a status but no rules",
    "删去 status;不设规则的原因已经说明了", "remove the status; the reason under none says enough",
)
_code(
    "PE535", "error",
    "台账给 {clause} 写了“{key}”,归宿里却没有 {fate}", "the ledger gives {clause} '{key}' without the fate {fate}",
    "删去它,或改正归宿", "remove it, or correct the fates",
)
_code(
    "PE536", "error",
    "{clause} 说与 {of} 同文,而 {of} 自己也说与别条同文", "{clause} is said to repeat {of}, which itself is said to repeat a clause",
    "of 写最早的那一条", "name the clause that repeats nothing",
)
_code(
    "PE537", "error",
    "台账写 {clause} 的“{key}”为 {ledger},规章里却是 {found}", "the ledger gives {clause} '{key}: {ledger}', the instrument '{key}: {found}'",
    "两处改成一致,或运行 policy-engine coverage --update", "make the two agree, or run policy-engine coverage --update",
)
_code(
    "PE538", "error",
    "规章接着写的文件的事项是“{topic}”,前面一份是“{other}”", "the file goes on with topic '{topic}', the first has '{other}'",
    "两份写同一个 topic;别的事项在规则上写", "give both the same topic; another topic is stated on the rule",
)

_code(
    "PE540", "error",
    "没有“{name}”这种事件", "there is no event '{name}'",
    "改成 docs/histories.md 列出的事件", "use an event that docs/histories.md lists",
)
_code(
    "PE542", "error",
    "“{of}”没有可以比较的“{field}”", "'{of}' has no '{field}' that could be tested",
    "改成所列的项之一", "use one of those listed",
)
_code(
    "PE543", "error",
    "经过 {rule}:{problem}", "history rule {rule}: {problem_en}",
    "改界限或期间,使它可能达到", "change figure or window so that it can be reached",
)
_code(
    "PE544", "error",
    "经过的规则绕成一圈:{circle}", "history rules go in a circle: {circle}",
    "标签只能由先算出的东西得出;去掉圈里的一步", "a label comes from what is known before it: take one step out of the circle",
)
_code(
    "PE545", "error",
    "辖区 {jurisdiction}:{rule} 用到标签“{name}”,没有规则给出它", "{jurisdiction}: {rule} reads the label '{name}', which no rule gives",
    "加上给出它的规则(counts_as),或改标签", "add a rule that gives it (counts_as), or use another label",
)
_code(
    "PE546", "error",
    "经过 {rule} 没有写 each、tally 或 any", "history rule {rule} has neither each nor tally nor any",
    "写明每一次(each)还是合计(tally)", "say whether it is about each event or about a tally",
)
_code(
    "PE547", "error",
    "经过 {rule} 没有写算作什么(counts_as)或怎么办(then)", "nothing follows from history rule {rule}: neither counts_as nor then",
    "写上一项", "write one of them",
)

# --- 6. findings of check ------------------------------------------------------------------------------------
_code(
    "PE601", "finding",
    "辖区 {jurisdiction} 的 {topic}:没有规则回答 {slot},例如 {facts}",
    "{jurisdiction}, {topic}: no rule answers {slot}, for instance {facts}",
    "补规则,或在 leaves_open 写明为何空着、由谁补", "add a rule, or declare it under leaves_open with why and owner",
)
_code(
    "PE602", "finding",
    "规则 {rule} 的条件永远不成立", "the condition of rule {rule} can never hold",
    "改正条件或删去规则", "correct the condition or remove the rule",
)
_code(
    "PE603", "finding",
    "例外 {rule} 没有改变任何答案,例如 {facts}", "exception {rule} changes no answer, for instance {facts}",
    "删去例外,或写出它的不同之处", "remove it, or state what differs",
)
_code(
    "PE604", "finding",
    "规则 {rule} 从 {start} 到 {end} 没有措辞有效", "no wording of rule {rule} is in force from {start} to {end}",
    "接上日期,或另写一条说明空档", "join the dates, or say elsewhere why there is a hole",
)
_code(
    "PE605", "finding",
    "所说的空白其实有规则回答", "this declared hole is answered by rules",
    "删去或收窄这一项 leaves_open", "remove or narrow this entry of leaves_open",
)
_code(
    "PE606", "note",
    "{where}没有英文说明(en)", "{where} has no English line (en)",
    "有空时补一句 en", "add a line en when there is time",
)
_code(
    "PE607", "finding",
    "规则 {rule} 总被例外取代,从不生效,例如 {facts}", "rule {rule} is always replaced by its exceptions, for instance {facts}",
    "合并规则与例外", "merge the rule with its exceptions",
)
_code(
    "PE608", "finding",
    "{what}“{id}”没有被用到", "{what_en} '{id}' is never used",
    "删去,或用上它", "remove it or use it",
)
_code(
    "PE609", "finding",
    "表 {table} 的“{column}”合计 {found},写的是 {wanted}", "in table {table}, '{column}' adds up to {found}, not {wanted}",
    "核对原文,改正单元格或合计", "compare with the text and correct a cell or the total",
)
_code(
    "PE610", "finding",
    "条款 {clause} 没有归宿", "clause {clause} is in no fate",
    "录入规章后运行 policy-engine coverage --update;还没有录的写 planned", "encode it and run policy-engine coverage --update; until then write planned",
)

# --- 7. requests ---------------------------------------------------------------------------------------------
_code(
    "PE701", "error",
    "读不懂请求:{problem}", "the request cannot be read: {problem}",
    "写成 JSON 或 YAML:topic、jurisdiction、facts、given、as_of", "write JSON or YAML: topic, jurisdiction, facts, given, as_of",
)
_code(
    "PE702", "error",
    "请求里没有“{key}”这一项", "a request has no '{key}'",
    "改成所列的项之一", "use one of those listed",
)
_code(
    "PE703", "error",
    "没有事项“{name}”", "there is no topic '{name}'",
    "改成已有的事项", "use a known topic",
)
_code(
    "PE704", "error",
    "没有辖区“{name}”", "there is no jurisdiction '{name}'",
    "改成 jurisdictions.yaml 里的辖区", "use one from jurisdictions.yaml",
)
_code(
    "PE705", "error",
    "事项 {topic} 没有事实“{name}”", "topic {topic} has no fact '{name}'",
    "改成所列的事实之一", "use one of the facts listed",
)
_code(
    "PE706", "error",
    "“{value}”不是 {field} 的取值", "'{value}' is not a value of {field}",
    "改成所列的值之一;不知道就不写", "use one of the values listed; leave it out if unknown",
)
_code(
    "PE707", "error",
    "{field} 的 {value} 不在刻度上(每格 {step})", "{value} is off the step of {field} ({step})",
    "按刻度填写", "give a multiple of the step",
)
_code(
    "PE708", "error",
    "{field} 的 {value} 超出范围", "{value} is out of the bounds of {field}",
    "核对数字和单位", "check the figure and its unit",
)
_code(
    "PE709", "error",
    "{field} 要{wanted},给的是“{value}”", "{field} wants {wanted_en}, found '{value}'",
    "改成合类型的值;不知道就不写", "give a value of that type; leave it out if unknown",
)
_code(
    "PE710", "error",
    "不知道按哪一天的规定:{field} 没有给,也没有 as_of", "no date to decide by: neither {field} nor as_of is given",
    "给出日期;引擎里没有时钟", "give the date; there is no clock inside",
)
_code(
    "PE711", "error",
    "这些事实不可能同时成立:{facts}", "these facts cannot hold together: {facts}",
    "核对请求", "check the request",
)
_code(
    "PE712", "error",
    "given 里的“{name}”不在词汇表的{kind}里", "'{name}' in given is no {kind_en} of the vocabulary",
    "改成词汇表里的词", "use a word of the vocabulary",
)
_code(
    "PE713", "error",
    "{field} 的“{value}”不是日期", "'{value}' of {field} is not a date",
    "写成 2026-01-31,年份 0001 到 9999", "write it like 2026-01-31, years 0001 to 9999",
)
_code(
    "PE714", "error",
    "裁量“{name}”{problem}", "judgement '{name}' {problem_en}",
    "只就裁量字段和未定参数作裁量,并与事实一致", "judge only judgement fields and unset parameters, and agree with the facts",
)
_code(
    "PE715", "error",
    "辖区 {jurisdiction} 的事项 {topic} 因规则冲突已搁置", "topic {topic} of {jurisdiction} is set aside because its rules conflict",
    "先改正规则,用 check 查看", "correct the rules first; check shows them",
)
_code(
    "PE716", "error",
    "{field} 缺少“{key}”", "{field} lacks '{key}'",
    "补上", "add it",
)
_code(
    "PE717", "error",
    "没有 {year} 年的节假日历,算不出工作日", "working days of {year} cannot be counted: no holiday calendar",
    "安装 policy-engine[calendar],或等该年的节假日安排公布后更新 chinesecalendar",
    "install policy-engine[calendar], or update chinesecalendar once that year's holidays are announced",
)
_code(
    "PE718", "error",
    "日期算出了 0001 到 9999 年之外", "a date works out beyond the years 1 to 9999",
    "核对请求里的日期", "check the dates of the request",
)
_code(
    "PE740", "error",
    "辖区 {jurisdiction} 没有义务“{name}”", "{jurisdiction} has no duty '{name}'",
    "写成 规章/义务;用 duties 命令看有哪些", "name it instrument/duty; the command duties lists them",
)
_code(
    "PE741", "error",
    "义务 {duty} 没有要求{kind}“{name}”", "duty {duty} asks for no {kind_en} '{name}'",
    "改成这项义务写的词", "use a word that the duty names",
)
_code(
    "PE742", "error",
    "日期次序不对:记录自 {start} 至 {end},检查日 {on}", "records from {start} until {end}, checked on {on}: out of order",
    "自、至、检查日依次排列;没到的日子没有记录", "from, until and as_of in that order; days to come have no records",
)
_code(
    "PE743", "error",
    "{duty} 的记录 {date} 晚于检查日 {on}", "a record of {duty} is dated {date}, after the day of the check {on}",
    "改正日期或检查日", "correct the date, or the day of the check",
)
_code(
    "PE744", "error",
    "{duty} 的记录{problem}", "a record of {duty} {problem_en}",
    "逢事的义务写 event,其他的写 date", "a duty for each event has event, every other one date",
)
_code(
    "PE745", "error",
    "{duty}:覆盖 {covered} 超过总数 {of}", "{duty}: {covered} covered of {of}",
    "核对这两个数", "check the two figures",
)
_code(
    "PE746", "error",
    "“{name}”不是 {duty} 的一期", "'{name}' is no period of {duty}",
    "写成 2025、2025-H1、2025-Q1、2025-03、2025-W10 这样的期号", "write it like 2025, 2025-H1, 2025-Q1, 2025-03, 2025-W10",
)
_code(
    "PE747", "error",
    "记录太多:{number} 条,上限 {limit}", "too many records: {number}, at most {limit}",
    "分几次检查", "check them in parts",
)
_code(
    "PE760", "error",
    "没有“{name}”这种事件", "there is no event '{name}'",
    "改成所列的事件之一", "use one of the events listed",
)
_code(
    "PE761", "error",
    "事件 {event} 没有“{field}”这一项", "an event {event} has no '{field}'",
    "改成所列的项之一", "use one of those listed",
)
_code(
    "PE762", "error",
    "日期次序不对:期间自 {start} 至 {end},截至 {on}", "the period runs from {start} until {end}, as of {on}: out of order",
    "自、至、截至日依次排列,期间至多十年", "from, until and as_of in that order, and ten years at most",
)
_code(
    "PE763", "error",
    "事件太多:{number} 件,上限 {limit}", "too many events: {number}, at most {limit}",
    "分人、分年检查", "check them by person and year",
)
_code(
    "PE764", "error",
    "辖区 {jurisdiction} 没有经过的规则", "{jurisdiction} has no history rules",
    "核对辖区", "check the jurisdiction",
)
_code(
    "PE765", "error",
    "事件 {field} 在截至日 {on} 之后", "the event {field} lies after {on}, up to which the history is judged",
    "改正日期或 as_of", "correct the date or as_of",
)

# --- 8. cases ------------------------------------------------------------------------------------------------
_code(
    "PE801", "finding",
    "用例“{case}”的 {key} 应为 {wanted},得到 {found}", "case '{case}': {key} should be {wanted}, got {found}",
    "查是规则改了还是用例写错", "find out whether the rule or the case is wrong",
)
_code(
    "PE802", "finding",
    "用例“{case}”没有断言", "case '{case}' asserts nothing",
    "在 expect 里写出结果、效果和条款", "state outcome, effects and clauses under expect",
)
_code(
    "PE803", "error",
    "用例的 expect 里没有“{key}”", "expect has no key '{key}'",
    "改成所列的键之一", "use one of the keys listed",
)
_code(
    "PE804", "finding",
    "规则 {rule} 没有在任何用例里{shown}", "no case has rule {rule} {shown_en}",
    "加一个用例:{how}", "add a case {how_en}",
)
_code(
    "PE805", "finding",
    "用例文件里没有用例", "the case file has no case",
    "写上用例或删去文件", "write cases or remove the file",
)
_code(
    "PE806", "finding",
    "用例“{case}”的请求有错:{problem}", "the request of case '{case}' is invalid: {problem_en}",
    "改正用例的事实", "correct the facts of the case",
)
_code(
    "PE807", "finding",
    "规则 {rule} 的界线“{threshold}”没有{side}的用例({fact})", "threshold '{threshold}' of rule {rule} is tested by no case {side_en} ({fact})",
    "加一个用例:{how}", "add a case {how_en}",
)
_code(
    "PE808", "finding",
    "规则 {rule} 对 {field} 的限额没有{side}的用例", "the limit of {field} in rule {rule} is tested by no case {side_en}",
    "加一个用例:{how}", "add a case {how_en}",
)
_code(
    "PE809", "finding",
    "规则 {rule} 对 {field} 的期限没有{side}的用例", "the deadline of {field} in rule {rule} is tested by no case {side_en}",
    "加一个用例:{how}", "add a case {how_en}",
)
_code(
    "PE810", "finding",
    "参数 {parameter} 自 {day} 起的值 {value} 没有在任何用例里用到", "the value {value} of parameter {parameter} from {day} is used in no case",
    "加一个用例:{how}", "add a case {how_en}",
)

# --- 8. source documents (sources verify) -----------------------------------------------------------------------
_code(
    "PE840", "finding",
    "文件夹 {folder} 里没有出处文件 {document}", "the folder {folder} does not hold the source document {document}",
    "把文件按 sources.yaml 里的名字放进去,或用 --documents 指对文件夹",
    "put it there under its name in sources.yaml, or name the right folder with --documents",
)
_code(
    "PE841", "finding",
    "读不了出处文件 {document}:{problem}", "the source document {document} cannot be read: {problem}",
    "检查文件是否为 UTF-8、是否有读取权限", "check that it is UTF-8 and may be read",
)
_code(
    "PE842", "finding",
    "{document} 不是录入时的那一份:指纹不同", "{document} is not the text that was encoded: its digest differs",
    "逐条复核有变动的条款;都核对过了,再把 sources.yaml 里的 sha256 改成新的",
    "review the clauses that changed; only then enter the new sha256 in sources.yaml",
)
_code(
    "PE843", "finding",
    "条款 {clause} 的原文没有变,位置从 {span} 移到了 {now}", "the text of {clause} is unchanged and has moved from {span} to {now}",
    "核对后改条款总账里的 span;--write-spans 可以代改", "enter the new span in the ledger, or let --write-spans do it",
)
_code(
    "PE844", "finding",
    "条款 {clause} 的原文变了,现在 {now}:{marked}", "the text of {clause} has changed, now {now}: {marked}",
    "复核它的规则、义务、用例和读法,再改条款总账里的 span 和 digest",
    "review its rules, duties, cases and readings, then enter span and digest in the ledger",
)
_code(
    "PE845", "finding",
    "条款 {clause} 的原文不见了(原在 {span})", "the text of {clause} is gone (it stood at {span})",
    "条款若已废止,给它的规则写上 until;若改写了,另列新条款", "end its rules with until if it was repealed; enter a new clause if it was rewritten",
)
_code(
    "PE850", "finding",
    "{owner} 的 {path} 是“{said}”,条款 {clause} 写的是“{text}”",
    "{owner}: {path} is '{said_en}', but clause {clause} says '{text}'",
    "改用原文的界限词;有理由不照字面的,写一条点明这个数的 reading",
    "use the operator of the text; where there is reason to depart from it, give a reading that names the figure",
)
_code(
    "PE851", "finding",
    "{owner} 的 {path} 用了 {figure},条款 {clause} 写的是“{text}”,没有一个运算词等于“左右”",
    "{owner}: {path} uses {figure}, but clause {clause} says '{text}', and no operator means about",
    "用 reading 写明怎样理解这个约数,点明这个数", "say in a reading that names the figure how it is to be understood",
)
_code(
    "PE852", "finding",
    "{owner} 的 {path} 用了 {figure},条款 {clause} 的原文里没有这个数",
    "{owner}: {path} uses {figure}, which the text of clause {clause} does not have",
    "核对数字和单位;从别处来的(沿用上句、相邻一档的反面),写一条点明这个数的 reading",
    "check figure and unit; where it comes from elsewhere (another sentence, the other side of a tier), give a reading that names it",
)

# --- 9. the folder -------------------------------------------------------------------------------------------
_code(
    "PE901", "error",
    "没有这个文件夹", "there is no such folder",
    "核对 --rulebook 的路径", "check the path given with --rulebook",
)
_code(
    "PE902", "error",
    "文件夹是空的", "the folder is empty",
    "放入规则文件,或换一个文件夹", "put a rulebook there, or name another folder",
)
_code(
    "PE903", "error",
    "这不是规则库:缺少 {missing}", "this folder is no rulebook: {missing} is missing",
    "规则库须有 vocabulary.yaml、jurisdictions.yaml、sources.yaml、ledger.yaml(或 ledger/ 下的文件)",
    "a rulebook has vocabulary.yaml, jurisdictions.yaml, sources.yaml and ledger.yaml (or files under ledger/)",
)
_code(
    "PE904", "error",
    "台账文件 {file} 没有改写:{problem_zh}", "the ledger's file {file} was not rewritten: {problem}",
    "一条写一处,并核对文件能不能写", "write each clause in one place, and see whether the file may be written",
)
