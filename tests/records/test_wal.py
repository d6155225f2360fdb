"""What was deleted is gone from the files of SQLite: from the database and from its write-ahead log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction

import rater_world as world
from meritbook.actions import SYSTEM, assessment_days, rating_drafts
from meritbook.actions.actor import Actor
from meritbook.records import database_url, wal
from meritbook.records.models import AssessmentBox, RaterDraft
from rater_fixtures import *  # noqa: F403  # fixtures are found by their names
from year_stage import do

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own files"),
]


@pytest.fixture
def file(row: Any, tmp_path: Path) -> Iterator[Path]:
    """The record of the tests as a file, with the settings of an office; what is done in it is kept at once."""
    path, held = tmp_path / "record.sqlite3", connections["default"]
    path.write_bytes(held.connection.serialize())
    ours = type(held)({**held.settings_dict, **database_url.sqlite(path)}, "default")
    connections["default"] = ours
    try:
        yield path
    finally:
        ours.close()
        connections["default"] = held


def stands(path: Path, text: str) -> bool:
    """Whether any part of the text stands in the files: a page of the database holds no more than 4,096 bytes of it."""
    files = [one.read_bytes() for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
    parts = [text[place : place + 64].encode() for place in range(0, len(text) - 64, 512)]
    return any(part in held for held in files for part in parts)


def log_of(path: Path) -> int:
    return path.with_name(f"{path.name}-wal").stat().st_size


def typed(row: Any, who: Any, at: datetime) -> str:
    """What somebody typed, as it is sealed."""
    rating_drafts.save(
        Actor(who), at=at, rater=world.rater(row, who), given=world.places(row, 5), comments={"candour": "Almonds."}
    )  # fmt: skip
    return str(RaterDraft.objects.get(rater=world.rater(row, who)).sealed)


def boxed(row: Any) -> str:
    return str(AssessmentBox.objects.get(assessment=row).sealed)


def test_a_draft_stands_in_no_file_once_it_is_sent_and_neither_does_the_box_as_it_was(
    file: Path, row: Any, raters: Any, at: datetime
) -> None:
    draft, before = typed(row, raters[0], at), boxed(row)
    assert stands(file, draft)
    assert stands(file, before)
    world.answer(row, raters[0], at, 4)
    assert not stands(file, draft)
    assert not stands(file, before)
    assert stands(file, boxed(row))
    assert log_of(file) == 0


def test_a_draft_stands_in_no_file_once_somebody_declines_or_names_another(
    file: Path, row: Any, raters: Any, at: datetime
) -> None:
    one, other = typed(row, raters[0], at), typed(row, raters[1], at)
    do("decline_rating", raters[0], at, rater=world.rater(row, raters[0]))
    do("delegate_rating", raters[1], at, rater=world.rater(row, raters[1]), delegate=raters[7])
    assert not stands(file, one)
    assert not stands(file, other)


def test_an_answer_that_is_taken_back_leaves_no_box_in_which_it_lay(
    file: Path, row: Any, raters: Any, at: datetime
) -> None:
    receipt = world.answer(row, raters[0], at, 4)
    held = boxed(row)
    do("take_back_rating", raters[0], at, assessment=row, receipt=receipt)
    assert not stands(file, held)


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_the_box_and_what_was_not_sent_stand_in_no_file_once_it_is_closed_or_withdrawn(
    file: Path, row: Any, people: Any, raters: Any, at: datetime, how: str
) -> None:
    for n, who in enumerate(raters[:6]):
        world.answer(row, who, at, 1 + n % 5, 3)
    draft, box = typed(row, raters[6], at), boxed(row)
    assert stands(file, draft)
    if how == "closed":
        world.closed(people.agency_hr, at, row)
    else:
        do("withdraw_assessment", people.agency_hr, at, assessment=row, because="A wrong name among them.")
    assert not stands(file, draft)
    assert not stands(file, box)


def test_who_reads_at_the_moment_holds_nothing_up_and_the_daily_work_empties_the_log_later(
    file: Path, row: Any, raters: Any, at: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr(wal, "WAIT_MS", 1)
    draft = typed(row, raters[0], at)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM records_assessmentrater").fetchone()
    receipt = world.answer(row, raters[0], at, 4)
    assert receipt
    assert stands(file, draft)
    assert not wal.empty()
    reader.close()
    list(assessment_days.work(SYSTEM, at=at + timedelta(days=1)))
    assert not stands(file, draft)
    assert log_of(file) == 0


def test_within_a_transaction_the_log_stays_until_it_is_kept(file: Path, row: Any, raters: Any, at: datetime) -> None:
    draft = typed(row, raters[0], at)
    with transaction.atomic():
        rating_drafts.drop(world.rater(row, raters[0]))
        assert not wal.empty()
        assert stands(file, draft)
    assert not stands(file, draft)


def test_how_long_the_database_waits_otherwise_is_as_it_was(file: Path) -> None:
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()
        assert wal.empty()
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == before == (20_000,)
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
