"""The status of a clause: whether what it says is in force at all, held against the ledger's word for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from policy_engine.citations import LedgerEntry, Status
from policy_engine.errors import Place
from policy_engine.loading.form import Form

_STATUSES: Mapping[str, Status] = {status: status for status in get_args(Status)}
_RULED = ("rules", "duties")


def read_status(form: Form, entry: LedgerEntry | None, place: Place) -> Status | None:
    """Why the rules and duties of a clause are not in force, or None where they are.

    The ledger says what kind of sentence the clause is (``modality``). Where that kind is never in force the file has
    to say so too, at the clause, for whoever reads the rules there; where it is another the file may not.
    """
    node = form.node_of("status")
    ruled = any(form.has_or_means(key) for key in _RULED)
    modality = None if entry is None else _STATUSES.get(entry.modality)
    if node is None:
        if modality is not None and ruled and "status" not in form.meant:
            form.fault("PE526", place, clause=form.where, modality=modality)
        return modality if ruled else None
    before = len(form.faults)
    status = _STATUSES.get(form.one_of("status", tuple(_STATUSES), modality or "proposed"))
    if len(form.faults) > before or entry is None:
        return status
    if status != modality:
        form.fault("PE525", node.place, clause=form.where, status=str(status), modality=entry.modality)
    elif not ruled:
        form.fault("PE528", form.node.key_place("status"), clause=form.where)
    return status
