"""Descriptions as agencies write them, each in a file of its own: terse, in the first person, in the passive, as nouns, as JSON.

`told/expected.tsv` names for each the plan that it was written for, and what a reader of that plan's source expects: a class, `none` or `undetermined`.
"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from meritbook.core.allocation.engine import allocate
from meritbook.core.allocation.model import AllocationResult
from meritbook.core.positions.model import Duty, PositionDescription
from meritbook.core.verdict import Verdict
from meritbook.plans import load_shipped
from meritbook.readers.positions import read_position

TOLD = Path(__file__).parent / "told"


def _table() -> list[tuple[str, str, str]]:
    with (TOLD / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["description"], row["plan"], row["expected"]) for row in csv.DictReader(file, delimiter="\t")]


@cache
def result(name: str) -> AllocationResult:
    position = read_position((TOLD / name).read_bytes(), name=name)
    return allocate(position, list(load_shipped().values()))


def plain(text: str) -> str:
    """Without shares of time, which may be read apart from the words."""
    return " ".join(re.sub(r"\s*\(\d+%\)", "", text).split()).casefold()


@pytest.mark.parametrize(("name", "plan", "expected"), _table())
def test_a_description_gets_the_answer_that_a_reader_of_the_plan_expects(name: str, plan: str, expected: str) -> None:
    answer = result(name).allocation
    if expected in ("none", "undetermined"):
        assert answer.status == expected, answer.summary
    else:
        assert (answer.status, answer.plan, answer.class_ref) == ("allocated", plan, expected), answer.summary


def test_every_description_in_the_folder_has_an_expected_answer() -> None:
    assert {name for name, _, _ in _table()} == {path.name for path in TOLD.iterdir()} - {"expected.tsv"}


@pytest.mark.parametrize("name", [name for name, _, _ in _table()])
def test_a_clause_that_is_met_quotes_words_of_the_description(name: str) -> None:
    found = result(name)
    clauses = [c for s in found.series for c in s.clauses] + [c for one in found.candidates for c in one.clauses]
    met = [c for c in clauses if c.verdict == "met"]
    assert all(c.position_quotes for c in met)
    words = plain((TOLD / name).read_text(encoding="utf-8"))
    own = [q for c in met for q in c.position_quotes if q.label.startswith("duty") and name.endswith(".txt")]
    assert all(plain(q.text) in words for q in own)


def test_silence_alone_does_not_rule_out_a_class_of_which_more_is_met() -> None:
    found = result("prison-programs-silent-on-resources.txt")
    assert found.allocation.status == "undetermined"
    resources = next(c for one in found.candidates for c in one.clauses if c.criterion == "ks.2.resources")
    assert resources.verdict == "undetermined"
    assert resources.missing is not None


def test_a_passive_sentence_is_quoted_as_it_was_written() -> None:
    found = result("licensing-in-the-passive.txt")
    policy = next(c for one in found.candidates for c in one.clauses if c.criterion == "ks.2.policy")
    assert policy.verdict == "met"
    assert any("developed and interpreted by the incumbent" in quote.text for quote in policy.position_quotes)


def test_directing_units_and_making_policy_for_programs_leaves_open_whether_the_programs_are_managed() -> None:
    position = PositionDescription(
        number="0417-22",
        department="Harbours",
        duties=(
            Duty(number=1, percent=Decimal(40), text="Directs three dock offices through their supervisors."),
            Duty(number=2, percent=Decimal(35), text="Sets the mooring policy for both programs."),
            Duty(number=3, percent=Decimal(22), text="Hears complaints of skippers and settles them."),
        ),
    )
    result = allocate(position, [load_shipped()["kansas"]])
    verdicts = {clause.criterion: clause.verdict for clause in result.series[0].clauses}
    assert result.allocation.status == "undetermined"
    assert verdicts["ks.s.manages"] is Verdict.UNDETERMINED
    assert verdicts["ks.x.directives"] is Verdict.UNDETERMINED


def test_one_line_for_all_of_the_time_describes_nothing_to_which_silence_could_be_held() -> None:
    position = PositionDescription(
        number="1", duties=(Duty(number=1, percent=Decimal(100), text="Directs three dock offices."),)
    )
    result = allocate(position, list(load_shipped().values()))
    assert result.allocation.status == "undetermined"
