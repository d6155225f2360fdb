"""Criteria compiled from the words of a plan that nobody knows."""

from __future__ import annotations

from datetime import date

from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.allocation.readings import read_criteria
from meritbook.core.classes.layout import lay_out
from meritbook.core.classes.model import ClassPlan, Exclusion, FacetTest, JobClass, Passage, Series, SourceNote
from meritbook.core.verdict import Verdict

from .descriptions import described


def unknown() -> PlanText:
    plan = ClassPlan(
        key="parks",
        name="Park Management Series",
        source=SourceNote(title="Park Management Series", read_on=date(2026, 11, 22)),
        series=(
            Series(
                ref="park-management",
                title="Park Management",
                exclusions=(
                    Exclusion(
                        id="supervision",
                        text=Passage(text="Positions with the full range of supervisory duties."),
                        sends_to="Park Supervisor",
                    ),
                ),
                classes=(
                    JobClass(
                        ref="1", title="Park Manager I", level=1, definition=(Passage(text="Directs a park program."),)
                    ),
                    JobClass(
                        ref="2",
                        title="Park Manager II",
                        level=2,
                        definition=(
                            Passage(text="Formulates policies."),
                            Passage(text="Is known for a love of trees."),
                        ),
                    ),
                ),
            ),
        ),
    )
    return PlanText(*lay_out(plan))


def test_a_clause_that_names_a_facet_gets_a_test_and_any_other_waits_for_a_person() -> None:
    text = unknown()
    read = read_criteria(text.plan, text.document)
    series = read.series[0]
    assert series.criteria[0].test == FacetTest(facet="supervisory.duties", one_of=("full_range",))
    assert series.criteria[0].sends_to == "Park Supervisor"
    policy, trees = series.classes[1].criteria
    assert policy.test == FacetTest(facet="policy.role", at_least="formulates")
    assert (trees.test, trees.essential, trees.ask) == (None, False, "analyst")


def test_a_plan_read_so_allocates_with_its_own_words() -> None:
    text = unknown()
    read = PlanText(read_criteria(text.plan, text.document), text.document)
    position = described(
        "Directs the state park program and its staff.", "Formulates policies for the parks.", "Leads walks through the parks.",
        above="Division Director",
    )  # fmt: skip
    result = allocate(position, [read])
    assert result.allocation.class_title == "Park Manager II"
    policy = next(f for c in result.candidates for f in c.clauses if f.criterion == "2.1")
    assert policy.verdict is Verdict.MET
    assert policy.class_quotes[0].text == "Formulates policies."
