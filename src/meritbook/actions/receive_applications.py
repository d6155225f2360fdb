"""Receive applications in an examination: who the candidates are, and apart from that what they state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from meritbook.actions import ledger, link_candidate, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Application as HandedIn
from meritbook.core.qualifications.candidate import Candidate, Person
from meritbook.core.qualifications.model import Age, Requirement
from meritbook.core.values import Value, canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Application, Examination, Statement, StoredDocument, User

_GIVEN = re.compile(r"C-(\d{4,9})")
_NOBODY: Mapping[str, User] = MappingProxyType({})
# How canonical JSON spells what no database keeps as text: a NUL, or half of a surrogate pair, which in the names of a
# mapping becomes the sign for what was no character.
_PERHAPS_NO_TEXT = re.compile("\\\\u0000|[\ud800-\udfff\ufffd]")


@dataclass(frozen=True)
class Skipped:
    """An application that was left out, and why."""

    where: str
    """Its number, or its place among those handed in; for a text that cannot be kept, also the place of the text."""
    says: str
    code: str


@dataclass(frozen=True)
class _Fit:
    """An application whose texts can be kept."""

    number: str
    person: str
    candidate: Candidate
    notes: str
    user: User | None
    alike: bool
    """Whether an account bears the person's name or e-mail, and none was said to be theirs."""


_ALIKE = (
    "An account of this program has the name or e-mail of the candidate. Link it, or say that it is somebody else's."
)


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    examination: Examination,
    applications: Sequence[HandedIn],
    source: StoredDocument | None = None,
    users: Mapping[str, User] = _NOBODY,
) -> tuple[list[Application], list[Skipped]]:
    """The new applications, each with its first statement, judged; and those left out, with the reason.

    One entry in the ledger for all of them, and none when all are left out. A number that the examination has
    already, or that comes twice, is left out and never overwritten (`application.number_taken`), and so are a
    second application of a person (`application.person_taken`) and one with a text that cannot be kept
    (`text.unusable`). A candidate without a number gets one (`C-0001`). `users` are the candidates' own accounts, by
    number, with an empty one for the candidate who has none yet; where an account only bears the same name or e-mail,
    the statement has a note, and somebody links it or not. `source` is the document that it was read from, which is
    on record. Raises `ForbiddenError`; `OwnCaseError` when the actor is among the candidates; `TextError`;
    `ExaminationClosedError`.
    """
    why = policies.check_text(why, field="why")
    skipped: list[Skipped] = []
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=examination.pk)
        role = require(actor, Capability.RECEIVE_APPLICATION, examination, on=clock.day_of(at))
        possible.check_open(examination)
        if actor.user is not None and actor.user in users.values():
            raise OwnCaseError("Nobody receives their own application.")
        requirement = qualifying.judge_of(examination).requirement
        fit = list(_fit(examination, applications, requirement, users, skipped))
        if not fit:
            return [], skipped
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        rows = Application.objects.bulk_create(
            Application(
                examination=examination,
                number=one.number,
                person_json=one.person,
                user=one.user,
                received_by=actor.user,
                received_at=at,
            )
            for one in fit
        )
        statements = Statement.objects.bulk_create(
            Statement(
                application=row,
                version=1,
                candidate_json=canonical_json(one.candidate),
                digest=digest(one.candidate),
                notes_json=one.notes,
                source=source,
                created_by=actor.user,
                created_at=at,
            )
            for row, one in zip(rows, fit, strict=True)
        )
        qualifying.find(rows, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="receive_applications",
            subject=f"examination:{examination.pk}",
            facts={
                "examination": examination.number,
                "numbers": [row.number for row in rows],
                "skipped": [{"where": one.where, "code": one.code} for one in skipped],
                "source": source.sha256 if source else None,
                "accounts_alike": [one.number for one in fit if one.alike],
            },
            records=[*rows, *statements],
        )
    return rows, skipped


def judged_part(candidate: Candidate, person: Person, requirement: Requirement, *, number: str) -> Candidate:
    """What is judged: under its number, and with the date of birth only where the requirement asks for an age."""
    asks_age = any(isinstance(node, Age) for node in requirement.nodes())
    born_on = (person.birth_date or candidate.born_on) if asks_age else None
    return candidate.model_copy(update={"number": number, "born_on": born_on})


def check_texts(value: Value | Sequence[str], *, where: str) -> str:
    """Canonical JSON of a value whose texts any database keeps; raises `TextError` with the place of another."""
    written = canonical_json(value if isinstance(value, Value) else list(value))
    if _PERHAPS_NO_TEXT.search(written):
        for place, text in _texts(value.model_dump() if isinstance(value, Value) else value, where):
            policies.check_text(text, field=place, required=False)
    return written


def _texts(held: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(held, str):
        yield where, held
    elif isinstance(held, Mapping):
        for name, part in held.items():
            yield f"{where} (a name)", name
            yield from _texts(part, f"{where}.{name}")
    elif isinstance(held, Sequence):
        for place, part in enumerate(held, start=1):
            yield from _texts(part, f"{where}.{place}")


def _fit(
    examination: Examination,
    applications: Sequence[HandedIn],
    requirement: Requirement,
    users: Mapping[str, User],
    skipped: list[Skipped],
) -> Iterator[_Fit]:
    """Those that can be received, each with a number of its own; the others are added to `skipped`."""
    # What is not printable is no number; it is refused below, and no database is asked for it.
    wanted = [number for one in applications if (number := one.candidate.number.strip()).isprintable()]
    taken = set(examination.applications.filter(number__in=wanted).values_list("number", flat=True))
    people = set(examination.applications.filter(user__in=users.values()).values_list("user_id", flat=True))
    free = _free_numbers(examination, taken.union(wanted)) if "" in wanted else iter(())
    accounts = link_candidate.alike(one.person for one in applications)
    for place, (handed_in, same) in enumerate(zip(applications, accounts, strict=True), start=1):
        given = handed_in.candidate.number.strip()
        where = given[:64] if given and given.isprintable() else f"application {place}"
        user = users.get(given)
        try:
            number = policies.check_text(given, field=where, longest=64, required=False)
            if not number.isprintable():
                raise policies.TextError("The number holds a character that cannot be seen.", where=where)
            if number in taken:
                raise possible.NumberTakenError(f"There is a candidate {number} already.", where=number)
            if user is not None and user.pk in people:
                raise possible.PersonTakenError("They have an application already.", where=number)
            person = check_texts(handed_in.person, where=f"{where}: person")
            check_texts(handed_in.candidate, where=where)
            alike = user is None and bool(same)
            notes = check_texts((*handed_in.notes, *([_ALIKE] * alike)), where=f"{where}: notes")
        except MeritbookError as problem:
            skipped.append(Skipped(problem.where, problem.message, problem.code))
            continue
        number = number or next(free)
        taken.add(number)
        if user is not None:
            people.add(user.pk)
        candidate = judged_part(handed_in.candidate, handed_in.person, requirement, number=number)
        yield _Fit(number, person, candidate, notes, user, alike)


def _free_numbers(examination: Examination, spoken_for: Iterable[str]) -> Iterator[str]:
    """`C-0001` and on, after the last one given, without those that are spoken for."""
    here = examination.applications.filter(number__startswith="C-").values_list("number", flat=True)
    counts = [int(found[1]) for one in here if (found := _GIVEN.fullmatch(one))]
    spoken_for, last = set(spoken_for), max(counts, default=0)
    while True:
        last += 1
        if (number := f"C-{last:04}") not in spoken_for:
            yield number
