"""Who is appointed, by whom, on what; and what the law, the database and one's own case refuse."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from appointing_world import AT, CAP, RAISED, Service, acknowledge, act, in_force, propose, service, transfer, vouch
from meritbook.actions import (
    SYSTEM,
    acknowledge_rights,
    begin_appointments,
    decline_appointment,
    end_appointment,
    make_appointment,
    release_executive,
    service_law,
    withdraw_appointment,
)
from meritbook.actions import appointing_policies as possible
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.core.service.rights import rights_of
from meritbook.records.models import Appointment, Position
from meritbook.records.states import StateError
from service_world import appointment_row

__all__ = ["service"]

pytestmark = pytest.mark.django_db
BECAUSE = "The examination is under way."
LATER = datetime(2004, 9, 15, 16, 0, tzinfo=UTC)


def incumbent(seat: Any) -> Any:
    return Position.objects.get(pk=seat.position_id).incumbent


def test_an_appointment_waits_for_the_rights_and_comes_into_force_with_the_verdicts(service: Service) -> None:
    row = propose(service)
    assert row.status == "proposed"
    with pytest.raises(StateError):
        act(make_appointment, service.director, appointment=row, qualification_because=BECAUSE)
    acknowledge(row)
    made = act(make_appointment, service.director, appointment=row, qualification_because=BECAUSE)
    assert made.status == "in_force"
    said = {one["rule"]: one["verdict"] for one in json.loads(made.verdicts_json)}
    assert said == {"appointment.authority": "met", "allocation.first": "undetermined", "pay.cap": "met"}
    assert made.qualification_because == BECAUSE


def test_the_incumbent_follows_on_the_first_day_and_not_before(service: Service) -> None:
    row = in_force(service)
    assert incumbent(row.seat) is None
    assert begin_appointments.perform(SYSTEM, at=AT, why="Daily.", on=date(2004, 9, 14)) == ()
    changed = begin_appointments.perform(SYSTEM, at=LATER, why="Daily.")
    assert [one.number for one in changed] == ["R-1"]
    assert incumbent(row.seat) == service.candidate
    assert begin_appointments.perform(SYSTEM, at=LATER, why="Again.") == ()


def test_whose_first_day_has_come_holds_the_position_at_once(service: Service) -> None:
    assert incumbent(in_force(service, starts_on=date(2004, 9, 1)).seat) == service.candidate


def test_a_salary_at_the_cap_is_proposed_and_a_cent_over_is_refused_with_the_rule(service: Service) -> None:
    with pytest.raises(possible.LawRefusesError) as refused:
        propose(service, salary=RAISED)
    assert refused.value.details["rule"] == "pay.cap"
    assert propose(service, salary=CAP).salary == CAP


@pytest.mark.parametrize("salary", ["9000.005", "-1", "NaN", "10000000"])
def test_what_is_no_salary_for_a_month_is_refused(service: Service, salary: str) -> None:
    with pytest.raises(possible.SalaryError):
        propose(service, salary=Decimal(salary))


def test_only_the_director_of_the_department_of_the_seat_proposes(service: Service) -> None:
    for user in (service.other_director, service.officer, service.personnel_director, service.auditor):
        with pytest.raises(ForbiddenError):
            propose(service, by=user)


def test_a_director_does_not_propose_themselves(service: Service) -> None:
    with pytest.raises(OwnCaseError):
        propose(service, executive=service.director)


def test_a_director_who_is_proposed_by_another_does_not_conclude_it(service: Service) -> None:
    row = propose(service)
    Appointment.objects.filter(pk=row.pk).update(executive=service.director)
    row.refresh_from_db()
    vouch(row)
    for action, more in ((make_appointment, {}), (withdraw_appointment, {"reason": "No."})):
        with pytest.raises(OwnCaseError):
            act(action, service.director, appointment=row, **more)


def test_a_transfer_waits_for_the_director_of_the_department_that_is_left(service: Service) -> None:
    row = acknowledge(transfer(service))
    assert row.releasing == service.departments.transport
    with pytest.raises(possible.LawRefusesError) as refused:
        act(make_appointment, service.director, appointment=row, qualification_because=BECAUSE)
    assert refused.value.details["rule"] == "appointment.authority"
    with pytest.raises(ForbiddenError):
        act(release_executive, service.director, appointment=row)
    act(release_executive, service.other_director, appointment=row)
    with pytest.raises(possible.AlreadyReleasedError):
        act(release_executive, service.other_director, appointment=row)
    act(make_appointment, service.director, appointment=row, qualification_because=BECAUSE)
    former = Appointment.objects.get(pk=service.appointment.pk)
    assert (former.ends_before, former.ended_cause) == (date(2004, 9, 15), "transfer")
    assert incumbent(former.seat) == service.executive
    begin_appointments.perform(SYSTEM, at=LATER, why="Daily.")
    assert incumbent(former.seat) is None
    assert incumbent(row.seat) == service.executive


def test_a_director_does_not_release_themselves(service: Service) -> None:
    row = transfer(service)
    Appointment.objects.filter(pk=row.pk).update(executive=service.other_director)
    row.refresh_from_db()
    vouch(row)
    with pytest.raises(OwnCaseError):
        act(release_executive, service.other_director, appointment=row)


def test_what_is_no_transfer_needs_no_release(service: Service) -> None:
    with pytest.raises(possible.NotTransferError):
        act(release_executive, service.director, appointment=propose(service))


def test_an_executive_is_not_proposed_for_a_second_seat_but_by_transfer(service: Service) -> None:
    with pytest.raises(possible.HoldsAnotherSeatError):
        propose(service, executive=service.executive)
    with pytest.raises(possible.MethodError):
        propose(service, method="transfer")


def test_the_database_refuses_an_executive_in_two_seats_and_a_seat_with_two(service: Service) -> None:
    for seat, executive in ((service.vacant, service.executive), (service.held, service.candidate)):
        with pytest.raises(IntegrityError), transaction.atomic():
            appointment_row(seat, executive, service.staff)


def test_a_seat_has_one_open_appointment_and_one_holder(service: Service) -> None:
    propose(service)
    with pytest.raises(possible.SeatHeldError):
        propose(service)
    with pytest.raises(possible.SeatHeldError):
        propose(service, seat=service.in_revenue.seat)


def test_a_position_that_moves_in_with_its_holder_is_not_recorded_as_a_promotion(service: Service) -> None:
    moved = {"seat": service.moving, "executive": service.holder, "method": "with_position"}
    with pytest.raises(possible.LawRefusesError) as refused:
        propose(service, **moved, recorded_as_promotion=True)
    assert refused.value.details["rule"] == "appointment.authority"
    assert propose(service, **moved).method == "with_position"


def test_a_promotional_competition_for_the_position_that_one_holds_is_the_same_promotion(service: Service) -> None:
    with pytest.raises(possible.LawRefusesError):
        propose(service, seat=service.moving, executive=service.holder, method="promotional_competition")


def test_nobody_moves_in_with_a_position_that_they_do_not_hold(service: Service) -> None:
    with pytest.raises(possible.MethodError):
        propose(service, method="with_position")


def test_reinstatement_names_the_class_in_which_the_person_was_certified(service: Service) -> None:
    with pytest.raises(possible.MethodError):
        propose(service, method="reinstatement")
    assert propose(service, method="reinstatement", previous_class="Management").previous_class == "Management"


def test_an_undetermined_qualification_needs_a_reason(service: Service) -> None:
    row = acknowledge(propose(service))
    with pytest.raises(possible.QualificationOpenError):
        act(make_appointment, service.director, appointment=row)


def test_the_rights_that_are_acknowledged_are_those_that_were_shown(service: Service) -> None:
    row = propose(service)
    with pytest.raises(possible.RightsChangedError):
        act(acknowledge_rights, service.candidate, appointment=row, sha256="0" * 64)
    with pytest.raises(ForbiddenError):
        act(acknowledge_rights, service.holder, appointment=row, sha256="0" * 64)
    done = acknowledge(row)
    rights = rights_of(service_law.service_law())
    assert rights is not None
    assert done.rights_sha256 == rights.sha256
    assert json.loads(done.rights_json)["given_up"][0]["key"] == "retention"


def test_an_executive_declines_and_a_director_withdraws_and_the_seat_is_free_again(service: Service) -> None:
    row = propose(service)
    with pytest.raises(ForbiddenError):
        act(decline_appointment, service.holder, appointment=row, reason="No.")
    assert act(decline_appointment, service.candidate, appointment=row, reason="Stays.").status == "declined"
    again = acknowledge(propose(service))
    assert act(withdraw_appointment, service.director, appointment=again, reason="Cut.").status == "withdrawn"
    propose(service)


def test_the_seat_falls_vacant_after_the_last_day(service: Service) -> None:
    row = act(
        end_appointment,
        service.other_director,
        appointment=service.appointment,
        cause="resignation",
        last_day=date(2004, 9, 30),
        reason="Moves away.",
    )
    assert row.ends_before == date(2004, 10, 1)
    assert incumbent(row.seat) == service.executive
    begin_appointments.perform(SYSTEM, at=AT, why="Daily.", on=date(2004, 9, 30))
    assert incumbent(row.seat) == service.executive
    begin_appointments.perform(SYSTEM, at=AT, why="Daily.", on=date(2004, 10, 1))
    assert incumbent(row.seat) is None


@pytest.mark.parametrize(("cause", "day"), [("transfer", "2004-09-30"), ("layoff", "2004-06-30"), ("", "2004-09-30")])
def test_an_appointment_does_not_end_so(service: Service, cause: str, day: str) -> None:
    with pytest.raises(possible.EndError):
        act(
            end_appointment,
            service.other_director,
            appointment=service.appointment,
            cause=cause,
            last_day=date.fromisoformat(day),
            reason="So.",
        )


def test_a_seat_is_filled_only_while_the_position_is_in_the_service(service: Service) -> None:
    with pytest.raises(possible.SeatTermError):
        propose(service, starts_on=date(2004, 6, 30))


def link(application: Any, seat: Any, person: Any) -> None:
    """The application is the person's, in an examination for the position."""
    application.examination.position = seat.position
    application.examination.save()
    application.user = person
    application.save()
    vouch(application, application.examination)


@pytest.mark.parametrize(
    ("which", "answer"), [("qualified", "met"), ("refused", "not_met"), ("information", "undetermined")]
)
def test_the_qualification_check_reads_the_determination_that_stands(
    service: Service, examined: Any, which: str, answer: str
) -> None:
    application = _determined(examined, which)
    link(application, service.vacant, service.candidate)
    row = acknowledge(propose(service))
    assert (row.qualification, row.application) == (answer, application)
    if answer == "met":
        made = act(make_appointment, service.director, appointment=row, qualification_because=BECAUSE)
        assert (made.status, made.qualification_because) == ("in_force", "")
        return
    wrong = possible.NotQualifiedError if answer == "not_met" else possible.QualificationOpenError
    with pytest.raises(wrong):
        act(make_appointment, service.director, appointment=row)
    if answer == "not_met":
        with pytest.raises(wrong):
            act(make_appointment, service.director, appointment=row, qualification_because=BECAUSE)


def _determined(examined: Any, which: str) -> Any:
    """The application that was determined so."""
    from meritbook.records.models import Application

    outcome = {"qualified": "qualified", "refused": "not_qualified", "information": "information"}[which]
    return Application.objects.filter(
        examination=examined.examination, determinations__outcome=outcome, determinations__status="standing"
    ).earliest("pk")


def test_an_examination_of_somebody_else_or_for_another_position_says_nothing(service: Service, examined: Any) -> None:
    link(_determined(examined, "qualified"), service.vacant, service.holder)
    row = propose(service)
    assert (row.qualification, row.application) == ("undetermined", None)
