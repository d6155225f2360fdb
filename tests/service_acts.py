"""A department with its FTE and positions that can be nominated, made by the acts themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.verdict import Verdict

CRITERIA = (
    "position.controls_through_managers",
    "position.segment_is_large",
    "position.controls/human",
    "position.controls/fiscal",
    "position.controls/operating",
    "position.controls/capital",
    "position.directs/programs",
    "position.directs/projects",
    "position.directs/policy",
)


@dataclass
class Service:
    """Acts on the seats of the Department of Revenue, as the people who take them."""

    people: Any
    departments: Any
    description: Any
    describe: Callable[..., Any]
    plan: Any
    at: datetime

    def act(self, name: str, who: Any, **taken: Any) -> Any:
        """One act, by its name."""
        import importlib

        from meritbook.actions import Actor

        module = importlib.import_module(f"meritbook.actions.{name}")
        return module.perform(Actor(who), **{"at": self.at, "why": "As the test has it.", **taken})

    def size(self, fte: str, department: Any = None, **more: Any) -> Any:
        """The FTE of a department."""
        taken = {"department": department or self.departments.revenue, "source": "Report of positions"}
        return self.act(
            "record_department_size", self.people.personnel_staff, permanent_fte=Decimal(fte), **taken, **more
        )

    def position(self, number: str, **more: Any) -> Any:
        """A position of the Department of Revenue with an official description."""
        described = self.describe(
            self.description.model_copy(update={"number": number}),
            appointing_authority=self.people.appointing_authority,
            **more,
        )
        submitted = self.act("submit_description", self.people.agency_hr, version=described.version)
        return self.act("sign_description", self.people.appointing_authority, version=submitted).position

    def bare(self, number: str, department: Any = None) -> Any:
        """A position with a draft that nobody signed."""
        elsewhere = department is not None and department.pk == self.departments.transport.pk
        return self.act(
            "describe_position",
            self.people.agency_hr_elsewhere if elsewhere else self.people.agency_hr,
            department=department or self.departments.revenue,
            description=self.description.model_copy(update={"number": number}),
        ).position

    def nominate(self, position: Any, **more: Any) -> Any:
        """A nomination by the department's director."""
        taken = {"position": position, "rationale": "It directs the division.", **more}
        return self.act("nominate_position", self.people.department_director, **taken)

    def take_over(self, position: Any, starts_on: date = date(2026, 1, 1), **more: Any) -> Any:
        """A seat that stood before the record began."""
        return self.act("take_over_seat", self.people.personnel_staff, position=position, starts_on=starts_on, **more)

    def judge(self, nomination: Any, **otherwise: Verdict) -> None:
        """Judges all criteria met, or otherwise by the last word of the fact."""
        for fact in CRITERIA:
            last = fact.replace("/", ".").rpartition(".")[2]
            self.act(
                "judge_criterion",
                self.people.analyst,
                nomination=nomination,
                fact=fact,
                verdict=otherwise.get(last, Verdict.MET),
                says="As I read it.",
            )

    def allocate(self, position: Any) -> Any:
        """A decision of the bench on the position's official description."""
        from meritbook.actions import decide_allocation
        from meritbook.records.models import ClassEntry

        version = position.official_version
        run = self.act("run_allocation", self.people.analyst, version=version, plans=[self.plan])
        entry = decide_allocation.answered_class(run) or ClassEntry.objects.filter(plan_revision__runs=run).first()
        return self.act("decide_allocation", self.people.analyst, run=run, class_entry=entry, reason="Read.")

    def reviewed(self, position: Any, *, in_management_class: bool = True, **otherwise: Verdict) -> Any:
        """A nomination whose criteria were judged and whose allocation was reviewed."""
        nomination = self.nominate(position)
        self.judge(nomination, **otherwise)
        self.allocate(position)
        return self.act(
            "review_nomination", self.people.analyst, nomination=nomination, in_management_class=in_management_class
        )

    def approved(self, position: Any) -> Any:
        """A nomination that the State Personnel Director approved."""
        nomination = self.reviewed(position)
        return self.act("decide_nomination", self.people.personnel_director, nomination=nomination, approve=True)

    def entered(self, position: Any, starts_on: date) -> Any:
        """A nomination whose seat is taken from a day on."""
        nomination = self.approved(position)
        return self.act("set_entry_day", self.people.agency_hr, nomination=nomination, starts_on=starts_on)

    def state(self, on: date | None = None) -> Any:
        """The ledger of seats."""
        from meritbook.actions import seating

        return seating.state_on(on or self.at.date())

    def of(self, department: Any = None, on: date | None = None) -> Any:
        """The seats of one department."""
        return self.state(on).of((department or self.departments.revenue).pk)


@pytest.fixture
def service(
    people: Any, departments: Any, description: Any, describe: Any, plan_revision: Any, at: datetime
) -> Service:
    """The acts; the Department of Revenue has no FTE on record yet."""
    return Service(people, departments, description, describe, plan_revision, at)
