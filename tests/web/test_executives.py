"""The pages of executives: what each person sees of a seat, acts with the password, forms that keep what was typed."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records.models import Appointment, ContractRecord, DismissalNotice, Seat, SupportWithdrawal

Client = Callable[[Any], Any]
PASSWORD = "a ferry leaves at seven"


def _text(response: Any) -> str:
    return html.unescape(response.content.decode())


def _send(client: Any, name: str, pk: int, data: dict[str, str], *, password: bool = True) -> Any:
    """Send the form; give the password when it is asked, and go on with what was sent."""
    response = client.post(reverse(name, args=[pk]), data)
    if password:
        assert response.status_code == 302, _text(response)
        assert response["Location"].startswith(reverse("account_reauthenticate"))
        response = client.post(response["Location"], {"password": PASSWORD}, follow=True)
    return response


def test_the_list_shows_held_and_vacant_seats_and_filters_them(world: Any, signed_in: Client) -> None:
    client = signed_in(world.people.analyst)
    said = _text(client.get(reverse("web:seats")))
    for number in ("0417-22", "S-1", "S-2", "T-1"):
        assert number in said
    vacant = _text(client.get(reverse("web:seats"), {"state": "vacant", "department": world.departments.revenue.pk}))
    assert "S-1" in vacant
    assert "0417-22" not in vacant
    assert "T-1<" not in vacant.replace("\n", "")
    assert "0417-22" in _text(client.get(reverse("web:seats"), {"q": "executive"}))
    assert "No seat fits" in _text(client.get(reverse("web:seats"), {"q": "nowhere"}))


def test_a_department_sees_its_seats_and_no_others(world: Any, signed_in: Client) -> None:
    said = _text(signed_in(world.people.agency_hr).get(reverse("web:seats")))
    assert "S-1" in said
    assert "T-1" not in said


def test_an_executive_sees_the_own_seat_and_the_one_that_they_are_proposed_for(world: Any, signed_in: Client) -> None:
    client = signed_in(world.people.executive)
    said = _text(client.get(reverse("web:seats")))
    assert "0417-22" in said
    assert "T-1" in said
    assert "S-1" not in said
    seat = _text(client.get(reverse("web:seat", args=[world.executives.seat.pk])))
    assert "Your position in the service" in seat
    assert "Letter of" in seat
    other = _text(client.get(reverse("web:seat", args=[world.executives.moving.seat_id])))
    assert "Read your rights" in other


def test_an_executive_to_come_reads_nothing_of_who_is_in_the_seat_now(world: Any, signed_in: Client) -> None:
    from datetime import date
    from decimal import Decimal

    from service_world import appointment_row, contract_row

    seat = world.executives.moving.seat
    now = appointment_row(seat, world.people.supervisor, world.people.personnel_staff, date(2025, 7, 1))
    contract = contract_row(
        now, world.people.personnel_staff, date(2025, 7, 1), date(2099, 7, 1), salary=Decimal("7654.32")
    )
    client = signed_in(world.people.executive)
    for path in (reverse("web:seats"), reverse("web:seat", args=[seat.pk])):
        assert "654.32" not in _text(client.get(path))
    assert client.get(reverse("web:contract", args=[contract.pk])).status_code == 404
    assert client.get(reverse("web:appointment", args=[now.pk])).status_code == 404


def test_an_executive_reads_nothing_of_who_was_in_the_seat_before(world: Any, signed_in: Client) -> None:
    from datetime import date

    from service_world import appointment_row, contract_row

    one, by = world.executives, world.people.personnel_staff
    before = appointment_row(
        one.seat, world.people.supervisor, by, date(2023, 7, 1), ends_before=date(2025, 7, 1), ended_cause="retirement"
    )
    one.seat.position.incumbent = world.people.executive
    one.seat.position.save()
    contract = contract_row(before, by, date(2023, 7, 1), date(2024, 7, 1))
    client = signed_in(world.people.executive)
    assert client.get(reverse("web:contract", args=[contract.pk])).status_code == 404
    assert client.get(reverse("web:appointment", args=[before.pk])).status_code == 404
    assert "Supervisor" not in _text(client.get(reverse("web:seat", args=[one.seat.pk])))
    assert client.get(reverse("web:appointment", args=[one.held.pk])).status_code == 200
    officer = signed_in(world.people.agency_hr)
    assert officer.get(reverse("web:contract", args=[contract.pk])).status_code == 200


def test_the_rights_are_read_and_acknowledged_with_the_password(world: Any, signed_in: Client) -> None:
    client, row = signed_in(world.people.executive), world.executives.moving
    page = client.get(reverse("web:appointment_rights", args=[row.pk]))
    said = _text(page)
    for words in ("To be retained in a layoff.", "Pay by the yearly contract.", "Rights of SES Employees"):
        assert words in said
    shown = page.context["rights"].sha256
    assert client.post(reverse("web:appointment_rights", args=[row.pk]), {"sha256": shown}).status_code == 422
    _send(client, "web:appointment_rights", row.pk, {"sha256": shown, "read": "on"})
    row.refresh_from_db()
    assert (row.status, row.rights_sha256) == ("acknowledged", shown)
    assert "You acknowledged your rights" in _text(client.get(reverse("web:appointment_rights", args=[row.pk])))


def test_a_director_proposes_and_what_was_typed_is_kept_when_the_law_refuses(world: Any, signed_in: Client) -> None:
    client, seat = signed_in(world.people.department_director), world.executives.vacant
    typed = {
        "executive": "supervisor",
        "method": "with_position",
        "merit_says": "Led two divisions through a merger.",
        "salary": "9000.00",
        "starts_on": "2026-04-01",
    }
    refused = _send(client, "web:seat_appoint", seat.pk, typed)
    said = _text(refused)
    assert refused.status_code == 422
    assert "appointment.method" in said
    assert "Led two divisions through a merger." in said
    done = client.post(reverse("web:seat_appoint", args=[seat.pk]), {**typed, "method": "open_competition"})
    row = Appointment.objects.get(seat=seat)
    assert done["Location"] == reverse("web:appointment", args=[row.pk])
    page = _text(client.get(done["Location"]))
    assert "Ask the system administrator" in page
    assert "acknowledges them. Ask the executive." in page


def test_unreadable_answers_are_listed_and_nothing_is_asked_for(world: Any, signed_in: Client) -> None:
    client = signed_in(world.people.department_director)
    response = client.post(
        reverse("web:seat_appoint", args=[world.executives.vacant.pk]), {"executive": "somebody", "salary": "much"}
    )
    said = _text(response)
    assert response.status_code == 422
    assert "Nobody fits “somebody”." in said
    assert 'value="much"' in said


def test_the_director_releases_and_the_other_one_does_not(world: Any, signed_in: Client) -> None:
    row = world.executives.moving
    _send(signed_in(world.people.department_director), "web:appointment_release", row.pk, {"why": "Agreed."})
    row.refresh_from_db()
    assert row.released_by == world.people.department_director


def test_an_appointment_is_made_with_a_reason_for_what_is_undetermined(world: Any, signed_in: Client) -> None:
    client, row = signed_in(world.people.department_director), world.executives.coming
    refused = _send(client, "web:appointment_make", row.pk, {})
    assert "appointment.qualification_open" in _text(refused)
    client.post(reverse("web:appointment_make", args=[row.pk]), {"qualification_because": "The record of service."})
    row.refresh_from_db()
    assert row.status == "in_force"


@pytest.mark.parametrize(
    ("who", "name", "which", "status"),
    [
        ("executive", "web:appointment_decline", "moving", "declined"),
        ("department_director", "web:appointment_withdraw", "coming", "withdrawn"),
    ],
)
def test_an_open_appointment_is_declined_or_withdrawn(
    world: Any, signed_in: Client, who: str, name: str, which: str, status: str
) -> None:
    row = getattr(world.executives, which)
    _send(signed_in(getattr(world.people, who)), name, row.pk, {"reason": "Plans changed."})
    row.refresh_from_db()
    assert (row.status, row.ended_because) == (status, "Plans changed.")


def test_an_officer_records_a_contract_and_what_became_of_it(world: Any, signed_in: Client) -> None:
    client, seat = signed_in(world.people.agency_hr), world.executives.seat
    typed = {"starts_on": "2026-07-01", "last_day": "2027-06-30", "salary": "9000.001", "why": "Agreed."}
    refused = client.post(reverse("web:contract_new", args=[seat.pk]), typed)
    assert "more than two decimals" in _text(refused)
    assert 'value="9000.001"' in _text(refused)
    client.post(reverse("web:contract_new", args=[seat.pk]), {**typed, "salary": "9000.50"})
    row = ContractRecord.objects.latest("pk")
    assert (str(row.ends_before), str(row.salary)) == ("2027-07-01", "9000.50")
    client.post(
        reverse("web:contract", args=[row.pk]),
        {**typed, "salary": "9100.00", "agreed_on": "2026-03-01", "states_criteria": "on", "on_standard_form": "on"},
    )
    row.refresh_from_db()
    assert (str(row.salary), str(row.agreed_on)) == ("9100.00", "2026-03-01")
    page = _text(client.get(reverse("web:contract", args=[row.pk])))
    assert "Term and salary stay as they were agreed." in page
    assert "contract.content" in page


def test_a_notice_is_withdrawn_and_another_served_with_its_letter(world: Any, signed_in: Client, settings: Any) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 20)
    client, one = signed_in(world.people.department_director), world.executives
    _send(client, "web:notice_withdraw", one.notice.pk, {"reason": "Settled."})
    client.post(
        reverse("web:seat_notice", args=[one.seat.pk]),
        {"reason": "Goals missed again.", "served_on": "2026-03-20", "served_how": "mail", "in_writing": "on"},
    )
    notice = DismissalNotice.objects.latest("pk")
    assert notice.reason == "Goals missed again."
    letter = client.get(reverse("web:notice_letter", args=[notice.pk]))
    assert letter["Content-Type"] == "application/pdf"
    seat = _text(client.get(reverse("web:seat", args=[one.seat.pk])))
    assert "Withdraw the notice of 20 March 2026" in seat


def test_support_is_withdrawn_and_restored_on_one_page(world: Any, signed_in: Client) -> None:
    client, seat = signed_in(world.people.department_director), world.executives.seat
    _send(client, "web:seat_support", seat.pk, {"says": "The program ends."})
    assert "Restore the support" in _text(client.get(reverse("web:seat_support", args=[seat.pk])))
    client.post(reverse("web:seat_support", args=[seat.pk]), {"why": "It goes on."})
    assert SupportWithdrawal.objects.get().restored_by == world.people.department_director


def test_a_review_counts_on_the_page_of_the_seat(world: Any, signed_in: Client) -> None:
    client, seat = signed_in(world.people.personnel_director), world.executives.seat
    _send(client, "web:seat_review", seat.pk, {"still_met": "no", "says": "One unit is left."})
    said = _text(client.get(reverse("web:seat", args=[seat.pk])))
    assert "no longer met. One unit is left." in said
    assert "The position no longer meets the criteria, or its director no longer supports it." in said


def test_an_appointment_that_ends_says_what_follows(world: Any, signed_in: Client) -> None:
    client, one = signed_in(world.people.department_director), world.executives
    assert "Reinstatement to a vacant position" in _text(client.get(reverse("web:seat_end", args=[one.seat.pk])))
    typed = {"cause": "layoff", "last_day": "2199-12-31", "reason": "The program ends."}
    said = _text(_send(client, "web:seat_end", one.seat.pk, typed))
    assert "Does not have: The Board's rules on layoff." in said


def test_nobody_acts_on_the_seat_that_they_hold(world: Any, signed_in: Client) -> None:
    seat = Seat.objects.get(pk=world.executives.seat.pk)
    Appointment.objects.filter(pk=world.executives.held.pk).update(executive=world.people.department_director)
    seat.position.incumbent = world.people.department_director
    seat.position.save()
    client = signed_in(world.people.department_director)
    for name in ("web:seat_appoint", "web:seat_notice", "web:seat_support", "web:seat_end"):
        assert client.get(reverse(name, args=[seat.pk])).status_code == 403
