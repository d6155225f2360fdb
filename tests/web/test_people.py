"""What a system administrator does on the pages about people and departments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from conftest import PASSWORD
from meritbook.records.models import LedgerEntry

NEW = "a heron over the harbour 7"


def _text(response: Any) -> str:
    return str(response.content.decode())


def _after_the_password(client: Any, address: str, typed: dict[str, str]) -> Any:
    asked = client.post(address, typed)
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    return client.post(asked["Location"], {"password": PASSWORD, "next": address}, follow=True)


def test_who_left_is_shut_out_after_the_password_and_can_be_let_in_again(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, auditor = signed_in(world.people.system_administrator), world.people.auditor
    person = reverse("web:person", args=[auditor.pk])
    out, back = (reverse(f"web:{name}", args=[auditor.pk]) for name in ("person_shut_out", "person_let_in"))
    assert out in _text(client.get(person))
    page = _text(_after_the_password(client, out, {"why": "Retired."}))
    auditor.refresh_from_db()
    assert not auditor.is_active
    assert "is shut out." in page
    assert back in page
    assert out not in page
    assert "shut out</span>" in _text(client.get(reverse("web:people"), {"q": auditor.username}))
    client.post(back, {"why": "Came back."})
    auditor.refresh_from_db()
    assert auditor.is_active
    entries = LedgerEntry.objects.order_by("-seq")[:2]
    assert [(one.action, one.why) for one in entries] == [
        ("reactivate_user", "Came back."),
        ("deactivate_user", "Retired."),
    ]


def test_shutting_out_without_a_reason_or_twice_is_refused_in_place(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client = signed_in(world.people.system_administrator)
    address = reverse("web:person_shut_out", args=[world.people.auditor.pk])
    assert client.post(address, {"why": ""}).status_code == 422
    _after_the_password(client, address, {"why": "Retired."})
    again = client.post(address, {"why": "Retired, once more."})
    assert again.status_code == 422
    assert again.context["problem"]["code"] == "user.shut_out"
    assert "Retired, once more." in _text(again)


def test_nobody_shuts_themselves_out(world: Any, signed_in: Callable[[Any], Any]) -> None:
    own = world.people.system_administrator
    client = signed_in(own)
    assert reverse("web:person_shut_out", args=[own.pk]) not in _text(client.get(reverse("web:person", args=[own.pk])))
    _after_the_password(client, reverse("web:person_shut_out", args=[own.pk]), {"why": "By mistake."})
    own.refresh_from_db()
    assert own.is_active


def test_a_forgotten_password_is_replaced_and_the_new_one_is_never_kept_in_a_session_or_the_ledger(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, auditor = signed_in(world.people.system_administrator), world.people.auditor
    address = reverse("web:person_password", args=[auditor.pk])
    too_late = client.post(address, {"password": NEW, "why": "Forgotten."})
    assert too_late.status_code == 302
    assert not any(NEW in str(one.get_decoded()) for one in Session.objects.all())
    form = client.post(
        too_late["Location"], {"password": PASSWORD, "next": f"{address}?why=Forgotten."}, follow=True
    ).context["form"]
    assert form["why"].value() == "Forgotten."
    weak = client.post(address, {"password": "password1234", "why": "Forgotten."})
    assert weak.status_code == 422
    assert weak.context["problem"]["code"] == "user.password"
    assert "Forgotten." in _text(weak)
    assert "password1234" not in _text(weak)
    assert client.post(address, {"password": NEW, "why": "Forgotten."}).status_code == 302
    auditor.refresh_from_db()
    assert auditor.check_password(NEW)
    entry = LedgerEntry.objects.order_by("-seq")[0]
    assert (entry.action, entry.why) == ("set_password", "Forgotten.")
    assert NEW not in str(entry.__dict__)


def test_ones_own_password_is_changed_with_the_old_one(world: Any, signed_in: Callable[[Any], Any]) -> None:
    own = world.people.system_administrator
    answer = signed_in(own).get(reverse("web:person_password", args=[own.pk]))
    assert answer["Location"] == reverse("account_change_password")


def test_a_department_stands_to_the_end_of_its_last_day(world: Any, signed_in: Callable[[Any], Any]) -> None:
    client, department = signed_in(world.people.system_administrator), world.departments.transport
    address = reverse("web:department_end", args=[department.pk])
    assert address in _text(client.get(reverse("web:people")))
    last = date.today() + timedelta(days=30)  # noqa: DTZ011 - a day well ahead, in whatever zone
    _after_the_password(client, address, {"last_day": last.isoformat(), "why": "Merged."})
    department.refresh_from_db()
    assert department.ends_before == last + timedelta(days=1)
    assert address not in _text(client.get(reverse("web:people")))
    assert LedgerEntry.objects.order_by("-seq")[0].why == "Merged."


@pytest.mark.parametrize("typed", ["", "soon", "9999-12-31"])
def test_a_last_day_that_is_none_is_refused_and_the_reason_stays(
    typed: str, world: Any, signed_in: Callable[[Any], Any]
) -> None:
    address = reverse("web:department_end", args=[world.departments.transport.pk])
    refused = signed_in(world.people.system_administrator).post(address, {"last_day": typed, "why": "Merged."})
    assert refused.status_code == 422
    assert refused.context["form"].errors["last_day"]
    assert "Merged." in _text(refused)
    world.departments.transport.refresh_from_db()
    assert world.departments.transport.ends_before is None
