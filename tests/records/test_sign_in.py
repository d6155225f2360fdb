"""Signing in: with the username that an administrator gave, and not by guessing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import NoReverseMatch, reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client: Any, people: Any, settings: Any) -> Any:
    """Tries to sign in, with axes counting as it does outside the tests."""
    settings.AXES_ENABLED = True

    def perform(username: str, password: str, address: str = "192.0.2.1") -> Any:
        return client.post(reverse("account_login"), {"login": username, "password": password}, REMOTE_ADDR=address)

    return perform


@pytest.mark.parametrize("username", ["analyst", "ANALYST"])
def test_a_person_signs_in_with_username_and_password(sign_in: Any, client: Any, password: str, username: str) -> None:
    assert sign_in(username, password).status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_password_does_not_sign_in(sign_in: Any, client: Any) -> None:
    assert sign_in("analyst", "a guess").status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_person_who_was_shut_out_does_not_sign_in(sign_in: Any, client: Any, people: Any, password: str) -> None:
    type(people.analyst).objects.filter(pk=people.analyst.pk).update(is_active=False)
    sign_in("analyst", password)
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_waits(sign_in: Any, client: Any, password: str) -> None:
    for name in ("analyst", "ANALYST", "Analyst", "analyst ", "analyst"):
        answer = sign_in(name, "a guess")
    assert answer.status_code == 429
    assert sign_in("analyst", password).status_code == 429
    assert "_auth_user_id" not in client.session


def test_nobody_is_locked_out_from_another_machine(sign_in: Any, client: Any, password: str) -> None:
    for _ in range(6):
        sign_in("analyst", "a guess", "198.51.100.7")
    sign_in("analyst", password, "192.0.2.1")
    assert "_auth_user_id" in client.session


def test_there_is_no_sign_up() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_scripts_run_only_with_the_nonce_of_the_answer(client: Any) -> None:
    policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
