"""What somebody is shown of their own words before they are sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import rater_world as world
from meritbook.desk.assessment_form import preview_of
from year_stage import do

pytestmark = pytest.mark.django_db
MODEL = world.model_of()


def warnings(words: str, subject: str = "Somebody Else", author: str = "") -> tuple[str, ...]:
    shown = preview_of(MODEL, "executive", {}, {"candour": words}, subject=subject, author=author)
    return shown.parts[0].warnings


def test_names_of_people_on_record_are_warned_of_and_that_of_the_person_assessed_is_not(
    people: Any, at: datetime
) -> None:
    assert warnings("Auditor said so.") == ("It may name somebody: “Auditor”.",)
    assert warnings("Auditor said so.", subject="Auditor") == ()


def test_the_writers_own_name_is_warned_of_by_each_of_its_words_also_of_a_guest() -> None:
    own = "It may tell who you are, by your name: “{}”."
    assert warnings("Ask Bo, or BLAIR.", author="Bo Blair") == (own.format("Bo"), own.format("BLAIR"))
    # Whom the comment is on may be called so as well, and a word may be no name.
    assert warnings("Bo listens.", author="Bo Blair", subject="Bo Somebody") == ()
    assert warnings("They will do well.", author="Will Mark") == ()


def test_who_came_or_was_shut_out_since_the_last_preview_counts(people: Any, at: datetime) -> None:
    assert warnings("Ask Quill.") == ()
    new = do("create_user", people.system_administrator, at, username="quill", full_name="Ada Quill")
    assert warnings("Ask Quill.") == ("It may name somebody: “Quill”.",)
    do("deactivate_user", people.system_administrator, at, user=new)
    do("create_user", people.system_administrator, at, username="quell", full_name="Ada Quell")
    # As many people as before, with names as long.
    assert warnings("Ask Quill.") == ()
    assert warnings("Ask Quell.") == ("It may name somebody: “Quell”.",)


def test_names_are_read_once_for_many_previews(people: Any, at: datetime) -> None:
    warnings("Words.")
    with CaptureQueriesContext(connection) as asked:
        warnings("Other words.")
    assert len(asked) == 2


def test_a_name_is_told_alike_whether_its_bearer_is_asked_in_the_round_or_not(
    people: Any, departments: Any, at: datetime
) -> None:
    """By what is marked nobody finds out who else is asked, and nobody reads a name that they did not type."""
    raters = world.staff(at, departments.revenue, 4)
    do("create_user", people.system_administrator, at, username="quill", full_name="Ada Quill")
    said = "Ask Rater, or Ada, or Quill, or Kim Vendor."
    before = warnings(said)
    assert before == tuple(f"It may name somebody: “{one}”." for one in ("Rater", "Ada", "Quill"))
    row = world.drawn(
        people.agency_hr, at, subject=people.executive, version=world.version_of(MODEL, at), groups={"peer": raters}
    )
    assert warnings(said) == before
    do(
        "name_rater", people.agency_hr, at, assessment=row, group="other", guest="Kim Vendor",
        address="kim@vendor.example",
    )  # fmt: skip
    last = at.date() + timedelta(days=7)
    do("open_assessment", people.agency_hr, at, assessment=row, starts_on=at.date(), last_day=last)
    # Guests of whatever open round, whose names stand nowhere else.
    assert warnings(said) == (*before, *(f"It may name somebody: “{one}”." for one in ("Kim", "Vendor")))
