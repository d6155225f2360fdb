"""What the office records of a contract, serves and withdraws, and what the law says of its days."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from appointing_world import AT, CAP, RAISED, Service, act, propose, service
from meritbook.actions import appointing_policies as possible
from meritbook.actions import (
    change_contract,
    record_contract,
    restore_support,
    review_seat,
    serve_notice,
    service_law,
    withdraw_notice,
    withdraw_support,
)
from meritbook.actions.limit_policies import LimitUnknownError
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.service_record import record_of
from meritbook.core.service.facts import belonging_facts, contract_facts
from meritbook.records.models import Appointment
from meritbook.writers.errors import LetterError
from papers import faults_of, words_of_pdf
from service_world import contract_row

__all__ = ["LetterError", "service"]

pytestmark = pytest.mark.django_db
SPRING = datetime(2005, 5, 2, 16, 0, tzinfo=UTC)


def record(service: Service, **more: Any) -> Any:
    taken = {
        "appointment": service.in_revenue,
        "starts_on": date(2005, 7, 1),
        "ends_before": date(2006, 7, 1),
        "salary": CAP,
        **more,
    }
    return act(record_contract, taken.pop("by", service.officer), taken.pop("at", AT), **taken)


def days(contract: Any, **more: Any) -> dict[str, Any]:
    return {
        "contract": contract,
        "agreed_on": contract.agreed_on,
        "states_criteria": contract.states_criteria,
        "on_standard_form": contract.on_standard_form,
        "at_department_hr_on": contract.at_department_hr_on,
        "at_central_hr_on": contract.at_central_hr_on,
        "filed_on": contract.filed_on,
        "taken_from_file_on": contract.taken_from_file_on,
        **more,
    }


def in_year(service: Service, **more: Any) -> Any:
    """A contract of the fiscal year 2004-05 for somebody who has none."""
    return record(service, **{"starts_on": date(2004, 8, 1), "ends_before": date(2005, 7, 1), **more})


@pytest.fixture
def without(service: Service) -> Service:
    """The tenant's contract is none of the fiscal year 2004-05: the term is free."""
    from appointing_world import vouch

    row = service.contract
    row.starts_on, row.ends_before = date(2009, 7, 1), date(2010, 7, 1)
    row.save()
    vouch(row)
    return service


def test_a_salary_at_the_cap_is_recorded_and_a_cent_over_is_refused_with_the_verdict(without: Service) -> None:
    with pytest.raises(possible.LawRefusesError) as refused:
        in_year(without, salary=RAISED)
    (said,) = refused.value.details["verdicts"]
    assert (said["rule"], said["verdict"]) == ("pay.cap", "not_met")
    assert in_year(without, salary=CAP).salary == CAP


def test_a_salary_with_three_decimals_is_none(without: Service) -> None:
    with pytest.raises(possible.SalaryError):
        in_year(without, salary=Decimal("9000.001"))
    assert in_year(without, salary=Decimal("9000.100")).salary == Decimal("9000.10")


def test_a_salary_of_nothing_is_none(service: Service) -> None:
    with pytest.raises(possible.SalaryError):
        propose(service, salary=Decimal(0))
    assert propose(service, salary=Decimal("0.01")).salary == Decimal("0.01")


def test_a_contract_from_a_day_without_a_limit_is_recorded_up_to_the_last_known_one_and_left_open(
    service: Service,
) -> None:
    # The limit of 2004-05 is $10,763.00 a month, and none is on record for 2005-06.
    with pytest.raises(LimitUnknownError):
        record(service, salary=RAISED)
    row = record(service, salary=Decimal("10763.00"))
    said = json.loads(_last_entry())["facts"]
    assert (row.salary, said["salary_verdict"]) == (Decimal("10763.00"), "undetermined")


def test_a_contract_from_before_the_law_is_known_is_recorded_and_the_cap_left_open(service: Service) -> None:
    held = service.in_revenue
    held.starts_on = date(2003, 7, 1)
    held.save()
    from appointing_world import vouch

    vouch(held)
    record(service, starts_on=date(2003, 7, 1), ends_before=date(2004, 7, 1), salary=RAISED)
    assert json.loads(_last_entry())["facts"]["salary_verdict"] == "undetermined"


def _last_entry() -> str:
    from meritbook.records.models import LedgerEntry

    return LedgerEntry.objects.latest("seq").payload


@pytest.mark.parametrize(
    ("first", "end"),
    [("2004-09-01", "2005-07-02"), ("2005-07-01", "2005-07-01"), ("2004-06-30", "2005-07-01")],
)
def test_the_term_lies_in_one_fiscal_year_and_in_the_appointment(without: Service, first: str, end: str) -> None:
    with pytest.raises(possible.ContractTermError):
        record(without, starts_on=date.fromisoformat(first), ends_before=date.fromisoformat(end))


def test_two_contracts_share_no_day(service: Service) -> None:
    with pytest.raises(possible.ContractTermError):
        in_year(service)
    with pytest.raises(IntegrityError), transaction.atomic():
        contract_row(service.in_revenue, service.staff, starts_on=date(2005, 6, 30))


def test_only_the_officer_of_the_department_records_it(service: Service) -> None:
    for user in (service.director, service.staff, service.personnel_director, service.other_director):
        with pytest.raises(ForbiddenError):
            record(service, by=user)
    with pytest.raises(ForbiddenError):
        record(service, appointment=service.appointment)


def test_nobody_records_their_own_contract(service: Service) -> None:
    row = service.in_revenue
    Appointment.objects.filter(pk=row.pk).update(executive=service.officer)
    row.refresh_from_db()
    from appointing_world import vouch

    vouch(row)
    with pytest.raises(OwnCaseError):
        record(service)


def test_there_is_no_contract_before_the_appointment_is_in_force(service: Service) -> None:
    with pytest.raises(possible.NotInForceError):
        record(service, appointment=propose(service))


def test_what_has_not_happened_is_not_recorded(service: Service) -> None:
    with pytest.raises(possible.ContractDayError):
        record(service, agreed_on=date(2004, 9, 2))
    with pytest.raises(possible.ContractDayError):
        record(service, taken_from_file_on=date(2004, 8, 1))


def test_the_days_of_a_contract_are_recorded_as_they_come(service: Service) -> None:
    row = record(service)
    done = act(change_contract, service.officer, **days(row, agreed_on=date(2004, 8, 30), filed_on=date(2004, 9, 1)))
    assert (done.agreed_on, done.filed_on) == (date(2004, 8, 30), date(2004, 9, 1))


def test_terms_are_mended_until_the_contract_is_agreed_and_no_more_then(service: Service) -> None:
    row = record(service, salary=Decimal(900))
    act(change_contract, service.officer, **days(row), salary=Decimal(9000))
    row.refresh_from_db()
    act(change_contract, service.officer, **days(row, agreed_on=date(2004, 9, 1)))
    row.refresh_from_db()
    with pytest.raises(possible.AgreedError):
        act(change_contract, service.officer, **days(row), salary=Decimal(9500))


def test_five_years_in_the_file_from_29_february_are_full_on_1_march(service: Service) -> None:
    row = service.contract
    row.filed_on = date(2004, 2, 29)

    def verdict(taken: date) -> str:
        row.taken_from_file_on = taken
        row.save()
        found = record_of(row.appointment.seat, on=taken).contracts[0]
        return str(
            service_law.judge(contract_facts(found, on=taken), ["contract.copies"], on=taken)["contract.copies"].verdict
        )

    assert verdict(date(2009, 2, 28)) == "not_met"
    assert verdict(date(2009, 3, 1)) == "met"
    from appointing_world import vouch

    vouch(row)


def serve(service: Service, at: datetime = AT, **more: Any) -> Any:
    taken = {
        "appointment": service.in_revenue,
        "reason": "The goals of the year were missed.",
        "served_on": at.date(),
        "served_how": "hand",
        **more,
    }
    return act(serve_notice, taken.pop("by", service.director), at, **taken)


def test_a_notice_computes_separation_and_the_last_day_to_appeal_and_writes_the_letter(
    service: Service, tmp_path: Path
) -> None:
    notice = serve(service, datetime(2005, 4, 25, 16, 0, tzinfo=UTC))
    assert notice.separation_on == date(2005, 6, 30)
    assert notice.appeal_until == date(2005, 5, 5)
    data = notice.document.original()
    assert faults_of(data, tmp_path) == []
    said = words_of_pdf(data)
    for words in ("June 30, 2005", "May 5, 2005", "The goals of the year were missed.", "Tenant"):
        assert words in said


@pytest.mark.parametrize(("how", "until"), [("e-mail", date(2005, 5, 5)), ("fax", date(2005, 5, 5)), ("mail", None)])
def test_the_days_to_appeal_run_from_the_day_on_which_the_executive_has_the_notice(
    service: Service, how: str, until: date | None
) -> None:
    notice = serve(service, datetime(2005, 4, 25, 16, 0, tzinfo=UTC), served_how=how)
    assert notice.appeal_until == until
    words = words_of_pdf(notice.document.original())
    assert ("counted from the day after this notice reaches you" in words) is (until is None)


def test_a_last_day_to_appeal_on_a_sunday_goes_on_to_monday(service: Service) -> None:
    assert serve(service, datetime(2004, 9, 23, 16, 0, tzinfo=UTC)).appeal_until == date(2004, 10, 4)


@pytest.mark.parametrize(
    ("day", "late"), [(date(2005, 4, 30), False), (date(2005, 5, 1), True), (date(2005, 5, 2), True)]
)
def test_a_notice_after_the_last_day_is_refused_unless_the_director_insists(
    service: Service, day: date, late: bool
) -> None:
    at = datetime.combine(day, SPRING.timetz())
    if late:
        with pytest.raises(possible.LawRefusesError) as refused:
            serve(service, at)
        assert refused.value.details["rule"] == "dismissal.notice"
    notice = serve(service, at, insisted_because="It was handed over as soon as it was known.")
    assert json.loads(notice.verdict_json)["verdict"] == ("not_met" if late else "met")
    assert bool(notice.insisted_because) is late
    assert ("served all the same" in words_of_pdf(notice.document.original())) is late


def test_a_notice_that_is_not_in_writing_is_refused(service: Service) -> None:
    with pytest.raises(possible.LawRefusesError):
        serve(service, in_writing=False)


def test_a_notice_needs_a_contract_from_whose_year_the_days_are_counted(without: Service) -> None:
    with pytest.raises(possible.NoNoticeRuleError):
        serve(without)


def test_one_notice_stands_until_it_is_withdrawn(service: Service) -> None:
    notice = serve(service)
    with pytest.raises(possible.NoticeStandsError):
        serve(service)
    act(withdraw_notice, service.director, notice=notice, reason="Settled.")
    with pytest.raises(possible.NoticeStandsError):
        act(withdraw_notice, service.director, notice=notice, reason="Settled.")
    serve(service)


def test_a_notice_is_served_by_the_director_of_the_department_and_on_a_day_that_has_come(service: Service) -> None:
    for user in (service.officer, service.other_director, service.personnel_director):
        with pytest.raises(ForbiddenError):
            serve(service, by=user)
    for more in ({"served_on": date(2004, 9, 2)}, {"served_on": date(2004, 6, 30)}, {"served_how": "pigeon"}):
        with pytest.raises(possible.NoticeDayError):
            serve(service, **more)


def test_support_is_withdrawn_and_restored_by_the_director(service: Service) -> None:
    seat = service.vacant
    with pytest.raises(possible.SupportError):
        act(restore_support, service.director, seat=seat)
    act(withdraw_support, service.director, seat=seat, says="The program ends.", starts_on=date(2004, 10, 1))
    with pytest.raises(possible.SupportError):
        act(withdraw_support, service.director, seat=seat, says="Again.")
    on = date(2004, 10, 1)
    assert belonging_facts(record_of(seat, on=on), on=on)["department.supports_inclusion"] is False
    with pytest.raises(possible.SupportError):
        act(restore_support, service.director, seat=seat, starts_on=date(2004, 9, 30))
    act(restore_support, service.director, seat=seat, starts_on=date(2004, 11, 1))
    on = date(2004, 11, 1)
    assert belonging_facts(record_of(seat, on=on), on=on)["department.supports_inclusion"] is True


def test_the_state_personnel_director_reviews_a_seat_and_nobody_else(service: Service) -> None:
    for user in (service.director, service.staff, service.auditor):
        with pytest.raises(ForbiddenError):
            act(review_seat, user, seat=service.vacant, still_met=True, says="It does.")
    row = act(review_seat, service.personnel_director, seat=service.vacant, still_met=False, says="One unit is left.")
    facts = belonging_facts(record_of(service.vacant, on=row.on), on=row.on)
    verdict = service_law.judge(facts, ["removal.review"], on=row.on)["removal.review"]
    assert str(verdict.verdict) == "not_met"
