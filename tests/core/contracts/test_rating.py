"""Ratings as values: marks by people from 1 to 4, nothing computed, nothing lost, and a seal over the whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_world import RATED, text
from meritbook.core.contracts.measures import ResultOnRecord, findings
from meritbook.core.contracts.rating import (
    FrozenRating,
    Mark,
    MarkError,
    corrected,
    missing,
    needs_reason,
    rating_facts,
    read_mark,
    read_marks,
    remarks,
    rows,
)
from meritbook.core.contracts.text import Objective

WORDS = text()
LAST = date(2005, 6, 30)
MARK = st.one_of(st.none(), st.integers(1, 4))
MARKS = st.dictionaries(st.sampled_from(RATED), st.builds(Mark, mark=MARK, says=st.text(max_size=20)))


def result(value: str, ends: date = LAST, number: int = 1, **more: Any) -> ResultOnRecord:
    return ResultOnRecord(
        id=number, measure=more.pop("measure", "wait-days"), period_ends_on=ends, value=Decimal(value),
        source="Report.", recorded_at=datetime(2005, 7, 1, tzinfo=UTC), **more,
    )  # fmt: skip


def frozen(marks: dict[str, Mark], *results: ResultOnRecord) -> FrozenRating:
    return FrozenRating(
        contract=1, version=1, text_sha256=WORDS.seal(), frozen_on=LAST, meeting_on=None, interim=False, marks=marks,
        says="", executive_says="", findings=findings(WORDS, results, on=LAST),
    )  # fmt: skip


def test_what_is_rated_is_each_objective_each_area_each_project_and_the_whole() -> None:
    assert tuple(one.key for one in rows(WORDS)) == RATED
    assert [one.kind for one in rows(WORDS)] == [
        "objective", "objective", "area", "objective", "area", "project", "overall",
    ]  # fmt: skip


def test_no_objective_takes_the_key_of_the_whole() -> None:
    area = WORDS.areas[0].model_copy(update={"objectives": (Objective(key="overall", says="All."),)})
    with pytest.raises(ValueError, match="overall is the key"):
        text(areas=(area,))


@given(st.one_of(st.integers(), st.floats(), st.text(max_size=4), st.booleans(), st.decimals(), st.none()))
def test_a_mark_is_a_whole_number_from_one_to_four_or_none_or_refused(given_mark: Any) -> None:
    stripped = given_mark.strip() if isinstance(given_mark, str) else given_mark
    if stripped not in ("", None, "1", "2", "3", "4") and not (type(stripped) is int and 1 <= stripped <= 4):
        with pytest.raises(MarkError) as refused:
            read_mark(given_mark, where="overall")
        assert refused.value.where == "overall"
        return
    found = read_mark(given_mark, where="overall")
    if found is None:
        assert given_mark is None or not given_mark.strip()
    else:
        assert str(given_mark).strip() == str(found)
        assert type(given_mark) in (int, str)
        assert 1 <= found <= 4


@given(MARKS)
def test_nothing_is_averaged_in_and_what_is_missing_is_named(marks: dict[str, Mark]) -> None:
    kept = read_marks(WORDS, marks)
    rated = {key for key, one in marks.items() if one.mark is not None}
    assert {key for key, one in kept.items() if one.mark is not None} == rated
    assert all(kept[key].mark == marks[key].mark for key in rated)
    assert {one.key for one in missing(WORDS, kept)} == set(RATED) - rated
    facts = rating_facts(WORDS, kept, final=LAST, meeting=None)
    overall = marks.get("overall", Mark()).mark
    assert facts["rating.overall"] == overall
    assert facts["contract.objectives"] == 3
    assert len(facts["rating.areas"]) == 2
    assert None not in facts["rating.objectives"]


@given(MARKS, st.integers(1, 4))
def test_weights_change_no_rating(marks: dict[str, Mark], weight: int) -> None:
    weighed = text(projects=(WORDS.projects[0].model_copy(update={"weight": Decimal(weight * 25)}),))
    plain, with_weights = (
        rating_facts(one, read_marks(one, marks), final=LAST, meeting=None) for one in (WORDS, weighed)
    )
    assert plain == with_weights
    assert remarks(weighed, marks, ()) == remarks(WORDS, marks, ())


@given(MARKS, st.sampled_from(["18", "21", "24.5"]))
def test_a_frozen_rating_comes_back_the_same_and_every_change_breaks_its_seal(
    marks: dict[str, Mark], value: str
) -> None:
    kept = read_marks(WORDS, marks)
    rating = frozen(kept, result(value))
    back = FrozenRating.model_validate_json(rating.model_dump_json())
    assert (back, back.seal()) == (rating, rating.seal())
    other = {**kept, "overall": Mark(mark=1 if kept.get("overall", Mark()).mark != 1 else 2)}
    assert frozen(other, result(value)).seal() != rating.seal()
    assert frozen(kept, result("21.0001")).seal() != rating.seal()


@given(MARKS, st.lists(st.decimals(min_value=0, max_value=60, places=2), max_size=1))
def test_a_reason_is_asked_of_nothing_but_a_four_beside_a_miss(marks: dict[str, Mark], values: list[Decimal]) -> None:
    found = findings(WORDS, [result(str(one)) for one in values], on=LAST)
    asked = {one.key for one in needs_reason(WORDS, marks, found)}
    missed = bool(values) and values[0] > 21
    wanted = missed and marks.get("customers-wait", Mark()).mark == 4
    assert asked == ({"customers-wait"} if wanted else set())


@pytest.mark.parametrize(
    ("mark", "wait", "calls", "kind"),
    [
        (4, "21", "80", None),
        (4, "21.01", "80", "reason"),
        (4, "21", None, "caution"),
        (4, "24", None, "reason"),
        (3, "24", None, None),
        (1, "21", "80", "caution"),
        (1, "21", None, None),
        (1, "24", "80", None),
    ],
)
def test_what_the_results_say_against_a_mark(mark: int, wait: str, calls: str | None, kind: str | None) -> None:
    results = [result(wait)]
    if calls is not None:
        results.append(result(calls, number=2, measure="calls-answered"))
    found = remarks(WORDS, {"customers-wait": Mark(mark=mark)}, findings(WORDS, results, on=LAST))
    assert [one.kind for one in found] == ([kind] if kind else [])


def test_before_the_due_day_the_newest_value_counts_for_the_reason() -> None:
    found = findings(WORDS, [result("24", date(2005, 5, 31))], on=date(2005, 6, 15))
    assert [one.key for one in needs_reason(WORDS, {"customers-wait": Mark(mark=4)}, found)] == ["customers-wait"]


def test_a_first_value_where_there_was_none_is_no_correction() -> None:
    now = findings(WORDS, [result("24")], on=LAST)
    assert corrected(frozen({}).findings, now) == ()
    assert [one.measure for one in corrected(frozen({}, result("19")).findings, now)] == ["wait-days"]


@pytest.mark.parametrize(
    "given_marks",
    [{"nothing": {"mark": 3}}, {"overall": 3}, {"overall": {"mark": 3, "weight": 2}}, {"overall": {"says": 3}}],
)
def test_what_is_no_rating_of_the_contract_is_refused(given_marks: dict[str, Any]) -> None:
    with pytest.raises(MarkError):
        read_marks(WORDS, given_marks)
