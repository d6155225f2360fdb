"""What people wrote about a candidate is shown without the candidate's names, and a form says what was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from candidate_pages import determine_fields, place, settle_fields, text_of, with_password
from meritbook.actions import Actor, qualifying, settle_question, withdraw_settlement
from meritbook.core.qualifications.candidate import Person
from meritbook.core.verdict import Verdict
from meritbook.writers.notice_told import found
from qualifying_world import CONTROLLER, OPEN_KEY, handed_in, job

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(people: Any, receive: Any, at: datetime) -> Any:
    """A candidate of whom a note and a reason tell the name and the employer."""
    handed = handed_in("0401", job("j1", "2012-01", words=CONTROLLER), name="Marguerite Oakhollow").model_copy(
        update={"notes": ("The line of Marguerite Oakhollow was cut.",)}
    )
    row = receive(handed)["0401"]
    settle_question.perform(
        Actor(people.analyst),
        at=at,
        why="Marguerite Oakhollow audited at Quillfeather Audit Bureau.",
        application=row,
        key=OPEN_KEY,
        verdict=Verdict.MET,
    )
    return row


def test_reasons_and_notes_are_shown_without_names(
    answered: Any, people: Any, signed_in: Callable[[Any], Any], at: datetime
) -> None:
    client = signed_in(people.analyst)
    pages = [text_of(client.get(place("application", answered)))]
    pages.append(text_of(client.get(place("application_settle", answered), {"key": OPEN_KEY})))
    settlement = answered.settlements.get()
    withdraw_settlement.perform(Actor(people.analyst), at=at, why="Misread.", settlement=settlement)
    pages.append(text_of(client.get(place("application", answered))))
    for page in pages:
        assert "[name] audited at [employer]." in page
        assert "Oakhollow" not in page
        assert "Quillfeather" not in page
    assert "The line of [name] was cut." in pages[0]


def test_a_notice_tells_the_reason_of_an_answer_without_names(answered: Any) -> None:
    judged = qualifying.judged(answered)
    requirement = qualifying.judge_of(answered.examination).requirement
    told = found(requirement, judged.statement.candidate, judged.judgement, answered.person)
    reasons = {job.answered.why for part in told.parts for job in part.jobs if job.answered}
    assert reasons == {"[name] audited at [employer]."}
    assert answered.person != Person()


def test_a_form_that_does_not_say_what_was_read_is_refused(
    examined: Any, people: Any, signed_in: Callable[[Any], Any]
) -> None:
    client, row = with_password(signed_in(people.agency_hr)), examined.open
    sent = settle_fields(client, row, OPEN_KEY)
    del sent["statement"]
    assert "The form does not say which statement was read." in text_of(
        client.post(place("application_settle", row), sent)
    )
    assert not row.settlements.exists()
    determined = determine_fields(client, examined.met)
    del determined["judgement"]
    response = client.post(place("application_determine", examined.met), determined)
    assert response.status_code == 422
    assert not examined.met.determinations.exists()
    amended = {"jobs": "none", "degrees": "none", "licences": "none"}
    response = client.post(place("application_answer", row), amended)
    assert "The form does not say which statement it was made from." in text_of(response)
    assert row.statements.count() == 1
