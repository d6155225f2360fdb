"""Candidates judged per second on one core against one tree, after start.

The baseline is what a spreadsheet does: years between the first and the last year of each job, added up, against the
number that stands in the text. It counts overlaps twice, takes every job for relevant and full time, and gives no
reason. How often its answer differs from ours tells what the time buys.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.measure import percentile, table, write
from meritbook.core.qualifications.candidate import Candidate, Degree, Job, PartialDate
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.policies import find_policy

ON = date(2024, 6, 14)
TEXT = (
    "A bachelor's degree and six years of professional information technology experience;\n\nor\n\n"
    "Ten years of professional information technology experience;\n\nor\n\n"
    "An equivalent combination of experience and training."
)
TITLES = ("Systems analyst", "Programmer analyst", "Office clerk", "Budget analyst", "Network engineer", "Shift lead")
DUTIES = ("Runs information technology services", "Plans and manages the budget", "Answers questions of the public")


def candidates(count: int, seed: int = 3) -> list[Candidate]:
    """Made-up candidates of one to six jobs, the same at every run; no two seeds share a duty."""
    draw = random.Random(seed)  # noqa: S311 - made-up careers, not secrets
    return [_candidate(draw, seed * count + number) for number in range(count)]


def _candidate(draw: random.Random, number: int) -> Candidate:
    jobs, place = [], date(1995, 1, 1) + timedelta(days=draw.randrange(7000))
    for job in range(draw.randint(1, 6)):
        last = place + timedelta(days=draw.randint(90, 2500))
        jobs.append(
            Job(
                id=f"j{job}",
                title=draw.choice(TITLES),
                starts=PartialDate.read(place.isoformat()),
                ends=PartialDate.read(min(last, ON).isoformat()) if place < ON else None,
                current=place >= ON,
                hours=Decimal(draw.choice(("40", "40", "37.5", "20"))),
                paid=True,
                # No two candidates write alike, so nothing is remembered from one to the next.
                duties=tuple(f"{duty}, unit {number}" for duty in draw.sample(DUTIES, draw.randint(0, 2))),
            )
        )
        place = last - timedelta(days=draw.randint(-400, 300))
    level = draw.choice(("", "associate", "bachelor", "master"))
    degree = Degree(id="d", level=level, conferred=PartialDate.read(str(draw.randint(1990, 2030))))
    return Candidate(number=str(number), jobs=tuple(jobs), degrees=(degree,), licences=())


def spreadsheet(candidate: Candidate) -> bool:
    """The baseline: years added up, against ten, or six with any degree."""
    years = sum(
        (job.ends.year if job.ends else ON.year) - job.starts.year for job in candidate.jobs or () if job.starts
    )
    return years >= 10 or (years >= 6 and any(one.level in ("bachelor", "master") for one in candidate.degrees or ()))


def rate(work: Callable[[Candidate], object], rounds: Sequence[Sequence[Candidate]]) -> list[float]:
    """Candidates per second of processor time, round by round: other work on the machine does not count against it.

    Each round has people of its own, whose duties were never read before.
    """
    found = []
    for people in rounds:
        start = time.process_time()
        for one in people:
            work(one)
        found.append(len(people) / (time.process_time() - start))
    return found


def main() -> None:
    """Measure both, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    seeds = iter(range(3, 1000))

    def fresh() -> list[list[Candidate]]:
        return [candidates(asked.candidates, next(seeds)) for _ in range(asked.rounds)]

    people = candidates(asked.candidates)
    requirement = parse_requirement(TEXT)
    rows: list[dict[str, Any]] = []
    base = rate(spreadsheet, fresh())
    rows.append(_row("baseline: years added up as in a spreadsheet", base, "none"))
    for name in ("pennsylvania+plain", "pennsylvania"):
        judge = Judge(requirement, find_policy(name), on=ON)
        assert canonical_json(judge.judge(people[0])) == canonical_json(judge.judge(people[0])), (
            "same input, same bytes"
        )
        rows.append(_row(f"meritbook: verdict alone, {name}", rate(judge.verdict, fresh()), "none"))
        rows.append(_row(f"meritbook: judge, {name}", rate(judge.judge, fresh()), "every node and job"))
    judge = Judge(requirement, find_policy("pennsylvania+plain"), on=ON)
    ours = [judge.judge(one).verdict for one in people]
    assert ours == [judge.verdict(one) for one in people], "the verdict alone must be that of the judgement"
    theirs = [spreadsheet(one) for one in people]
    answers = {
        "met": ours.count(Verdict.MET),
        "not met": ours.count(Verdict.NOT_MET),
        "undetermined": ours.count(Verdict.UNDETERMINED),
        "baseline says met": sum(theirs),
        "baseline says met, not certain here": sum(
            theirs[place] and verdict is not Verdict.MET for place, verdict in enumerate(ours)
        ),
    }
    table(f"{len(people)} candidates against one tree, one core", rows)
    table("The answers", [answers])
    write("qualifying", {"rates": rows, "answers": answers, "candidates": len(people)})


def _row(contender: str, rates: list[float], reasons: str) -> dict[str, Any]:
    return {
        "contender": contender,
        "median per second": percentile(rates, 0.5),
        "worst per second": min(rates),
        "reasons": reasons,
    }


if __name__ == "__main__":
    main()
