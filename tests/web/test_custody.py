"""The pages of custody: what nobody answers for, letting somebody stand in, handing work over."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from appointing_world import person
from meritbook.records import clock
from meritbook.records.models import Delegation, HandOver

PASSWORD = "a ferry leaves at seven"
pytestmark = pytest.mark.django_db


def send(client: Any, address: str, data: dict[str, Any]) -> Any:
    """Send the form, give the password where it is asked, and go on with what was sent."""
    answer = client.post(address, data)
    if answer.status_code == 302 and answer["Location"].startswith(reverse("account_reauthenticate")):
        answer = client.post(answer["Location"], {"password": PASSWORD}, follow=True)
    return answer


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def typed(world: Any, **more: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "giver": "department_director", "role": "department_director", "department": world.departments.revenue.pk,
        "holder": "appointing_authority", "covers_contracts": "on", "starts_on": today.isoformat(),
        "last_day": (today + timedelta(days=6)).isoformat(), "reason": "Away at a hearing.", **more,
    }  # fmt: skip


def test_a_director_lets_somebody_stand_in_and_everybody_concerned_sees_it(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.department_director)
    answer = send(client, reverse("web:custody_delegate"), typed(world))
    assert "stands in for" in said(answer)
    row = Delegation.objects.latest("pk")
    assert row.ends_before == clock.today() + timedelta(days=7)
    shown = client.get(reverse("web:custody")).content.decode()
    assert "Away at a hearing." in shown
    page = client.get(reverse("web:agreement_undo", args=[world.executives.agreement.pk])).content.decode()
    assert "stands in until" in page
    assert reverse("web:delegation_end", args=[row.pk]) in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"covers_contracts": ""},
        {"holder": "nobody at all"},
        {"last_day": "9999-12-31"},
        {"last_day": "2020-01-01"},
        {"role": "agency_hr"},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    world: Any, signed_in: Callable[[Any], Any], wrong: dict[str, str]
) -> None:
    before = Delegation.objects.count()
    client = signed_in(world.people.department_director)
    answer = send(client, reverse("web:custody_delegate"), typed(world, **wrong))
    assert answer.status_code in (409, 422)
    assert "Away at a hearing." in answer.content.decode()
    assert Delegation.objects.count() == before


def test_the_officer_hands_the_part_of_a_director_over_once_the_role_is_granted(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.actions import Actor, grant_role

    first = clock.today() + timedelta(days=30)
    body = typed(world, successor="nobody", starts_on=first.isoformat(), overlap_last_day="", numbers="")
    client = signed_in(world.people.agency_hr)
    refused = send(client, reverse("web:custody_hand_over"), body)
    assert refused.status_code == 409
    assert "system administrator" in refused.content.decode()
    grant_role.perform(
        Actor(world.people.system_administrator), at=clock.now(), why="Next.", user=world.people.nobody,
        role="department_director", department=world.departments.revenue, starts_on=first,
    )  # fmt: skip
    assert send(client, reverse("web:custody_hand_over"), body).status_code in (200, 302)
    row = HandOver.objects.latest("pk")
    send(client, reverse("web:hand_over_withdraw", args=[row.pk]), {"reason": "Stays."})
    row.refresh_from_db()
    assert row.withdrawn_because == "Stays."


def test_the_administrator_who_shuts_a_director_out_is_told_what_is_left(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    director = world.people.department_director
    client = signed_in(world.people.system_administrator)
    address = reverse("web:person_shut_out", args=[director.pk])
    refused = said(send(client, address, {"why": "Left."}))
    assert "The only director of" in refused
    assert "0417-22" in refused
    send(client, address, {"why": "Left.", "left_because": "Elected."})
    shown = signed_in(world.people.agency_hr).get(reverse("web:custody")).content.decode()
    assert "has no director" in shown


def test_what_nobody_answers_for_leads_to_the_contract_only_those_who_may_read_it(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    from meritbook.records.models import User

    User.objects.filter(pk=world.people.department_director.pk).update(is_active=False)
    person("colleague", "appointing_authority", world.departments.revenue)
    seen = set()
    for user in User.objects.filter(is_active=True):
        client = signed_in(user)
        page = client.get(reverse("web:custody"))
        for line in page.context["orphans"] if page.status_code == 200 else ():
            address = reverse("web:agreement_undo", args=[line.contract]) if line.contract else "nowhere"
            linked = f'href="{address}"' in page.content.decode()
            assert linked is (client.get(address).status_code == 200), (user.username, address)
            seen.add(linked)
    assert seen == {True, False}
