"""Writes the published JSON schema of a decision to ``docs/schema``; the tests hold the file to the model."""

from __future__ import annotations

import json
from pathlib import Path

from policy_engine import DecisionModel

TARGET = Path(__file__).parents[1] / "docs" / "schema" / "decision.schema.json"


def decision_schema() -> str:
    """The schema as text, keys sorted."""
    return json.dumps(DecisionModel.model_json_schema(mode="serialization"), indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(decision_schema(), "utf-8")
