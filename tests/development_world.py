"""Assessments of the Department of Revenue and surveys, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from year_stage import do, file_named

POINTS = ["Not at all", "A little", "Half", "Mostly", "Wholly"]
HOPE = {"key": "hope", "says": "I know what is expected of me.", "points": POINTS}
LOAD = {"key": "load", "says": "I am worn out at the end of a week.", "points": POINTS, "good": "low"}
HELP = {"key": "help", "says": "Help comes when I ask for it.", "points": POINTS}
WORDS = {"key": "words", "says": "What would you change?", "kind": "text"}
QUESTIONS = {"items": [HOPE, LOAD, WORDS]}
SCALES = {"items": [HOPE, LOAD]}


@dataclass(frozen=True)
class Development:
    """What is on record on 2 March 2026."""

    before: Any
    """Of the Department of Revenue in 2025: shown and answered."""
    draft: Any
    """Of the same in 2026, by the facilitator: leadership at its second level; nothing shown."""
    evidence: Any
    file: Any
    """Evidence of the draft that is a file."""
    improvement: Any
    """Of the one that is shown, owned by the owner of measures."""
    finding: Any
    shown: Any
    """Of the same department for 2024, shown and not answered."""


@dataclass(frozen=True)
class Surveys:
    """What is on record on 2 March 2026."""

    closed: Any
    """Of the enterprise, in January: twelve answered, nine of Revenue and three of no one department."""
    open: Any
    """Of the enterprise, from 2 to 31 March; nobody has answered."""
    draft: Any
    """Of the Department of Revenue."""
    now: Any
    """Of the enterprise, open on the day of the machine, by which pages go where no other is set."""
    due: Any
    """Of the Department of Revenue, in February: all seven answered, and it can be closed."""


def development(people: Any, departments: Any, measures: Any, at: datetime) -> Development:
    """The assessments, made by the acts themselves."""
    keeper, director = people.results_facilitator, people.department_director

    def opened(year: int) -> Any:
        return do(
            "open_development_assessment", keeper, at, department=departments.revenue, year=year,
            assessed_on=date(2026, 2, 20), assessors=[keeper],
        )  # fmt: skip

    before = opened(2025)
    found = {"strengths": "Goals hang in every office.", "opportunities": "Decisions are not looked at again."}
    do(
        "record_area_finding", keeper, at, assessment=before, area="leadership", level="begun",
        because="Three of nine units knew the goals.", **found,
    )  # fmt: skip
    do("record_area_finding", keeper, at, assessment=before, area="measurement", **found)
    do("show_development_assessment", keeper, at, assessment=before)
    before = do("answer_development_assessment", director, at, assessment=before, answer="We take it up in spring.")
    draft = opened(2026)
    finding = do(
        "record_area_finding", keeper, at, assessment=draft, area="leadership", level="taking-shape",
        because="Seven of nine units know the goals.", **found,
    )  # fmt: skip
    evidence = do(
        "add_area_evidence", keeper, at, assessment=draft, area="leadership", says="What the units said.",
        source="Interviews of 9 to 13 February 2026",
    )  # fmt: skip
    do(
        "add_area_evidence", keeper, at, assessment=draft, area="business-results", says="Refunds are quicker.",
        measure=measures.refunds,
    )  # fmt: skip
    file = do(
        "add_area_evidence", keeper, at, assessment=draft, area="leadership", says="Minutes.", file=file_named()
    )  # fmt: skip
    shown = opened(2024)
    do("record_area_finding", keeper, at, assessment=shown, area="leadership", **found)
    shown = do("show_development_assessment", keeper, at, assessment=shown)
    improvement = do(
        "plan_improvement", keeper, at, assessment=shown, area="leadership", what="Look at each decision after a year",
        owner=people.measure_owner, due_on=date(2026, 9, 30),
    )  # fmt: skip
    return Development(before, draft, evidence, file, improvement, finding, shown)


def answer(survey: Any, who: Any, at: datetime, /, **given: Any) -> Any:
    """Answer a survey as somebody who looked at the preview."""
    from meritbook.actions import surveying
    from meritbook.core.results.survey import answers_of

    questions = surveying.questions_of(surveying.current(survey))
    return do("answer_survey", who, at, survey=survey, answers=given, seen=answers_of(questions, given).sha256)


REVENUE = (
    "agency_hr", "department_director", "appointing_authority", "executive", "results_facilitator",
    "results_practitioner", "measure_owner",
)  # fmt: skip
CENTRAL = (
    "analyst", "second_analyst", "personnel_director", "personnel_staff", "results_administrator", "auditor",
)  # fmt: skip
GIVEN = ((4, 2), (5, 1), (2, 4), (3, 3), (4, 2), (5, 2), (1, 5))
"""To `hope` and `load`."""


def surveys(people: Any, departments: Any, at: datetime) -> Surveys:
    """The surveys, made by the acts themselves."""
    from meritbook.records import clock

    admin = people.results_administrator
    january = at - timedelta(days=55)
    closed = do(
        "draw_survey", admin, january, key="winter", title="How we work, winter", department=None, questions=QUESTIONS
    )  # fmt: skip
    closed = do(
        "open_survey", admin, january, survey=closed, starts_on=january.date(),
        last_day=january.date() + timedelta(days=20),
    )  # fmt: skip
    for n, name in enumerate((*REVENUE, *CENTRAL)):
        hope, load = GIVEN[n % len(GIVEN)]
        answer(closed, getattr(people, name), january, hope=hope, load=load, words=f"Thought number {n} of the winter.")
    closed = do("close_survey", admin, january + timedelta(days=22), survey=closed).survey
    spring = do(
        "draw_survey", admin, at, key="spring", title="How we work, spring", department=None, questions=QUESTIONS,
        follows=closed,
    )  # fmt: skip
    spring = do(
        "open_survey", admin, at, survey=spring, starts_on=at.date(), last_day=date(2026, 3, 31)
    )  # fmt: skip
    draft = do(
        "draw_survey", people.results_facilitator, at, key="desk", title="The refund desk",
        department=departments.revenue, questions=SCALES,
    )  # fmt: skip
    february = at - timedelta(days=20)
    due = do(
        "draw_survey", people.results_facilitator, february, key="due", title="Help", department=departments.revenue,
        questions={"items": [HELP]},
    )  # fmt: skip
    due = do(
        "open_survey", people.results_facilitator, february, survey=due, starts_on=february.date(),
        last_day=february.date() + timedelta(days=5),
    )  # fmt: skip
    for n, name in enumerate(REVENUE):
        answer(due, getattr(people, name), february, help=1 + n % 5)
    machine = clock.now()
    now = do("draw_survey", admin, machine, key="today", title="Today", department=None, questions=QUESTIONS)
    days = {"starts_on": clock.day_of(machine), "last_day": clock.day_of(machine) + timedelta(days=60)}
    now = do("open_survey", admin, machine, survey=now, **days)
    return Surveys(closed, spring, draft, now, due)


def more(people: Any, departments: Any, held: Development, first: int, last: int, at: datetime) -> None:
    """More assessments with findings, more evidence and improvements of one, and more surveys."""
    keeper, admin = people.results_facilitator, people.results_administrator
    for n in range(first, last):
        row = do(
            "open_development_assessment", admin, at, department=departments.transport, year=1950 + n,
            assessed_on=date(2026, 2, 20), assessors=[admin],
        )  # fmt: skip
        do("record_area_finding", admin, at, assessment=row, area="leadership", strengths="More.")
        taken = {"assessment": held.draft, "area": "measurement"}
        do("add_area_evidence", keeper, at, says=f"Said {n}.", source="Minutes", **taken)
        do(
            "plan_improvement", keeper, at, what=f"Step {n}", owner=people.measure_owner, due_on=date(2026, 9, 30),
            **taken,
        )  # fmt: skip
        do("draw_survey", admin, at, key=f"more-{n}", title=f"More {n}", department=None, questions=QUESTIONS)
