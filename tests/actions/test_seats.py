"""Sizes, authorisations, seats taken over and mergers; whatever the order of acts, the cap of the state holds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meritbook.actions import ledger, merge_departments, seating, take_over_seat
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.core.errors import MeritbookError
from meritbook.core.service.replay import replay
from meritbook.core.verdict import Verdict
from meritbook.records.models import Appointment, Nomination, Position

SINCE = date(2026, 1, 1)


def same_as_the_tables() -> bool:
    """Whether the ledger's entries, taken again one by one, come to what the tables hold."""
    return replay(seating.told()) == seating.record().model_copy(update={"departments": ()})


# --- sizes and authorisations ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_size_ends_the_one_before_and_a_figure_of_the_same_day_is_corrected(service: Any) -> None:
    service.size("640", starts_on=date(2026, 1, 1))
    service.size("700", starts_on=date(2026, 2, 1))
    corrected = service.size("710.5", starts_on=date(2026, 2, 1))
    sizes = service.departments.revenue.sizes.order_by("starts_on")
    assert [(one.permanent_fte, one.starts_on, one.ends_before) for one in sizes] == [
        (Decimal("640.00"), date(2026, 1, 1), date(2026, 2, 1)),
        (Decimal("710.50"), date(2026, 2, 1), None),
    ]
    assert corrected == sizes.last()
    between = service.size("650", starts_on=date(2026, 1, 15))
    assert between.ends_before == date(2026, 2, 1)
    assert same_as_the_tables()


@pytest.mark.django_db
@pytest.mark.parametrize("fte", ["-1", "NaN", "1.005", "10000000"])
def test_fte_that_are_none_are_refused(service: Any, fte: str) -> None:
    with pytest.raises(MeritbookError, match="FTE"):
        service.size(fte)


@pytest.mark.django_db
def test_agency_hr_records_the_size_of_its_own_department_only(service: Any) -> None:
    taken = {"department": service.departments.revenue, "permanent_fte": Decimal(300), "source": "Payroll"}
    with pytest.raises(ForbiddenError):
        service.act("record_department_size", service.people.agency_hr_elsewhere, **taken)
    service.act("record_department_size", service.people.agency_hr, **taken)
    assert service.of().entitlement == 3


@pytest.mark.django_db
def test_fte_that_fall_leave_a_department_over_and_throw_nobody_out(service: Any, at: datetime) -> None:
    service.size("200", starts_on=SINCE)
    for number in ("0500-01", "0500-02"):
        service.take_over(service.bare(number))
    service.size("99", starts_on=date(2026, 2, 1))
    row = service.of()
    assert (row.filled, row.entitlement, row.vacant, row.over) == (2, 0, 0, 2)
    assert (row.verdict.verdict, row.verdict.effect.draft) == (Verdict.NOT_MET, "refuse_seat")
    assert "nobody leaves" in row.verdict.effect.says
    assert service.of(on=date(2026, 1, 15)).over == 0


@pytest.mark.django_db
def test_an_authorisation_that_has_not_begun_is_taken_back(service: Any, at: datetime) -> None:
    director = service.people.personnel_director
    taken = {"department": service.departments.revenue, "seats": 2, "cause": "A flood."}
    row = service.act("authorise_seats", director, starts_on=at.date() + timedelta(days=9), **taken)
    ended = service.act("end_authorisation", director, authorisation=row)
    assert ended.revoked_by == director
    with pytest.raises(seating.DatedActError):
        service.act("end_authorisation", director, authorisation=row)
    with pytest.raises(seating.DatedActError):
        service.act("authorise_seats", director, ends_before=at.date(), **taken)
    assert same_as_the_tables()


# --- seats that are taken over -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_executive_is_taken_over_with_the_seat(service: Any) -> None:
    service.size("100")
    position = service.bare("0500-01")
    executive = service.people.nobody
    seat = service.take_over(position, executive=executive, salary=Decimal("9000.50"), entered_on=date(2026, 2, 1))
    held = Appointment.objects.get()
    assert (held.seat, held.executive, held.method, held.status) == (seat, executive, "taken_over", "in_force")
    assert (held.starts_on, held.salary) == (date(2026, 2, 1), Decimal("9000.50"))
    assert Position.objects.get(pk=position.pk).incumbent == executive
    with pytest.raises(seating.InServiceError):
        service.take_over(position)
    with pytest.raises(take_over_seat.HolderError):
        service.take_over(service.bare("0500-02"), executive=executive)


@pytest.mark.django_db
def test_nobody_takes_over_a_seat_of_their_own_or_one_that_begins_in_the_future(service: Any, at: datetime) -> None:
    position = service.bare("0500-01")
    with pytest.raises(OwnCaseError):
        service.take_over(position, executive=service.people.personnel_staff)
    with pytest.raises(seating.DatedActError):
        service.take_over(position, starts_on=at.date() + timedelta(days=1))
    with pytest.raises(seating.DatedActError):
        service.take_over(position, entered_on=SINCE - timedelta(days=1))


@pytest.mark.django_db
def test_a_seat_over_the_entitlement_is_taken_over_and_shown_as_over(service: Any) -> None:
    service.size("99")
    service.take_over(service.bare("0500-01"))
    assert (service.of().filled, service.of().over) == (1, 1)


@pytest.mark.django_db
def test_a_seat_over_the_cap_of_the_state_is_not_taken_over(service: Any) -> None:
    for n in range(125):
        service.take_over(service.bare(f"T-{n:03}", service.departments.transport))
    with pytest.raises(seating.NoSeatError) as refused:
        service.take_over(service.bare("T-125", service.departments.transport))
    assert "125" in refused.value.message
    assert same_as_the_tables()


# --- departments that end ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_seats_that_are_left_in_an_abolished_department_are_a_case(service: Any, at: datetime) -> None:
    service.size("300")
    service.take_over(service.bare("0500-01"))
    service.act("end_department", service.people.system_administrator, department=service.departments.revenue)
    row = service.of()
    assert (row.ended, row.left_behind, row.entitlement, row.over) == (True, True, 0, 1)
    assert service.of(on=at.date() - timedelta(days=1)) is None or not service.of(on=SINCE).ended


@pytest.mark.django_db
def test_positions_and_seats_go_with_a_merger(service: Any, at: datetime) -> None:
    revenue, transport = service.departments.revenue, service.departments.transport
    service.size("300", starts_on=SINCE)
    service.size("90", transport, starts_on=SINCE)
    service.take_over(service.bare("T-1", transport))
    service.act(
        "merge_departments",
        service.people.personnel_staff,
        department=transport,
        into=revenue,
        permanent_fte=Decimal(390),
        source="Report after the merger",
        day=date(2026, 2, 1),
    )
    assert (service.of().filled, service.of().entitlement) == (1, 3)
    assert service.of(transport) is None
    before = date(2026, 1, 15)
    assert (service.of(on=before).filled, service.of(transport, on=before).filled) == (0, 1)
    assert (service.of(transport, on=before).over, service.of(transport, on=before).ended) == (1, False)
    assert same_as_the_tables()


@pytest.mark.django_db
def test_a_merger_without_the_fte_of_the_successor_leaves_its_entitlement_open(service: Any) -> None:
    service.size("300", starts_on=SINCE)
    taken = {"department": service.departments.transport, "into": service.departments.revenue}
    service.act("merge_departments", service.people.personnel_staff, **taken)
    assert (service.of().fte, service.of().entitlement, service.of().vacant) == (None, None, None)
    with pytest.raises(MeritbookError):
        service.act("merge_departments", service.people.personnel_staff, **taken)


@pytest.mark.django_db
def test_departments_whose_positions_share_a_number_are_not_merged(service: Any) -> None:
    service.bare("0500-01")
    service.bare("0500-01", service.departments.transport)
    with pytest.raises(merge_departments.NumberClashError) as refused:
        service.act(
            "merge_departments",
            service.people.personnel_staff,
            department=service.departments.transport,
            into=service.departments.revenue,
        )
    assert refused.value.details["numbers"] == ["0500-01"]
    assert Position.objects.filter(department=service.departments.transport).count() == 1


@pytest.mark.django_db
def test_an_abolished_department_may_still_be_merged_on_the_day_of_its_end(service: Any, at: datetime) -> None:
    transport = service.departments.transport
    service.take_over(service.bare("T-1", transport))
    service.act("end_department", service.people.system_administrator, department=transport)
    taken = {"department": transport, "into": service.departments.revenue}
    with pytest.raises(merge_departments.MergerError):
        service.act("merge_departments", service.people.personnel_staff, day=SINCE, **taken)
    service.act("merge_departments", service.people.personnel_staff, **taken)
    assert (service.of().filled, service.of(transport)) == (1, None)
    with pytest.raises(merge_departments.MergerError):
        service.act("merge_departments", service.people.personnel_staff, **{**taken, "into": transport})


# --- at once -----------------------------------------------------------------------------------------------------


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that began together: the name of what came back, or of the error."""
    ready = threading.Barrier(len(acts))
    outcomes: list[object] = []

    def do(act: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=20)
            outcomes.append(act())
        except MeritbookError as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.mark.django_db(transaction=True)
def test_of_two_nominations_for_one_last_seat_at_the_same_moment_one_gets_it(service: Any) -> None:
    service.size("100")
    first, second = service.position("0500-01"), service.position("0500-02")
    outcomes = at_once(lambda: service.nominate(first), lambda: service.nominate(second))
    assert outcomes == ["NoSeatError", "Nomination"]
    assert Nomination.objects.count() == 1
    assert ledger.verify().sound
    assert same_as_the_tables()


@pytest.mark.django_db(transaction=True)
def test_of_two_nominations_of_one_position_at_the_same_moment_one_stands(service: Any) -> None:
    service.size("500")
    position = service.position("0500-01")
    outcomes = at_once(lambda: service.nominate(position), lambda: service.nominate(position))
    assert outcomes == ["InServiceError", "Nomination"]
    assert ledger.verify().sound


@pytest.mark.django_db(transaction=True)
def test_a_seat_that_is_taken_over_and_one_that_is_nominated_for_at_once_do_not_break_the_cap(
    service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lower_cap(monkeypatch, 1)
    service.size("500")
    nominated, found = service.position("0500-01"), service.bare("0500-02")
    outcomes = at_once(lambda: service.nominate(nominated), lambda: service.take_over(found))
    assert outcomes in (["NoSeatError", "Nomination"], ["NoSeatError", "Seat"])
    assert service.state().taken == 1


# --- whatever the order ------------------------------------------------------------------------------------------


def _lower_cap(monkeypatch: pytest.MonkeyPatch, cap: int) -> None:
    """The office's law with a lower cap, so that few acts come to it."""
    from meritbook.actions.service_law import service_law
    from meritbook.core.law.pack import Law

    law = service_law()
    values = law.value_on
    lowered = {"seats.statewide_most": Decimal(cap)}

    def value_on(self: Law, parameter: str, day: date) -> Any:
        dated = values(parameter, day)
        return dated.model_copy(update={"value": lowered[parameter]}) if dated and parameter in lowered else dated

    monkeypatch.setattr(Law, "value_on", value_on)


CAP = 2
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ("nominate", "return", "resubmit", "withdraw", "decide", "enter", "take_over", "size", "authorise", "end")
        ),
        st.integers(0, 3),
        st.integers(-40, 40),
    ),
    min_size=4,
    max_size=22,
)


class _Acts:
    """Acts drawn at random on four positions; what the rules refuse is refused, and the rest is done."""

    def __init__(self, service: Any, at: datetime) -> None:
        self.service, self.at, self.people = service, at, service.people
        self.positions = [service.position(f"0500-0{n}") for n in range(4)]

    def of(self, n: int) -> Any:
        return Nomination.objects.filter(position=self.positions[n]).order_by("pk").last()

    def do(self, name: str, n: int, days: int) -> None:
        service, people, day = self.service, self.people, self.at.date() + timedelta(days=days)
        director = people.department_director
        if name == "nominate":
            service.nominate(self.positions[n])
        elif name == "take_over":
            service.take_over(self.positions[n], starts_on=min(day, self.at.date()))
        elif name == "size":
            service.size(str((n + 1) * 100), starts_on=day)
        elif name == "authorise":
            taken = {"department": service.departments.revenue, "seats": n + 1, "cause": "A flood."}
            service.act("authorise_seats", people.personnel_director, starts_on=day, **taken)
        elif name == "end":
            row = service.departments.revenue.seat_authorisations.order_by("pk").last()
            if row is not None:
                service.act("end_authorisation", people.personnel_director, authorisation=row, ends_before=day)
        elif (nomination := self.of(n)) is not None:
            if name == "return":
                service.act("return_nomination", people.analyst, nomination=nomination)
            elif name == "resubmit":
                service.act("resubmit_nomination", director, nomination=nomination)
            elif name == "withdraw":
                service.act("withdraw_nomination", director, nomination=nomination)
            elif name == "enter":
                service.act("set_entry_day", people.agency_hr, nomination=nomination, starts_on=day)
            else:
                self._decide(nomination, approve=days > -20)

    def _decide(self, nomination: Any, *, approve: bool) -> None:
        if nomination.status == "submitted":
            self.service.judge(nomination)
            if nominating_decision(nomination) is None:
                self.service.allocate(nomination.position)
            taken = {"nomination": nomination, "in_management_class": True}
            self.service.act("review_nomination", self.people.analyst, **taken)
        taken = {"nomination": nomination, "approve": approve, "reason": "As asked."}
        self.service.act("decide_nomination", self.people.personnel_director, **taken)


def nominating_decision(nomination: Any) -> Any:
    from meritbook.actions import nominating

    return nominating.standing_decision(nomination.position)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_order_of_acts_breaks_the_cap_and_the_ledger_gives_the_same_state_again(
    service: Any, at: datetime, acts: list[tuple[str, int, int]]
) -> None:
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        _lower_cap(patch, CAP)
        drawn = _Acts(service, at)
        service.size("1000", starts_on=at.date() - timedelta(days=30))
        for name, n, days in acts:
            try:
                with transaction.atomic():
                    drawn.do(name, n, days)
            except MeritbookError:
                continue
        days_of_change = {at.date(), *(at.date() + timedelta(days=n) for n in range(-41, 42, 3))}
        for seat in seating.record().seats:
            days_of_change.add(seat.starts_on)
        for day in days_of_change:
            assert service.state(day).taken <= CAP
        assert same_as_the_tables()
        transaction.set_rollback(True)
