"""The coverage as pages for people: tables of counts, what is not decidable, what is missing; and one clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policy_engine.cells import cells_of, padded
from policy_engine.codes import Lang
from policy_engine.tools.coverage import words
from policy_engine.tools.coverage.accounts import COLUMNS, Account, Coverage, counted
from policy_engine.words import VALUES

_NUMBERED = re.compile(r"(.*?)([0-9]+)\Z")


def coverage_text(coverage: Coverage, lang: Lang = "zh") -> str:
    """The whole ledger in ``zh`` or ``en``."""
    return "\n".join(_Page(coverage, lang).whole()) + "\n"


def clause_text(coverage: Coverage, account: Account, lang: Lang = "zh") -> str:
    """One clause with what became of it, in ``zh`` or ``en``."""
    return "\n".join(_Page(coverage, lang).clause(account)) + "\n"


class _Page:
    def __init__(self, coverage: Coverage, lang: Lang) -> None:
        self.coverage = coverage
        self.models = coverage.models
        self.lang = lang

    def pick(self, pair: words.Pair) -> str:
        return pair[0] if self.lang == "zh" else pair[1]

    def word(self, key: str, **blanks: object) -> str:
        return self.pick(words.WORDS[key]).format(**blanks)

    def fate(self, name: str) -> str:
        return VALUES["fate"].get(name, name) if self.lang == "zh" else words.FATES.get(name, name)

    def either(self, table: Mapping[str, words.Pair], name: str) -> str:
        return self.pick(table[name]) if name in table else name

    # --- the whole ledger -------------------------------------------------------------------------------------------

    def whole(self) -> Iterator[str]:
        accounts = self.coverage.accounts
        every = counted(accounts)
        tables = self.coverage.tables()
        yield self.word("total", documents=len(tables["document"]), instruments=len(tables["instrument"]), **every)
        unique = sum(not each.repeats for each in accounts)
        yield self.word("unique", unique=unique, core=every["core"], normative=every["normative"])
        yield self.word("encoded", **counted([each for each in accounts if each.normative]))
        yield ""
        yield self.word("note")
        for name, rows in tables.items():
            yield from self.table(name, rows)
        yield from self.undecided()
        yield from self.remaining()
        yield from self.listed("planned")
        yield from self.listed("unaccounted")
        if self.coverage.contradictions:
            yield from self.section("contradictions", (each.line(self.lang) for each in self.coverage.contradictions))

    def section(self, key: str, lines: Iterable[str], count: int | None = None) -> Iterator[str]:
        """A head with how many there are (by default the lines), and the lines."""
        found = list(lines)
        yield ""
        yield self.word(key) + (f" ({len(found) if count is None else count})" if found else "")
        yield from ("  " + line for line in found or [self.word("nothing")])

    def table(self, name: str, rows: Mapping[tuple[str, ...], Sequence[Account]]) -> Iterator[str]:
        shown = [column for column in COLUMNS if any(map(COLUMNS[column], self.coverage.accounts))]
        if name == "fate":
            shown = ["clauses", "core", "normative"]
        heads = [self.pick(words.COLUMNS[column]) for column in shown]
        labels = [self.label(name, key) for key in rows]
        first = max(map(cells_of, [self.pick(words.TABLES[name]), *labels]))
        yield ""
        yield padded(self.pick(words.TABLES[name]), first) + "".join("  " + head for head in heads)
        for label, accounts in zip(labels, rows.values(), strict=True):
            counts = counted(accounts)
            numbers = [str(counts[column] or "·") for column in shown]
            yield padded(label, first) + "".join(
                "  " + padded(number, cells_of(head), right=True) for head, number in zip(heads, numbers, strict=True)
            )

    def label(self, table: str, key: tuple[str, ...]) -> str:
        match table:
            case "document":
                document = self.models.documents.get(key[0])
                title = document.title.say(self.lang) if document is not None else ""
                return key[0] + (f" {title}" if title and title != key[0] else "")
            case "part":
                return " ".join(key)
            case "instrument":
                instrument = self.models.instruments.get(key[0])
                return key[0] + (f" {instrument.title.say(self.lang)}" if instrument is not None else "")
            case "kind":
                return self.either(words.KINDS, key[0])
        return self.fate(key[0])

    def undecided(self) -> Iterator[str]:
        yield from self.section(
            "undecided", (line for each in self.coverage.of("not_decidable") for line in self.reasons(each, True))
        )

    def remaining(self) -> Iterator[str]:
        partly = [each for each in self.coverage.accounts if COLUMNS["encoded"](each) and each.unencoded]
        yield from self.section("missing", (line for each in partly for line in self.reasons(each, False)))

    def reasons(self, account: Account, undecided: bool) -> Iterator[str]:
        """Why a clause, or what remains of it, was not encoded: what is not decidable, or everything else."""
        found = [each for each in account.unencoded if (each.because == "not_decidable") is undecided]
        at = f"{account.entry.id} {account.entry.locator}"
        for each in found:
            owner = self.actor(each.owner)
            what = "" if undecided else f" {self.fate(each.because)}"
            yield f"{at}{what}: {each.label.say(self.lang)}" + (f" [{owner}]" if owner else "")
        if undecided and not found:
            yield at + (f" [{self.actor(account.entry.owner)}]" if account.entry.owner else "")

    def actor(self, name: str) -> str:
        actor = self.models.vocabulary.actors.get(name)
        return actor.label.say(self.lang) if actor is not None else name

    def listed(self, column: str) -> Iterator[str]:
        """Clauses by instrument, runs of numbers drawn together."""
        by: dict[str, list[str]] = {}
        found = self.coverage.of(column)
        for each in found:
            by.setdefault(each.entry.instrument, []).append(each.entry.id)
        lines = (f"{name}: {', '.join(runs(ids))}" for name, ids in by.items())
        yield from self.section(column, lines, len(found))

    # --- one clause -------------------------------------------------------------------------------------------------

    def clause(self, account: Account) -> Iterator[str]:
        entry, clause = account.entry, account.clause
        yield f"{entry.id} {entry.locator}"
        if clause is not None:
            yield clause.label.say(self.lang)
        yield ""
        document = self.models.documents.get(entry.document)
        title = document.title.say(self.lang) if document is not None else ""
        yield self.line("document", entry.document, title if title != entry.document else "")
        yield self.line("part", entry.part)
        instrument = self.models.instruments.get(entry.instrument)
        named = instrument.title.say(self.lang) if instrument is not None else self.word("no_file")
        yield self.line("instrument", entry.instrument, named)
        if entry.span is not None:
            yield self.line("span", f"{entry.span[0]}-{entry.span[1]}", f"{self.word('digest')} {entry.digest}")
        else:
            yield "  " + self.word("not_held")
        yield self.line("kind", self.either(words.KINDS, entry.kind), self.word("core") if account.core else "")
        yield self.line("modality", self.either(words.MODALITIES, entry.modality))
        if entry.ambiguous:
            yield "  " + self.word("ambiguous")
        yield self.line("fates", ", ".join(map(self.fate, account.fates)) or self.word("no_fate"))
        for each in account.unencoded:
            owner = f" [{self.actor(each.owner)}]" if each.owner else ""
            yield f"    {self.fate(each.because)}: {each.label.say(self.lang)}{owner}"
        repeats = [entry.of] if entry.of else [name for each in account.unencoded for name in each.of]
        if repeats:
            yield self.line("of", ", ".join(repeats))
        if account.repeated_by:
            yield self.line("repeated_by", ", ".join(account.repeated_by))
        yield from self.section("rules", (f"{rule.id} {rule.place.file}:{rule.place.line}" for rule in account.rules))
        if self.coverage.ran:
            yield from self.section("cases", account.cases)
        else:
            yield from ("", self.word("not_ran"))

    def line(self, key: str, value: str, more: str = "") -> str:
        return f"  {self.word(key)}: {value}" + (f" ({more})" if more else "")


def runs(names: Sequence[str]) -> list[str]:
    """Names with numbers at their end, consecutive ones drawn together: ``a-01 … 03``."""
    found: list[list[str]] = []
    last: tuple[str, int] | None = None
    for name in names:
        matched = _NUMBERED.match(name)
        at = (matched.group(1), int(matched.group(2))) if matched else None
        if found and at is not None and last is not None and at == (last[0], last[1] + 1):
            found[-1].append(matched.group(2) if matched else name)
        else:
            found.append([name])
        last = at
    return [run[0] if len(run) == 1 else f"{run[0]} … {run[-1]}" for run in found]
