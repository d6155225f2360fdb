"""The page on which a candidate's own account is linked, and where it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from candidate_pages import place, text_of
from meritbook.core.values import canonical_json
from meritbook.records.models import Application

pytestmark = pytest.mark.django_db


@pytest.fixture
def namesake(examined: Any, people: Any) -> Application:
    """A candidate of whom nothing is determined, with the name of an auditor."""
    row: Application = examined.met
    person = {**json.loads(row.person_json), "name": people.auditor.full_name}
    Application.objects.filter(pk=row.pk).update(person_json=canonical_json(person))
    return Application.objects.get(pk=row.pk)


def test_the_page_asks_whether_an_account_of_the_same_name_is_the_candidates_and_shows_no_name(
    namesake: Application, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    assert "has this candidate's name or e-mail" in text_of(client.get(place("application", namesake)))
    page = text_of(client.get(place("application_account", namesake)))
    assert "1 account on record has the candidate's name" in page
    assert people.auditor.full_name not in page.replace("Agency Hr", "")
    client.post(place("application_account", namesake), {"whose": "alike", "why": "The staff list."})
    namesake.refresh_from_db()
    assert namesake.user == people.auditor
    assert "An account is linked" in text_of(client.get(place("application", namesake)))


def test_once_somebody_said_that_it_is_somebody_else_it_is_not_asked_again(
    namesake: Application, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(people.agency_hr)
    response = client.post(place("application_account", namesake), {"whose": "none", "why": "Another birth date."})
    assert response.status_code == 302
    assert "has this candidate's name or e-mail" not in text_of(client.get(place("application", namesake)))
    assert "somebody looked and said so" in text_of(client.get(place("application_account", namesake)))


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"whose": "named", "username": "who-is-that"}, "Nobody with this username is on record."),
        ({"whose": "named", "username": ""}, "Write the username"),
        ({"whose": "none", "username": "auditor"}, "You chose another answer."),
        ({"whose": "named", "username": "agency_hr"}, "Nobody links their own account"),
        ({"whose": "alike"}, "Select a valid choice"),
        ({"whose": "none", "why": " "}, "This field is required."),
    ],
)
def test_what_cannot_be_linked_is_refused_and_says_why(
    examined: Any, people: Any, signed_in: Callable[[Any], Any], sent: dict[str, str], says: str
) -> None:
    response = signed_in(people.agency_hr).post(place("application_account", examined.met), {"why": "Told.", **sent})
    assert response.status_code in (403, 422)
    assert says in text_of(response)
    examined.met.refresh_from_db()
    assert examined.met.user is None


def test_the_form_of_a_new_candidate_takes_the_username_and_keeps_it_apart_from_the_person(
    examination: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, address = signed_in(people.agency_hr), place("candidate_new", examination)
    sent = {"jobs": "none", "degrees": "none", "licences": "none", "person-name": "A", "person-account": "Auditor"}
    assert client.post(address, sent).status_code == 302
    row = examination.applications.get()
    assert row.user == people.auditor
    assert "uditor" not in row.person_json
    again = client.post(address, sent)
    assert "They have an application already." in text_of(again)
    unknown = client.post(address, {**sent, "person-account": "who-is-that"})
    assert (unknown.status_code, "Nobody with this username" in text_of(unknown)) == (422, True)
    assert examination.applications.count() == 1
