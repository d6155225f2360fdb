"""What the tests share: a small government with people in every role, and a position with its official description."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import HealthCheck, settings

import recorded_states
from recorded import once
from rooms_fixtures import *  # noqa: F403  # fixtures are found by their names

# Most of what the tests allocate goes without the collector; it had taken an eighth of their time.
gc.set_threshold(100_000, 20, 20)

PASSWORD = "a ferry leaves at seven"
SINCE = date(2020, 1, 1)

# The same examples at every run, so that a change is judged by what it changes. `HYPOTHESIS_PROFILE=explore` draws
# new ones: what it finds becomes a test of its own.
# How fast a machine is, and what else it does, is nothing that a test may fail for.
_UNHURRIED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("settled", derandomize=True, **_UNHURRIED)
settings.register_profile("explore", **_UNHURRIED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "settled"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need PostgreSQL are skipped, with the reason, where none is given."""
    if os.environ.get("MERITBOOK_TEST_DATABASE_URL", "").startswith("postgres"):
        return
    skip = pytest.mark.skip(reason="MERITBOOK_TEST_DATABASE_URL names no PostgreSQL server")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)


def pytest_collection_finish() -> None:
    """What was imported stays until the end: the collector need not look through it again after every few objects."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Before the test's transaction: what is on record then need not be read again by the test's setups."""
    recorded_states.begin()


@pytest.fixture(autouse=True, scope="session")
def _ledger_may_be_emptied_between_tests() -> Iterator[None]:
    """Tests with real transactions empty the tables afterwards, which the guard of the ledger refuses, as it should."""
    from meritbook.records import guards

    original = BaseDatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: list[str]) -> None:
        guards.remove(self.connection)
        try:
            original(self, sql_list)
            if self.connection.vendor == "sqlite":
                # Rows are numbered from 1 again, as they are when a test is undone.
                original(self, ["UPDATE sqlite_sequence SET seq = 0"])
        finally:
            guards.install(self.connection)

    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = original  # type: ignore[method-assign]


@pytest.fixture
def password() -> str:
    """Everybody's password."""
    return PASSWORD


@pytest.fixture
def at() -> datetime:
    """A Monday morning."""
    return datetime(2026, 3, 2, 15, 30, 12, 345678, tzinfo=UTC)


@pytest.fixture
def on(at: datetime) -> date:
    """The day of `at`."""
    return at.date()


@dataclass(frozen=True)
class Departments:
    """Two departments."""

    revenue: Any
    transport: Any


@dataclass(frozen=True)
class People:
    """Somebody in every role; those of an agency are in the Department of Revenue."""

    analyst: Any
    second_analyst: Any
    agency_hr: Any
    department_director: Any
    appointing_authority: Any
    executive: Any
    personnel_director: Any
    personnel_staff: Any
    results_administrator: Any
    auditor: Any
    system_administrator: Any
    supervisor: Any
    """Holds the position that the executive's reports to, and no role."""
    nobody: Any
    """Signs in, and holds no role and no position."""
    agency_hr_elsewhere: Any
    """Agency HR of the Department of Transport."""
    results_facilitator: Any
    results_practitioner: Any
    measure_owner: Any

    def all(self) -> dict[str, Any]:
        """Everybody by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@pytest.fixture
def departments(db: None, at: datetime) -> Departments:
    """The Departments of Revenue and of Transport."""
    return once("departments", lambda: _departments(at), at)


def _departments(at: datetime) -> Departments:
    from meritbook.actions import SYSTEM, create_department

    made = {
        code: create_department.perform(
            SYSTEM, at=at, why="Set-up.", code=code, name=f"Department of {code.title()}", starts_on=SINCE
        )
        for code in ("revenue", "transport")
    }
    return Departments(**made)


@pytest.fixture
def people(departments: Departments, at: datetime) -> People:
    """Somebody in every role."""
    return once("people", lambda: _people(departments, at), departments, at)


def _people(departments: Departments, at: datetime) -> People:
    from meritbook.actions import SYSTEM, create_user, grant_role
    from meritbook.records.models import Role

    agency = {Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY, Role.EXECUTIVE}
    agency |= {Role.RESULTS_FACILITATOR, Role.RESULTS_PRACTITIONER, Role.MEASURE_OWNER}
    special = {
        "second_analyst": (Role.ANALYST, None),
        "agency_hr_elsewhere": (Role.AGENCY_HR, departments.transport),
        "supervisor": (None, None),
        "nobody": (None, None),
    }
    made = {}
    for field in fields(People):
        user = create_user.perform(
            SYSTEM,
            at=at,
            why="Set-up.",
            username=field.name,
            full_name=field.name.replace("_", " ").title(),
            password=PASSWORD,
        )
        default = Role(field.name) if field.name in Role.values else None
        role, department = special.get(field.name, (default, departments.revenue if default in agency else None))
        if role is not None:
            grant_role.perform(
                SYSTEM, at=at, why="Set-up.", user=user, role=role, department=department, starts_on=SINCE
            )
        made[field.name] = user
    return People(**made)


@pytest.fixture
def measures(people: People, departments: Departments, at: datetime) -> Any:
    """Two measures of the results register (`measure_world`)."""
    import measure_world

    return once("measures", lambda: measure_world.measures(people, departments, at), people, departments, at)


@pytest.fixture
def risks(people: People, departments: Departments, measures: Any, at: datetime) -> Any:
    """Four risks of the results register (`risk_world`)."""
    import risk_world

    return once("risks", lambda: risk_world.risks(people, departments, measures, at), people, departments, measures, at)


@pytest.fixture
def strategic_plans(people: People, departments: Departments, measures: Any, at: datetime) -> Any:
    """The plan of the enterprise, and one of Revenue that deploys from it (`plan_world`)."""
    import plan_world

    def act() -> Any:
        return plan_world.plans(people, departments, measures, at)

    return once("strategic plans", act, people, departments, measures, at)


@pytest.fixture
def description() -> Any:
    """A description of a position that manages two programs and formulates their policy."""
    from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate, Supervisor

    return PositionDescription(
        number="0417-22",
        working_title="Audit Programs Chief",
        department="Department of Revenue",
        reports_to=Supervisor(title="Division Director", position_number="0400-01"),
        purpose="Plans, organizes and directs the individual and the business audit programs of the division.",
        duties=(
            Duty(number=1, text="Formulates the audit selection policy of both programs.", percent=Decimal(60)),
            Duty(number=2, text="Directs four field units through their managers.", percent=Decimal(25)),
            Duty(number=3, text="Monitors the program budget and approves purchases.", percent=Decimal(15)),
        ),
        subordinates=(Subordinate(title="Field Audit Manager", count=4, kind="manager"),),
        budget=Decimal(2_100_000),
        budget_role="monitors",
        fte=Decimal(42),
        programs=(Program(name="Individual audit", reach="agency"), Program(name="Business audit", reach="agency")),
        policy_role="formulates",
        specialised_qualification_required=False,
    )


@pytest.fixture
def describe(people: People, departments: Departments, at: datetime) -> Callable[..., Any]:
    """Describes a position of the Department of Revenue, as its HR officer."""
    from meritbook.actions import Actor, describe_position

    def perform(description: Any, **more: Any) -> Any:
        return describe_position.perform(
            Actor(people.agency_hr),
            at=at,
            why="New description.",
            department=departments.revenue,
            description=description,
            **more,
        )

    return perform


@pytest.fixture
def draft(describe: Callable[..., Any], description: Any, people: People, at: datetime) -> Any:
    """A draft of the executive's position, which reports to the supervisor's."""

    def act() -> Any:
        above = describe(
            description.model_copy(update={"number": "0400-01", "working_title": "Division Director"}),
            incumbent=people.supervisor,
            appointing_authority=people.appointing_authority,
        )
        return describe(
            description,
            incumbent=people.executive,
            supervisor=above.position,
            appointing_authority=people.appointing_authority,
        ).version

    return once("draft", act, description, people, at)


@pytest.fixture
def official_version(draft: Any, people: People, at: datetime) -> Any:
    """The draft, submitted and signed."""
    from meritbook.actions import Actor, sign_description, submit_description

    def act() -> Any:
        submitted = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=draft)
        return sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=submitted)

    return once("official version", act, draft, people, at)


@pytest.fixture
def position(official_version: Any) -> Any:
    """The executive's position, with an official description."""
    return official_version.position


@pytest.fixture
def small_plan() -> Any:
    """A made-up plan of one series with two classes: the second formulates policy, the first recommends it."""
    from meritbook.core.classes.layout import lay_out
    from meritbook.core.classes.model import (
        ClassPlan,
        Criterion,
        FacetTest,
        JobClass,
        Passage,
        Pay,
        Series,
        SourceNote,
    )

    return lay_out(
        ClassPlan(
            key="harbour",
            name="Harbour Management",
            jurisdiction="Port State",
            source=SourceNote(title="Harbour Management Specification"),
            series=(
                Series(
                    ref="harbour-master",
                    title="Harbour Master",
                    concept=(Passage(text="Directs the work of a harbour."),),
                    criteria=(
                        Criterion(
                            id="harbour.series.staff",
                            purpose="series",
                            says="supervises staff",
                            test=FacetTest(facet="staff.supervised", includes="yes"),
                        ),
                    ),
                    classes=(
                        JobClass(
                            ref="9001",
                            code="9001",
                            title="Harbour Master I",
                            level=1,
                            pay=Pay(grade="30"),
                            definition=(Passage(text="Directs one small harbour."),),
                            criteria=(
                                Criterion(
                                    id="harbour.1.policy",
                                    purpose="level",
                                    says="recommends policy",
                                    test=FacetTest(facet="policy.role", one_of=("recommends",)),
                                ),
                            ),
                        ),
                        JobClass(
                            ref="9002",
                            code="9002",
                            title="Harbour Master II",
                            level=2,
                            pay=Pay(grade="33"),
                            definition=(Passage(text="Directs several harbours with their pilots."),),
                            criteria=(
                                Criterion(
                                    id="harbour.2.policy",
                                    purpose="level",
                                    says="formulates policy",
                                    test=FacetTest(facet="policy.role", at_least="formulates"),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        )
    )


@pytest.fixture
def plan_revision(db: None, small_plan: Any, at: datetime) -> Any:
    """The made-up plan on record, in effect since 2020."""
    from django.db import transaction

    from meritbook.actions import SYSTEM, ledger, storing

    plan, document = small_plan
    with transaction.atomic():
        revision = storing.keep_plan(
            SYSTEM, at=at, plan=plan, laid_out=document, source=None, starts_on=SINCE, ends_before=None
        )
        ledger.write(
            SYSTEM,
            role="system",
            at=at,
            why="Set-up.",
            action="install_shipped_plans",
            subject="plans:test",
            records=[revision],
        )
    return revision


@pytest.fixture
def contract_year(departments: Departments) -> Any:
    """A signed contract of fiscal year 2004-05 and the people around it (`contract_world.ContractYear`)."""
    from contract_world import contract_year_of

    return contract_year_of(departments)
