"""The demonstration on a part of the state: built, built again, killed and gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from meritbook.cli.output import Output
from meritbook.demo.descriptions import DemoPosition, positions
from meritbook.demo.state import State
from recorded import once

pytestmark = pytest.mark.django_db

PART = {"department-director", "division-chief", "chief-of-sub-programs", "office-assistant", "unfinished-description"}


def part(state: State) -> Iterator[DemoPosition]:
    """The Departments of Revenue and of Health, with a few kinds of positions."""
    return (one for one in positions(state) if one.department in ("REV", "HHS", "CUL") and one.source in PART)


@pytest.fixture
def demonstrate(
    db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Runs the demonstration on the test's database."""
    from meritbook.demo import run, service, steps

    settings.MERITBOOK_HOME = tmp_path
    settings.MERITBOOK_DEMO = True
    monkeypatch.setenv("MERITBOOK_DEMO", "")
    monkeypatch.setattr("meritbook.cli.home.has_records", lambda: True)
    monkeypatch.setattr(steps, "positions", part)
    # The year of the executive service is told in tests/demo/test_service.py.
    for name in ("taken_over", "candidates"):
        monkeypatch.setattr(service, name, lambda _: ())
    monkeypatch.setattr(service, "acts", lambda: ())

    def perform(**more: Any) -> str:
        assert run.demonstrate(Output(), **more) == 0
        return capsys.readouterr().out

    return perform


@pytest.fixture
def told(demonstrate: Callable[..., str]) -> str:
    """The demonstration as it was run once; what was printed. For those who look at the record that it leaves."""
    printed: str = once("the demonstration on a part of the state", demonstrate)
    return printed


def counts() -> dict[str, int]:
    """How many rows there are of each kind."""
    from django.apps import apps

    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("records").get_models()}


def test_the_demonstration_does_the_main_job_and_a_second_run_doubles_nothing(demonstrate: Callable[..., str]) -> None:
    out = demonstrate()
    for words in (
        "18 departments, 119 people",
        "plan kansas",
        "characters kept",
        "What the allocations answered",
        "allocated  kansas: Public Service Executive II",
        "[position.percent_total]",
        "Who meets the minimum qualifications",
        "2005-PSE-02",
        "candidates-to-try.csv",
        "The record is sound",
        "Why Public Service Executive II",
        "analyst",
    ):
        assert words in out
    before = counts()
    assert before["Decision"] >= 2
    # The director of program integrity is not among these people, and does not apply.
    assert before["Application"] == 160
    assert before["Precedent"] >= 5
    assert before["PlanRevision"] == 10
    assert (before["Risk"], before["RiskAcceptance"], before["RiskQuantification"]) == (12, 1, 1)
    assert (before["DevelopmentAssessment"], before["Survey"], before["SurveyBox"], before["SurveyCount"]) == (
        2,
        2,
        1,
        1,
    )
    assert (before["Audit"], before["AuditFinding"], before["TrustRating"]) == (2, 3, 1)
    assert (before["LocalBoard"], before["BoardReport"], before["BoardSharing"]) == (5, 4, 2)
    assert (before["AnnualReport"], before["ReportEdition"], before["ReportInclusion"]) == (2, 2, 1)
    demonstrate()
    assert counts() == before


def test_the_examinations_hold_a_candidate_in_every_state(told: str) -> None:
    from meritbook.records.models import (
        Application,
        Determination,
        Examination,
        Finding,
        Precedent,
        Settlement,
    )

    for examination in Examination.objects.all():
        verdicts = set(Finding.objects.filter(application__examination=examination).values_list("verdict", flat=True))
        assert verdicts == {"met", "not_met", "undetermined"}, examination
    assert {one.outcome for one in Determination.objects.all()} == {"qualified", "not_qualified", "information"}
    assert all(one.notice_pdf and one.notice_docx for one in Determination.objects.all())
    answered = Application.objects.get(determinations__number=2)
    assert [one.version for one in answered.statements.order_by("version")] == [1, 2]
    assert {one.status for one in Precedent.objects.all()} == {"standing", "overruled"}
    assert Settlement.objects.filter(verdict="undetermined", precedent__verdict="met").count() == 1
    assert Finding.objects.filter(asked__precedent__isnull=False).count() > 20
    assert {one.determined_by.username for one in Determination.objects.all()} == {
        "analyst",
        "hr.hhs",
        "hr.cul",
        "hr.trn",
    }


def test_a_risk_is_borne_and_about_to_end_and_another_lies_above_its_appetite(
    told: str,
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.core.verdict import Verdict
    from meritbook.demo.days import END
    from meritbook.desk.risks import RiskFilter, lines
    from meritbook.records.models import User

    standing = Standing(User.objects.get(username="results"), END)
    assert [one.risk.key for one in lines(standing, RiskFilter(ending=True)).rows] == ["refund-fraud"]
    found = {one.risk.key: one for one in lines(standing, RiskFilter()).rows}
    assert found["refund-fraud"].within is Verdict.MET
    assert found["bridge-closure"].within is Verdict.NOT_MET
    assert found["pension-data"].within is Verdict.UNDETERMINED


def test_a_department_is_assessed_in_two_years_and_a_survey_shows_no_small_group(
    told: str,
) -> None:
    from meritbook.actions import surveying
    from meritbook.actions.permissions import Standing
    from meritbook.demo.days import END
    from meritbook.desk import development, surveys
    from meritbook.records.models import DevelopmentAssessment, SurveyCount, User

    standing = Standing(User.objects.get(username="results"), END)
    row = DevelopmentAssessment.objects.get(year=2004)
    moved = {one.area.key: one.moved for one in development.page(standing, row).areas}
    assert moved["leadership"] == "2 levels up since 2003."
    assert moved["customer-market"] == "As in 2003."
    result = surveying.result_of(SurveyCount.objects.get())
    assert result.answered is not None
    assert result.answered > 40
    assert len(result.cells) > 1
    assert min(one.answered for one in result.cells) >= 5
    assert sum(len(texts) for texts in result.texts.values()) >= 5
    assert {one.row.key: one.state for one in surveys.lines(standing).rows} == {
        "work-2005": "Closed",
        "work-2005-spring": "Open",
    }


def test_one_measure_is_usable_with_care_and_another_is_being_audited(told: str) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.demo.days import END
    from meritbook.desk.audits import findings, lines
    from meritbook.desk.measure_trust import trust_of
    from meritbook.records.models import User

    found = trust_of(["refund-days", "licences-in-time"], END)
    assert {key: one.word for key, one in found.items()} == {
        "refund-days": "Usable with care",
        "licences-in-time": "Not audited",
    }
    standing = Standing(User.objects.get(username="auditor"), END)
    assert [one.audit.status for one in lines().rows] == ["under_way", "reported"]
    assert {(one.row.audit.title, one.row.status, one.overdue) for one in findings(standing).rows} == {
        ("Refund figures of 2004", "open", True),
        ("Refund figures of 2004", "answered", False),
        ("Renewal of agents' licences", "answered", False),
    }


def test_one_event_is_closed_one_has_fallen_back_and_a_project_waits_at_its_second_gate(
    told: str,
) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.demo.days import END
    from meritbook.desk.lean import EventFilter, lines, project_lines
    from meritbook.desk.lean_desk import lean_section
    from meritbook.records.models import DesignGate, User

    found = {one.event.key: one for one in lines(EventFilter()).rows}
    assert (found["title-transfers"].event.status, found["title-transfers"].dollars) == ("closed", 70_400)
    assert (found["title-transfers"].hours, found["title-transfers"].waiting) == (0, 0)
    assert found["transit-claims"].event.status == "held"
    standing = Standing(User.objects.get(username="results2"), END)
    (project,) = project_lines(standing, words="", department="").rows
    assert (project.phase, project.passed, project.waits) == ("Measure", 1, True)
    assert DesignGate.objects.count() == 2
    section = lean_section(standing)
    assert section is not None
    assert any(one.title == "Has the improvement held? Claims sent back to the county" for one in section.acts)


def test_the_file_to_try_holds_hundreds_of_candidates_whom_nobody_has_received(
    demonstrate: Callable[..., str], tmp_path: Path
) -> None:
    from meritbook.readers.candidates import read_applications
    from meritbook.records.models import Application

    demonstrate()
    data = (tmp_path / "candidates-to-try.csv").read_bytes()
    found = read_applications(data, name="candidates-to-try.csv")
    assert len(found) > 300
    numbers = {one.candidate.number for one in found}
    assert len(numbers) == len(found)
    assert not Application.objects.filter(number__in=numbers).exists()


def test_a_run_that_was_killed_goes_on_where_it_stopped(
    demonstrate: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import submit_description
    from meritbook.records.models import PositionVersion

    perform, calls = submit_description.perform, []

    def killed(*args: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return perform(*args, **more)

    monkeypatch.setattr(submit_description, "perform", killed)
    with pytest.raises(KeyboardInterrupt):
        demonstrate()
    monkeypatch.setattr(submit_description, "perform", perform)
    entered = PositionVersion.objects.count()
    assert entered
    demonstrate()
    from meritbook.demo.state import load_state

    assert PositionVersion.objects.count() == len(list(part(load_state()))) > entered


def test_the_story_begins_with_the_fiscal_year_and_ends_in_its_spring(told: str) -> None:
    from meritbook.demo import days
    from meritbook.records import clock
    from meritbook.records.models import Department, Determination, Examination, LedgerEntry, OfficeDay, RoleAssignment

    assert "There it is Monday 11 April 2005 now." in told
    assert clock.today() == date(2005, 4, 11)
    moved = list(OfficeDay.objects.order_by("pk").values_list("on", flat=True))
    assert (moved[0], moved[-1]) == (days.BEGIN, days.END)
    assert moved == sorted(moved)
    for model in (Department, RoleAssignment):
        assert {one.starts_on for one in model.objects.all()} == {days.BEGIN}
    assert {one.on for one in Examination.objects.all()} == {date(2005, 1, 14)}
    assert {clock.day_of(one.determined_at) for one in Determination.objects.all()} == {days.DETERMINED}
    done = [clock.day_of(one.at) for one in LedgerEntry.objects.order_by("seq")]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (date(2004, 6, 30), days.END)


def test_the_demonstration_goes_on_to_a_later_day_that_is_asked_for_and_never_back(
    demonstrate: Callable[..., str],
) -> None:
    from meritbook.actions.day_policies import DayBackwardsError
    from meritbook.records import clock

    with pytest.raises(DayBackwardsError):
        demonstrate(until=date(2005, 4, 10))
    assert "Monday 25 April 2005" in demonstrate(until=date(2005, 4, 25))
    assert "Monday 25 April 2005" in demonstrate()
    assert "Monday 25 April 2005" in demonstrate(until=date(2005, 4, 25))
    with pytest.raises(DayBackwardsError):
        demonstrate(until=date(2005, 4, 24))
    assert clock.today() == date(2005, 4, 25)


def test_a_run_that_was_killed_between_two_days_goes_on_from_the_day_reached(
    demonstrate: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from meritbook.actions import decide_allocation
    from meritbook.demo import days
    from meritbook.records import clock
    from meritbook.records.models import Decision

    def killed(*args: Any, **more: Any) -> Any:
        raise KeyboardInterrupt

    perform = decide_allocation.perform
    monkeypatch.setattr(decide_allocation, "perform", killed)
    with pytest.raises(KeyboardInterrupt):
        demonstrate()
    assert clock.today() == days.DECIDED
    monkeypatch.setattr(decide_allocation, "perform", perform)
    demonstrate()
    assert clock.today() == days.END
    assert {clock.day_of(one.decided_at) for one in Decision.objects.all()} == {days.DECIDED}


def test_a_record_that_has_reached_a_later_day_is_no_demonstration_of_2004(
    demonstrate: Callable[..., str], at: datetime, tmp_path: Path
) -> None:
    from meritbook.actions import SYSTEM, create_department
    from meritbook.actions.day_policies import DayBackwardsError
    from meritbook.records.models import OfficeDay

    create_department.perform(SYSTEM, at=at, why="By an earlier version.", code="REV", name="Department of Revenue")
    with pytest.raises(DayBackwardsError, match="has reached 2 March 2026"):
        demonstrate()
    assert not OfficeDay.objects.exists()


def test_a_day_that_a_setting_holds_lets_no_story_begin(demonstrate: Callable[..., str], settings: Any) -> None:
    from meritbook.actions.day_policies import DayFixedError
    from meritbook.records.models import LedgerEntry

    settings.MERITBOOK_ON = date(2005, 4, 25)
    with pytest.raises(DayFixedError):
        demonstrate()
    assert not LedgerEntry.objects.exists()


def test_the_record_of_a_real_office_is_left_alone(demonstrate: Callable[..., str], people: Any) -> None:
    from meritbook.demo.steps import NotADemoError

    with pytest.raises(NotADemoError):
        demonstrate()


def test_the_password_is_kept_for_its_owner_alone(settings: Any, tmp_path: Path) -> None:
    from meritbook.demo.steps import demo_password

    settings.MERITBOOK_HOME = tmp_path
    assert demo_password() == demo_password()
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0


def test_one_annual_report_is_published_and_that_of_the_enterprise_is_a_draft(demonstrate: Callable[..., str]) -> None:
    from meritbook.actions.reporting import parts_of
    from meritbook.records.models import ReportEdition, ResourceMove

    demonstrate()
    demonstrate()
    found = {one.report.key: one for one in ReportEdition.objects.select_related("report", "pdf", "xlsx", "data")}
    assert {key: one.status for key, one in found.items()} == {"rev-fy2004": "published", "enterprise-fy2004": "draft"}
    out = found["rev-fy2004"]
    assert None not in (out.pdf, out.xlsx, out.data)
    assert {"head", "measure", "left_out", "action", "move"} <= {one.kind for one in parts_of(out)}
    assert [one.measure.key for one in found["enterprise-fy2004"].inclusions.all()] == ["phone-queue-minutes"]
    assert ResourceMove.objects.count() == 1


def test_one_board_has_empty_seats_and_the_report_of_another_is_late(told: str) -> None:
    from meritbook.actions.permissions import Standing
    from meritbook.demo.days import END
    from meritbook.desk.board_roll_up import rolled_up
    from meritbook.desk.boards import BoardFilter, lines
    from meritbook.records.models import User

    standing = Standing(User.objects.get(username="results"), END)
    assert [one.board.key for one in lines(standing, BoardFilter(show="broken")).rows] == ["three-rivers"]
    assert [one.board.key for one in lines(standing, BoardFilter(show="late")).rows] == ["south-plain"]
    found = {one.name: one.says for one in rolled_up(2004, END).sums}
    assert found["Spent"] == "3 of 5 boards reporting; without South Plain Board, Three Rivers Board"
