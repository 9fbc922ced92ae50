"""Codes of rules together (5) and findings of ``check`` (6)."""

from __future__ import annotations

from policy_engine.codes.code import enter

enter(
    "PE501", "error",
    "规则编号“{rule}”用了两次(另一处在 {other})", "rule id '{rule}' is used twice (also at {other})",
    "改一个新编号;编号不得重用", "give one of them a new id; ids are never reused",
)
enter(
    "PE502", "error",
    "例外绕成了圈:{circle}", "exceptions in a circle: {circle}",
    "去掉其中一处 exception_to", "remove one exception_to",
)
enter(
    "PE503", "error",
    "用语绕成了圈:{circle}", "terms in a circle: {circle}",
    "用字段改写其中一个用语", "define one of them from fields",
)
enter(
    "PE504", "error",
    "上级规则 {base} 没有写 may_vary,下级不得变更", "rule {base} of a higher instrument does not allow being varied",
    "由上级规章写 may_vary: true,或改为本级的规则", "the higher instrument must say may_vary: true, or make it a rule of its own",
)
enter(
    "PE505", "error",
    "例外 {rule} 没有改动 {base} 的任何一项", "exception {rule} replaces nothing that {base} states",
    "写明要改的动作;不是例外就去掉 exception_to", "state the act it changes, or drop exception_to",
)
enter(
    "PE506", "error",
    "{rule} 只是“原则上”,不能改写必须遵守的 {base}", "{rule} is only a should, it cannot replace {base}, a must",
    "去掉 strength: should,或不作例外", "drop strength: should, or drop exception_to",
)
enter(
    "PE507", "error",
    "{one} 与 {other} 对同一请求给出不同的{slot}:{facts}", "{one} and {other} answer {slot} differently for one request: {facts}",
    "写成例外(exception_to),或把条件分开", "make one the exception of the other, or part their conditions",
)
enter(
    "PE508", "error",
    "规则 {rule} 让申请人自己{act}:{facts}", "rule {rule} lets the applicant {act} his own request: {facts}",
    "加一条例外,由别人批或 refer 上报", "add an exception: somebody else, or refer upward",
)
enter(
    "PE509", "error",
    "规则 {rule} 的条件过于复杂(超过 {limit} 个节点)", "the condition of rule {rule} is too complex (more than {limit} nodes)",
    "拆成几条规则", "split the rule",
)
enter(
    "PE510", "error",
    "台账写 {clause} 的归宿为 {ledger},规章里却是 {found}", "the ledger gives {clause} the fate {ledger}, the instrument {found}",
    "两处改成一致,或运行 policy-engine coverage --update", "make the two agree, or run policy-engine coverage --update",
)
enter(
    "PE511", "error",
    "台账里的条款 {clause} 在规章里没有出现", "clause {clause} of the ledger does not stand in its instrument",
    "按原文次序补上该条", "add the clause in the document's order",
)
enter(
    "PE512", "error",
    "{what}“{id}”定义了两次(另一处在 {other})", "{what_en} '{id}' is defined twice (also at {other})",
    "只留一处", "keep one of them",
)
enter(
    "PE513", "error",
    "辖区的上级绕成了圈:{circle}", "parents of jurisdictions in a circle: {circle}",
    "改正 parent", "correct parent",
)
enter(
    "PE514", "error",
    "规则写在了条款之外", "a rule outside any clause",
    "把规则移到它所依据的条款下面", "move it under the clause it encodes",
)
enter(
    "PE515", "error",
    "例外 {rule} 与 {base} 不是同一事项", "exception {rule} is of another topic than {base}",
    "例外沿用原规则的事项", "an exception has the topic of its base",
)
enter(
    "PE516", "error",
    "人员“{actor}”绕了一圈又指回自己", "actor '{actor}' leads back to itself",
    "改正 one_of、all_of 或 choose", "correct one_of, all_of or choose",
)
enter(
    "PE520", "error",
    "机构 {body} 的 {attribute} 写的是它自己", "{attribute} of body {body} is that body itself",
    "写另一个机构", "name the other body",
)
enter(
    "PE525", "error",
    "条款 {clause} 写的 status 是 {status},台账的 modality 是 {modality}", "clause {clause} has status {status}, its modality in the ledger is {modality}",
    "对照原文,两处写成一样;有约束力的条款不写 status", "look at the text and make both agree; a clause that binds has no status",
)
enter(
    "PE526", "error",
    "台账说条款 {clause} 是 {modality},它的规则不生效,却没有写 status", "the ledger says that clause {clause} is {modality}, so its rules are not in force, but it has no status",
    "在条款里写上同样的 status;若其实有约束力,改台账的 modality", "write the same word as its status; or correct the modality in the ledger if it binds",
)
enter(
    "PE527", "error",
    "规则 {rule} 和它所例外的 {base} 一个生效、一个不生效", "of the rule {rule} and its base {base} one is in force and the other is not",
    "不生效的规则只能是不生效规则的例外;把条件写全,不用 exception_to", "write out its condition without exception_to; only rules that are not in force may be exceptions to one another",
)
enter(
    "PE528", "error",
    "条款 {clause} 写了 status,却没有规则", "clause {clause} has a status but no rules",
    "删去 status;不设规则的原因已经说明了", "remove the status; the reason under none says enough",
)
enter(
    "PE535", "error",
    "台账给 {clause} 写了“{key}”,归宿里却没有 {fate}", "the ledger gives {clause} '{key}' without the fate {fate}",
    "删去它,或改正归宿", "remove it, or correct the fates",
)
enter(
    "PE536", "error",
    "{clause} 说与 {of} 同文,而 {of} 自己也说与别条同文", "{clause} is said to repeat {of}, which itself is said to repeat a clause",
    "of 写最早的那一条", "name the clause that repeats nothing",
)
enter(
    "PE537", "error",
    "台账写 {clause} 的“{key}”为 {ledger},规章里却是 {found}", "the ledger gives {clause} '{key}: {ledger}', the instrument '{key}: {found}'",
    "两处改成一致,或运行 policy-engine coverage --update", "make the two agree, or run policy-engine coverage --update",
)
enter(
    "PE538", "error",
    "规章接着写的文件的事项是“{topic}”,前面一份是“{other}”", "the file goes on with topic '{topic}', the first has '{other}'",
    "两份写同一个 topic;别的事项在规则上写", "give both the same topic; another topic is stated on the rule",
)

enter(
    "PE540", "error",
    "没有“{name}”这种事件", "there is no event '{name}'",
    "改成 docs/histories.md 列出的事件", "use an event that docs/histories.md lists",
)
enter(
    "PE542", "error",
    "“{of}”没有可以比较的“{field}”", "'{of}' has no '{field}' that could be tested",
    "改成所列的项之一", "use one of those listed",
)
enter(
    "PE543", "error",
    "经过 {rule}:{problem}", "history rule {rule}: {problem_en}",
    "改界限或期间,使它可能达到", "change figure or window so that it can be reached",
)
enter(
    "PE544", "error",
    "经过的规则绕成一圈:{circle}", "history rules go in a circle: {circle}",
    "标签只能由先算出的东西得出;去掉圈里的一步", "a label comes from what is known before it: take one step out of the circle",
)
enter(
    "PE545", "error",
    "辖区 {jurisdiction}:{rule} 用到标签“{name}”,没有规则给出它", "{jurisdiction}: {rule} reads the label '{name}', which no rule gives",
    "加上给出它的规则(counts_as),或改标签", "add a rule that gives it (counts_as), or use another label",
)
enter(
    "PE546", "error",
    "经过 {rule} 没有写 each、tally 或 any", "history rule {rule} has neither each nor tally nor any",
    "写明每一次(each)还是合计(tally)", "say whether it is about each event or about a tally",
)
enter(
    "PE547", "error",
    "经过 {rule} 没有写算作什么(counts_as)或怎么办(then)", "nothing follows from history rule {rule}: neither counts_as nor then",
    "写上一项", "write one of them",
)
enter(
    "PE601", "finding",
    "辖区 {jurisdiction} 的 {topic}:没有规则回答 {slot},例如 {facts}",
    "{jurisdiction}, {topic}: no rule answers {slot}, for instance {facts}",
    "补规则,或在 leaves_open 写明为何空着、由谁补", "add a rule, or declare it under leaves_open with why and owner",
)
enter(
    "PE602", "finding",
    "规则 {rule} 的条件永远不成立", "the condition of rule {rule} can never hold",
    "改正条件或删去规则", "correct the condition or remove the rule",
)
enter(
    "PE603", "finding",
    "例外 {rule} 没有改变任何答案,例如 {facts}", "exception {rule} changes no answer, for instance {facts}",
    "删去例外,或写出它的不同之处", "remove it, or state what differs",
)
enter(
    "PE604", "finding",
    "规则 {rule} 从 {start} 到 {end} 没有措辞有效", "no wording of rule {rule} is in force from {start} to {end}",
    "接上日期,或另写一条说明空档", "join the dates, or say elsewhere why there is a hole",
)
enter(
    "PE605", "finding",
    "所说的空白其实有规则回答", "this declared hole is answered by rules",
    "删去或收窄这一项 leaves_open", "remove or narrow this entry of leaves_open",
)
enter(
    "PE606", "note",
    "{where}没有英文说明(en)", "{where} has no English line (en)",
    "有空时补一句 en", "add a line en when there is time",
)
enter(
    "PE607", "finding",
    "规则 {rule} 总被例外取代,从不生效,例如 {facts}", "rule {rule} is always replaced by its exceptions, for instance {facts}",
    "合并规则与例外", "merge the rule with its exceptions",
)
enter(
    "PE608", "finding",
    "{what}“{id}”没有被用到", "{what_en} '{id}' is never used",
    "删去,或用上它", "remove it or use it",
)
enter(
    "PE609", "finding",
    "表 {table} 的“{column}”合计 {found},写的是 {wanted}", "in table {table}, '{column}' adds up to {found}, not {wanted}",
    "核对原文,改正单元格或合计", "compare with the text and correct a cell or the total",
)
enter(
    "PE610", "finding",
    "条款 {clause} 没有归宿", "clause {clause} is in no fate",
    "录入规章后运行 policy-engine coverage --update;还没有录的写 planned", "encode it and run policy-engine coverage --update; until then write planned",
)
