"""The report of an assessment: what it calls out, what it compares, and what it leaves unsaid."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

import assessment_results as made
from meritbook.core.competencies import report_words as words
from meritbook.core.competencies.averages import RoleAverage
from meritbook.core.competencies.drawing import Shape, group_words, of_competency, overviews
from meritbook.core.competencies.figures import spread_words
from meritbook.core.competencies.intervals import MeanDifference, Sample, sample_of, welch
from meritbook.core.competencies.model import Behaviour, Competency, RatingScale
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.core.competencies.report import (
    ASKED_OTHERWISE,
    NOT_TOLD,
    OTHER_SCALE,
    CompetencyReport,
    Earlier,
    OwnSight,
    report_of,
)
from meritbook.core.competencies.result import AssessmentResult, Spread
from meritbook.core.competencies.tally import spread_of
from meritbook.writers.competency_report import CompetencyReportPaper, as_paper, report_pdf
from meritbook.writers.paper_docx import word_processor_file
from papers import words_of_docx, words_of_pdf

POLICY = CompetencyPolicy(key="p", version="1", says="A test.", source="Made up.", starts_on=date(2020, 1, 1))


def _report(now=None, *, of=None, before=None, before_model=None, **more) -> CompetencyReport:
    held = of or made.model()
    earlier = Earlier(model=before_model or held, result=before) if before is not None else None
    return report_of(held, "manager", now or made.told_now(), POLICY, earlier=earlier, **more)


def _line(report: CompetencyReport, key: str):
    found = report.line(key)
    assert found is not None
    return found


def test_a_competency_that_one_rates_half_a_point_higher_than_others_do_is_a_blind_spot() -> None:
    now = made.result({"peer": [made.all_at(3)] * 2 + [made.all_at(4)] * 2}, own=made.all_at(4))
    assert [one.key for one in _report(now).blind_spots] == ["listening", "planning", "candour"]


def test_a_competency_that_others_rate_higher_is_a_hidden_strength_and_no_blind_spot() -> None:
    found = _report()
    assert [one.key for one in found.hidden_strengths] == ["candour"]
    assert _line(found, "candour").gap.at == pytest.approx(3 - 4.125)
    assert "candour" not in [one.key for one in found.blind_spots]


def test_less_than_the_threshold_of_the_policy_is_alike() -> None:
    now = made.result({"peer": [made.all_at(3)] * 3 + [made.all_at(4)] * 2}, own=made.all_at(3))
    assert {one.gap.sight for one in _report(now).lines} == {OwnSight.ALIKE}
    strict = CompetencyPolicy.model_validate({**POLICY.plain(), "blind_spot": "0.3"})
    found = report_of(made.model(), "manager", now, strict)
    assert {one.gap.sight for one in found.lines} == {OwnSight.HIDDEN_STRENGTH}


def test_a_view_inside_the_interval_of_others_is_said_to_be_maybe_chance() -> None:
    now = made.result({"peer": [made.all_at(2), made.all_at(3), made.all_at(5)]}, own=made.all_at(4))
    gap = _line(_report(now), "planning").gap
    assert gap.sight is OwnSight.BLIND_SPOT
    assert gap.within is True
    assert "may be chance" in words.gap_words(gap)


def _told(mean: float, **ends: float | None) -> Spread:
    return Spread(groups=("peer",), n=6, mean=mean, **{"sd": 0.3, "low": None, "high": None, **ends})


def _report_with(others: Spread, own: int, cells: tuple[Spread, ...] = ()) -> CompetencyReport:
    now = made.result(made.NOW, own=made.all_at(own))
    told = tuple(one.model_copy(update={"others": others, "cells": cells}) for one in now.competencies)
    return _report(now.model_copy(update={"competencies": told}))


def test_a_mean_at_the_end_of_what_is_told_is_told_as_that_or_beyond_with_its_interval() -> None:
    high, low = _told(4.5, low=4.2, high=4.8), _told(1.5, low=1.2, high=1.8)
    assert spread_words(high, 5) == "4.5 or more, interval 4.20 or more"
    assert spread_words(low, 5) == "1.5 or less, interval 1.80 or less"
    assert (words.interval(high, 5), words.interval(low, 5)) == ("4.20 or more", "1.80 or less")
    assert spread_words(_told(4.4, low=4.1, high=4.7), 5) == "4.40, between 4.10 and 4.70"
    # The same figure on a longer scale is itself.
    assert spread_words(_told(4.5), 7) == "4.50"
    report = _report_with(high, own=3)
    assert "“4.5 or more” may be 5" in words.statistics_words(report)
    picture = of_competency(report.lines[0], report)
    assert "4.5 or more" in picture.says
    mark = next(one for lane in picture.lanes for one in lane.marks if one.shape is Shape.OTHERS)
    assert mark.high == picture.right


def _paper(report: CompetencyReport) -> CompetencyReportPaper:
    return CompetencyReportPaper(
        person="Pat Person", office="Revenue", government="", number=1, starts_on=None, last_day=None,
        written_on=date(2026, 3, 2), counts_for_rating=False, seal="0" * 64, before=None, role_people=None,
        role_drawn_on=None, report=report,
    )  # fmt: skip


def test_the_office_is_named_once_at_the_head_where_it_stands_for_itself() -> None:
    report = _report_with(_told(4.4, low=4.1, high=4.7), own=3)
    paper = CompetencyReportPaper(
        person="Pat Person", office="Department of Harbours", government="", number=1, starts_on=None, last_day=None,
        written_on=date(2026, 3, 2), counts_for_rating=False, seal="0" * 64, before=None, role_people=None,
        role_drawn_on=None, report=report,
    )  # fmt: skip
    of_state = paper.model_copy(update={"government": "State of Somewhere"})
    for one, count in ((paper, 1), (of_state, 1)):
        assert words_of_pdf(report_pdf(one)).count("Department of Harbours") == count
        assert words_of_docx(word_processor_file(as_paper(one, {}))).count("Department of Harbours") == count
    assert "State of Somewhere" in words_of_pdf(report_pdf(of_state))


def test_the_paper_tells_such_a_mean_in_its_tables_and_says_so_beside_the_pictures() -> None:
    report = _report_with(_told(4.5, low=4.2, high=4.8), own=3)
    paper = _paper(report)
    pictures: dict[str, bytes] = {}
    parts = as_paper(paper, pictures).plain()["parts"]
    cells = [words["text"] for part in parts for row in part.get("rows", ()) for cell in row for words in cell]
    assert "4.5 or more, interval 4.20 or more (6)" in cells
    assert "4.20 or more" in cells
    assert str(parts).count("“4.5 or more” may be 5") == 2
    assert pictures


def test_whom_all_rate_highest_has_no_blind_spot_for_rating_themselves_so_too() -> None:
    gap = _report_with(_told(4.5, low=4.2, high=4.8), own=5).lines[0].gap
    assert (gap.sight, gap.at) == (OwnSight.ALIKE, 0)
    assert "both lie at the end of the scale" in words.gap_words(gap)
    assert _report_with(_told(1.5, low=1.2, high=1.8), own=1).lines[0].gap.sight is OwnSight.ALIKE
    assert "(-1.50 points or lower)" in words.gap_words(_report_with(_told(4.5, low=4.2, high=4.8), own=3).lines[0].gap)


def test_what_a_group_told_as_an_end_may_have_given_makes_no_blind_spot() -> None:
    # 4 less 3.4 is 0.6; three told as 4.5 or more may have given 5, and all six 3.65: then it is 0.35, below a half.
    plain = _report_with(_told(3.4), own=4)
    assert plain.lines[0].gap.sight is OwnSight.BLIND_SPOT
    cells = tuple(
        _told(mean).model_copy(update={"groups": (name,), "n": 3}) for name, mean in (("peer", 4.5), ("report", 2.3))
    )
    gap = _report_with(_told(3.4).model_copy(update={"n": 6}), own=4, cells=cells).lines[0].gap
    assert (gap.sight, gap.beyond) == (OwnSight.ALIKE, "lower")


def test_without_an_own_view_or_others_there_is_no_gap_and_neither_is_taken_for_zero() -> None:
    nobody = _report(made.result(made.NOW))
    hidden = _report(made.told_now(told=False))
    assert [one.gap for one in (*nobody.lines, *hidden.lines)] == [None] * 6
    assert nobody.blind_spots == nobody.hidden_strengths == hidden.blind_spots == ()
    assert words.gap_words(None).startswith("Not known")


def test_a_behaviour_that_oneself_did_not_rate_counts_neither_as_low_nor_as_middle() -> None:
    now = made.result(made.NOW, own={"listening-1": 5})
    found = _report(now)
    assert _line(found, "listening").own.mean == 5
    assert _line(found, "planning").own.mean is None
    assert _line(found, "planning").gap is None


def test_a_change_carries_the_interval_of_welch_and_noise_is_said_to_be_noise() -> None:
    found = _report(before=made.told_before())
    change = next(one for one in _line(found, "listening").changes if not one.groups)
    now = [3, 2, 3, 3, 2, 3, 2, 4]
    before = [3, 2, 3, 2, 2, 3, 2, 3]
    wanted = ttest_ind(now, before, equal_var=False).confidence_interval(0.95)
    assert change.difference.at == pytest.approx(0.25)
    assert (change.difference.low, change.difference.high) == pytest.approx((wanted.low, wanted.high))
    assert change.difference.noise is True
    assert "chance alone" in words.change_words(change, 5)


def test_what_more_than_chance_would_explain_is_told_apart_from_noise() -> None:
    found = _report(before=made.told_before())
    change = next(one for one in _line(found, "candour").changes if not one.groups)
    assert change.difference.noise is False
    assert "More than chance" in words.change_words(change, 5)


def test_the_report_says_how_many_changes_would_look_real_by_chance_alone() -> None:
    found = _report(before=made.told_before())
    assert found.comparisons == 9
    assert found.by_chance == pytest.approx(9 * 0.05)
    assert "about 0.5 of them" in words.chance_words(found)
    assert words.chance_words(_report()) == ""


def test_only_groups_that_were_told_as_the_same_cell_both_times_are_compared() -> None:
    joined = made.told_before(cells=[("peer", "report")])
    found = _line(_report(before=joined), "planning")
    assert [one.groups for one in found.changes] == [()]


def test_where_nothing_was_told_before_nothing_is_compared_and_the_reason_stands_there() -> None:
    found = _line(_report(before=made.told_before(told=False)), "planning")
    assert found.changes == ()
    assert found.not_compared == NOT_TOLD
    assert all(one.change is None for one in found.behaviours)


def _reworded(key: str):
    held = made.model()
    competencies = [
        one
        if one.key != key
        else Competency(
            key=one.key,
            name=one.name,
            definition=one.definition,
            behaviours={"manager": (one.behaviours["manager"][0], Behaviour(key=f"{key}-2", says="Something else."))},
        )
        for one in held.competencies
    ]
    return made.model(competencies=tuple(competencies))


def test_a_competency_with_another_question_is_not_compared_but_its_question_that_stayed_is() -> None:
    other = _reworded("planning")
    before = made.result(made.BEFORE, of=other, own=made.all_at(4))
    found = _report(before=before, before_model=other)
    line = _line(found, "planning")
    assert (line.changes, line.not_compared) == ((), ASKED_OTHERWISE)
    assert [one.change is not None for one in line.behaviours] == [True, False]
    assert _line(found, "listening").changes


def test_a_competency_is_found_again_by_its_questions_though_its_key_is_another() -> None:
    held = made.model()
    renamed = made.model(
        competencies=tuple(
            Competency(key=f"old-{one.key}", name=one.name, definition=one.definition, behaviours=one.behaviours)
            for one in held.competencies
        )
    )
    before = made.result(made.BEFORE, of=renamed, own=made.all_at(4))
    line = _line(_report(before=before, before_model=renamed), "listening")
    assert line.changes
    assert line.own_change == pytest.approx(1.0)


def test_another_scale_is_not_compared() -> None:
    other = made.model(scale=RatingScale(points=("Low", "Middle", "High")))
    before = made.result({"peer": [made.all_at(2)] * 4}, of=other, own=made.all_at(3))
    line = _line(_report(before=before, before_model=other), "listening")
    assert (line.changes, line.not_compared, line.own_change) == ((), OTHER_SCALE, None)
    assert all(one.change is None for one in line.behaviours)


def _alike(place: int, number: int) -> AssessmentResult:
    """What is told of so many peers who all chose one place, as the closing makes it."""
    plain = made.result({"peer": [made.all_at(place)] * number})
    told = spread_of(("peer",), [float(place)] * number, minimum=plain.minimum, confidence=0.95, points=5)
    return plain.model_copy(
        update={
            "competencies": tuple(
                one.model_copy(update={"cells": (told,), "others": told}) for one in plain.competencies
            )
        }
    )


def test_where_everybody_answered_alike_there_is_an_interval_as_in_any_group_so_large_and_the_report_says_so() -> None:
    report = _report(_alike(4, 6), before=_alike(2, 6))
    line = _line(report, "listening")
    # With five degrees of freedom 2.5706 × 0.7 / 2.4495 = 0.73: from 3.3 to 4.7.
    assert words.interval(line.others, 5) == "3.30 to 4.70"
    # 0.7 both times: ten degrees of freedom, 2.2281 × 0.7 × √(2 / 6) = 0.90.
    assert words.change_words(line.changes[0], 5) == (
        "2.00 of 6 before: +2.00, between +1.10 and +2.90. More than chance would explain."
    )
    said = words.statistics_words(report)
    assert "its spread as it is told, which is 0.70 at least" in said
    assert "a group in which everybody answered alike has one as any other. Of fewer than 6 there is none." in said
    assert said in words_of_pdf(report_pdf(_paper(report)))


def test_a_change_of_fewer_than_twice_the_minimum_has_no_interval_and_is_not_called_real() -> None:
    line = _line(_report(_alike(4, 6), before=_alike(3, 5)), "listening")
    change = line.changes[0]
    assert change.difference.at == 1
    assert change.difference.noise is None
    assert "nobody can tell" in words.change_words(change, 5)
    assert words.interval(_line(_report(_alike(4, 5)), "listening").others, 5) == "none"


def test_a_part_holds_the_chosen_competencies_alone_and_comments_only_where_they_are_shown() -> None:
    part = _report(only=["candour"], comments=False)
    assert [one.key for one in part.lines] == ["candour"]
    assert part.left_out == ("listening", "planning")
    assert "Says it as it is" not in str(part.plain())
    assert "I try." not in str(_report(only=["listening"], comments=False).plain())
    assert "Let others finish." in str(_report(only=["listening"]).plain())
    assert "Let others finish." not in str(_report(only=["candour"]).plain())


def test_the_average_of_the_role_stands_beside_the_competency_it_is_of() -> None:
    found = _report(averages={"candour": RoleAverage(mean=3.5, sd=0.4, people=12)})
    assert [one.role.mean if one.role else None for one in found.lines] == [None, None, 3.5]


def test_a_picture_shows_each_view_by_its_own_form_and_says_what_it_shows() -> None:
    found = _report(averages={"candour": RoleAverage(mean=3.5, sd=None, people=12)})
    (drawn,) = overviews(found)
    shapes = [tuple(mark.shape for mark in lane.marks) for lane in drawn.lanes]
    assert shapes[0] == (Shape.OTHERS, Shape.SUPERVISOR, Shape.OWN)
    assert shapes[2] == (Shape.ROLE, Shape.OTHERS, Shape.SUPERVISOR, Shape.OWN)
    assert "Candour: average of the role 3.50; all in groups 4.13, between 3.43 and 4.82" in drawn.says
    lanes = of_competency(_line(found, "candour"), found)
    assert [one.name for one in lanes.lanes] == [
        "Own view", "Supervisor: Sam Supervisor", "Peers (4)", "Direct reports (4)", "All in groups (8)",
        "Average of the role",
    ]  # fmt: skip


def test_a_competency_of_which_nothing_is_known_is_not_drawn() -> None:
    found = _report(made.result({"peer": [], "report": []}, told=False))
    assert overviews(found) == ()
    assert of_competency(found.lines[0], found) is None


def test_a_long_profile_is_drawn_in_several_pictures() -> None:
    assert [len(one.lanes) for one in overviews(_report(), most=2)] == [2, 1]


def test_groups_are_named_in_one_order_whatever_the_order_of_the_cell() -> None:
    assert group_words(("other", "peer")) == "Peers and others"
    assert group_words(("report", "other", "peer")) == "Peers, direct reports and others"
    assert group_words(()) == "All in groups"


@pytest.mark.filterwarnings("ignore:Precision loss")  # of the reference, where one side answered alike
@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=12),
    st.lists(st.integers(1, 5), min_size=2, max_size=12),
)
def test_from_numbers_means_and_spreads_alone_comes_the_interval_of_the_answers_themselves(now, before) -> None:
    one, other = (sample_of(tuple(rows.count(place) for place in range(1, 6))) for rows in (now, before))
    found = welch(one, other, 0.95)
    if len(set(now)) == len(set(before)) == 1:
        assert found.noise is None
        return
    wanted = ttest_ind(now, before, equal_var=False).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high))


def test_one_answer_has_no_interval() -> None:
    assert welch(Sample(n=1, mean=3, sd=None), Sample(n=5, mean=2, sd=1), 0.95).noise is None
    assert sample_of((0, 0, 0)) is None


def test_an_interval_that_is_told_to_touch_no_change_is_not_called_more_than_chance() -> None:
    # From 0.004 on it is told as from 0.00 on.
    touching = MeanDifference(at=1.0, low=0.004, high=1.996)
    assert words.difference_words(touching) == "+1.00, between 0.00 and +2.00. That may be chance alone."
    assert MeanDifference(at=-1.0, low=-2.0, high=-0.004).noise is True
    outside = MeanDifference(at=1.0, low=0.005, high=1.995)
    assert words.difference_words(outside) == "+1.00, between +0.01 and +2.00. More than chance would explain."
