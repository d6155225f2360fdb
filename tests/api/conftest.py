"""A small record, and a client for each person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from appointing_world import executives_of, position_of_transport
from contract_stage import words_under_way
from contract_world import final_appraisal
from filed_world import filed_of
from recorded import once
from service_world import law_acts
from year_stage import YearRows, year_rows


@dataclass(frozen=True)
class World:
    """The objects that addresses are made of."""

    people: Any
    draft: Any
    """The executive's position, second version."""
    submitted: Any
    """Another position, held by nobody."""
    run: Any
    decision: Any
    """The decision on `run`."""
    undecided: Any
    """A run on an official description that nobody has decided on."""
    requirement: Any
    examination: Any
    """Of the Department of Revenue, with two candidates."""
    application: Any
    """Waits for the question whether a job is relevant; nothing is determined on it."""
    determined: Any
    """A determination on the other candidate, with its notice."""
    settlement: Any
    """An answer on a third candidate, which set the precedent."""
    job: Any
    stopped: Any
    conversion: Any
    """Confirmed, with its letter."""
    release: Any
    """Drafted."""
    measures: Any
    """Measures of the results register (`measure_world.Measures`)."""
    tokens: dict[str, Any]
    service: Nominated
    executives: Any
    """Seats, appointments, a contract and a notice."""
    words: Any
    """Contracts whose words are under way (`contract_stage.Words`)."""
    appraisal: Any
    """The final appraisal of the executive's contract."""
    year: YearRows
    """Evidence, a review and a result of the executive's contract."""
    lean: Any
    """Lean work of the results register (`lean_world.Lean`)."""
    risks: Any
    """Four risks of the results register (`risk_world.Risks`)."""
    filed: Any
    """What lies in the personnel file of the executive: a copy on its way, a hold, a packet."""
    strategic: Any
    """The plan of the enterprise and that of Revenue (`plan_world.Plans`)."""


@dataclass(frozen=True)
class Nominated:
    """Nominations by where they stand, a position that is free to be nominated, and a further seat."""

    submitted: Any
    returned: Any
    reviewed: Any
    approved: Any
    free: Any
    authorisation: Any


def _nominated(people: Any, departments: Any, describe: Any, description: Any, plan: Any, at: datetime) -> Nominated:
    from service_acts import Service

    service = Service(people, departments, description, describe, plan, at)
    service.size("900")
    taken = {"department": departments.revenue, "seats": 1, "cause": "A court ordered a second division."}
    returned = service.nominate(service.position("0800-02"))
    return Nominated(
        submitted=service.nominate(service.position("0800-01")),
        returned=service.act("return_nomination", people.analyst, nomination=returned),
        reviewed=service.reviewed(service.position("0800-03")),
        approved=service.approved(service.position("0800-04")),
        free=service.position("0800-05"),
        authorisation=service.act("authorise_seats", people.personnel_director, **taken),
    )


REQUIREMENT = "Two years of auditing experience."


def handed_in(number: str, title: str, *, name: str = "") -> Any:
    """An application with one job of three years."""
    from meritbook.readers.candidates import application_in

    entry = {
        "candidateNumber": number,
        "basics": {"name": name},
        "work": [
            {
                "position": title,
                "name": "Harbor and Sons",
                "startDate": "2020-01-01",
                "endDate": "2022-12-31",
                "hoursPerWeek": 40,
                "highlights": [f"Works for Harbor and Sons as {title.lower()}"],
            }
        ],
        "education": [],
        "certificates": [],
    }
    return application_in(entry, number)


@pytest.fixture
def examined(people: Any, departments: Any, at: datetime) -> dict[str, Any]:
    """An examination of the Department of Revenue with three candidates."""
    return once("examined by the API", lambda: _examined(people, departments, at), people, departments, at)


def _examined(people: Any, departments: Any, at: datetime) -> dict[str, Any]:
    from meritbook.actions import (
        Actor,
        determine_qualification,
        open_examination,
        receive_applications,
        settle_question,
        start_job,
        stop_job,
        write_requirement,
    )
    from meritbook.core.verdict import Verdict
    from meritbook.records.models import DeterminationOutcome

    analyst = Actor(people.analyst)
    requirement = write_requirement.perform(
        analyst, at=at, why="New.", key="auditor", title="Auditor", text=REQUIREMENT, policy="plain"
    )
    examination = open_examination.perform(
        analyst,
        at=at,
        why="Vacancies.",
        number="E-1",
        title="Auditors",
        requirement=requirement,
        on=at.date(),
        department=departments.revenue,
    )
    rows, skipped = receive_applications.perform(
        analyst,
        at=at,
        why="Handed in.",
        examination=examination,
        applications=[
            handed_in("1", "Bookkeeper", name="Wilhelmina Fairweather"),
            handed_in("2", "Auditor", name="Ursula Oakes"),
            handed_in("3", "Clerk of accounts"),
        ],
    )
    assert not skipped
    determined = determine_qualification.perform(
        analyst, at=at, why="As computed.", application=rows[1], outcome=DeterminationOutcome.QUALIFIED
    )
    settlement = settle_question.perform(
        analyst,
        at=at,
        why="Keeping accounts is no auditing.",
        application=rows[2],
        key="1/work1",
        verdict=Verdict.NOT_MET,
    )
    # The second one of a kind could not be started while the first one waits.
    stopped = start_job.perform(
        analyst, at=at, why="Again.", examination=examination, kind="judge", options={"which": "all"}
    )
    stopped = stop_job.perform(analyst, at=at, why="Not now.", job=stopped)
    job = start_job.perform(
        analyst, at=at, why="From the portal.", examination=examination, kind="receive",
        data=b"candidate,kind,title\n9,job,Auditor\n", name="portal.csv",
    )  # fmt: skip
    return {
        "requirement": requirement,
        "examination": examination,
        "application": rows[0],
        "determined": determined,
        "settlement": settlement,
        "job": job,
        "stopped": stopped,
    }


@pytest.fixture
def world(
    people: Any,
    describe: Any,
    description: Any,
    official_version: Any,
    plan_revision: Any,
    examined: dict[str, Any],
    departments: Any,
    risks: Any,
    lean: Any,
    strategic_plans: Any,
    measures: Any,
    at: datetime,
) -> World:
    """One of everything."""

    def act() -> World:
        nominated = _nominated(people, departments, describe, description, plan_revision, at)
        made = _world(
            people,
            describe,
            description,
            official_version,
            departments,
            examined,
            nominated,
            risks,
            strategic_plans,
            at,
        )
        return replace(made, measures=measures, lean=lean)

    uses = (
        people,
        departments,
        description,
        official_version,
        plan_revision,
        risks,
        lean,
        strategic_plans,
        measures,
        *examined.values(),
        at,
    )
    return once("API", act, *uses)


def _world(
    people: Any,
    describe: Any,
    description: Any,
    official_version: Any,
    departments: Any,
    examined: dict[str, Any],
    nominated: Nominated,
    risks: Any,
    strategic_plans: Any,
    at: datetime,
) -> World:
    from meritbook.actions import (
        Actor,
        decide_allocation,
        make_token,
        run_allocation,
        sign_description,
        submit_description,
    )

    run = run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=official_version)
    decision = decide_allocation.perform(
        Actor(people.analyst),
        at=at,
        why="Agreed.",
        run=run,
        class_entry=decide_allocation.answered_class(run),
        reason="" if run.status == "allocated" else "As the file shows.",
    )
    other = describe(
        description.model_copy(update={"number": "0500-01"}), appointing_authority=people.appointing_authority
    ).version
    submitted = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=other)
    draft = describe(description.model_copy(update={"working_title": "Audit Chief"})).version
    third = describe(
        description.model_copy(update={"number": "0700-01"}), appointing_authority=people.appointing_authority
    ).version
    third = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=third)
    third = sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=third)
    undecided = run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=third)
    tokens = {}
    for name, user in people.all().items():
        if name in ("supervisor", "nobody"):
            continue
        tokens[name] = make_token.perform(
            Actor(user), at=at, why="Set-up.", name="tests", expires_on=at.date() + timedelta(days=300)
        )
    elsewhere = position_of_transport(people, departments, description, at)
    conversion, release = law_acts(people, draft.position.department, at)
    executives = executives_of(people, departments, draft.position, elsewhere, at)
    return World(
        people,
        draft,
        submitted,
        run,
        decision,
        undecided,
        measures=None,
        tokens=tokens,
        service=nominated,
        conversion=conversion,
        release=release,
        executives=executives,
        words=words_under_way(people, departments.revenue, executives.held, at),
        appraisal=final_appraisal(executives.agreement, people.department_director, at),
        year=year_rows(executives.agreement, people.appointing_authority, at + timedelta(days=3)),
        filed=filed_of(people, executives, at),
        risks=risks,
        lean=None,
        strategic=strategic_plans,
        **examined,
    )


@pytest.fixture
def as_person() -> Callable[[Any], Client]:
    """A client that carries the session of a person; `None` is the public."""

    def client(user: Any) -> Client:
        made = Client(raise_request_exception=False)
        if user is not None:
            made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            request = RequestFactory().get("/")
            request.session = made.session  # type: ignore[assignment]
            # As if the password had been given a moment ago.
            record_authentication(request, user, method="password", reauthenticated=True)
            request.session.save()
        return made

    return client
