"""What an office needs when people leave, forget a password, or a department ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from meritbook.cli.errors import UnknownNameError
from meritbook.cli.office import password_asked, show_person
from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from datetime import date

    from meritbook.cli.output import Output
    from meritbook.records.models import User

Because = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for the ledger.")]
LeftBecause = Annotated[
    str, typer.Option("--left-because", metavar="TEXT", help="Why work that nobody else answers for is left.")
]
EndsBefore = Annotated[str, typer.Option(metavar="DATE", help="First day on which it no longer holds; else today.")]


def _person(username: str) -> User:
    """The person of that username, shut out or not; raises `UnknownNameError`."""
    from meritbook.records.models import User

    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise UnknownNameError(f"Nobody has the username “{username}”.", where=username, remedy="Check its spelling.")
    return user


def _day(typed: str) -> date | None:
    from meritbook.cli.dates import day

    return day(typed, where="--ends-before") if typed else None


def user_deactivate(
    context: typer.Context,
    username: str,
    as_user: AsUser,
    why: Because,
    left_because: LeftBecause = "",
    as_json: AsJson = False,
) -> None:
    """Shut out a person who left: they sign in no more, and their tokens are revoked. The record keeps them."""
    _act("deactivate_user", username, as_user, why, output_of(context, as_json), left_because=left_because)


def user_reactivate(
    context: typer.Context, username: str, as_user: AsUser, why: Because, as_json: AsJson = False
) -> None:
    """Let in again a person who was shut out, with the roles that have not ended."""
    _act("reactivate_user", username, as_user, why, output_of(context, as_json))


def _act(
    name: Literal["deactivate_user", "reactivate_user"], username: str, by: str, why: str, output: Output, **more: str
) -> None:
    from meritbook.cli.home import open_records

    open_records()
    from meritbook.actions import deactivate_user, reactivate_user
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    perform = deactivate_user.perform if name == "deactivate_user" else reactivate_user.perform
    show_person(perform(actor_named(by), at=clock.now(), why=why, user=_person(username), **more), output)


def user_password(
    context: typer.Context,
    username: str,
    why: Because,
    as_user: Annotated[
        str, typer.Option("--as", metavar="USER", help="Who sets it; else the program itself, when nobody can sign in.")
    ] = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input; else it is asked for.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Set the password of a person who forgot theirs. They change it on the site."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import SYSTEM, set_password
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor, person = actor_named(as_user) if as_user else SYSTEM, _person(username)
    show_person(
        set_password.perform(actor, at=clock.now(), why=why, user=person, password=password_asked(password_stdin)),
        output,
    )


def role_end(
    context: typer.Context,
    username: str,
    role: str,
    as_user: AsUser,
    why: Because,
    department: Annotated[str, typer.Option(metavar="CODE", help="The department for which it is held.")] = "",
    ends_before: EndsBefore = "",
    left_because: LeftBecause = "",
    as_json: AsJson = False,
) -> None:
    """End a role that a person holds."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    last = _day(ends_before)
    open_records()
    from django.db.models import Q

    from meritbook.actions import end_role
    from meritbook.cli.people import actor_named, department_named
    from meritbook.records import clock
    from meritbook.records.models import RoleAssignment

    person, at = _person(username), clock.now()
    place = department_named(department) if department else None
    held = (
        RoleAssignment.objects.filter(user=person, role=role, department=place, revoked_at__isnull=True)
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=clock.day_of(at)))
        .order_by("starts_on")
        .first()
    )
    if held is None:
        where = f" for {place}" if place else " statewide"
        raise UnknownNameError(
            f"{person.full_name} does not hold the role “{role}”{where}.",
            where=role,
            remedy="Name the role as `role grant` did, with --department CODE when it is held for one.",
        )
    end_role.perform(actor_named(as_user), at=at, why=why, assignment=held, ends_before=last, left_because=left_because)
    show_person(person, output)


def department_end(
    context: typer.Context,
    code: str,
    as_user: AsUser,
    why: Because,
    ends_before: EndsBefore = "",
    as_json: AsJson = False,
) -> None:
    """Abolish a department. What it has on record stays; nothing new is described in it."""
    from meritbook.cli.answers import DepartmentAnswer
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    last = _day(ends_before)
    open_records()
    from meritbook.actions import end_department
    from meritbook.cli.people import actor_named, department_named
    from meritbook.records import clock

    row = end_department.perform(
        actor_named(as_user), at=clock.now(), why=why, department=department_named(code), ends_before=last
    )
    ends = row.ends_before.isoformat() if row.ends_before else ""
    if as_json:
        output.json(DepartmentAnswer(code=row.code, name=row.name, ends_before=ends).plain())
    else:
        output.line(f"{row.name} ({row.code}) ends before {ends}.")
