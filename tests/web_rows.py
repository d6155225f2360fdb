"""Rows of an examination for the record of `web_world`: work that failed, and a requirement with two versions."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any


def work_of(examination: Any, person: Any, at: datetime) -> Any:
    """Work that failed and left a line out, beside work that waits."""
    from meritbook.actions import Actor, start_job
    from meritbook.records.models import Job

    table = b"candidate,kind,title\n0201,job,Auditor\n0202,job,Auditor\n"
    failed = start_job.perform(
        Actor(person), at=at, why="A file.", examination=examination, kind="receive", data=table, name="spring.csv"
    )
    left = [
        {
            "where": "file-0f3c.csv, line 3, candidate 0202",
            "says": "hours: “x” is not a number.",
            "code": "reader.x",
        }
    ]
    Job.objects.filter(pk=failed.pk).update(
        status="failed",
        done=1,
        skipped_json=json.dumps(left),
        left_out=len(left),
        problem_code="permission.denied",
        problem_says="Agency Hr may not do this here.",
        ended_at=at,
    )
    start_job.perform(Actor(person), at=at, why="Again.", examination=examination, kind="judge")
    return failed


def requirement_of(person: Any, at: datetime) -> Any:
    """Two versions of a requirement: five years become six, and the clerk of five years no longer qualifies."""
    from datetime import date

    from meritbook.actions import Actor, write_requirement
    from meritbook.core.qualifications.candidate import Candidate, Job, PartialDate
    from meritbook.core.qualifications.examples import Example
    from meritbook.core.verdict import Verdict

    job = Job(
        id="j1",
        title="Clerical work",
        starts=PartialDate(year=2019, month=1, day=1),
        ends=PartialDate(year=2023, month=12, day=31),
        full_time=True,
        paid=True,
    )
    example = Example(
        name="Five years as a clerk",
        candidate=Candidate(jobs=(job,), degrees=(), licences=()),
        on=date(2024, 6, 14),
        expected=Verdict.MET,
    )
    row = None
    for years in ("Five", "Six"):
        row = write_requirement.perform(
            Actor(person),
            at=at,
            why=f"{years} years are asked for.",
            key="harbor-clerk",
            title="Harbor Clerk",
            text=f"{years} years of clerical experience; or\n\nqwertz uiop.",
            policy="plain",
            examples=[example],
        )
    return row
