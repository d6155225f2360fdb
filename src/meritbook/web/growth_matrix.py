"""The addresses of individual development plans, against every role."""

from __future__ import annotations

from meritbook.records.models import Role
from meritbook.web.addresses import Address, all_of, some_of

_IN_OFFICE = tuple(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)
_OWN = some_of(Role.EXECUTIVE)
"""Whose plan it is, in the record of the tests."""
_READS = some_of(Role.EXECUTIVE, Role.DEPARTMENT_DIRECTOR, Role.RESULTS_FACILITATOR)
"""With the coach, and the one to whom it is shown."""
_NOTES = some_of(Role.EXECUTIVE, Role.DEPARTMENT_DIRECTOR)
_ACT = Address(get=_OWN, post=_OWN)

GROWTH: dict[str, Address] = {
    "web:growth_plans": Address(get=all_of(*_IN_OFFICE)),
    "web:growth_plan_new": Address(get=all_of(*_IN_OFFICE), post=all_of(*_IN_OFFICE)),
    "web:growth_plan": Address(get=_READS),
    "web:growth_plan_change": _ACT,
    "web:growth_plan_end": _ACT,
    "web:growth_coach": _ACT,
    "web:growth_show": _ACT,
    "web:growth_show_withdraw": _ACT,
    "web:growth_goal_new": _ACT,
    "web:growth_goal_change": _ACT,
    "web:growth_goal_move": _ACT,
    "web:growth_action_new": _ACT,
    "web:growth_action_change": _ACT,
    "web:growth_action_move": _ACT,
    "web:growth_note": Address(get=_NOTES, post=_NOTES),
    "web:growth_file": Address(get=_READS),
}
