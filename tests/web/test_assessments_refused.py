"""What an act on an assessment refuses is told where it can be mended, and nobody is led to a form that is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from assessment_pages import text
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, MultiraterAssessment, Role
from year_stage import do

pytestmark = pytest.mark.django_db


def _beside(page: str, name: str) -> str:
    """What stands beside a field as its error."""
    found = re.search(rf'id="id_{name}_error">([^<]*)<', page)
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("keeper", "subject", "says", "code"),
    [
        ("personnel_staff", "personnel_staff", "has a part", "permission.own_case"),
        ("agency_hr_elsewhere", "analyst", "may not", "permission.denied"),
        ("personnel_staff", "executive", "is set up or open already", "competencies.assessment_stands"),
    ],
)
def test_of_whom_none_can_be_drawn_up_is_told_beside_the_name_before_a_role_is_chosen(
    keeper: str, subject: str, says: str, code: str, assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, new = signed_in(getattr(people, keeper)), reverse("web:assessment_new")
    before = MultiraterAssessment.objects.count()
    page = text(client.get(new, {"subject": subject, "model": assessments.model.pk}), 422)
    assert code in _beside(page, "subject")
    assert 'aria-invalid="true"' in page
    assert f'value="{subject}"' in page
    assert 'href="#id_subject"' in page
    assert "In which role" not in page
    # A form that was kept open meanwhile comes back the same way.
    step = f"{new}?subject={subject}&model={assessments.model.pk}"
    assert code in _beside(text(client.post(step, {"role": "executive"}), 422), "subject")
    assert MultiraterAssessment.objects.count() == before


def test_whom_somebody_reports_to_is_told_beside_the_name_that_they_cannot_draw_it_up(
    assessments: Any, people: Any, official_version: Any, signed_in: Callable[[Any], Any]
) -> None:
    now, boss = clock.now(), people.supervisor
    do("withdraw_assessment", people.personnel_staff, now, assessment=assessments.now, because="Anew.")
    do(
        "grant_role", people.system_administrator, now, user=boss, role=Role.AGENCY_HR,
        department=official_version.position.department, starts_on=now.date(),
    )  # fmt: skip
    sent = {"subject": "executive", "model": assessments.model.pk}
    page = text(signed_in(boss).get(reverse("web:assessment_new"), sent), 422)
    assert "competencies.keeper_asked" in _beside(page, "subject")


def test_who_cannot_be_asked_is_told_beside_the_name_and_the_rest_stays_typed(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    address = reverse("web:assessment_rater_new", args=[assessments.draft.pk])
    keeper = {"group": "report", "user": "personnel_staff", "because": "Led by them."}
    page = text(client.post(address, keeper), 409)
    assert "competencies.keeper_asked" in _beside(page, "user")
    assert "Led by them." in page
    assert re.search(r'value="report"[^>]* checked', page)
    page = text(client.post(address, {"group": "supervisor", "user": "results_administrator"}), 422)
    assert "competencies.rater_relation" in _beside(page, "because")
    guest = {"group": "other", "guest": "Kim", "address": "kim@vendor.example"}
    assert client.post(address, guest).status_code == 302
    page = text(client.post(address, {**guest, "guest": "Kim once more"}), 409)
    assert "competencies.rater_twice" in _beside(page, "address")
    assert "Kim once more" in page
    # Who is named to answer instead, too.
    client = signed_in(people.measure_owner)
    address = reverse("web:assessment_delegate", args=[assessments.peer.pk])
    page = text(client.post(address, {"delegate": "auditor"}), 409)
    assert "competencies.rater_twice" in _beside(page, "delegate")


def test_where_too_few_are_asked_the_opening_says_so_first_and_offers_no_box_that_leads_nowhere(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.personnel_staff)
    drawn = client.post(
        f"{reverse('web:assessment_new')}?subject=analyst&model={assessments.model.pk}", {"role": "executive"}
    )
    assert drawn.status_code == 302
    row = MultiraterAssessment.objects.get(subject=people.analyst)
    address, raters = (reverse(f"web:{name}", args=[row.pk]) for name in ("assessment_open", "assessment_rater_new"))
    page = text(client.get(address))
    assert "0 people are asked in groups. With fewer than 3 nothing could ever be told." in page
    assert f'<a href="{raters}">Name who is asked</a>' in page
    assert 'name="confirm"' not in page
    # No button leads into a refusal that stands already.
    assert "Open the assessment</button>" not in page
    days = {"starts_on": "2027-03-02", "last_day": "2027-03-10", "confirm": "on"}
    page = text(client.post(address, days), 422)
    assert "competencies.too_few_raters" in page
    assert 'name="confirm"' not in page
    # Three guests are enough to be opened, and nothing would be told of them: there the box leads on.
    for name in ("kim", "lee", "max"):
        sent = {"group": "other", "guest": name.title(), "address": f"{name}@vendor.example"}
        assert client.post(raters, sent).status_code == 302
    page = text(client.get(address))
    assert "are asked in groups. With fewer than" not in page
    assert 'name="confirm"' in page
    assert "Open the assessment</button>" in page


def test_a_round_that_is_closed_or_withdrawn_says_so_at_each_address_and_its_page_leads_to_none(
    assessments: Any, people: Any, at: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, draft = signed_in(people.personnel_staff), assessments.draft
    do("withdraw_assessment", people.personnel_staff, at, assessment=draft, because="Not now.")
    for row, stands, rater in (
        (assessments.closed, "The assessment is closed.", assessments.closed.raters.first()),
        (draft, "The assessment is withdrawn.", assessments.named),
    ):
        page = text(client.get(reverse("web:assessment", args=[row.pk])))
        for name in ("rater_new", "open", "close", "withdraw", "rater_remove"):
            more = [rater.pk] if name == "rater_remove" else []
            address = reverse(f"web:assessment_{name}", args=[row.pk, *more])
            refused = text(client.get(address), 409)
            assert stands in refused, name
            assert "competencies.assessment_stands" in refused
            assert '<form class="mb-form"' not in refused
            assert f'href="{address}"' not in page


def test_answers_to_a_round_that_is_over_are_not_taken_back_and_its_address_says_so_at_once(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    address = reverse("web:assessment_take_back", args=[assessments.closed.pk])
    AssessmentRater.objects.get(assessment=assessments.closed, user=people.measure_owner, standing="answered")
    refused = text(signed_in(people.measure_owner).get(address), 409)
    assert "The assessment is closed." in refused
    assert 'name="receipt"' not in refused


def test_an_open_round_serves_no_form_that_can_only_be_refused(
    assessments: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    client, row = signed_in(people.personnel_staff), assessments.now
    page = text(client.get(reverse("web:assessment", args=[row.pk])))
    answered = AssessmentRater.objects.get(assessment=row, user=people.measure_owner)
    for name, more, code in (
        ("open", [], "competencies.assessment_stands"),
        ("close", [], "competencies.assessment_days"),
        ("rater_remove", [answered.pk], "competencies.rater_stands"),
    ):
        address = reverse(f"web:assessment_{name}", args=[row.pk, *more])
        assert code in text(client.get(address), 409)
        assert f'href="{address}"' not in page
    # Over, nobody is named for it any more; it waits to be closed.
    due, settings.MERITBOOK_ON = assessments.due, date(2026, 3, 2)
    address = reverse("web:assessment_rater_new", args=[due.pk])
    assert "competencies.assessment_days" in text(client.get(address), 409)
    page = text(client.get(reverse("web:assessment", args=[due.pk])))
    assert f'href="{address}"' not in page
    assert f'href="{reverse("web:assessment_close", args=[due.pk])}"' in page
