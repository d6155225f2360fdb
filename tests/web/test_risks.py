"""The pages of risks: what a list counts, what an act leads to, and what is kept of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from risk_world import assessment, words
from year_stage import do

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def test_a_department_sees_and_counts_its_own_risks_only(
    risks: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    own = text(signed_in(people.results_facilitator).get(reverse("web:risks")))
    assert "Refund fraud" in own
    assert "A bridge is closed" not in own
    assert "A third of staff" not in own
    assert "2 assessed and not closed" in own
    every = text(signed_in(people.auditor).get(reverse("web:risks")))
    assert "3 assessed and not closed" in every
    assert "A third of staff is ill" in every


def test_the_numbers_of_the_map_lead_to_as_many_risks(risks: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.auditor)
    # 0.2 × 250,000: possible and moderate, of two departments.
    found = text(client.get(reverse("web:risks"), {"likelihood": "possible", "impact": "moderate"}))
    assert "Possible, moderate: 2 risks" in text(client.get(reverse("web:risks")))
    assert "2 risks found" in found
    assert "Filing system" not in found


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"over": "1"}, "Filing system", "Refund fraud"),
        ({"category": "financial"}, "Refund fraud", "Filing system"),
        ({"state": "open"}, "Refund fraud", "nothing else"),
        ({"q": "outage"}, "Filing system", "Refund fraud"),
        ({"tripped": "1"}, "No risk fits", "Refund fraud"),
        ({"ending": "1"}, "No risk fits", "Refund fraud"),
        ({"state": "accepted"}, "No risk fits", "Refund fraud"),
        ({"department": "999999999999"}, "Refund fraud", "nothing else"),
    ],
)
def test_filters_leave_what_they_name(
    risks: Any, people: Any, signed_in: Callable[[Any], Any], asked: dict[str, str], shown: str, hidden: str
) -> None:
    found = text(signed_in(people.results_facilitator).get(reverse("web:risks"), asked))
    assert shown in found
    assert hidden not in found


def test_an_acceptance_shows_before_its_end_and_leaves_the_risk_open_after_it(
    risks: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    do("decide_risk_acceptance", people.department_director, at, acceptance=risks.acceptance, accept=True, says="Yes.")
    client = signed_in(people.results_facilitator)

    def on(day: date, **asked: str) -> str:
        settings.MERITBOOK_ON = day
        return text(client.get(reverse("web:risks"), asked))

    # The last day is 30 June 2026; the policy warns 30 days before: from 31 May on.
    assert "No risk fits" in on(date(2026, 5, 30), ending="1")
    assert "Refund fraud" in on(date(2026, 5, 31), ending="1")
    assert "Accepted until 30 June 2026" in on(date(2026, 6, 30), state="accepted")
    assert "No risk fits" in on(date(2026, 7, 1), state="accepted")
    settings.MERITBOOK_ON = date(2026, 7, 1)
    desk = text(client.get(reverse("web:home")))
    assert "Treat or accept anew: Refund fraud" in desk
    assert "Its last day is over" in text(client.get(reverse("web:risk", args=[risks.fraud.pk])))


def test_the_desk_asks_acceptors_and_not_who_asked(
    risks: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    line = "Decide whether a risk is borne: Refund fraud"
    assert line in text(signed_in(people.department_director).get(reverse("web:home")))
    assert line not in text(signed_in(people.results_practitioner).get(reverse("web:home")))


def test_a_tripped_indicator_is_a_word_and_a_stale_one_is_never_clear(
    risks: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:risk", args=[risks.fraud.pk])
    # Of the second quarter nothing came by 30 January 2026: on 2 March the value is stale.
    settings.MERITBOOK_ON = date(2026, 3, 2)
    stale = text(client.get(address))
    assert "The value of FY2026 Q2 is overdue" in stale
    settings.MERITBOOK_ON = date(2026, 1, 15)
    assert "Watch" in text(client.get(address))
    do("tie_risk_indicator", people.results_facilitator, at, risk=risks.fraud, measure=risks.indicator.measure,
       bad_when="high", watch=Decimal(20), trip=Decimal(24))  # fmt: skip
    assert "Tripped" in text(client.get(address))
    assert "Refund fraud" in text(client.get(reverse("web:risks"), {"tripped": "1"}))


def test_an_assessment_is_typed_in_and_what_is_wrong_is_said_beside_what_was_typed(
    risks: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:risk_assess", args=[risks.fraud.pk])
    given = {
        "inherent_kind": "words",
        "inherent_likelihood": "likely",
        "inherent_impact": "moderate",
        "residual_kind": "ranges",
        "residual_per": "probability",
        "residual_often_low": "0.1",
        "residual_often_high": "90",
        "residual_shape": "pert",
        "residual_loss_low": "50000",
        "residual_loss_mode": "100000",
        "residual_loss_high": "400000",
        "says": "Cases of ten years.",
    }
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "write 0.9 for 90 percent" in refused.content.decode()
    assert 'value="90"' in refused.content.decode()
    missing = client.post(address, {**given, "residual_often_high": ""})
    assert missing.status_code == 422
    bare = client.post(address, {**given, "inherent_likelihood": "", "residual_kind": "words"}).content.decode()
    assert "Before controls, Likelihood: This is needed" in bare
    assert "What remains with the controls, Likelihood: This is needed" in bare
    done = client.post(address, {**given, "residual_often_high": "0.2"}, follow=True)
    assert "Assessed." in text(done)
    # 0.15 × (50,000 + 4 × 100,000 + 400,000) / 6 = 0.15 × 141,666.67 = 21,250.
    assert "$21,250" in text(done)
    assert "Expected loss a year from assessment to assessment" in text(done)


def test_a_run_is_chosen_kept_and_goes_stale_when_an_input_moves(
    risks: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    both = [str(risks.fraud.pk), str(risks.outage.pk)]
    done = client.post(reverse("web:risk_run_new"), {"risks": both, "trials": "2000", "seed": "11"}, follow=True)
    page = text(done)
    assert "<dd>11</dd>" in page
    assert "<dd>2,000</dd>" in page
    assert "Stale" not in page
    assert '<th scope="row">50 of 100</th>' in page
    assert '<th scope="row">99.5 of 100</th>' in page
    do("assess_risk", people.results_facilitator, at, risk=risks.fraud, assessment=assessment("0.1", "0.32"))
    again = text(client.get(done.redirect_chain[-1][0]))
    assert "Changed since: Refund fraud." in again
    assert "Stale" in text(client.get(reverse("web:risk_runs")))
    for wrong in ({"trials": "0"}, {"trials": "1000000000"}, {"seed": "-1"}, {"risks": [str(risks.elsewhere.pk)]}):
        refused = client.post(reverse("web:risk_run_new"), {"risks": both, "trials": "2000", "seed": "1", **wrong})
        assert refused.status_code == 422, wrong


def test_a_run_over_a_department_is_not_open_to_another(
    risks: Any, people: Any, departments: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    run = do("quantify_risks", people.results_administrator, at, risks=[risks.fraud, risks.elsewhere], trials=1_000)
    client = signed_in(people.results_facilitator)
    assert client.get(reverse("web:risk_run", args=[run.pk])).status_code == 404
    assert f"Run {run.pk}<" not in text(client.get(reverse("web:risk_runs")))
    assert client.get(reverse("web:risk_run", args=[risks.run.pk])).status_code == 200


def test_a_decision_shows_what_is_asked_and_takes_another_state_for_none(
    risks: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.department_director)
    address = reverse("web:risk_decide", args=[risks.fraud.pk, risks.acceptance.pk])
    page = text(client.get(address))
    assert "Matching comes in May." in page
    assert "$50,000 a year on average" in page
    assert risks.acceptance.sha256 in page


def test_an_appetite_is_set_by_who_accepts_and_shown_to_who_reads(
    risks: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    address = reverse("web:risk_appetite")
    assert "Set an appetite" in text(signed_in(people.department_director).get(address))
    read_only = signed_in(people.auditor)
    assert "Set an appetite" not in text(read_only.get(address))
    assert read_only.post(address, {}).status_code == 403


def test_a_risk_is_registered_with_all_that_was_typed_kept_when_it_is_refused(
    risks: Any, people: Any, departments: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    given = {
        "key": "refund-fraud",
        "title": "Cheques are stolen",
        "cause": "The box has no lock.",
        "event": "Somebody takes cheques.",
        "consequence": "They are paid twice.",
        "department": str(departments.revenue.pk),
        "category": "financial",
        "owner": "results_facilitator",
    }
    taken = client.post(reverse("web:risk_new"), given)
    assert taken.status_code == 409
    assert "The box has no lock." in taken.content.decode()
    beside = taken.content.decode().partition('id="id_key_error"')[2].partition("</span>")[0]
    assert "carries the key refund-fraud already" in beside
    done = client.post(reverse("web:risk_new"), {**given, "key": "cheque-theft"}, follow=True)
    assert "It has no assessment yet" in text(done)
    elsewhere = client.post(reverse("web:risk_new"), {**given, "department": str(departments.transport.pk)})
    assert elsewhere.status_code == 422


def test_a_director_accepts_after_giving_the_password_and_the_page_says_until_when(
    risks: Any, people: Any, password: str, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    client = signed_in(people.department_director)
    address = reverse("web:risk_decide", args=[risks.fraud.pk, risks.acceptance.pk])
    given = {"accept": "yes", "says": "Until matching comes.", "sha256": risks.acceptance.sha256}
    other = client.post(address, {**given, "sha256": "0" * 64})
    assert other["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": password})
    refused = client.post(address, {**given, "sha256": "0" * 64})
    assert refused.status_code == 409
    assert "What was read is not what is asked for now." in refused.content.decode()
    done = text(client.post(address, given, follow=True))
    assert "Accepted until 30 June 2026" in done
    assert "Until matching comes." in done


def test_a_director_may_not_accept_above_the_appetite_and_is_told_who_may(
    risks: Any, people: Any, at: datetime, password: str, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    asked = do("request_risk_acceptance", people.results_facilitator, at, risk=risks.outage, because="Dear.",
               last_day=date(2026, 12, 31))  # fmt: skip
    client = signed_in(people.department_director)
    address = reverse("web:risk_decide", args=[risks.outage.pk, asked.pk])
    given = {"accept": "yes", "says": "It is worth it.", "sha256": asked.sha256}
    client.post(address, given)
    client.post(reverse("account_reauthenticate"), {"password": password})
    refused = client.post(address, given)
    assert refused.status_code == 403
    assert "a risk above its appetite goes to the enterprise" in refused.content.decode()
    assert "It is worth it." in refused.content.decode()


def test_a_risk_that_names_a_goal_by_its_keys_stands_on_the_page_of_the_goal(
    risks: Any, strategic_plans: Any, people: Any, departments: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    del strategic_plans
    key = next(iter(enterprise_goals()))
    do(
        "register_risk", people.results_facilitator, at, department=departments.revenue,
        owner=people.department_director, **words("late-letters", "Letters come late", goal=f"state-2025/{key}"),
    )  # fmt: skip
    page = reverse("web:results_goal", args=["state-2025", key])
    assert "Letters come late" in text(signed_in(people.results_facilitator).get(page))
    # Who does not look into the risks of the department does not read of it here either.
    assert "Letters come late" not in text(signed_in(people.executive).get(page))
    row = type(risks.fraud).objects.get(key="late-letters")
    assert page in text(signed_in(people.auditor).get(reverse("web:risk", args=[row.pk])))


def enterprise_goals() -> list[str]:
    """Keys of the goals of the enterprise's plan."""
    from plan_world import enterprise_text

    return [one["key"] for one in enterprise_text()["goals"]]


def test_only_controls_that_were_tested_and_work_are_said_to_leave_so_much_of_a_risk(
    risks: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client, page = signed_in(people.results_facilitator), reverse("web:risk", args=[risks.fraud.pk])
    for one in risks.fraud.controls.all():
        result = {"control": one, "works": False, "tested_on": at.date(), "says": "Two of five slipped through."}
        do("record_control_test", people.results_facilitator, at, **result)
    assert "controls that were found to work leave" not in text(client.get(page))
    control = do(
        "add_risk_control", people.results_facilitator, at, risk=risks.fraud, what="Second reader",
        owner=people.results_facilitator, less_often=Decimal(50), less_costly=Decimal(0),
    )  # fmt: skip
    assert "controls that were found to work leave" not in text(client.get(page))
    result = {"control": control, "works": True, "tested_on": at.date(), "says": "Five of five were found."}
    do("record_control_test", people.results_facilitator, at, **result)
    assert "The controls that were found to work leave $" in text(client.get(page))
