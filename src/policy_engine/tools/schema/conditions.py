"""The schema of what stands under ``when``: the facts of a topic, their values and operators."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.axes import Axis
from policy_engine.conditions.reading import EQUALS, ORDERED, SET_VALUED
from policy_engine.requests.derived import LargestOf
from policy_engine.requests.fields import AnyOf, Field, OneOf, Text
from policy_engine.requests.layout import Layout
from policy_engine.tools.schema.texts import TEXTS, Pair
from policy_engine.tools.schema.words import NUMBER, TEXT, Schema, Speller, choice, date_of, documented, ref


def condition_defs(speller: Speller, topic: str) -> dict[str, Schema]:
    """The definitions ``when-TOPIC`` and, for each fact, ``value-TOPIC-NAME`` and ``fact-TOPIC-NAME``."""
    layout = speller.topics[topic].layout
    found: dict[str, Schema] = {f"when-{topic}": _when(speller, topic, layout)}
    for name, value, operators, text in _facts(speller, topic, layout):
        one, itself = ref(f"value-{topic}-{name}"), ref(f"fact-{topic}-{name}")
        found[f"value-{topic}-{name}"] = value
        found[f"fact-{topic}-{name}"] = _operand(speller, one, operators, itself, text)
    return found


def term_defs(speller: Speller) -> dict[str, Schema]:
    """The definition ``term-operand``: what a term of the instrument may be compared with."""
    figure: Schema = {"anyOf": [NUMBER, TEXT]}
    text = ("用语", "a term of the instrument")
    operators = tuple(each for each in ORDERED if each != "in")
    inner = _operand(speller, figure, (*operators, "in"), ref("term-operand"), text)
    return {"term-operand": {"anyOf": [speller.truth, inner], "description": " / ".join(text)}}


def _when(speller: Speller, topic: str, layout: Layout) -> Schema:
    """Facts and connectives; any other key is a term of the instrument."""
    several: Schema = {"type": "array", "minItems": 1, "items": ref(f"when-{topic}")}
    shapes: dict[str, Schema] = {"all": several, "any": several, "not": ref(f"when-{topic}")}
    properties = {
        speller.key("condition", key): documented(shape, TEXTS["condition"][key]) for key, shape in shapes.items()
    }
    spelt = speller.tables.fields(topic)
    for name, _, _, text in _facts(speller, topic, layout):
        fact = {**ref(f"fact-{topic}-{name}"), "description": "\n".join(text)}
        properties.setdefault(speller.spell(spelt, name), fact)
    return {"type": "object", "properties": properties, "additionalProperties": ref("term-operand")}


def _facts(speller: Speller, topic: str, layout: Layout) -> Iterator[tuple[str, Schema, tuple[str, ...], Pair]]:
    """(name, schema of one value, operators, hover text) of every fact that may be tested."""
    for name, mark in layout.marks.items():
        if isinstance(mark, Text):
            continue
        text = (f"{mark.zh}。{mark.question('zh')}", f"{mark.en}. {mark.question('en')}")
        if isinstance(mark, AnyOf):
            yield name, value_of(speller, topic, name, mark), SET_VALUED, text
            continue
        axis = layout.by_name[name]
        operators = ORDERED if axis.ordered and axis.kind != "flag" else EQUALS
        yield name, _value(speller, topic, name, mark, axis), operators, text
    for name, derived in layout.topic.derived.items():
        axis = layout.by_name[name]
        text = (f"{derived.zh}(由其他事实算出)", f"{derived.en} (worked out from other facts)")
        if isinstance(derived, LargestOf):
            yield name, value_of(speller, topic, name, derived), EQUALS, text
            continue
        operators = EQUALS if axis.kind == "flag" else ORDERED
        yield name, speller.truth if axis.kind == "flag" else quantity(axis), operators, text


def value_of(speller: Speller, topic: str, name: str, mark: OneOf | AnyOf | LargestOf) -> Schema:
    """One value of a fact that is one or some of a list."""
    if mark.open_list:
        return speller.entries(f"lists.{mark.open_list}")
    spelt = speller.tables.values(topic, name)
    return choice([(speller.spell(spelt, value), label) for value, label in mark.values.items()])


def _value(speller: Speller, topic: str, name: str, mark: Field, axis: Axis) -> Schema:
    if isinstance(mark, OneOf):
        return value_of(speller, topic, name, mark)
    if axis.kind == "flag":
        return speller.truth
    if axis.kind == "date":
        return {"anyOf": [date_of(), TEXT]}
    return quantity(axis)


def quantity(axis: Axis) -> Schema:
    """A number within the bounds and on the step of a fact, or a parameter."""
    number: Schema = {
        "type": "number",
        "minimum": float(axis.low * axis.step),
        "maximum": float(axis.high * axis.step),
        "description": f"{axis.low * axis.step} … {axis.high * axis.step} {axis.unit}, {axis.step}",
    }
    if axis.step * 2 % 1 == 0:  # halves and wholes are exact in the arithmetic of every validator
        number["multipleOf"] = float(axis.step)
    return {"anyOf": [number, TEXT]}


def _operand(speller: Speller, value: Schema, operators: tuple[str, ...], itself: Schema, text: Pair) -> Schema:
    """A value, a list of values, or operators."""
    shapes: dict[str, Schema] = {}
    for operator in operators:
        match operator:
            case "in":
                shapes[operator] = {"type": "array", "minItems": 1, "items": value}
            case "not":
                shapes[operator] = itself
            case "between":
                shapes[operator] = {"type": "array", "minItems": 2, "maxItems": 2, "items": value}
            case _:
                shapes[operator] = value
    mapping = speller.mapping("operator", shapes)
    description = "\n".join(text)
    if operators == SET_VALUED:
        return {**mapping, "description": description}
    listed = {"type": "array", "minItems": 1, "items": value}
    return {"anyOf": [value, listed, mapping], "description": description}
