"""The pages of the results register: what they say, and that what is refused loses nothing that was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from measure_world import QUARTERS, definition
from year_stage import do

pytestmark = pytest.mark.django_db


def said(response: Any) -> str:
    """The text of a page, with its white space made one."""
    assert response.status_code == 200, response.content[:500]
    return " ".join(response.content.decode().split())


def test_the_list_is_narrowed_to_what_nobody_answers_for_and_to_what_misses_its_target(
    people: Any, measures: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_administrator)
    unowned = said(client.get(reverse("web:measures"), {"show": "unowned"}))
    assert "calls-answered" in unowned
    assert "refund-days" not in unowned
    missed = said(client.get(reverse("web:measures"), {"show": "missed"}))
    assert "refund-days" in missed
    assert "calls-answered" not in missed
    stale = said(client.get(reverse("web:measures"), {"show": "stale", "kind": "quality", "q": "refund"}))
    assert "refund-days" in stale


def test_a_series_with_another_unit_stands_apart_and_the_correction_beside_what_it_replaced(
    people: Any, measures: Any, at: datetime, signed_in: Callable[[Any], Any]
) -> None:
    keeper = people.results_administrator
    do("correct_value", keeper, at, value=measures.value, figure=Decimal("23.5"), source="R-12.", because="Misread.")
    hours = definition(unit="hours", places=0)
    change = {"definition": hours, "starts_on": QUARTERS[1], "because": "Hours are counted."}
    do("change_measure", keeper, at, measure=measures.refunds, **change)
    from measure_world import quarter

    do("record_values", keeper, at, measure=measures.refunds, source="R-12.",
       values=[(quarter(QUARTERS[1]), Decimal(164), "")])  # fmt: skip
    shown = said(signed_in(keeper).get(reverse("web:measure", args=["refund-days"])))
    assert "<h3>In hours, by the quarter</h3>" in shown
    assert "<h3>In days, by the quarter</h3>" in shown
    assert "23.5 days" in shown
    assert "<del>24.5 days</del>" in shown
    assert "begins a new series" in shown
    assert "Nothing is drawn of fewer than 6" in shown


def test_several_periods_are_recorded_at_once_and_a_refused_value_stays_typed(
    people: Any, measures: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.measure_owner)
    page = reverse("web:measure_values", args=["refund-days"])
    assert "FY2026 Q2" in said(client.get(page))
    refused = client.post(page, {"value_202510": "-3", "says_202510": "As counted", "source": "Report R-12"})
    assert refused.status_code == 422
    assert "results.value" in refused.content.decode()
    assert "As counted" in refused.content.decode()
    done = client.post(page, {"value_202510": "20.5", "source": "Report R-12"})
    assert done.status_code == 302
    assert measures.refunds.values.get(starts_on=QUARTERS[1]).value == Decimal("20.5")


def test_a_file_is_mended_in_the_browser_and_recorded_whole(
    people: Any, measures: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.measure_owner)
    page = reverse("web:value_file", args=[measures.file.pk])
    shown = said(client.get(page))
    assert 'name="mend:C3"' in shown
    assert "results.cell_not_a_number" in shown
    refused = client.post(page, {"do": "record", "source": "R-12."})
    assert refused.status_code == 422
    assert not measures.refunds.values.filter(starts_on=QUARTERS[1]).exists()
    mended = said(client.post(page, {"do": "check", "mend:C3": "20"}))
    assert "results.cell_not_a_number" not in mended
    place = "C3"
    checked = said(client.post(page, {"do": "check", f"leave:{place}": "1"}))
    assert "Record all 1" in checked
    seal = checked.split('name="seen" value="')[1][:64]
    done = client.post(page, {"do": "record", "source": "R-12.", f"mend:{place}": "-", "seen": seal})
    assert done.status_code == 302
    assert measures.refunds.values.get(starts_on=QUARTERS[1]).value == Decimal("20.5")
    after = said(client.get(done["Location"]))
    assert "1 value of it is on record" in after
    assert "would be recorded" not in after


def test_the_page_of_a_measure_names_the_periods_between_its_values_that_have_none(
    people: Any, measures: Any, signed_in: Callable[[Any], Any], settings: Any
) -> None:
    from datetime import UTC, datetime

    from measure_world import quarter

    settings.MERITBOOK_ON = date(2026, 5, 4)
    at = datetime(2026, 5, 4, 15, tzinfo=UTC)
    page = reverse("web:measure", args=["refund-days"])

    def record(day: Any) -> None:
        values = [(quarter(day), Decimal("20.5"), "")]
        do("record_values", people.measure_owner, at, measure=measures.refunds, source="R-12", values=values)

    # Of the quarters from July and January values stand, of that from October none.
    record(date(2026, 1, 1))
    client = signed_in(people.measure_owner)
    shown = said(client.get(page))
    assert "1 period before the newest one has no value: FY2026 Q2." in shown
    record(QUARTERS[1])
    assert "Values missing" not in said(client.get(page))


def test_a_measure_is_defined_changed_owned_and_retired_by_its_forms(
    people: Any, measures: Any, departments: Any, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.records.models import Measure

    client = signed_in(people.results_administrator)
    sent = {
        "key": "audits-closed", "title": "Audits closed", "department": departments.revenue.pk, "kind": "output",
        "unit": "audits", "places": "0", "frequency": "monthly", "year_starts_in": "7", "due_days": "30",
        "direction": "at_least", "starts_on": "2025-07-01", "target_1": "12", "from_1": "2025-07-01",
        "until_1": "2026-07-01",
    }  # fmt: skip
    half = client.post(reverse("web:measure_new"), {**sent, "until_1": ""})
    assert half.status_code == 422
    assert "Fill this in too" in half.content.decode()
    made = said(client.post(reverse("web:measure_new"), sent, follow=True))
    assert "The measure is in the dictionary. Values are owed from July 2025 on." in made
    changed = {**sent, "unit": "cases", "starts_on": "2026-01-01", "because": "Cases are counted."}
    assert client.post(reverse("web:measure_change", args=["audits-closed"]), changed).status_code == 302
    owner = {"owner": "measure_owner", "starts_on": "2026-03-01"}
    assert client.post(reverse("web:measure_owner", args=["audits-closed"]), owner).status_code == 302
    end = {"ends_before": "2026-07-01", "because": "The program ends."}
    assert client.post(reverse("web:measure_retire", args=["audits-closed"]), end).status_code == 302
    row = Measure.objects.get(key="audits-closed")
    assert row.ends_before == date(2026, 7, 1)
    assert [one.breaks_series for one in row.versions.order_by("number")] == [False, True]
    shown = said(client.get(reverse("web:measure", args=["audits-closed"])))
    assert "Retired from 1 July 2026: The program ends." in shown


def test_the_period_from_which_values_are_owed_is_said_where_the_day_lies_within_one(
    people: Any, departments: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.results_administrator)
    sent = {
        "key": "audits-closed", "title": "Audits closed", "department": departments.revenue.pk, "kind": "output",
        "unit": "audits", "places": "0", "frequency": "monthly", "year_starts_in": "7", "due_days": "30",
        "direction": "at_least", "starts_on": "2025-07-15",
    }  # fmt: skip
    made = said(client.post(reverse("web:measure_new"), sent, follow=True))
    assert "Values are owed from August 2025 on, the first month that begins after 15 July 2025." in made


def test_targets_that_cannot_be_are_told_at_their_fields(
    people: Any, departments: Any, signed_in: Callable[[Any], Any]
) -> None:
    sent = {
        "key": "audits-closed", "title": "Audits closed", "department": departments.revenue.pk, "kind": "output",
        "unit": "audits", "places": "0", "frequency": "monthly", "year_starts_in": "7", "due_days": "30",
        "direction": "at_least", "starts_on": "2025-07-01", "least": "9", "most": "3",
        "target_1": "12", "from_1": "2025-07-01", "until_1": "2025-07-01",
        "target_2": "13", "from_2": "2025-08-01", "until_2": "2026-08-01",
        "target_3": "14", "from_3": "2026-07-01", "until_3": "2027-07-01",
    }  # fmt: skip
    refused = signed_in(people.results_administrator).post(reverse("web:measure_new"), sent)
    assert refused.status_code == 422
    page = " ".join(refused.content.decode().split())
    assert '<a href="#id_until_1">Target 1: to before: A target ends after its first day.</a>' in page
    assert '<a href="#id_from_3">Target 3: from: Target 2 holds in these days already.</a>' in page
    assert "The highest possible value lies below the lowest." in page
    assert 'id="id_until_1_error"' in page


def test_minus_zero_is_recorded_as_zero(people: Any, measures: Any, signed_in: Callable[[Any], Any]) -> None:
    page = reverse("web:measure_values", args=["refund-days"])
    done = signed_in(people.measure_owner).post(page, {"value_202510": "-0", "source": "Report R-12"})
    assert done.status_code == 302
    value = measures.refunds.values.get(starts_on=QUARTERS[1]).value
    assert (value.is_zero(), value.is_signed()) == (True, False)
