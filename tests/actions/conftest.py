"""After each test of an action the ledger is proved: the record is what the ledger vouches for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qualifying_world import examination, examined, receive, requirement
from service_acts import service

__all__ = ["examination", "examined", "receive", "requirement", "service"]


@pytest.fixture(autouse=True)
def _ledger_is_sound(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        from meritbook.actions import ledger

        assert ledger.verify().faults == ()


@pytest.fixture
def run(official_version: Any, plan_revision: Any, people: Any, at: Any) -> Any:
    """An allocation of the official description against the made-up plan: Harbour Master II."""
    from meritbook.actions import Actor, run_allocation

    return run_allocation.perform(
        Actor(people.analyst), at=at, why="Asked for.", version=official_version, plans=[plan_revision]
    )


@pytest.fixture
def decide(people: Any, at: Any, run: Any) -> Callable[..., Any]:
    """Decides on the run, as the analyst, for the class of that ref or none."""
    from meritbook.actions import Actor, decide_allocation

    def perform(ref: str | None, reason: str = "", **more: Any) -> Any:
        chosen = more.pop("run", run)
        revision = chosen.plan_revisions.get()
        return decide_allocation.perform(
            Actor(more.pop("by", people.analyst)),
            at=at,
            why="Reviewed.",
            run=chosen,
            class_entry=revision.entries.get(ref=ref) if ref else None,
            reason=reason,
            **more,
        )

    return perform


@pytest.fixture
def executives(people: Any, departments: Any, position: Any, describe: Any, description: Any, at: Any) -> Any:
    """A seat of the executive with a contract and a notice, a vacant one, and appointments that are open."""
    from appointing_world import executives_of, position_of_transport

    elsewhere = position_of_transport(people, departments, description, at)
    return executives_of(people, departments, position, elsewhere, at)
