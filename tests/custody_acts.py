"""Delegations and hand-overs around the contract of `contract_world`, taken as people take them."""

from __future__ import annotations

from datetime import date
from typing import Any

from appointing_world import act, person
from contract_world import AT, ContractYear

ON = AT.date()


def delegate(year: ContractYear, by: Any = None, at: Any = AT, **more: Any) -> Any:
    """The director of the department lets the successor sign contracts for the first week of September."""
    from meritbook.actions import delegate as action

    taken = {
        "giver": year.director, "holder": year.successor, "role": "department_director",
        "department": year.seat.position.department, "covers": ["contracts"], "starts_on": ON,
        "ends_before": date(2004, 9, 8), "reason": "Away at a hearing.", **more,
    }  # fmt: skip
    return act(action, by or taken["giver"], at, **taken)


def hand_over(year: ContractYear, by: Any = None, at: Any = AT, **more: Any) -> Any:
    """The officer hands the positions of the appointing authority over to the successor on the first of October."""
    from meritbook.actions import hand_over as action

    taken = {
        "giver": year.authority, "successor": year.successor, "role": "appointing_authority",
        "department": year.seat.position.department, "starts_on": date(2004, 10, 1), "reason": "Retires.", **more,
    }  # fmt: skip
    return act(action, by or year.officer, at, **taken)


def by_admin(action: Any, at: Any = AT, **taken: Any) -> Any:
    """An act on people by the system administrator."""
    from meritbook.actions import Actor
    from meritbook.records.models import User

    admin = User.objects.filter(username="year_admin").first() or person("year_admin", "system_administrator")
    return action.perform(Actor(admin), at=at, why="As the test has it.", **taken)
