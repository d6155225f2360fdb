"""Scenarios of the acts on the words of a contract: who acts, with what, and somebody who may not."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from meritbook.actions import Actor, service_law

Scenario = tuple[Any, dict[str, Any], str]
WAITS = "The limit of the year is not published yet."
NEXT = {"starts_on": date(2026, 7, 1), "ends_before": date(2027, 7, 1)}


def whole(text: Any) -> Any:
    """The words with all that the form asks for: every objective, and results for every project."""
    from meritbook.core.contracts import form

    own = {one.key: one for one in text.objectives()}
    areas = []
    for area in form.blank_areas(service_law.service_law().tables):
        mine = next((one for one in text.areas if one.key == area.key), None)
        kept = [
            one for one in (mine.objectives if mine else ()) if one.key not in {each.key for each in area.objectives}
        ]
        on_form = [own.get(one.key, one) for one in area.objectives]
        areas.append(area.model_copy(update={"objectives": (*on_form, *kept)}))
    return text.model_copy(update={"areas": tuple(areas)})


def perform(name: str, who: Any, at: Any, **taken: Any) -> Any:
    """The act, in the name of the person."""
    return importlib.import_module(f"meritbook.actions.{name}").perform(Actor(who), at=at, why="As agreed.", **taken)


def drafted(who: Any, at: Any, appointment: Any, **terms: Any) -> Any:
    """A draft of the whole form for the appointment."""
    draft = perform("draw_contract", who, at, appointment=appointment, **(terms or NEXT))
    return perform("save_contract", who, at, version=draft, text=whole(draft.text), base_sha256=draft.sha256)


@dataclass(frozen=True)
class Words:
    """Contracts of the executive of the page tests whose words are under way, and the work that opens a year."""

    proposed: Any
    """Drawn up and proposed by the director, answered and proposed by the executive in version 2."""
    comment: Any
    """Of the director, on version 2."""
    draft: Any
    """Drawn up by the director for the year after."""
    job: Any
    """Of the Department of Revenue; it left one out and was stopped."""


def words_under_way(people: Any, department: Any, held: Any, at: Any) -> Words:
    """The contracts, acted out."""
    from meritbook.records.models import Job

    director, executive = people.department_director, people.executive
    first = perform("propose_contract", director, at, version=drafted(director, at, held), limit_because=WAITS)
    answer = perform("answer_contract", executive, at, version=first)
    project = answer.text.projects[0].model_copy(update={"results_expected": "In use by 1 June 2027."})
    text = answer.text.model_copy(update={"projects": (project,)})
    perform("save_contract", executive, at, version=answer, text=text, base_sha256=answer.sha256)
    second = perform("propose_contract", executive, at, version=answer)
    comment = perform(
        "comment_contract", director, at, version=second, section="project.new-plant", says="Why a month later?"
    )
    draft = perform(
        "draw_contract", director, at, appointment=held, starts_on=date(2027, 7, 1), ends_before=date(2028, 7, 1)
    )
    job = perform("open_contract_year", people.agency_hr, at, starts_on=date(2026, 7, 1), department=department)
    left = [{"where": "position S-9", "says": "No salary is on record.", "code": "contract.no_salary"}]
    Job.objects.filter(pk=job.pk).update(
        status="stopped", total=2, done=1, skipped_json=json.dumps(left), left_out=1, ended_at=at
    )
    return Words(second.contract, comment, draft.contract, job)


def let_go_on(agreement: Any) -> None:
    """Let a signed contract last for generations; what is under way for later years of its executive comes after it."""
    rows = type(agreement).objects
    for n, pk in enumerate(rows.filter(appointment=agreement.appointment_id, starts_on__gt=agreement.starts_on)):
        rows.filter(pk=pk.pk).update(starts_on=date(2180 + n, 7, 1), ends_before=date(2181 + n, 7, 1))
    rows.filter(pk=agreement.pk).update(ends_before=date(2180, 7, 1))


class ContractStage:
    """Sets each act on the words of a contract up so that it has something to do."""

    get: Callable[[str], Any]
    people: Any
    executives: Any

    def draft(self) -> Any:
        return drafted(self.people.department_director, self.get("at"), self.executives.held)

    def proposal(self) -> Any:
        return perform(
            "propose_contract", self.people.department_director, self.get("at"), version=self.draft(),
            limit_because=WAITS,
        )  # fmt: skip

    def draw_contract(self) -> Scenario:
        return self.people.department_director, {"appointment": self.executives.held, **NEXT}, "executive"

    def save_contract(self) -> Scenario:
        draft = self.draft()
        project = draft.text.projects[0].model_copy(update={"results_expected": "In use by 1 May 2027."})
        text = draft.text.model_copy(update={"projects": (project,)})
        taken = {"version": draft, "text": text, "base_sha256": draft.sha256}
        return self.people.agency_hr, taken, "personnel_staff"

    def propose_contract(self) -> Scenario:
        return self.people.agency_hr, {"version": self.draft(), "limit_because": WAITS}, "personnel_director"

    def comment_contract(self) -> Scenario:
        taken = {"version": self.proposal(), "section": "area.customers", "says": "Too many."}
        return self.people.executive, taken, "auditor"

    def settle_comment(self) -> Scenario:
        who, taken, other = self.comment_contract()
        comment = perform("comment_contract", who, self.get("at"), **taken)
        return self.people.department_director, {"comment": comment, "says": "Two are left."}, other

    def answer_contract(self) -> Scenario:
        return self.people.executive, {"version": self.proposal()}, "auditor"

    def agree_contract(self) -> Scenario:
        return self.people.executive, {"version": self.proposal()}, "personnel_staff"

    def reopen_contract(self) -> Scenario:
        return self.people.agency_hr, {"version": self.proposal(), "reason": "A slip."}, "personnel_staff"

    def withdraw_contract(self) -> Scenario:
        taken = {"contract": self.draft().contract, "reason": "Drawn up twice."}
        return self.people.department_director, taken, "executive"

    def alter_contract(self) -> Scenario:
        return self.people.executive, {"contract": self.executives.agreement, "reason": "New duties."}, "auditor"

    def draw_contracts(self) -> Scenario:
        taken = {"appointments": [self.executives.held], "starts_on": date(2026, 7, 1)}
        return self.people.personnel_staff, taken, "appointing_authority"

    def open_contract_year(self) -> Scenario:
        taken = {"starts_on": date(2026, 7, 1), "department": self.get("departments").revenue}
        return self.people.agency_hr, taken, "agency_hr_elsewhere"
