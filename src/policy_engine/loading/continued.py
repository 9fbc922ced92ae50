"""An instrument that goes on in further files: ``<instrument>.<part>.yaml`` beside ``<instrument>.yaml``.

A further file says the same ``instrument`` and ``topic`` and has no other head; its terms, parameters, clauses and
declared holes are added to those of the first, in the order of the files' names. Every entry keeps its own place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from policy_engine.errors import Diagnostic
from policy_engine.loading.form import Form
from policy_engine.loading.parts import Joined, is_instrument, join_mappings
from policy_engine.nodes import Node

SECTIONS: Mapping[str, tuple[str, str]] = {
    "terms": ("用语", "term"),
    "parameters": ("参数", "parameter"),
    "clauses": ("条款", "clause"),
}
"""What may stand in several files, and what an entry of it is called."""
HOLES = "leaves_open"


def continues(path: str, files: Collection[str]) -> str:
    """The file that a file continues: ``town/a.more.yaml`` continues ``town/a.yaml`` if there is one; or nothing."""
    folder, slash, name = path.rpartition("/")
    head, dot, _ = name.removesuffix(".yaml").partition(".")
    main = f"{folder}{slash}{head}.yaml"
    return main if dot and is_instrument(path) and main in files else ""


def continued_in(path: str, files: Collection[str]) -> tuple[str, ...]:
    """The files in which an instrument's file goes on, in the order of their names."""
    return tuple(sorted(each for each in files if continues(each, files) == path))


def whole(main: Node, parts: Sequence[Node], faults: list[Diagnostic]) -> Node:
    """The instrument of a file and those in which it goes on; without any it is left as it is."""
    head = main.value
    if not parts or not isinstance(head, dict):
        return main
    bodies = [head, *(part.value for part in parts if isinstance(part.value, dict) and _fits(main, part, faults))]
    entries, homes = dict(head), dict.fromkeys(head, main)
    for key, what in SECTIONS.items():
        standing = [body[key] for body in bodies if key in body]
        if len(standing) > 1 or (standing and key not in head):
            entries[key] = join_mappings(what, f"instrument.{key}", standing, 0, faults)
    holes = [body[HOLES] for body in bodies if HOLES in body]
    if holes:
        entries[HOLES] = holes[0].with_value(
            [item for each in holes for item in (each.value if isinstance(each.value, list) else [each])]
        )
    return Joined(main, entries, homes)


def _fits(main: Node, part: Node, faults: list[Diagnostic]) -> bool:
    """Whether a further file has nothing but what it may have, and says the instrument and topic of the first."""
    before = len(faults)
    form = Form(part, "instrument", faults, ("instrument", "topic"), (*SECTIONS, HOLES))
    first = Form(main, "instrument", [], (), None)
    if form.text("instrument") != first.text("instrument"):
        form.fault("PE208", form.place("instrument"), id=form.text("instrument"))
    if form.text("topic") != first.text("topic"):
        form.fault("PE538", form.place("topic"), topic=form.text("topic"), other=first.text("topic"))
    return len(faults) == before
