"""The order in which an explanation shows the slots of a decision."""

from __future__ import annotations

from typing import get_args

from policy_engine.effects import CHOOSE, DEADLINE, DECIDING, LIMIT, PAPERS, PAYABLE, family
from policy_engine.organising import ASSIGN, ESTABLISH, Attribute
from policy_engine.requests.layout import Topic
from policy_engine.vocabulary import Vocabulary


def slot_order(key: tuple[str, str], vocabulary: Vocabulary, topic: Topic) -> tuple[str, int, tuple[str, int, str]]:
    """The topic's own matter first; what may be done and who decides, acts in order, papers, figures, functions in the
    vocabulary's order, bodies as their effects. ``key`` is a slot and its matter.
    """
    slot, matter = key
    if slot in DECIDING:
        return matter, DECIDING.index(slot) - len(DECIDING), ("", 0, "")
    if slot in vocabulary.acts:
        return matter, vocabulary.acts[slot].order, ("", 0, "")
    kinds = (PAPERS, PAYABLE, LIMIT, DEADLINE, *topic.outputs, CHOOSE, ASSIGN, ESTABLISH)
    kind = slot if slot in kinds else family(slot)
    place = 1_000 + kinds.index(kind)
    if kind == ASSIGN:
        return matter, place, ("", list(vocabulary.functions).index(slot.partition(".")[2]), "")
    if kind == ESTABLISH:
        _, body, attribute, *name = slot.split(".")
        return matter, place, (body, get_args(Attribute).index(attribute), "".join(name))
    return matter, place, ("", 0, "")
