"""The fictional state: of realistic size, the same on every machine, and of use for every class."""

from __future__ import annotations

from collections import Counter

from meritbook.core.allocation.engine import allocate
from meritbook.core.positions.check import problems
from meritbook.demo import pages
from meritbook.demo.descriptions import hand_written, positions
from meritbook.demo.state import load_state
from meritbook.plans import load_shipped


def test_the_state_has_departments_and_people_in_every_role() -> None:
    state = load_state()
    assert len(state.departments) == 18
    assert 100 <= len(state.people) <= 140
    assert (
        len({one.username for one in state.people}) == len({one.full_name for one in state.people}) == len(state.people)
    )
    assert len({one.role for one in state.people}) == 12
    assert {one.role for one in state.people if one.shown} == {one.role for one in state.people}


def test_each_position_is_filled_in_whole_and_has_a_number_of_its_own() -> None:
    every = list(positions(load_state()))
    assert len(hand_written()) >= 40
    assert len(every) >= 250
    assert len({one.description.number for one in every}) == len(every)
    for one in every:
        text = one.description.model_dump_json()
        for left in ("{p1}", "{P1}", "{unit}", "{chief}", "{budget}", "{clients}", "{n_units}"):
            assert left not in text, one.description.number


def test_only_the_unfinished_descriptions_have_faults_and_they_total_97() -> None:
    faulty = {
        one.source: [fault.code for fault in problems(one.description) if fault.severity == "error"]
        for one in positions(load_state())
    }
    assert {source: codes for source, codes in faulty.items() if codes} == {
        "unfinished-description": ["position.percent_total"]
    }


def test_the_organisation_chart_leads_from_every_position_to_a_director() -> None:
    above = {one.description.number: one.supervisor for one in positions(load_state())}
    tops = {number for number, supervisor in above.items() if not supervisor}
    assert len(tops) == len(load_state().departments)
    for number in above:
        for _ in range(3):
            number = above[number] or number
        assert number in tops


def test_the_positions_are_allocated_to_classes_of_every_plan_that_has_any_and_to_none() -> None:
    shipped = load_shipped()
    first = {one.source: one for one in reversed(list(positions(load_state())))}
    answers: Counter[str] = Counter()
    for one in first.values():
        plans = [shipped[one.plan]] if one.plan else list(shipped.values())
        answer = allocate(one.description, plans).allocation
        answers[answer.plan if answer.status == "allocated" else answer.status] += 1
    assert {"kansas", "maine", "pennsylvania", "iowa", "none", "undetermined"} <= set(answers)
    assert answers["kansas"] >= 6
    assert answers["maine"] >= 6


def test_the_documents_are_the_same_bytes_each_time() -> None:
    first, second = dict(pages.documents()), dict(pages.documents())
    assert first == second
    assert {name.rsplit(".", 1)[1] for name in first} == {"txt", "html", "docx", "pdf"}
