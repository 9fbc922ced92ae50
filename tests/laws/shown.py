"""The engine's decisions in the oracle's plain form, read from what is published."""

from __future__ import annotations

from typing import Any

from .oracle import Effect, who


def effect(part: Any) -> Effect:
    match part.kind:
        case "act":
            return (
                "act",
                part.act,
                None if part.by is None else who(part.by),
                part.to or "",
                part.before or "",
                part.within or "",
            )
        case "paper":
            return ("paper", part.papers, part.afterwards, part.within or "")
        case "refer":
            return ("refer", part.to or "", part.document or "", part.for_what or "")
    return (part.kind,)


def slots(decision: Any) -> dict[tuple[str, str], tuple[str, frozenset[tuple[Effect, str]]]]:
    """Every slot that is not silent: its status, and its possible effects with the rules that state them."""
    return {
        (answer.slot, answer.matter): (
            answer.status,
            frozenset((effect(each.effect), each.rule) for each in answer.stated),
        )
        for answer in decision.model().slots
        if answer.status != "silent"
    }


def steps(decision: Any) -> list[tuple[Any, ...]]:
    return sorted(
        ((s.act, s.by or "", s.to or "", s.matter, s.status, s.person, s.date) for s in decision.model().steps), key=str
    )


def papers(decision: Any) -> list[tuple[Any, ...]]:
    return sorted((p.papers, p.matter, p.afterwards, p.within or "", p.status) for p in decision.model().papers)


def advice(decision: Any) -> set[tuple[str, Effect, bool]]:
    return {(each.rule, effect(part), each.certain) for each in decision.model().advice for part in each.effects}


def holes(decision: Any) -> set[tuple[str, str]]:
    return {(each.instrument, each.owner) for each in decision.model().open_points}
