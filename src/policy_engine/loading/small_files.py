"""The small files of a rulebook: vocabulary, jurisdictions and sources."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.citations import Label
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.form import SNAKE, Form, check_name, known, wrong_kind
from policy_engine.nodes import Node
from policy_engine.rules import Document, Jurisdiction
from policy_engine.vocabulary import ACTOR_KINDS, Act, Actor, Function, Vocabulary

_ACTOR_KEYS = ("kind", "zh", "en", "word", "to", "held_by", "choose", "one_of", "all_of")
_ACT_KEYS = ("zh", "en", "word", "combine", "receiver", "own", "binding")


def read_vocabulary(node: Node, faults: list[Diagnostic]) -> Vocabulary:
    """The words of the rulebook."""
    form = Form(
        node, "vocabulary", faults, ("actors", "acts"), ("papers", "matters", "conventions", "functions", "lists")
    )
    acts: dict[str, Act] = {}
    for order, (name, each, place) in enumerate(form.named("acts")):
        acts[name] = _act(name, order, each, place, faults)
    actors = {name: _actor(name, each, place, faults) for name, each, place in form.named("actors")}
    for actor in actors.values():
        for other in (*actor.held_by, *actor.one_of, *actor.all_of, *(chosen for _, chosen in actor.choose)):
            known("PE307", other, actors, actor.place, faults)
    _refuse_actor_circles(actors, faults)
    open_lists = {name: Form(each, f"lists.{name}", faults, (), None).entries for name, each in form.items("lists")}
    words = {
        key: _words(form.node_of(key)) for key in ("actors", "acts", "papers", "matters", "conventions", "functions")
    }
    words |= {f"lists.{name}": _words(each) for name, each in form.items("lists")}
    return Vocabulary(
        actors,
        acts,
        _labels("papers", dict(form.items("papers")), faults),
        _labels("matters", dict(form.items("matters")), faults),
        _labels("conventions", dict(form.items("conventions")), faults),
        {name: _labels(f"lists.{name}", entries, faults) for name, entries in open_lists.items()},
        words,
        {name: _function(name, each, place, faults) for name, each, place in form.named("functions")},
    )


def _function(name: str, node: Node, place: Place, faults: list[Diagnostic]) -> Function:
    form = Form(node, f"functions.{name}", faults, ("zh", "combine"), ("en", "word"))
    check_name(name, place, faults, SNAKE)
    form.text("word")
    return Function(name, form.label(), form.one_of("combine", ("unique", "collect"), "collect") == "unique")


def _refuse_actor_circles(actors: dict[str, Actor], faults: list[Diagnostic]) -> None:
    """Groups and choices that lead back to themselves; each circle is told once, and its actor emptied."""
    for name, actor in list(actors.items()):
        trail, waiting = {name}, list(_leads_to(actor))
        while waiting:
            other = waiting.pop()
            if other == name:
                faults.append(Diagnostic("PE516", actor.place, {"actor": name}))
                actors[name] = replace(actor, one_of=(), all_of=(), choose=())
                break
            if other in actors and other not in trail:
                trail.add(other)
                waiting.extend(_leads_to(actors[other]))


def _leads_to(actor: Actor) -> tuple[str, ...]:
    return (*actor.one_of, *actor.all_of, *(chosen for _, chosen in actor.choose))


def _labels(where: str, entries: dict[str, Node], faults: list[Diagnostic]) -> dict[str, Label]:
    found: dict[str, Label] = {}
    for name, each in entries.items():
        form = Form(each, f"{where}.{name}", faults, ("zh",), ("en", "word"))
        form.text("word")
        found[name] = form.label()
    return found


def _words(section: Node | None) -> dict[str, str]:
    """The Chinese words that entries give themselves; one that is no text is reported where the entry is read."""
    found: dict[str, str] = {}
    if section is not None and isinstance(section.value, dict):
        for name, each in section.value.items():
            word = each.value.get("word") if isinstance(each.value, dict) else None
            if word is not None and isinstance(word.value, str):
                found[name] = word.value
    return found


def _act(name: str, order: int, node: Node, place: Place, faults: list[Diagnostic]) -> Act:
    form = Form(node, f"acts.{name}", faults, ("zh", "combine"), _ACT_KEYS)
    check_name(name, place, faults, SNAKE)
    form.text("word")
    unique = form.one_of("combine", ("unique", "collect"), "collect") == "unique"
    return Act(
        name,
        form.label(),
        order,
        unique,
        form.flag("receiver", False),
        not form.flag("own", True),
        form.flag("binding", True),
        place,
    )


def _actor(name: str, node: Node, place: Place, faults: list[Diagnostic]) -> Actor:
    form = Form(node, f"actors.{name}", faults, ("kind", "zh"), _ACTOR_KEYS)
    check_name(name, place, faults, SNAKE)
    form.text("word")
    kind = form.one_of("kind", ACTOR_KINDS, "office")
    choose: list[tuple[str, str]] = []
    for value, chosen in form.items("choose"):
        if isinstance(chosen.value, str):
            choose.append((value, chosen.value))
        else:
            wrong_kind(chosen, f"actors.{name}.choose", "text", faults)
    actor = Actor(
        name,
        next(each for each in ACTOR_KINDS if each == kind),
        form.label(),
        place,
        form.text("to"),
        form.texts("held_by"),
        tuple(choose),
        form.texts("one_of"),
        form.texts("all_of"),
    )
    if kind == "group" and not {"one_of", "all_of"} & {*form.entries, *form.meant}:
        form.fault("PE202", place, where=f"actors.{name}", key="one_of")
    if actor.one_of and actor.all_of:
        form.fault("PE209", node.key_place("all_of"), where=f"actors.{name}", one="one_of", other="all_of")
    if kind == "relative" and not form.has_or_means("to"):
        form.fault("PE202", place, where=f"actors.{name}", key="to")
    return actor


def read_jurisdictions(node: Node, faults: list[Diagnostic]) -> dict[str, Jurisdiction]:
    """Who adopts what, and the level above; parents must exist and must not go in a circle."""
    found: dict[str, Jurisdiction] = {}
    parents: dict[str, Place] = {}
    root = Form(node, "jurisdictions", faults, (), None)
    for name, each in root.entries.items():
        form = Form(each, f"jurisdictions.{name}", faults, ("zh", "adopts"), ("en", "parent"))
        place = node.key_place(name)
        check_name(name, place, faults)
        found[name] = Jurisdiction(name, form.label(), form.texts("adopts"), form.text("parent"), place)
        parents[name] = form.place("parent")
    for each_one in found.values():
        if each_one.parent:
            known("PE314", each_one.parent, found, parents[each_one.id], faults)
    return _without_circles(found, faults)


def _without_circles(found: dict[str, Jurisdiction], faults: list[Diagnostic]) -> dict[str, Jurisdiction]:
    for name, each in found.items():
        trail = [name]
        parent = each.parent
        while parent in found and parent not in trail:
            trail.append(parent)
            parent = found[parent].parent
        if parent == name:
            faults.append(Diagnostic("PE513", each.place, {"circle": " -> ".join([*trail, name])}))
            return {}
    return found


def read_sources(node: Node, faults: list[Diagnostic]) -> dict[str, Document]:
    """The documents the rulebook was made from, and those it only refers to."""
    form = Form(node, "sources", faults, ("documents",))
    found: dict[str, Document] = {}
    for name, each, place in form.named("documents"):
        entry = Form(each, f"documents.{name}", faults, ("held",), ("sha256", "title"))
        title_node = entry.node_of("title")
        title = Form(title_node, "title", faults, ("zh",), ("en",)).label() if title_node is not None else Label(name)
        found[name] = Document(name, title, entry.text("sha256"), entry.flag("held", False), place)
    return found
