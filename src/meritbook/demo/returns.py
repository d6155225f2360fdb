"""The investments, budget units and quarterly reviews of the demonstration.

Each act looks first whether it is on record already: a run that was killed goes on, and a second doubles nothing.
"""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from meritbook.actions import (
    call_results_review,
    close_results_review,
    decide_return,
    define_measure,
    give_follow_up,
    open_results_review,
    propose_return,
    record_budget_unit,
    record_results_decision,
    record_spending,
    record_values,
    report_follow_up,
    settle_follow_up,
    start_return,
    verify_return,
)
from meritbook.actions.permissions import Standing
from meritbook.core.results.periods import Frequency, period_on
from meritbook.demo.serving import WHY, actor
from meritbook.desk.review_pack import draw
from meritbook.records import clock
from meritbook.records.models import (
    BudgetUnit,
    Department,
    FollowUp,
    FollowUpState,
    Measure,
    ResultsReview,
    ReturnCase,
    ReturnStatus,
    ReviewStatus,
    User,
)

KEEPER, SECOND, VERIFIER = "results", "results2", "auditor"
"""Who keeps the register and proposes, who answers for what they keep, and who verifies."""
FIRST_QUARTER, SECOND_QUARTER, HALF = date(2004, 7, 1), date(2004, 10, 1), 6


def told() -> dict[str, Any]:
    """The story as the file has it."""
    return tomllib.loads(files("meritbook.demo").joinpath("data", "returns.toml").read_text(encoding="utf-8"))


def begin() -> None:
    """In January 2005: the cases, the budget with its measure, and the review of the first quarter, held and closed."""
    story = told()
    departments = {one.code: one for one in Department.objects.all()}
    for one in story["case"]:
        _case(one, departments)
    for one in story["unit"]:
        _unit(one, departments)
    _measure(story["measure"], departments)
    review = _called(departments["REV"], FIRST_QUARTER)
    if review.status == ReviewStatus.CALLED:
        review = _opened(review)
    if review.status == ReviewStatus.OPEN:
        _hold(review, story["review"])


def go_on() -> None:
    """Two weeks later: the review of the second quarter is open, and one follow-up of the first is done."""
    story = told()["review"]
    what, owner, _, said = story["follow_ups"][0]
    row = FollowUp.objects.filter(what=what).first()
    if row is not None and row.state == FollowUpState.OPEN:
        row = report_follow_up.perform(actor(owner), **_now(), follow_up=row, says=said)
    if row is not None and row.state == FollowUpState.REPORTED:
        settle_follow_up.perform(
            actor("director.rev"), **_now(), follow_up=row, how="accept", says="The list was read."
        )
    review = _called(Department.objects.get(code="REV"), SECOND_QUARTER)
    if review.status == ReviewStatus.CALLED:
        _opened(review)


def _now() -> dict[str, Any]:
    return {"at": clock.now(), "why": WHY}


def _case(one: dict[str, Any], departments: dict[str, Department]) -> None:
    row = ReturnCase.objects.filter(key=one["key"]).first()
    if row is None:
        text = {name: one[name] for name in ("says", "others", "assumes", "first_year", "years")}
        text["lines"] = [_line(line) for line in one["lines"]]
        row = propose_return.perform(
            actor(KEEPER), **_now(), key=one["key"], title=one["title"], department=departments[one["department"]],
            text=text,
        )  # fmt: skip
    if "approved" not in one:
        return
    if row.status == ReturnStatus.PROPOSED:
        director = actor(f"director.{one['department'].lower()}")
        row = decide_return.perform(director, **_now(), case=row, approve=True, says=one["approved"])
    if row.status == ReturnStatus.APPROVED:
        row = start_return.perform(actor(KEEPER), **_now(), case=row, started_on=one["started_on"])
    if row.status == ReturnStatus.UNDER_WAY:
        figures = [
            {"line": line, "year": year, "amount": amount, "evidence": evidence}
            for line, year, amount, evidence in one["realised"]
        ]
        found = {"through": one["through"], "figures": figures, "unproven": one["unproven"]}
        verify_return.perform(actor(VERIFIER), **_now(), case=row, realised=found, says=one["how"])


def _line(told_of_it: list[Any]) -> dict[str, Any]:
    key, side, kind, says, source, amounts, *ends = told_of_it
    low, high = ends or (None, None)
    return {
        "key": key, "side": side, "kind": kind, "says": says, "source": source, "amounts": amounts, "low": low,
        "high": high,
    }  # fmt: skip


def _unit(one: dict[str, Any], departments: dict[str, Department]) -> None:
    row = BudgetUnit.objects.filter(code=one["code"]).first()
    if row is None:
        row = record_budget_unit.perform(
            actor(KEEPER), **_now(), code=one["code"], title=one["title"], department=departments[one["department"]]
        )
    for year, appropriated, spent, through, source in one["figures"]:
        if not row.figures.filter(year=year).exists():
            record_spending.perform(
                actor(KEEPER), **_now(), unit=row, year=year, appropriated=Decimal(appropriated), spent=Decimal(spent),
                spent_through=through, source=source,
            )  # fmt: skip


def _measure(one: dict[str, Any], departments: dict[str, Department]) -> None:
    row = Measure.objects.filter(key=one["key"]).first()
    if row is None:
        names = ("title", "unit", "budget_unit", "says", "source", "method")
        definition = {name: one[name] for name in names}
        row = define_measure.perform(
            actor(KEEPER),
            **_now(),
            key=one["key"],
            department=departments[one["department"]],
            definition={**definition, "kind": "output", "frequency": "monthly", "places": 0},
            starts_on=FIRST_QUARTER,
            owner=User.objects.get(username=SECOND),
        )
    if not row.values.exists():
        months = [period_on(date(2004, 7 + place, 1), Frequency.MONTHLY, 7) for place in range(HALF)]
        values = [(month, Decimal(value), "") for month, value in zip(months, one["values"], strict=True)]
        record_values.perform(actor(SECOND), **_now(), measure=row, source=one["source"], values=values)


def _called(department: Department, quarter: date) -> ResultsReview:
    row = ResultsReview.objects.filter(department=department, starts_on=quarter).first()
    if row is None:
        row = call_results_review.perform(
            actor(KEEPER), **_now(), department=department, quarter=quarter, held_on=clock.today()
        )
    return row


def _opened(review: ResultsReview) -> ResultsReview:
    keeper = actor(KEEPER)
    return open_results_review.perform(
        keeper, **_now(), review=review, pack=draw(Standing(keeper.user, clock.today()), review)
    )


def _hold(review: ResultsReview, story: dict[str, Any]) -> None:
    keeper = actor(KEEPER)
    if not review.decisions.exists():
        record_results_decision.perform(
            keeper, **_now(), review=review, says=story["decision"], because=story["because"]
        )
    for what, owner, due_on, _ in story["follow_ups"]:
        if not review.follow_ups.filter(what=what).exists():
            person = User.objects.get(username=owner)
            give_follow_up.perform(keeper, **_now(), review=review, what=what, owner=person, due_on=due_on)
    close_results_review.perform(keeper, **_now(), review=review, present=story["present"], says=story["says"])
