"""Determinations: as computed or otherwise, one after another, and the notice that tells the candidate."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from meritbook.actions import (
    Actor,
    amend_statement,
    close_examination,
    determine_qualification,
    ledger,
    qualifying,
    settle_question,
)
from meritbook.actions.ledger import NextEntry
from meritbook.actions.notices import class_title, notice_of
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.qualifying_policies import (
    AlreadyDeterminedError,
    AnswerByError,
    DeterminationReasonError,
    ExaminationClosedError,
    JudgementMovedOnError,
)
from meritbook.core.values import digest
from meritbook.core.verdict import Verdict
from meritbook.records.models import Application, Determination, DeterminationOutcome, LedgerEntry
from qualifying_world import OPEN_KEY, handed_in, job

pytestmark = pytest.mark.django_db
QUALIFIED, NOT_QUALIFIED, INFORMATION = DeterminationOutcome
PLACE = NextEntry(7, "0" * 64)


@pytest.fixture
def answer_by(on: date) -> date:
    return on + timedelta(days=21)


@pytest.fixture
def determine(people: Any, at: datetime, answer_by: date) -> Callable[..., Determination]:
    """Determines, as the HR officer, with three weeks to answer."""

    def perform(application: Application, outcome: DeterminationOutcome, **more: Any) -> Determination:
        return determine_qualification.perform(
            Actor(more.pop("by", people.agency_hr)),
            at=at + timedelta(hours=2),
            why="Reviewed.",
            application=application,
            outcome=outcome,
            **{"answer_by": answer_by, **more},
        )

    return perform


# --- agreeing, or not -------------------------------------------------------------------------------------------

COMPUTED = {"met": QUALIFIED, "not_met": NOT_QUALIFIED, "open": INFORMATION}


@pytest.mark.parametrize("outcome", list(DeterminationOutcome))
@pytest.mark.parametrize("name", COMPUTED)
def test_what_is_computed_needs_no_reason_and_everything_else_does(
    examined: Any, determine: Any, name: str, outcome: DeterminationOutcome
) -> None:
    application = getattr(examined, name)
    if COMPUTED[name] == outcome:
        assert determine(application, outcome).agrees
        return
    with pytest.raises(DeterminationReasonError):
        determine(application, outcome, reason=" \n")
    determination = determine(application, outcome, reason="A letter of the employer shows it.")
    assert (determination.agrees, determination.reason) == (False, "A letter of the employer shows it.")


def test_the_judgement_is_frozen_as_it_was(examined: Any, determine: Any, people: Any, at: datetime) -> None:
    before = qualifying.judged(examined.open)
    determination = Determination.objects.get(pk=determine(examined.open, INFORMATION).pk)
    settle_question.perform(
        Actor(people.analyst), at=at, why="It is.", application=examined.open, key=OPEN_KEY, verdict=Verdict.MET
    )
    determination.refresh_from_db()
    assert determination.judgement == before.judgement
    assert determination.judgement_sha256 == digest(before.judgement) == before.sha256
    assert qualifying.judged(examined.open).judgement.verdict is Verdict.MET


def test_a_determination_by_precedent_says_so_in_its_judgement(examined: Any, determine: Any) -> None:
    determination = determine(examined.by_precedent, QUALIFIED)
    (line,) = determination.judgement.node("1.1.1").jobs
    assert line.settled is not None
    assert line.settled.by == f"Precedent {examined.precedent.pk} of Analyst"


def test_nothing_is_determined_on_another_judgement_than_was_looked_at(
    examined: Any, determine: Any, people: Any, at: datetime
) -> None:
    seen = qualifying.judged(examined.not_met).sha256
    amend_statement.perform(
        Actor(people.agency_hr),
        at=at,
        why="They wrote.",
        application=examined.not_met,
        candidate=handed_in("0102", job("j1", "2022-12")).candidate,
    )
    with pytest.raises(JudgementMovedOnError):
        determine(examined.not_met, NOT_QUALIFIED, seen=seen)
    now = qualifying.judged(examined.not_met).sha256
    assert determine(examined.not_met, NOT_QUALIFIED, seen=now).statement.version == 2


# --- until when -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [None, -1])
@pytest.mark.parametrize(("name", "outcome"), [("not_met", NOT_QUALIFIED), ("open", INFORMATION)])
def test_whoever_is_to_answer_hears_until_when(
    examined: Any, determine: Any, on: date, name: str, outcome: DeterminationOutcome, days: int | None
) -> None:
    with pytest.raises(AnswerByError):
        determine(getattr(examined, name), outcome, answer_by=None if days is None else on + timedelta(days=days))
    assert determine(getattr(examined, name), outcome, answer_by=on).answer_by == on


def test_whoever_qualifies_has_nothing_to_answer(examined: Any, determine: Any) -> None:
    assert determine(examined.met, QUALIFIED).answer_by is None


# --- one after another ------------------------------------------------------------------------------------------


def test_a_determination_supersedes_the_one_that_it_names_and_says_why(examined: Any, determine: Any) -> None:
    first = determine(examined.met, QUALIFIED)
    with pytest.raises(AlreadyDeterminedError, match="Agency Hr"):
        determine(examined.met, QUALIFIED, reason="Again.")
    with pytest.raises(DeterminationReasonError, match="takes the place"):
        determine(examined.met, QUALIFIED, instead_of=first)
    second = determine(examined.met, QUALIFIED, instead_of=first, reason="The notice went to another address.")
    first.refresh_from_db()
    assert (first.status, second.status, second.number, second.supersedes) == ("superseded", "standing", 2, first)
    with pytest.raises(AlreadyDeterminedError):
        determine(examined.met, QUALIFIED, instead_of=first, reason="Again.")


def test_nothing_can_be_superseded_where_nothing_stands(examined: Any, determine: Any) -> None:
    with pytest.raises(AlreadyDeterminedError, match="No determination stands"):
        determine(examined.met, QUALIFIED, instead_of=examined.determination, reason="x")


def test_in_a_closed_examination_nothing_is_determined(
    examined: Any, determine: Any, people: Any, at: datetime
) -> None:
    close_examination.perform(Actor(people.agency_hr), at=at, why="Filled.", examination=examined.examination)
    with pytest.raises(ExaminationClosedError):
        determine(examined.met, QUALIFIED)


@pytest.mark.parametrize("name", ["personnel_director", "auditor", "department_director", "agency_hr_elsewhere"])
def test_nobody_else_determines(examined: Any, determine: Any, people: Any, name: str) -> None:
    with pytest.raises(ForbiddenError):
        determine(examined.met, QUALIFIED, by=getattr(people, name))


def test_a_candidate_determines_nobody_in_the_examination_that_they_sit(
    examined: Any, determine: Any, receive: Any, people: Any
) -> None:
    receive(handed_in("0301"), users={"0301": people.second_analyst})
    with pytest.raises(OwnCaseError):
        determine(examined.met, QUALIFIED, by=people.second_analyst)


# --- the notice -------------------------------------------------------------------------------------------------


def _words(data: bytes) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())


def test_the_notices_are_kept_with_the_determination_and_the_ledger_vouches_for_them(
    examined: Any, determine: Any
) -> None:
    determination = determine(examined.not_met, NOT_QUALIFIED)
    pdf, docx = determination.notice_pdf, determination.notice_docx
    assert pdf.original().startswith(b"%PDF-")
    assert (pdf.name, docx.name) == ("notice-2026-014-0102-1.pdf", "notice-2026-014-0102-1.docx")
    entry = LedgerEntry.objects.latest("seq")
    assert entry.facts["notices"] == [hashlib.sha256(one.original()).hexdigest() for one in (pdf, docx)]
    assert ledger.verify().sound


def test_the_notice_says_what_was_determined_until_when_and_which_entry_holds_it(
    examined: Any, determine: Any, answer_by: date
) -> None:
    determination = determine(examined.not_met, NOT_QUALIFIED)
    words = _words(determination.notice_docx.original())
    entry = LedgerEntry.objects.latest("seq")
    assert "do not meet the minimum qualifications" in words
    assert f"{answer_by.day} " in words or f" {answer_by.day}," in words
    assert f"{entry.seq:,}" in words
    assert determination.judgement_sha256 in words


def test_the_notice_is_addressed_to_a_number_and_holds_no_name(examined: Any, determine: Any) -> None:
    determination = determine(examined.not_met, NOT_QUALIFIED)
    words = _words(determination.notice_docx.original())
    assert "Candidate 0102" in words
    assert not any(name in words for name in ("Sixpenny", "Quillfeather", "Thornmere", "somebody@example.org"))


def test_the_notice_names_the_one_that_it_replaces(examined: Any) -> None:
    second = examined.not_qualified.determinations.get(number=2)
    replaced = notice_of(second, PLACE).replaces
    assert replaced is not None
    assert (replaced.reference, replaced.outcome) == ("2026-014/0108/1", "not_qualified")
    assert notice_of(examined.determination, PLACE).replaces is None


def test_the_office_says_how_to_answer(examined: Any, settings: Any) -> None:
    settings.MERITBOOK_ANSWER = "Write to the office.\n\n Or call.  "
    assert notice_of(examined.determination, PLACE).how_to_answer == ("Write to the office.", "Or call.")
    settings.MERITBOOK_ANSWER = ""
    assert notice_of(examined.determination, PLACE).how_to_answer == ()


def test_the_government_of_the_settings_stands_before_that_of_the_policy(examined: Any, settings: Any) -> None:
    settings.MERITBOOK_GOVERNMENT = "State of Larkmoor"
    assert notice_of(examined.determination, PLACE).jurisdiction == "State of Larkmoor"


def test_a_notice_names_the_class_then_the_class_of_the_plan_then_the_examination(
    examined: Any, plan_revision: Any
) -> None:
    examination = examined.examination
    assert class_title(examination) == examination.title
    examination.requirement.class_entry = plan_revision.entries.get(ref="9001")
    assert class_title(examination) == "Harbour Master I"
    examination.for_class = "Auditor II"
    assert class_title(examination) == "Auditor II"
