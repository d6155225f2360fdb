"""Investments: who decides and verifies, what is refused, and what the record keeps of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from meritbook.actions.permissions import ForbiddenError, OwnCaseError, Standing
from meritbook.actions.policies import TakenError
from meritbook.actions.returning_policies import (
    BudgetError,
    ReturnChangedError,
    ReturnDeciderError,
    ReturnError,
    ReturnNotReadyError,
)
from meritbook.core.verdict import Verdict
from meritbook.desk import returns as read
from meritbook.desk import spending as read_spending
from meritbook.records.states import StateError
from return_world import case_text, line, realised
from year_stage import do

pytestmark = pytest.mark.django_db


def _line(person: Any, at: datetime, case: Any) -> Any:
    from meritbook.records import clock

    case.refresh_from_db()
    (found,) = read.stand([case], on=clock.day_of(at))
    return found


def test_whoever_proposed_or_wrote_a_case_does_not_decide_on_it(people: Any, returns: Any, at: datetime) -> None:
    director = people.department_director
    do("change_return", director, at, case=returns.scanning, text=case_text(assumes=""), because="Their offer.")
    with pytest.raises(ReturnDeciderError, match="proposed or wrote"):
        do("decide_return", director, at, case=returns.scanning, approve=True, says="Good.")
    done = do("decide_return", people.results_administrator, at, case=returns.scanning, approve=False, says="Too dear.")
    assert (done.status, done.decided_as, done.decision_says) == ("refused", "results_administrator", "Too dear.")


def test_a_role_that_the_policy_does_not_name_does_not_decide(
    people: Any, departments: Any, returns: Any, at: datetime
) -> None:
    by_admin = do(
        "propose_return", people.results_administrator, at, key="signs", title="Signs", department=departments.revenue,
        text=case_text(),
    )  # fmt: skip
    with pytest.raises(ReturnDeciderError, match="another role"):
        do("decide_return", people.results_facilitator, at, case=by_admin, approve=True, says="Good.")


def test_what_was_read_is_what_is_decided(people: Any, returns: Any, at: datetime) -> None:
    read_then = returns.scanning.versions.get().sha256
    do("change_return", people.results_facilitator, at, case=returns.scanning, text=case_text(others=""), because="So.")
    with pytest.raises(ReturnChangedError):
        do(
            "decide_return",
            people.department_director,
            at,
            case=returns.scanning,
            approve=True,
            says="Yes.",
            sha256=read_then,
        )
    assert returns.scanning.versions.count() == 2
    assert returns.scanning.versions.get(number=1).text.others.startswith("A second typing shift")


def test_a_case_with_a_missing_figure_is_not_approved_and_the_figure_is_named(
    people: Any, departments: Any, returns: Any, at: datetime
) -> None:
    text = case_text(lines=[line("study", "cost", 40_000, None, 0), line("rent", "benefit", 0, 30_000, 30_000)])
    case = do(
        "propose_return", people.results_facilitator, at, key="study", title="Study", department=departments.revenue,
        text=text,
    )  # fmt: skip
    assert _line(people.auditor, at, case).worked.npv is None
    with pytest.raises(ReturnNotReadyError, match="“Study” has no figure for FY2027"):
        do("decide_return", people.department_director, at, case=case, approve=True, says="Good.")
    done = do("decide_return", people.department_director, at, case=case, approve=False, says="Not without the figure.")
    assert done.status == "refused"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"lines": [line("a", "cost", 1, 1, 1)]}, "at least one cost and one benefit"),
        ({"lines": []}, "at least one cost and one benefit"),
        ({"years": 2}, "has 3 figures; the case has 2 years"),
        ({"measures": ["no-such"]}, "No measure carries the key no-such"),
        ({"serves": ["no-such/goal"]}, "No plan carries the key no-such"),
        ({"serves": ["no such"]}, "a slash, and the key"),
        ({"first_year": 1066}, "must be 1901 or more"),
        ({"fee": 3}, "no place for it here"),
    ],
)
def test_a_case_that_cannot_be_kept_is_refused_with_its_place(
    change: dict[str, Any], says: str, people: Any, departments: Any, returns: Any, at: datetime
) -> None:
    with pytest.raises(ReturnError, match=says):
        do(
            "propose_return", people.results_facilitator, at, key="bad", title="Bad", department=departments.revenue,
            text=case_text(**change),
        )  # fmt: skip


def test_a_case_is_tied_to_what_stands_in_force(
    people: Any, departments: Any, strategic_plans: Any, returns: Any, at: datetime
) -> None:
    keeper = people.results_facilitator
    taken = {"department": departments.revenue, "title": "Tied"}
    ties = ["revenue-2025/fast-refunds", "revenue-2025/second-shift"]
    case = do("propose_return", keeper, at, key="tied", text=case_text(serves=ties), **taken)
    shown = read.show(Standing(keeper, at.date()), case)
    assert [one.says for one in shown.ties] == ["Refunds without delay", "Staff a second shift at the refund desk"]
    with pytest.raises(ReturnError, match="has no goal, strategy or action gone in force"):
        do("propose_return", keeper, at, key="torn", text=case_text(serves=["revenue-2025/gone"]), **taken)


@pytest.mark.parametrize("key", ["", "New Shift", "new", "a" * 80, "ä"])
def test_a_key_that_is_none_is_refused(key: str, people: Any, departments: Any, returns: Any, at: datetime) -> None:
    with pytest.raises(ReturnError, match="key of a case"):
        do(
            "propose_return", people.results_facilitator, at, key=key, title="X", department=departments.revenue,
            text=case_text(),
        )  # fmt: skip


def test_a_key_is_taken_once(people: Any, departments: Any, returns: Any, at: datetime) -> None:
    with pytest.raises(TakenError):
        do(
            "propose_return", people.results_facilitator, at, key="scanning", title="X", department=departments.revenue,
            text=case_text(),
        )  # fmt: skip


def test_whoever_made_the_case_does_not_verify_it(people: Any, returns: Any, at: datetime) -> None:
    with pytest.raises(OwnCaseError):
        do("verify_return", people.results_facilitator, at, case=returns.lockbox, realised=realised(), says="Mine.")


def test_a_verification_stands_beside_the_promise_and_the_next_falls_due(
    people: Any, returns: Any, at: datetime
) -> None:
    found = _line(people.auditor, at, returns.lockbox)
    assert (found.case.status, found.case.verify_by) == ("verified", at.date() + timedelta(days=366))
    # Promised 30,000 - 100,000; came 31,000 - 104,000.
    assert (found.compared.promised, found.compared.realised) == (Decimal(-70_000), Decimal(-73_000))
    assert found.came is Verdict.NOT_MET
    # By hand, end of year at 7%: -73,000/1.07 + 55,000/1.1449 + 55,000/1.225043.
    assert found.compared.npv_now == Decimal("24711.21")
    assert found.worked.npv == Decimal("27514.95")
    assert found.decay.verdict is Verdict.UNDETERMINED
    assert not found.overdue
    (late,) = read.stand([found.case], on=at.date() + timedelta(days=367))
    assert late.overdue


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"through": 2030}, "The case runs from FY2025 to FY2027"),
        ({"through": 2026}, "FY2026 has not ended yet"),
        ({"figures": [{"line": "ghost", "year": 2025, "amount": 1, "evidence": "x"}]}, "has no line ghost"),
        ({"figures": [{"line": "machines", "year": 2027, "amount": 1, "evidence": "x"}]}, "outside the verified years"),
        ({"figures": [{"line": "machines", "year": 2025, "amount": 1}]}, "has no evidence"),
        ({"figures": [{"line": "machines", "year": 2025, "amount": -1, "evidence": "x"}]}, "must be 0 or more"),
        ({"figures": [], "unproven": ""}, "say what remains unproven"),
        ({}, "what the verification before it found"),
    ],
)
def test_a_verification_that_cannot_be_is_refused(
    change: dict[str, Any], says: str, people: Any, returns: Any, at: datetime
) -> None:
    with pytest.raises(ReturnError, match=says):
        do("verify_return", people.auditor, at, case=returns.lockbox, realised=realised(**change), says="Read.")


def test_a_gain_that_fades_shows_at_the_next_verification(people: Any, returns: Any, at: datetime) -> None:
    later = datetime(2026, 9, 1, 12, tzinfo=UTC)
    figures = realised()["figures"] + [
        {"line": "machines", "year": 2026, "amount": 5_000, "evidence": "Invoices."},
        {"line": "typing-saved", "year": 2026, "amount": 40_000, "evidence": "Payroll."},
    ]
    do(
        "verify_return",
        people.auditor,
        later,
        case=returns.lockbox,
        realised=realised(2026, figures=figures),
        says="Read.",
    )
    found = _line(people.auditor, later, returns.lockbox)
    assert found.decay.verdict is Verdict.NOT_MET
    assert "66.7% of what was promised came in FY2026, after 103.3% in FY2025" in found.decay.says
    with pytest.raises(ReturnError, match="verification before went to FY2026"):
        do("verify_return", people.auditor, later, case=returns.lockbox, realised=realised(), says="Again.")


def test_a_case_that_nobody_decided_does_not_begin_and_a_day_to_come_is_none(
    people: Any, returns: Any, at: datetime
) -> None:
    keeper = people.results_facilitator
    with pytest.raises(StateError, match="this needs it to be approved"):
        do("start_return", keeper, at, case=returns.scanning, started_on=date(2026, 3, 2))
    with pytest.raises(ReturnError, match="has not come yet"):
        do("start_return", keeper, at, case=returns.approved, started_on=date(2026, 3, 3))
    ended = do("end_return", keeper, at, case=returns.lockbox, because="The bank closes its branch.")
    assert (ended.status, ended.verify_by) == ("ended", None)
    assert ended.verifications.count() == 1


def test_a_department_keeps_its_own_cases_alone(people: Any, departments: Any, returns: Any, at: datetime) -> None:
    for department in (None, departments.transport):
        with pytest.raises(ForbiddenError):
            do(
                "propose_return", people.department_director, at, key="theirs", title="Theirs", department=department,
                text=case_text(),
            )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"spent": Decimal("-1")}, "spent"),
        ({"spent": Decimal("NaN")}, "spent"),
        ({"appropriated": Decimal("0.001")}, "appropriated"),
        ({"spent_through": None}, "spent_through"),
        ({"spent": None}, "spent"),
        ({"spent": None, "spent_through": None, "appropriated": None}, "appropriated"),
        ({"spent_through": date(2025, 6, 30)}, "spent_through"),
        ({"spent_through": date(2026, 6, 30)}, "spent_through"),
        ({"year": 26}, "year"),
    ],
)
def test_spending_that_cannot_be_is_refused_at_its_field(
    change: dict[str, Any], where: str, people: Any, returns: Any, at: datetime
) -> None:
    taken = {
        "unit": returns.unit, "year": 2026, "appropriated": Decimal(10), "spent": Decimal(5),
        "spent_through": date(2026, 1, 31), "source": "Ledger.", **change,
    }  # fmt: skip
    with pytest.raises(BudgetError) as refused:
        do("record_spending", people.results_facilitator, at, **taken)
    assert refused.value.where == where


def test_newer_spending_takes_the_place_of_the_older_which_stays(people: Any, returns: Any, at: datetime) -> None:
    do(
        "record_spending", people.results_facilitator, at, unit=returns.unit, year=2026, spent=Decimal(650_000),
        spent_through=date(2026, 1, 31), source="Ledger of February.",
    )  # fmt: skip
    assert [(str(one.spent), one.current) for one in read_spending.history(returns.unit)] == [
        ("650000.00", True),
        ("600000.00", False),
    ]


@pytest.mark.parametrize(("code", "error"), [("rev-210", TakenError), ("R 1", BudgetError), ("", BudgetError)])
def test_a_code_is_one_and_taken_once(
    code: str, error: Any, people: Any, departments: Any, returns: Any, at: datetime
) -> None:
    with pytest.raises(error):
        do("record_budget_unit", people.results_facilitator, at, code=code, title="X", department=departments.revenue)


def test_the_spending_stands_beside_the_results_that_it_bought(people: Any, returns: Any, at: datetime) -> None:
    (shown,) = read_spending.units(Standing(people.auditor, at.date())).rows
    assert shown.says == "$600,000.00 of $1,300,000.00 to 31 December 2025 (46.2%)"
    (result,) = shown.results
    # 600,000 dollars over 100,000 returns.
    assert (result.line.measure.key, result.cost.cost) == ("returns-read", Decimal("6.00"))
    (before,) = read_spending.units(Standing(people.auditor, at.date()), year=2025).rows
    assert before.says == "Undetermined"
    assert before.results == ()
