"""Codes of names (3), figures and dates (4)."""

from __future__ import annotations

from policy_engine.codes.code import enter

enter(
    "PE301", "error",
    "事项 {topic} 没有字段或用语“{name}”", "topic {topic} has no field or term '{name}'",
    "改成所列的字段,或先在 terms 里定义", "use one of the fields, or define a term",
)
enter(
    "PE302", "error",
    "“{value}”不在字段 {field} 的取值之内", "'{value}' is not a value of field {field}",
    "改成所列的值;开放的值先加进词汇表", "use one of the values; add it to the vocabulary if the list is open",
)
enter(
    "PE303", "error",
    "没有参数“{name}”", "there is no parameter '{name}'",
    "在 parameters 里定义它,或直接写数字", "define it under parameters, or write the number",
)
enter(
    "PE304", "error",
    "没有规则“{name}”", "there is no rule '{name}'",
    "写成本规章的规则编号,或 规章/规则", "name a rule of this instrument, or instrument/rule",
)
enter(
    "PE305", "error",
    "台账里没有本规章的条款“{clause}”", "the ledger has no clause '{clause}' of this instrument",
    "核对条款编号;新条款先登入台账(ledger.yaml 或 ledger/ 下的文件)", "check the clause id; a new clause is entered in the ledger first (ledger.yaml or a file under ledger/)",
)
enter(
    "PE306", "error",
    "then 里没有“{name}”这种效果或步骤", "'{name}' is no effect and no act of the vocabulary",
    "改成词汇表里的步骤,或 permit、prohibit、refer、require、require_afterwards",
    "use an act of the vocabulary, or permit, prohibit, refer, require, require_afterwards",
)
enter(
    "PE307", "error",
    "词汇表里没有“{name}”这个人或单位", "the vocabulary has no actor '{name}'",
    "改成词汇表 actors 里的词,或先加进去", "use a word of actors in the vocabulary, or add it there",
)
enter(
    "PE308", "error",
    "词汇表里没有“{name}”这种凭据", "the vocabulary has no paper '{name}'",
    "改成词汇表 papers 里的词,或先加进去", "use a word of papers in the vocabulary, or add it there",
)
enter(
    "PE309", "error",
    "词汇表里没有“{name}”这件事务", "the vocabulary has no matter '{name}'",
    "改成词汇表 matters 里的词,或先加进去", "use a word of matters in the vocabulary, or add it there",
)
enter(
    "PE310", "error",
    "词汇表里没有读法依据“{name}”", "the vocabulary has no convention '{name}'",
    "改成词汇表 conventions 里的词,或先加进去", "use a word of conventions in the vocabulary, or add it there",
)
enter(
    "PE311", "error",
    "没有事项“{name}”", "there is no topic '{name}'",
    "改成已有的事项;新事项要有请求模型", "use a known topic; a new one needs a request model",
)
enter(
    "PE312", "error",
    "没有规章“{name}”", "there is no instrument '{name}'",
    "核对规章编号和文件名", "check the instrument's id and file name",
)
enter(
    "PE313", "error",
    "sources.yaml 里没有文件“{name}”", "sources.yaml has no document '{name}'",
    "先在 sources.yaml 里登记", "enter it in sources.yaml first",
)
enter(
    "PE314", "error",
    "没有辖区“{name}”", "there is no jurisdiction '{name}'",
    "核对 jurisdictions.yaml", "check jurisdictions.yaml",
)
enter(
    "PE315", "error",
    "“{name}”不是事项 {topic} 的日期字段", "'{name}' is no date field of topic {topic}",
    "写成日期字段的名字", "name a date field",
)
enter(
    "PE316", "error",
    "字段 {field} 不能用“{operator}”", "field {field} cannot be tested with '{operator}'",
    "改用所列的写法", "use one of the operators listed",
)
enter(
    "PE317", "error",
    "算式里没有“{name}”这种运算", "'{name}' is no operation of formulas",
    "改用所列的运算", "use one of the operations listed",
)
enter(
    "PE318", "error",
    "事项 {topic} 没有输出“{name}”", "topic {topic} has no output '{name}'",
    "改成请求模型声明的输出", "use an output that the request model declares",
)
enter(
    "PE319", "error",
    "“{name}”不是可以限定的数目,也不是步骤或日期", "'{name}' is no quantity, act or date of topic {topic}",
    "改成所列的词", "use one of the words listed",
)
enter(
    "PE320", "error",
    "词汇表里没有“{name}”这项职能", "the vocabulary has no function '{name}'",
    "改成词汇表 functions 里的词,或先加进去", "use a word of functions in the vocabulary, or add it there",
)
enter(
    "PE321", "error",
    "词汇表里没有“{name}”这个机构", "the vocabulary has no body '{name}'",
    "改成词汇表 actors 或值表 body 里的词,或先加进去", "use an actor, or a word of the list body in the vocabulary, or add it there",
)
enter(
    "PE322", "error",
    "词汇表的值表 {list} 里没有“{name}”", "the vocabulary's list {list} has no '{name}'",
    "改成这个值表里的词,或先加进去", "use a word of that list, or add it there",
)
enter(
    "PE323", "error",
    "defines 里的“{name}”不是本规章的用语", "'{name}' under defines is no term of this instrument",
    "先在 terms 里写明这个用语", "write the term under terms first",
)
enter(
    "PE324", "error",
    "“{name}”因请求而异,不能作为机构", "'{name}' depends on the request and cannot name a body",
    "写出各个机构,一个机构一条规则", "name each body, one rule a body",
)
enter(
    "PE325", "error",
    "没有说机构 {body} 怎么样", "nothing is said of body {body}",
    "写出它的某一项,如 exists: true、posts", "say something of it, like exists: true or posts",
)
enter(
    "PE330", "error",
    "义务没有“{name}”这种周期", "duties have no period '{name}'",
    "改成所列的周期之一", "use one of the periods listed",
)
enter(
    "PE331", "error",
    "请求模型里没有义务所属的事项", "no request model has a topic for duties",
    "加上声明了 duties=True 的事项(如 standard)", "add a model whose topic says duties=True, such as standard",
)
enter(
    "PE401", "error",
    "{value} 不在 {field} 的刻度上(每格 {step})", "{value} is off the step of {field} ({step})",
    "写成刻度的整数倍;舍入写成用语", "write a multiple of the step; rounding belongs in a term",
)
enter(
    "PE402", "error",
    "{value} 超出 {field} 的范围", "{value} is out of the bounds of {field}",
    "核对数字和单位", "check the figure and its unit",
)
enter(
    "PE403", "error",
    "字段 {field} 要{wanted},写的是“{value}”", "field {field} wants {wanted_en}, found '{value}'",
    "改成合类型的值", "write a value of that type",
)
enter(
    "PE404", "error",
    "参数 {name} 的单位 {unit} 与字段 {field} 的单位 {wanted} 不同",
    "parameter {name} is in {unit}, field {field} in {wanted}",
    "统一单位", "use the same unit",
)
enter(
    "PE405", "error",
    "规则 {rule} 的两种措辞在 {day} 同时有效", "two wordings of rule {rule} are both in force on {day}",
    "前一种措辞写上 until,后一种从次日起", "close the earlier wording with until; the next begins the day after",
)
enter(
    "PE406", "error",
    "参数 {name} 的两个版本从同一天 {day} 起", "two values of parameter {name} begin on the same day {day}",
    "只留一个,或改日期", "keep one of them or change its date",
)
enter(
    "PE407", "error",
    "期间倒置:{start} 晚于 {end}", "the period runs backwards: {start} is after {end}",
    "改正 from 和 until", "correct from and until",
)
enter(
    "PE408", "error",
    "between 的两端倒置:{low} 大于 {high}", "the ends of between are reversed: {low} is above {high}",
    "小的写在前面", "write the lower end first",
)
enter(
    "PE409", "error",
    "{where}写的是 {value},应在 {low} 到 {high} 之内", "{where} is {value}, it must lie between {low} and {high}",
    "改成范围内的数", "write a figure of that range",
)
