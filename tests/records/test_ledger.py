"""The ledger takes new entries only, and gives away whoever changes it behind its back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from meritbook.actions import SYSTEM, create_department, ledger
from meritbook.actions.verification import Anchor, AnchorError
from meritbook.records import guards
from meritbook.records.models import Department, LedgerEntry, PlanRevision, Position, StoredDocument, store_original

pytestmark = pytest.mark.django_db


@contextmanager
def behind_its_back() -> Iterator[Any]:
    """A cursor of somebody who owns the database and took the guards away."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        yield cursor
    guards.install(connection)


@pytest.fixture
def five_entries(at: Any) -> None:
    for number in range(5):
        create_department.perform(SYSTEM, at=at, why="Set-up.", code=f"d{number}", name=f"Department {number}")


def kinds(report: ledger.Report) -> list[tuple[str, int | None, str]]:
    return [(fault.kind, fault.seq, fault.where) for fault in report.faults]


def test_an_untouched_ledger_is_sound(five_entries: None) -> None:
    report = ledger.verify()
    assert report.sound
    assert report.entries == 5
    assert report.rows == 5
    assert report.anchor == ledger.anchor()


def test_each_entry_holds_the_hash_of_the_one_before(five_entries: None) -> None:
    entries = list(LedgerEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[0].prev_hash == "0" * 64
    assert [entry.prev_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]


def test_the_moment_is_kept_in_utc_to_the_microsecond(five_entries: None, at: Any) -> None:
    entry = LedgerEntry.objects.get(seq=1)
    assert entry.at_text == "2026-03-02T15:30:12.345678+00:00"
    assert entry.at == at


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE records_ledgerentry SET why = 'x' WHERE seq = 2",
        "DELETE FROM records_ledgerentry WHERE seq = 5",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(five_entries: None, sql: str) -> None:
    with pytest.raises(IntegrityError, match="new entries only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert ledger.verify().sound


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
def test_the_database_refuses_to_replace_an_entry(five_entries: None) -> None:
    with pytest.raises(IntegrityError, match="new entries only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO records_ledgerentry SELECT * FROM records_ledgerentry WHERE seq = 5")


@pytest.mark.postgres
def test_postgresql_refuses_to_truncate_the_ledger(five_entries: None) -> None:
    with pytest.raises(IntegrityError, match="new entries only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE records_ledgerentry")


@pytest.mark.parametrize("column", ["at_text", "actor", "role", "action", "subject", "why", "payload"])
def test_one_altered_byte_in_any_column_is_found_and_named(five_entries: None, column: str) -> None:
    before: str = LedgerEntry.objects.values_list(column, flat=True).get(seq=3)
    middle = len(before) // 2
    after = before[:middle] + chr(ord(before[middle]) ^ 1) + before[middle + 1 :]
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE records_ledgerentry SET {column} = %s WHERE seq = 3", [after])  # noqa: S608
    found = [fault for fault in ledger.verify().faults if fault.kind == "altered"]
    assert [(fault.seq, fault.where) for fault in found] == [(3, column)]
    assert found[0].stored != found[0].computed


def test_an_alteration_that_mends_its_own_digest_still_breaks_the_hash(five_entries: None) -> None:
    entry = LedgerEntry.objects.get(seq=3)
    from meritbook.records.ledger_format import digests_of

    columns = {name: getattr(entry, name) for name in ("seq", "at_text", "actor", "role", "action", "subject")}
    forged = digests_of({**columns, "why": "Forged.", "payload": entry.payload})
    with behind_its_back() as cursor:
        cursor.execute("UPDATE records_ledgerentry SET why = 'Forged.', digests = %s WHERE seq = 3", [forged])
    assert kinds(ledger.verify()) == [("altered", 3, "hash, prev_hash or digests")]


def test_an_entry_written_anew_with_a_right_hash_breaks_the_link_to_the_next(five_entries: None) -> None:
    from meritbook.records.ledger_format import digests_of, hash_of

    entry = LedgerEntry.objects.get(seq=3)
    columns: dict[str, Any] = {
        name: getattr(entry, name) for name in ("seq", "at_text", "actor", "role", "action", "subject", "payload")
    }
    columns["why"] = "Forged."
    columns["digests"] = digests_of(columns)
    with behind_its_back() as cursor:
        cursor.execute(
            "UPDATE records_ledgerentry SET why = %s, digests = %s, hash = %s WHERE seq = 3",
            [columns["why"], columns["digests"], hash_of(columns, entry.prev_hash)],
        )
    assert kinds(ledger.verify()) == [("link", 4, "prev_hash")]


def test_a_missing_entry_is_found_as_a_gap_and_a_broken_link(five_entries: None) -> None:
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM records_ledgerentry WHERE seq = 3")
    report = ledger.verify()
    assert [kind for kind, _, _ in kinds(report)] == ["gap", "link", "row_unknown"]
    assert "entry 3 is missing" in report.faults[0].says


def test_entries_cut_off_at_the_end_are_found_against_an_earlier_anchor(five_entries: None) -> None:
    anchor = str(ledger.anchor())
    with behind_its_back() as cursor:
        cursor.execute("DELETE FROM records_ledgerentry WHERE seq = 5")
        cursor.execute("DELETE FROM records_department WHERE code = 'd4'")
    assert ledger.verify().sound, "without an anchor nothing can tell that there was more"
    assert kinds(ledger.verify(anchor=anchor)) == [("cut_off", 5, "hash")]


def test_an_anchor_still_holds_when_the_ledger_has_grown(five_entries: None, at: Any) -> None:
    anchor = ledger.anchor()
    create_department.perform(SYSTEM, at=at, why="Later.", code="later", name="Later")
    assert ledger.verify(anchor=anchor).sound


@pytest.mark.parametrize("text", ["", "5", "five:" + "0" * 64, "5:xyz", "5:" + "g" * 64])
def test_an_anchor_that_is_none_is_refused(text: str, db: None) -> None:
    with pytest.raises(AnchorError):
        ledger.verify(anchor=text)


def test_an_anchor_reads_back_what_it_prints() -> None:
    anchor = Anchor(count=12, hash="ab" * 32)
    assert Anchor.read(str(anchor)) == anchor


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only: PostgreSQL holds no bytes that are not text")
def test_bytes_that_are_no_text_are_found_where_they_stand(five_entries: None) -> None:
    with behind_its_back() as cursor:
        cursor.execute("UPDATE records_ledgerentry SET why = CAST(x'53ff' AS TEXT) WHERE seq = 3")
    assert ("unreadable", 3, "text") in kinds(ledger.verify())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only: PostgreSQL keeps values of the column's type alone")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", "CAST(payload AS BLOB)"),
        ("actor", "X'ff00'"),
        ("at_text", "5"),
        ("digests", "X'ff'"),
        ("hash", "X'ff'"),
        ("prev_hash", "X'ff'"),
    ],
)
def test_an_entry_with_bytes_or_numbers_for_text_is_found(five_entries: None, column: str, value: str) -> None:
    with behind_its_back() as cursor:
        cursor.execute(f"UPDATE records_ledgerentry SET {column} = {value} WHERE seq = 3")  # noqa: S608  # the test's own words
    assert ("altered", 3) in [(fault.kind, fault.seq) for fault in ledger.verify().faults]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only: PostgreSQL keeps values of the column's type alone")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "X'ff'"),
        ("name", "CAST(X'ff' AS TEXT)"),
        ("starts_on", "'2026-13-45'"),
        ("starts_on", "'no day'"),
        ("starts_on", "5"),
    ],
)
def test_a_row_that_cannot_even_be_read_is_found(five_entries: None, column: str, value: str) -> None:
    row = Department.objects.order_by("pk")[2]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_department SET {column} = {value} WHERE id = {row.pk}")  # noqa: S608  # the test's own words
    assert kinds(ledger.verify()) == [("row_altered", 3, f"department:{row.pk}")]


def test_two_entries_that_changed_places_are_found(five_entries: None) -> None:
    with behind_its_back() as cursor:
        for before, after in ((2, 200), (4, 2), (200, 4)):
            cursor.execute(f"UPDATE records_ledgerentry SET seq = {after} WHERE seq = {before}")  # noqa: S608  # the test's own words
    found = [(fault.kind, fault.seq) for fault in ledger.verify().faults]
    assert {("altered", 2), ("altered", 4), ("link", 2), ("link", 4)} <= set(found)


def test_a_row_that_was_changed_without_an_action_is_found(five_entries: None) -> None:
    row = Department.objects.get(code="d2")
    Department.objects.filter(pk=row.pk).update(name="Another name")
    assert kinds(ledger.verify()) == [("row_altered", 3, f"department:{row.pk}")]


def test_a_row_that_was_deleted_without_an_action_is_found(five_entries: None) -> None:
    row = Department.objects.get(code="d2")
    pk = row.pk
    row.delete()
    assert kinds(ledger.verify()) == [("row_missing", 3, f"department:{pk}")]


def test_a_row_that_no_action_made_is_found(five_entries: None, on: Any) -> None:
    row = Department.objects.create(code="smuggled", name="Smuggled", starts_on=on)
    assert kinds(ledger.verify()) == [("row_unknown", None, f"department:{row.pk}")]


def test_an_altered_grade_in_the_class_index_is_found(plan_revision: PlanRevision) -> None:
    plan_revision.entries.filter(code="9001").update(pay="grade 99")
    assert kinds(ledger.verify()) == [("row_altered", 1, f"planrevision:{plan_revision.pk}")]


def test_an_altered_description_is_found(official_version: Any) -> None:
    type(official_version).objects.filter(pk=official_version.pk).update(
        description_json=official_version.description_json.replace("Formulates", "Carries out")
    )
    found = ledger.verify().faults
    assert [(fault.kind, fault.where) for fault in found] == [("row_altered", f"positionversion:{official_version.pk}")]
    action = LedgerEntry.objects.get(seq=found[0].seq).action
    assert action == "sign_description"


def _store(at: Any, data: bytes) -> StoredDocument:
    from meritbook.actions import storing

    with transaction.atomic():
        row, _ = storing.keep_document(
            SYSTEM,
            at=at,
            sha256=store_original(data),
            name="a.txt",
            media_type="text/plain",
            size=len(data),
            document=None,
        )
        ledger.write(SYSTEM, role="system", at=at, why="Kept.", action="x", subject="x:1", records=[row])
    return row


@pytest.mark.parametrize("change", ["alter", "delete"])
def test_an_altered_or_missing_original_is_found_on_disk(at: Any, change: str) -> None:
    row = _store(at, f"to {change}".encode())
    assert ledger.verify().sound
    from pathlib import Path

    path = Path(default_storage.path(f"{row.sha256[:2]}/{row.sha256}"))
    if change == "alter":
        path.chmod(0o600)
        path.write_bytes(b"something else")
    else:
        path.unlink()
    assert kinds(ledger.verify()) == [("original", 1, f"storeddocument:{row.pk}")]


def test_a_missing_guard_is_reported(five_entries: None) -> None:
    guards.remove(connection)
    assert {fault.kind for fault in ledger.verify().faults} == {"guard"}
    guards.install(connection)
    assert ledger.verify().sound


@pytest.mark.postgres
def test_a_guard_that_calls_what_refuses_nothing_is_reported_and_mended(five_entries: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION records_ledger_refuse() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        )
    assert kinds(ledger.verify()) == [("guard", None, "records_ledger_refuse")]
    guards.install(connection)
    assert ledger.verify().sound


def test_progress_counts_entries_and_rows_up_to_the_total(five_entries: None) -> None:
    seen: list[tuple[int, int]] = []
    ledger.verify(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (10, 10)


def test_the_walk_goes_on_over_more_than_one_batch(five_entries: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meritbook.actions.verification._BATCH", 2)
    report = ledger.verify()
    assert (report.sound, report.entries, report.rows) == (True, 5, 5)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused(at: Any) -> None:
    with pytest.raises(ledger.LedgerError, match="transaction"):
        ledger.write(SYSTEM, role="system", at=at, why="x", action="x", subject="x:1")


def test_a_moment_without_a_time_zone_is_refused(at: Any) -> None:
    with pytest.raises(ledger.LedgerError, match="time zone"), transaction.atomic():
        ledger.write(SYSTEM, role="system", at=at.replace(tzinfo=None), why="x", action="x", subject="x:1")


def test_an_action_that_fails_leaves_no_entry(five_entries: None, at: Any) -> None:
    from meritbook.actions.policies import TextError

    with pytest.raises(TextError):
        create_department.perform(SYSTEM, at=at, why=" ", code="no-why", name="No reason given")
    assert not Department.objects.filter(code="no-why").exists()
    assert LedgerEntry.objects.count() == 5


def test_the_payload_names_the_rows_and_the_facts(position: Position, describe: Callable[..., Any]) -> None:
    entry = LedgerEntry.objects.filter(action="describe_position", subject=f"position:{position.pk}").get()
    assert entry.facts["number"] == "0417-22"
    assert entry.facts["incumbent"] == "executive"
    assert {name for name, _, _ in json.loads(entry.payload)["records"]} == {"position", "positionversion"}
