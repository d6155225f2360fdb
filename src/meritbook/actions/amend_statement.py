"""Take a candidate's amended statement, such as the answer to a notice: the next version, beside the earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.receive_applications import check_texts, judged_part
from meritbook.core.qualifications.candidate import Candidate, Person
from meritbook.core.values import canonical_json, digest
from meritbook.records import clock
from meritbook.records.models import Application, Examination, Statement, StoredDocument
from meritbook.records.models.common import Vouched


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    application: Application,
    candidate: Candidate,
    notes: Sequence[str] = (),
    source: StoredDocument | None = None,
    person: Person | None = None,
    seen: Statement | None = None,
) -> Statement:
    """The candidate's statement as it is now, judged.

    Answers that people gave go on counting where what they rested on is stated the same; the others stay on record. The
    same statement by the same person is the one on record, and nothing is written. `person` is given where who
    the candidate is changes too; `seen` is the statement that this one was made from, and a newer one refuses it.
    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `ExaminationClosedError`; `StatedAnewError`.
    """
    why = policies.check_text(why, field="why")
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=application.examination_id)
        application = Application.objects.select_for_update().get(pk=application.pk)
        application.examination = examination
        role = require(actor, Capability.RECEIVE_APPLICATION, application, on=clock.day_of(at))
        possible.check_open(examination)
        newest = qualifying.newest_statement(application)
        possible.check_read(newest, seen)
        check_texts(candidate, where="candidate")
        who = application.person if person is None else person
        candidate = judged_part(candidate, who, qualifying.judge_of(examination).requirement, number=application.number)
        saved: list[Vouched] = []
        if person is not None and person != application.person:
            application.person_json = check_texts(person, where="person")
            application.save()
            saved.append(application)
        statement = newest
        if digest(candidate) != newest.digest:
            assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
            statement = Statement.objects.create(
                application=application,
                version=newest.version + 1,
                candidate_json=canonical_json(candidate),
                digest=digest(candidate),
                notes_json=check_texts(notes, where="notes"),
                source=source,
                created_by=actor.user,
                created_at=at,
            )
            saved.append(statement)
        if not saved:
            return newest
        qualifying.find([application], at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="amend_statement",
            subject=f"application:{application.pk}",
            facts={
                "examination": examination.number,
                "application": application.number,
                "version": statement.version,
                "digest": statement.digest,
                "person_changed": application in saved,
                "source": source.sha256 if source and statement in saved else None,
            },
            records=saved,
        )
    return statement
