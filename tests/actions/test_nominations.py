"""From a nomination to a seat: who acts, what the law asks for, and what becomes of the seat meanwhile."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from appointing_world import vouch
from meritbook.actions import nominating, seating
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.core.verdict import Verdict
from meritbook.records.models import Department, Nomination, NominationStatus, Position, Seat
from meritbook.records.states import StateError

pytestmark = pytest.mark.django_db


def test_a_nominated_position_goes_the_whole_way_into_the_service(service: Any, at: Any) -> None:
    service.size("250")
    position = service.position("0500-01")
    nomination = service.reviewed(position)
    assert nomination.allocation.outcome == "class"
    decided = service.act("decide_nomination", service.people.personnel_director, nomination=nomination, approve=True)
    assert decided.status == NominationStatus.APPROVED
    assert decided.director_notice.original().startswith(b"%PDF")
    assert decided.director_notice_id != decided.hr_notice_id
    assert (service.of().filled, service.of().reserved) == (0, 1)
    first = at.date() + timedelta(days=10)
    entered = service.act("set_entry_day", service.people.agency_hr, nomination=decided, starts_on=first)
    assert (entered.status, entered.seat.starts_on, entered.seat.position) == ("entered", first, position)
    # Until its first day the seat is reserved, afterwards filled.
    assert (service.of().filled, service.of().reserved) == (0, 1)
    assert (service.of(on=first).filled, service.of(on=first).reserved) == (1, 0)
    said = {one.rule: one.verdict for one in nominating.verdicts_of(entered, on=first)}
    assert said["nomination.review"] is Verdict.MET


def test_a_director_does_not_nominate_the_position_that_they_hold(service: Any) -> None:
    service.size("250")
    own = service.position("0500-01", incumbent=service.people.department_director)
    with pytest.raises(OwnCaseError):
        service.nominate(own)
    assert not Nomination.objects.exists()


def test_only_a_director_of_the_department_nominates_and_that_of_all_departments_is_one(service: Any) -> None:
    from meritbook.records.models import Role

    service.size("250")
    position = service.position("0500-01")
    taken = {"position": position, "rationale": "It directs the division."}
    for who in ("agency_hr", "analyst", "personnel_director", "appointing_authority"):
        with pytest.raises(ForbiddenError):
            service.act("nominate_position", getattr(service.people, who), **taken)
    admin = service.people.system_administrator
    transport = Department.objects.get(code="transport")
    for who, department in ((service.people.nobody, None), (service.people.supervisor, transport)):
        service.act("grant_role", admin, user=who, role=Role.DEPARTMENT_DIRECTOR, department=department)
    with pytest.raises(ForbiddenError):
        service.act("nominate_position", service.people.supervisor, **taken)
    assert service.act("nominate_position", service.people.nobody, **taken).nominated_by == service.people.nobody


def test_whoever_nominates_for_all_departments_appoints_for_all(service: Any) -> None:
    from meritbook.actions.permissions import Capability, Standing
    from meritbook.records.models import Role

    admin = service.people.system_administrator
    service.act("grant_role", admin, user=service.people.nobody, role=Role.DEPARTMENT_DIRECTOR)
    standing, position = Standing(service.people.nobody, date(2026, 3, 2)), service.position("0500-01")
    for one in (Capability.NOMINATE_POSITION, Capability.APPOINT_EXECUTIVE):
        assert standing.may(one, position)


def test_the_permission_is_asked_of_the_position_as_it_stands_once_it_is_locked(service: Any) -> None:
    """Whoever became the incumbent while the page was open withdraws the nomination no more."""
    service.size("250")
    nomination = service.nominate(service.position("0500-01"))
    director = service.people.department_director
    position = Position.objects.get(pk=nomination.position_id)
    position.incumbent = director
    position.save()
    vouch(position)
    with pytest.raises(OwnCaseError):
        service.act("withdraw_nomination", director, nomination=nomination)


def test_without_an_official_description_nothing_is_nominated(service: Any) -> None:
    service.size("250")
    described = service.describe(service.description.model_copy(update={"number": "0500-01"}))
    with pytest.raises(nominating.IncompleteError):
        service.nominate(described.position)


def test_a_position_is_nominated_once_at_a_time_and_not_while_it_is_in_the_service(service: Any) -> None:
    service.size("300")
    position = service.position("0500-01")
    service.nominate(position)
    with pytest.raises(seating.InServiceError):
        service.nominate(position)
    held = service.position("0500-02")
    service.take_over(held)
    with pytest.raises(seating.InServiceError):
        service.nominate(held)


def test_a_seat_beyond_the_entitlement_is_refused_with_the_rule(service: Any) -> None:
    service.size("199")
    service.nominate(service.position("0500-01"))
    with pytest.raises(seating.NoSeatError) as refused:
        service.nominate(service.position("0500-02"))
    assert refused.value.details["verdict"]["rule"] == "seats.department_entitlement"
    assert "1" in refused.value.message
    assert Nomination.objects.count() == 1


def test_ninety_nine_fte_allow_no_seat_and_a_hundred_allow_one(service: Any) -> None:
    position = service.position("0500-01")
    service.size("99")
    with pytest.raises(seating.NoSeatError):
        service.nominate(position)
    service.size("100")
    assert service.nominate(position).status == NominationStatus.SUBMITTED


def test_without_fte_whether_a_seat_is_free_cannot_be_said(service: Any) -> None:
    with pytest.raises(seating.SeatUndeterminedError) as refused:
        service.nominate(service.position("0500-01"))
    assert "agency hr" in refused.value.message
    row = service.of()
    assert (row.entitlement, row.vacant, row.over) == (None, None, None)
    assert row.verdict.verdict is Verdict.UNDETERMINED


def test_the_hundred_and_twenty_sixth_is_refused_with_the_rule_of_the_state(service: Any) -> None:
    service.size("1500")
    for n in range(124):
        service.take_over(service.bare(f"T-{n:03}", service.departments.transport))
    service.nominate(service.position("0500-01"))
    with pytest.raises(seating.NoSeatError) as refused:
        service.nominate(service.position("0500-02"))
    assert refused.value.details["verdict"]["rule"] == "seats.state_cap"
    assert (service.state().taken, service.state().vacant) == (125, 0)


def test_an_authorised_seat_can_be_nominated_for_while_the_authorisation_holds(service: Any, at: Any) -> None:
    service.size("99")
    position = service.position("0500-01")
    more = service.act(
        "authorise_seats",
        service.people.personnel_director,
        department=service.departments.revenue,
        seats=1,
        cause="A court ordered a second division.",
        ends_before=at.date() + timedelta(days=90),
    )
    assert service.of().allowed == 1
    service.act("end_authorisation", service.people.personnel_director, authorisation=more)
    with pytest.raises(seating.NoSeatError):
        service.nominate(position)


def test_a_returned_nomination_loses_its_place_and_comes_late(service: Any) -> None:
    service.size("100")
    first = service.nominate(service.position("0500-01"))
    service.act("return_nomination", service.people.analyst, nomination=first)
    service.nominate(service.position("0500-02"))
    director = service.people.department_director
    with pytest.raises(seating.NoSeatError):
        service.act("resubmit_nomination", director, nomination=first)
    service.size("200")
    again = service.act("resubmit_nomination", director, nomination=first, rationale="With the chart.")
    assert (again.status, again.submissions, again.rationale) == ("submitted", 2, "With the chart.")
    assert service.of().reserved == 2


def test_a_nomination_that_comes_again_with_another_description_is_judged_anew(service: Any) -> None:
    from decimal import Decimal

    service.size("200")
    position = service.position("0500-01")
    nomination = service.reviewed(position)
    service.act("return_nomination", service.people.analyst, nomination=nomination)
    changed = service.describe(service.description.model_copy(update={"number": "0500-01", "fte": Decimal(50)}))
    submitted = service.act("submit_description", service.people.agency_hr, version=changed.version)
    service.act("sign_description", service.people.appointing_authority, version=submitted)
    again = service.act("resubmit_nomination", service.people.department_director, nomination=nomination)
    assert (again.reviewed_at, again.allocation, again.in_management_class) == (None, None, None)
    assert nominating.judged_of(again) == {}
    with pytest.raises(nominating.NotAllocatedError):
        service.act("review_nomination", service.people.analyst, nomination=again, in_management_class=True)


def test_a_withdrawn_nomination_frees_the_seat_even_after_the_approval(service: Any) -> None:
    service.size("100")
    approved = service.approved(service.position("0500-01"))
    director = service.people.department_director
    service.act("withdraw_nomination", director, nomination=approved)
    assert service.of().vacant == 1
    with pytest.raises(StateError):
        service.act("withdraw_nomination", director, nomination=approved)


def test_a_criterion_that_is_not_met_keeps_a_position_from_being_approved(service: Any) -> None:
    service.size("200")
    nomination = service.reviewed(service.position("0500-01"), capital=Verdict.NOT_MET)
    taken = {"nomination": nomination, "approve": True, "reason": "It matters all the same."}
    with pytest.raises(nominating.CriteriaError) as refused:
        service.act("decide_nomination", service.people.personnel_director, **taken)
    assert refused.value.details["verdict"]["rule"] == "seats.criteria"
    decided = service.act("decide_nomination", service.people.personnel_director, **{**taken, "approve": False})
    assert decided.status == NominationStatus.REFUSED
    assert service.of().vacant == 2


def test_what_is_still_open_is_judged_before_an_approval(service: Any) -> None:
    service.size("200")
    nomination = service.reviewed(service.position("0500-01"), segment_is_large=Verdict.UNDETERMINED)
    decide = {"nomination": nomination, "approve": True}
    with pytest.raises(nominating.CriteriaError):
        service.act("decide_nomination", service.people.personnel_director, **decide)
    service.act(
        "judge_criterion",
        service.people.personnel_director,
        nomination=nomination,
        fact="position.segment_is_large",
        verdict=Verdict.MET,
        says="A third of the department.",
    )
    decided = service.act("decide_nomination", service.people.personnel_director, **decide)
    assert decided.status == NominationStatus.APPROVED


def test_a_position_outside_the_management_class_is_not_approved(service: Any) -> None:
    service.size("200")
    nomination = service.reviewed(service.position("0500-01"), in_management_class=False)
    with pytest.raises(nominating.CriteriaError):
        service.act("decide_nomination", service.people.personnel_director, nomination=nomination, approve=True)


def test_a_refusal_needs_its_reason(service: Any) -> None:
    service.size("200")
    nomination = service.reviewed(service.position("0500-01"))
    with pytest.raises(nominating.NominationReasonError):
        service.act("decide_nomination", service.people.personnel_director, nomination=nomination, approve=False)


def test_a_judgement_other_than_what_was_read_needs_a_reason(service: Any) -> None:
    service.size("200")
    nomination = service.nominate(service.position("0500-01"))
    taken = {"nomination": nomination, "fact": "position.controls/human"}
    with pytest.raises(nominating.NominationReasonError):
        service.act("judge_criterion", service.people.analyst, verdict=Verdict.NOT_MET, **taken)
    judged = service.act("judge_criterion", service.people.analyst, verdict=Verdict.MET, **taken)
    assert judged.agrees
    assert "Directs four field units" in judged.evidence_json
    again = service.act("judge_criterion", service.people.analyst, verdict=Verdict.NOT_MET, says="They left.", **taken)
    assert (again.pk, again.agrees) == (judged.pk, False)


def test_a_nomination_without_a_decided_allocation_is_not_reviewed(service: Any) -> None:
    service.size("200")
    nomination = service.nominate(service.position("0500-01"))
    with pytest.raises(nominating.NotAllocatedError):
        service.act("review_nomination", service.people.analyst, nomination=nomination, in_management_class=True)


def test_whoever_holds_the_position_acts_on_no_step_of_its_nomination(service: Any) -> None:
    service.size("200")
    held = service.position("0500-01", incumbent=service.people.analyst)
    nomination = service.nominate(held)
    with pytest.raises(OwnCaseError):
        service.act("return_nomination", service.people.analyst, nomination=nomination)
    service.act("return_nomination", service.people.second_analyst, nomination=nomination)


def test_nobody_decides_on_a_nomination_that_they_made(service: Any) -> None:
    from meritbook.records.models import Role

    service.size("200")
    admin, director = service.people.system_administrator, service.people.department_director
    service.act("grant_role", admin, user=director, role=Role.PERSONNEL_DIRECTOR)
    nomination = service.reviewed(service.position("0500-01"))
    with pytest.raises(OwnCaseError):
        service.act("decide_nomination", director, nomination=nomination, approve=True)


def test_a_position_enters_on_the_day_of_the_decision_at_the_earliest(service: Any, at: Any) -> None:
    service.size("200")
    approved = service.approved(service.position("0500-01"))
    hr = service.people.agency_hr
    with pytest.raises(nominating.EntryDayError):
        service.act("set_entry_day", hr, nomination=approved, starts_on=at.date() - timedelta(days=1))
    entered = service.act("set_entry_day", hr, nomination=approved, starts_on=at.date())
    assert service.of().filled == 1
    with pytest.raises(StateError):
        service.act("set_entry_day", hr, nomination=entered, starts_on=at.date())
    assert Seat.objects.count() == 1


def test_an_approval_is_refused_when_the_department_has_shrunk_meanwhile(service: Any) -> None:
    service.size("200")
    service.take_over(service.bare("0500-09"))
    nomination = service.reviewed(service.position("0500-01"))
    service.size("150")
    with pytest.raises(seating.NoSeatError):
        service.act("decide_nomination", service.people.personnel_director, nomination=nomination, approve=True)
    assert service.of().over == 1
