"""Words of a report that cite measures, the seal over its parts, and what a revised edition says otherwise."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from meritbook.core.results.report import Head, LeftOut, MeasureFact, Part, ReportWords, part_hash, seal
from meritbook.core.results.report_changes import changes
from meritbook.core.results.report_facts import YearValue
from meritbook.core.results.risks_told import RisksTold
from meritbook.core.verdict import Verdict


def words(**more: Any) -> ReportWords:
    return ReportWords.model_validate({"introduction": "Filed in [[filing-days]].", "results": "Good.", **more})


def test_words_cite_measures_and_are_filled_from_the_facts() -> None:
    said = words(results="[[ filing-days ]] and [[calls]].", goals=[{"goal": "g", "says": "[[calls]]"}])
    assert said.cited() == (
        ("filing-days", "introduction"), ("filing-days", "results"), ("calls", "results"), ("calls", "goal.g"),
    )  # fmt: skip
    filled = said.filled({"filing-days": "9 days", "calls": "80%"})
    assert (filled.introduction, filled.results, filled.of_goal("g")) == ("Filed in 9 days.", "9 days and 80%.", "80%")
    assert words(introduction="A [[two words]] and [single].").cited() == ()


def test_a_goal_stands_once_in_the_words() -> None:
    with pytest.raises(ValidationError, match="a goal stands twice"):
        words(goals=[{"goal": "g", "says": "a"}, {"goal": "g", "says": "b"}])


def head(**more: Any) -> Head:
    parts = {
        "title": "Report", "of": "Revenue", "year": "FY2005", "starts_on": date(2004, 7, 1),
        "ends_before": date(2005, 7, 1), "published_on": date(2005, 9, 1), "plan": "p", "plan_title": "Plan",
        "plan_version": 1, "plan_sha256": "0" * 64, "words": words(), "goals": (),
        "risks": RisksTold(total=0, told_apart=False), "licence": "CC0-1.0",
    }  # fmt: skip
    return Head.model_validate({**parts, **more})


def fact(value: str = "9", **more: Any) -> MeasureFact:
    of = YearValue(
        period="FY2005", starts_on=date(2004, 7, 1), ends_before=date(2005, 7, 1), value=Decimal(value),
        target=Decimal(10), verdict=Verdict.MET, revision=1,
    )  # fmt: skip
    parts = {
        "key": "filing-days", "title": "Days to file", "kind": "quality", "says": "", "department": "", "goal": "g",
        "unit": "days", "places": 1, "direction": "at_most", "owner": "Ada", "source": "R-1", "method": "Counted.",
        "version": 1, "entry_sha256": "0" * 64, "period": "FY2005", "value": Decimal(value), "target": Decimal(10),
        "verdict": Verdict.MET, "narrative": "", "revision": 1, "recorded_on": date(2005, 7, 9),
        "recorded_from": "R-1", "values": (of,),
    }  # fmt: skip
    return MeasureFact.model_validate({**parts, **more})


def parts(*found: Any, first: Head | None = None) -> list[Part]:
    kinds = {MeasureFact: "measure", LeftOut: "left_out"}
    return [
        Part("head", "head", "", first or head()),
        *(Part(kinds[type(one)], one.key, one.goal, one) for one in found),
    ]


def test_actual_against_target_is_said_with_the_side_that_is_wanted() -> None:
    assert fact().sentence == "FY2005: 9 days; target at most 10 days: reached, by 1 days."
    missed = fact("12", verdict=Verdict.NOT_MET)
    assert missed.sentence == "FY2005: 12 days; target at most 10 days: missed by 2 days."
    assert fact(target=None).sentence == "FY2005: 9 days. No target is set for the period."


def test_the_seal_follows_from_every_part_its_place_and_the_order() -> None:
    one, other = parts(fact()), parts(fact("9.5"))
    assert seal(each.sha256 for each in one) != seal(each.sha256 for each in other)
    assert seal(each.sha256 for each in one) != seal(each.sha256 for each in reversed(one))
    assert one[1].sha256 == part_hash("measure", "filing-days", "g", one[1].text)
    assert one[1].sha256 != part_hash("measure", "filing-days", "elsewhere", one[1].text)


def test_a_revised_edition_lists_each_value_that_is_another() -> None:
    found = changes(parts(fact("9")), parts(fact("11", owner="Bo")))
    assert [(one.called, one.before, one.after) for one in found] == [
        ("value of FY2005", "9 days", "11 days"),
        ("who answers for it", "Ada", "Bo"),
    ]
    assert found[0].place == "Days to file (filing-days)"


def test_a_target_that_is_no_longer_reached_is_told_beside_the_value_that_changed() -> None:
    missed = YearValue(
        period="FY2005", starts_on=date(2004, 7, 1), ends_before=date(2005, 7, 1), value=Decimal(11),
        target=Decimal(10), verdict=Verdict.NOT_MET, revision=2, corrects=True,
    )  # fmt: skip
    found = changes(parts(fact("9")), parts(fact("11", verdict=Verdict.NOT_MET, values=(missed,))))
    assert [(one.called, one.before, one.after) for one in found] == [
        ("value of FY2005", "9 days", "11 days"),
        ("result of FY2005", "met", "not met"),
    ]


def test_a_part_that_was_sealed_keeps_its_spelling_where_a_part_of_today_holds_more() -> None:
    told = '{"called":"G","key":"g","left_out":0,"missed":0,"reached":1,"says":"","undetermined":0,"words":""}'
    sealed = head().plain() | {"goals": [json.loads(told)]}
    text = json.dumps(sealed, sort_keys=True)
    part = Part.read("head", "head", "", text)
    assert part.sha256 == part_hash("head", "head", "", text)
    assert isinstance(part.content, Head)
    assert (part.content.goals[0].reached, part.content.goals[0].stale) == (1, 0)


def test_what_came_into_a_report_and_what_went_is_told() -> None:
    left = LeftOut(key="filing-days", title="Days to file", department="", goal="g", reasons=("It names no source.",))
    found = changes(parts(left), parts(fact()))
    assert [(one.called, one.before) for one in found] == [
        ("measure", "not in it"),
        ("left out", "It names no source."),
    ]


def test_other_words_are_a_change_and_another_day_is_none() -> None:
    later = head(published_on=date(2005, 10, 1))
    assert changes(parts(), parts(first=later)) == ()
    (only,) = changes(parts(), parts(first=head(words=words(results="Better."))))
    assert (only.place, only.before, only.after) == ("Key results", "Good.", "Better.")
