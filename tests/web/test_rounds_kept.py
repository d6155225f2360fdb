"""Somebody who is asked in a competency assessment does not find it among those that they keep, and is told why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from assessment_pages import text
from assessment_world import asks
from meritbook.records import clock
from meritbook.records.models import Role
from year_stage import do

pytestmark = pytest.mark.django_db
ACTS = ("assessment", "assessment_rater_new", "assessment_open", "assessment_close", "assessment_withdraw")
WHY = "whoever is asked in one does not keep it"


@pytest.fixture
def asked(assessments: Any, people: Any) -> Any:
    """Agency HR is asked as a peer of the appointing authority."""
    asks(people, assessments.draft, clock.now(), "peer", ("agency_hr",))
    return assessments.draft


def test_the_pages_of_keeping_are_shut_to_a_keeper_who_is_asked_and_say_why(
    asked: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    for act in ACTS:
        page = text(client.get(reverse(f"web:{act}", args=[asked.pk])), 403)
        assert WHY in page
        assert "permission.own_case" in page
    listed = text(client.get(reverse("web:assessments")))
    assert "Appointing Authority" not in listed
    assert "is kept by somebody else" in listed
    # Others go on with it.
    text(signed_in(people.personnel_staff).get(reverse("web:assessment", args=[asked.pk])))


def test_the_operations_of_keeping_are_refused_to_a_keeper_who_is_asked(
    asked: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.agency_hr), f"/api/competencies/assessments/{asked.pk}"
    refused = [client.get(address)]
    for act, sent in (("raters", {"group": "peer", "user": "analyst"}), ("closing", {})):
        refused.append(client.post(f"{address}/{act}", {**sent, "why": "So."}, content_type="application/json"))
    for answer in refused:
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "permission.own_case"
        assert WHY in answer.json()["error"]["message"]
    assert client.get("/api/competencies/assessments?state=draft").json()["total"] == 0


def test_a_new_one_is_compared_with_one_in_which_its_keeper_was_asked(
    assessments: Any, people: Any, departments: Any, signed_in: Callable[[Any], Any]
) -> None:
    now = clock.now()
    do("withdraw_assessment", people.personnel_staff, now, assessment=assessments.now, because="Anew.")
    # The director of the department was asked as a peer in January, and keeps assessments now.
    director, closed = people.department_director, assessments.closed
    do(
        "grant_role", people.system_administrator, now, user=director, role=Role.AGENCY_HR,
        department=departments.revenue, starts_on=now.date(),
    )  # fmt: skip
    client = signed_in(director)
    address = f"{reverse('web:assessment_new')}?subject=executive&model={assessments.model.pk}"
    assert f'<option value="{closed.pk}">' in text(client.get(address))
    assert client.get(reverse("web:assessment", args=[closed.pk])).status_code == 403


def test_a_round_of_which_nothing_would_be_told_is_opened_by_who_says_so(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    draft, now = assessments.draft, clock.now()
    do("deactivate_user", people.system_administrator, now, user=people.auditor)
    client, address = signed_in(people.agency_hr), reverse("web:assessment_open", args=[draft.pk])
    label, why = "Open it although nothing of the groups will be told", "2 in all groups together can answer"
    page = text(client.get(address))
    assert label in page
    assert why in page
    days = {"starts_on": f"{now:%Y-%m-%d}", "last_day": f"{now:%Y-%m-%d}"}
    page = text(client.post(address, days), 409)
    assert "competencies.nothing_told" in page
    assert label in page
    operation = f"/api/competencies/assessments/{draft.pk}/opening"
    sent = {**days, "why": "So."}
    refused = client.post(operation, sent, content_type="application/json")
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "competencies.nothing_told"
    assert client.post(address, {**days, "confirm": "on"}).status_code == 302
    page = text(client.get(reverse("web:assessment", args=[draft.pk])))
    assert "Nothing of the groups would be told: 2 in all groups together can answer" in page
    assert "cannot answer any more, as they hold no office" in page
    shown = client.get(f"/api/competencies/assessments/{draft.pk}").json()
    assert why in shown["outlook"]
    assert [one["name"] for group in shown["groups"] for one in group["raters"] if one["gone"]] == ["Auditor"]


def test_one_of_which_something_would_be_told_asks_for_no_confirmation(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.agency_hr), reverse("web:assessment_open", args=[assessments.draft.pk])
    assert 'name="confirm"' not in text(client.get(address))


def test_where_the_policy_of_the_days_alone_keeps_all_untold_the_page_asks_then(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import assessing

    client, address, now = (
        signed_in(people.agency_hr),
        reverse("web:assessment_open", args=[assessments.draft.pk]),
        clock.now(),
    )
    assert 'name="confirm"' not in text(client.get(address))
    before = assessing.policy_of

    def stricter(row: Any) -> Any:
        policy = before(row)
        return policy.model_copy(update={"minimum": 4}) if row.starts_on else policy

    monkeypatch.setattr(assessing, "policy_of", stricter)
    days = {"starts_on": f"{now:%Y-%m-%d}", "last_day": f"{now:%Y-%m-%d}"}
    assert 'name="confirm"' in text(client.post(address, days), 409)
    assert client.post(address, {**days, "confirm": "on"}).status_code == 302
