"""An examination of 20,000 candidates: received, judged and kept by the worker, and what its pages cost then.

The baselines are one judgement after the other. The first reads the same file and judges in memory, with all reasons,
and keeps nothing: what a script does. The second receives one candidate with each act, as one would without a job: an
entry of the ledger and a transaction for each. Every contender runs in a process of its own, so that peak memory is its
own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measure import in_a_process_of_its_own, peak_mib, table, write
from benchmarks.pages import set_up

TEXT = (
    "Six years of professional experience in auditing and a bachelor's degree; or\n"
    "ten years of professional experience in auditing; or\nan equivalent combination of education and experience."
)
ON = date(2026, 4, 1)
HEAD = "candidate,kind,title,duties,starts,ends,hours,paid,level,conferred,accredited\n"
TITLES = ("Auditor", "Senior auditor", "Controller", "Bookkeeper", "Examiner", "Budget analyst", "Office manager")
DUTIES = (
    "Audits the tax returns of businesses as a professional auditor",
    "Examines the books of county offices",
    "Keeps the ledgers of a shop",
    "Reviews the claims of taxpayers",
    "Plans and manages the budget of an office",
    "Supervises a staff of auditors",
)


def examination_file(count: int, seed: int = 3) -> str:
    """The file of an examination: one to four jobs each; every tenth job has words that nobody else has."""
    draw = random.Random(seed)  # noqa: S311 - made-up careers, not secrets
    lines = [HEAD]
    for number in range(1, count + 1):
        year = draw.randint(1996, 2012)
        for _ in range(draw.randint(1, 4)):
            ends = year + draw.randint(1, 6)
            own = f" in unit {number}" if draw.random() < 0.1 else ""
            hours = draw.choice((40, 40, 37.5, 20))
            first, last = draw.randint(1, 12), draw.randint(1, 12)
            lines.append(
                f"{number:05},job,{draw.choice(TITLES)},{draw.choice(DUTIES)}{own},"
                f"{year}-{first:02},{ends}-{last:02},{hours},yes,,,\n"
            )
            year = ends + draw.randint(0, 1)
        level = draw.choice(("bachelor", "associate", "master"))
        lines.append(
            f"{number:05},degree,,,,,,,{level},{draw.randint(1990, 2010)}-06,yes\n{number:05},no licence{',' * 9}\n"
        )
    return "".join(lines)


def in_memory(count: int) -> dict[str, Any]:
    """The first baseline."""
    from meritbook.core.qualifications.judge import Judge
    from meritbook.core.qualifications.parse import parse_requirement
    from meritbook.core.qualifications.precedent import settle_by
    from meritbook.policies import find_policy
    from meritbook.readers.candidates import read_applications

    data = examination_file(count).encode()
    judge = Judge(parse_requirement(TEXT), find_policy("plain"), on=ON)

    def work() -> None:
        for one in read_applications(data, name="examination.csv"):
            settle_by(judge, one.candidate, {}, {})

    return _timed(work, count)


def _office() -> tuple[Any, Any]:
    """A fresh home with an analyst and an open examination."""
    set_up(os.environ["MERITBOOK_HOME"])
    from meritbook.actions import SYSTEM, Actor, create_user, grant_role, open_examination, write_requirement
    from meritbook.records import clock
    from meritbook.records.models import Role

    user = create_user.perform(SYSTEM, at=clock.now(), why="Set-up.", username="ada", full_name="Ada")
    grant_role.perform(SYSTEM, at=clock.now(), why="Set-up.", user=user, role=Role.ANALYST)
    actor = Actor(user)
    version = write_requirement.perform(
        actor, at=clock.now(), why="New.", key="auditor", title="Auditor", text=TEXT, policy="plain"
    )
    examination = open_examination.perform(
        actor, at=clock.now(), why="A list.", number="E-1", title="Auditor", requirement=version, on=ON
    )
    return actor, examination


def one_by_one(count: int) -> dict[str, Any]:
    """The second baseline."""
    actor, examination = _office()
    from meritbook.actions import receive_applications
    from meritbook.readers.candidates import read_applications
    from meritbook.records import clock

    data = examination_file(count).encode()

    def work() -> None:
        for one in read_applications(data, name="examination.csv"):
            receive_applications.perform(
                actor, at=clock.now(), why="One more.", examination=examination, applications=[one]
            )

    return _timed(work, count)


def by_the_worker(count: int) -> dict[str, Any]:
    """The file read by a job, then the pages, then one question answered for all who wait for it."""
    actor, examination = _office()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from meritbook.actions import qualifying, settle_question, start_job
    from meritbook.actions.work import Worker
    from meritbook.core.verdict import Verdict
    from meritbook.desk import questions
    from meritbook.records import clock
    from meritbook.records.models import Finding, Job

    data = examination_file(count).encode()

    def work() -> None:
        start_job.perform(
            actor, at=clock.now(), why="The file.", examination=examination, kind="receive", data=data, name="e.csv"
        )
        Worker().run(once=True)

    found = _timed(work, count)
    job = Job.objects.get()
    assert (job.status, job.done, Finding.objects.count()) == ("finished", count, count), job.problem_says
    # What follows is measured beside it, and must not raise the peak that was read.
    client = Client(headers={"host": "localhost"})
    client.force_login(actor.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    first, overview = questions.questions(examination, 1), questions.overview(examination)
    pages = {
        "examination": reverse("web:examination", args=[examination.pk]),
        "examination, to look at": reverse("web:examination", args=[examination.pk]) + "?state=look",
        "open questions": reverse("web:examination_questions", args=[examination.pk]),
        "one question": reverse("web:examination_question", args=[examination.pk, first.rows[0].id]),
        "how far the work is": reverse("web:job", args=[examination.pk, job.pk]),
    }
    found["pages"] = {name: _page(client, path) for name, path in pages.items()}
    found["questions"] = {
        "undetermined": overview.undetermined,
        "questions of several": overview.shared,
        "of one alone": overview.single,
        "wait for the first": first.rows[0].count,
    }
    application, key = questions.first_waiting(examination, first.rows[0].id)
    began = time.perf_counter()
    settle_question.perform(
        actor, at=clock.now(), why="It is not auditing.", application=application, key=key, verdict=Verdict.NOT_MET
    )
    answered = time.perf_counter() - began
    waiting = qualifying.outdated(examination).count()
    again = start_job.perform(
        actor, at=clock.now(), why="Answered.", examination=examination, kind="judge", options={"which": "outdated"}
    )
    began = time.perf_counter()
    Worker().run(once=True)
    again.refresh_from_db()
    assert again.status == "finished", again.problem_says
    found["questions"] |= {
        "seconds to answer it": answered,
        "then judged by the worker": waiting,
        "in seconds": time.perf_counter() - began,
    }
    return found


def _page(client: Any, path: str, rounds: int = 7) -> float:
    """Milliseconds that the server takes for a page, the median."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, path
    return statistics.median(times)


def _timed(work: Any, count: int) -> dict[str, Any]:
    began, used = time.perf_counter(), time.process_time()
    work()
    return {
        "candidates": count,
        "per second": count / (time.perf_counter() - began),
        "per second of processor time": count / (time.process_time() - used),
        "peak MiB": peak_mib(),
    }


CONTENDERS = {
    "memory": ("baseline: judged in memory, nothing kept", in_memory),
    "acts": ("baseline: one act for each candidate", one_by_one),
    "worker": ("meritbook: the worker, parts of 200", by_the_worker),
}


def main() -> None:
    """Measure each contender, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--acts", type=int, default=2_000, help="candidates of the baseline of one act each")
    parser.add_argument("--part", choices=CONTENDERS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        sys.stdout.write(json.dumps(CONTENDERS[asked.part][1](asked.candidates)) + "\n")
        return
    found: dict[str, Any] = {}
    for part in CONTENDERS:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["MERITBOOK_HOME"] = str(Path(folder) / "home")
            count = asked.acts if part == "acts" else asked.candidates
            found[part] = in_a_process_of_its_own("benchmarks.examination", "--part", part, "--candidates", str(count))
    rows = [
        {
            "contender": CONTENDERS[part][0],
            **{key: value for key, value in one.items() if not isinstance(value, dict)},
        }
        for part, one in found.items()
    ]
    table(f"An examination of {asked.candidates:,}", rows)
    table("Its pages then, milliseconds in the server", [found["worker"]["pages"]])
    table("One question answered for all who wait for it", [found["worker"]["questions"]])
    write("examination", found)


if __name__ == "__main__":
    main()
