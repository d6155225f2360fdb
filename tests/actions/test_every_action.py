"""What holds for every action, whichever it is: found by looking for them, so that a new one is held to it too."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from meritbook.actions import SYSTEM, Actor, reference, service_law
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import TextError
from meritbook.core.service.rights import rights_of
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records.models import DeterminationOutcome, LedgerEntry, Role
from qualifying_world import OPEN_KEY, candidates, handed_in, job
from service_world import drafted_row

pytestmark = pytest.mark.django_db
ACTIONS = reference.action_modules()

Scenario = tuple[Any, dict[str, Any], str]
"""Who acts, with what, and somebody who may not."""


class Stage:
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

    @property
    def executives(self) -> Any:
        return self.get("executives")

    def propose_appointment(self) -> Scenario:
        taken = {
            "seat": self.executives.vacant,
            "executive": self.people.supervisor,
            "method": "open_competition",
            "merit_says": "Led two divisions.",
            "salary": Decimal("9000.00"),
            "starts_on": date(2026, 4, 1),
        }
        return self.people.department_director, taken, "agency_hr"

    def release_executive(self) -> Scenario:
        return self.people.department_director, {"appointment": self.executives.moving}, "agency_hr"

    def acknowledge_rights(self) -> Scenario:
        rights = rights_of(service_law.service_law())
        assert rights is not None
        return self.people.executive, {"appointment": self.executives.moving, "sha256": rights.sha256}, "agency_hr"

    def decline_appointment(self) -> Scenario:
        taken = {"appointment": self.executives.moving, "reason": "Stays."}
        return self.people.executive, taken, "department_director"

    def withdraw_appointment(self) -> Scenario:
        taken = {"appointment": self.executives.coming, "reason": "Cut."}
        return self.people.department_director, taken, "agency_hr"

    def make_appointment(self) -> Scenario:
        taken = {"appointment": self.executives.coming, "qualification_because": "The record of service."}
        return self.people.department_director, taken, "agency_hr"

    def begin_appointments(self) -> Scenario:
        from meritbook.actions import make_appointment

        who, taken, _ = self.make_appointment()
        make_appointment.perform(Actor(who), at=self.get("at"), why="Chosen.", **taken)
        return self.people.personnel_staff, {"on": date(2026, 4, 1)}, "department_director"

    def end_appointment(self) -> Scenario:
        taken = {
            "appointment": self.executives.held,
            "cause": "retirement",
            "last_day": date(2026, 5, 31),
            "reason": "Of age.",
        }
        return self.people.department_director, taken, "personnel_director"

    def record_contract(self) -> Scenario:
        taken = {
            "appointment": self.executives.held,
            "starts_on": date(2026, 7, 1),
            "ends_before": date(2027, 7, 1),
            "salary": Decimal("9000.00"),
        }
        return self.people.agency_hr, taken, "department_director"

    def change_contract(self) -> Scenario:
        taken = {
            "contract": self.executives.contract,
            "agreed_on": date(2026, 3, 1),
            "states_criteria": True,
            "on_standard_form": True,
            "at_department_hr_on": None,
            "at_central_hr_on": None,
            "filed_on": None,
            "taken_from_file_on": None,
        }
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def serve_notice(self) -> Scenario:
        from meritbook.actions import withdraw_notice

        who, taken, other = self.withdraw_notice()
        withdraw_notice.perform(Actor(who), at=self.get("at"), why="Wrong.", **taken)
        served = {
            "appointment": self.executives.held,
            "reason": "The goals were missed.",
            "served_on": date(2026, 3, 2),
            "served_how": "mail",
        }
        return who, served, other

    def withdraw_notice(self) -> Scenario:
        taken = {"notice": self.executives.notice, "reason": "Settled."}
        return self.people.department_director, taken, "personnel_director"

    def withdraw_support(self) -> Scenario:
        taken = {"seat": self.executives.seat, "says": "The program ends."}
        return self.people.department_director, taken, "personnel_director"

    def restore_support(self) -> Scenario:
        from meritbook.actions import withdraw_support

        who, taken, other = self.withdraw_support()
        withdraw_support.perform(Actor(who), at=self.get("at"), why="Ends.", **taken)
        return who, {"seat": self.executives.seat}, other

    def review_seat(self) -> Scenario:
        taken = {"seat": self.executives.seat, "still_met": False, "says": "One unit is left."}
        return self.people.personnel_director, taken, "department_director"

    def link_candidate(self) -> Scenario:
        return self.people.agency_hr, {"application": self.get("examined").met, "user": self.people.analyst}, "auditor"

    def record_department_size(self) -> Scenario:
        taken = {
            "department": self.get("departments").revenue,
            "permanent_fte": Decimal(640),
            "source": "Report of positions",
        }
        return self.people.agency_hr, taken, "agency_hr_elsewhere"

    def authorise_seats(self) -> Scenario:
        taken = {"department": self.get("departments").revenue, "seats": 1, "cause": "A flood."}
        return self.people.personnel_director, taken, "personnel_staff"

    def end_authorisation(self) -> Scenario:
        who, taken, other = self.authorise_seats()
        return who, {"authorisation": self.get("service").act("authorise_seats", who, **taken)}, other

    def take_over_seat(self) -> Scenario:
        taken = {"position": self.get("service").bare("0500-01"), "starts_on": date(2026, 1, 1)}
        return self.people.personnel_staff, taken, "agency_hr"

    def merge_departments(self) -> Scenario:
        departments = self.get("departments")
        return (
            self.people.personnel_staff,
            {"department": departments.transport, "into": departments.revenue},
            "system_administrator",
        )

    def nominate_position(self) -> Scenario:
        self.get("service").size("640")
        taken = {"position": self.get("service").position("0500-01"), "rationale": "It directs the division."}
        return self.people.department_director, taken, "agency_hr"

    def _nominated(self) -> Any:
        who, taken, _ = self.nominate_position()
        return self.get("service").act("nominate_position", who, **taken)

    def return_nomination(self) -> Scenario:
        return self.people.analyst, {"nomination": self._nominated()}, "department_director"

    def resubmit_nomination(self) -> Scenario:
        returned = self.get("service").act("return_nomination", self.people.analyst, nomination=self._nominated())
        return self.people.department_director, {"nomination": returned}, "analyst"

    def withdraw_nomination(self) -> Scenario:
        return self.people.department_director, {"nomination": self._nominated()}, "personnel_director"

    def judge_criterion(self) -> Scenario:
        taken = {"nomination": self._nominated(), "fact": "position.controls/human", "verdict": Verdict.MET}
        return self.people.analyst, taken, "agency_hr"

    def review_nomination(self) -> Scenario:
        nomination = self._nominated()
        self.get("service").allocate(nomination.position)
        return self.people.analyst, {"nomination": nomination, "in_management_class": True}, "personnel_director"

    def decide_nomination(self) -> Scenario:
        self.get("service").size("640")
        reviewed = self.get("service").reviewed(self.get("service").position("0500-01"))
        return self.people.personnel_director, {"nomination": reviewed, "approve": True}, "analyst"

    def set_entry_day(self) -> Scenario:
        self.get("service").size("640")
        approved = self.get("service").approved(self.get("service").position("0500-01"))
        return self.people.agency_hr, {"nomination": approved, "starts_on": date(2026, 4, 1)}, "personnel_director"

    def work_through_day(self) -> Scenario:
        return self.people.personnel_staff, {"on": date(2005, 7, 1)}, "analyst"

    def confirm_consequence(self) -> Scenario:
        return self.people.personnel_director, {"consequence": self.drafted()}, "department_director"

    def stay_consequence(self) -> Scenario:
        taken = {"consequence": self.drafted(), "says": "Negotiations go on."}
        return self.people.personnel_director, taken, "personnel_staff"

    def drafted(self) -> Any:
        revenue = self.get("departments").revenue
        return drafted_row(revenue, self.people.executive, self.people.personnel_staff, self.get("at"))


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
SAVES_NOTHING = ("reveal_candidate", "send_digest")


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
    "install_shipped_plans",
    "move_day",
)


@pytest.mark.parametrize("name", SET_UP)
def test_the_program_itself_may_do_it_at_set_up(stage: Stage, at: datetime, name: str) -> None:
    _, taken, _ = getattr(stage, name)()
    ACTIONS[name].perform(SYSTEM, at=at, why="Set-up.", **taken)
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.actor, entry.role) == ("system", "system")
