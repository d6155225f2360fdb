"""Who acts on the command line, and on which position."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from meritbook.cli.errors import AmbiguousNameError, UnknownNameError

if TYPE_CHECKING:
    from meritbook.actions import Actor
    from meritbook.records.models import Department, Position


def actor_named(username: str) -> Actor:
    """The person who acts; raises `UnknownNameError`. What they may do is for the actions to say."""
    from meritbook.actions import Actor
    from meritbook.records.models import User

    user = User.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        raise UnknownNameError(
            f"Nobody signs in as “{username}”.",
            where=username,
            remedy="Give the username of a person on record; `meritbook user add` enters one.",
        )
    return Actor(user)


def department_named(code: str) -> Department:
    """The department of that code, whatever its case; raises `UnknownNameError`."""
    from meritbook.records.models import Department

    department: Department | None = Department.objects.filter(code__iexact=code).first()
    if department is None:
        codes = list(Department.objects.values_list("code", flat=True))
        near = difflib.get_close_matches(code.upper(), codes, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownNameError(
            f"There is no department “{code}”.{hint}",
            where=code,
            remedy="Give the code of a department on record; `meritbook department add` enters one.",
        )
    return department


def position_numbered(number: str, department: str = "") -> Position:
    """The position of that number; raises `UnknownNameError`, and `AmbiguousNameError` when departments share it."""
    from meritbook.records.models import Position

    rows = Position.objects.select_related("department").filter(number=number)
    if department:
        rows = rows.filter(department=department_named(department))
    found = list(rows)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNameError(
            f"There is no position {number}.",
            where=number,
            remedy="Check the number; it is written as on the description.",
        )
    codes = [row.department.code for row in found]
    raise AmbiguousNameError(
        f"{len(found)} departments have a position {number}: {', '.join(codes)}.",
        where=number,
        remedy="Say which with --department CODE.",
        details={"departments": codes},
    )
