"""What a rule does when it applies: acts to be done, papers to be handed in, leave given, refused or referred; figures;
who is assigned a function, which bodies there are.

Effects are immutable values; two rules that state equal effects agree. Each effect answers one *slot* of one matter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from policy_engine.arithmetic import Fact, Formula, Operate
from policy_engine.organising import AssignEffect, Bounds, Count, EstablishEffect
from policy_engine.who import Who

T = TypeVar("T")

MAY = "may"
PAPERS = "papers"
LIMIT = "limit"
PAYABLE = "payable"
DEADLINE = "deadline"
CHOOSE = "choose"
ANYTHING = "anything"
"""Stands for a must-answer slot: something has to be said at all, in whatever slot."""
DECIDING = (MAY, "approve", "sign")

OutputMode: TypeAlias = Literal["unique", "any", "collect", "highest"]
SHARED: tuple[OutputMode, ...] = ("collect", "highest")
"""Modes in which different values of one output stand beside each other."""


@dataclass(frozen=True, slots=True)
class ActEffect:
    """An act: by whom (``by`` may be absent for acts whose receiver matters), to whom, by when.

    ``before`` names a date field: the act is due on that day at the latest. ``within`` names a parameter.
    """

    act: str
    matter: str
    by: Who | None
    to: str = ""
    before: str = ""
    within: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers: the act itself."""
        return self.act


@dataclass(frozen=True, slots=True)
class MayEffect:
    """Leave given (``permit``), refused (``prohibit``) or passed on (``refer`` to an actor or a document)."""

    verb: Literal["permit", "prohibit", "refer"]
    matter: str
    to: str = ""
    document: str = ""
    what: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return MAY


@dataclass(frozen=True, slots=True)
class PaperEffect:
    """A paper to be handed in: any one of ``papers``; ``afterwards`` makes it follow-up."""

    papers: tuple[str, ...]
    matter: str
    afterwards: bool = False
    within: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return PAPERS

    def plain(self) -> object:
        """As written in a rule."""
        return self.papers[0] if len(self.papers) == 1 else {"one_of": list(self.papers)}


@dataclass(frozen=True, slots=True)
class LimitEffect:
    """At most so much of a fact: ``at_most`` times the product of the facts ``per``.

    ``excess`` says what becomes of more: it is not paid, it is prohibited, or it needs the further acts ``needs``.
    Several limits on one fact all bind.
    """

    of: str
    matter: str
    at_most: Formula
    per: tuple[str, ...] = ()
    excess: Literal["not_paid", "prohibited", "needs"] = "not_paid"
    needs: tuple[ActEffect, ...] = ()

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return LIMIT

    @property
    def bound(self) -> Formula:
        """The whole bound: so much, times the product of what it is counted per."""
        if not self.per:
            return self.at_most
        return Operate("times", (self.at_most, *(Fact(name) for name in self.per)))

    @property
    def consequences(self) -> tuple[Effect, ...]:
        """What follows where the limit is exceeded."""
        if self.excess == "needs":
            return self.needs
        return (MayEffect("prohibit", self.matter),) if self.excess == "prohibited" else ()


@dataclass(frozen=True, slots=True)
class PayableEffect:
    """What is payable, before limits cut it down."""

    matter: str
    amount: Formula

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return PAYABLE


@dataclass(frozen=True, slots=True)
class DeadlineEffect:
    """By when (or, with ``not_before``, from when on) an act is to be done or a dated fact has to lie."""

    of: str
    matter: str
    at: Formula
    not_before: bool = False

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return DEADLINE


@dataclass(frozen=True, slots=True)
class SetEffect:
    """A value given to an output that the topic declares; ``value`` is a word, a truth value or a formula.

    ``rule`` is set for outputs of mode ``unique``: there even equal values of two rules contradict each other.
    """

    output: str
    matter: str
    value: str | bool | Formula
    mode: OutputMode
    rule: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers: the output."""
        return self.output


@dataclass(frozen=True, slots=True)
class ChooseEffect:
    """Somebody chooses one of several; the rule says who and by what, not which."""

    options: tuple[str, ...]
    by: str
    on: str
    matter: str

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return CHOOSE


Effect: TypeAlias = (
    "ActEffect | MayEffect | PaperEffect | LimitEffect | PayableEffect | DeadlineEffect | SetEffect | ChooseEffect"
    " | AssignEffect | EstablishEffect"
)


def family(slot: str) -> str:
    """The kind of a slot: ``assign`` of ``assign.lead``; every other slot is a kind of its own."""
    return slot.partition(".")[0]


def is_asked(slot: str, must_answer: Collection[str]) -> bool:
    """Whether a slot is among those that must be answered, or one of a kind that must; any slot where anything must."""
    return slot in must_answer or ANYTHING in must_answer or ("." in slot and family(slot) in must_answer)


def replaces(stated: Effect, base: Effect) -> bool:
    """Whether an exception stating one effect replaces the other in its base.

    The same slot of the same matter is replaced. ``may`` also replaces ``approve`` and ``sign`` and the other way
    round: who is refused or referred elsewhere has nobody to approve it.
    """
    if stated.matter != base.matter:
        return False
    if stated.slot == base.slot:
        return True
    return (stated.slot == MAY and base.slot in DECIDING) or (base.slot == MAY and stated.slot in DECIDING)


def contradict(one: Effect, other: Effect) -> str:
    """The slot in which two effects of different rules contradict each other, or nothing."""
    if one.matter != other.matter or one == other:
        return ""
    if one.slot == other.slot and isinstance(one, ALONE):
        return one.slot if _differ(one, other) else ""
    if one.slot not in DECIDING or other.slot not in DECIDING:
        return ""
    if any(isinstance(each, MayEffect) and each.verb == "prohibit" for each in (one, other)):
        return ""
    if one.slot == other.slot:
        return one.slot
    return MAY if MAY in (one.slot, other.slot) else ""


ALONE = (PayableEffect, SetEffect, AssignEffect, EstablishEffect)
"""The effects that may contradict another in a slot of their own, whatever may be done."""


def rivals(effects: Iterable[T], effect_of: Callable[[T], Effect]) -> Iterator[list[T]]:
    """Groups within which effects may contradict each other or clash; across them, and left out of them, none does."""
    found: dict[tuple[str, str], list[T]] = {}
    for each in effects:
        effect = effect_of(each)
        if effect.slot in DECIDING or isinstance(effect, ALONE):
            found.setdefault(("" if effect.slot in DECIDING else effect.slot, effect.matter), []).append(each)
    yield from found.values()


def _differ(one: Effect, other: Effect) -> bool:
    """Whether two effects of one slot give it different answers where it takes one."""
    match one, other:
        case SetEffect(), _:
            return one.mode not in SHARED
        case AssignEffect(), AssignEffect():
            return one.unique and one.who.meaning() != other.who.meaning()
        case EstablishEffect(value=Who() as who), EstablishEffect(value=Who() as others):
            return who.meaning() != others.meaning()
    return True


def actors_of(effect: Effect) -> Iterator[str]:
    """The actors of an effect that a field of the request may choose, in the order in which they are put in."""
    match effect:
        case ActEffect():
            yield from effect.by.actors() if effect.by is not None else ()
            if effect.to:
                yield effect.to
        case AssignEffect(who=who) | EstablishEffect(value=Who() as who):
            yield from who.actors()


def formulas(effect: Effect) -> Iterator[Formula]:
    """The formulas that an effect works out."""
    match effect:
        case LimitEffect():
            yield effect.bound
        case PayableEffect():
            yield effect.amount
        case DeadlineEffect():
            yield effect.at
        case SetEffect():
            if not isinstance(effect.value, (str, bool)):
                yield effect.value
        case EstablishEffect(value=(Bounds() | Count()) as value):
            yield from value.formulas()


def conditional(effect: Effect) -> bool:
    """Whether an effect gives way to an ``otherwise`` that replaces it; what is required never does."""
    return not required(effect)


def required(effect: Effect) -> bool:
    """Whether an effect is something to be fulfilled: an act, a paper, a limit, a deadline."""
    return isinstance(effect, (ActEffect, PaperEffect, LimitEffect, DeadlineEffect))
