"""The ladder of the demonstration: from a decided class to the next one, and who agreed to be named for a class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from meritbook.cli.output import Output
from meritbook.core.verdict import Verdict
from meritbook.demo import days, levels, raters, service
from meritbook.demo.descriptions import DemoPosition, positions
from meritbook.demo.state import State
from recorded import once

pytestmark = pytest.mark.django_db
MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
KINDS = ("department-director", "division-chief")


def leaders(state: State) -> Iterator[DemoPosition]:
    """Those who lead Revenue and its divisions."""
    return (one for one in positions(state) if one.department == "REV" and one.source in KINDS)


@pytest.fixture
def demonstrate(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], str]:
    """Tells the story of Revenue's executives; of the service's year only what their contracts rest on."""
    from meritbook.demo import run, steps

    settings.MERITBOOK_HOME = tmp_path
    settings.MERITBOOK_DEMO = True
    monkeypatch.setenv("MERITBOOK_DEMO", "")
    monkeypatch.setattr("meritbook.cli.home.has_records", lambda: True)
    monkeypatch.setattr(steps, "positions", leaders)
    seats, wanted, acts = service.taken_over, service.candidates, service.acts()
    monkeypatch.setattr(service, "taken_over", lambda state: (one for one in seats(state) if one.department == "REV"))
    monkeypatch.setattr(
        service, "candidates", lambda state: tuple(one for one in wanted(state) if one.department == "REV")
    )
    monkeypatch.setattr(service, "acts", lambda: tuple(one for one in acts if one.do == "salary_limit"))

    def perform() -> str:
        assert run.demonstrate(Output()) == 0
        return capsys.readouterr().out

    return perform


@pytest.fixture
def told(demonstrate: Callable[[], str]) -> str:
    """The story as it is told; what was printed."""
    printed: str = once("the ladder of the demonstration", demonstrate)
    return printed


def standing(username: str) -> Any:
    """Somebody on the day of the reader."""
    from meritbook.actions.permissions import Standing
    from meritbook.records.models import User

    return Standing(User.objects.get(username=username), days.END)


def test_the_executive_sees_from_which_decided_class_the_ladder_leads_to_which(told: str) -> None:
    from meritbook.desk.ladder import page
    from meritbook.records.models import Decision

    shown = page(standing("chief1.rev"))
    assert shown.start is not None
    assert (shown.start.position.number, shown.start.title) == ("REV-0002", "Public Service Executive III")
    decision = Decision.objects.get(pk=shown.decision)
    assert (decision.status, decision.agrees, decision.starts_on) == ("standing", True, days.DECIDED)
    assert shown.goal is not None
    assert shown.goal.named == "Public Service Executive IV (4275A4)"
    assert (shown.role_name, shown.works_as) == ("Public Service Executive IV", "level-3")
    assert shown.counts == "4 of 7 steps met, 3 not yet met, 0 undetermined"


def test_the_ladder_tells_what_counts_of_each_job_and_what_is_missing(told: str) -> None:
    from meritbook.desk.ladder import page

    ladder = page(standing("chief1.rev")).ladder
    assert ladder is not None
    minimum = ladder.steps[0]
    assert (minimum.verdict, minimum.says) == (
        NOT_MET, "Determined on 24 January 2005 in examination 2005-PSE-04.",
    )  # fmt: skip
    assert minimum.open == ("14.63 months are missing", "By time alone it is met on 30 June 2006.")
    found = [(one.within, one.asks.partition(",")[0], one.verdict) for one in minimum.parts]
    assert found == [
        (False, "Four years of experience in planning", NOT_MET),
        (True, "Chief of the Compliance Division", MET),
        (True, "Audit manager", NOT_MET),
        (False, "Education may stand in for experience as far as the agency finds it relevant", NOT_MET),
    ]
    assert "0 of 70 months counted." in minimum.parts[2].says
    assert "keeps a part of somebody else's program going" in minimum.parts[2].says


def test_the_ladder_tells_the_competencies_of_the_role_as_eleven_people_saw_them(told: str) -> None:
    from meritbook.desk.ladder import page
    from meritbook.records.models import MultiraterAssessment

    row = MultiraterAssessment.objects.filter(subject__username="chief1.rev").latest("pk")
    assert row.raters.count() == 11
    ladder = page(standing("chief1.rev")).ladder
    assert ladder is not None
    found = {one.key: one.verdict for one in ladder.steps[1:]}
    assert {key for key, verdict in found.items() if verdict is NOT_MET} == {"team-building", "coaching"}
    assert sum(verdict is MET for verdict in found.values()) == 4


def test_the_plan_answers_what_the_ladder_lacks(told: str) -> None:
    from meritbook.records.models import GrowthPlan

    plan = GrowthPlan.objects.get(person__username="chief1.rev")
    assert (plan.role, plan.aims_plan, plan.aims_class) == ("level-3", "kansas", "4275A4")
    goals = {(one.competency, bool(one.requirement)) for one in plan.goals.all()}
    assert goals == {("team-building", False), ("coaching", False), ("", True)}


def test_seats_are_covered_by_those_who_agreed_and_by_nobody_else(told: str) -> None:
    from meritbook.desk.succession import lines_of, seats
    from meritbook.records.models import TalentConsent

    named = set(TalentConsent.objects.values_list("person__username", "aims_class"))
    assert named == {("chief1.rev", "4275A4"), *((one["person"], one["class"]) for one in levels.told()["named"])}
    assert "chief2.rev" not in {person for person, _ in named}
    reader = standing("director.osp")
    found = {one.row.position.number: (one.class_title, one.named, one.coverage.says) for one in lines_of(reader)}
    assert found["REV-0002"] == ("Public Service Executive III", 2, "2 people are named for its class.")
    assert found["REV-0901"] == ("Public Service Executive II", 2, "2 people are named for its class.")
    assert found["REV-0905"][1:] == (0, "The position is allocated to no class, so nobody can be named for it.")
    covered = {one.row.position.number for one in seats(reader, shown="covered").page.rows}
    assert covered == set(levels.told()["positions"])


def test_the_bench_shows_what_was_shared_and_neither_jobs_nor_who_answered(told: str) -> None:
    from meritbook.actions import look_at_bench
    from meritbook.actions.actor import Actor
    from meritbook.desk import talent
    from meritbook.records import clock

    reader = standing("director.osp")
    looked = look_at_bench.perform(
        Actor(reader.user), at=clock.now(), why="A deputy retires.", aims_plan="kansas", aims_class="4275A4"
    )
    people = {one.row.person.username: one for one in talent.shown(looked, days.END).people}
    assert set(people) == {"chief1.rev", "chief3.rev"}
    minimum = people["chief1.rev"].ladder.steps[0]
    assert (minimum.verdict, minimum.parts) == (NOT_MET, ())
    assert minimum.open == ("14.63 months are missing", "By time alone it is met on 30 June 2006.")
    assert people["chief3.rev"].ladder.steps[0].says == "Not shared, so nothing is said about it."


def test_what_an_executive_states_agrees_with_the_day_on_which_they_entered_the_seat(told: str) -> None:
    from meritbook.records.models import Appointment, Statement

    stated = Statement.objects.get(application__user__username="chief1.rev")
    job = stated.candidate.jobs[0]
    assert job.current
    entered = Appointment.objects.get(executive__username="chief1.rev").starts_on
    assert (entered, str(job.starts)) == (date(2002, 7, 1), "2002-07-01")


def test_told_again_nothing_is_doubled(told: str) -> None:
    from meritbook.records.models import AllocationRun, Decision, TalentConsent

    models = (AllocationRun, Decision, TalentConsent)
    before = [model.objects.count() for model in models]
    levels.allocate()
    levels.decide()
    levels.name_people()
    assert [model.objects.count() for model in models] == before


def test_all_eleven_of_each_assessment_can_sign_in_and_are_named_to_the_reader(told: str) -> None:
    from meritbook.records.models import MultiraterAssessment, User

    for story in (raters.told(), raters.told()["open"]):
        eleven = raters.asked_in(story)
        row = MultiraterAssessment.objects.filter(subject__username=story["subject"]).latest("pk")
        assert {one.user.username for one in row.raters.select_related("user") if one.user} == set(eleven)
        assert len(set(eleven)) == 11
        assert [one for one in eleven if not User.objects.get(username=one).has_usable_password()] == []
        assert [one for one in eleven if f" {one} " not in told] == []
