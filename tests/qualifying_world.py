"""Examinations with a handful of candidates in every state, made by the actions, for whoever tests what shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from recorded import once

TEXT = """Six years of professional experience in auditing and a bachelor's degree; or
ten years of professional experience in auditing."""
"""The requirement: `1` any of `1.1` (`1.1.1` experience and `1.1.2` degree) and `1.2` (more experience)."""
ON = date(2026, 4, 1)
"""The day on which candidates must qualify."""
AUDITOR = ("Professional auditor", "Audits the tax returns of businesses as a professional auditor.")
CONTROLLER = ("Controller", "Examines the books of county offices.")
"""Words that leave it open whether this is professional experience in auditing."""
OPEN_KEY = "1.1.1/j1"
"""The open question about a controller; the same is asked at `1.2/j1`."""


def job(job_id: str, starts: str, ends: str = "", words: tuple[str, str] = AUDITOR, **more: Any) -> Any:
    """A full-time paid job; without an end it goes on."""
    from meritbook.core.qualifications.candidate import Job, PartialDate

    fields = {
        "employer": "Quillfeather Audit Bureau",
        "hours": Decimal(40),
        "paid": True,
        "title": words[0],
        "duties": words[1:],
        **more,
    }
    return Job(
        id=job_id,
        starts=PartialDate.read(starts),
        ends=PartialDate.read(ends) if ends else None,
        current=not ends,
        **fields,
    )


def bachelor() -> Any:
    """A bachelor's degree, conferred."""
    from meritbook.core.qualifications.candidate import Degree, PartialDate

    return Degree(
        id="d1",
        level="bachelor",
        title="B.S.",
        field="Accounting",
        institution="Thornmere College",
        conferred=PartialDate.read("2010-06"),
        accredited=True,
    )


def handed_in(number: str, *jobs: Any, degrees: tuple[Any, ...] | None = None, name: str = "", **person: Any) -> Any:
    """An application as it is handed in, with a person who has a name, a date of birth and more."""
    from meritbook.core.qualifications.candidate import Application, Candidate, Person

    return Application(
        person=Person(
            name=name or f"Person of {number or 'no number'}",
            email="somebody@example.org",
            birth_date=date(1980, 2, 29),
            **person,
        ),
        candidate=Candidate(
            number=number, jobs=jobs, degrees=(bachelor(),) if degrees is None else degrees, licences=()
        ),
        notes=("The file had a line that was not read.",) if number == "0102" else (),
    )


def candidates() -> list[Any]:
    """Who is in the examination, by number; see `Examined`."""
    return [
        handed_in("0101", job("j1", "2012-01"), name="Marguerite Oakhollow"),
        handed_in("0102", job("j1", "2023-01"), name="Bertrand Sixpenny"),
        handed_in("0103", job("j1", "2012-01", words=CONTROLLER), name="Ottoline Farthingale"),
        handed_in("0104", job("j1", "2013-05", words=CONTROLLER), name="Cuthbert Wrenfield"),
        handed_in("0105", job("j1", "2012-01", words=("Bookkeeper", "Keeps the ledgers of a shop."))),
        handed_in("0106", job("j1", "2012-01"), name="Executive Candidate"),
        handed_in("0107", job("j1", "2019-09", "2019-03"), degrees=()),
        handed_in("0108", degrees=()),
    ]


@dataclass(frozen=True)
class Examined:
    """An examination of the Department of Revenue and what was done in it; applications by the state they are in."""

    requirement: Any
    """Two versions; the examination is held against the first."""
    examination: Any
    met: Any
    """0101: met, nothing determined."""
    not_met: Any
    """0102: not met, nothing determined; its reader left a note."""
    open: Any
    """0105: undetermined, with open questions that nobody answered."""
    settled: Any
    """0103: a person answered, which set the precedent."""
    by_precedent: Any
    """0104: decided by that precedent."""
    qualified: Any
    """0106: the executive's own application, met and determined so."""
    information: Any
    """0107: a job with dates that contradict each other; more information was asked for, then stated anew."""
    not_qualified: Any
    """0108: not met and determined so, and determined anew."""
    settlement: Any
    precedent: Any
    determination: Any
    """The one that stands on `qualified`."""
    closed: Any
    """A statewide examination without candidates, closed."""
    statewide: Any
    """A statewide examination with one candidate of the same words as `open`."""

    def all(self) -> list[Any]:
        """Every application of the examination, by number."""
        return list(self.examination.applications.order_by("number"))


@pytest.fixture
def requirement(people: Any, at: datetime) -> Any:
    """The requirement on record, version 1."""
    from meritbook.actions import Actor, write_requirement

    def act() -> Any:
        return write_requirement.perform(
            Actor(people.analyst),
            at=at,
            why="Written from the class specification.",
            key="tax-audit-chief",
            title="Tax Audit Chief",
            text=TEXT,
            policy="plain",
        )

    return once("requirement", act, people, at)


@pytest.fixture
def examination(requirement: Any, people: Any, departments: Any, at: datetime) -> Any:
    """An open examination of the Department of Revenue, without candidates."""
    from meritbook.actions import Actor, open_examination

    return open_examination.perform(
        Actor(people.agency_hr),
        at=at,
        why="A vacancy.",
        number="2026-014",
        title="Tax Audit Chief, spring 2026",
        requirement=requirement,
        on=ON,
        department=departments.revenue,
    )


@pytest.fixture
def receive(people: Any, at: datetime, examination: Any) -> Callable[..., Any]:
    """Receives applications, as the HR officer of the department; gives their rows by number."""
    from meritbook.actions import Actor, receive_applications

    def perform(*applications: Any, **more: Any) -> dict[str, Any]:
        rows, skipped = receive_applications.perform(
            Actor(more.pop("by", people.agency_hr)),
            at=more.pop("at", at),
            why="The file of the examination.",
            examination=more.pop("examination", examination),
            applications=applications,
            **more,
        )
        assert skipped == []
        return {row.number: row for row in rows}

    return perform


@pytest.fixture
def examined(requirement: Any, examination: Any, receive: Callable[..., Any], people: Any, at: datetime) -> Examined:
    """The examination with candidates in every state."""
    return once(
        "examined",
        lambda: _examined(requirement, examination, receive, people, at),
        requirement,
        examination,
        people,
        at,
    )


def _examined(requirement: Any, examination: Any, receive: Callable[..., Any], people: Any, at: datetime) -> Examined:
    from meritbook.actions import (
        Actor,
        amend_statement,
        close_examination,
        determine_qualification,
        open_examination,
        settle_question,
        write_requirement,
    )
    from meritbook.core.verdict import Verdict
    from meritbook.records.models import DeterminationOutcome as Outcome

    officer, analyst = Actor(people.agency_hr), Actor(people.analyst)
    rows = receive(*candidates(), users={"0106": people.executive})
    settlement = settle_question.perform(
        analyst,
        at=at,
        why="Examining the books of county offices is auditing at professional level.",
        application=rows["0103"],
        key=OPEN_KEY,
        verdict=Verdict.MET,
    )
    later = at + timedelta(hours=1)
    answer_by = at.date() + timedelta(days=21)

    def determine(number: str, outcome: Outcome, **more: Any) -> Any:
        return determine_qualification.perform(
            officer, at=later, why="Reviewed.", application=rows[number], outcome=outcome, **more
        )

    determination = determine("0106", Outcome.QUALIFIED)
    determine("0107", Outcome.INFORMATION, answer_by=answer_by, reason="The dates of the job contradict each other.")
    first = determine("0108", Outcome.NOT_QUALIFIED, answer_by=answer_by)
    determine(
        "0108",
        Outcome.NOT_QUALIFIED,
        answer_by=answer_by + timedelta(days=7),
        reason="The mail was late, so that there is more time to answer.",
        instead_of=first,
    )
    amended = handed_in("0107", job("j1", "2009-03", "2019-09", words=CONTROLLER), degrees=())
    amend_statement.perform(
        officer,
        at=later,
        why="The answer to the notice.",
        application=rows["0107"],
        candidate=amended.candidate,
        notes=("Corrected on the telephone, and confirmed by letter.",),
    )
    write_requirement.perform(
        analyst,
        at=later,
        why="Six years were too many.",
        key=requirement.key,
        title=requirement.title,
        text=TEXT.replace("Six", "Five"),
        policy="plain",
    )

    def statewide(number: str) -> Any:
        return open_examination.perform(
            analyst, at=at, why="A list.", number=number, title="Statewide list", requirement=requirement, on=ON
        )

    listed, closed = statewide("2026-S1"), statewide("2026-S0")
    receive(
        handed_in("", job("j1", "2014-02", words=("Bookkeeper", "Keeps the ledgers of a shop."))),
        examination=listed,
        by=people.analyst,
    )
    closed = close_examination.perform(analyst, at=later, why="Nobody applied.", examination=closed)
    return Examined(
        requirement=requirement,
        examination=examination,
        met=rows["0101"],
        not_met=rows["0102"],
        open=rows["0105"],
        settled=rows["0103"],
        by_precedent=rows["0104"],
        qualified=rows["0106"],
        information=rows["0107"],
        not_qualified=rows["0108"],
        settlement=settlement,
        precedent=settlement.precedent,
        determination=determination,
        closed=closed,
        statewide=listed,
    )
