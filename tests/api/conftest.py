"""A small record, and a client for each person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory


@dataclass(frozen=True)
class World:
    """The objects that addresses are made of."""

    people: Any
    draft: Any
    """The executive's position, second version."""
    submitted: Any
    """Another position, held by nobody."""
    run: Any
    decision: Any
    """The decision on `run`."""
    undecided: Any
    """A run on an official description that nobody has decided on."""
    tokens: dict[str, Any]


@pytest.fixture
def world(
    people: Any, describe: Any, description: Any, official_version: Any, plan_revision: Any, at: datetime
) -> World:
    """One of everything."""
    from meritbook.actions import (
        Actor,
        decide_allocation,
        make_token,
        run_allocation,
        sign_description,
        submit_description,
    )

    run = run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=official_version)
    decision = decide_allocation.perform(
        Actor(people.analyst),
        at=at,
        why="Agreed.",
        run=run,
        class_entry=decide_allocation.answered_class(run),
        reason="" if run.status == "allocated" else "As the file shows.",
    )
    other = describe(
        description.model_copy(update={"number": "0500-01"}), appointing_authority=people.appointing_authority
    ).version
    submitted = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=other)
    draft = describe(description.model_copy(update={"working_title": "Audit Chief"})).version
    third = describe(
        description.model_copy(update={"number": "0700-01"}), appointing_authority=people.appointing_authority
    ).version
    third = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=third)
    third = sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=third)
    undecided = run_allocation.perform(Actor(people.analyst), at=at, why="Asked for.", version=third)
    tokens = {}
    for name, user in people.all().items():
        if name in ("supervisor", "nobody"):
            continue
        tokens[name] = make_token.perform(
            Actor(user), at=at, why="Set-up.", name="tests", expires_on=at.date() + timedelta(days=300)
        )
    return World(people, draft, submitted, run, decision, undecided, tokens)


@pytest.fixture
def as_person() -> Callable[[Any], Client]:
    """A client that carries the session of a person; `None` is the public."""

    def client(user: Any) -> Client:
        made = Client(raise_request_exception=False)
        if user is not None:
            made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            request = RequestFactory().get("/")
            request.session = made.session  # type: ignore[assignment]
            # As if the password had been given a moment ago.
            record_authentication(request, user, method="password", reauthenticated=True)
            request.session.save()
        return made

    return client
