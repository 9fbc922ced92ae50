"""The small files of a rulebook in both wordings: vocabulary, jurisdictions, sources and ledger.

Their ids are nobody's words and stay; their key words and closed values turn. Most of them begin with an id, so that
nothing tells their wording beforehand: a key that has a twin in its position is turned, any other is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policy_engine.errors import Diagnostic, RulebookError
from policy_engine.loading.parts import small_file_of
from policy_engine.loading.twins.tables import Tables
from policy_engine.loading.twins.walk import Shape, Walk, Wording, closed, keyed, some, truth
from policy_engine.loading.twins.writing import yaml_text
from policy_engine.nodes import Node, read_bytes
from policy_engine.vocabulary import Vocabulary


def _all(shape: Shape) -> Shape:
    """A mapping from ids to nodes of one shape."""
    return lambda walk, node: walk.named(node, shape)


_ENTRIES = _all(keyed("entry"))
SHAPES: Mapping[str, Shape] = {
    "vocabulary.yaml": keyed(
        "vocabulary",
        {
            "actors": _all(keyed("actor", {"kind": closed("actor kind")})),
            "acts": _all(
                keyed(
                    "vocabulary act",
                    {"combine": closed("combine"), "receiver": truth, "own": truth, "binding": truth},
                )
            ),
            "papers": _ENTRIES,
            "matters": _ENTRIES,
            "conventions": _ENTRIES,
            "functions": _all(keyed("function", {"combine": closed("combine")})),
            "lists": _all(_ENTRIES),
        },
    ),
    "jurisdictions.yaml": _all(keyed("jurisdiction")),
    "sources.yaml": keyed("sources", {"documents": _all(keyed("document", {"held": truth, "title": keyed("label")}))}),
    "ledger.yaml": _all(
        keyed("ledger entry", {"modality": closed("status"), "ambiguous": truth, "fates": some(closed("fate"))})
    ),
}


def turned_small(node: Node, name: str, to: Wording, faults: list[Diagnostic]) -> Node:
    """A small file with its words in the wanted wording; what has no twin stays, for its reader to refuse."""
    return SHAPES[name](Walk(Tables(Vocabulary(), {}), to, faults), node)


def rewritten_small(text: str, name: str, to: Wording) -> str:
    """The text of a small file, or of a part of one, in Chinese (``zh``) or English (``en``) words, without comments.

    Raises:
        RulebookError: the text cannot be read, or says one thing twice.
    """
    faults: list[Diagnostic] = []
    node = read_bytes(text.encode(), name, faults)
    turned = turned_small(node, small_file_of(name), to, faults) if node is not None else None
    if turned is None or faults:
        raise RulebookError(faults)
    plain: dict[str, Any] = turned.plain()
    return yaml_text(plain)
