"""Strategic plans for tests: one of the enterprise, and one of the Department of Revenue that deploys from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from year_stage import do

BEGINS, ENDS = date(2025, 7, 1), date(2029, 7, 1)
SERVES = "trusted-government"


@dataclass(frozen=True)
class Plans:
    """The plans, and their versions."""

    enterprise: Any
    """Adopted, amended and adopted again: its first goal was reworded after the plan below was adopted."""
    revenue: Any
    """The adopted version of the plan of the Department of Revenue."""
    draft: Any
    """The draft that amends it."""


def goal(key: str, name: str, **more: Any) -> dict[str, Any]:
    """A goal as plain data."""
    return {"key": key, "name": name, "says": f"{name}, for everybody in the state.", **more}


def enterprise_text(**more: Any) -> dict[str, Any]:
    """The words of the enterprise: two goals, of which the plan below serves one."""
    parts: dict[str, Any] = {
        "name": "Plan of the state, 2025 to 2029",
        "vision": "A state in which everybody can count on its services.",
        "mission": "To serve the people of the state.",
        "values": [{"key": "trust", "name": "Trust", "says": "We do what we say."}],
        "starts_on": BEGINS,
        "last_day": date(2029, 6, 30),
        "goals": [
            goal(
                SERVES,
                "Government that people trust",
                strategies=[goal("prompt-answers", "Prompt answers", measures=["calls-answered"])],
            ),
            goal("sound-water", "Sound water"),
        ],
    }
    return {**parts, **more}


def revenue_text(**more: Any) -> dict[str, Any]:
    """The words of the department: one goal with a strategy, its measure and two actions."""
    actions = [
        {
            "key": "second-shift",
            "says": "Staff a second shift at the refund desk",
            "owner": "measure_owner",
            "starts_on": date(2025, 9, 1),
            "last_day": date(2026, 3, 10),
            "measures": ["refund-days"],
        },
        {"key": "new-form", "says": "Shorten the form", "owner_role": "Chief of forms", "last_day": date(2026, 9, 30)},
    ]
    parts: dict[str, Any] = {
        "name": "Plan of the Department of Revenue",
        "mission": "To collect what is owed, and no more.",
        "starts_on": BEGINS,
        "last_day": date(2029, 6, 30),
        "goals": [
            goal(
                "fast-refunds",
                "Refunds without delay",
                serves=SERVES,
                strategies=[goal("shorter-queues", "Shorter queues", measures=["refund-days"], actions=actions)],
            )
        ],
    }
    return {**parts, **more}


def adopted(who: Any, at: datetime, version: Any) -> Any:
    """The draft, adopted."""
    return do("adopt_plan", who, at, version=version, sha256=version.sha256, because="Agreed in the cabinet.")


def plans(people: Any, departments: Any, measures: Any, at: datetime) -> Plans:
    """The plans, made by the acts themselves."""
    del measures
    keeper, director = people.results_administrator, people.department_director
    days = {"starts_on": BEGINS, "ends_before": ENDS}
    top = do(
        "draw_plan", keeper, at, key="state-2025", kind="strategic", title="Plan of the state", department=None,
        text=enterprise_text(), **days,
    )  # fmt: skip
    top = adopted(keeper, at, top)
    below = do(
        "draw_plan", director, at, key="revenue-2025", kind="strategic", title="Plan of Revenue", deploys=top.plan,
        department=departments.revenue, text=revenue_text(), **days,
    )  # fmt: skip
    below = adopted(director, at, below)
    again = do("amend_plan", keeper, at, plan=top.plan)
    words = enterprise_text()
    words["goals"][0]["says"] = "People trust a government that keeps its word."
    again = do("save_plan_draft", keeper, at, version=again, text=words, base_sha256=again.sha256)
    top = adopted(keeper, at, again)
    draft = do("amend_plan", people.results_facilitator, at, plan=below.plan)
    return Plans(top, below, draft)
