"""The contract years of the story: their words, and what the year brought."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from meritbook.core.contracts.measures import ResultOnRecord, findings
from meritbook.core.contracts.text import ContractText
from meritbook.core.verdict import Verdict
from meritbook.demo import contracts
from meritbook.demo.days import ALLOCATED, END

MISSED = {"refund-days-paper", "refund-days-electronic", "calls-answered", "overtime-spent", "staff-leaving"}


def words(executive: str) -> ContractText:
    """The words of a contract of the story, on a form without objectives but those that the story fills in."""
    from contract_world import text
    from meritbook.core.contracts.text import Area, Objective

    told = contracts.contract_of(executive)
    area = Area(
        key="all",
        title="All",
        objectives=tuple(Objective(key=one["key"], says="An objective.") for one in told["objective"]),
    )
    return contracts.filled(text(areas=(area,), projects=()), told)


def test_the_acts_stand_in_the_order_of_their_days_within_the_story() -> None:
    days = [act.on for act in contracts.acts()]
    assert days == sorted(days)
    assert days[0] == ALLOCATED
    assert days[-1] < END


@pytest.mark.parametrize("one", contracts.contracts(), ids=lambda one: str(one["executive"]))
def test_results_reviews_and_evidence_are_about_what_was_agreed(one: dict[str, object]) -> None:
    text = words(str(one["executive"]))
    measures = {measure.key for measure in text.measures()}
    keys = {objective.key for objective in text.objectives()} | {project.key for project in text.projects}
    told = contracts.contract_of(str(one["executive"]))
    assert {row[0] for row in told["results"]} <= measures
    assert {note["about"] for note in told["evidence"]} <= keys | {""}
    assert {step[0] for review in told["review"] for step in review.get("steps", ())} <= keys


def test_the_executive_of_whom_the_story_tells_it_missed_five_of_nine_measured_results() -> None:
    told = contracts.contract_of("chief2.rev")
    results = [
        ResultOnRecord(
            id=place,
            measure=key,
            period_ends_on=date(2005, 6, 30),
            value=Decimal(value),
            source="Report.",
            recorded_at=datetime(2005, 7, 1, tzinfo=UTC),
        )
        for place, (key, ends_on, value) in enumerate(told["results"])
        if ends_on == date(2005, 3, 31)
    ]
    found = findings(words("chief2.rev"), results, on=date(2005, 7, 1))
    assert Counter(one.verdict for one in found) == {Verdict.NOT_MET: 5, Verdict.MET: 4}
    assert {one.measure for one in found if one.verdict is Verdict.NOT_MET} == MISSED


def test_the_alteration_lowers_both_targets_of_the_program_and_nothing_else() -> None:
    told = contracts.contract_of("chief1.rev")
    before = words("chief1.rev")
    after = contracts.altered(before, told["alteration"])
    changed = [key for key, seal in after.hashes().items() if before.hashes()[key] != seal]
    assert changed == ["project.voluntary-disclosure"]
    targets = {one.key: one.target for one in after.projects[0].measures}
    assert targets == {"disclosures": 220, "disclosed-tax": 7}
