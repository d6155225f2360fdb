"""The results register at the size of a large state: the import of years of monthly values, and its pages after it.

A fresh record is given measures, a CSV file with a line for each value of each month is handed in, and a worker records
it in parts, as it does for whoever hands such a file in; every line is looked at before anything is recorded. The
measures themselves are put in at once, since it is the values that are measured. The baseline is pandas on the same
file (`benchmarks/results_pandas.py`), in an environment that is made for the run and thrown away; it keeps nothing,
seals nothing and looks at no cell. Then the list of measures and the page of a measure are asked for by one client, as
`benchmarks.pages` does.

    python -m benchmarks.results_register --measures 5000              a tenth of the goal
    python -m benchmarks.results_register --database postgresql://…    on PostgreSQL, into an empty database
"""

from __future__ import annotations

import argparse
import http.client
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.baselines import answered, python_with
from benchmarks.measure import peak_mib, percentile, table, write
from benchmarks.pages import ask, served, set_up, signed_in

IMPORT_GOAL, PAGE_GOAL = 180.0, 150.0
"""Seconds for 50,000 measures with 12 years of months; milliseconds of the 95th percentile of a page."""
FIRST_YEAR = 2012
AT = datetime(2024, 2, 1, 12, tzinfo=UTC)
REQUESTS = 40


def fill(measures: int) -> Any:
    """An administrator of results and so many measures, each with its entry and its owner."""
    from meritbook.actions import SYSTEM, create_user, grant_role
    from meritbook.core.results.measure import MeasureDefinition, MeasureKind
    from meritbook.core.results.periods import Frequency
    from meritbook.core.values import canonical_json, digest
    from meritbook.records.models import Department, Measure, MeasureOwner, MeasureVersion, Role

    given: dict[str, Any] = {"at": AT, "why": "Benchmark."}
    keeper = create_user.perform(SYSTEM, **given, username="results", full_name="Results Administrator", password=None)
    grant_role.perform(SYSTEM, **given, user=keeper, role=Role.RESULTS_ADMINISTRATOR, department=None)
    departments = Department.objects.bulk_create(
        Department(code=f"D{n}", name=f"Department {n}", starts_on=date(FIRST_YEAR, 1, 1)) for n in range(20)
    )
    first = date(FIRST_YEAR, 1, 1)
    rows = Measure.objects.bulk_create(
        (
            Measure(
                key=f"measure-{n:05}", title=f"Measure {n:05}", department=departments[n % 20], starts_on=first,
                created_by=keeper, created_at=AT,
            )
            for n in range(measures)
        ),
        batch_size=2_000,
    )  # fmt: skip
    versions, owners = [], []
    for row in rows:
        entry = MeasureDefinition(
            title=row.title,
            kind=MeasureKind.OUTPUT,
            unit="cases",
            places=1,
            frequency=Frequency.MONTHLY,
            year_starts_in=1,
            source="System",
            method="Counted",
            least=Decimal(0),
        )
        version = MeasureVersion(measure=row, number=1, starts_on=first, frequency="monthly")
        version.definition_json, version.sha256 = canonical_json(entry), digest(entry)
        version.written_by, version.written_at = keeper, AT
        versions.append(version)
        owners.append(MeasureOwner(measure=row, owner=keeper, starts_on=first, named_by=keeper, named_at=AT))
    MeasureVersion.objects.bulk_create(versions, batch_size=2_000)
    MeasureOwner.objects.bulk_create(owners, batch_size=2_000)
    from meritbook.actions.measuring import restand

    for start in range(0, len(rows), 2_000):
        restand(rows[start : start + 2_000])
    return keeper


def values(path: Path, measures: int, years: int) -> int:
    """The file: a line for each month of each measure; how many lines."""
    months = [f"{FIRST_YEAR + n // 12}-{n % 12 + 1:02}" for n in range(12 * years)]
    with path.open("w", encoding="utf-8") as file:
        file.write("measure,period,value\n")
        for n in range(measures):
            file.writelines(
                f"measure-{n:05},{month},{(n * 7 + place * 13) % 900 + 100}.{place % 10}\n"
                for place, month in enumerate(months)
            )
    return measures * len(months)


def record(path: Path, keeper: Any) -> Iterator[tuple[int, int]]:
    """Hand the file in and do the work on it; how far it is after each part."""
    from meritbook.actions import Actor, import_values
    from meritbook.actions.job_parts import task_of
    from meritbook.records.models import Job

    job = import_values.perform(
        Actor(keeper), at=AT, why="Benchmark.", data=path.read_bytes(), name=path.name, source="Benchmark."
    )
    yield from worked(Job.objects.get(pk=job.pk), task_of)


def worked(job: Any, task_of: Any) -> Iterator[tuple[int, int]]:
    """The parts of a job, each in a transaction of its own, as a worker does them."""
    from django.db import transaction

    task = task_of(job)
    while True:
        with transaction.atomic():
            part = task.part(job)
            if part.left_out:
                raise SystemExit(f"{len(part.left_out)} lines were refused: {part.left_out[0]}")
            job.place, job.done, job.total = part.place, part.done, part.total
            job.save(update_fields=["place", "done", "total"])
        yield part.done, part.total
        if part.ended:
            return


def server_busy() -> float:
    """Processor seconds of the database's process for this connection; 0 on SQLite and for a server elsewhere."""
    from django.db import connection

    if connection.vendor != "postgresql" or connection.settings_dict["HOST"] not in ("", "localhost", "127.0.0.1"):
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not told.exists():
        return 0.0
    # Past the name in brackets the twelfth and thirteenth are the times of the program and of the system for it.
    user, system = told.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def pages(home: str, keeper: int, measures: int) -> list[dict[str, Any]]:
    """The 95th percentile of each page, of one client that is signed in."""
    middle = f"measure-{measures // 2:05}"
    wanted = {
        "measures": "/results/",
        "measures, a department": "/results/?department=3&page=2",
        "measures, stale": "/results/?show=stale",
        "measures, found by a word": f"/results/?q={middle}",
        "measure": f"/results/measures/{middle}/",
    }
    rows = []
    with served(home) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        cookie = signed_in(keeper)
        for name, path in wanted.items():
            took = []
            for number in range(REQUESTS + 3):
                milliseconds, status, _ = ask(connection, path, cookie)
                if status != 200:
                    raise SystemExit(f"{path} answered with {status}")
                if number >= 3:
                    took.append(milliseconds)
            rows.append({"page": name, "p50 ms": percentile(took, 0.5), "p95 ms": percentile(took, 0.95)})
        connection.close()
    return rows


def main() -> None:
    """Fill, record, read; print and keep what it took. Ends with 1 where a goal that applies is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measures", type=int, default=50_000)
    parser.add_argument("--years", type=int, default=12, help="of monthly values, at most 12")
    parser.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL database; else SQLite")
    parser.add_argument("--no-pages", action="store_true", help="leave the pages out")
    asked = parser.parse_args()
    os.environ["MERITBOOK_ON"] = AT.date().isoformat()
    if asked.database:
        os.environ["MERITBOOK_DATABASE_URL"] = asked.database
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        keeper = fill(asked.measures)
        path = Path(home) / "values.csv"
        lines = values(path, asked.measures, min(asked.years, 12))
        python = python_with("pandas", Path(home))
        read = answered(python, "results_pandas.py", path) if python else None
        served_before = server_busy()
        began, busy, told = time.perf_counter(), time.process_time(), 0.0
        for done, total in record(path, keeper):
            if time.perf_counter() - told > 5:
                told = time.perf_counter()
                print(f"  {done:,} of {total:,}, {told - began:.0f} s", file=sys.stderr, flush=True)
        took, worked_for = time.perf_counter() - began, time.process_time() - busy
        server = server_busy() - served_before
        goal = IMPORT_GOAL * lines / 7_200_000
        shown = []
        if read is not None:
            if (read["measures"], read["lines"]) != (asked.measures, lines):
                raise SystemExit(f"The baseline found {read['measures']:,} measures in {read['lines']:,} lines.")
            named = f"pandas {read['version']} (baseline, keeps nothing)"
            shown.append(
                {
                    "what": named,
                    "lines": lines,
                    "seconds": read["seconds"],
                    "busy": read["busy"],
                    "server busy": 0.0,
                    "MiB": read["mib"],
                }
            )
        mine = {"lines": lines, "seconds": took, "busy": worked_for, "server busy": server, "MiB": peak_mib()}
        shown.append({"what": "meritbook, looked at and recorded", **mine})
        print(f"The goal for so many lines: {goal:.0f} s")
        table(f"{asked.measures:,} measures, {lines:,} values", shown)
        seen = [] if asked.no_pages else pages(home, keeper.pk, asked.measures)
        if seen:
            table(f"Pages over {asked.measures:,} measures (goal: p95 {PAGE_GOAL:.0f} ms)", seen)
    write(
        "results_register", {"database": "postgresql" if asked.database else "sqlite", "import": shown, "pages": seen}
    )
    if took > goal or any(one["p95 ms"] > PAGE_GOAL for one in seen):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
