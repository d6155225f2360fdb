"""Two people act on the same candidate at the same moment, and whatever the order of acts: the record stays one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meritbook.actions import (
    Actor,
    amend_statement,
    determine_qualification,
    ledger,
    overrule_precedent,
    qualifying,
    receive_applications,
    settle_question,
    withdraw_settlement,
    write_requirement,
)
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    Application,
    Determination,
    DeterminationOutcome,
    Examination,
    Finding,
    LedgerEntry,
    Precedent,
    RequirementVersion,
    Settlement,
)
from qualifying_world import AUDITOR, CONTROLLER, OPEN_KEY, handed_in, job

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that began together: the name of what came back, or of the error, in order of the names."""
    ready = threading.Barrier(len(acts))
    outcomes: list[object] = []

    def do(act: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=20)
            outcomes.append(act())
        except MeritbookError as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.fixture
def settle(people: Any, at: datetime) -> Callable[..., Callable[[], Settlement]]:
    """An answer that is yet to be given."""

    def prepare(who: Any, application: Any, verdict: Verdict, **more: Any) -> Callable[[], Settlement]:
        return lambda: settle_question.perform(
            Actor(who), at=at, why="As I read it.", application=application, key=OPEN_KEY, verdict=verdict, **more
        )

    return prepare


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_a_question_at_once_one_is_told(examined: Any, people: Any, settle: Any) -> None:
    before = Settlement.objects.count()
    assert at_once(settle(people.analyst, examined.open, MET), settle(people.agency_hr, examined.open, NOT_MET)) == [
        "AlreadySettledError",
        "Settlement",
    ]
    assert Settlement.objects.count() == before + 1
    assert ledger.verify().sound


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_one_question_of_two_candidates_otherwise_one_is_told(
    examined: Any, people: Any, settle: Any
) -> None:
    other = examined.statewide.applications.get()
    assert at_once(settle(people.analyst, examined.open, MET), settle(people.second_analyst, other, NOT_MET)) == [
        "PrecedentStandsError",
        "Settlement",
    ]
    identity = Precedent.objects.latest("pk").identity
    assert Precedent.objects.filter(identity=identity, status="standing").count() == 1
    assert ledger.verify().sound


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_one_question_of_two_candidates_alike_set_one_precedent(
    examined: Any, people: Any, settle: Any
) -> None:
    other = examined.statewide.applications.get()
    assert at_once(settle(people.analyst, examined.open, MET), settle(people.second_analyst, other, MET)) == [
        "Settlement",
        "Settlement",
    ]
    first, second = Settlement.objects.order_by("-pk")[:2]
    assert first.precedent == second.precedent
    assert ledger.verify().sound


@pytest.mark.django_db(transaction=True)
def test_of_two_who_replace_an_answer_at_once_one_is_told(examined: Any, people: Any, settle: Any) -> None:
    replace = [
        settle(who, examined.settled, NOT_MET, instead_of=examined.settlement, remember=False)
        for who in (people.analyst, people.agency_hr)
    ]
    assert at_once(*replace) == ["SettlementWithdrawnError", "Settlement"][::-1]
    assert examined.settled.settlements.filter(withdrawn_at__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_determine_at_once_one_is_told(examined: Any, people: Any, at: datetime) -> None:
    def determine(who: Any, outcome: DeterminationOutcome) -> Callable[[], Determination]:
        return lambda: determine_qualification.perform(
            Actor(who),
            at=at,
            why="Reviewed.",
            application=examined.met,
            outcome=outcome,
            reason="As I see it.",
            answer_by=at.date(),
        )

    assert at_once(
        determine(people.analyst, DeterminationOutcome.QUALIFIED),
        determine(people.agency_hr, DeterminationOutcome.NOT_QUALIFIED),
    ) == ["AlreadyDeterminedError", "Determination"]
    assert examined.met.determinations.count() == 1
    assert (
        LedgerEntry.objects.filter(action="determine_qualification", payload__contains='"application":"0101"').count()
        == 1
    )
    assert ledger.verify().sound


@pytest.mark.django_db(transaction=True)
def test_of_two_who_overrule_at_once_one_is_told(examined: Any, people: Any, at: datetime) -> None:
    def overrule(who: Any) -> Callable[[], Precedent]:
        return lambda: overrule_precedent.perform(Actor(who), at=at, why="No.", precedent=examined.precedent)

    assert at_once(overrule(people.analyst), overrule(people.second_analyst)) == [
        "Precedent",
        "PrecedentNotStandingError",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_files_with_the_same_numbers_received_at_once_each_number_is_kept_once(
    examination: Any, people: Any, at: datetime
) -> None:
    batch = [handed_in(str(number), job("j1", "2012-01")) for number in range(30)]
    kept: list[int] = []

    def receive() -> object:
        rows, skipped = receive_applications.perform(
            Actor(people.agency_hr), at=at, why="A file.", examination=examination, applications=batch
        )
        kept.append(len(rows))
        assert len(rows) + len(skipped) == 30
        return rows

    assert at_once(receive, receive) == ["list", "list"]
    assert sorted(kept) == [0, 30]
    assert Finding.objects.count() == Application.objects.count() == 30
    assert ledger.verify().sound


@pytest.mark.django_db(transaction=True)
def test_two_who_save_a_requirement_at_once_leave_versions_that_count(
    requirement: Any, people: Any, at: datetime
) -> None:
    def write(who: Any, title: str) -> Callable[[], RequirementVersion]:
        return lambda: write_requirement.perform(
            Actor(who), at=at, why="Anew.", key="new", title=title, text=requirement.text, policy="plain"
        )

    outcomes = at_once(write(people.analyst, "One"), write(people.second_analyst, "Two"))
    versions = list(RequirementVersion.objects.filter(key="new").order_by("version").values_list("version", flat=True))
    # With no earlier version to hold, one may be told; otherwise both are kept, one after the other.
    assert (outcomes, versions) in (
        (["RequirementMovedOnError", "RequirementVersion"], [1]),
        (["RequirementVersion", "RequirementVersion"], [1, 2]),
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_judged_again_while_somebody_answers_is_the_answer(examined: Any, people: Any, settle: Any) -> None:
    applications = examined.all()
    outcomes = at_once(settle(people.analyst, examined.open, MET), lambda: qualifying.find(applications))
    assert outcomes == ["Settlement", "list"]
    assert Finding.objects.get(application=examined.open).verdict == "met"


# --- any order of acts ------------------------------------------------------------------------------------------

ACT = st.one_of(
    st.tuples(
        st.just("settle"),
        st.sampled_from([MET, NOT_MET, Verdict.UNDETERMINED]),
        st.sampled_from([OPEN_KEY, "1.2/j1"]),
        st.booleans(),
        st.booleans(),
    ),
    st.tuples(st.just("withdraw")),
    st.tuples(st.just("amend"), st.sampled_from([AUDITOR, CONTROLLER, ("Clerk", "Files letters.")])),
    st.tuples(st.just("overrule")),
    st.tuples(st.just("determine"), st.sampled_from(list(DeterminationOutcome)), st.booleans()),
)


class Desk:
    """Does acts of any kind on one application; what is not possible is refused, and leaves nothing behind."""

    def __init__(self, people: Any, examination: Examination, application: Application, at: datetime) -> None:
        self.actor, self.examination, self.application, self.at = Actor(people.analyst), examination, application, at

    def do(self, act: tuple[Any, ...]) -> None:
        self.at += timedelta(minutes=1)
        getattr(self, act[0])(*act[1:])

    def settle(self, verdict: Verdict, key: str, remember: bool, named: bool) -> None:
        standing = self.application.settlements.filter(key=key, withdrawn_at__isnull=True).first()
        settle_question.perform(
            self.actor,
            at=self.at,
            why="As I read it.",
            application=self.application,
            key=key,
            verdict=verdict,
            remember=remember,
            instead_of=standing if named else None,
            overrules=Precedent.objects.filter(status="standing").first() if named else None,
        )

    def withdraw(self) -> None:
        settlement = self.application.settlements.order_by("pk").last()
        if settlement is not None:
            withdraw_settlement.perform(self.actor, at=self.at, why="Hasty.", settlement=settlement)

    def amend(self, words: tuple[str, str]) -> None:
        candidate = handed_in(self.application.number, job("j1", "2012-01", words=words)).candidate
        amend_statement.perform(
            self.actor, at=self.at, why="They wrote.", application=self.application, candidate=candidate
        )

    def overrule(self) -> None:
        precedent = Precedent.objects.order_by("pk").last()
        if precedent is not None:
            overrule_precedent.perform(self.actor, at=self.at, why="No.", precedent=precedent)

    def determine(self, outcome: DeterminationOutcome, named: bool) -> None:
        standing = self.application.determinations.filter(status="standing").first()
        determine_qualification.perform(
            self.actor,
            at=self.at,
            why="Reviewed.",
            application=self.application,
            outcome=outcome,
            reason="As I see it.",
            answer_by=date(2026, 12, 31),
            instead_of=standing if named else None,
        )


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, min_size=1, max_size=6))
def test_whatever_the_order_of_acts_one_answer_and_one_determination_stand(
    acts: list[tuple[Any, ...]], examination: Any, people: Any, at: datetime, receive: Any
) -> None:
    with transaction.atomic():
        number = str(Application.objects.count() + 1)
        application = receive(handed_in(number, job("j1", "2012-01", words=CONTROLLER)))[number]
        desk = Desk(people, examination, application, at)
        for act in acts:
            before = LedgerEntry.objects.count()
            try:
                desk.do(act)
            except MeritbookError:
                assert LedgerEntry.objects.count() == before
            standing = application.settlements.filter(withdrawn_at__isnull=True)
            keys = list(standing.values_list("key", flat=True))
            assert len(keys) == len(set(keys))
            determined = list(application.determinations.order_by("number"))
            assert [one.status for one in determined] == ["superseded"] * (len(determined) - 1) + ["standing"] * bool(
                determined
            )
            assert [one.supersedes for one in determined] == [None, *determined[:-1]][: len(determined)]
            for identity in set(Precedent.objects.values_list("identity", flat=True)):
                assert Precedent.objects.filter(identity=identity, status="standing").count() <= 1
            judged = qualifying.judged(application)
            finding = Finding.objects.get(application=application)
            assert (finding.verdict, finding.questions, finding.statement) == (
                judged.judgement.verdict,
                len({one.identity or one.key for one in judged.questions}),
                judged.statement,
            )
        assert ledger.verify().sound
        transaction.set_rollback(True)
