"""Investments, budget units and reviews of the register for tests, as of 2 March 2026."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from measure_world import BEGINS, QUARTERS, definition, quarter
from year_stage import do

UNIT = "REV-210"


@dataclass(frozen=True)
class Returns:
    """What is on record."""

    scanning: Any
    """Of the Department of Revenue: proposed by the facilitator, with all figures."""
    lockbox: Any
    """Of the Department of Revenue: proposed by the facilitator, approved, begun in 2024, verified."""
    approved: Any
    """Of the Department of Revenue: approved and not begun."""
    statewide: Any
    """Of the enterprise, with a figure missing."""
    unit: Any
    """A budget unit of Revenue; 600,000 dollars are spent to 31 December 2025."""
    output: Any
    """A measure that names the unit: returns read, by the quarter."""


@dataclass(frozen=True)
class Reviews:
    """Reviews and follow-ups."""

    closed: Any
    """Of Revenue, on FY2026 Q1."""
    open: Any
    """Of Revenue, on FY2026 Q2; its meeting is open."""
    called: Any
    """Of Revenue, on FY2026 Q3, for 10 April 2026."""
    elsewhere: Any
    """Of Transport, on FY2026 Q2, called."""
    given: Any
    """A follow-up of the closed review, open, of the owner of measures."""
    reported: Any
    """Another, reported done by its owner, the owner of measures."""
    decision: Any


def line(key: str, side: str, *amounts: Any, **more: Any) -> dict[str, Any]:
    """A line of a case, in cash, with a source."""
    parts: dict[str, Any] = {
        "key": key, "side": side, "kind": "cash", "says": key.replace("-", " ").capitalize(), "amounts": list(amounts),
        "source": "Offer of 4 February.",
    }  # fmt: skip
    return {**parts, **more}


def case_text(first_year: int = 2026, **more: Any) -> dict[str, Any]:
    """100,000 dollars for machines, 30,000 and then 60,000 and 60,000 a year saved."""
    parts: dict[str, Any] = {
        "says": "Read paper returns by machine in place of typing them.",
        "others": "A second typing shift: it costs more from the second year on.",
        "assumes": "Paper stays above a fifth of all returns.",
        "first_year": first_year,
        "years": 3,
        "lines": [
            line("machines", "cost", 100_000, 5_000, 5_000),
            line("typing-saved", "benefit", 30_000, 60_000, 60_000),
            line("hours-freed", "benefit", 0, 10_000, 10_000, kind="capacity"),
        ],
    }
    return {**parts, **more}


def realised(through: int = 2025, **more: Any) -> dict[str, Any]:
    """What came in FY2025: 104,000 dollars were paid, 31,000 saved; the hours could not be established."""
    figures = [
        {"line": "machines", "year": 2025, "amount": 104_000, "evidence": "Invoices 771 and 802."},
        {"line": "typing-saved", "year": 2025, "amount": 31_000, "evidence": "Payroll of the typing unit."},
    ]
    return {"through": through, "figures": figures, "unproven": "Whether the freed hours were used.", **more}


def returns(people: Any, departments: Any, measures: Any, at: datetime) -> Returns:
    """The cases, units and what they hold, made by the acts themselves."""
    del measures
    keeper, director, admin = people.results_facilitator, people.department_director, people.results_administrator
    revenue = departments.revenue

    def case(key: str, title: str, **more: Any) -> Any:
        return do("propose_return", keeper, at, key=key, title=title, department=revenue, text=case_text(**more))

    scanning = case("scanning", "Read paper returns by machine", measures=["refund-days"])
    lockbox = case("lockbox", "Let the bank open the mail", first_year=2025)
    approved = case("kiosks", "Kiosks in licensing offices")
    for one in (lockbox, approved):
        do("decide_return", director, at, case=one, approve=True, says="It pays back soon.")
    do("start_return", keeper, at, case=lockbox, started_on=date(2024, 9, 2))
    do("verify_return", people.auditor, at, case=lockbox, realised=realised(), says="Invoices and payroll were read.")
    missing = case_text(lines=[line("study", "cost", 40_000, None, 0), line("rent", "benefit", 0, 30_000, 30_000)])
    statewide = do(
        "propose_return", admin, at, key="shared-print", title="One print shop for all", department=None, text=missing
    )
    for one in (lockbox, approved):
        one.refresh_from_db()
    unit = do("record_budget_unit", keeper, at, code=UNIT, title="Return processing", department=revenue)
    do(
        "record_spending", keeper, at, unit=unit, year=2026, appropriated=Decimal(1_300_000), spent=Decimal(600_000),
        spent_through=date(2025, 12, 31), source="Ledger of the comptroller of 9 January 2026.",
    )  # fmt: skip
    words = {"title": "Returns read", "kind": "output", "unit": "returns", "places": 0, "targets": []}
    output = do(
        "define_measure", admin, at, key="returns-read", department=revenue, starts_on=BEGINS,
        definition=definition(**words, budget_unit=UNIT), owner=people.measure_owner,
    )  # fmt: skip
    do(
        "record_values", people.measure_owner, at, measure=output, source="Report.",
        values=[(quarter(day), Decimal(50_000), "") for day in QUARTERS],
    )  # fmt: skip
    return Returns(scanning, lockbox, approved, statewide, unit, output)


def opened(person: Any, at: datetime, review: Any) -> Any:
    """The review with its meeting open, on the pack of the day."""
    return do("open_results_review", person, at, review=review, pack=pack_of(person, at, review))


def pack_of(person: Any, at: datetime, review: Any) -> Any:
    """The pack of the day as the person draws it."""
    from meritbook.actions.permissions import Standing
    from meritbook.desk.review_pack import draw
    from meritbook.records import clock

    return draw(Standing(person, clock.day_of(at)), review)


def reviews(people: Any, departments: Any, at: datetime) -> Reviews:
    """The reviews, made by the acts themselves."""
    keeper, revenue = people.results_facilitator, departments.revenue

    def called(day: date, held_on: date, **more: Any) -> Any:
        taken = {"department": revenue, "quarter": day, "held_on": held_on, **more}
        return do("call_results_review", people.results_administrator, at, **taken)

    first = opened(keeper, at, called(QUARTERS[0], date(2025, 10, 20)))
    about = "measure:refund-days"
    decision = do(
        "record_results_decision", keeper, at, review=first, says="A second clerk joins the refund desk.",
        because="The target is missed since summer.", about=about,
    )  # fmt: skip
    given, reported = (
        do("give_follow_up", keeper, at, review=first, what=what, owner=people.measure_owner, due_on=day)
        for what, day in (
            ("Say why refunds take longer", date(2026, 3, 20)),
            ("Train a second clerk", date(2026, 4, 1)),
        )
    )
    reported = do("report_follow_up", people.measure_owner, at, follow_up=reported, says="Trained on 20 February.")
    first = do("close_results_review", keeper, at, review=first, present="Director, facilitator.", says="In an hour.")
    second = opened(keeper, at, called(QUARTERS[1], date(2026, 1, 20)))
    third = called(date(2026, 2, 1), date(2026, 4, 10))
    elsewhere = called(QUARTERS[1], date(2026, 3, 20), department=departments.transport)
    return Reviews(first, second, third, elsewhere, given, reported, decision)
