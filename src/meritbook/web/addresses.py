"""What the matrices of addresses are made of: how far an address is open, and the roles that read alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from meritbook.records.models import Role


class Open(StrEnum):
    """How far an address is open."""

    YES = "yes"
    OBJECT = "object"
    """For the objects that the role reaches."""


PUBLIC = "public"
NO_ROLE = "no_role"
"""Somebody who signs in and holds no role."""
SUPERVISOR = "supervisor"
"""Somebody who holds no role, and whose position others report to."""

EVERYBODY = (PUBLIC, NO_ROLE, SUPERVISOR, *Role.values)
SIGNED_IN = (NO_ROLE, SUPERVISOR, *Role.values)
CENTRAL = (Role.ANALYST, Role.PERSONNEL_DIRECTOR, Role.PERSONNEL_STAFF, Role.AUDITOR)
"""They read every position."""
AGENCY = (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY)
"""They read the positions of their department."""
LIMITED = (Role.EXECUTIVE, SUPERVISOR)
"""They read the position that they hold, or those below it."""


def all_of(*roles: str) -> dict[str, Open]:
    """Open to them without more."""
    return dict.fromkeys(roles, Open.YES)


def some_of(*roles: str) -> dict[str, Open]:
    """Open to them for the objects that they reach."""
    return dict.fromkeys(roles, Open.OBJECT)


@dataclass(frozen=True)
class Address:
    """Who may open an address and who may send to it. A role that is not named may not."""

    get: dict[str, Open] | None
    """`None` when the address is not opened, only sent to."""
    post: dict[str, Open] | None = None
    """`None` when nothing is sent to it."""
