"""Published plans at their real size: read whole, written and read again without a difference, and drawn."""

from __future__ import annotations

import pytest

from meritbook.core.results.plan_check import problems
from meritbook.core.results.plans import PlanKind
from meritbook.readers.stratml import read_stratml
from meritbook.writers.stratml import write_stratml
from stratml_published import PUBLISHED


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_plan_is_read_whole_and_written_back_the_same(name: str) -> None:
    data, goals, objectives = PUBLISHED[name]
    found = read_stratml(data, name=f"{name}.xml")
    text = found.text
    assert (len(text.goals), sum(len(one.strategies) for one in text.goals)) == (goals, objectives)
    assert (found.notes, text.kept) == ((), ())
    written = write_stratml(text)
    assert read_stratml(written.data, name="again.xml").text == text
    assert written.leaves_out == ()


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_plan_can_be_adopted_and_says_that_no_measure_shows_how_it_goes(name: str) -> None:
    data, _, objectives = PUBLISHED[name]
    text = read_stratml(data, name=f"{name}.xml").text
    found = problems(text, kind=PlanKind.STRATEGIC, above=None, deploys=False, measures=(), owners={})
    assert [one for one in found if one.blocks] == []
    assert len([one for one in found if one.says.startswith("No measure shows")]) == objectives


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_form_shows_a_published_plan_and_changes_nothing_of_it(name: str) -> None:
    from meritbook.web.forms.plan_text import PlanForm

    text = read_stratml(PUBLISHED[name][0], name=f"{name}.xml").text
    assert PlanForm.of(text).text() == (text, ())
