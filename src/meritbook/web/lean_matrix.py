"""The addresses of Lean work against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_READ = Address(get=all_of(*(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)))
"""Whoever is in office reads Lean work."""
_OFFICES = (Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER)
_KEEPERS = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(*_OFFICES)}
_KEEP = Address(get=_KEEPERS, post=_KEEPERS)
_ENTER = Address(get=all_of(Role.RESULTS_ADMINISTRATOR, *_OFFICES), post=all_of(Role.RESULTS_ADMINISTRATOR, *_OFFICES))
_SPONSOR = some_of(Role.DEPARTMENT_DIRECTOR)
"""Of a charter: its sponsor alone, who in the record of the tests is the director."""
_VERIFY = {**all_of(Role.RESULTS_ADMINISTRATOR, Role.AUDITOR), **some_of(Role.RESULTS_FACILITATOR)}
"""Of a saving: who has no part in the event; in the record of the tests the director sponsors it."""
_DO = {**_KEEPERS, **some_of(Role.MEASURE_OWNER)}
"""Of an action: who is to do it, in the record of the tests the owner of measures, and who keeps the event."""
_GATE = {**all_of(Role.RESULTS_ADMINISTRATOR), **some_of(Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)}
"""Of a gate: its sponsor, and who keeps the project; never its lead, in the record of the tests the practitioner."""

LEAN: dict[str, Address] = {
    "web:lean": _READ,
    "web:lean_event_new": _ENTER,
    "web:lean_event": _READ,
    "web:lean_charter": _KEEP,
    "web:lean_decide": Address(get=_SPONSOR, post=_SPONSOR),
    "web:lean_measure_new": _KEEP,
    "web:lean_measure_strike": _KEEP,
    "web:lean_value": _KEEP,
    "web:lean_answer": _KEEP,
    "web:lean_note": _KEEP,
    "web:lean_action_new": _KEEP,
    "web:lean_action_move": Address(get=_DO, post=_DO),
    "web:lean_waste": _KEEP,
    "web:lean_saving_new": _KEEP,
    "web:lean_saving_verify": Address(get=_VERIFY, post=_VERIFY),
    "web:lean_saving_withdraw": _KEEP,
    "web:lean_close": _KEEP,
    "web:lean_drop": _KEEP,
    "web:lean_a3": _READ,
    "web:lean_a3_pdf": _READ,
    "web:lean_compare": _READ,
    "web:lean_map": _READ,
    "web:lean_map_draw": _KEEP,
    "web:lean_map_take": _KEEP,
    "web:lean_map_file": _READ,
    "web:lean_projects": _READ,
    "web:lean_project_new": _ENTER,
    "web:lean_project": _READ,
    "web:lean_gate_ask": _KEEP,
    "web:lean_gate_decide": Address(get=_GATE, post=_GATE),
    "web:lean_project_stop": _KEEP,
}
