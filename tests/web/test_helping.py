"""Help in the results initiatives on the site: from the question to the rating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records.models import HelpRequest, WorkHours

pytestmark = pytest.mark.django_db


def _send(client: Any, name: str, *parts: Any, **typed: Any) -> Any:
    return client.post(reverse(name, args=parts), typed, follow=True)


def test_a_request_goes_from_question_to_rating(world: Any, signed_in: Callable[[Any], Any]) -> None:
    people, revenue = world.people, world.departments.revenue
    typed = {"initiative": "lean", "kind": "advice", "subject": "Read our chart", "needs": "An hour.", "wanted_by": ""}
    page = _send(signed_in(people.department_director), "web:help_new", department=revenue.pk, **typed)
    assert "Your request is on record" in page.content.decode()
    row = HelpRequest.objects.get(subject="Read our chart")
    giver = signed_in(people.results_practitioner)
    assert "Take or decline: Read our chart" in giver.get("/").content.decode()
    assert "The request is yours." in _send(giver, "web:help_take", row.pk).content.decode()
    form = giver.get(reverse("web:hours_new") + f"?request={row.pk}").content.decode()
    assert f'<option value="{row.pk}" selected>' in form
    entered = {"worked_on": "2026-03-02", "initiative": "lean", "kind": "advice", "hours": "1.5", "request": row.pk}
    assert (
        "The hours are on record." in _send(giver, "web:hours_new", department=revenue.pk, **entered).content.decode()
    )
    assert "asked how satisfied" in _send(giver, "web:help_done", row.pk, says="The limits were read.").content.decode()
    asker = signed_in(people.department_director)
    page = _send(asker, "web:help_rate", row.pk, satisfaction="4", says="").content.decode()
    assert "4 of 5" in page
    assert "1.5" in page
    assert WorkHours.objects.get(request=row).hours == 1.5


def test_what_was_typed_is_kept_when_hours_are_refused(world: Any, signed_in: Callable[[Any], Any]) -> None:
    giver = signed_in(world.people.results_facilitator)
    typed = {"worked_on": "2026-03-02", "initiative": "lean", "kind": "advice", "hours": "23", "says": "A long day"}
    page = _send(giver, "web:hours_new", department=world.departments.revenue.pk, **typed)
    assert page.status_code == 422
    said = page.content.decode()
    assert "A long day" in said
    assert "23 more would be 25.5 in a day of 24" in said


@pytest.mark.parametrize("query", ["?request=abc", "?request=-1", "?request=99999999999", "?request=%00"])
def test_a_wrong_number_of_a_request_leaves_the_form_empty(
    world: Any, signed_in: Callable[[Any], Any], query: str
) -> None:
    page = signed_in(world.people.results_facilitator).get(reverse("web:hours_new") + query)
    assert page.status_code == 200


def test_the_year_is_drawn_with_its_table(world: Any, signed_in: Callable[[Any], Any], settings: Any, on: date) -> None:
    settings.MERITBOOK_ON = on
    page = signed_in(world.people.results_facilitator).get(reverse("web:help")).content.decode()
    assert "Lean: 2.50 hours." in page
    assert "3, 2 open" not in page
    assert "4, 3 open" in page
    assert "Nobody has rated" in page
