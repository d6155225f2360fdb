"""Say which account is a candidate's own, so that its holder keeps out of the examination; or that none is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.core.qualifications.candidate import Person
from meritbook.records import clock
from meritbook.records.models import Application, Examination, ExaminationStatus, User


def perform(actor: Actor, *, at: datetime, why: str, application: Application, user: User | None) -> Application:
    """The application with the candidate's own account, or with none where `user` is `None`.

    Open in a closed examination too: its holder reads nothing in it. The ledger keeps that an account was linked and
    not whose, since it would name the candidate. Raises `ForbiddenError`; `OwnCaseError` when the account is the
    actor's; `TextError`; `PersonTakenError`.
    """
    why = policies.check_text(why, field="why")
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=application.examination_id)
        application = Application.objects.select_for_update().get(pk=application.pk)
        application.examination = examination
        role = require(actor, Capability.RECEIVE_APPLICATION, application, on=clock.day_of(at))
        if user is not None and user == actor.user:
            raise OwnCaseError("Nobody links their own account; somebody else does.")
        possible.check_sits_once(application, user)
        before = application.user_id
        application.user = user
        application.save()
        if examination.status == ExaminationStatus.OPEN:
            # A precedent that the candidate set decides nothing about them from now on.
            qualifying.find([application], at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="link_candidate",
            subject=f"application:{application.pk}",
            facts={
                "examination": examination.number,
                "application": application.number,
                "linked": user is not None,
                "in_place_of_another": before is not None and user is not None and before != user.pk,
                "was_linked": before is not None,
            },
            records=[application],
        )
    return application


def alike(people: Iterable[Person]) -> list[list[User]]:
    """For each person the accounts in use that bear the same name, or the person's e-mail as username."""
    wanted = list(people)
    by_mark: dict[str, list[User]] = {}
    for user in User.objects.filter(is_active=True).order_by("pk"):
        for mark in {_mark(user.full_name), _mark(user.username)}:
            by_mark.setdefault(mark, []).append(user)
    found = []
    for one in wanted:
        marks = filter(None, (_mark(one.name), _mark(one.email)))
        found.append(list(dict.fromkeys(user for mark in marks for user in by_mark.get(mark, ()))))
    return found


def _mark(text: str) -> str:
    return " ".join(text.split()).casefold()
