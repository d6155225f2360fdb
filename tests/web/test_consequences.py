"""What the law drafted, on the screen: the list, one with its verdict and steps, confirming and staying it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records.models import Consequence, LawDay

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_shows_what_waits_by_the_day_on_which_it_is_due(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.personnel_director)
    page = text(client.get(reverse("web:consequences")))
    assert "0012-03: Release of a contract form from the personnel file" in page
    assert "29 June 2005" in page
    assert "Conversion to the Management class" not in page
    everything = text(client.get(reverse("web:consequences") + "?state=all"))
    assert "0012-03: Conversion to the Management class" in everything
    one_rule = text(client.get(reverse("web:consequences") + "?state=all&rule=removal.no_contract"))
    assert "Release of a contract form" not in one_rule
    elsewhere = text(client.get(reverse("web:consequences") + "?state=all&department=transport"))
    assert "Nothing that you may read fits." in elsewhere


def test_the_list_says_how_many_days_the_law_lags_behind(world: Any, signed_in: Callable[[Any], Any]) -> None:
    page = text(signed_in(world.people.agency_hr).get(reverse("web:consequences")))
    assert "The law was worked through up to 2 July 2005" in page
    assert "still to be worked" in page


def test_the_days_show_what_each_drafted(world: Any, signed_in: Callable[[Any], Any]) -> None:
    page = text(signed_in(world.people.auditor).get(reverse("web:law_days")))
    assert "1 July 2005" in page
    assert "The first day was 30 June 2005." in page
    assert LawDay.objects.count() == 3


def test_one_shows_the_verdict_with_its_rule_and_reading_and_what_confirming_does(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    page = text(signed_in(world.people.personnel_director).get(reverse("web:consequence", args=[world.release.pk])))
    for said in (
        "contract.retention",
        "The years on file were full on 29 June 2005",
        "From the end of the contract.",
        "The form is recorded as taken out of the personnel file",
        "There is no appeal.",
        "Confirm: release of a contract form from the personnel file",
        "Stay it",
    ):
        assert said in page, said


def test_the_department_reads_it_and_cannot_settle_it(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.department_director)
    page = text(client.get(reverse("web:consequence", args=[world.release.pk])))
    assert "The State Personnel Director confirms or stays it." in page
    assert "Stay it</button>" not in page
    assert client.post(reverse("web:consequence_confirm", args=[world.release.pk])).status_code == 403


def test_whoever_holds_the_position_next_does_not_read_what_was_drafted_of_the_one_before(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.actions import SYSTEM, grant_role
    from meritbook.records.models import Role

    position = world.conversion.seat.position
    position.incumbent = world.people.nobody
    position.save()
    grant_role.perform(
        SYSTEM, at=world.conversion.settled_at, why="New.", user=world.people.nobody, role=Role.EXECUTIVE
    )
    client = signed_in(world.people.nobody)
    assert client.get(reverse("web:consequence", args=[world.conversion.pk])).status_code == 404
    assert "Nothing that you may read fits." in text(client.get(reverse("web:consequences") + "?state=all"))


def test_confirming_asks_for_the_password_again(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.personnel_director)
    answer = client.post(reverse("web:consequence_confirm", args=[world.release.pk]), {"says": ""})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert Consequence.objects.get(pk=world.release.pk).status == "drafted"


@pytest.fixture
def director(world: Any, signed_in: Callable[[Any], Any], password: str) -> Any:
    """The State Personnel Director, who gave the password a moment ago."""
    client = signed_in(world.people.personnel_director)
    client.post(reverse("account_reauthenticate"), {"password": password})
    return client


def test_once_confirmed_the_letter_can_be_opened(world: Any, director: Any) -> None:
    answer = director.post(
        reverse("web:consequence_confirm", args=[world.release.pk]), {"says": "Keep a copy."}, follow=True
    )
    page = text(answer)
    assert "Confirmed. The letter is ready." in page
    assert "Keep a copy." in page
    letter = director.get(reverse("web:consequence_letter", args=[world.release.pk]))
    assert b"".join(letter.streaming_content if letter.streaming else [letter.content])[:5] == b"%PDF-"


def test_what_cannot_be_confirmed_any_more_is_told_on_the_page(world: Any, director: Any) -> None:
    contract = world.release.contract
    contract.taken_from_file_on = contract.starts_on
    contract.save()
    answer = director.post(reverse("web:consequence_confirm", args=[world.release.pk]), {"says": ""})
    assert answer.status_code == 422
    assert "Work the law through with" in text(answer)


def test_a_stay_needs_its_reason_and_shows_it(world: Any, director: Any) -> None:
    address = reverse("web:consequence_stay", args=[world.release.pk])
    assert director.post(address, {"reason": ""}).status_code == 422
    page = text(director.post(address, {"reason": "An audit needs it.", "until": "2199-01-01"}, follow=True))
    assert "until 1 January 2199" in page
    assert "An audit needs it." in page


def test_a_draft_without_a_letter_has_none_to_open(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client = signed_in(world.people.personnel_director)
    assert client.get(reverse("web:consequence_letter", args=[world.release.pk])).status_code == 404
