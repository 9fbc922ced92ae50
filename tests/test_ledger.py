"""The ledger and the vocabulary in parts, what the ledger may say, and fates computed from instruments."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from policy_engine.compiled.digests import meaning_digest, texts_digest
from policy_engine.engine.book import load
from policy_engine.loading.folder import compile_folder, try_folder
from policy_engine.loading.parts import is_instrument, parts_of, small_file_of
from tests.build import instrument, shipped, write
from tests.corpus_reader import BASE


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "rulebook"))


def codes(folder: Path) -> list[str]:
    return [fault.code for fault in try_folder(folder)[1]]


def split_ledger(folder: Path) -> None:
    """Its lines by turns in two files."""
    lines = (folder / "ledger.yaml").read_text("utf-8").splitlines(keepends=True)
    (folder / "ledger.yaml").unlink()
    (folder / "ledger").mkdir()
    for number, part in enumerate(("a.yaml", "b.yaml")):
        (folder / "ledger" / part).write_text("".join(lines[number::2]), "utf-8")


# --- parts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "small"),
    [
        ("ledger.yaml", "ledger.yaml"),
        ("ledger/000.yaml", "ledger.yaml"),
        ("vocabulary/more.yaml", "vocabulary.yaml"),
        ("town/ledger.yaml", ""),
        ("sources/a.yaml", ""),
        ("ledgers/a.yaml", ""),
        ("ledger", ""),
    ],
)
def test_which_small_file_a_path_is_of(path: str, small: str) -> None:
    assert small_file_of(path) == small
    assert is_instrument(path) is not bool(small)


def test_parts_are_joined_in_the_order_of_their_names_the_plain_file_first() -> None:
    files = ["vocabulary/b.yaml", "town/a.yaml", "vocabulary/a.yaml", "vocabulary.yaml", "ledger/a.yaml"]
    assert parts_of("vocabulary.yaml", files) == ["vocabulary.yaml", "vocabulary/a.yaml", "vocabulary/b.yaml"]
    assert parts_of("ledger.yaml", files) == ["ledger/a.yaml"]


def test_a_split_ledger_means_the_same(base: Path) -> None:
    before = compile_folder(base)
    split_ledger(base)
    after = compile_folder(base)
    assert (after.digest, after.texts_digest) == (before.digest, before.texts_digest)
    assert {entry.place.file for entry in after.models.ledger.values()} == {"ledger/a.yaml", "ledger/b.yaml"}


def test_a_part_beside_the_whole_ledger(base: Path) -> None:
    line = (base / "ledger.yaml").read_text("utf-8").splitlines()[0]
    (base / "ledger").mkdir()
    more = line.replace("county-01", "county-03").replace("fates: [rule]", "fates: [not_normative]")
    (base / "ledger" / "more.yaml").write_text(more + "\n", "utf-8")
    assert codes(base) == []
    assert compile_folder(base).models.ledger["county-03"].place.file == "ledger/more.yaml"


def test_a_split_vocabulary_keeps_the_order_of_acts(base: Path) -> None:
    plain = yaml.safe_load((base / "vocabulary.yaml").read_text("utf-8"))
    before = compile_folder(base).models
    acts = list(plain["acts"].items())
    (base / "vocabulary").mkdir()
    for name, part in {
        "vocabulary.yaml": {**plain, "acts": dict(acts[:1]), "papers": {}},
        "vocabulary/b.yaml": {"acts": dict(acts[2:]), "papers": plain["papers"]},
        "vocabulary/a.yaml": {"acts": dict(acts[1:2])},
    }.items():
        (base / name).write_text(yaml.safe_dump(part, allow_unicode=True, sort_keys=False), "utf-8")
    after = compile_folder(base).models
    assert list(after.vocabulary.acts) == [name for name, _ in acts]
    assert [act.order for act in after.vocabulary.acts.values()] == list(range(len(acts)))
    assert after.vocabulary.acts["file"].place.file == "vocabulary/b.yaml"
    assert (meaning_digest(after), texts_digest(after)) == (meaning_digest(before), texts_digest(before))


def test_a_list_may_have_values_in_several_files(base: Path) -> None:
    (base / "vocabulary").mkdir()
    (base / "vocabulary" / "a.yaml").write_text("lists: {tools: {saw: {zh: 锯, en: saw}}}\n", "utf-8")
    (base / "vocabulary" / "b.yaml").write_text("值表: {tools: {axe: {说明: 斧, 英文: axe, 简称: 斧头}}}\n", "utf-8")
    vocabulary = compile_folder(base).models.vocabulary
    assert list(vocabulary.lists["tools"]) == ["saw", "axe"]
    assert vocabulary.words["lists.tools"] == {"axe": "斧头"}


def test_a_folder_of_ledger_files_is_no_vocabulary(base: Path) -> None:
    (base / "vocabulary").mkdir()
    (base / "vocabulary.yaml").rename(base / "vocabulary" / "a.yaml")
    assert codes(base) == ["PE903"]


@pytest.mark.parametrize("name", ["vocabulary/a.yaml", "ledger/a.yaml"])
def test_a_faulty_part_does_not_make_others_look_faulty(base: Path, name: str) -> None:
    (base / name).parent.mkdir()
    (base / name.replace("a.yaml", "b.yaml")).write_text("", "utf-8")
    (base / name.split("/", 1)[0]).with_suffix(".yaml").rename(base / name)
    if name.startswith("vocabulary"):
        shutil.copyfile(base / name, base / "vocabulary.yaml")
        (base / name).write_text("a: [", "utf-8")
    else:
        (base / name).write_text((base / name).read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    _, faults = try_folder(base)
    assert {(fault.code, fault.place.file) for fault in faults} <= {
        ("PE102", "vocabulary/a.yaml"), ("PE118", "vocabulary/b.yaml"), ("PE118", "ledger/b.yaml"),
    }  # fmt: skip
    assert faults


def test_the_words_wanting_in_an_unreadable_vocabulary_are_not_told_of_its_part(base: Path) -> None:
    (base / "vocabulary").mkdir()
    (base / "vocabulary" / "more.yaml").write_text("papers: {report: {zh: 报告, en: report}}\n", "utf-8")
    (base / "vocabulary.yaml").write_text("a: [", "utf-8")
    assert [(each.code, each.place.file) for each in try_folder(base)[1]] == [("PE102", "vocabulary.yaml")]


# --- entries ----------------------------------------------------------------------------------------------------------

LINE = "{{document: {document}, part: 一, instrument: {instrument}, locator: 九, {text}kind: deadline, priority: core, "
LINE += "modality: must, ambiguous: false, {tail}}}\n"
PLACE = "span: [0, 9], digest: 0f2c6a1b7d3e, "


def enter(
    folder: Path, clause: str, tail: str, name: str = "town-leave", document: str = "town.txt", text: str = PLACE
) -> None:
    line = LINE.format(document=document, instrument=name, text=text, tail=tail)
    with (folder / "ledger.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{clause}: {line}")


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("fates: [duplicate], of: town-01", []),
        ("fates: duplicate, of: town-01", []),
        ("fates: [not_normative]", []),
        ("fates: [not_normative, duplicate], of: town-01", []),
        ("fates: [planned]", ["PE511"]),
        ("fates: [rule]", ["PE511"]),
        ("fates: [duplicate, planned], of: town-01", ["PE511"]),
        ("fates: [not_decidable], owner: office", ["PE511"]),
    ],
)
def test_repeats_and_what_is_no_norm_need_not_stand_in_the_instrument(
    base: Path, tail: str, expected: list[str]
) -> None:
    enter(base, "town-09", tail)
    assert codes(base) == expected


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("fates: [planned]", []),
        ("fates: [not_normative]", []),
        ("fates: [duplicate], of: town-01", []),
        ("fates: [duty]", ["PE312"]),
        ("fates: [says_again]", ["PE312"]),
        ("fates: [planned, rule]", ["PE312"]),
        ("fates: [not_decidable]", ["PE312"]),
    ],
)
def test_an_instrument_without_file_may_be_planned(base: Path, tail: str, expected: list[str]) -> None:
    enter(base, "elsewhere-01", tail, "quite-another")
    assert codes(base) == expected


@pytest.mark.parametrize(("held", "expected"), [("false", []), ("true", ["PE202", "PE202"])])
def test_the_text_of_a_document_that_is_not_held_stands_nowhere(base: Path, held: str, expected: list[str]) -> None:
    with (base / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  Notice 5: {{held: {held}}}\n")
    enter(base, "notice-01", "fates: [planned]", "notice", "Notice 5", "")
    assert codes(base) == expected


def test_a_clause_of_a_document_that_is_not_held_decides(tmp_path: Path) -> None:
    """What a policy officer enters: a notice, one clause, one line in the ledger, no text at hand."""
    text = instrument("staff:\n  when: {kind: official, post: staff}\n  then: {permit: true}", name="notice")
    folder = write(tmp_path, {"notice": text.replace("document: example.txt", "document: elsewhere")})
    entry = yaml.safe_load((folder / "ledger.yaml").read_text("utf-8"))["notice-01"]
    del entry["span"], entry["digest"]
    entry["document"] = "elsewhere"
    (folder / "ledger.yaml").write_text(yaml.safe_dump({"notice-01": entry}, allow_unicode=True), "utf-8")
    book = load(folder)
    decision = book.decide_data(
        {
            "topic": "absence",
            "jurisdiction": "town",
            "facts": {"kind": "official", "post": "staff", "first_day": "2026-03-02"},
        }
    )
    assert decision.outcome == "permitted"
    (cited,) = decision.citations
    assert (cited.clause, cited.document, cited.digest) == ("notice-01", "elsewhere", "")
    assert book.compiled.models.ledger["notice-01"].span is None


# --- fates ------------------------------------------------------------------------------------------------------------


def fates_of(folder: Path, rules: str) -> tuple[str, ...]:
    write(folder, {"example": instrument(rules)})
    book, _ = try_folder(folder, prove=False)
    assert book is not None
    return book.models.instruments["example"].clauses["example-01"].fates


@pytest.mark.parametrize(
    ("rules", "fates"),
    [
        ("a: {when: {kind: sick}, then: {approve: mayor}}", ("rule",)),
        ("a: {when: {kind: sick}, then: {refer: {document: elsewhere}}}", ("refers_out",)),
        ("a: {when: {kind: sick}, then: {refer: {to: higher_level}}}", ("rule",)),
        ("a: {when: {kind: sick}, then: {refer: {document: elsewhere}, require: [leave_slip]}}", ("rule",)),
        (
            "a: {when: {kind: sick}, then: {refer: {document: elsewhere}}}\n"
            "b: {when: {kind: study_session}, then: {prohibit: true}}",
            ("rule", "refers_out"),
        ),
    ],
)
def test_fates_are_computed_from_the_effects_of_rules(tmp_path: Path, rules: str, fates: tuple[str, ...]) -> None:
    assert fates_of(tmp_path, rules) == fates


def test_why_a_clause_is_not_encoded_is_kept(base: Path) -> None:
    clause = compile_folder(base).models.instruments["town-leave"].clauses["town-03"]
    (left,) = clause.unencoded
    assert (left.because, left.of, left.owner, left.label.zh) == ("planned", (), "", "尚未录入")


# --- the shipped ledger -----------------------------------------------------------------------------------------------


def test_every_clause_of_the_five_documents_is_in_the_shipped_ledger() -> None:
    models = shipped().compiled.models
    assert len(models.ledger) == 774
    held = [name for name, each in models.documents.items() if each.held]
    assert {entry.document for entry in models.ledger.values()} == set(held)
    assert all(len(models.documents[name].sha256) == 64 for name in held)
    assert all(entry.fates for entry in models.ledger.values())
    repeats = [entry for entry in models.ledger.values() if entry.of]
    assert len(repeats) == 62
    assert sum(entry.priority == "core" for entry in models.ledger.values()) == 155
    starts: dict[str, int] = {}
    for entry in models.ledger.values():
        assert entry.span is not None
        assert starts.get(entry.document, 0) <= entry.span[0] < entry.span[1], entry.id
        starts[entry.document] = entry.span[1]
