"""The duties of a decision, published."""

from __future__ import annotations

from policy_engine.decisions.duties import BindingDuty
from policy_engine.decisions.duty_model import BoundPart, DutyItemPart, DutyMeasurePart, DutyPart
from policy_engine.decisions.publish_figures import plain_formula
from policy_engine.obligations import Bound


def bound_part(bound: Bound) -> BoundPart:
    """A bound, published."""
    return BoundPart(
        low=None if bound.low is None else plain_formula(bound.low),
        high=None if bound.high is None else plain_formula(bound.high),
        low_included=bound.low_included,
        high_included=bound.high_included,
    )


def duty_part(binding: BindingDuty) -> DutyPart:
    """A duty, published."""
    effect, asks = binding.effect, binding.effect.asks
    return DutyPart(
        duty=effect.duty,
        clause=binding.clause,
        who=effect.who.plain(),
        to=effect.to or None,
        every=asks.every.plain(),
        count=asks.count,
        bound=bound_part(asks.bound),
        unit=asks.unit or None,
        every_one=asks.every_one,
        by=None if asks.due is None else plain_formula(asks.due),
        in_months=asks.months,
        items=tuple(
            DutyItemPart(
                item=item.name,
                bound=bound_part(item.bound),
                advice=item.advice,
                certain=certain,
                zh=item.label.zh,
                en=item.label.en,
            )
            for item, certain in binding.items
        ),
        measures=tuple(
            DutyMeasurePart(
                measure=each.name,
                unit=each.unit,
                bound=bound_part(each.bound),
                zh=each.label.zh,
                en=each.label.en,
            )
            for each in asks.measures
        ),
        keep=asks.keep,
        advice=binding.advice,
        certain=binding.certain,
        status=binding.status or None,
        zh=asks.label.zh,
        en=asks.label.en,
    )
