"""Job postings that nobody shaped for us, against all plans: most belong to none of them, and the answer must say so.

Each draw is recorded by its seed. The tables name the postings that describe managing or advising work, where only a
person's answer is missing, with the reason in our words; every other posting of the draw belongs to none of the plans.
"""

from __future__ import annotations

import csv
import random
from functools import cache
from pathlib import Path

import pytest

from meritbook.core.allocation.engine import allocate
from meritbook.core.positions.model import PositionDescription
from meritbook.plans import load_shipped

pytestmark = pytest.mark.corpus
POSTINGS = Path(__file__).parents[3] / "shared" / "corpus" / "new-york-city-postings" / "postings.csv"

UNDETERMINED: dict[int, dict[str, str]] = {
    2026: {
        "336912": "manages programs and staff; reporting line, qualification and direction are not stated",
        "416201": "manages a city-wide program of taxi service; qualification and reporting line are not stated",
        "346093": "answers for the administration of all training efforts of the agency; reporting line not stated",
        "329895": "leads a team that manages engineering services; the direction received is not stated",
        "404500": "oversees a unit and its analysts; the direction received is not stated",
    },
    77: {
        "421419": "oversees the programs of a division; qualification and reporting line are not stated",
        "392327": "oversees candidate services and field staff; reporting line and direction are not stated",
        "381228": "advises the agency on law for much of the time; the direction received is not stated",
        "425703": "answers for the administration of a large security program; qualification not stated",
    },
    4242: {
        "381848": "directs a department for lead hazards; reporting line and qualification are not stated",
        "392327": "as above: the same posting was drawn again",
        "151131": "manages an estimating unit; the direction received is not stated",
        "404375": "heads an operating unit; the direction received is not stated",
    },
}


@cache
def postings() -> tuple[dict[str, str], ...]:
    if not POSTINGS.exists():
        pytest.skip("the job postings are not on this machine (../shared/corpus/new-york-city-postings)")
    with POSTINGS.open(encoding="utf-8", newline="") as file:
        return tuple(sorted(csv.DictReader(file), key=lambda row: row["Job ID"]))


def described(row: dict[str, str]) -> PositionDescription:
    preferred = row["Preferred Skills"]
    return PositionDescription(
        number=row["Job ID"],
        working_title=row["Business Title"],
        current_class=row["Civil Service Title"],
        department=row["Agency"],
        division=row["Division/Work Unit"],
        purpose=row["Job Description"],
        qualifications=row["Minimum Qual Requirements"],
        other=(("Preferred skills", preferred),) if preferred.strip() else (),
    )


@pytest.mark.parametrize("seed", sorted(UNDETERMINED))
def test_fifty_postings_get_the_status_that_a_reader_gave_them(seed: int) -> None:
    plans = list(load_shipped().values())
    drawn = random.Random(seed).sample(postings(), 50)  # noqa: S311 - a recorded draw, not a secret
    got = {row["Job ID"]: allocate(described(row), plans).allocation.status for row in drawn}
    expected = {job: "undetermined" if job in UNDETERMINED[seed] else "none" for job in got}
    assert got == expected


def test_no_posting_of_another_employer_is_given_a_class() -> None:
    plans = list(load_shipped().values())
    drawn = random.Random(1).sample(postings(), 120)  # noqa: S311 - a recorded draw, not a secret
    allocated = [row["Job ID"] for row in drawn if allocate(described(row), plans).allocation.status == "allocated"]
    assert allocated == []
