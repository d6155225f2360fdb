"""Looking up people in office by name, for those who are about to name one of them in an act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.records.models import Position, Role, RoleAssignment, User

AT_ONCE = 10
"""People whom one answer tells."""
MOST_PAGES = 3
"""Answers for the same words: whoever fits beyond them is told to nobody who does not write more of the name."""
LEAST = 3
"""Characters of a name that tell whose it is; a shorter word has to be a whole part of the name, as *Li* is."""
MOST_WORDS = 6


@dataclass(frozen=True)
class FoundPerson:
    """Somebody in office, as who is about to name them tells them from others."""

    id: int
    full_name: str
    title: str
    """Working title of the position that they hold; empty where they hold none on record."""
    department: str


@dataclass(frozen=True)
class Matches:
    """One page of the people who fit, and how many fit."""

    words: str
    rows: tuple[FoundPerson, ...]
    total: int
    page: int = 1

    @property
    def more(self) -> int | None:
        """The page after, if there is one that is told."""
        return self.page + 1 if self.page * AT_ONCE < min(self.total, AT_ONCE * MOST_PAGES) else None

    @property
    def beyond(self) -> bool:
        """More fit than are told, and those who are told have been."""
        return self.page >= MOST_PAGES and self.total > AT_ONCE * MOST_PAGES


def in_office(on: date) -> QuerySet[User]:
    """Those who can be named: in use, and in a role on the day that is more than running the system."""
    held = (
        RoleAssignment.objects.on(on)
        .filter(user=OuterRef("pk"), revoked_at__isnull=True)
        .exclude(role=Role.SYSTEM_ADMINISTRATOR)
    )
    return User.objects.filter(Exists(held), is_active=True)


def fitting(words: str, on: date) -> QuerySet[User]:
    """People in office of whom every word stands in their name, working title or department, and one in their name.

    The words of a title or department narrow the people of a name down; by themselves they would list a department.
    """
    query, named = in_office(on), Q(pk__in=())
    for word in words.replace("\0", "").replace(",", " ").split()[:MOST_WORDS]:
        held = Position.objects.filter(
            Q(title__icontains=word) | Q(department__name__icontains=word), incumbent=OuterRef("pk")
        )
        roles = RoleAssignment.objects.on(on).filter(
            user=OuterRef("pk"), revoked_at__isnull=True, department__name__icontains=word
        )
        query = query.filter(Q(full_name__icontains=word) | Exists(held) | Exists(roles))
        named |= _tells_name(word)
    return query.filter(named).order_by("full_name", "pk")


def _tells_name(word: str) -> Q:
    """The word is enough of a name to ask for it."""
    if len(word) >= LEAST:
        return Q(full_name__icontains=word)
    if len(word) < LEAST - 1:
        return Q(pk__in=())
    ends = Q(full_name__istartswith=f"{word} ") | Q(full_name__iendswith=f" {word}")
    return ends | Q(full_name__icontains=f" {word} ") | Q(full_name__iexact=word)


def look_up(words: str, on: date, page: int = 1) -> Matches:
    """A page of the people who fit; beyond the last, and beyond `MOST_PAGES`, there is nobody."""
    query, page = fitting(words, on), max(page, 1)
    first = (page - 1) * AT_ONCE
    users = list(query[first : first + AT_ONCE]) if page <= MOST_PAGES else []
    return Matches(words, told(users, on), query.count(), page)


def told(users: list[User], on: date) -> tuple[FoundPerson, ...]:
    """What is told of people, in their order: two statements."""
    keys = [one.pk for one in users]
    roles = RoleAssignment.objects.on(on).filter(user__in=keys, revoked_at__isnull=True, department__isnull=False)
    where = {one.user_id: one.department.name for one in roles.select_related("department").order_by("-pk")}
    titles: dict[int, str] = {}
    for held in Position.objects.filter(incumbent__in=keys).select_related("department").order_by("-number", "-pk"):
        assert held.incumbent_id is not None  # noqa: S101  # by the filter
        titles[held.incumbent_id], where[held.incumbent_id] = held.title, held.department.name
    return tuple(FoundPerson(one.pk, one.full_name, titles.get(one.pk, ""), where.get(one.pk, "")) for one in users)
