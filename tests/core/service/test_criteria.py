"""What is read from a description for each criterion, what is left to a person, and how judgements become facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import Duty, PositionDescription, Program, Subordinate
from meritbook.core.service.criteria import Below, criteria_of, read_criteria
from meritbook.core.service.nominating import judged_facts
from meritbook.core.verdict import Verdict
from meritbook.law import load_law

LAW = load_law("colorado-ses")
MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
MANAGERS, LARGE = "position.controls_through_managers", "position.segment_is_large"


def read(below: tuple[Below, ...] = (), fte: Decimal | None = None, **answers: Any) -> dict[str, Any]:
    """What was read, by the last word of the fact."""
    description = PositionDescription(number="1", **answers)
    document, _ = lay_out(description, version=2)
    found = read_criteria(LAW, description, document, below=below, department_fte=fte)
    for one in found:
        for evidence in one.evidence:
            if evidence.quote is not None:
                assert evidence.quote.document == "position:1@2"
                assert evidence.quote.span.cut(document.text) == evidence.quote.text
    return {one.criterion.fact: one for one in found}


def duty(text: str) -> dict[str, Any]:
    return {"duties": (Duty(number=1, text=text, percent=Decimal(100)),)}


def test_the_criteria_are_those_of_the_law_row_by_row() -> None:
    facts = [one.fact for one in criteria_of(LAW)]
    assert {"position.controls/human", "position.controls/capital", "position.directs/policy", LARGE} <= set(facts)
    assert "position.in_management_class" not in facts
    assert [one.fact for one in criteria_of(LAW) if not one.needed] == ["position.segment_is_important"]
    assert criteria_of(load_law("federal-ses")) == ()


def test_managers_who_are_listed_or_on_record_below_it_are_evidence_of_control_through_managers() -> None:
    listed = read(subordinates=(Subordinate(title="Field Audit Manager", count=4, kind="manager"),))[MANAGERS]
    assert (listed.verdict, listed.evidence[0].quote.text) == (MET, "4 Field Audit Manager (manager)")
    on_record = read(below=(Below(number="7", title="Chief", reports=3), Below(number="8", title="Clerk", reports=0)))
    assert on_record[MANAGERS].verdict is MET
    assert [one.says for one in on_record[MANAGERS].evidence] == [
        "Position 7, Chief, reports to it; 3 report to that one."
    ]


def test_nobody_below_it_is_not_met_and_silence_is_open() -> None:
    assert read(subordinates=())[MANAGERS].verdict is NOT_MET
    assert read()[MANAGERS].verdict is OPEN
    clerks = (Subordinate(title="Clerk", count=3, kind="clerical"),)
    assert read(subordinates=clerks)[MANAGERS].verdict is OPEN


def test_whether_a_part_is_relatively_large_is_never_read_whatever_its_size() -> None:
    found = read(fte=Decimal("640.00"), budget=Decimal(900_000_000))[LARGE]
    assert found.verdict is OPEN
    assert any("640 FTE" in one.says for one in found.evidence)
    assert any(one.quote and "900,000,000" in one.quote.text for one in found.evidence)


@pytest.mark.parametrize(
    ("role", "verdict"),
    [("approves", MET), ("manages", MET), ("prepares", OPEN), ("monitors", OPEN), ("none", NOT_MET)],
)
def test_the_part_in_the_budget_tells_whether_it_controls_money(role: str, verdict: Verdict) -> None:
    # A structured answer decides over words elsewhere.
    words = duty("Approves purchases and controls all spending.")
    assert read(budget_role=role, **words)["position.controls/fiscal"].verdict is verdict


@pytest.mark.parametrize(
    ("role", "verdict"),
    [("establishes", MET), ("formulates", MET), ("recommends", OPEN), ("applies", NOT_MET), ("none", NOT_MET)],
)
def test_the_part_in_policy_tells_whether_it_directs_policy(role: str, verdict: Verdict) -> None:
    assert read(policy_role=role)["position.directs/policy"].verdict is verdict


def test_a_sentence_in_which_something_is_controlled_is_quoted() -> None:
    found = read(**duty("Oversees the construction of two bridges. Answers letters."))
    capital = found["position.controls/capital"]
    assert (capital.verdict, capital.evidence[0].quote.text) == (MET, "Oversees the construction of two bridges.")
    assert found["position.directs/projects"].verdict is OPEN


def test_a_sentence_that_may_deny_it_stays_open() -> None:
    found = read(**duty("Does not manage any buildings of the department."))["position.controls/capital"]
    assert found.verdict is OPEN
    assert found.evidence


def test_programs_count_when_they_reach_beyond_one_unit() -> None:
    assert read(programs=(Program(name="Audit", reach="statewide"),))["position.directs/programs"].verdict is MET
    assert read(programs=(Program(name="Mail", reach="unit"),))["position.directs/programs"].verdict is OPEN
    assert read()["position.directs/programs"].verdict is OPEN


ROWS = ("human", "fiscal", "operating", "capital")


def controls(*verdicts: Verdict) -> Any:
    judged = {f"position.controls/{row}": verdict for row, verdict in zip(ROWS, verdicts, strict=False)}
    return judged_facts(LAW, judged)["position.controls"]


def test_a_list_is_known_when_every_row_is_judged_or_one_fails() -> None:
    assert controls(MET, MET, MET, MET) == list(ROWS)
    assert controls(MET, MET, MET) is None
    assert controls(MET, MET, MET, OPEN) is None
    assert controls(MET, NOT_MET) == ["human"]
    assert judged_facts(LAW, {LARGE: NOT_MET})[LARGE] is False
    assert judged_facts(LAW, {})[LARGE] is None
