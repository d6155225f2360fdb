"""Risks on record: who accepts what, what ends an acceptance, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from meritbook.actions import risking
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import TakenError
from meritbook.actions.quantify_risks import default_seed, inputs_of
from meritbook.actions.risking_policies import (
    AcceptanceDayError,
    AcceptanceError,
    AcceptorError,
    AppetiteError,
    AssessmentError,
    IndicatorError,
    NotAssessedError,
    RiskError,
    RiskGoalError,
    RiskOwnerError,
)
from meritbook.core.results.risk import Quantification, QuantifyError
from meritbook.records.states import StateError
from risk_world import assessment, ranges, words
from year_stage import do

pytestmark = pytest.mark.django_db


def accepted(risks: Any, people: Any, at: datetime) -> Any:
    return do(
        "decide_risk_acceptance", people.department_director, at, acceptance=risks.acceptance, accept=True, says="Yes."
    )


def refreshed(row: Any) -> Any:
    row.refresh_from_db()
    return row


def test_the_director_accepts_within_the_appetite_and_the_risk_says_so(risks: Any, people: Any, at: datetime) -> None:
    # 50,000 dollars a year on average, of 60,000 that are borne.
    row = accepted(risks, people, at)
    assert (row.status, row.decided_as) == ("accepted", "department_director")
    assert refreshed(risks.fraud).status == "accepted"


def test_above_the_appetite_the_director_is_refused_and_the_enterprise_accepts(
    risks: Any, people: Any, at: datetime
) -> None:
    asked = do(
        "request_risk_acceptance", people.results_facilitator, at, risk=risks.outage, because="Dear.",
        last_day=date(2026, 12, 31),
    )  # fmt: skip
    # 0.225 × 137,500 = 30,937.50 a year, of 5,000 that are borne.
    with pytest.raises(AcceptorError, match="above its appetite"):
        do("decide_risk_acceptance", people.department_director, at, acceptance=asked, accept=True, says="Yes.")
    assert refreshed(asked).status == "asked"
    row = do("decide_risk_acceptance", people.results_administrator, at, acceptance=asked, accept=True, says="Yes.")
    assert row.decided_as == "results_administrator"


def test_without_an_appetite_nothing_counts_as_within_it(risks: Any, people: Any, at: datetime) -> None:
    asked = do(
        "request_risk_acceptance", people.results_administrator, at, risk=risks.elsewhere, because="Dear.",
        last_day=date(2026, 12, 31),
    )  # fmt: skip
    assert asked.appetite is None
    assert risking.appetite_on(risks.elsewhere.department_id, "safety", at.date()) is None


def test_nobody_accepts_what_they_asked_for_or_answer_for(risks: Any, people: Any, at: datetime) -> None:
    asked = do(
        "request_risk_acceptance", people.department_director, at, risk=risks.outage, because="Dear.",
        last_day=date(2026, 12, 31),
    )  # fmt: skip
    with pytest.raises(OwnCaseError):
        do("decide_risk_acceptance", people.department_director, at, acceptance=asked, accept=True, says="Yes.")
    do("name_risk_owner", people.results_facilitator, at, risk=risks.fraud, owner=people.department_director,
       starts_on=date(2026, 3, 3))  # fmt: skip
    with pytest.raises(OwnCaseError):
        accepted(risks, people, at)


def test_a_material_change_between_request_and_decision_ends_the_request_with_its_reasons(
    risks: Any, people: Any, at: datetime
) -> None:
    # 0.3 × 250,000 = 75,000: half as much again as the 50,000 that the request was made for.
    do("assess_risk", people.results_facilitator, at, risk=risks.fraud, assessment=assessment("0.1", "0.5"))
    with pytest.raises(AcceptanceError, match=r"overtaken by a change.*from \$50,000 to \$75,000"):
        accepted(risks, people, at)


def test_other_words_between_request_and_decision_do_not(risks: Any, people: Any, at: datetime) -> None:
    said = assessment(says="Three cases in ten years, all of them in spring.")
    do("assess_risk", people.results_facilitator, at, risk=risks.fraud, assessment=said)
    assert accepted(risks, people, at).status == "accepted"


def test_another_state_than_the_one_that_was_read_is_not_accepted(risks: Any, people: Any, at: datetime) -> None:
    with pytest.raises(AcceptanceError, match="What was read"):
        do("decide_risk_acceptance", people.department_director, at, acceptance=risks.acceptance, accept=True,
           says="Yes.", sha256="0" * 64)  # fmt: skip


def test_a_control_that_fails_ends_an_acceptance_and_opens_the_risk_again(
    risks: Any, people: Any, at: datetime
) -> None:
    row = accepted(risks, people, at)
    do("record_control_test", people.results_facilitator, at, control=risks.control, tested_on=at.date(), works=False,
       says="Two of forty were read once.")  # fmt: skip
    assert refreshed(row).status == "overtaken"
    assert row.ended_because == "The control “A second reader above 5,000 dollars” was found not to work."
    assert refreshed(risks.fraud).status == "open"


def test_an_older_test_that_comes_late_changes_nothing_of_what_is_known(risks: Any, people: Any, at: datetime) -> None:
    keeper = people.results_facilitator
    for day, works in ((date(2026, 3, 1), True), (date(2026, 2, 1), False)):
        do("record_control_test", keeper, at, control=risks.control, tested_on=day, works=works, says="Drawn.")
    assert (refreshed(risks.control).works, risks.control.tested_on) == (True, date(2026, 3, 1))


def test_an_acceptance_is_renewed_before_it_ends(risks: Any, people: Any, at: datetime) -> None:
    first = accepted(risks, people, at)
    asked = do(
        "request_risk_acceptance", people.results_practitioner, at, risk=risks.fraud, because="Once more.",
        last_day=date(2026, 12, 31),
    )  # fmt: skip
    do("decide_risk_acceptance", people.department_director, at, acceptance=asked, accept=True, says="Yes.")
    assert refreshed(first).status == "followed"
    assert refreshed(asked).status == "accepted"


def test_a_request_whose_last_day_has_passed_is_not_accepted_any_more(risks: Any, people: Any) -> None:
    # The last day asked for is 30 June 2026: that day it may still be accepted, on 1 July it may not.
    late = datetime(2026, 7, 1, 16, tzinfo=UTC)
    with pytest.raises(AcceptanceDayError):
        accepted(risks, people, late)
    assert accepted(risks, people, late - timedelta(days=1)).status == "accepted"


@pytest.mark.parametrize(
    ("last_day", "fits"),
    [
        (date(2026, 3, 2), False),
        (date(2020, 1, 1), False),
        (date(2026, 3, 3), True),
        (date(2027, 3, 3), True),
        (date(2027, 3, 4), False),
    ],
)
def test_an_acceptance_ends_after_today_and_within_366_days(
    risks: Any, people: Any, at: datetime, last_day: date, fits: bool
) -> None:
    def ask() -> Any:
        return do("request_risk_acceptance", people.results_facilitator, at, risk=risks.outage, because="Dear.",
                  last_day=last_day)  # fmt: skip

    if fits:
        assert ask().lapses_on == last_day + timedelta(days=1)
        return
    with pytest.raises(AcceptanceDayError):
        ask()


def test_a_second_request_waits_for_the_first_and_an_unassessed_risk_for_its_assessment(
    risks: Any, people: Any, at: datetime
) -> None:
    with pytest.raises(AcceptanceError, match="waits"):
        do("request_risk_acceptance", people.results_facilitator, at, risk=risks.fraud, because="Dear.",
           last_day=date(2026, 5, 1))  # fmt: skip
    with pytest.raises(NotAssessedError):
        do("request_risk_acceptance", people.results_administrator, at, risk=risks.statewide, because="Dear.",
           last_day=date(2026, 5, 1))  # fmt: skip


def test_closing_a_risk_ends_its_acceptance_and_opening_it_brings_none_back(
    risks: Any, people: Any, at: datetime
) -> None:
    row = accepted(risks, people, at)
    keeper = people.results_facilitator
    do("move_risk", keeper, at, risk=risks.fraud, status="closed", because="Paid after matching only.")
    assert (refreshed(row).status, row.ended_because) == ("withdrawn", "The risk was closed.")
    with pytest.raises(RiskError, match="closed"):
        do("assess_risk", keeper, at, risk=risks.fraud, assessment=assessment("0.1", "0.2"))
    do("move_risk", keeper, at, risk=risks.fraud, status="open", because="It came back.")
    assert refreshed(risks.fraud).status == "open"
    with pytest.raises(StateError):
        do("move_risk", keeper, at, risk=risks.fraud, status="open", because="Twice.")
    with pytest.raises(RiskError, match="ask for that"):
        do("move_risk", keeper, at, risk=risks.fraud, status="accepted", because="By hand.")


def test_whoever_keeps_risks_withdraws_a_request_and_an_acceptor_an_acceptance(
    risks: Any, people: Any, at: datetime
) -> None:
    row = accepted(risks, people, at)
    with pytest.raises(ForbiddenError):
        do("withdraw_risk_acceptance", people.results_facilitator, at, acceptance=row, because="Not any more.")
    do("withdraw_risk_acceptance", people.department_director, at, acceptance=row, because="Not any more.")
    assert refreshed(risks.fraud).status == "open"
    with pytest.raises(AcceptanceError):
        do("withdraw_risk_acceptance", people.department_director, at, acceptance=row, because="Twice.")


def test_the_most_exact_appetite_counts_and_the_next_one_ends_it(risks: Any, people: Any, at: datetime) -> None:
    on, revenue = at.date(), risks.fraud.department_id
    for department, category, amount in (
        (None, "", 1_000),
        (None, "legal", 2_000),
        (risks.fraud.department, "", 3_000),
    ):
        do("set_risk_appetite", people.results_administrator, at, department=department, category=category,
           amount=Decimal(amount), starts_on=on, says="Decided.")  # fmt: skip

    def of(department: int | None, category: str, day: date = on) -> Decimal:
        found = risking.appetite_on(department, category, day)
        assert found is not None
        return Decimal(found.amount)

    assert of(revenue, "financial") == 60_000
    assert of(revenue, "legal") == 3_000
    assert of(risks.elsewhere.department_id, "legal") == 2_000
    assert of(None, "people") == 1_000
    do("set_risk_appetite", people.department_director, at, department=risks.fraud.department, category="financial",
       amount=Decimal(80_000), starts_on=date(2026, 7, 1), says="Decided.")  # fmt: skip
    assert of(revenue, "financial", date(2026, 6, 30)) == 60_000
    assert of(revenue, "financial", date(2026, 7, 1)) == 80_000
    with pytest.raises(AppetiteError, match="begins"):
        do("set_risk_appetite", people.department_director, at, department=risks.fraud.department,
           category="financial", amount=Decimal(1), starts_on=date(2026, 7, 1), says="Decided.")  # fmt: skip


@pytest.mark.parametrize("amount", ["0", "-1", "NaN", "Infinity", "0.001"])
def test_an_appetite_is_an_amount_above_zero(risks: Any, people: Any, at: datetime, amount: str) -> None:
    with pytest.raises(AppetiteError, match="above zero"):
        do("set_risk_appetite", people.department_director, at, department=risks.fraud.department, category="legal",
           amount=Decimal(amount), starts_on=at.date(), says="Decided.")  # fmt: skip


def test_somebody_who_left_or_does_not_look_into_the_risk_cannot_answer_for_it(
    risks: Any, people: Any, departments: Any, at: datetime
) -> None:
    do("deactivate_user", people.system_administrator, at, user=people.results_practitioner)
    people.results_practitioner.refresh_from_db()
    for owner in (people.results_practitioner, people.executive):
        with pytest.raises(RiskOwnerError):
            do("register_risk", people.results_facilitator, at, department=departments.revenue, owner=owner,
               **words("mail-theft", "Mail theft"))  # fmt: skip


def test_a_department_keeps_no_risks_of_another_or_of_the_enterprise(
    risks: Any, people: Any, departments: Any, at: datetime
) -> None:
    keeper = people.results_facilitator
    for department in (departments.transport, None):
        with pytest.raises(ForbiddenError):
            do("register_risk", keeper, at, department=department, owner=keeper, **words("mail-theft", "Mail theft"))
    with pytest.raises(ForbiddenError):
        do("quantify_risks", keeper, at, risks=[risks.fraud, risks.elsewhere], trials=1_000)
    with pytest.raises(ForbiddenError):
        do("assess_risk", keeper, at, risk=risks.elsewhere, assessment=assessment("0.1", "0.2"))


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (assessment("0.1", "90"), "residual.chance"),
        (assessment("0.4", "0.2"), "residual.chance"),
        (assessment(residual=ranges(least=-1)), "residual.loss"),
        (assessment(residual={"kind": "words", "likelihood": "often", "impact": "minor"}), "residual"),
        (assessment(residual={"kind": "words", "likelihood": "likely", "impact": "major"}), "residual"),
        (assessment(residual={"kind": "guess"}), "residual"),
        (assessment("0.1", "NaN"), "residual.chance.high"),
        (assessment(), "assessment"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused_at_its_place(
    risks: Any, people: Any, at: datetime, given: dict[str, Any], where: str
) -> None:
    with pytest.raises(AssessmentError) as refused:
        do("assess_risk", people.results_facilitator, at, risk=risks.fraud, assessment=given)
    assert refused.value.where == where


def test_every_version_of_an_assessment_stays(risks: Any, people: Any, at: datetime) -> None:
    do("assess_risk", people.results_facilitator, at, risk=risks.fraud, assessment=assessment("0.1", "0.31"))
    rows = risks.fraud.assessments.order_by("number")
    assert [(one.number, one.current, one.expected) for one in rows] == [
        (1, False, Decimal("50000.00")),
        (2, True, Decimal("51250.00")),
    ]


def test_a_run_again_gives_the_same_and_its_seed_follows_from_its_inputs(risks: Any, people: Any, at: datetime) -> None:
    both = [risks.fraud, risks.outage]
    runs = [do("quantify_risks", people.results_facilitator, at, risks=both, trials=1_000) for _ in range(2)]
    assert runs[0].result_sha256 == runs[1].result_sha256
    assert runs[0].seed == default_seed(inputs_of(both, on=at.date()))
    kept = Quantification.model_validate_json(risks.run.result_json)
    assert (kept.seed, kept.trials, kept.appetite) == (7, 1_000, 65_000)


@pytest.mark.parametrize(("trials", "seed"), [(0, 1), (10**9, 1), (1_000, -1)])
def test_a_run_without_trials_or_with_far_too_many_is_refused(
    risks: Any, people: Any, at: datetime, trials: int, seed: int
) -> None:
    with pytest.raises(QuantifyError):
        do("quantify_risks", people.results_facilitator, at, risks=[risks.fraud], trials=trials, seed=seed)
    with pytest.raises(QuantifyError, match="0 risks"):
        do("quantify_risks", people.results_administrator, at, risks=[], trials=1_000)


def test_what_cannot_be_of_a_risk_is_refused_with_its_place(
    risks: Any, people: Any, departments: Any, at: datetime
) -> None:
    keeper = people.results_facilitator
    base = {"department": departments.revenue, "owner": keeper}
    with pytest.raises(TakenError):
        do("register_risk", keeper, at, **base, **words("Refund-Fraud".lower(), "Again"))
    with pytest.raises(RiskError, match="small letters"):
        do("register_risk", keeper, at, **base, **words("Mail Theft", "Mail theft"))
    with pytest.raises(RiskError, match="no category"):
        do("register_risk", keeper, at, **base, **words("mail-theft", "Mail theft", category="weather"))
    with pytest.raises(RiskError, match="not come yet"):
        do("review_risk", keeper, at, risk=risks.fraud, reviewed_on=date(2026, 3, 3), says="Tomorrow.")
    with pytest.raises(RiskError, match="today or later"):
        do("add_risk_treatment", keeper, at, risk=risks.fraud, what="Late", owner=keeper, due_on=date(2026, 3, 1))
    with pytest.raises(RiskError, match="percentage"):
        do("add_risk_control", keeper, at, risk=risks.fraud, what="All", owner=keeper, less_often=Decimal(101),
           less_costly=Decimal(0))  # fmt: skip
    with pytest.raises(RiskError, match="at least one"):
        do("add_risk_control", keeper, at, risk=risks.fraud, what="None", owner=keeper, less_often=Decimal(0),
           less_costly=Decimal(0))  # fmt: skip
    with pytest.raises(RiskError, match="another state"):
        do("move_risk_treatment", keeper, at, treatment=risks.treatment, state="planned", says="Still.")
    for watch, trip in (("30", "24"), ("NaN", "24"), ("1", "1e20"), ("0.0000001", "2")):
        with pytest.raises(IndicatorError):
            do("tie_risk_indicator", keeper, at, risk=risks.fraud, measure=risks.indicator.measure, bad_when="high",
               watch=Decimal(watch), trip=Decimal(trip))  # fmt: skip


@pytest.mark.parametrize("goal", ["state-2025/no-such-goal", "no-such-plan/trust", "prompt-refunds"])
def test_a_goal_named_by_keys_must_stand_in_a_plan_in_force(
    people: Any, departments: Any, strategic_plans: Any, at: datetime, goal: str
) -> None:
    del strategic_plans
    with pytest.raises(RiskGoalError):
        do(
            "register_risk", people.results_facilitator, at, department=departments.revenue,
            owner=people.department_director, **words("late-letters", "Letters come late", goal=goal),
        )  # fmt: skip
