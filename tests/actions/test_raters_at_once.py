"""Several answer the same assessment at the same moment: no answer is lost, and none counts twice."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import close_old_connections, connection

import rater_world as world
from meritbook.actions import guest_links, rating_box
from meritbook.core.errors import MeritbookError
from meritbook.records.models import AssessmentBox, RaterStanding
from year_stage import do

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of acts that began together: the name of what came back, or of the error, in order of the names."""
    ready = threading.Barrier(len(acts))
    outcomes: list[object] = []

    def act_out(act: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=30)
            outcomes.append(act())
        except MeritbookError as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=act_out, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    close_old_connections()
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.fixture
def raters(departments: Any, at: datetime) -> Any:
    return world.staff(at, departments.revenue, 6)


@pytest.fixture
def row(people: Any, raters: Any, at: datetime) -> Any:
    return world.opened(
        people.agency_hr, at, subject=people.executive, version=world.version_of(world.model_of(), at),
        groups={"peer": raters, "other": ["mary"]},
    )  # fmt: skip


def boxed(row: Any) -> int:
    return len(rating_box.look(AssessmentBox.objects.get(assessment=row)).answers)


def test_of_six_who_send_at_once_every_answer_lies_in_the_box(raters: Any, row: Any, at: datetime) -> None:
    sent = at_once(*(partial(world.answer, row, who, at, 1 + n % 5) for n, who in enumerate(raters)))
    assert sent == ["str"] * 6
    assert boxed(row) == 6
    assert row.raters.filter(standing=RaterStanding.ANSWERED).count() == 6


def test_who_sends_twice_at_once_answers_once(raters: Any, row: Any, at: datetime) -> None:
    assert at_once(*[partial(world.answer, row, raters[0], at, 4)] * 2) == ["RaterAnsweredError", "str"]
    assert boxed(row) == 1


def test_who_takes_back_twice_at_once_takes_back_once(raters: Any, row: Any, at: datetime) -> None:
    world.answer(row, raters[1], at, 2)
    receipt = world.answer(row, raters[0], at, 4)
    back = partial(do, "take_back_rating", raters[0], at, assessment=row, receipt=receipt)
    assert at_once(back, back) == ["AssessmentRater", "ReceiptError"]
    assert boxed(row) == 1


def test_a_link_that_is_begun_in_two_browsers_at_once_is_one_browsers(row: Any, at: datetime) -> None:
    found = re.search(r"/by-link/([\w-]+)/", mail.outbox[-1].body)
    assert found is not None
    begun = at_once(*(partial(guest_links.begin, found[1], browser, at=at) for browser in ("one", "other")))
    assert begun == ["AssessmentRater", "OtherBrowserError"]
