"""Codes of reading text (1) and of the shape of a file (2)."""

from __future__ import annotations

from policy_engine.codes.code import enter

enter(
    "PE101", "error",
    "文件不是 UTF-8 编码", "the file is not UTF-8",
    "用编辑器另存为 UTF-8", "save the file as UTF-8",
)
enter(
    "PE102", "error",
    "不合 YAML 语法:{problem_zh}", "not YAML: {problem}",
    "对照上下行的缩进、冒号后的空格和引号", "compare indentation, the blank after each colon, and quotes with the lines around it",
)
enter(
    "PE103", "error",
    "出现制表符", "a tab character",
    "缩进和分隔都改用空格", "use blanks, for indentation and elsewhere",
)
enter(
    "PE104", "error",
    "“{key}”没有值", "'{key}' has no value",
    "写上值;在花括号里多半是半角逗号把一句话切断了,把句子放进引号或改用块状写法",
    "write the value; inside braces a half-width comma has probably cut a sentence: quote it or use block style",
)
enter(
    "PE105", "error",
    "键“{key}”写了两次(前一次在第 {line} 行)", "key '{key}' stands twice (first on line {line})",
    "删去一处,或改名", "remove one of them or rename it",
)
enter(
    "PE106", "error",
    "“{text}”会被 YAML 当成真假值", "YAML takes '{text}' for a truth value",
    "要真假就写 true 或 false,要文字就加引号", "write true or false if that is meant, or quote the word",
)
enter(
    "PE107", "error",
    "不认的数字写法“{text}”", "'{text}' is not a plain number",
    "只写整数或小数,如 8、1.5;若是文字(编号、时刻)请加引号",
    "write plain integers or decimals (8, 1.5); quote it if it is text such as a number plate or a time",
)
enter(
    "PE108", "error",
    "“{key}”里有全角标点", "'{key}' contains full-width punctuation",
    "分隔用的冒号、逗号、括号改成半角,后面空一格;值里的文字要用全角标点,整句加引号",
    "use half-width colons, commas and brackets, each with a blank behind it; quote a text that has full-width ones",
)
enter(
    "PE109", "error",
    "别名(*)展开过多,超过 {limit} 个节点", "aliases expand to more than {limit} nodes",
    "把内容直接写出来", "write the content out",
)
enter(
    "PE110", "error",
    "文件过大:{size} 字节,上限 {limit}", "the file is too large: {size} bytes, at most {limit}",
    "按制度拆成几个文件", "split it, one instrument a file",
)
enter(
    "PE111", "error",
    "嵌套过深,超过 {limit} 层", "nested deeper than {limit} levels",
    "检查括号是否配对", "check that brackets are closed",
)
enter(
    "PE112", "error",
    "一个文件里有几份 YAML(---)", "several YAML documents in one file (---)",
    "一个文件只放一份", "keep one document a file",
)
enter(
    "PE113", "error",
    "不许用标签“{tag}”", "tag '{tag}' is not allowed",
    "去掉感叹号开头的标签", "remove the tag (the word with the exclamation mark)",
)
enter(
    "PE114", "error",
    "不许用合并键 <<", "the merge key << is not allowed",
    "把内容直接写出来", "write the content out",
)
enter(
    "PE115", "error",
    "键应是文字", "a key must be text",
    "给键加引号或改成文字", "quote the key or make it a word",
)
enter(
    "PE116", "error",
    "“{text}”不是日期", "'{text}' is not a date",
    "写成 2026-01-31 这样的日期,年份 0001 到 9999;不带时刻", "write it like 2026-01-31, years 0001 to 9999, no time of day",
)
enter(
    "PE117", "error",
    "读不了文件:{problem}", "the file cannot be read: {problem}",
    "检查文件是否存在、是否有读取权限", "check that the file exists and may be read",
)
enter(
    "PE118", "error",
    "文件是空的", "the file is empty",
    "补上内容或删去文件", "fill it or remove it",
)
enter(
    "PE201", "error",
    "{where}里没有“{key}”这个键", "{where} has no key '{key}'",
    "改成所列的键之一", "use one of the keys listed",
)
enter(
    "PE202", "error",
    "{where}缺少“{key}”", "{where} lacks '{key}'",
    "补上这个键", "add the key",
)
enter(
    "PE203", "error",
    "{where}应是{wanted},写成了{found}", "{where} must be {wanted_en}, found {found_en}",
    "换成要的那一种;数字只写数,不写单位和汉字(三十元写 30),日期写 2026-01-31,文字里有冒号的加引号",
    "write what is wanted: a figure as a plain number without unit (30), a date as 2026-01-31, text with a colon in quotes",
)
enter(
    "PE204", "error",
    "编号“{id}”不合写法", "'{id}' is not a valid id",
    "规则、规章、参数用小写字母、数字和连字符;用语、字段用小写字母、数字和下划线",
    "rules, instruments, parameters: lower-case letters, digits, hyphens; terms and fields: underscores instead",
)
enter(
    "PE205", "error",
    "条款 {clause} 下既没有规则也没有 none", "clause {clause} has neither rules nor none",
    "写出规则,或用 none 说明为什么没有", "write its rules, or say with none why there are none",
)
enter(
    "PE206", "error",
    "规则 {rule} 没有任何效果", "rule {rule} has no effect",
    "在 then 里写出由谁做什么", "say in then who does what",
)
enter(
    "PE207", "error",
    "{where}缺少中文说明(zh)", "{where} lacks its Chinese line (zh)",
    "用自己的话写一句 zh", "write one plain line zh in your own words",
)
enter(
    "PE208", "error",
    "文件名与规章编号“{id}”不一致", "the file name differs from the instrument id '{id}'",
    "改文件名或改编号,两者须相同", "rename the file or the instrument; they must be the same",
)
enter(
    "PE209", "error",
    "{where}里“{one}”与“{other}”不能同时写", "in {where}, '{one}' and '{other}' exclude each other",
    "只留一个", "keep one of them",
)
enter(
    "PE210", "error",
    "规则 {rule} 写了 otherwise,却没有要办的事、凭据、限额或期限", "rule {rule} has otherwise but requires no act, paper, limit or deadline",
    "写明须办到什么,或去掉 otherwise", "state what has to be fulfilled, or drop otherwise",
)
enter(
    "PE211", "error",
    "表 {table}:{problem}", "table {table}: {problem_en}",
    "每行格数与列数一致;列写 rule 和 when、then、otherwise 下的路径",
    "give every row a cell for each column; columns are rule and paths below when, then, otherwise",
)
