"""People, departments and roles."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from meritbook.actions import (
    SYSTEM,
    Actor,
    create_department,
    create_user,
    deactivate_user,
    describe_position,
    end_department,
    end_role,
    grant_role,
    make_token,
    reactivate_user,
    set_password,
)
from meritbook.actions.create_user import UsernameError
from meritbook.actions.permissions import ForbiddenError, OwnCaseError, Standing
from meritbook.actions.policies import (
    DepartmentTermError,
    PasswordError,
    RoleTermError,
    ShutOutError,
    TakenError,
    TextError,
)
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


def test_a_person_who_left_signs_in_no_more_and_their_tokens_open_nothing(
    people: Any, at: Any, on: date, client: Any, password: str
) -> None:
    made = make_token.perform(
        Actor(people.analyst), at=at, why="Reports.", name="Reports", expires_on=on + timedelta(days=9)
    )
    client.force_login(people.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    deactivate_user.perform(Actor(people.system_administrator), at=at, why="Retired.", user=people.analyst)
    made.row.refresh_from_db()
    assert made.row.revoked_by == people.system_administrator
    assert client.get("/people/").status_code in (302, 403)
    people.analyst.refresh_from_db()
    assert Standing(people.analyst, on).roles == ()
    with pytest.raises(ShutOutError):
        deactivate_user.perform(Actor(people.system_administrator), at=at, why="Again.", user=people.analyst)


def test_whoever_is_let_in_again_holds_the_roles_that_did_not_end(people: Any, at: Any, on: date) -> None:
    administrator = Actor(people.system_administrator)
    with pytest.raises(ShutOutError):
        reactivate_user.perform(administrator, at=at, why="Back.", user=people.analyst)
    deactivate_user.perform(administrator, at=at, why="Retired.", user=people.analyst)
    assert Standing(reactivate_user.perform(administrator, at=at, why="Back.", user=people.analyst), on).roles == (
        "analyst",
    )


def test_nobody_shuts_themselves_out(people: Any, at: Any) -> None:
    with pytest.raises(OwnCaseError):
        deactivate_user.perform(
            Actor(people.system_administrator), at=at, why="Leaving.", user=people.system_administrator
        )


def test_in_an_abolished_department_no_position_is_described_and_no_role_given(
    people: Any, departments: Any, description: Any, at: Any, on: date
) -> None:
    administrator = Actor(people.system_administrator)
    ended = end_department.perform(administrator, at=at, why="Merged.", department=departments.transport)
    assert ended.ends_before == on
    with pytest.raises(DepartmentTermError):
        describe_position.perform(
            Actor(people.agency_hr_elsewhere), at=at, why="New.", department=ended, description=description
        )
    with pytest.raises(DepartmentTermError):
        grant_role.perform(administrator, at=at, why="New.", user=people.nobody, role=Role.AGENCY_HR, department=ended)
    with pytest.raises(DepartmentTermError):
        end_department.perform(administrator, at=at, why="Again.", department=ended)


def test_a_department_does_not_end_before_it_starts(people: Any, departments: Any, at: Any) -> None:
    with pytest.raises(DepartmentTermError):
        end_department.perform(
            Actor(people.system_administrator),
            at=at,
            why="Merged.",
            department=departments.transport,
            ends_before=date(2019, 1, 1),
        )


def test_everybody_sets_their_own_password_and_the_ledger_says_so_without_it(people: Any, at: Any) -> None:
    set_password.perform(Actor(people.nobody), at=at, why="Mine.", user=people.nobody, password="gulls over nine piers")
    people.nobody.refresh_from_db()
    assert people.nobody.check_password("gulls over nine piers")
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.action, entry.actor, entry.facts) == ("set_password", "nobody", {"username": "nobody", "own": True})
    assert "gulls" not in entry.payload


def test_a_password_changed_on_the_site_leaves_its_entry(people: Any, client: Any, password: str) -> None:
    client.force_login(people.nobody, backend="allauth.account.auth_backends.AuthenticationBackend")
    new = "gulls over nine piers"
    client.post("/account/password/", {"oldpassword": password, "password1": new, "password2": new})
    people.nobody.refresh_from_db()
    assert people.nobody.check_password(new)
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.action, entry.actor) == ("set_password", "nobody")
