"""More investments, budget units, reviews and follow-ups, for what must not grow with them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from measure_world import BEGINS, definition
from return_world import case_text
from year_stage import do

PAGES = (
    ("web:returns", "results_administrator"),
    ("web:return", "results_facilitator"),
    ("web:budget", "auditor"),
    ("web:budget_unit", "results_facilitator"),
    ("web:reviews", "auditor"),
    ("web:review", "results_facilitator"),
    ("web:follow_ups", "department_director"),
    ("web:follow_up", "measure_owner"),
)


def more(world: Any, at: datetime, first: int, last: int) -> None:
    """Cases with a verification, units with a measure, reviews, and follow-ups and decisions of one of them."""
    people, revenue = world.people, world.departments.revenue
    keeper, admin = people.results_facilitator, people.results_administrator
    for n in range(first, last):
        case = do(
            "propose_return", keeper, at, key=f"more-{n}", title=f"More {n}", department=revenue,
            text=case_text(2025, measures=["refund-days"]),
        )  # fmt: skip
        do("decide_return", people.department_director, at, case=case, approve=True, says="Yes.")
        do("start_return", keeper, at, case=case, started_on=date(2024, 9, 2))
        for row in (case, world.rooms.returns.lockbox):
            figures = [{"line": "machines", "year": 2025, "amount": n, "evidence": "Bill."}]
            do(
                "verify_return",
                people.auditor,
                at,
                case=row,
                realised={"through": 2025, "figures": figures},
                says="Read.",
            )
        unit = do("record_budget_unit", keeper, at, code=f"MORE-{n}", title=f"More {n}", department=revenue)
        for row in (unit, world.rooms.returns.unit):
            do("record_spending", keeper, at, unit=row, year=2026, appropriated=Decimal(n + 1), source="Ledger.")
        do(
            "define_measure", admin, at, key=f"unit-{n}", department=revenue, starts_on=BEGINS,
            owner=people.measure_owner,
            definition=definition(title=f"Of unit {n}", kind="output", budget_unit=f"MORE-{n}"),
        )  # fmt: skip
        review, about = (
            world.rooms.reviews.open,
            {"what": f"Do {n}", "owner": people.measure_owner, "due_on": at.date()},
        )
        given = do("give_follow_up", keeper, at, review=review, **about)
        do("report_follow_up", people.measure_owner, at, follow_up=given, says="Done.")
        do("record_results_decision", keeper, at, review=review, says=f"So {n}.", because="So.")
        day = date(2015 + n // 4, 1 + n % 4 * 3, 1)
        do("call_results_review", admin, at, department=revenue, quarter=day, held_on=at.date())
