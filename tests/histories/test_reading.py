"""Histories from outside: the models, exact values, and each fault with its code, its place and the near match."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from policy_engine import RequestError
from policy_engine.histories.models import EVENT_MODELS, HistoryModel
from policy_engine.histories.reading import MAX_DAYS
from policy_engine.requests.attendance import EVENTS, fields_of
from tests.build import shipped

PERIOD = {"from": "2024-01-01", "until": "2024-12-31"}
LATE = {"event": "late", "date": "2024-03-04"}


def history(*events: Any, **more: Any) -> dict[str, Any]:
    return {"jurisdiction": "town-c", "period": PERIOD, "events": list(events), **more}


def faults(data: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(RequestError) as caught:
        shipped().read_history(data)
    return [(each.code, each.place.file, each.near) for each in caught.value.diagnostics]


def test_a_model_and_its_plain_data_are_the_same_history() -> None:
    data = history({**LATE, "session": "work", "minutes": "12"}, monthly={"transport_phone_allowance": "300.50"})
    model = HistoryModel.model_validate(data)
    assert model.events[0].minutes == 12
    assert model.monthly == {"transport_phone_allowance": Decimal("300.50")}
    assert shipped().history(model) == shipped().history(data)
    again = HistoryModel.model_validate_json(model.model_dump_json(by_alias=True))
    assert again == model
    half = {"event": "absent", "date": "2024-03-04", "days": 0.5}
    read = HistoryModel.model_validate_json(json.dumps(history(half, monthly={"transport_phone_allowance": 300.5})))
    assert (read.events[0].days, read.monthly["transport_phone_allowance"]) == (Decimal("0.5"), Decimal("300.5"))


def test_there_is_a_model_for_each_kind_of_event_with_its_facts() -> None:
    assert list(EVENT_MODELS) == list(EVENTS)
    for name, model in EVENT_MODELS.items():
        assert set(model.model_fields) == {"event", *fields_of(name)}


def test_models_are_frozen_and_know_the_words_of_no_rulebook_until_they_are_read() -> None:
    model = HistoryModel.model_validate(history(monthly={"bonus": 1}))
    with pytest.raises(ValidationError):
        model.person = "x"
    assert faults(model) == [("PE702", "history.monthly.bonus", "")]


@pytest.mark.parametrize("unknown", [{}, {"minutes": "unknown"}, {"minutes": None}])
def test_a_fact_left_out_unknown_or_null_is_not_known(unknown: dict[str, Any]) -> None:
    found = shipped().read_history(history({**LATE, **unknown}))
    assert found.events[0].facts == {}
    assert "minutes" in found.events[0].unknown()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], ("PE709", "history", "")),
        ({"jurisdiction": "town-c", "events": []}, ("PE716", "history", "")),
        (history(perod=1), ("PE702", "history.perod", "period")),
        (history() | {"period": {**PERIOD, "til": 1}}, ("PE702", "history.period.til", "until")),
        (history() | {"period": {"from": "2024-01-01"}}, ("PE716", "history.period", "")),
        (history() | {"period": 5}, ("PE709", "history.period", "")),
        (history() | {"events": 5}, ("PE709", "history.events", "")),
        (history() | {"jurisdiction": 5}, ("PE709", "history.jurisdiction", "")),
        (history(person="x" * 1_001), ("PE708", "history.person", "")),
        (history(post="mayr"), ("PE706", "history.post", "mayor")),
        (history(as_of="31-12-2024"), ("PE713", "history.as_of", "")),
        (history(as_of=dt.datetime(2024, 1, 1)), ("PE713", "history.as_of", "")),
        (history(monthly={"transport_phone_allowance": -1}),
         ("PE709", "history.monthly.transport_phone_allowance", "")),
        (history(monthly={"transport_phone_allowance": "0.001"}),
         ("PE707", "history.monthly.transport_phone_allowance", "")),
        (history(5), ("PE709", "history.events.0", "")),
        (history({"date": "2024-03-04"}), ("PE716", "history.events.0", "")),
        (history({"event": "late"}), ("PE716", "history.events.0", "")),
        (history({"event": "lte", "date": "2024-03-04"}), ("PE760", "history.events.0.event", "late")),
        (history({"event": ["late"], "date": "2024-03-04"}), ("PE760", "history.events.0.event", "late")),
        (history(LATE, {**LATE, "minuts": 4}), ("PE761", "history.events.1.minuts", "minutes")),
        (history({**LATE, 4: 4}), ("PE761", "history.events.0.4", "")),
        (history({**LATE, "date": "2024-02-30"}), ("PE713", "history.events.0.date", "")),
        (history({**LATE, "minutes": 1441}), ("PE708", "history.events.0.minutes", "")),
        (history({**LATE, "minutes": Decimal("12.5")}), ("PE707", "history.events.0.minutes", "")),
        (history({**LATE, "minutes": 12.0}), ("PE709", "history.events.0.minutes", "")),
        (history({**LATE, "minutes": True}), ("PE709", "history.events.0.minutes", "")),
        (history({**LATE, "approved": "yes"}), ("PE709", "history.events.0.approved", "")),
        (history({**LATE, "session": "wrk"}), ("PE706", "history.events.0.session", "work")),
        (history({**LATE, "note": 5}), ("PE709", "history.events.0.note", "")),
        (history({"event": "absent", "date": "2024-03-04", "days": 0}), ("PE708", "history.events.0.days", "")),
        (history({"event": "absent", "date": "2024-03-04", "days": "0.3"}), ("PE707", "history.events.0.days", "")),
        (history({"event": "allowance_withheld", "date": "2024-03-04", "fund": "transport_allowance"}),
         ("PE706", "history.events.0.fund", "transport_phone_allowance")),
        (history(as_of="2023-12-31"), ("PE762", "history.period", "")),
        (history(LATE, as_of="2024-03-03"), ("PE765", "history.events.0.date", "")),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_the_near_match(data: Any, told: tuple[str, str, str]) -> None:
    assert faults(data) == [told]


def test_every_fault_is_told_at_once() -> None:
    data = history({**LATE, "minutes": "x", "aproved": True}, {"event": "off", "date": "2024-03-04"}, post="mayr")
    assert [code for code, _, _ in faults(data)] == ["PE761", "PE709", "PE760", "PE706"]


def test_ten_years_are_the_most() -> None:
    first = dt.date(2020, 1, 1)
    for days, right in ((MAX_DAYS - 1, True), (MAX_DAYS, False)):
        data = history() | {"period": {"from": first, "until": first + dt.timedelta(days=days)}}
        if right:
            assert shipped().read_history(data).start == first
        else:
            assert faults(data) == [("PE768", "history.period", "")]
