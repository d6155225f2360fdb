"""Looking up people by name, for those who are about to name one of them in an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from meritbook.core.folding import folded
from meritbook.records.models import Position, Role, RoleAssignment, User
from meritbook.records.models.common import DatedQuerySet

AT_ONCE = 10
"""People whom one answer tells."""
MOST_PAGES = 3
"""Answers for the same words: whoever fits beyond them is told to nobody who does not write more of the name."""
LEAST = 3
"""Characters of a name that tell whose it is; a shorter word has to be a whole part of the name, as *Li* is."""
MOST_WORDS = 6

People = Callable[[date], QuerySet[User]]
"""Whom a look-up tells of, as of a day."""


@dataclass(frozen=True)
class FoundPerson:
    """Somebody as who is about to name them tells them from others."""

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
    return User.objects.filter(Exists(_roles().on(on)), is_active=True)


def in_service(on: date) -> QuerySet[User]:
    """Those in office, and whoever holds a position on record: also where they hold no role here."""
    holds = Position.objects.filter(incumbent=OuterRef("pk"))
    return User.objects.filter(Exists(_roles().on(on)) | Exists(holds), is_active=True)


def in_office_or_to_be(on: date) -> QuerySet[User]:
    """Those in office on the day or on a later one, as far as is known."""
    ahead = _roles().filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on))
    return User.objects.filter(Exists(ahead), is_active=True)


def once_in_office(_on: date) -> QuerySet[User]:
    """Those who hold a role, held or will hold one, be they gone and shut out."""
    return User.objects.filter(Exists(_roles()))


def once_in_office_in_use(on: date) -> QuerySet[User]:
    """Of those who hold or held a role, whoever can sign in."""
    return once_in_office(on).filter(is_active=True)


def in_use(_on: date) -> QuerySet[User]:
    """Everybody who can sign in, candidates and the public too: never to be looked up, only to be known by username."""
    return User.objects.filter(is_active=True)


def on_record(_on: date) -> QuerySet[User]:
    """Everybody: never to be looked up, only to be known by username."""
    return User.objects.all()


def _roles() -> DatedQuerySet:
    """The roles of a person that are more than running the system."""
    held = RoleAssignment.objects.filter(user=OuterRef("pk"), revoked_at__isnull=True)
    rows: DatedQuerySet = held.exclude(role=Role.SYSTEM_ADMINISTRATOR)
    return rows


class Among(NamedTuple):
    """Who can be named in a field."""

    names: People
    """Who is found by name: these are told to whoever may open the form."""
    usernames: People
    """Who is known by the whole username. Where that is more than the names tell, the act itself judges the others."""
    stay: People | None = None
    """Who stays named where they stood in the form at first; none where nobody does but who is known by username."""


IN_OFFICE = Among(in_office, in_office)
IN_OFFICE_OR_NAMED = Among(in_office, in_office, in_use)
"""People in office; and whoever the record names there already, if they can sign in."""
WHO_SIGNS_IN = Among(in_office, in_use)
"""People in office; and any account in use, where the act says of somebody without the role why they will not do."""
IN_SERVICE = Among(in_service, in_use)
"""People in office and holders of positions; and any account in use, such as that of somebody who comes anew."""
HOLDERS = Among(in_service, on_record)
SUCCESSORS = Among(in_office_or_to_be, in_use)
GONE_TOO = Among(once_in_office, on_record)
"""People who hold or held a role, also where they are gone."""
SIGNERS = Among(once_in_office_in_use, in_use)


def fitting(words: str, on: date, among: People = in_office) -> QuerySet[User]:
    """People of whom every word stands in their name, working title or department, and one in their name.

    The words of a title or department narrow the people of a name down; by themselves they would list a department.
    The department of somebody who is gone or to come counts as it is told of them, where they were last or will be.
    Names are compared without accents.
    """
    mine = RoleAssignment.objects.filter(user=OuterRef("pk"), revoked_at__isnull=True)
    now, holds = mine.on(on), Position.objects.filter(incumbent=OuterRef("pk"))
    # Where somebody who is gone was last, or somebody to come will be: what `told` shows of them.
    away = mine.filter(department__isnull=False).order_by(F("ends_before").desc(nulls_first=True), "pk")
    query, named = among(on).alias(away=Subquery(away.values("department__name")[:1])), Q(pk__in=())
    for word in words.replace("\0", "").replace(",", " ").split()[:MOST_WORDS]:
        held = holds.filter(Q(title__icontains=word) | Q(department__name__icontains=word))
        roles = now.filter(department__name__icontains=word)
        bare = folded(word)
        shown = Exists(held) | Exists(roles) | (~Exists(now) & ~Exists(holds) & Q(away__icontains=word))
        query = query.filter(Q(folded_name__contains=bare) | shown)
        named |= _tells_name(bare)
    return query.filter(named).order_by("full_name", "pk")


def called(words: str, on: date, among: People = in_office) -> list[User]:
    """Two at most of those whose full name the words are."""
    return list(fitting(words, on, among).filter(folded_name=folded(words))[:2])


def _tells_name(word: str) -> Q:
    """The folded word is enough of a name to ask for it."""
    if len(word) >= LEAST:
        return Q(folded_name__contains=word)
    if len(word) < LEAST - 1:
        return Q(pk__in=())
    ends = Q(folded_name__startswith=f"{word} ") | Q(folded_name__endswith=f" {word}")
    return ends | Q(folded_name__contains=f" {word} ") | Q(folded_name=word)


def look_up(words: str, on: date, page: int = 1, among: People = in_office) -> Matches:
    """A page of the people who fit; beyond the last, and beyond `MOST_PAGES`, there is nobody."""
    query, page = fitting(words, on, among), max(page, 1)
    first = (page - 1) * AT_ONCE
    users = list(query[first : first + AT_ONCE]) if page <= MOST_PAGES else []
    return Matches(words, told(users, on), query.count(), page)


def told(users: list[User], on: date) -> tuple[FoundPerson, ...]:
    """What is told of people, in their order: two statements."""
    keys = [one.pk for one in users]
    roles = list(RoleAssignment.objects.filter(user__in=keys, revoked_at__isnull=True).select_related("department"))
    now = [one for one in roles if one.starts_on <= on and (one.ends_before is None or on < one.ends_before)]
    here = {one.user_id for one in now}
    # Of somebody who is gone, or to come, where they were last or will be.
    away = [one for one in roles if one.user_id not in here]
    away.sort(key=lambda one: (one.ends_before or date.max, -one.pk))
    rows = [*away, *sorted(now, key=lambda one: -one.pk)]
    where = {one.user_id: one.department.name for one in rows if one.department is not None}
    titles: dict[int, str] = {}
    for held in Position.objects.filter(incumbent__in=keys).select_related("department").order_by("-number", "-pk"):
        assert held.incumbent_id is not None  # noqa: S101  # by the filter
        titles[held.incumbent_id], where[held.incumbent_id] = held.title, held.department.name
    return tuple(FoundPerson(one.pk, one.full_name, titles.get(one.pk, ""), where.get(one.pk, "")) for one in users)
