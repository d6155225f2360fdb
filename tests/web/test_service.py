"""The pages of seats and nominations: each step by the person who takes it, nothing for whoever has a part in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import RequestFactory
from django.urls import reverse

from meritbook.records.models import DepartmentSize, Nomination, Seat, SeatAuthorisation
from service_acts import CRITERIA, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(world: Any, describe: Any, description: Any, at: Any) -> Service:
    return Service(world.people, world.departments, description, describe, world.plan, at + timedelta(days=3))


@pytest.fixture
def as_(signed_in: Callable[[Any], Any], world: Any) -> Callable[[str], Any]:
    """The client as somebody who gave their password a moment ago."""

    def become(name: str) -> Any:
        user = getattr(world.people, name)
        client = signed_in(user)
        request = RequestFactory().get("/")
        request.session = client.session
        record_authentication(request, user, method="password", reauthenticated=True)
        request.session.save()
        return client

    return become


def said(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_position_goes_from_the_director_to_the_seat_on_the_pages(service: Service, as_: Any) -> None:
    position = service.position("0900-01")
    director = as_("department_director")
    page = said(director.get(reverse("web:nomination_new")))
    assert "0900-01" in page
    sent = {"position": position.pk, "rationale": "It directs the division.", "why": "Proposed."}
    made = director.post(reverse("web:nomination_new"), sent)
    nomination = Nomination.objects.get(position=position)
    assert (made.status_code, made["Location"]) == (302, reverse("web:nomination", args=[nomination.pk]))
    analyst = as_("analyst")
    shown = said(analyst.get(reverse("web:nomination", args=[nomination.pk])))
    assert "Directs four field units through their managers." in shown
    assert "Judge it" in shown
    judge = reverse("web:nomination_judge", args=[nomination.pk])
    assert "What was read" in said(analyst.get(f"{judge}?fact=position.controls/human"))
    for fact in CRITERIA:
        sent = {"fact": fact, "verdict": "met", "says": "As I read it.", "why": "Judged."}
        assert analyst.post(judge, sent).status_code == 302
    service.allocate(position)
    sent = {"in_management_class": "yes", "says": "", "why": "Reviewed."}
    assert analyst.post(reverse("web:nomination_review", args=[nomination.pk]), sent).status_code == 302
    decide = reverse("web:nomination_decide", args=[nomination.pk])
    chief = as_("personnel_director")
    assert "seats.criteria" in said(chief.get(decide))
    assert chief.post(decide, {"choice": "approve", "reason": ""}).status_code == 302
    for to in ("director", "hr"):
        notice = as_("agency_hr").get(reverse("web:nomination_notice", args=[nomination.pk, to]))
        assert notice.content.startswith(b"%PDF") if notice.content else next(iter(notice)).startswith(b"%PDF")
    enter = reverse("web:nomination_enter", args=[nomination.pk])
    assert as_("agency_hr").post(enter, {"starts_on": "2199-07-01", "why": "The year begins."}).status_code == 302
    assert Seat.objects.get(position=position).starts_on == date(2199, 7, 1)
    assert "In the service" in said(as_("auditor").get(reverse("web:nomination", args=[nomination.pk])))


def test_a_decision_asks_for_the_password_again(service: Service, signed_in: Any) -> None:
    nomination = service.reviewed(service.position("0900-01"))
    client = signed_in(service.people.personnel_director)
    response = client.post(reverse("web:nomination_decide", args=[nomination.pk]), {"choice": "approve", "reason": ""})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    nomination.refresh_from_db()
    assert nomination.status == "reviewed"


def test_where_no_seat_is_free_the_page_shows_the_rule(service: Service, as_: Any) -> None:
    service.size("50")
    service.act("end_authorisation", service.people.personnel_director, authorisation=SeatAuthorisation.objects.get())
    position = service.position("0900-01")
    sent = {"position": position.pk, "rationale": "It directs the division.", "why": "Proposed."}
    response = as_("department_director").post(reverse("web:nomination_new"), sent)
    assert response.status_code == 409
    page = said(response)
    assert "seats.none_free" in page
    assert "seats.department_entitlement" in page
    assert "It directs the division." in page


def test_whoever_holds_the_position_sees_no_act(world: Any, service: Service, as_: Any) -> None:
    held = service.position("0900-01", incumbent=world.people.analyst)
    nomination = service.nominate(held)
    mine = said(as_("analyst").get(reverse("web:nomination", args=[nomination.pk])))
    assert "Nobody acts on the case of the position that they hold." in mine
    assert f"/nominations/{nomination.pk}/" not in mine.replace(f'action="/nominations/{nomination.pk}/"', "")
    assert "Judge it" not in mine
    theirs = said(as_("second_analyst").get(reverse("web:nomination", args=[nomination.pk])))
    assert f"/nominations/{nomination.pk}/return/" in theirs
    sent = as_("analyst").post(reverse("web:nomination_return", args=[nomination.pk]), {"why": "Mine."})
    assert sent.status_code == 403


def test_an_executive_reads_the_nomination_of_their_own_position_without_an_act(world: Any, as_: Any) -> None:
    page = as_("executive").get(reverse("web:nomination", args=[world.nomination.pk]))
    assert page.status_code == 200
    assert f"/nominations/{world.nomination.pk}/withdraw/" not in said(page)


def test_a_size_that_falls_shows_the_department_as_over(world: Any, service: Service, as_: Any) -> None:
    revenue = world.departments.revenue
    for n in range(2):
        service.take_over(service.bare(f"0900-0{n}"))
    size = reverse("web:department_size", args=[revenue.pk])
    sent = {"permanent_fte": "99", "starts_on": "", "source": "Report", "why": "Counted."}
    assert as_("agency_hr").post(size, sent).status_code == 302
    assert DepartmentSize.objects.get(department=revenue, ends_before=None).permanent_fte == Decimal(99)
    page = said(as_("auditor").get(reverse("web:service_department", args=[revenue.pk])))
    # Three seats of the world and two more, one reserved by a nomination; by its size none, and one authorised: 6 - 1.
    assert "5 over" in page
    assert "nobody leaves by this alone" in page
    assert "99.00" in page


def test_seats_are_authorised_and_ended_by_the_state_personnel_director(world: Any, as_: Any) -> None:
    revenue, chief = world.departments.revenue, as_("personnel_director")
    sent = {"seats": "2", "cause": "A flood.", "starts_on": "", "ends_before": "", "why": "Asked for."}
    assert chief.post(reverse("web:seats_authorise", args=[revenue.pk]), sent).status_code == 302
    made = SeatAuthorisation.objects.latest("pk")
    assert "A flood." in said(chief.get(reverse("web:service_department", args=[revenue.pk])))
    end = reverse("web:authorisation_end", args=[revenue.pk, made.pk])
    assert chief.post(end, {"ends_before": "", "why": "Over."}).status_code == 302
    made.refresh_from_db()
    assert made.revoked_at is not None or made.ends_before is not None
    assert chief.post(end, {"ends_before": "", "why": "Again."}).status_code == 409
    elsewhere = reverse("web:authorisation_end", args=[world.departments.transport.pk, made.pk])
    assert chief.get(elsewhere).status_code == 404


def test_a_seat_is_taken_over_and_departments_are_merged_by_central_staff(
    world: Any, service: Service, as_: Any
) -> None:
    service.bare("T-7", world.departments.transport)
    staff = as_("personnel_staff")
    sent = {
        "department": world.departments.transport.pk,
        "number": "T-7",
        "starts_on": "2026-01-01",
        "executive": "nobody",
        "salary": "9000.00",
        "why": "Held before.",
    }
    assert staff.post(reverse("web:take_over"), {**sent, "number": "T-8"}).status_code == 422
    assert staff.post(reverse("web:take_over"), {**sent, "executive": "who"}).status_code == 422
    assert staff.post(reverse("web:take_over"), sent).status_code == 302
    assert Seat.objects.get(position__number="T-7").appointments.get().executive == world.people.nobody
    merge = {
        "department": world.departments.transport.pk,
        "into": world.departments.revenue.pk,
        "permanent_fte": "900",
        "why": "By statute.",
    }
    assert staff.post(reverse("web:merge"), merge).status_code == 422
    done = staff.post(reverse("web:merge"), {**merge, "source": "Report"})
    assert done.status_code == 302
    page = said(staff.get(done["Location"]))
    assert "T-7" in page
    assert "went over into it" in page


def test_the_service_is_shown_as_it_was_on_a_day(world: Any, as_: Any) -> None:
    auditor = as_("auditor")
    now = said(auditor.get(reverse("web:service")))
    assert "Department of Revenue" in now
    assert "not on record" in now
    assert "1 reserved" in now
    before = said(auditor.get(f"{reverse('web:service')}?on=2003-01-01"))
    assert "No department stood on that day." in before
    assert auditor.get(f"{reverse('web:service')}?on=nonsense").status_code == 200


def test_other_figures_of_the_law_are_tried_by_address(world: Any, as_: Any) -> None:
    chief = as_("personnel_director")
    page = said(chief.get(f"{reverse('web:simulate')}?on=2026-03-06&seats.fte_per_position=200&seats.statewide_most="))
    assert "changes" in page
    assert "A simulation" in page
    wrong = chief.get(f"{reverse('web:simulate')}?seats.statewide_most=many")
    assert (wrong.status_code, "is not a number" in said(wrong)) == (422, True)
    assert chief.get(f"{reverse('web:simulate')}?seats.statewide_most=0").status_code == 422


def test_what_an_executive_is_paid_above_a_cap_is_shown_to_those_who_may_look_into_the_seat(
    world: Any, service: Service, as_: Any
) -> None:
    service.take_over(
        service.bare("0900-01"), executive=world.people.nobody, salary=Decimal("9000.00"), entered_on=date(2026, 1, 1)
    )
    address = f"{reverse('web:simulate')}?on=2026-03-06&pay.range_maximum=1000"
    assert "7,750.00" in said(as_("agency_hr").get(address))
    assert "0900-01" in said(as_("agency_hr").get(address))
    assert "0900-01" not in said(as_("agency_hr_elsewhere").get(address))


def test_nominations_are_found_by_number_state_and_department(world: Any, as_: Any) -> None:
    auditor, listed = as_("auditor"), reverse("web:nominations")
    assert "0417-30" in said(auditor.get(f"{listed}?q=0417&status=approved&department=REVENUE"))
    assert "0417-30" in said(auditor.get(f"{listed}?status=open"))
    assert "0417-30" not in said(auditor.get(f"{listed}?status=refused"))
    assert "0417-30" not in said(as_("agency_hr_elsewhere").get(listed))


def test_where_the_law_has_no_cap_on_the_day_pay_above_it_is_undetermined_and_not_nought(as_: Any) -> None:
    page = said(as_("auditor").get(f"{reverse('web:simulate')}?on=2026-03-05&seats.statewide_most=1"))
    above = page[page.index("Pay above it, for a month") :]
    assert above.startswith('Pay above it, for a month</th><td class="mb-num">not known</td>')


def test_a_page_that_asks_for_the_password_says_so_and_leads_back(world: Any, as_: Any) -> None:
    revenue = world.departments.revenue
    page = said(as_("personnel_director").get(reverse("web:seats_authorise", args=[revenue.pk])))
    assert "You are asked for your password" in page
    assert f'href="{reverse("web:service_department", args=[revenue.pk])}">Back</a>' in page
