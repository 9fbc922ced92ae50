"""The words of a rulebook: who acts, which acts in which order, papers, lists, matters, conventions, functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from policy_engine.citations import Label
from policy_engine.errors import Place
from policy_engine.requests.lists import RANK
from policy_engine.words import short

ActorKind = Literal["post", "office", "body", "relative", "group", "outside"]
ACTOR_KINDS: tuple[ActorKind, ...] = ("post", "office", "body", "relative", "group", "outside")


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts.

    A ``relative`` actor is relative ``to`` something; with ``choose`` it is another actor for each value of the
    request's field ``to``. A ``group`` is any ``one_of`` its members, or ``all_of`` them.
    """

    id: str
    kind: ActorKind
    label: Label
    place: Place
    to: str = ""
    held_by: tuple[str, ...] = ()
    choose: tuple[tuple[str, str], ...] = ()
    one_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """A verb. ``order`` is its place among the acts; ``unique`` ones take one answer, the others add up.

    ``receiver``: the plain value in a rule names who receives; ``recused``: nobody may do it on his own request.
    """

    id: str
    label: Label
    order: int
    unique: bool
    receiver: bool
    recused: bool
    binding: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Function:
    """What somebody may be assigned to do (lead, carry out, check); ``unique`` ones are one answer's."""

    id: str
    label: Label
    unique: bool


@dataclass(frozen=True)
class Vocabulary:
    """All words of one rulebook."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    acts: Mapping[str, Act] = field(default_factory=dict)
    papers: Mapping[str, Label] = field(default_factory=dict)
    matters: Mapping[str, Label] = field(default_factory=dict)
    conventions: Mapping[str, Label] = field(default_factory=dict)
    lists: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By section (a list's is ``lists.<name>``) and entry: the key ``word`` of entries whose label is no handy word."""
    functions: Mapping[str, Function] = field(default_factory=dict)

    def chinese(self, section: str) -> dict[str, str]:
        """The Chinese word of every entry of a section: its ``word``, or its label as far as the first bracket."""
        labels: Mapping[str, Label] = {
            "actors": {name: actor.label for name, actor in self.actors.items()},
            "acts": {name: act.label for name, act in self.acts.items()},
            "papers": self.papers,
            "matters": self.matters,
            "conventions": self.conventions,
            "functions": {name: function.label for name, function in self.functions.items()},
            **{f"lists.{name}": values for name, values in self.lists.items()},
        }.get(section, {})
        own = self.words.get(section, {})
        return {name: own.get(name) or short(label.zh) for name, label in labels.items()}

    @property
    def last_held(self) -> int:
        """The order of the last unique act: acts up to it hold a request up, later ones are follow-up."""
        return max((act.order for act in self.acts.values() if act.unique), default=-1)

    def tagged(self) -> frozenset[str]:
        """Every act, actor, paper and matter, each tagged with its kind (``act approve``)."""
        kinds = (("act", self.acts), ("actor", self.actors), ("paper", self.papers), ("matter", self.matters))
        return frozenset(f"{kind} {word}" for kind, words in kinds for word in words)

    def label(self, word: str) -> Label:
        """The label of an actor, act or paper."""
        if word in self.actors:
            return self.actors[word].label
        if word in self.acts:
            return self.acts[word].label
        return self.papers.get(word) or Label(word)

    def bodies(self) -> dict[str, Label]:
        """Every word that may name a body: the actors, and the values of the list ``body``."""
        return {**self.lists.get("body", {}), **{name: actor.label for name, actor in self.actors.items()}}

    def ranks(self) -> Mapping[str, Label]:
        """The ranks that the head of a body may have: the list ``headed_rank``, else those of the request models."""
        return self.lists.get("headed_rank") or {name: Label(zh, en) for name, (zh, en) in RANK.items()}

    def entry(self, section: str, word: str) -> Label:
        """The label of a function, body or value of a list; the word itself where it has none."""
        match section:
            case "functions":
                return self.functions[word].label if word in self.functions else Label(word)
            case "bodies":
                return self.actors[word].label if word in self.actors else self.entry("body", word)
            case "headed_rank":
                return self.ranks().get(word) or Label(word)
        return self.lists.get(section, {}).get(word) or Label(word)
