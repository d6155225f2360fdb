"""Scenarios of the actions through the contract year, and the rows that pages about it show."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from service_stage import Scenario

HELD_ON = date(2026, 2, 10)


@dataclass(frozen=True)
class YearRows:
    """One of everything that a contract year holds."""

    shared: Any
    """A note of the appointing authority, with a file."""
    file: Any
    draft: Any
    """A private draft of the appointing authority, with a file."""
    draft_file: Any
    review: Any
    """An improvement plan that nobody answered."""
    step: Any
    result: Any


def do(name: str, who: Any, at: datetime, /, **taken: Any) -> Any:
    """One act, by its name."""
    import importlib

    from meritbook.actions import Actor

    module = importlib.import_module(f"meritbook.actions.{name}")
    return module.perform(Actor(who), **{"at": at, "why": "As the test has it.", **taken})


def file_named(name: str = "report.txt", data: bytes = b"Refunds took 24 days.\n") -> Any:
    """A file that may be kept."""
    from meritbook.actions import attach_file

    return attach_file.take(io.BytesIO(data), name=name)


def year_rows(contract: Any, rater: Any, at: datetime) -> YearRows:
    """The rows, made by the acts themselves."""
    from meritbook.actions.contract_year_policies import Step

    note = {"contract": contract, "happened_on": HELD_ON, "about": "customers-wait"}
    shared = do("write_evidence", rater, at, says="Refunds took 24 days in January.", shared=True, **note)
    review = do(
        "record_review", rater, at, contract=contract, kind="improvement", held_on=HELD_ON,
        rater_says="Refunds come late.", problem="Refunds take 24 days.",
        steps=[Step("Clear the backlog.", date(2026, 4, 1), "Two clerks.", "customers-wait")],
    )  # fmt: skip
    draft = do("write_evidence", rater, at, says="He was short with the clerk.", **note)
    return YearRows(
        shared=shared,
        file=do("attach_file", rater, at, note=shared, file=file_named()),
        draft=draft,
        draft_file=do("attach_file", rater, at, note=draft, file=file_named("own.txt", b"For me alone.\n")),
        review=review,
        step=review.steps.get(),
        result=do(
            "record_result", rater, at, contract=contract, measure="wait-days", period_ends_on=date(2025, 12, 31),
            value=Decimal(24), source="Monthly report.",
        ),
    )  # fmt: skip


class YearStage:
    """Sets each action through the contract year up so that it has something to do."""

    get: Callable[[str], Any]
    people: Any

    @property
    def agreement(self) -> Any:
        return self.get("executives").agreement

    @property
    def rater(self) -> Any:
        return self.people.appointing_authority

    def act(self, name: str, who: Any, **taken: Any) -> Any:
        return do(name, who, self.get("at"), **taken)

    def write_evidence(self) -> Scenario:
        taken = {"contract": self.agreement, "says": "Refunds took 24 days.", "happened_on": HELD_ON, "shared": True}
        return self.rater, taken, "agency_hr"

    def _draft(self) -> Any:
        return self.act("write_evidence", self.rater, contract=self.agreement, says="As I saw it.", happened_on=HELD_ON)

    def change_evidence(self) -> Scenario:
        taken = {"note": self._draft(), "says": "As I saw it then.", "happened_on": HELD_ON}
        return self.rater, taken, "executive"

    def share_evidence(self) -> Scenario:
        return self.rater, {"note": self._draft()}, "executive"

    def withdraw_evidence(self) -> Scenario:
        who, taken, _ = self.write_evidence()
        note = self.act("write_evidence", who, **taken)
        return who, {"note": note, "reason": "Of another year."}, "department_director"

    def attach_file(self) -> Scenario:
        who, taken, _ = self.write_evidence()
        return who, {"note": self.act("write_evidence", who, **taken), "file": file_named()}, "department_director"

    def record_review(self) -> Scenario:
        taken = {"contract": self.agreement, "kind": "quarterly", "held_on": HELD_ON, "rater_says": "All goes well."}
        return self.rater, taken, "executive"

    def _review(self) -> Any:
        return year_rows(self.agreement, self.rater, self.get("at")).review

    def answer_review(self) -> Scenario:
        return self.people.executive, {"review": self._review(), "says": "Two clerks were ill."}, "agency_hr"

    def withdraw_review(self) -> Scenario:
        return self.rater, {"review": self._review(), "reason": "Of another day."}, "executive"

    def close_step(self) -> Scenario:
        taken = {"step": self._review().steps.get(), "reached": True, "outcome": "The backlog is gone."}
        return self.rater, taken, "executive"

    def record_result(self) -> Scenario:
        taken = {
            "contract": self.agreement,
            "measure": "wait-days",
            "period_ends_on": date(2025, 12, 31),
            "value": Decimal(24),
            "source": "Monthly report.",
        }
        return self.people.results_administrator, taken, "executive"

    def correct_result(self) -> Scenario:
        who, taken, other = self.record_result()
        result = self.act("record_result", who, **taken)
        correct = {"result": result, "value": Decimal("21.5"), "source": "Monthly report.", "says": "Misread."}
        return who, correct, other
