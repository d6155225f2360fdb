"""People, departments and roles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.actions import SYSTEM, Actor, create_department, create_user, end_role, grant_role
from meritbook.actions.create_user import PasswordError, UsernameError
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import RoleTermError, TakenError, TextError
from meritbook.records.models import LedgerEntry, Role, User

pytestmark = pytest.mark.django_db


def user(at: Any, **more: Any) -> User:
    return create_user.perform(SYSTEM, at=at, why="Set-up.", **({"username": "osei", "full_name": "R. Osei"} | more))


def test_without_a_password_a_person_cannot_sign_in_yet(at: Any) -> None:
    assert not user(at).has_usable_password()


def test_the_password_never_stands_in_the_ledger(at: Any) -> None:
    made = user(at, password="a very long winter")
    entry = LedgerEntry.objects.latest("seq")
    assert "winter" not in entry.payload
    assert made.password not in entry.payload


@pytest.mark.parametrize("password", ["short", "password1234", "190283746509"])
def test_a_password_that_is_easy_to_guess_is_refused(at: Any, password: str) -> None:
    with pytest.raises(PasswordError):
        user(at, password=password)
    assert not User.objects.exists()


@pytest.mark.parametrize("username", ["two words", "semi;colon", "a/b"])
def test_a_username_takes_letters_digits_and_a_few_marks(at: Any, username: str) -> None:
    with pytest.raises(UsernameError):
        user(at, username=username)


def test_usernames_that_differ_by_case_alone_are_the_same(at: Any) -> None:
    user(at)
    with pytest.raises(TakenError):
        user(at, username="OSEI")


def test_a_name_in_any_script_is_kept(at: Any) -> None:
    name = "Ñandú Љубав Ωμέγα 田中 🜁"
    assert User.objects.get(pk=user(at, full_name=name).pk).full_name == name


def test_a_department_code_is_used_once_whatever_its_case(at: Any) -> None:
    create_department.perform(SYSTEM, at=at, why="Set-up.", code="rev", name="Revenue")
    with pytest.raises(TakenError):
        create_department.perform(SYSTEM, at=at, why="Set-up.", code="REV", name="Revenue")


@pytest.mark.parametrize(("code", "name"), [("", "x"), ("x", " "), ("x" * 33, "x"), ("x", "\0")])
def test_a_department_has_a_code_and_a_name(at: Any, code: str, name: str) -> None:
    with pytest.raises(TextError):
        create_department.perform(SYSTEM, at=at, why="Set-up.", code=code, name=name)


def test_nobody_gives_a_role_to_themselves_or_ends_one_of_their_own(people: Any, at: Any) -> None:
    administrator = people.system_administrator
    with pytest.raises(OwnCaseError):
        grant_role.perform(Actor(administrator), at=at, why="x", user=administrator, role=Role.ANALYST)
    with pytest.raises(OwnCaseError):
        end_role.perform(Actor(administrator), at=at, why="x", assignment=administrator.role_assignments.get())


def test_a_role_is_not_given_twice_for_the_same_days(people: Any, at: Any) -> None:
    with pytest.raises(RoleTermError):
        grant_role.perform(SYSTEM, at=at, why="x", user=people.auditor, role=Role.AUDITOR)


def test_the_same_role_may_be_held_in_two_departments(people: Any, departments: Any, at: Any) -> None:
    grant_role.perform(
        SYSTEM, at=at, why="x", user=people.agency_hr, role=Role.AGENCY_HR, department=departments.transport
    )
    assert people.agency_hr.role_assignments.count() == 2


def test_a_role_that_would_end_before_it_starts_is_refused(people: Any, at: Any, on: date) -> None:
    with pytest.raises(RoleTermError):
        grant_role.perform(SYSTEM, at=at, why="x", user=people.nobody, role=Role.AUDITOR, ends_before=on)


def test_a_role_ends_once(people: Any, at: Any, on: date) -> None:
    held = people.auditor.role_assignments.get()
    by = Actor(people.system_administrator)
    ended = end_role.perform(by, at=at, why="Left.", assignment=held)
    assert ended.ends_before == on
    with pytest.raises(RoleTermError):
        end_role.perform(by, at=at, why="Left.", assignment=held, ends_before=on + timedelta(days=1))


def test_the_program_itself_ends_no_role(people: Any, at: Any) -> None:
    with pytest.raises(ForbiddenError):
        end_role.perform(SYSTEM, at=at, why="x", assignment=people.auditor.role_assignments.get())
