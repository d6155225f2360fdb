"""One case and a column of cases are judged by the same rules, and by nothing else."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from law.making import SCENARIOS, Scenario
from meritbook.core.law import columns
from meritbook.core.law.case import Case
from meritbook.core.law.columns import Columns, code_of, judge_columns
from meritbook.core.law.judge import Judge
from meritbook.core.law.model import Fact
from meritbook.core.law.pack import Law, fact_range
from meritbook.core.law.values import Number, OneCase
from meritbook.core.verdict import Verdict
from meritbook.law import SHIPPED, load_law

FIRST = date(2004, 5, 1)
DAYS = st.integers(0, 500).map(lambda after: FIRST + timedelta(days=after))


def _values(law: Law, fact: Fact) -> st.SearchStrategy[Any]:
    """Any value of a fact, near the figures at which rules turn."""
    if fact.kind == "yes_no":
        return st.booleans()
    if fact.kind == "date":
        return DAYS
    if fact.kind == "event":
        return st.one_of(DAYS, st.booleans())
    if fact.table is not None:
        keys = [row.key for row in law.tables[fact.table].rows]
        return st.sampled_from(keys) if fact.kind == "choice" else st.frozensets(st.sampled_from(keys))
    scale = 10**fact.places
    least, most = (int(one) * scale for one in fact_range(fact))
    near = st.one_of(st.integers(0, 20), st.sampled_from([99, 100, 124, 125, 126, 1499, 1500, 8610, 10763]))
    number = st.builds(lambda whole, more: min(max(whole * scale + more, least), most), near, st.integers(-1, 1))
    return number if fact.kind == "number" else st.lists(st.none() | number, max_size=7).map(tuple)


@st.composite
def cases(draw: st.DrawFn, law: Law) -> Case:
    """A case with holes: any fact may be missing."""
    facts: dict[str, Any] = {}
    for name, fact in law.facts.items():
        if draw(st.integers(0, 3)):
            facts[name] = draw(_values(law, fact))
    return Case(facts)


def codes_of(judge: Judge, case: Case) -> dict[str, int]:
    """What the judge says of one case, as codes."""
    return {one.rule: code_of(one.verdict, one.applies) for one in judge.check(case)}


QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow]
)


@pytest.mark.parametrize("pack", SHIPPED)
@given(data=st.data())
@QUICK
def test_a_column_says_of_each_case_what_the_judge_says_of_it(pack: str, data: st.DataObject) -> None:
    law = load_law(pack)
    on = data.draw(DAYS if pack == "colorado-ses" else st.sampled_from([date(2010, 3, 1), date(2030, 3, 1)]))
    chosen = data.draw(st.frozensets(st.sampled_from(sorted(law.readings)))) if law.readings else frozenset()
    judge = Judge(law, on, alternatives=chosen)
    many = data.draw(st.lists(cases(law), min_size=1, max_size=3))
    found = judge_columns(judge, Columns.of_cases(law, many))
    for row, case in enumerate(many):
        assert {rule: int(codes[row]) for rule, codes in found.items()} == codes_of(judge, case)


@pytest.mark.parametrize("pack", SHIPPED)
@given(data=st.data())
@QUICK
def test_a_further_fact_never_turns_a_settled_answer(pack: str, data: st.DataObject) -> None:
    law = load_law(pack)
    judge = Judge(law, data.draw(DAYS))
    case = data.draw(cases(law))
    before = codes_of(judge, case)
    missing = sorted(set(law.facts) - set(case.facts))
    more: Mapping[str, Any] = {
        name: data.draw(_values(law, law.facts[name])) for name in missing if data.draw(st.booleans())
    }
    after = codes_of(judge, Case({**case.facts, **more}))
    # A rule that was met without knowing whether it bears on the case may turn out not to bear on it.
    bearing = {columns.MET: {columns.MET, columns.DOES_NOT_BEAR}}
    for rule, code in before.items():
        if code != columns.UNDETERMINED:
            assert after[rule] in bearing.get(code, {code}), rule


def test_the_scenarios_as_columns_give_their_verdicts() -> None:
    groups: dict[tuple[str, date, tuple[str, ...]], list[Scenario]] = defaultdict(list)
    for one in SCENARIOS:
        groups[one.pack, one.on, tuple(one.readings)].append(one)
    for told in groups.values():
        judge, law = told[0].judge(), load_law(told[0].pack)
        many = Columns.of_cases(law, [one.case() for one in told])
        found = judge_columns(judge, many)
        for row, one in enumerate(told):
            verdict, applies = Verdict(one.expects["verdict"]), one.expects.get("applies", True)
            code = code_of(verdict, Verdict.MET if applies else Verdict.NOT_MET)
            assert found[one.rule][row] == code, one.name


def test_a_case_comes_out_of_the_columns_as_it_went_in() -> None:
    for one in SCENARIOS:
        law, case = load_law(one.pack), one.case()
        many = Columns.of_cases(law, [Case({}), case])
        assert [many.case(law, row).facts for row in (0, 1)] == [{}, case.facts], one.name


@pytest.mark.parametrize("pack", SHIPPED)
@given(data=st.data())
@QUICK
def test_any_cases_come_out_of_the_columns_as_they_went_in(pack: str, data: st.DataObject) -> None:
    law = load_law(pack)
    many = data.draw(st.lists(cases(law), min_size=1, max_size=3))
    kept = Columns.of_cases(law, many)
    assert [kept.case(law, row).facts for row in range(len(many))] == [case.facts for case in many]


COLUMNS = (True, False, np.array([True, False, True, False]), np.array([True, True, False, False]))
"""Truths of four rows: the same in all of them, or each its own."""


def _rows(value: Any) -> list[Any]:
    return np.broadcast_to(np.asarray(value), (4,)).tolist()


@pytest.mark.parametrize("name", ["both", "either"])
def test_joining_columns_is_joining_them_row_by_row(name: str) -> None:
    for left, right in itertools.product(COLUMNS, repeat=2):
        one_by_one = [getattr(OneCase(), name)(*pair) for pair in zip(_rows(left), _rows(right), strict=True)]
        assert _rows(getattr(columns.ARRAYS, name)(left, right)) == one_by_one


def test_denying_and_choosing_over_columns_is_doing_so_row_by_row() -> None:
    for one in COLUMNS:
        assert _rows(columns.ARRAYS.no(one)) == [OneCase().no(value) for value in _rows(one)]
        for yes, no in ((1, 2), (np.arange(4), 9), (9, np.arange(4))):
            chosen = [OneCase().where(*row) for row in zip(_rows(one), _rows(yes), _rows(no), strict=True)]
            assert _rows(columns.ARRAYS.where(one, yes, no)) == chosen


def test_rows_beyond_one_portion_are_judged_like_the_first() -> None:
    law = load_law("colorado-ses")
    count = columns.ROWS_AT_ONCE + 3
    values = np.arange(count, dtype=np.int64) % 127
    many = Columns(count, {"seats.filled_statewide": Number(values)})
    judged = judge_columns(Judge(law, date(2005, 1, 10)), many, ["seats.state_cap"])
    assert list(judged) == ["seats.state_cap"]
    found = judged["seats.state_cap"]
    # 0 to 125 are met, 126 is not.
    assert (found == np.where(values <= 125, columns.MET, columns.NOT_MET)).all()
