"""Codes of cases and source documents (8) and of the folder (9)."""

from __future__ import annotations

from policy_engine.codes.code import enter

enter(
    "PE801", "finding",
    "用例“{case}”的 {key} 应为 {wanted},得到 {found}", "case '{case}': {key} should be {wanted}, got {found}",
    "查是规则改了还是用例写错", "find out whether the rule or the case is wrong",
)
enter(
    "PE802", "finding",
    "用例“{case}”没有断言", "case '{case}' asserts nothing",
    "在 expect 里写出结果、效果和条款", "state outcome, effects and clauses under expect",
)
enter(
    "PE803", "error",
    "用例的 expect 里没有“{key}”", "expect has no key '{key}'",
    "改成所列的键之一", "use one of the keys listed",
)
enter(
    "PE804", "finding",
    "规则 {rule} 没有在任何用例里{shown}", "no case has rule {rule} {shown_en}",
    "加一个用例:{how}", "add a case {how_en}",
)
enter(
    "PE805", "finding",
    "用例文件里没有用例", "the case file has no case",
    "写上用例或删去文件", "write cases or remove the file",
)
enter(
    "PE806", "finding",
    "用例“{case}”的请求有错:{problem}", "the request of case '{case}' is invalid: {problem_en}",
    "改正用例的事实", "correct the facts of the case",
)
enter(
    "PE807", "finding",
    "规则 {rule} 的界线“{threshold}”没有{side}的用例({fact})", "threshold '{threshold}' of rule {rule} is tested by no case {side_en} ({fact})",
    "加一个用例:{how}", "add a case {how_en}",
)
enter(
    "PE808", "finding",
    "规则 {rule} 对 {field} 的限额没有{side}的用例", "the limit of {field} in rule {rule} is tested by no case {side_en}",
    "加一个用例:{how}", "add a case {how_en}",
)
enter(
    "PE809", "finding",
    "规则 {rule} 对 {field} 的期限没有{side}的用例", "the deadline of {field} in rule {rule} is tested by no case {side_en}",
    "加一个用例:{how}", "add a case {how_en}",
)
enter(
    "PE810", "finding",
    "参数 {parameter} 自 {day} 起的值 {value} 没有在任何用例里用到", "the value {value} of parameter {parameter} from {day} is used in no case",
    "加一个用例:{how}", "add a case {how_en}",
)
enter(
    "PE840", "finding",
    "文件夹 {folder} 里没有出处文件 {document}", "the folder {folder} does not hold the source document {document}",
    "把文件按 sources.yaml 里的名字放进去,或用 --documents 指对文件夹",
    "put it there under its name in sources.yaml, or name the right folder with --documents",
)
enter(
    "PE841", "finding",
    "读不了出处文件 {document}:{problem}", "the source document {document} cannot be read: {problem}",
    "检查文件是否为 UTF-8、是否有读取权限", "check that it is UTF-8 and may be read",
)
enter(
    "PE842", "finding",
    "{document} 不是录入时的那一份:指纹不同", "{document} is not the text that was encoded: its digest differs",
    "逐条复核有变动的条款;都核对过了,再把 sources.yaml 里的 sha256 改成新的",
    "review the clauses that changed; only then enter the new sha256 in sources.yaml",
)
enter(
    "PE843", "finding",
    "条款 {clause} 的原文没有变,位置从 {span} 移到了 {now}", "the text of {clause} is unchanged and has moved from {span} to {now}",
    "核对后改条款总账里的 span;--write-spans 可以代改", "enter the new span in the ledger, or let --write-spans do it",
)
enter(
    "PE844", "finding",
    "条款 {clause} 的原文变了,现在 {now}:{marked}", "the text of {clause} has changed, now {now}: {marked}",
    "复核它的规则、义务、用例和读法,再改条款总账里的 span 和 digest",
    "review its rules, duties, cases and readings, then enter span and digest in the ledger",
)
enter(
    "PE845", "finding",
    "条款 {clause} 的原文不见了(原在 {span})", "the text of {clause} is gone (it stood at {span})",
    "条款若已废止,给它的规则写上 until;若改写了,另列新条款", "end its rules with until if it was repealed; enter a new clause if it was rewritten",
)
enter(
    "PE850", "finding",
    "{owner} 的 {path} 是“{said}”,条款 {clause} 写的是“{text}”",
    "{owner}: {path} is '{said_en}', but clause {clause} says '{text}'",
    "改用原文的界限词;有理由不照字面的,在这条规则上写一条 reading,点明这个数并说出运算词的意思(如“读作不满三天”)",
    "use the operator of the text; where there is reason to depart from it, give the rule a reading that names the figure and says what the operator says",
)
enter(
    "PE851", "finding",
    "{owner} 的 {path} 用了 {figure},条款 {clause} 写的是“{text}”,没有一个运算词等于“左右”",
    "{owner}: {path} uses {figure}, but clause {clause} says '{text}', and no operator means about",
    "用 reading 写明怎样理解这个约数,点明这个数", "say in a reading that names the figure how it is to be understood",
)
enter(
    "PE852", "finding",
    "{owner} 的 {path} 用了 {figure},条款 {clause} 的原文里没有这个数",
    "{owner}: {path} uses {figure}, which the text of clause {clause} does not have",
    "核对数字和单位;从别处来的(沿用上句、相邻一档的反面),写一条点明这个数的 reading",
    "check figure and unit; where it comes from elsewhere (another sentence, the other side of a tier), give a reading that names it",
)
enter(
    "PE901", "error",
    "没有这个文件夹", "there is no such folder",
    "核对 --rulebook 的路径", "check the path given with --rulebook",
)
enter(
    "PE902", "error",
    "文件夹是空的", "the folder is empty",
    "放入规则文件,或换一个文件夹", "put a rulebook there, or name another folder",
)
enter(
    "PE903", "error",
    "这不是规则库:缺少 {missing}", "this folder is no rulebook: {missing} is missing",
    "规则库须有 vocabulary.yaml、jurisdictions.yaml、sources.yaml、ledger.yaml(或 ledger/ 下的文件)",
    "a rulebook has vocabulary.yaml, jurisdictions.yaml, sources.yaml and ledger.yaml (or files under ledger/)",
)
enter(
    "PE904", "error",
    "台账文件 {file} 没有改写:{problem_zh}", "the ledger's file {file} was not rewritten: {problem}",
    "一条写一处,并核对文件能不能写", "write each clause in one place, and see whether the file may be written",
)
