"""Many values at once: sealed as one by one, refused where the database refuses, and looked at as closely."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from measure_world import BEGINS, definition
from year_stage import do

pytestmark = pytest.mark.django_db


def imported(who: Any, at: datetime, data: bytes) -> Any:
    """The work on a large file, done to its end; the job."""
    from meritbook.actions.work import Worker
    from meritbook.records.models import Job

    Job.objects.filter(status="queued").update(status="finished")
    job = do("import_values", who, at, data=data, name="years.csv", source="Report.")
    Worker().do_one(Job.objects.get(pk=job.pk))
    return Job.objects.get(pk=job.pk)


def test_the_seal_of_plain_values_is_that_of_the_rows_they_become(measures: Any, people: Any, at: datetime) -> None:
    from meritbook.actions.measuring import keep_plain, seal, seal_plain
    from meritbook.records.models import BatchKind

    pk = measures.statewide.pk
    plain = [
        (pk, "2025-10-01", "2026-01-01", "20.5", '“Zwölf” "quoted"\\ und\n mehr'),
        (pk, "2025-07-01", "2025-10-01", "0", ""),
        (pk, "2026-01-01", "2026-04-01", "1", "\\N"),  # what PostgreSQL's COPY takes for nothing
        (pk, "2026-04-01", "2026-07-01", "2", "\\.\r\n\tan end, a tab"),
    ]
    with transaction.atomic():
        batch = keep_plain(plain, kind=BatchKind.FILE, source="Report.", by=people.results_administrator, at=at)
        assert batch.sha256 == seal_plain(reversed(plain)) == seal(batch.values.all())
        assert [(one.value, one.current, one.replaces) for one in batch.values.order_by("starts_on")] == [
            (Decimal(0), True, None),
            (Decimal("20.5"), True, None),
            (Decimal(1), True, None),
            (Decimal(2), True, None),
        ]
        transaction.set_rollback(True)  # no entry of the ledger vouches for it


def test_a_period_that_has_a_value_is_refused_by_the_database_too(measures: Any, people: Any, at: datetime) -> None:
    from meritbook.actions.measuring import keep_plain
    from meritbook.records.models import BatchKind

    plain = [(measures.refunds.pk, "2025-07-01", "2025-10-01", "3", "")]
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_plain(plain, kind=BatchKind.FILE, source="Report.", by=people.results_administrator, at=at)


def test_plain_lines_and_odd_ones_of_a_large_file_say_the_same(measures: Any, people: Any, at: datetime) -> None:
    from meritbook.actions import ledger

    keeper = people.results_administrator
    for key, more in (("plain", {}), ("share", {"unit": "%", "most": Decimal(100), "direction": "at_least"})):
        do("define_measure", keeper, at, key=key, department=None, starts_on=BEGINS,
           definition=definition(frequency="monthly", **more))  # fmt: skip
    rows = [
        "measure,period,value,says",
        "plain,2025-07,20.50,",
        "plain,July 2025,21,twice",
        "plain,2025-08,007,",
        "plain,2025-09,1.25,",
        'plain,2025-10,"1,000",',
        "plain,2099-09,3,",
        "PLAIN,2025-11,12.0,a word",
        "share,2025-07,0.9,",
        "share,2025-08,101,",
        "share,2025-09,90,",
        "nothing,2025-09,90,",
    ]
    job = imported(keeper, at, "\n".join(rows).encode())
    assert (job.status, job.left_out) == ("failed", 7), job.skipped_json
    job = imported(keeper, at, "\n".join([rows[0], rows[1], rows[3], rows[7], rows[10]]).encode())
    assert job.status == "finished"
    from meritbook.records.models import MeasureValue

    found = MeasureValue.objects.filter(measure__key__in=["plain", "share"]).order_by("measure__key", "starts_on")
    assert [(one.measure.key, one.starts_on, one.value, one.says) for one in found] == [
        ("plain", date(2025, 7, 1), Decimal("20.5"), ""),
        ("plain", date(2025, 8, 1), Decimal(7), ""),
        ("plain", date(2025, 11, 1), Decimal(12), "a word"),
        ("share", date(2025, 9, 1), Decimal(90), ""),
    ]
    assert ledger.verify().sound


def test_what_is_worked_out_follows_a_large_file(measures: Any, people: Any, at: datetime) -> None:
    keeper = people.results_administrator
    for key, more in (("late", {}), ("opened", {}), ("rate", {"formula": "[late] / [opened] * 100", "unit": "%"})):
        do("define_measure", keeper, at, key=key, department=None, starts_on=BEGINS,
           definition=definition(targets=[], **{"unit": "returns", **more}))  # fmt: skip
    data = b"measure,period,value\nlate,FY2026 Q1,63\nopened,FY2026 Q1,420\n"
    assert imported(keeper, at, data).status == "finished"
    from meritbook.records.models import Measure, MeasureValue

    assert MeasureValue.objects.get(measure__key="rate").value == 15
    refused = imported(keeper, at, b"measure,period,value\nrate,FY2026 Q2,15\n")
    assert (refused.status, refused.left_out) == ("failed", 1)
    assert Measure.objects.get(key="rate").stands.worked_out


@pytest.mark.parametrize("night", [False, True])
def test_lines_that_were_read_ahead_are_looked_at_anew_after_a_night(
    measures: Any, people: Any, at: datetime, monkeypatch: pytest.MonkeyPatch, night: bool
) -> None:
    from meritbook.actions import value_import
    from meritbook.records import bulk, clock
    from meritbook.records.models import Measure, MeasureValue

    keeper = people.results_administrator
    for n in range(3):
        do("define_measure", keeper, at, key=f"m-{n}", department=None, starts_on=BEGINS,
           definition=definition(title=f"M {n}", frequency="monthly"))  # fmt: skip
    rows = [(f"m-{n}", f"2025-{month:02}", f"{10 * n + month}") for month in range(7, 13) for n in range(3)]
    keep, kept = bulk.insert_values, []

    def beside(batch: int, values: Any, meanwhile: Any) -> None:
        """As a server does it: the next lines are read while it is busy."""
        keep(batch, values)
        meanwhile()
        kept.append(batch)
        if night and len(kept) == 1:
            for one in Measure.objects.filter(key__startswith="m-"):
                do("retire_measure", keeper, at, measure=one, ends_before=date(2025, 9, 1), because="Merged.")
            monkeypatch.setattr(clock, "day_of", lambda _: at.date() + timedelta(days=1))

    monkeypatch.setattr(value_import, "AT_ONCE", 4)
    monkeypatch.setattr("meritbook.actions.measuring.insert_values", beside)
    data = "measure,period,value\n" + "".join(",".join(one) + "\n" for one in rows)
    job = imported(keeper, at, data.encode())
    wanted = rows[:6] if night else rows
    assert (job.status, job.left_out, len(kept)) == ("finished", len(rows) - len(wanted), 2 if night else 5)
    found = MeasureValue.objects.filter(measure__key__startswith="m-")
    assert {
        (key, f"{day:%Y-%m}", value) for key, day, value in found.values_list("measure__key", "starts_on", "value")
    } == {(key, period, Decimal(value)) for key, period, value in wanted}


@pytest.mark.postgres
def test_postgresql_looks_up_the_batch_of_a_value_by_its_key_however_few_batches_there_are(
    measures: Any, people: Any, at: datetime
) -> None:
    from meritbook.actions.measuring import keep_plain
    from meritbook.records.models import BatchKind, ValueBatch

    given = {"kind": BatchKind.FILE, "source": "Report.", "at": at, "by": people.results_administrator}
    pk = measures.statewide.pk

    def read_through() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'records_valuebatch'")
            return int(cursor.fetchone()[0])

    with transaction.atomic():
        ValueBatch.objects.bulk_create(
            ValueBatch(kind="file", source="Report.", rows=0, sha256="0" * 64, recorded_by=given["by"], recorded_at=at)
            for _ in range(60)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE records_valuebatch")  # as the server does by itself, of few batches too
        before = read_through()
        keep_plain([(pk, f"{year}-07-01", f"{year}-10-01", "1", "") for year in range(1900, 2000)], **given)
        assert read_through() == before
        with connection.cursor() as cursor:
            cursor.execute("SHOW enable_seqscan")
            assert cursor.fetchone() == ("on",)
        transaction.set_rollback(True)
