"""The number of statements of a page does not grow with the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import measure_world
import rooms_world
from qualifying_world import OPEN_KEY, handed_in, job
from service_world import MOMENT, appointment_row, contract_row, position_row, seat_row

PAGES = (
    ("web:calendar", "personnel_director"),
    ("web:calendar", "department_director"),
    ("web:calendar", "executive"),
    ("web:calendar_feed", "nobody"),
    ("web:choices", "department_director"),
    ("web:choices", "executive"),
    ("web:home", "analyst"),
    ("web:home", "agency_hr"),
    ("web:home", "personnel_director"),
    ("web:home", "personnel_staff"),
    ("web:home", "department_director"),
    ("web:home", "appointing_authority"),
    ("web:home", "executive"),
    ("web:positions", "analyst"),
    ("web:positions", "agency_hr"),
    ("web:position", "analyst"),
    ("web:bench", "analyst"),
    ("web:decisions", "analyst"),
    ("web:examinations", "analyst"),
    ("web:examination", "analyst"),
    ("web:examination", "agency_hr"),
    ("web:examination_determine", "agency_hr"),
    ("web:examination_questions", "analyst"),
    ("web:examination_question", "analyst"),
    ("web:examination_new", "analyst"),
    ("web:job", "agency_hr"),
    ("web:precedents", "analyst"),
    ("web:precedent", "analyst"),
    ("web:application", "analyst"),
    ("web:application_determine", "agency_hr"),
    ("web:application_answer", "agency_hr"),
    ("web:application_account", "agency_hr"),
    ("web:candidate_new", "agency_hr"),
    ("web:requirements", "analyst"),
    ("web:requirement", "agency_hr"),
    ("web:requirement_version", "analyst"),
    ("web:requirement_compare", "analyst"),
    ("web:requirement_edit", "analyst"),
    ("web:class_requirement", "analyst"),
    ("web:qualification_policies", "analyst"),
    ("web:qualification_policy", "analyst"),
    ("web:seats", "analyst"),
    ("web:seats", "executive"),
    ("web:seat", "department_director"),
    ("web:seat", "executive"),
    ("web:appointment", "department_director"),
    ("web:contract", "agency_hr"),
    ("web:agreements", "auditor"),
    ("web:agreements", "executive"),
    ("web:agreement", "department_director"),
    ("web:agreement_compare", "auditor"),
    ("web:agreement_edit", "department_director"),
    ("web:year_open", "personnel_staff"),
    ("web:agreement_pay", "department_director"),
    ("web:agreement_pay", "executive"),
    ("web:pay_what_if", "department_director"),
    ("web:pay_budget", "agency_hr"),
    ("web:pay_limits", "personnel_staff"),
    ("web:agreement_rating", "department_director"),
    ("web:agreement_rating", "executive"),
    ("web:agreement_rating_interim", "department_director"),
    ("web:agreement_appraisal_finish", "department_director"),
    ("web:calibration", "department_director"),
    ("web:calibration", "personnel_director"),
    ("web:law", "analyst"),
    ("web:law_pack", "analyst"),
    ("web:law_rule", "analyst"),
    ("web:law_check", "analyst"),
    ("web:law_compare", "analyst"),
    ("web:decision", "analyst"),
    ("web:service", "analyst"),
    ("web:service_department", "agency_hr"),
    ("web:simulate", "personnel_director"),
    ("web:nominations", "personnel_staff"),
    ("web:nomination", "analyst"),
    ("web:nomination_new", "department_director"),
    ("web:nomination_judge", "analyst"),
    ("web:nomination_decide", "personnel_director"),
    ("web:ledger", "auditor"),
    ("web:documents", "analyst"),
    ("web:plans", "analyst"),
    ("web:plan", "analyst"),
    ("web:plan_fields", "analyst"),
    ("web:classes", "analyst"),
    ("web:day", "system_administrator"),
    ("web:consequences", "personnel_director"),
    ("web:consequences", "department_director"),
    ("web:consequence", "personnel_director"),
    ("web:law_days", "auditor"),
    ("web:custody", "agency_hr"),
    ("web:custody", "auditor"),
    ("web:agreement_undo", "department_director"),
    ("web:results_plans", "results_administrator"),
    ("web:results_plan", "results_facilitator"),
    ("web:results_plan_map", "executive"),
    ("web:results_goal", "department_director"),
    ("web:agreement_sight", "executive"),
    ("web:files", "agency_hr"),
    ("web:own_notes", "appointing_authority"),
    ("web:file", "agency_hr"),
    ("web:measures", "results_administrator"),
    ("web:measures", "auditor"),
    ("web:measure", "results_facilitator"),
    ("web:measure_values", "measure_owner"),
    ("web:value_files", "results_administrator"),
    ("web:value_file", "measure_owner"),
    ("web:people", "system_administrator"),
    ("web:person", "system_administrator"),
    ("web:person_shut_out", "system_administrator"),
    ("web:department_end", "system_administrator"),
    ("web:risks", "results_facilitator"),
    ("web:risks", "auditor"),
    ("web:risk", "results_facilitator"),
    ("web:risk_appetite", "department_director"),
    ("web:risk_runs", "auditor"),
    ("web:risk_run", "auditor"),
    ("web:risk_run_new", "results_facilitator"),
    *rooms_world.PAGES,
    ("web:lean_a3", "auditor"),
    ("web:home", "results_facilitator"),
    ("web:home", "auditor"),
    ("web:home", "measure_owner"),
    ("web:home", "results_practitioner"),
)
MOST = 27
MOST_OF = {"web:file": 38, "web:home": 72}
"""A file, and the desk of somebody with many parts, show every kind of record, each from a table of its own."""


def _count(world: Any, signed_in: Callable[[Any], Any]) -> dict[tuple[str, str], int]:
    counts, parts = {}, world.arguments()
    for name, who in PAGES:
        client = signed_in(getattr(world.people, who))
        path = reverse(name, kwargs=parts.get(name))
        client.get(path)  # what a process keeps in memory is read once
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(path).status_code == 200
        counts[name, who] = len(captured)
    return counts


def _examine(world: Any, at: datetime, first: int, last: int) -> None:
    """More examinations, candidates who wait for one question each and for one that all share, and precedents."""
    from meritbook.actions import Actor, open_examination, receive_applications, settle_question
    from meritbook.core.verdict import Verdict

    officer, analyst, examined = Actor(world.people.agency_hr), Actor(world.people.analyst), world.examined
    bookkeeper = ("Bookkeeper", "Keeps the ledgers of a shop.")
    rows, _ = receive_applications.perform(
        officer,
        at=at,
        why="More.",
        examination=examined.examination,
        applications=[
            one
            for n in range(first, last)
            for one in (
                handed_in(f"Q{n:03}", job("j1", "2012-01", words=(f"Clerk {n}", f"Keeps book {n} of the office."))),
                handed_in(f"P{n:03}", job("j1", "2012-01", words=(f"Teller {n}", f"Counts money at desk {n}."))),
                handed_in(f"B{n:03}", job("j1", "2012-01", words=bookkeeper)),
            )
        ],
    )
    by_number = {row.number: row for row in rows}
    for n in range(first, last):
        settle_question.perform(
            officer,
            at=at,
            why="Not auditing.",
            application=by_number[f"P{n:03}"],
            key=OPEN_KEY,
            verdict=Verdict.NOT_MET,
        )
        open_examination.perform(
            analyst,
            at=at,
            why="More.",
            number=f"M-{n:03}",
            title="More",
            requirement=examined.requirement,
            on=at.date(),
            department=world.departments.revenue,
        )


def _require(world: Any, at: datetime, first: int, last: int) -> None:
    """More requirements, and more versions of one with more examples."""
    from meritbook.actions import Actor, write_requirement
    from meritbook.desk.requirements import examples_of

    example = examples_of(world.requirement)[0]
    for n in range(first, last):
        for key in (world.requirement.key, f"more-{n}"):
            write_requirement.perform(
                Actor(world.people.analyst),
                at=at,
                why="More.",
                key=key,
                title=f"Clerk {n}",
                text=f"{n + 1} years of clerical experience.",
                policy="plain",
                examples=[example] * (n + 1),
            )


def _seat(world: Any, at: datetime, first: int, last: int) -> None:
    """More seats with executives and more nominations, in a department that is large enough."""

    from service_acts import Service

    staff = world.people.personnel_staff
    service = Service(world.people, world.departments, None, lambda: None, None, at)
    for n in range(first, last):
        position = position_row(world.departments.revenue, f"S-{n:03}", staff)
        appointment_row(seat_row(position, staff, date(2026, 1, 1)), _executive(n), staff, date(2026, 1, 1))
    service.size(str(1_000 + last))


def _executive(n: int) -> Any:
    """Somebody of whom each seat has another."""
    from meritbook.records.models import User

    return User.objects.create(username=f"held{User.objects.count()}", full_name=f"Held {n}", created_at=MOMENT)


def _appoint(world: Any, at: datetime, first: int, last: int) -> None:
    """More seats, half of them held, with a contract and a notice each; and more contracts of one executive."""

    from meritbook.records.models import DismissalNotice

    by = world.people.personnel_staff
    for n in range(first, last):
        seat = seat_row(position_row(world.departments.revenue, f"E-{n:03}", by), by, date(2025, 7, 1))
        if n % 2:
            continue
        held = appointment_row(seat, _executive(n), by, date(2025, 7, 1))
        contract_row(held, by, date(2025, 7, 1), date(2026, 7, 1))
        contract_row(world.executives.held, by, date(2030 + n, 7, 1), date(2031 + n, 7, 1))
        DismissalNotice.objects.create(
            appointment=held,
            reason="Goals missed.",
            in_writing=True,
            served_on=date(2026, 3, 1),
            served_how="hand",
            separation_on=date(2026, 6, 30),
            verdict_json="[]",
            decided_by=by,
            decided_at=at,
        )


def _risk(world: Any, at: datetime, first: int, last: int) -> None:
    """More risks of one owner, with indicators, appetites and runs; and more controls and treatments of one risk."""
    from datetime import timedelta

    from risk_world import assessment, words
    from year_stage import do

    keeper, risks, revenue = world.people.results_facilitator, world.risks, world.departments.revenue
    for n in range(first, last):
        row = do(
            "register_risk", keeper, at, department=revenue, owner=keeper,
            **words(f"more-{n}", f"More {n}", category="people"),
        )  # fmt: skip
        do("assess_risk", keeper, at, risk=row, assessment=assessment("0.1", f"0.3{n:03}"))
        measure, thresholds = risks.indicator.measure, {"watch": Decimal(20), "trip": Decimal(22)}
        do("tie_risk_indicator", keeper, at, risk=row, measure=measure, bad_when="high", **thresholds)
        do("quantify_risks", keeper, at, risks=[row, risks.outage], trials=1_000, seed=n)
        do(
            "set_risk_appetite", world.people.department_director, at, department=revenue, category="people",
            amount=Decimal(1 + n), starts_on=at.date() + timedelta(days=n), says="More.",
        )  # fmt: skip
        share = {"less_often": Decimal(1), "less_costly": Decimal(0)}
        do("add_risk_control", keeper, at, risk=risks.fraud, what=f"Control {n}", owner=keeper, **share)
        due = at.date() + timedelta(days=7)
        do("add_risk_treatment", keeper, at, risk=risks.fraud, what=f"Step {n}", owner=keeper, due_on=due)
        do("assess_risk", keeper, at, risk=risks.fraud, assessment=assessment(says=f"Case {n}."))


def test_no_page_asks_the_database_more_often_when_the_record_is_larger(
    world: Any, signed_in: Callable[[Any], Any], describe: Callable[..., Any], description: Any, at: datetime
) -> None:
    def add(first: int, last: int) -> None:
        from meritbook.actions import SYSTEM, create_user

        for n in range(first, last):
            describe(
                description.model_copy(update={"number": f"N-{n:03}", "fte": Decimal(n)}),
                incumbent=world.people.nobody if n % 2 else None,
                appointing_authority=world.people.appointing_authority,
            )
            create_user.perform(SYSTEM, at=at, why="More.", username=f"more{n}", full_name=f"More {n}")
        _examine(world, at, first, last)
        _require(world, at, first, last)
        _seat(world, at, first, last)
        measure_world.more(world.people, world.departments, world.measures, first, last, at)
        _appoint(world, at, first, last)
        _risk(world, at, first, last)
        rooms_world.more(world, at, first, last)

    add(0, 12)
    few = _count(world, signed_in)
    add(12, 40)
    many = _count(world, signed_in)
    grown = {page: (few[page], many[page]) for page in few if many[page] > few[page]}
    assert not grown, f"these pages ask once for each row: {grown}"
    most = {page: MOST_OF.get(page[0], MOST) for page in many}
    assert not {page: count for page, count in many.items() if count > most[page]}
