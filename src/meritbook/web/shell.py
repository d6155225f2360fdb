"""What frames every page: the menu of the person's roles, who they are, and whether this is a demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

import meritbook
from meritbook.actions.permissions import Capability, Standing
from meritbook.records import clock
from meritbook.records.models import Role, User
from meritbook.web.http import standing_of


@dataclass(frozen=True)
class Entry:
    """One entry of the menu."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True)
class Shell:
    """The frame of a page."""

    navigation: tuple[Entry, ...]
    person: str
    roles: str
    demo: bool
    """Whether what is shown is made up."""
    day: date
    """The day on which the site believes it is."""
    fixed: bool
    """Whether a setting holds the day."""
    can_move: bool
    """Whether the person may move the day of the demonstration."""
    version: str


MENU: tuple[tuple[str, str, str, frozenset[Capability]], ...] = (
    ("My desk", "web:home", "/", frozenset()),
    ("Class plans", "web:plans", "/plans", frozenset({Capability.READ_PLANS})),
    ("Classes", "web:classes", "/classes", frozenset({Capability.READ_PLANS})),
    ("Law", "web:law", "/law", frozenset({Capability.READ_PLANS})),
    ("Positions", "web:positions", "/positions", frozenset({Capability.READ_POSITION})),
    ("Decisions", "web:decisions", "/decisions", frozenset({Capability.READ_DECISION})),
    ("Service", "web:service", "/service", frozenset({Capability.READ_SERVICE})),
    ("What the law drafted", "web:consequences", "/consequences", frozenset({Capability.READ_SEAT})),
    ("Executives", "web:seats", "/seats", frozenset({Capability.READ_SEAT})),
    ("Custody", "web:custody", "/custody", frozenset({Capability.READ_CUSTODY})),
    ("Contracts", "web:agreements", "/performance", frozenset({Capability.READ_CONTRACT})),
    ("Ratings", "web:calibration", "/performance/calibration", frozenset({Capability.CALIBRATE})),
    ("Results of contracts", "web:agreement_measures", "/performance/measures", frozenset({Capability.RECORD_RESULT})),
    ("Results", "web:measures", "/results", frozenset({Capability.READ_RESULTS})),
    ("Annual reports", "web:reports", "/reports", frozenset({Capability.READ_REPORT})),
    ("Competencies", "web:competencies", "/competencies", frozenset({Capability.READ_COMPETENCIES})),
    ("Personnel files", "web:files", "/file/", frozenset({Capability.READ_FILE})),
    ("The year", "web:calendar", "/calendar", frozenset({Capability.KEEP_CALENDAR})),
    ("Examinations", "web:examinations", "/examinations", frozenset({Capability.READ_EXAMINATION})),
    ("Requirements", "web:requirements", "/requirements", frozenset({Capability.READ_REQUIREMENT})),
    ("Documents", "web:documents", "/documents", frozenset({Capability.IMPORT_DOCUMENT})),
    ("Ledger", "web:ledger", "/ledger", frozenset({Capability.READ_LEDGER})),
    ("People", "web:people", "/people", frozenset({Capability.MANAGE_USERS})),
)
"""Label, address by name, beginning of the addresses below it, and the capabilities of which one opens it."""


@lru_cache(maxsize=32)
def _address(name: str) -> str:
    return reverse(name)


def _open(standing: Standing, capabilities: frozenset[Capability]) -> bool:
    return any(standing.may(one) for one in capabilities)


def rooms_of(
    request: HttpRequest, rooms: Iterable[tuple[str, str, Capability]], current: str
) -> list[tuple[str, str, bool]]:
    """The tabs of a part of the site: label, address and whether it is the room of the page, of those that are open.

    `rooms`: label, address by name and the capability that opens it.
    """
    standing = standing_of(request)
    return [(label, reverse(name), name == current) for label, name, capability in rooms if standing.may(capability)]


def frame(request: HttpRequest) -> Shell:
    """The frame for this request. Two statements at most: the roles held, and for a person whether they supervise."""
    asks = getattr(request, "user", None)
    user = asks if isinstance(asks, User) else None
    entries: list[Entry] = []
    standing = standing_of(request) if hasattr(request, "user") else None
    for label, name, below, capabilities in MENU:
        if not capabilities:
            if user is None:
                continue
        elif standing is None or not _open(standing, capabilities):
            continue
        current = request.path == "/" if below == "/" else request.path.startswith(below)
        entries.append(Entry(label, _address(name), current))
    demo, fixed = bool(settings.MERITBOOK_DEMO), clock.fixed_day() is not None
    roles = [str(Role(role).label) for role in standing.roles] if standing else []
    return Shell(
        navigation=tuple(entries),
        person=user.full_name if user else "",
        roles=", ".join(roles),
        demo=demo,
        day=standing.on if standing else clock.today(),
        fixed=fixed,
        can_move=demo and not fixed and standing is not None and standing.may(Capability.MOVE_DAY),
        version=meritbook.__version__,
    )
