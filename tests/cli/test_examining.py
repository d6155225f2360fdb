"""`meritbook examination` and `meritbook work`: by number, with codes, and safe against a kill at any moment."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from meritbook.cli.answers import schemas
from qualifying_world import TEXT

HEAD = "candidate,kind,title,duties,starts,current,hours,paid,level,conferred,accredited\n"


def called(text: str) -> str:
    """What the file of a job is called: by its hash, since the name of a file may name a person."""
    return f"file-{hashlib.sha256(text.encode()).hexdigest()[:8]}.csv"


def table(first: int, last: int, *bad: int) -> str:
    """The file of an examination: candidates from `first` to `last`; those in `bad` have a line with a wrong date."""
    lines = [HEAD]
    for n in range(first, last + 1):
        starts = "2010-13" if n in bad else "2010-01"
        lines.append(
            f"{n:05},job,Professional auditor,Audits tax returns as a professional auditor,{starts},yes,40,yes,,,\n"
            f"{n:05},degree,,,,,,,bachelor,2009-06,yes\n{n:05},no licence,,,,,,,,,\n"
        )
    return "".join(lines)


@pytest.fixture
def requirement_file(tmp_path: Path) -> Path:
    path = tmp_path / "requirement.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def opened(meritbook: Callable[..., Any], on_record: None, people: Any, requirement_file: Path) -> Any:
    """A statewide examination, opened on the command line."""
    return meritbook(
        *("examination", "open", "2026-1", "--title", "Tax Audit Chief", "--text", requirement_file),
        *("--policy", "plain", "--on", "2026-04-01", "--as", "analyst", "--json"),
    )


def test_an_examination_is_opened_with_the_text_that_it_judges_by(opened: Any) -> None:
    assert opened.code == 0, opened.out
    jsonschema.validate(opened.json, schemas()["examination"])
    assert (opened.json["requirement"], opened.json["policy"], opened.json["candidates"]) == ("2026-1@1", "plain", 0)


def test_a_file_is_received_judged_and_shown(opened: Any, meritbook: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "spring.csv"
    file.write_text(table(1, 6, 3), encoding="utf-8")
    ran = meritbook("examination", "receive", "2026-1", file, "--as", "analyst", "--json")
    assert ran.code == 1, "somebody was left out"
    jsonschema.validate(ran.json, schemas()["job"])
    assert (ran.json["status"], ran.json["done"], ran.json["total"]) == ("finished", 6, 6)
    assert [(one["where"], one["code"]) for one in ran.json["left_out"]] == [
        (f"{called(table(1, 6, 3))}, line 8, candidate 00003", "reader.candidate")
    ]
    assert ran.json["left_out_total"] == 1
    shown = meritbook("examination", "show", "2026-1", "--as", "auditor", "--json").json
    assert [(one["verdict"], one["count"]) for one in shown["groups"]] == [
        ("met", 5),
        ("undetermined", 0),
        ("not_met", 0),
    ]
    again = meritbook("examination", "judge", "2026-1", "--as", "analyst")
    assert again.code == 0
    assert "5 of 5 candidates" in again.out


def test_work_that_is_only_asked_for_is_done_by_a_worker(
    opened: Any, meritbook: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "spring.csv"
    file.write_text(table(1, 3), encoding="utf-8")
    asked = meritbook("examination", "receive", "2026-1", file, "--as", "analyst", "--queue", "--json").json
    assert (asked["status"], asked["done"]) == ("queued", 0)
    refused = meritbook("examination", "receive", "2026-1", file, "--as", "analyst", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "job.one_at_a_time")
    ran = meritbook("work", "--once")
    assert (ran.code, ran.err.strip()) == (0, "1 job worked on.")
    assert "received" not in meritbook("examination", "show", "2026-1", "--as", "analyst").err
    assert meritbook("work", "--once").err.strip() == "No jobs worked on."


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("open", "X", "--title", "T", "--on", "2026-04-01", "--as", "analyst"), 2, "cli.usage"),
        (("open", "X", "--title", "T", "--on", "soon", "--requirement", "k", "--as", "analyst"), 3, "cli.date"),
        (
            ("open", "X", "--title", "T", "--on", "2026-04-01", "--requirement", "k@2", "--as", "analyst"),
            3,
            "cli.unknown_name",
        ),
        (("show", "2026-9", "--as", "analyst"), 3, "cli.unknown_name"),
        (("show", "2026-1", "--as", "agency_hr"), 3, "cli.unknown_name"),
        (("judge", "2026-1", "--as", "auditor"), 3, "permission.denied"),
        (("receive", "2026-1", "missing.csv", "--as", "analyst"), 3, "cli.unreadable_file"),
    ],
)
def test_what_cannot_be_done_is_told_with_a_code(
    opened: Any, meritbook: Callable[..., Any], arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = meritbook("examination", *arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (code, says)


def test_a_file_of_a_hundred_megabytes_is_refused_by_its_size(
    opened: Any, meritbook: Callable[..., Any], tmp_path: Path
) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    ran = meritbook("examination", "receive", "2026-1", huge, "--as", "analyst", "--json")
    assert ran.json["error"]["code"] == "reader.too_large"
    assert "64.0 MiB" in ran.json["error"]["message"]


# --- real processes ----------------------------------------------------------------------------------------------

COUNT = 2000
PROGRAM = [sys.executable, "-m", "meritbook"]


class Office:
    """A data folder of its own, and the program run on it as a process."""

    def __init__(self, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MERITBOOK_", "DJANGO_"))}
        source = str(Path(__file__).parents[2] / "src")
        self.environment = {**kept, "PYTHONPATH": source, "MERITBOOK_HOME": str(home)}
        self.database = home / "meritbook.sqlite3"

    def run(self, *arguments: object, code: int = 0) -> str:
        done = subprocess.run(  # noqa: S603 - the program itself
            [*PROGRAM, *map(str, arguments)], env=self.environment, capture_output=True, timeout=180, check=False
        )
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode()

    def start(self, *arguments: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - the program itself
            [*PROGRAM, *map(str, arguments)],
            env=self.environment,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ask(self, sql: str) -> Any:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(sql).fetchone()

    def until(self, sql: str, wanted: Callable[[Any], bool], *, seconds: float = 120) -> Any:
        """Wait until the first row of a query is as wanted."""
        for _ in range(int(seconds * 20)):
            row = self.ask(sql)
            if row is not None and wanted(row):
                return row
            time.sleep(0.05)
        pytest.fail(f"{sql}: still {self.ask(sql)}")


@pytest.fixture
def office(tmp_path: Path, requirement_file: Path) -> Office:
    """An office with an examination whose file waits to be read."""
    office = Office(tmp_path / "home")
    office.run("user", "add", "ada", "--name", "Ada Analyst", "--no-password")
    office.run("role", "grant", "ada", "analyst")
    office.run(
        *("examination", "open", "E-1", "--title", "Auditor", "--text", requirement_file),
        *("--policy", "plain", "--on", "2026-04-01", "--as", "ada"),
    )
    file = tmp_path / "spring.csv"
    file.write_text(table(1, COUNT, 17), encoding="utf-8")
    office.run("examination", "receive", "E-1", file, "--as", "ada", "--queue")
    return office


DONE = "SELECT done, status FROM records_job"


def test_workers_that_are_killed_in_the_middle_lose_nobody_and_receive_nobody_twice(office: Office) -> None:
    for _ in range(2):
        done, _ = office.ask(DONE)
        worker = office.start("work")
        office.until(DONE, lambda row, before=done: row[0] > before)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        done, status = office.ask(DONE)
        assert (0 < done < COUNT, status) == (True, "running")
        received = office.ask("SELECT count(*) FROM records_application")[0]
        assert received == done - 1, "what a part did and how far it is are kept together; one has a bad line"
        # The hold of the dead worker is let run out at once.
        with closing(sqlite3.connect(office.database)) as connection, connection:
            connection.execute("UPDATE records_job SET held_until = '2020-01-01 00:00:00'")
    workers = [office.start("work", "--once") for _ in range(2)]
    assert [one.wait(180) for one in workers] == [0, 0]
    assert office.ask(DONE) == (COUNT, "finished")
    assert office.ask("SELECT count(*), count(DISTINCT number) FROM records_application") == (COUNT - 1, COUNT - 1)
    assert office.ask("SELECT count(*), count(DISTINCT application_id) FROM records_finding") == (COUNT - 1, COUNT - 1)
    listed = json.loads(office.ask("SELECT skipped_json FROM records_job")[0])
    assert [one["where"] for one in listed] == [f"{called(table(1, COUNT, 17))}, line 50, candidate 00017"]
    assert json.loads(office.run("verify", "--json"))["faults"] == []


def test_a_worker_that_is_asked_to_end_hands_its_job_back_at_once(office: Office) -> None:
    worker = office.start("work")
    office.until(DONE, lambda row: row[0] > 0)
    worker.terminate()
    assert worker.wait(60) == 0
    done, status = office.ask(DONE)
    assert (0 < done < COUNT, status) == (True, "queued")


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc whether a process is there")
def test_the_site_has_a_worker_beside_it_that_goes_when_the_site_is_killed(office: Office, free_port: int) -> None:
    site = office.start("serve", "--port", free_port)
    held = "SELECT worker, done FROM records_job WHERE status = 'running'"
    try:
        worker, _ = office.until(held, lambda row: row[1] > 0)
        site.kill()
        site.wait()
        office.until("SELECT status FROM records_job", lambda row: row[0] == "queued", seconds=60)
        process = Path("/proc") / worker.partition("-")[0]
        for _ in range(200):
            if not process.exists():
                break
            time.sleep(0.05)
        assert not process.exists(), "the worker outlived the site"
    finally:
        # What a killed server leaves behind besides: its own processes that answer requests.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(site.pid, signal.SIGKILL)


@pytest.fixture
def free_port() -> int:
    import socket

    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
