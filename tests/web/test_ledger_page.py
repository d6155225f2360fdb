"""The ledger is read by the names of those who acted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records.models import User


@pytest.fixture
def read(world: Any, at: datetime, signed_in: Callable[[Any], Any]) -> Callable[..., Any]:
    """The ledger as an auditor reads it, after one act of José Ruiz, who makes an account."""
    from meritbook.actions import Actor, create_user

    User.objects.filter(pk=world.people.system_administrator.pk).update(full_name="José Ruiz")
    world.people.system_administrator.refresh_from_db()
    actor = Actor(world.people.system_administrator)
    create_user.perform(actor, at=at, why="Joins.", username="newcomer", full_name="Ann New")
    client = signed_in(world.people.auditor)
    return lambda **asked: client.get(reverse("web:ledger"), asked)


@pytest.mark.parametrize("asked", ["José Ruiz", "jose", "RUIZ", "{username}", "{USERNAME}"])
def test_acts_are_found_by_the_name_of_who_acted_or_the_username(
    read: Callable[..., Any], world: Any, asked: str
) -> None:
    username = world.people.system_administrator.username
    response = read(actor=asked.format(username=username, USERNAME=username.upper()))
    rows = response.context["page"].rows
    assert {(one.actor, one.who) for one in rows} == {(username, "José Ruiz")}
    assert "José Ruiz" in response.content.decode()


@pytest.mark.parametrize("asked", ["jo", "nobody of that name", "_", "%"])
def test_too_few_letters_and_names_that_nobody_bears_find_no_act(read: Callable[..., Any], asked: str) -> None:
    assert read(actor=asked).context["page"].rows == ()


def test_what_the_program_did_itself_bears_no_name(read: Callable[..., Any]) -> None:
    rows = read(actor="system").context["page"].rows
    assert {(one.actor, one.who) for one in rows} == {("system", "")}
