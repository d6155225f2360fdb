"""What holds for every action, whichever it is: found by looking for them, so that a new one is held to it too."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assessment_report_stage import AssessmentReportStage
from audit_stage import AuditStage
from board_stage import BoardStage
from competency_model_stage import CompetencyModelStage
from custody_stage import CustodyStage
from development_stage import DevelopmentStage
from file_stage import FileStage
from growth_stage import GrowthStage
from help_stage import HelpStage
from lean_stage import LeanStage
from measure_stage import MeasureStage
from meritbook.actions import SYSTEM, Actor, reference
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import TextError
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records.models import DeterminationOutcome, LedgerEntry, Role
from pay_stage import PayStage
from plan_stage import PlanStage
from qualifying_world import OPEN_KEY, candidates, handed_in, job
from rater_stage import RaterStage
from rating_stage import RatingStage
from report_stage import ReportStage
from return_stage import ReturnStage
from risk_stage import RiskStage
from service_stage import Scenario, ServiceStage
from signing_stage import SigningStage
from talent_stage import TalentStage
from year_stage import YearStage

pytestmark = pytest.mark.django_db
ACTIONS = reference.action_modules()


class Stage(
    AssessmentReportStage,
    AuditStage,
    BoardStage,
    CompetencyModelStage,
    CustodyStage,
    DevelopmentStage,
    FileStage,
    GrowthStage,
    HelpStage,
    LeanStage,
    MeasureStage,
    PayStage,
    PlanStage,
    RaterStage,
    RatingStage,
    ReturnStage,
    ReportStage,
    RiskStage,
    SigningStage,
    TalentStage,
    YearStage,
    ServiceStage,
):
    """Sets each action up so that it has something to do."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self.get: Callable[[str], Any] = request.getfixturevalue

    @property
    def people(self) -> Any:
        return self.get("people")

    def create_department(self) -> Scenario:
        return self.people.system_administrator, {"code": "parks", "name": "Department of Parks"}, "analyst"

    def move_day(self) -> Scenario:
        self.get("settings").MERITBOOK_DEMO = True
        return self.people.system_administrator, {"on": self.get("on") + timedelta(days=30)}, "analyst"

    def create_user(self) -> Scenario:
        return self.people.system_administrator, {"username": "new", "full_name": "New Person"}, "analyst"

    def grant_role(self) -> Scenario:
        return self.people.system_administrator, {"user": self.people.nobody, "role": Role.AUDITOR}, "analyst"

    def end_role(self) -> Scenario:
        held = self.people.auditor.role_assignments.get()
        return self.people.system_administrator, {"assignment": held}, "analyst"

    def set_password(self) -> Scenario:
        return (
            self.people.system_administrator,
            {"user": self.people.nobody, "password": "gulls over nine piers"},
            "analyst",
        )

    def deactivate_user(self) -> Scenario:
        return self.people.system_administrator, {"user": self.people.nobody}, "analyst"

    def reactivate_user(self) -> Scenario:
        from meritbook.actions import deactivate_user

        who, taken, other = self.deactivate_user()
        deactivate_user.perform(Actor(who), at=self.get("at"), why="Left.", **taken)
        return who, taken, other

    def end_department(self) -> Scenario:
        return self.people.system_administrator, {"department": self.get("departments").transport}, "analyst"

    def install_shipped_plans(self) -> Scenario:
        return self.people.system_administrator, {}, "analyst"

    def import_document(self) -> Scenario:
        return self.people.analyst, {"data": b"A letter.\n", "name": "letter.txt", "as_plan": False}, "executive"

    def describe_position(self) -> Scenario:
        taken = {"department": self.get("departments").revenue, "description": self.get("description")}
        return self.people.agency_hr, taken, "analyst"

    def submit_description(self) -> Scenario:
        return self.people.agency_hr, {"version": self.get("draft")}, "analyst"

    def sign_description(self) -> Scenario:
        from meritbook.actions import submit_description

        submitted = submit_description.perform(
            Actor(self.people.agency_hr), at=self.get("at"), why="Complete.", version=self.get("draft")
        )
        return self.people.appointing_authority, {"version": submitted}, "department_director"

    def run_allocation(self) -> Scenario:
        self.get("plan_revision")
        return self.people.analyst, {"version": self.get("official_version")}, "auditor"

    def decide_allocation(self) -> Scenario:
        run = self.get("run")
        entry = run.plan_revisions.get().entries.get(ref="9002")
        return self.people.analyst, {"run": run, "class_entry": entry}, "agency_hr"

    def undo_decision(self) -> Scenario:
        return self.people.analyst, {"decision": self.get("decide")("9002"), "reason": "Misread."}, "agency_hr"

    def make_token(self) -> Scenario:
        expires_on = self.get("on") + timedelta(days=30)
        return self.people.analyst, {"name": "Reports", "expires_on": expires_on}, "nobody"

    def revoke_token(self) -> Scenario:
        from meritbook.actions import make_token

        who, taken, _ = self.make_token()
        made = make_token.perform(Actor(who), at=self.get("at"), why="For reports.", **taken)
        return who, {"token": getattr(made, "row", None) or getattr(made, "token", made)}, "auditor"

    def make_calendar_feed(self) -> Scenario:
        return self.people.analyst, {}, "nobody"

    def revoke_calendar_feed(self) -> Scenario:
        from meritbook.actions import make_calendar_feed

        made = make_calendar_feed.perform(Actor(self.people.analyst), at=self.get("at"), why="For my calendar.")
        return self.people.analyst, {"feed": made.row}, "auditor"

    def subscribe_digest(self) -> Scenario:
        return self.people.analyst, {"address": "analyst@agency.example"}, "nobody"

    def end_digest(self) -> Scenario:
        from meritbook.actions import subscribe_digest

        who, taken, _ = self.subscribe_digest()
        row = subscribe_digest.perform(Actor(who), at=self.get("at"), why="Once a week.", **taken)
        return who, {"subscription": row}, "auditor"

    def send_digest(self) -> Scenario:
        from meritbook.actions.send_digest import Message

        _, taken, _ = self.end_digest()
        message = Message(subject="1 to do", text="Agree.\n", html="<p>Agree.</p>", entries=1)
        return self.people.personnel_staff, {**taken, "on": self.get("on"), "message": message}, "analyst"

    def write_requirement(self) -> Scenario:
        taken = {"key": "pilot", "title": "Pilot", "text": "Two years of experience in piloting.", "policy": "plain"}
        return self.people.analyst, taken, "agency_hr"

    def open_examination(self) -> Scenario:
        taken = {
            "number": "2026-015",
            "title": "Tax Audit Chief, autumn 2026",
            "requirement": self.get("requirement"),
            "on": self.get("on"),
            "department": self.get("departments").revenue,
        }
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def close_examination(self) -> Scenario:
        return self.people.agency_hr, {"examination": self.get("examination")}, "agency_hr_elsewhere"

    def receive_applications(self) -> Scenario:
        taken = {"examination": self.get("examination"), "applications": candidates()}
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def amend_statement(self) -> Scenario:
        taken = {"application": self.get("examined").open, "candidate": handed_in("0105", job("j1", "2001")).candidate}
        return self.people.agency_hr, taken, "executive"

    def settle_question(self) -> Scenario:
        taken = {"application": self.get("examined").open, "key": OPEN_KEY, "verdict": Verdict.NOT_MET}
        return self.people.agency_hr, taken, "auditor"

    def withdraw_settlement(self) -> Scenario:
        return self.people.analyst, {"settlement": self.get("examined").settlement}, "auditor"

    def overrule_precedent(self) -> Scenario:
        return self.people.analyst, {"precedent": self.get("examined").precedent}, "agency_hr"

    def determine_qualification(self) -> Scenario:
        taken = {"application": self.get("examined").met, "outcome": DeterminationOutcome.QUALIFIED}
        return self.people.agency_hr, taken, "personnel_staff"

    def start_job(self) -> Scenario:
        return self.people.agency_hr, {"examination": self.get("examined").examination, "kind": "judge"}, "auditor"

    def stop_job(self) -> Scenario:
        from meritbook.actions import start_job

        who, taken, other = self.start_job()
        return who, {"job": start_job.perform(Actor(who), at=self.get("at"), why="Again.", **taken)}, other

    def resume_job(self) -> Scenario:
        from meritbook.actions import stop_job

        who, taken, other = self.stop_job()
        return who, {"job": stop_job.perform(Actor(who), at=self.get("at"), why="Later.", **taken)}, other

    def reveal_candidate(self) -> Scenario:
        return self.people.agency_hr, {"application": self.get("examined").met}, "auditor"

    def link_candidate(self) -> Scenario:
        return self.people.agency_hr, {"application": self.get("examined").met, "user": self.people.analyst}, "auditor"


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    return Stage(request)


def test_there_is_a_scenario_for_every_action() -> None:
    assert [name for name in ACTIONS if not hasattr(Stage, name)] == []
    assert len(ACTIONS) >= 12


@pytest.mark.parametrize("name", ACTIONS)
def test_it_takes_who_when_and_why(name: str) -> None:
    parameters = inspect.signature(ACTIONS[name].perform).parameters
    assert list(parameters)[:3] == ["actor", "at", "why"]
    assert all(parameters[word].kind is inspect.Parameter.KEYWORD_ONLY for word in list(parameters)[1:])


@pytest.mark.parametrize("name", ACTIONS)
def test_it_says_what_it_raises(name: str) -> None:
    assert "Raises" in (ACTIONS[name].perform.__doc__ or "")


# What only looks, and what only sends, has saved no row that the ledger could vouch for.
SAVES_NOTHING = ("look_at_bench", "reveal_candidate", "send_digest")


@pytest.mark.parametrize("name", ACTIONS)
def test_it_writes_exactly_one_entry_which_says_who_when_and_why(stage: Stage, at: datetime, name: str) -> None:
    who, taken, _ = getattr(stage, name)()
    before = LedgerEntry.objects.count()
    moment = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    ACTIONS[name].perform(Actor(who), at=moment, why="As the test has it.", **taken)
    entries = list(LedgerEntry.objects.order_by("seq")[before:])
    assert len(entries) == 1
    (entry,) = entries
    assert (entry.action, entry.actor, entry.at, entry.why) == (name, who.username, moment, "As the test has it.")
    assert entry.role in Role.values
    assert entry.facts
    payload = json.loads(entry.payload)
    assert bool(payload["records"]) is (name not in SAVES_NOTHING)
    assert canonical_json(payload) == entry.payload


@pytest.mark.parametrize("name", ACTIONS)
def test_without_a_reason_nothing_is_saved(stage: Stage, at: datetime, name: str) -> None:
    who, taken, _ = getattr(stage, name)()
    before = LedgerEntry.objects.count()
    with pytest.raises(TextError):
        ACTIONS[name].perform(Actor(who), at=at, why=" ", **taken)
    assert LedgerEntry.objects.count() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_somebody_who_may_not_is_refused_and_nothing_is_saved(stage: Stage, at: datetime, name: str) -> None:
    _, taken, other = getattr(stage, name)()
    before = LedgerEntry.objects.count()
    with pytest.raises(ForbiddenError):
        ACTIONS[name].perform(Actor(getattr(stage.people, other)), at=at, why="As the test has it.", **taken)
    assert LedgerEntry.objects.count() == before


# What has nothing to change writes nothing; every other action refuses or changes something each time.
WRITE_NOTHING_TWICE = (
    "amend_statement",
    "begin_appointments",
    "describe_position",
    "import_document",
    "install_competency_models",
    "install_shipped_plans",
    "receive_applications",
    "write_requirement",
)


@pytest.mark.parametrize("name", WRITE_NOTHING_TWICE)
def test_done_twice_it_writes_once(stage: Stage, at: datetime, name: str) -> None:
    who, taken, _ = getattr(stage, name)()
    ACTIONS[name].perform(Actor(who), at=at, why="Once.", **taken)
    before = LedgerEntry.objects.count()
    ACTIONS[name].perform(Actor(who), at=at, why="Twice.", **taken)
    assert LedgerEntry.objects.count() == before


SET_UP = (
    "begin_appointments",
    "create_department",
    "create_user",
    "import_document",
    "install_competency_models",
    "install_shipped_plans",
    "move_day",
)


@pytest.mark.parametrize("name", SET_UP)
def test_the_program_itself_may_do_it_at_set_up(stage: Stage, at: datetime, name: str) -> None:
    _, taken, _ = getattr(stage, name)()
    ACTIONS[name].perform(SYSTEM, at=at, why="Set-up.", **taken)
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.actor, entry.role) == ("system", "system")
