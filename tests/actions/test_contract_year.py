"""Evidence, reviews and results of a contract year: who may, when, and what stays private."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from appointing_world import person, vouch
from contract_world import AT, ContractYear
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError, Standing
from meritbook.actions.policies import TextError
from meritbook.actions.service_record import meetings_of
from meritbook.desk import contract_year as read
from meritbook.desk.contract_measures import lines
from meritbook.records.models import LedgerEntry, StoredDocument
from year_stage import do, file_named

pytestmark = pytest.mark.django_db
ON = AT.date()
SECRET = "He was short with the clerk."


def note(year: ContractYear, who: Any, **more: Any) -> Any:
    taken = {"contract": year.contract, "says": SECRET, "happened_on": date(2004, 8, 20), **more}
    return do("write_evidence", who, AT, **taken)


def sees(who: Any, year: ContractYear, row: Any) -> bool:
    """Whether the person finds the note in the list; the object-level answer must agree."""
    standing = Standing(who, ON)
    listed = read.notes_of(standing, year.contract).filter(pk=row.pk).exists()
    assert standing.may(Capability.READ_CONTRACT, row) is (listed and standing.may(Capability.READ_CONTRACT))
    return listed


OTHERS = ("executive", "director", "officer", "successor", "staff", "personnel_director", "auditor")


def test_a_private_draft_is_read_by_its_author_alone(contract_year: ContractYear) -> None:
    row = note(contract_year, contract_year.authority)
    assert sees(contract_year.authority, contract_year, row)
    assert not any(sees(getattr(contract_year, name), contract_year, row) for name in OTHERS)
    mine = note(contract_year, contract_year.executive)
    assert sees(contract_year.executive, contract_year, mine)
    assert not sees(contract_year.authority, contract_year, mine)


def test_whoever_takes_the_position_over_as_authority_does_not_read_the_drafts_of_the_one_before(
    contract_year: ContractYear,
) -> None:
    row = note(contract_year, contract_year.authority)
    position = contract_year.seat.position
    position.appointing_authority = contract_year.successor
    position.save()
    vouch(position)
    assert Standing(contract_year.successor, ON).may(Capability.READ_CONTRACT, contract_year.contract)
    row.refresh_from_db()
    assert not sees(contract_year.successor, contract_year, row)


def test_the_ledger_holds_nothing_of_a_draft_but_that_there_is_one(contract_year: ContractYear) -> None:
    row = note(contract_year, contract_year.authority, about="customers-wait")
    do("attach_file", contract_year.authority, AT, note=row, file=file_named("clerk-complaint.txt"))
    do("change_evidence", contract_year.authority, AT, note=row, says=SECRET + " Twice.", happened_on=ON)
    written = list(LedgerEntry.objects.order_by("-seq")[:3])
    for entry in written:
        assert entry.facts == {"private": True}
        assert "clerk" not in entry.payload
        assert "customers" not in entry.payload


def test_guessed_words_cannot_be_tried_against_the_fingerprint_of_a_draft(contract_year: ContractYear) -> None:
    first, second = (note(contract_year, contract_year.authority) for _ in range(2))
    assert first.nonce != second.nonce
    assert len(first.nonce) == 32


def test_drafts_leave_no_trace_in_what_others_are_shown(contract_year: ContractYear) -> None:
    note(contract_year, contract_year.authority, about="customers-wait")
    shown = read.year(Standing(contract_year.executive, ON), contract_year.contract, contract_year.version.text)
    assert [one for part in shown.parts for one in part.notes] == []
    assert not any(one.kind == "evidence" for one in shown.line.events)


def test_shared_words_stand_still_and_withdrawn_ones_stay_on_file(contract_year: ContractYear) -> None:
    row = note(contract_year, contract_year.authority)
    shared = do("share_evidence", contract_year.authority, AT, note=row)
    assert sees(contract_year.executive, contract_year, shared)
    with pytest.raises(possible.NoteStandsError):
        do("change_evidence", contract_year.authority, AT, note=row, says="Other.", happened_on=ON)
    with pytest.raises(possible.NoteStandsError):
        do("share_evidence", contract_year.authority, AT, note=row)
    with pytest.raises(TextError):
        do("withdraw_evidence", contract_year.authority, AT, note=row)
    gone = do("withdraw_evidence", contract_year.authority, AT, note=row, reason="Another clerk.")
    assert sees(contract_year.executive, contract_year, gone)
    assert gone.says == SECRET


def test_a_draft_that_is_given_up_loses_its_words_and_is_gone_for_its_author_too(contract_year: ContractYear) -> None:
    row = note(contract_year, contract_year.authority)
    gone = do("withdraw_evidence", contract_year.authority, AT, note=row)
    assert SECRET not in gone.says
    assert not read.notes_of(Standing(contract_year.authority, ON), contract_year.contract).exists()


def test_nobody_changes_what_somebody_else_wrote(contract_year: ContractYear) -> None:
    row = note(contract_year, contract_year.authority, shared=True)
    with pytest.raises(possible.NotePrivacyError):
        do("withdraw_evidence", contract_year.director, AT, note=row, reason="No.")
    with pytest.raises(ForbiddenError):
        note(contract_year, contract_year.officer)


@pytest.mark.parametrize(
    ("day", "at", "refused"),
    [
        (date(2004, 6, 30), AT, True),
        (date(2004, 7, 1), AT, False),
        (ON, AT, False),
        (ON + timedelta(days=1), AT, True),
        (date(2005, 6, 30), datetime(2005, 7, 2, 9, tzinfo=AT.tzinfo), False),
        (date(2005, 7, 1), datetime(2005, 7, 2, 9, tzinfo=AT.tzinfo), True),
    ],
)
def test_a_review_is_held_within_the_contract_and_not_in_the_future(
    contract_year: ContractYear, day: date, at: datetime, refused: bool
) -> None:
    taken = {"contract": contract_year.contract, "kind": "quarterly", "held_on": day, "rater_says": "Well."}
    if refused:
        with pytest.raises(possible.YearDayError):
            do("record_review", contract_year.authority, at, **taken)
    else:
        assert do("record_review", contract_year.authority, at, **taken).held_on == day


def plan(year: ContractYear, **more: Any) -> Any:
    taken = {
        "contract": year.contract, "kind": "improvement", "held_on": ON, "rater_says": "Late.", "problem": "24 days.",
        "steps": [possible.Step("Clear the backlog.", date(2004, 10, 1))], **more,
    }  # fmt: skip
    return do("record_review", year.authority, AT, **taken)


def test_an_improvement_plan_names_its_problem_and_a_step_within_the_contract(contract_year: ContractYear) -> None:
    for wrong in ({"problem": ""}, {"steps": []}, {"kind": "quarterly"}, {"kind": "yearly"}):
        with pytest.raises(possible.ReviewError):
            plan(contract_year, **wrong)
    with pytest.raises(possible.StepError):
        plan(contract_year, steps=[possible.Step("Clear it.", ON - timedelta(days=1))])
    with pytest.raises(possible.YearDayError):
        plan(contract_year, steps=[possible.Step("Clear it.", date(2005, 7, 1))])
    with pytest.raises(possible.NoSuchObjectiveError):
        plan(contract_year, steps=[possible.Step("Clear it.", ON, "", "nothing")])
    step = plan(contract_year).steps.get()
    closed = do("close_step", contract_year.director, AT, step=step, reached=False, outcome="Half of it.")
    assert closed.reached is False
    with pytest.raises(possible.StepError):
        do("close_step", contract_year.director, AT, step=step, reached=True, outcome="All of it.")


def test_the_executive_answers_a_review_once_and_nobody_for_them(contract_year: ContractYear) -> None:
    review = plan(contract_year)
    with pytest.raises(ForbiddenError):
        do("answer_review", contract_year.authority, AT, review=review, says="Fine.")
    do("answer_review", contract_year.executive, AT, review=review, says="Two clerks were ill.")
    with pytest.raises(possible.ReviewError):
        do("answer_review", contract_year.executive, AT, review=review, says="Again.")


def test_reviews_that_stand_are_the_meetings_that_the_law_counts(contract_year: ContractYear) -> None:
    assert meetings_of([contract_year.appointment.pk]) == {contract_year.record.pk: []}
    review = plan(contract_year)
    assert meetings_of([contract_year.appointment.pk]) == {contract_year.record.pk: [ON]}
    do("withdraw_review", contract_year.authority, AT, review=review, reason="Of another day.")
    assert meetings_of([contract_year.appointment.pk]) == {contract_year.record.pk: []}


def record(year: ContractYear, who: Any, **more: Any) -> Any:
    taken = {
        "contract": year.contract, "measure": "wait-days", "period_ends_on": date(2004, 8, 31), "value": Decimal(24),
        "source": "Report.", **more,
    }  # fmt: skip
    return do("record_result", who, AT, **taken)


def test_a_period_has_one_value_and_a_correction_replaces_it(contract_year: ContractYear) -> None:
    first = record(contract_year, contract_year.officer)
    with pytest.raises(possible.ResultStandsError):
        record(contract_year, contract_year.officer, value=Decimal(23))
    correct = {"result": first, "value": Decimal("21.5"), "source": "Report.", "says": "Misread."}
    do("correct_result", contract_year.officer, AT, **correct)
    with pytest.raises(possible.ResultStandsError):
        do("correct_result", contract_year.officer, AT, **correct)
    (wait, _) = read.findings_of(contract_year.contract, on=ON)
    assert (wait.value, [one.value for one in wait.corrections]) == (Decimal("21.5"), [Decimal(24)])


def test_nobody_records_the_results_of_their_own_contract(contract_year: ContractYear) -> None:
    with pytest.raises(OwnCaseError):
        record(contract_year, contract_year.executive)
    with pytest.raises(ForbiddenError):
        record(contract_year, contract_year.auditor)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e13", "21.00001"])
def test_a_value_that_no_measure_can_have_is_refused(contract_year: ContractYear, value: str) -> None:
    with pytest.raises(possible.ResultValueError):
        record(contract_year, contract_year.officer, value=Decimal(value))


def test_what_is_unknown_or_too_long_is_refused(contract_year: ContractYear) -> None:
    with pytest.raises(possible.NoSuchMeasureError):
        record(contract_year, contract_year.officer, measure="nothing")
    with pytest.raises(possible.NoSuchObjectiveError):
        note(contract_year, contract_year.authority, about="nothing")
    with pytest.raises(TextError):
        note(contract_year, contract_year.authority, says="x" * (possible.MOST_WORDS + 1))
    assert note(contract_year, contract_year.authority, says="x" * possible.MOST_WORDS)


def test_before_all_have_signed_there_is_no_year_to_work_under(contract_year: ContractYear) -> None:
    version = contract_year.version
    version.status = "agreed"
    version.save()
    vouch(version)
    with pytest.raises(possible.NotSignedError):
        note(contract_year, contract_year.authority)


def test_the_same_file_stands_beside_a_note_once_and_is_kept_byte_for_byte(contract_year: ContractYear) -> None:
    row = note(contract_year, contract_year.authority)
    kept = do("attach_file", contract_year.authority, AT, note=row, file=file_named("../../r\x00.txt", b"24 days\r\n"))
    assert "/" not in kept.name
    assert StoredDocument.objects.get(pk=kept.document_id).original() == b"24 days\r\n"
    with pytest.raises(possible.FilesError):
        do("attach_file", contract_year.authority, AT, note=row, file=file_named("r.txt", b"24 days\r\n"))


def test_who_records_results_finds_what_is_wanted_and_reads_no_contract(contract_year: ContractYear) -> None:
    clerk = person("year_results", "results_administrator")
    later = Standing(clerk, date(2004, 10, 2))
    assert not later.may(Capability.READ_CONTRACT, contract_year.contract)
    assert {one.finding.measure for one in lines(later).rows} == {"wait-days", "calls-answered"}
    assert lines(Standing(clerk, date(2004, 10, 1))).rows == ()
    assert json.dumps([one.finding.plain() for one in lines(later).rows]).count("9000") == 0
