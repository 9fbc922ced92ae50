"""The ledger: every clause the rulebook knows, where its text stands, and what became of it (its *fates*)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from policy_engine.citations import LedgerEntry
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.loading.form import Form, known, wrong_kind
from policy_engine.nodes import Node
from policy_engine.rules import Document
from policy_engine.words import FATES

LEDGER_KEYS = ("document", "part", "instrument", "locator", "kind", "priority", "modality", "ambiguous", "fates")
TEXT_KEYS = ("span", "digest")
MORE_KEYS = ("of", "owner")
BELONGS_TO: Mapping[str, str] = {"of": "duplicate", "owner": "not_decidable"}
"""The fate with which alone a further key may stand."""

NO_FILE_NEEDED = frozenset({"planned", "duplicate", "not_normative"})
"""Fates that a clause may have before its instrument is written."""

NO_CLAUSE_NEEDED = frozenset({"duplicate", "not_normative"})
"""Fates with which a clause may stand in the ledger alone."""


def read_ledger(
    node: Node,
    faults: list[Diagnostic],
    documents: Mapping[str, Document] | None = None,
    actors: Collection[str] | None = None,
) -> dict[str, LedgerEntry]:
    """Every clause by its id.

    Args:
        node: the ledger, its parts joined.
        faults: where faults and findings are added.
        documents: those of ``sources.yaml``; a clause of one that is held must say where its text stands.
        actors: those of the vocabulary, for owners; not looked at where not given.
    """
    root = Form(node, "ledger", faults, (), None)
    found = {
        name: _entry(name, each, node.key_place(name), documents or {}, actors, faults)
        for name, each in root.entries.items()
    }
    for name, each in root.entries.items():
        if found[name].of:
            _repeats(found[name], each, found, faults)
    return found


def _repeats(entry: LedgerEntry, node: Node, ledger: Mapping[str, LedgerEntry], faults: list[Diagnostic]) -> None:
    """A clause repeats another one of the ledger, which repeats nothing itself."""
    place = node.value["of"].place if isinstance(node.value, dict) else entry.place
    if known("PE305", entry.of, ledger, place, faults, clause=entry.of) and ledger[entry.of].of:
        faults.append(Diagnostic("PE536", place, {"clause": entry.id, "of": entry.of}))


def _entry(
    name: str,
    node: Node,
    place: Place,
    documents: Mapping[str, Document],
    actors: Collection[str] | None,
    faults: list[Diagnostic],
) -> LedgerEntry:
    form = Form(node, name, faults, LEDGER_KEYS, (*TEXT_KEYS, *MORE_KEYS))
    document = form.text("document")
    if isinstance(node.value, dict) and document in documents and documents[document].held:
        for key in TEXT_KEYS:
            if not form.has_or_means(key):
                form.fault("PE202", node.place, where=name, key=key)
    fates = _fates(name, form, place)
    owner = form.text("owner")
    if owner and actors is not None and not known("PE307", owner, actors, form.place("owner"), faults):
        owner = ""
    return LedgerEntry(
        name,
        document,
        form.text("part"),
        form.text("instrument"),
        form.text("locator"),
        _span(name, form),
        form.text("digest"),
        form.text("kind"),
        form.text("priority"),
        form.text("modality"),
        form.flag("ambiguous", False),
        fates,
        place,
        form.text("of"),
        owner,
    )


def _fates(name: str, form: Form, place: Place) -> tuple[str, ...]:
    """The fates of an entry, and that ``of`` and ``owner`` stand with those they belong to."""
    fates = form.texts("fates")
    before = len(form.faults)
    for node in form.nodes("fates"):
        if isinstance(node.value, str) and node.value not in FATES:
            words = {"value": node.value, "field": f"{name}.fates"}
            near = near_match(node.value, FATES)
            form.faults.append(Diagnostic("PE302", node.place, words, ", ".join(FATES), near))
    if len(form.faults) > before or "fates" not in form:
        return tuple(fate for fate in fates if fate in FATES)
    if not fates:
        form.fault("PE610", place, clause=name)
    for key, fate in BELONGS_TO.items():
        if key in form and fate not in fates:
            form.fault("PE535", form.node.key_place(key), clause=name, key=key, fate=fate)
    if "duplicate" in fates and not form.has_or_means("of"):
        form.fault("PE202", form.node.place, where=name, key="of")
    return fates


def _span(name: str, form: Form) -> tuple[int, int] | None:
    found = form.node_of("span")
    if found is None:
        return None
    span = form.nodes("span")
    ends = [each.value for each in span if isinstance(each.value, int) and not isinstance(each.value, bool)]
    if len(ends) == len(span) == 2:
        return ends[0], ends[1]
    wrong_kind(found, f"{name}.span", ("两个整数 [起, 止]", "two whole numbers [start, end]"), form.faults)
    return None
