"""The bench of talent: only what people agreed to share is read, only by those who may, and each look is on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from appointing_world import vouch
from meritbook.actions import assessing
from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.actions.talenting_policies import (
    OwnBenchError,
    TalentClassError,
    TalentError,
    TalentReadersError,
    TalentWithdrawnError,
)
from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.verdict import Verdict
from meritbook.desk import talent as read
from meritbook.records.models import AssessmentRater, LedgerEntry, MultiraterAssessment, TalentConsent
from talent_world import FURTHER, NEXT, NOT_TOLD, PLAN, report
from year_stage import do

pytestmark = pytest.mark.django_db
OF_NEXT = {"aims_plan": PLAN, "aims_class": NEXT}


def look(who: Any, at: datetime, ref: str = NEXT) -> Any:
    """The bench of a class as somebody reads it."""
    looked = do("look_at_bench", who, at, aims_plan=PLAN, aims_class=ref)
    return read.shown(looked, at.date())


def test_what_is_shared_is_read_and_nothing_else(talent: Any, people: Any, at: datetime) -> None:
    (one,) = look(people.department_director, at).people
    assert (one.name, one.row.ready_from) == ("Executive", date(2026, 9, 1))
    found = {step.key: step for step in one.ladder.steps}
    assert found["customer-focused"].verdict is Verdict.MET
    assert found["integrity"].verdict is Verdict.NOT_MET
    assert found[NOT_TOLD].verdict is Verdict.UNDETERMINED
    assert found["integrity"].figures.own is None
    assert one.verdict is Verdict.NOT_MET
    (other,) = look(people.department_director, at, FURTHER).people
    assert {step.verdict for step in other.ladder.steps} == {Verdict.UNDETERMINED}
    assert {step.says for step in other.ladder.steps} == {"Not shared, so nothing is said about it."}


def test_a_report_that_is_not_shared_is_not_read_though_it_is_on_record(
    talent: Any, people: Any, departments: Any, at: datetime
) -> None:
    report(people.measure_owner, people.personnel_staff, at, department=departments.revenue, role="executive")
    (other,) = look(people.personnel_director, at, FURTHER).people
    assert all(step.figures is None for step in other.ladder.steps)
    assert other.rated_on is None


def _asked(row: Any, who: Any, by: Any, group: str = "peer", **more: Any) -> None:
    vouch(
        AssessmentRater.objects.create(assessment=row, user=who, group=group, named_by=by, standing="answered", **more)
    )


def test_whoever_was_asked_in_what_is_shared_is_told_nothing_that_is_of_too_few_without_their_own_answer(
    talent: Any, people: Any, departments: Any, at: datetime
) -> None:
    report_of_three = report(
        people.executive, people.personnel_staff, at, department=departments.revenue, numbers={"integrity": 3}
    )
    do("agree_talent", people.executive, at, **OF_NEXT, qualifications=True, assessment=report_of_three)

    def seen(who: Any) -> tuple[Any, tuple[str, ...]]:
        bench = read.shown(do("look_at_bench", who, at, aims_plan=PLAN, aims_class=NEXT), at.date())
        (one,) = bench.people
        return {step.key: step for step in one.ladder.steps}, bench.cautions

    before, cautions = seen(people.department_director)
    assert before["integrity"].verdict is Verdict.NOT_MET
    assert before["integrity"].figures.n == 3
    # Asked as a peer, the director knows one of the three marks.
    _asked(report_of_three, people.department_director, people.personnel_staff)
    found, said = seen(people.department_director)
    assert found["integrity"].verdict is Verdict.UNDETERMINED
    assert found["integrity"].figures is None
    # Of six, five are left.
    assert found["customer-focused"] == before["customer-focused"]
    assert set(said) - set(cautions) == {
        "You were asked yourself in what Executive shows of an assessment. Of a competency where your own answer, "
        "taken away, would leave too few, nothing is told to you. With your own answer in mind you may still learn "
        "more of the others in a small group than is told: keep that to yourself."
    }
    # Others read what they read before; under the name of a supervisor nobody is hidden among others.
    _asked(report_of_three, people.personnel_director, people.personnel_staff, group="supervisor")
    assert seen(people.personnel_director) == (before, cautions)


def test_several_in_whose_assessments_one_was_asked_are_named_as_people_list_them() -> None:
    assert "in what Ann and Bo show of an assessment." in read.asked_in(["Ann", "Bo"])
    assert "in what Ann, Bo and Cy show of an assessment." in read.asked_in(["Ann", "Bo", "Cy"])


def test_who_answered_for_somebody_else_is_told_less_and_who_handed_it_on_is_not(
    talent: Any, people: Any, at: datetime
) -> None:
    (one,) = TalentConsent.objects.filter(pk=talent.shared.pk)
    _asked(
        one.assessment, people.personnel_director, people.personnel_staff, delegate=people.department_director
    )  # fmt: skip
    reports = [one.assessment_id]
    assert assessing.groups_of(reports, people.department_director) == {one.assessment_id: RaterGroup.PEER}
    assert assessing.groups_of(reports, people.personnel_director) == {}
    (held,) = AssessmentRater.objects.all()
    held.standing = "removed"
    held.save()
    vouch(held)
    assert assessing.groups_of(reports, people.department_director) == {}
    assert assessing.groups_of(reports, None) == {}


def test_agreeing_anew_takes_the_place_of_what_was_agreed_before(talent: Any, people: Any, at: datetime) -> None:
    again = do("agree_talent", people.executive, at + timedelta(hours=1), **OF_NEXT)
    before = TalentConsent.objects.get(pk=talent.shared.pk)
    assert before.withdrawn_at == again.agreed_at
    (one,) = look(people.department_director, at + timedelta(hours=2)).people
    assert one.row.pk == again.pk
    assert {step.verdict for step in one.ladder.steps} == {Verdict.UNDETERMINED}


def test_what_is_taken_back_is_read_by_nobody_from_that_moment_on(talent: Any, people: Any, at: datetime) -> None:
    do("withdraw_talent", people.executive, at, consent=talent.shared)
    assert look(people.department_director, at).people == ()
    assert look(people.personnel_director, at).people == ()
    with pytest.raises(TalentWithdrawnError):
        do("withdraw_talent", people.executive, at, consent=talent.shared)


def test_a_director_reads_those_of_the_own_department_and_central_offices_all(
    talent: Any, people: Any, departments: Any, at: datetime
) -> None:
    do("agree_talent", people.agency_hr_elsewhere, at, **OF_NEXT)
    assert [one.name for one in look(people.department_director, at).people] == ["Executive"]
    named = [one.name for one in look(people.personnel_staff, at).people]
    assert named == ["Agency Hr Elsewhere", "Executive"] == sorted(named)


@pytest.mark.parametrize("who", ["agency_hr", "analyst", "auditor", "system_administrator", "executive", "nobody"])
def test_nobody_else_looks_at_a_bench(talent: Any, people: Any, at: datetime, who: str) -> None:
    before = LedgerEntry.objects.count()
    with pytest.raises(ForbiddenError):
        look(getattr(people, who), at)
    assert LedgerEntry.objects.count() == before


def test_whoever_is_named_for_a_class_does_not_look_at_who_else_is(talent: Any, people: Any, at: datetime) -> None:
    do("agree_talent", people.department_director, at, **OF_NEXT)
    with pytest.raises(OwnBenchError):
        look(people.department_director, at)
    assert look(people.department_director, at, FURTHER).people


def test_the_ledger_keeps_who_looked_and_why_and_names_nobody_who_is_named(
    talent: Any, people: Any, at: datetime
) -> None:
    look(people.department_director, at)
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.action, entry.actor, entry.subject) == (
        "look_at_bench", "department_director", f"bench:{PLAN}:{NEXT}"
    )  # fmt: skip
    assert entry.facts == {"departments": ["revenue"], "people": 1}
    agreed = LedgerEntry.objects.get(action="agree_talent", subject=f"talent:{talent.shared.pk}")
    assert NEXT not in agreed.payload
    assert agreed.facts == {"replaces": False, "shares": ["qualifications", "report"]}


def test_the_ledger_is_no_way_to_guess_for_which_class_somebody_is_named(talent: Any, people: Any) -> None:
    row = TalentConsent.objects.get(pk=talent.shared.pk)
    guessed = TalentConsent.objects.get(pk=talent.shared.pk)
    guessed.nonce = ""
    assert guessed.fingerprint() != row.fingerprint()
    assert row.fingerprint() in LedgerEntry.objects.get(action="agree_talent", subject=f"talent:{row.pk}").payload


def test_somebody_sees_who_looked_at_what_they_share_and_only_that(
    talent: Any, people: Any, departments: Any, at: datetime
) -> None:
    from meritbook.actions import SYSTEM, create_user, grant_role

    other = create_user.perform(SYSTEM, at=at, why="Set-up.", username="far", full_name="Far Director")
    grant_role.perform(
        SYSTEM, at=at, why="Set-up.", user=other, role="department_director", department=departments.transport,
        starts_on=date(2020, 1, 1),
    )  # fmt: skip
    look(people.personnel_director, at + timedelta(hours=1))
    look(other, at + timedelta(hours=2))
    look(people.department_director, at + timedelta(hours=3), FURTHER)
    standing = Standing(people.executive, at.date())
    (shared,) = read.own(standing)
    assert [(one.by, one.why) for one in shared.looks] == [("Personnel Director", "As the test has it.")]
    do("agree_talent", people.executive, at + timedelta(hours=4), **OF_NEXT)
    (anew,) = read.own(standing)
    assert anew.looks == ()


def test_somebody_who_left_office_or_was_shut_out_stands_on_no_bench(talent: Any, people: Any, at: datetime) -> None:
    do("end_role", people.system_administrator, at, assignment=people.executive.role_assignments.get())
    assert look(people.department_director, at + timedelta(days=1)).people == ()
    do("deactivate_user", people.system_administrator, at, user=people.measure_owner, left_because="Gone.")
    assert look(people.department_director, at + timedelta(days=1), FURTHER).people == ()


def test_only_what_is_ones_own_and_closed_is_shared(
    talent: Any, people: Any, departments: Any, growth: Any, at: datetime
) -> None:
    with pytest.raises(TalentError) as refused:
        do("agree_talent", people.measure_owner, at, **OF_NEXT, assessment=talent.report)
    assert refused.value.where == "assessment"
    MultiraterAssessment.objects.filter(pk=talent.report.pk).update(state="open")
    held = MultiraterAssessment.objects.get(pk=talent.report.pk)
    with pytest.raises(TalentError):
        do("agree_talent", people.executive, at, **OF_NEXT, assessment=held)
    MultiraterAssessment.objects.filter(pk=talent.report.pk).update(state="closed")
    stranger = people.measure_owner if growth.plan.person_id == people.executive.pk else people.executive
    with pytest.raises(TalentError) as also:
        do("agree_talent", stranger, at, **OF_NEXT, growth_plan=growth.plan)
    assert also.value.where == "growth_plan"


def test_the_goals_of_a_plan_are_read_where_they_are_shared(
    talent: Any, people: Any, growth: Any, at: datetime
) -> None:
    from meritbook.records.models import User

    person = User.objects.get(pk=growth.plan.person_id)
    do("agree_talent", person, at, **OF_NEXT, growth_plan=growth.plan)
    found = {one.row.person_id: one for one in look(people.personnel_director, at).people}
    assert found[person.pk].goals
    assert {goal.plan_id for goal in found[person.pk].goals} == {growth.plan.pk}


@pytest.mark.parametrize(
    "taken",
    [{"aims_class": "ferry-captain"}, {"aims_plan": "atlantis"}, {"aims_class": ""}],
)
def test_a_class_that_is_in_no_plan_in_effect_is_refused(
    talent: Any, people: Any, at: datetime, taken: dict[str, str]
) -> None:
    with pytest.raises(TalentClassError):
        do("agree_talent", people.executive, at, **{**OF_NEXT, **taken})


def test_a_day_that_is_past_is_refused(talent: Any, people: Any, at: datetime) -> None:
    with pytest.raises(TalentError) as refused:
        do("agree_talent", people.executive, at, **OF_NEXT, ready_from=at.date() - timedelta(days=1))
    assert refused.value.where == "ready_from"


POLICY = """[[policy]]
key = "standard"
version = "1"
says = "Only whom somebody reports to reads a report."
source = "A choice of the office (rank: form)."
starts_on = 1970-01-01
readers = ["supervisor"]
"""


def test_where_the_policy_lets_nobody_of_human_resources_read_reports_none_is_shared_or_read(
    talent: Any, people: Any, at: datetime, settings: Any, tmp_path: Any
) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(POLICY)
    settings.MERITBOOK_COMPETENCY_POLICY = str(path)
    with pytest.raises(TalentReadersError):
        do("agree_talent", people.executive, at, **OF_NEXT, assessment=talent.report)
    (one,) = look(people.department_director, at).people
    assert all(step.figures is None for step in one.ladder.steps)


def test_the_list_of_classes_counts_those_whom_the_person_may_read_and_names_nobody(
    talent: Any, people: Any, departments: Any, at: datetime
) -> None:
    from collections import Counter

    do("agree_talent", people.agency_hr_elsewhere, at, **OF_NEXT)
    standing = Standing(people.department_director, at.date())
    lines = read.classes(standing, Counter(), words="", number=1).rows
    assert {(one.ref, one.named, one.mine) for one in lines} == {(NEXT, 1, False), (FURTHER, 1, False)}
    assert {one.ref for one in read.classes(standing, Counter(), words="executive i", number=1).rows} == {FURTHER}
    everywhere = Standing(people.personnel_staff, at.date())
    assert read.named_for(everywhere)[PLAN, NEXT] == 2
