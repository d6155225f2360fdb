"""Help in the results initiatives for tests: who is assigned, requests in every state, and hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from year_stage import do


@dataclass(frozen=True)
class Help:
    """What is on record of help on 2 March 2026, all of the Department of Revenue."""

    asked: Any
    """Asked by the director; nobody has taken it."""
    taken: Any
    """Asked by the director, taken by the facilitator."""
    done: Any
    """Asked by the director, done by the facilitator, not rated."""
    elsewhere: Any
    """Asked by the administrator for the Department of Transport."""
    assignment: Any
    """Of the practitioner, to Lean."""
    hours: Any
    """2.5 of the facilitator, of training eighteen, on the request that is under way."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        return {
            "web:help_request": {"pk": self.taken.pk},
            "web:help_take": {"pk": self.asked.pk},
            "web:help_decline": {"pk": self.asked.pk},
            "web:help_done": {"pk": self.taken.pk},
            "web:help_withdraw": {"pk": self.asked.pk},
            "web:help_rate": {"pk": self.done.pk},
            "web:hours_withdraw": {"pk": self.hours.pk},
            "web:assignment_end": {"pk": self.assignment.pk},
        }


SEEN_BY = {
    "web:help": "results_facilitator",
    "web:help_new": "department_director",
    "web:help_request": "results_facilitator",
    "web:help_take": "results_practitioner",
    "web:help_decline": "results_practitioner",
    "web:help_done": "results_facilitator",
    "web:help_withdraw": "department_director",
    "web:help_rate": "department_director",
    "web:hours": "results_facilitator",
    "web:hours_new": "results_facilitator",
    "web:hours_withdraw": "results_facilitator",
    "web:assignments": "results_administrator",
    "web:assignment_new": "results_administrator",
    "web:assignment_end": "results_administrator",
}


def words(subject: str, **more: Any) -> dict[str, Any]:
    """What a request is made of."""
    return {
        "initiative": "lean",
        "kind": "facilitation",
        "subject": subject,
        "needs": "Two days with the clerks who open the mail.",
        **more,
    }


def assigned(people: Any, department: Any, at: datetime, name: str, results_class: str) -> Any:
    """An assignment to Lean."""
    return do(
        "assign_work", people.results_administrator, at, person=getattr(people, name), initiative="lean",
        results_class=results_class, department=department, starts_on=at.date() - timedelta(days=330),
    )  # fmt: skip


def help_given(people: Any, departments: Any, at: datetime) -> Help:
    """The record, made by the acts themselves."""
    director, giver, revenue = people.department_director, people.results_facilitator, departments.revenue
    assignment = assigned(people, revenue, at, "results_practitioner", "results_practitioner")
    assigned(people, revenue, at, "results_facilitator", "results_facilitator")
    asked = do("ask_help", director, at, department=revenue, **words("A kaizen on opening the mail"))
    taken = do("ask_help", director, at, department=revenue, **words("Train the new clerks", kind="training"))
    done = do("ask_help", director, at, department=revenue, **words("Read our value stream map", kind="advice"))
    elsewhere = do(
        "ask_help", people.results_administrator, at, department=departments.transport, **words("A map of permits")
    )
    later = at + timedelta(hours=1)
    taken = do("take_help", giver, later, request=taken)
    done = do("finish_help", giver, later, request=do("take_help", giver, later, request=done), says="It was read.")
    hours = do(
        "record_work_hours", giver, later, department=revenue, initiative="lean", kind="training",
        worked_on=at.date(), hours=Decimal("2.5"), people=18, request=taken,
    )  # fmt: skip
    return Help(asked, taken, done, elsewhere, assignment, hours)


def more(people: Any, departments: Any, first: int, last: int, at: datetime) -> None:
    """More of each, so that lists are longer."""
    for n in range(first, last):
        row = do("ask_help", people.department_director, at, department=departments.revenue, **words(f"Map {n}"))
        do("take_help", people.results_facilitator, at, request=row)
        do(
            "record_work_hours", people.results_facilitator, at, department=departments.revenue, initiative="lean",
            kind="facilitation", worked_on=at.date() - timedelta(days=n % 300), hours=Decimal(1), request=row,
        )  # fmt: skip
        person = do("create_user", people.system_administrator, at, username=f"lean{n}", full_name=f"Lean {n}")
        do(
            "grant_role", people.system_administrator, at, user=person, role="results_practitioner",
            department=departments.revenue, starts_on=at.date(),
        )  # fmt: skip
        do(
            "assign_work", people.results_administrator, at, person=person, initiative="lean",
            results_class="results_practitioner", department=departments.revenue, starts_on=at.date(),
        )  # fmt: skip
