"""The pages of investments, of the budget and of quarterly reviews: what they show, keep and refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records.models import FollowUp, LedgerEntry, ResultsReview, ReturnCase
from year_stage import do

pytestmark = pytest.mark.django_db


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


def typed(**more: str) -> dict[str, str]:
    """A case of two years with a cost and a benefit, as somebody types it."""
    return {
        "key": "mail-opening",
        "title": "Open the mail by machine",
        "says": "Machines open what four clerks open now.",
        "first_year": "2026",
        "years": "2",
        "line-rows": "3",
        "line-0-says": "Machines",
        "line-0-side": "cost",
        "line-0-kind": "cash",
        "line-0-source": "Offer 12.",
        "line-0-y0": "$10,000",
        "line-0-y1": "0",
        "line-1-says": "Overtime saved",
        "line-1-side": "benefit",
        "line-1-kind": "cash",
        "line-1-source": "Payroll.",
        "line-1-y0": "4,000",
        "line-1-y1": "9000.50",
        "save": "1",
        **more,
    }


def test_a_list_shows_what_each_returns_and_what_came(
    reviews: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    page = text(client.get(reverse("web:returns")))
    assert "$27,514.95" in page
    assert "Less than promised" in page
    assert "Undetermined" in page  # of the shared print shop
    assert "One print shop" not in text(client.get(reverse("web:returns"), {"show": "verified"}))
    assert "No investment fits" in text(client.get(reverse("web:returns"), {"show": "verify"}))


def test_a_case_shows_its_picture_with_a_table_and_what_is_missing(
    returns: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    page = text(client.get(reverse("web:return", args=["lockbox"]), {"rows": "rate", "columns": "machines"}))
    assert '<title id="tornado-t">' in page
    assert "Discount rate down, Machines across" in page
    assert "Whether the freed hours were used." in page
    assert "Invoices 771 and 802." in page
    bad = text(client.get(reverse("web:return", args=["lockbox"]), {"rows": "<script>", "columns": "x" * 500}))
    assert "All benefits down, All costs across" in bad
    missing = text(client.get(reverse("web:return", args=["shared-print"])))
    assert "“Study” has no figure for FY2027." in missing
    assert "tornado-t" not in missing


def test_a_case_is_proposed_with_figures_as_people_write_them(
    returns: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    revenue = str(returns.scanning.department_id)
    done = client.post(reverse("web:return_new"), typed(department=revenue))
    assert done.status_code == 302
    lines = ReturnCase.objects.get(key="mail-opening").versions.get().text.lines
    assert [(one.key, [str(each) for each in one.amounts]) for one in lines] == [
        ("machines", ["10000", "0"]),
        ("overtime-saved", ["4000", "9000.50"]),
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"line-0-y0": "about ten"}, "Write a number"),
        ({"line-0-y0": "-1"}, "not below zero"),
        ({"line-0-y0": "1.999"}, "decimal places"),
        ({"line-0-side": "hope"}, "Select a valid choice"),
        ({"line-1-says": ""}, "required"),
        ({"line-0-side": "benefit"}, "at least one cost and one benefit"),
        ({"line-0-low": "80"}, "one end of its range"),
        ({"first_year": "soon"}, "whole number"),
        ({"years": "99"}, "less than or equal to 30"),
        ({"serves": "nothing"}, "a slash, and the key"),
        ({"measures": "no-such"}, "No measure carries the key no-such"),
        ({"key": "scanning"}, "carries the key scanning already"),
        ({"says": ""}, "required"),
    ],
)
def test_a_refused_case_keeps_what_was_typed_and_saves_nothing(
    change: dict[str, str], says: str, returns: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    before = LedgerEntry.objects.count()
    revenue = str(returns.scanning.department_id)
    answer = signed_in(people.results_facilitator).post(reverse("web:return_new"), typed(department=revenue, **change))
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert says in page
    assert "9000.50" in page
    assert LedgerEntry.objects.count() == before


def test_more_lines_and_other_years_are_given_without_a_script_and_without_saving(
    returns: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.results_facilitator), reverse("web:return_new")
    page = text(client.post(address, {**typed(years="4", key=""), "line-years": "1"}))
    assert "FY2029, in dollars" in page
    assert 'value="$10,000"' in page
    assert "form.invalid" not in page
    assert not ReturnCase.objects.filter(key="mail-opening").exists()
    # What was typed is kept, and can be taken on another day.
    assert 'value="$10,000"' in text(client.get(address, {"typed": "take"}))


def test_a_version_that_somebody_else_wrote_over_is_not_written_over_again(
    returns: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.results_facilitator), reverse("web:return_edit", args=["scanning"])
    seal = returns.scanning.versions.get().sha256
    assert seal in text(client.get(address))
    sent = {**typed(), "because": "Another offer.", "sha256": seal}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, {**sent, "line-0-y0": "12,000"})
    assert again.status_code == 409
    assert "results.return_changed" in again.content.decode()


def test_the_desk_asks_who_may_decide_verify_hold_and_report(
    reviews: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    director = text(signed_in(people.department_director).get(reverse("web:home")))
    assert "Decide on an investment: Read paper returns by machine" in director
    assert "Accept a follow-up or give it back: Train a second clerk" in director
    assert "Close the review of FY2026 Q2" in director
    keeper = text(signed_in(people.results_facilitator).get(reverse("web:home")))
    assert "Decide on an investment: Read paper returns" not in keeper
    owner = text(signed_in(people.measure_owner).get(reverse("web:home")))
    assert "Do, and report: Say why refunds take longer" in owner
    assert "Train a second clerk" not in owner
    settings.MERITBOOK_ON = date(2027, 3, 1)
    assert "Verify what an investment brought" in text(signed_in(people.auditor).get(reverse("web:home")))


def test_spending_stands_beside_results_for_a_department_and_year(
    returns: Any, people: Any, departments: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 3, 2)
    client = signed_in(people.auditor)
    page = text(client.get(reverse("web:budget"), {"department": returns.unit.department_id}))
    assert "$600,000.00 of $1,300,000.00 to 31 December 2025 (46.2%)" in page
    assert "$6.00" in page
    before = text(client.get(reverse("web:budget"), {"year": "2025"}))
    assert "No figure of this year is on record." in before
    assert "No budget unit fits" in text(client.get(reverse("web:budget"), {"department": departments.transport.pk}))
    for year in ("", "0", "soon", "99999999999"):
        assert "FY2026" in text(client.get(reverse("web:budget"), {"year": year}))


def test_spending_that_cannot_be_is_told_at_its_field(
    returns: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:budget_spending", args=["REV-210"])
    sent = {"year": "2026", "spent": "1,000", "source": "Ledger."}
    page = text(client.post(address, sent), 422)
    assert "Spending has the last day that it covers" in page
    assert "1,000" in page
    assert client.post(address, {**sent, "spent_through": "2026-01-31"}).status_code == 302
    assert client.get(reverse("web:budget_unit", args=["no-such"])).status_code == 404


def test_the_meeting_opens_on_the_pack_that_was_shown_and_on_no_other(
    reviews: Any, people: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:review_open", args=[reviews.called.pk])
    page = text(client.get(address))
    seal = page.split('name="sha256" value="')[1][:64]
    do("settle_follow_up", people.department_director, at, follow_up=reviews.reported, how="accept", says="Seen.")
    from conftest import PASSWORD

    asked = client.post(address, {"sha256": seal})
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": address}, follow=True)
    assert "The record has changed since the pack was shown." in answer.content.decode()
    assert ResultsReview.objects.get(pk=reviews.called.pk).status == "called"


def test_a_follow_up_is_given_on_an_item_and_told_when_its_owner_is_unknown(
    reviews: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    address = reverse("web:review_follow_up", args=[reviews.open.pk])
    about = "measure:refund-days"
    assert f'value="{about}" selected' in text(client.get(address, {"about": about}))
    sent = {"what": "Count", "owner": "ghost", "due_on": "2030-01-01", "about": about}
    assert "Nobody fits “ghost”." in text(client.post(address, sent), 422)
    assert client.post(address, {**sent, "owner": "executive"}).status_code == 302
    row = FollowUp.objects.get(what="Count")
    assert row.about == about
    shown = text(client.get(reverse("web:follow_up", args=[row.pk])))
    assert '<dd class="mb-plain">Days to a refund</dd>' in shown
    assert about not in shown


def test_a_meeting_that_is_open_is_neither_opened_nor_called_off_again(
    reviews: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_facilitator)
    for name in ("review_open", "review_off"):
        refused = client.get(reverse(f"web:{name}", args=[reviews.open.pk]))
        assert refused.status_code == 409
        assert "state.not_possible" in refused.content.decode()
        assert "<form class=" not in refused.content.decode()
    for name in ("review_decision", "review_follow_up", "review_close"):
        assert client.get(reverse(f"web:{name}", args=[reviews.called.pk])).status_code == 409


def test_the_quarter_that_ended_last_is_proposed_for_a_review(
    reviews: Any, people: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    settings.MERITBOOK_ON = date(2026, 7, 1)
    client, address = signed_in(people.results_facilitator), reverse("web:review_new")
    assert 'value="2026-06-30"' in text(client.get(address))
    settings.MERITBOOK_ON = date(2026, 6, 30)
    assert 'value="2026-03-31"' in text(client.get(address))


def test_a_review_shows_its_sealed_pack_its_minutes_and_its_files(
    reviews: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.auditor)
    page = text(client.get(reverse("web:review", args=[reviews.closed.pk])))
    assert reviews.closed.pack_sha256[:16] in page
    assert reviews.closed.minutes_sha256[:16] in page
    assert "A second clerk joins the refund desk." in page
    pdf = client.get(reverse("web:review_file", args=[reviews.closed.pk]))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    again = client.get(reverse("web:review_file", args=[reviews.closed.pk]))
    assert again.content == pdf.content
    table = text(client.get(reverse("web:review_table", args=[reviews.called.pk])))
    assert "Say why refunds take longer" in table
    # Called, not open: the pack is that of today and says so.
    assert "As the record stands today" in text(client.get(reverse("web:review", args=[reviews.called.pk])))


def test_what_is_of_another_department_is_not_there(reviews: Any, people: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(people.results_facilitator)
    for name in ("review", "review_file", "review_table", "review_open"):
        assert client.get(reverse(f"web:{name}", args=[reviews.elsewhere.pk])).status_code == 404
    stranger = signed_in(people.executive)
    assert stranger.get(reverse("web:follow_up", args=[reviews.given.pk])).status_code == 404
