"""Questions answered by people, remembered for others, departed from, withdrawn and overruled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from meritbook.actions import (
    Actor,
    amend_statement,
    close_examination,
    ledger,
    open_examination,
    overrule_precedent,
    qualifying,
    settle_question,
    withdraw_settlement,
    write_requirement,
)
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import TextError
from meritbook.actions.qualifying_policies import (
    AlreadySettledError,
    ExaminationClosedError,
    MonthsError,
    PrecedentNotStandingError,
    PrecedentStandsError,
    QuestionNotOpenError,
    SettlementWithdrawnError,
    StatedAnewError,
)
from meritbook.core.verdict import Verdict
from meritbook.records.models import Finding, FindingQuestion, LedgerEntry, Precedent, Settlement
from qualifying_world import CONTROLLER, ON, OPEN_KEY, bachelor, handed_in, job

pytestmark = pytest.mark.django_db
MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
BOOKKEEPER = ("Bookkeeper", "Keeps the ledgers of a shop.")


@pytest.fixture
def settle(people: Any, at: datetime) -> Callable[..., Settlement]:
    """Answers a question, as the HR officer unless somebody else is named, two hours after the world was made."""

    def perform(application: Any, verdict: Verdict, key: str = OPEN_KEY, **more: Any) -> Settlement:
        return settle_question.perform(
            Actor(more.pop("by", people.agency_hr)),
            at=more.pop("at", at + timedelta(hours=2)),
            why=more.pop("why", "As I read it."),
            application=application,
            key=key,
            verdict=verdict,
            **more,
        )

    return perform


def verdict_of(application: Any) -> str:
    return Finding.objects.get(application=application).verdict


# --- settling ---------------------------------------------------------------------------------------------------


def test_an_answer_decides_and_is_shown_as_the_persons(examined: Any, settle: Any) -> None:
    settle(examined.open, MET)
    judged = qualifying.judged(examined.open)
    assert (judged.judgement.verdict, verdict_of(examined.open)) == (MET, "met")
    (line,) = judged.judgement.node("1.1.1").jobs
    assert line.settled is not None
    assert (line.settled.by, line.settled.why) == ("Agency Hr", "As I read it.")


def test_the_same_question_of_anybody_else_is_decided_by_the_precedent_and_says_so(examined: Any) -> None:
    judged = qualifying.judged(examined.by_precedent)
    assert judged.judgement.verdict is MET
    assert judged.by_precedent == {OPEN_KEY: examined.precedent, "1.2/j1": examined.precedent}
    (line,) = judged.judgement.node("1.1.1").jobs
    assert line.settled is not None
    assert line.settled.by == f"Precedent {examined.precedent.pk} of Analyst"
    assert judged.settlements == {}


def test_an_answer_judges_again_those_who_wait_for_it_in_other_examinations_too(examined: Any, settle: Any) -> None:
    listed = examined.statewide.applications.get()
    assert verdict_of(listed) == "undetermined"
    assert listed.finding.questions > 0
    settle(examined.open, NOT_MET)
    assert verdict_of(listed) == "not_met"
    assert not qualifying.outdated(examined.statewide).exists()


def test_those_beyond_the_first_two_hundred_are_judged_with_the_examination(
    examined: Any, settle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qualifying, "AT_ONCE", 0)
    listed = examined.statewide.applications.get()
    settle(examined.open, NOT_MET)
    waiting = list(qualifying.outdated(examined.statewide))
    assert (waiting, verdict_of(listed)) == ([listed], "undetermined")
    qualifying.find(waiting)
    assert verdict_of(listed) == "not_met"
    assert not qualifying.outdated(examined.statewide).exists()


def test_questions_are_kept_once_with_those_who_wait_for_them(examined: Any) -> None:
    uses = FindingQuestion.objects.filter(finding__application=examined.open)
    listed = FindingQuestion.objects.filter(finding__application__examination=examined.statewide)
    assert {one.key for one in uses} == {OPEN_KEY, "1.2/j1"}
    assert {one.question_id for one in uses} == {one.question_id for one in listed}
    decided = FindingQuestion.objects.filter(finding__application=examined.by_precedent)
    assert {one.precedent for one in decided} == {examined.precedent}


def test_no_name_employer_or_number_stands_in_a_precedent(examined: Any) -> None:
    precedent = examined.precedent
    assert precedent.evidence == ("title: Controller", "duty: Examines the books of county offices.")
    kept = f"{precedent.question}{precedent.required_words}{precedent.evidence_json}"
    assert all(word not in kept for word in ("0103", "Farthingale", "Quillfeather"))


def test_an_answer_that_is_not_to_be_remembered_sets_no_precedent(examined: Any, settle: Any) -> None:
    before = Precedent.objects.count()
    settlement = settle(examined.open, NOT_MET, remember=False)
    assert (settlement.precedent, Precedent.objects.count()) == (None, before)
    assert verdict_of(examined.statewide.applications.get()) == "undetermined"


def test_leaving_a_question_open_on_purpose_sets_no_precedent(examined: Any, settle: Any) -> None:
    settlement = settle(examined.open, UNDETERMINED, why="The department is to say.")
    assert (settlement.verdict, settlement.precedent) == ("undetermined", None)


def test_an_answer_that_agrees_with_the_precedent_names_it(examined: Any, settle: Any) -> None:
    settlement = settle(examined.by_precedent, MET)
    assert settlement.precedent == examined.precedent
    assert Precedent.objects.count() == 1


def test_anyone_may_depart_from_a_precedent_for_one_candidate(examined: Any, settle: Any) -> None:
    # Six years and ten years ask the same of the job: one answer stands under both ways.
    settlement = settle(examined.by_precedent, NOT_MET, remember=False)
    examined.precedent.refresh_from_db()
    assert (settlement.precedent, examined.precedent.status) == (examined.precedent, "standing")
    assert verdict_of(examined.by_precedent) == "not_met"
    assert LedgerEntry.objects.latest("seq").facts["departs"] is True


def test_an_answer_otherwise_does_not_overrule_a_precedent_unseen(examined: Any, settle: Any, people: Any) -> None:
    for who in (people.agency_hr, people.analyst):
        with pytest.raises(PrecedentStandsError):
            settle(examined.by_precedent, NOT_MET, by=who)
    assert Settlement.objects.count() == 1


def test_only_an_analyst_overrules_a_precedent_by_answering_otherwise(examined: Any, settle: Any, people: Any) -> None:
    with pytest.raises(ForbiddenError):
        settle(examined.by_precedent, NOT_MET, overrules=examined.precedent)
    settlement = settle(
        examined.by_precedent, NOT_MET, overrules=examined.precedent, by=people.second_analyst, why="Not auditing."
    )
    old = Precedent.objects.get(pk=examined.precedent.pk)
    assert (old.status, old.overruled_by, old.overruled_why) == ("overruled", people.second_analyst, "Not auditing.")
    assert (settlement.precedent.status, settlement.precedent.verdict) == ("standing", "not_met")
    # The one who set it answered for that candidate, and that answer stands.
    assert (verdict_of(examined.settled), verdict_of(examined.by_precedent)) == ("met", "not_met")


def test_a_precedent_does_not_decide_on_the_person_who_set_it(
    examined: Any, receive: Any, people: Any, at: datetime
) -> None:
    row = receive(
        handed_in("0201", job("j1", "2012-01", words=CONTROLLER)),
        handed_in("0202", job("j1", "2012-01", words=CONTROLLER)),
        users={"0201": people.analyst},
    )
    assert (verdict_of(row["0201"]), verdict_of(row["0202"])) == ("undetermined", "met")


def test_a_fact_about_one_person_is_no_precedent(
    people: Any, at: datetime, departments: Any, receive: Any, settle: Any
) -> None:
    version = write_requirement.perform(
        Actor(people.analyst),
        at=at,
        why="Written.",
        key="county-clerk",
        title="County Clerk",
        text="Must be a resident of the county.",
        policy="plain",
    )
    examination = open_examination.perform(
        Actor(people.agency_hr),
        at=at,
        why="A vacancy.",
        number="C-1",
        title="County Clerk",
        requirement=version,
        on=ON,
        department=departments.revenue,
    )
    rows = receive(handed_in("1"), handed_in("2"), examination=examination)
    (question,) = qualifying.judged(rows["1"]).questions
    settlement = settle(rows["1"], MET, key=question.key)
    assert (question.identity, settlement.precedent) == ("", None)
    assert (verdict_of(rows["1"]), verdict_of(rows["2"])) == ("met", "undetermined")
    assert not FindingQuestion.objects.exists()


# --- what cannot be answered ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["1.9", "1.1.1/j9", "1.1.2", "nonsense", "1"])
def test_only_an_open_question_can_be_answered(examined: Any, settle: Any, key: str) -> None:
    with pytest.raises(QuestionNotOpenError):
        settle(examined.open, MET, key=key)


def test_where_the_verdict_waits_for_nothing_nothing_is_asked(examined: Any, settle: Any) -> None:
    with pytest.raises(QuestionNotOpenError):
        settle(examined.met, NOT_MET)


@pytest.mark.parametrize("key", ["", "1\0", "1" * 201])
def test_a_key_that_no_database_keeps_is_refused(examined: Any, settle: Any, key: str) -> None:
    with pytest.raises(TextError):
        settle(examined.open, MET, key=key)


def test_an_answer_that_stands_is_replaced_only_when_it_is_named(examined: Any, settle: Any) -> None:
    first = settle(examined.open, MET, remember=False)
    with pytest.raises(AlreadySettledError, match="Agency Hr"):
        settle(examined.open, NOT_MET, remember=False)
    second = settle(examined.open, NOT_MET, remember=False, instead_of=first)
    first.refresh_from_db()
    assert first.withdrawn_by == second.settled_by
    with pytest.raises(SettlementWithdrawnError):
        settle(examined.open, MET, remember=False, instead_of=first)


def test_whoever_answers_says_which_statement_they_read(examined: Any, settle: Any, people: Any, at: datetime) -> None:
    first = qualifying.newest_statement(examined.open)
    amend_statement.perform(
        Actor(people.agency_hr),
        at=at,
        why="They wrote.",
        application=examined.open,
        candidate=handed_in("0105", job("j1", "2010-01", words=BOOKKEEPER)).candidate,
    )
    with pytest.raises(StatedAnewError):
        settle(examined.open, MET, seen=first)
    assert settle(examined.open, MET, seen=qualifying.newest_statement(examined.open)).statement.version == 2


def test_in_a_closed_examination_nothing_is_answered_or_withdrawn(
    examined: Any, settle: Any, people: Any, at: datetime
) -> None:
    close_examination.perform(Actor(people.analyst), at=at, why="Filled.", examination=examined.examination)
    with pytest.raises(ExaminationClosedError):
        settle(examined.open, MET)
    with pytest.raises(ExaminationClosedError):
        withdraw_settlement.perform(Actor(people.analyst), at=at, why="x", settlement=examined.settlement)


def test_a_candidate_answers_no_question_of_the_examination_that_they_sit(
    examined: Any, settle: Any, receive: Any, people: Any
) -> None:
    receive(handed_in("0301"), users={"0301": people.second_analyst})
    with pytest.raises(OwnCaseError):
        settle(examined.open, MET, by=people.second_analyst)


# --- how much a substitution stands in for ----------------------------------------------------------------------


@pytest.fixture
def substituting(people: Any, at: datetime, departments: Any, receive: Any) -> Any:
    """A candidate without work, for whom the agency has yet to say how many months education stands in for."""
    analyst = Actor(people.analyst)
    version = write_requirement.perform(
        analyst,
        at=at,
        why="Written.",
        key="kansas-clerk",
        title="Clerk",
        text="Two years of experience in auditing. Education may be substituted for experience as far as the agency "
        "finds it relevant.",
        policy="kansas+plain",
    )
    examination = open_examination.perform(
        Actor(people.agency_hr),
        at=at,
        why="A vacancy.",
        number="K-1",
        title="Clerk",
        requirement=version,
        on=ON,
        department=departments.revenue,
    )
    return receive(handed_in("1", degrees=(bachelor(),)), handed_in("2"), examination=examination)


def test_months_decide_how_far_study_stands_in_for_the_same_study(substituting: Any, settle: Any) -> None:
    first, second = substituting["1"], substituting["2"]
    (question,) = qualifying.judged(first).questions
    assert question.asks_months
    settlement = settle(first, MET, key=question.key, months=Decimal("24"))
    assert settlement.precedent.months == 24
    assert (verdict_of(first), verdict_of(second)) == ("met", "met")
    assert ledger.verify().sound


def test_fewer_months_than_are_asked_for_do_not_do(substituting: Any, settle: Any) -> None:
    row = substituting["1"]
    (question,) = qualifying.judged(row).questions
    settle(row, MET, key=question.key, months=Decimal("23.75"))
    assert verdict_of(row) == "not_met"
    assert qualifying.judged(row).settlements[question.key].months == Decimal("23.75")


@pytest.mark.parametrize("months", [None, "-1", "1200.1", "0.00001", "NaN", "Infinity"])
def test_months_that_are_missing_or_impossible_are_refused(substituting: Any, settle: Any, months: str | None) -> None:
    row = substituting["1"]
    (question,) = qualifying.judged(row).questions
    with pytest.raises(MonthsError):
        settle(row, MET, key=question.key, months=None if months is None else Decimal(months))


def test_months_belong_only_to_an_answer_that_says_how_much(substituting: Any, examined: Any, settle: Any) -> None:
    (question,) = qualifying.judged(substituting["1"]).questions
    with pytest.raises(MonthsError):
        settle(substituting["1"], NOT_MET, key=question.key, months=Decimal(1))
    with pytest.raises(MonthsError):
        settle(examined.open, MET, months=Decimal(1))


# --- withdrawing and overruling ---------------------------------------------------------------------------------


def test_withdrawing_an_answer_opens_the_question_again(examined: Any, settle: Any, people: Any, at: datetime) -> None:
    settlement = settle(examined.open, MET, remember=False)
    withdrawn = withdraw_settlement.perform(Actor(people.analyst), at=at, why="Too hasty.", settlement=settlement)
    assert withdrawn.withdrawn_by == people.analyst
    assert verdict_of(examined.open) == "undetermined"
    with pytest.raises(SettlementWithdrawnError):
        withdraw_settlement.perform(Actor(people.analyst), at=at, why="Again.", settlement=settlement)


def test_a_precedent_outlives_the_answer_that_set_it(examined: Any, people: Any, at: datetime) -> None:
    withdraw_settlement.perform(Actor(people.analyst), at=at, why="Anew.", settlement=examined.settlement)
    assert qualifying.judged(examined.settled).by_precedent[OPEN_KEY] == examined.precedent


def test_overruling_opens_the_question_for_whom_it_decided(examined: Any, people: Any, at: datetime) -> None:
    later = at + timedelta(days=1)
    overruled = overrule_precedent.perform(
        Actor(people.second_analyst), at=later, why="County books are not tax audits.", precedent=examined.precedent
    )
    assert (overruled.status, overruled.overruled_why) == ("overruled", "County books are not tax audits.")
    assert (verdict_of(examined.by_precedent), verdict_of(examined.settled)) == ("undetermined", "met")
    assert qualifying.precedents() == {}
    with pytest.raises(PrecedentNotStandingError):
        overrule_precedent.perform(Actor(people.analyst), at=later, why="Again.", precedent=examined.precedent)


def test_precedents_of_another_policy_play_no_part(examined: Any) -> None:
    assert set(qualifying.precedents("plain")) == {examined.precedent.identity}
    assert qualifying.precedents("kansas") == {}
