"""A person decides on an allocation, stands by it, or undoes it."""

from __future__ import annotations

import hashlib
import threading
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, close_old_connections, connection

from meritbook.actions import (
    Actor,
    decide_allocation,
    ledger,
    run_allocation,
    sign_description,
    submit_description,
    undo_decision,
)
from meritbook.actions.letters import letter_of
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import (
    AlreadyDecidedError,
    ClassNotConsideredError,
    DecisionTermError,
    NoPlansError,
    NotOfficialError,
    NotStandingError,
    ReasonMissingError,
)
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.readers import read
from meritbook.records.models import AllocationRun, Decision, LedgerEntry, PlanRevision, Position
from meritbook.records.models.documents import storage_name

pytestmark = pytest.mark.django_db
PLACE = ledger.NextEntry(118, "0" * 64)


def test_a_run_keeps_the_result_as_canonical_text_with_its_hash(run: AllocationRun) -> None:
    assert run.status == "allocated"
    assert run.result.allocation.class_ref == "9002"
    assert hashlib.sha256(run.result_json.encode()).hexdigest() == run.result_sha256
    assert [str(revision) for revision in run.plan_revisions.all()] == ["harbour@1"]


def test_the_same_description_and_plans_give_the_same_bytes(run: AllocationRun, people: Any, at: Any) -> None:
    again = run_allocation.perform(Actor(people.second_analyst), at=at, why="Again.", version=run.position_version)
    assert again.number == 2
    assert again.result_json == run.result_json


def test_a_clause_that_a_reader_turned_is_kept_with_the_run(run: AllocationRun, people: Any, at: Any) -> None:
    turned = run_allocation.perform(
        Actor(people.analyst),
        at=at,
        why="The supervisor was heard.",
        version=run.position_version,
        overrides={"harbour.2.policy": Verdict.NOT_MET},
    )
    assert turned.result.overrides == {"harbour.2.policy": Verdict.NOT_MET}
    assert turned.result.allocation.class_ref != "9002"
    assert LedgerEntry.objects.latest("seq").facts["overrides"] == {"harbour.2.policy": "not_met"}


def test_without_a_plan_in_effect_nothing_is_run(official_version: Any, people: Any, at: Any) -> None:
    with pytest.raises(NoPlansError):
        run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=official_version)


def test_whoever_accepts_the_answer_needs_no_reason(decide: Any, people: Any, at: Any) -> None:
    decision = decide("9002")
    assert (decision.agrees, decision.status, decision.number) == (True, "standing", 1)
    assert (decision.decided_by, decision.decided_at, decision.starts_on) == (people.analyst, at, at.date())
    assert str(decision.class_entry) == "Harbour Master II (9002)"


@pytest.mark.parametrize("ref", ["9001", None])
def test_whoever_decides_otherwise_gives_a_reason(decide: Any, ref: str | None) -> None:
    with pytest.raises(ReasonMissingError):
        decide(ref, "  ")
    assert not Decision.objects.exists()
    decision = decide(ref, "The desk audit showed it.")
    assert (decision.agrees, decision.reason) == (False, "The desk audit showed it.")
    assert decision.outcome == ("class" if ref else "none")


def test_there_is_nothing_to_agree_with_in_an_undetermined_run(
    decide: Any, describe: Any, description: Any, people: Any, at: Any, plan_revision: Any, sign: Any
) -> None:
    silent = description.model_copy(
        update={"policy_role": None, "duties": (description.duties[1].model_copy(update={"percent": Decimal(100)}),)}
    )
    version = sign(describe(silent, appointing_authority=people.appointing_authority).version)
    run = run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=version)
    assert run.status == "undetermined"
    with pytest.raises(ReasonMissingError):
        decide(None, run=run)
    assert not decide(None, "No answer came.", run=run).agrees


def test_an_answer_of_none_is_accepted_as_none(
    decide: Any, describe: Any, description: Any, people: Any, at: Any, plan_revision: Any, sign: Any
) -> None:
    alone = description.model_copy(
        update={
            "subordinates": (),
            "fte": Decimal(0),
            "duties": (description.duties[0].model_copy(update={"percent": Decimal(100)}),),
            "supervision": "Supervises nobody.",
        }
    )
    version = sign(describe(alone, appointing_authority=people.appointing_authority).version)
    run = run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=version)
    assert run.status == "none"
    assert decide(None, run=run).agrees


def test_a_decision_has_its_letter_in_two_formats(decide: Any) -> None:
    decision = decide("9002")
    assert decision.letter_pdf.original().startswith(b"%PDF-")
    assert decision.letter_docx.original().startswith(b"PK")
    assert decision.letter_pdf.name == "decision-0417-22-1.pdf"


def test_the_letter_gives_the_reasons_with_the_words_of_both_texts(decide: Any) -> None:
    letter = letter_of(decide("9002"), PLACE)
    assert letter.decided is not None
    assert (letter.decided.code, letter.decided.pay) == ("9002", "grade 33")
    assert letter.addressee == ("Executive", "Department of Revenue")
    assert letter.reference == "revenue/0417-22/1"
    clauses = {reason.clause: reason for reason in letter.reasons}
    assert clauses["formulates policy"].verdict is Verdict.MET
    assert clauses["formulates policy"].position_words


@pytest.mark.parametrize("form", ["letter_pdf", "letter_docx"])
def test_the_letter_names_its_own_entry_in_the_ledger_and_what_was_reviewed(decide: Any, form: str) -> None:
    decision = decide("9002")
    entry = LedgerEntry.objects.get(action="decide_allocation")
    kept = getattr(decision, form)
    said = "".join(read(kept.original(), name=kept.name).text.split())
    assert f"Ledgerentry:{entry.seq}Hash" in said
    assert {entry.prev_hash, decision.run.result_sha256} <= {said[at : at + 64] for at in range(len(said))}
    assert kept.sha256 in entry.facts["letters"]


def test_a_letter_of_a_decision_otherwise_says_why_and_not_what_was_computed_in_its_favour(decide: Any) -> None:
    letter = letter_of(decide("9001", "The desk audit showed it."), PLACE)
    assert letter.otherwise_because == "The desk audit showed it."
    assert letter.reviewed_result == "Harbour Master II (9002)"
    assert (letter.summary, letter.contrasts) == ("", ())


def test_a_second_decision_on_the_same_description_is_refused(decide: Any, people: Any) -> None:
    decide("9002")
    with pytest.raises(AlreadyDecidedError, match="Analyst decided"):
        decide("9001", "I see it otherwise.", by=people.second_analyst)


def test_undoing_adds_a_withdrawal_and_deletes_nothing(decide: Any, people: Any, at: Any) -> None:
    decision = decide("9002")
    withdrawal = undo_decision.perform(
        Actor(people.second_analyst), at=at, why="Appeal.", decision=decision, reason="Budget was misread."
    )
    decision.refresh_from_db()
    assert (decision.status, withdrawal.status) == ("undone", "standing")
    assert (withdrawal.outcome, withdrawal.supersedes, withdrawal.reason) == (
        "withdrawn",
        decision,
        "Budget was misread.",
    )
    assert Decision.objects.count() == 2


def test_undoing_needs_a_reason(decide: Any, people: Any, at: Any) -> None:
    with pytest.raises(ReasonMissingError):
        undo_decision.perform(Actor(people.analyst), at=at, why="Appeal.", decision=decide("9002"), reason="")


def test_what_was_undone_is_not_undone_again(decide: Any, people: Any, at: Any) -> None:
    decision = decide("9002")
    withdrawal = undo_decision.perform(
        Actor(people.analyst), at=at, why="Appeal.", decision=decision, reason="Misread."
    )
    for one in (decision, withdrawal):
        with pytest.raises(NotStandingError):
            undo_decision.perform(Actor(people.analyst), at=at, why="Appeal.", decision=one, reason="Again.")


def test_after_undoing_the_same_day_a_new_decision_stands_and_its_letter_names_the_old_one(
    decide: Any, people: Any, at: Any
) -> None:
    first = decide("9002")
    undo_decision.perform(Actor(people.analyst), at=at, why="Appeal.", decision=first, reason="Misread.")
    second = decide("9001", "Read again.")
    assert (second.number, second.status) == (3, "standing")
    earlier = letter_of(second, PLACE).supersedes
    assert earlier is not None
    assert (earlier.reference, earlier.reason) == ("revenue/0417-22/1", "Misread.")


@pytest.fixture
def sign(people: Any, at: Any) -> Any:
    """Submits and signs a version."""

    def perform(version: Any) -> Any:
        submitted = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=version)
        return sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=submitted)

    return perform


@pytest.fixture
def later_run(decide: Any, describe: Any, description: Any, people: Any, at: Any, sign: Any) -> AllocationRun:
    """A first decision stands; then the position was described anew, signed and allocated."""
    decide("9002")
    version = sign(describe(description.model_copy(update={"policy_role": "recommends"})).version)
    return run_allocation.perform(Actor(people.analyst), at=at, why="New description.", version=version)


def test_a_decision_on_a_new_description_ends_the_term_of_the_one_before(
    decide: Any, later_run: AllocationRun, on: date
) -> None:
    second = decide("9002", "As before.", run=later_run, starts_on=on + timedelta(days=30))
    first = second.supersedes
    assert (first.status, first.starts_on, first.ends_before) == ("superseded", on, on + timedelta(days=30))
    days = [on, on + timedelta(days=29), on + timedelta(days=30)]
    assert [[d.number for d in Decision.objects.on(day)] for day in days] == [[1], [1], [2]]


def test_two_decisions_do_not_take_effect_on_one_day(decide: Any, later_run: AllocationRun) -> None:
    with pytest.raises(DecisionTermError):
        decide("9002", "As before.", run=later_run)


def test_after_undoing_a_new_decision_may_take_effect_earlier_than_the_undone_one_did(
    decide: Any, later_run: AllocationRun, people: Any, at: Any, on: date
) -> None:
    second = decide("9002", "As before.", run=later_run, starts_on=on + timedelta(days=30))
    undo_decision.perform(Actor(people.analyst), at=at, why="Appeal.", decision=second, reason="Misread.")
    third = decide("9002", "Read again.", run=later_run, starts_on=on + timedelta(days=10))
    first = second.supersedes
    first.refresh_from_db()
    assert (first.ends_before, third.starts_on) == (third.starts_on, on + timedelta(days=10))
    assert ledger.verify().sound


def test_a_decision_rests_on_the_official_description(decide: Any, run: AllocationRun, later_run: Any) -> None:
    with pytest.raises(NotOfficialError, match="superseded"):
        decide("9002", run=run)


def test_a_class_of_a_plan_that_was_not_considered_cannot_be_decided(run: AllocationRun, people: Any, at: Any) -> None:
    run.plan_revisions.clear()
    entry = PlanRevision.objects.get().entries.get(ref="9002")
    with pytest.raises(ClassNotConsideredError):
        decide_allocation.perform(Actor(people.analyst), at=at, why="x", run=run, class_entry=entry)
    run.plan_revisions.set(PlanRevision.objects.all())


@pytest.mark.parametrize("holder", ["position", "supervisor"])
def test_an_analyst_does_not_decide_on_their_own_position_or_that_of_a_direct_report(
    decide: Any, run: AllocationRun, people: Any, holder: str
) -> None:
    position = run.position_version.position
    held = position if holder == "position" else position.supervisor
    before = held.incumbent
    Position.objects.filter(pk=held.pk).update(incumbent=people.analyst)
    with pytest.raises(OwnCaseError):
        decide("9002")
    Position.objects.filter(pk=held.pk).update(incumbent=before)


def test_an_altered_decision_and_an_altered_letter_are_found(decide: Any) -> None:
    decision = decide("9002")
    assert ledger.verify().sound
    original = Path(default_storage.path(storage_name(decision.letter_pdf.sha256)))
    kept = original.read_bytes()
    Decision.objects.filter(pk=decision.pk).update(reason="Another reason.")
    original.write_bytes(b"%PDF-1.7 another letter")
    assert [(fault.kind, fault.where) for fault in ledger.verify().faults] == [
        ("original", f"storeddocument:{decision.letter_pdf.pk}"),
        ("row_altered", f"decision:{decision.pk}"),
    ]
    original.write_bytes(kept)
    Decision.objects.filter(pk=decision.pk).update(reason=decision.reason)


@pytest.mark.parametrize("name", ["agency_hr", "personnel_staff", "personnel_director", "auditor", "executive"])
def test_nobody_but_an_analyst_decides(decide: Any, people: Any, name: str) -> None:
    with pytest.raises(ForbiddenError):
        decide("9002", by=getattr(people, name))


@pytest.mark.django_db(transaction=True)
def test_of_two_analysts_who_decide_at_once_one_is_told_that_the_other_was_first(
    run: AllocationRun, people: Any, at: Any
) -> None:
    entry = run.plan_revisions.get().entries.get(ref="9002")
    ready = threading.Barrier(2)
    outcomes: list[object] = []

    def decide(analyst: Any) -> None:
        try:
            ready.wait(timeout=20)
            outcomes.append(
                decide_allocation.perform(Actor(analyst), at=at, why="Reviewed.", run=run, class_entry=entry)
            )
        except MeritbookError as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[who]) for who in (people.analyst, people.second_analyst)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDecidedError", "Decision"]
    assert Decision.objects.count() == 1
    assert LedgerEntry.objects.filter(action="decide_allocation").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_who_write_at_once_make_one_chain_without_gaps(people: Any, departments: Any, at: Any) -> None:
    from meritbook.actions import SYSTEM, create_department, ledger

    before = LedgerEntry.objects.count()
    problems: list[Exception] = []

    def write(worker: int) -> None:
        try:
            for number in range(5):
                create_department.perform(
                    SYSTEM, at=at, why="At once.", code=f"d{worker}-{number}", name=f"Department {worker} {number}"
                )
        except (MeritbookError, DatabaseError) as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[worker]) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert problems == []
    assert LedgerEntry.objects.count() == before + 20
    assert ledger.verify().sound
