"""The ladder: what a class asks, which of it is shown, and that what nobody looked at is never a no."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from meritbook.competency_models import load_competency_models
from meritbook.core.competencies.ladder import (
    Ladder,
    Part,
    Rated,
    Step,
    competency_steps,
    determined_step,
    next_class,
    not_shared,
    qualification_step,
    without_names,
)
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.result import AssessmentResult
from meritbook.core.qualifications.candidate import Candidate, Job, PartialDate
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.verdict import Verdict
from meritbook.plans.loader import load_shipped
from meritbook.policies import find_policy
from talent_world import MEANS, NOT_TOLD, result, spread

MODEL: CompetencyModel = load_competency_models()["maine"]
MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
ON = date(2026, 3, 2)


def rated(role: str = "manager", *, model: CompetencyModel = MODEL, found: Any = None, at: str = "3.5") -> Rated:
    """An assessment in a role."""
    told: AssessmentResult = found or result(model, role, MEANS, {"integrity": 5})
    return Rated(model=model, role=role, result=told, closed_on=ON, shown_at=Decimal(at))


def steps(role: str, seen: Rated | None, model: CompetencyModel = MODEL) -> dict[str, Step]:
    """The steps by their keys."""
    return {one.key: one for one in competency_steps(model, role, seen)}


def test_the_next_class_is_the_one_after_in_its_series_and_the_last_has_none() -> None:
    plan = load_shipped()["maine"].plan
    found = next_class(plan, "public-service-manager-ii")
    assert found is not None
    assert (found[0].ref, found[1].ref) == ("public-service-manager", "public-service-manager-iii")
    assert next_class(plan, "public-service-manager-iii") is None
    assert next_class(plan, "ferry-captain") is None


def test_what_others_saw_in_the_role_itself_decides_from_the_mean_that_the_policy_names() -> None:
    found = steps("manager", rated())
    assert found["customer-focused"].verdict is MET
    assert found["integrity"].verdict is NOT_MET
    assert "Others saw it as Manager at 3.10 (between 2.70 and 3.50); it counts as shown from 3.5 on." in (
        found["integrity"].says
    )
    exactly = rated(found=result(MODEL, "manager", {"integrity": 3.5}))
    assert steps("manager", exactly)["integrity"].verdict is MET


def test_an_interval_that_reaches_over_the_line_is_said() -> None:
    found = steps("manager", rated())
    assert "other raters might have said otherwise" in found["visionary"].says
    assert "otherwise" not in found["customer-focused"].says


def test_without_an_assessment_every_competency_is_undetermined() -> None:
    found = steps("manager", None)
    assert len(found) == 10
    assert {one.verdict for one in found.values()} == {OPEN}
    assert all(one.figures is None and one.open for one in found.values())


def test_what_too_few_rated_is_undetermined_and_ones_own_view_decides_nothing() -> None:
    high = rated(found=result(MODEL, "manager", {}, {NOT_TOLD: 5}))
    found = steps("manager", high)[NOT_TOLD]
    assert (found.verdict, found.says) == (OPEN, "So few people rated it that nothing of it is told.")
    assert found.figures is not None
    assert (found.figures.mean, found.figures.own) == (None, 5.0)


@pytest.mark.parametrize(
    ("rated_as", "aimed_at", "shown", "not_shown"),
    [
        ("manager", "executive", OPEN, NOT_MET),
        ("executive", "manager", MET, OPEN),
        ("coordinator", "executive", OPEN, NOT_MET),
    ],
)
def test_another_role_covers_only_what_lies_below_it_and_rules_out_only_what_lies_above(
    rated_as: str, aimed_at: str, shown: Verdict, not_shown: Verdict
) -> None:
    found = steps(aimed_at, rated(rated_as))
    assert found["customer-focused"].verdict is shown
    assert found["integrity"].verdict is not_shown


def test_a_version_that_asks_for_other_behaviours_leaves_an_older_report_undetermined() -> None:
    plain = MODEL.plain()
    for competency in plain["competencies"]:
        if competency["key"] == "customer-focused":
            for one in competency["behaviours"]["manager"]:
                one["says"] = f"Does it otherwise: {one['says'][:200]}"
    newer = CompetencyModel.model_validate(plain)
    found = steps("manager", rated(), newer)
    assert found["customer-focused"].verdict is OPEN
    assert "The model asks for other behaviours since." in found["customer-focused"].says
    assert found["integrity"].verdict is NOT_MET


def test_a_competency_that_the_assessment_did_not_ask_for_is_undetermined() -> None:
    plain = MODEL.plain()
    plain["competencies"] = [one for one in plain["competencies"] if one["key"] != "visionary"]
    older = CompetencyModel.model_validate(plain)
    seen = rated(model=older, found=result(older, "manager", MEANS))
    found = steps("manager", seen)["visionary"]
    assert (found.verdict, found.says) == (OPEN, "The assessment as Manager did not ask for it.")


def test_a_line_that_no_point_of_the_scale_reaches_decides_nothing() -> None:
    found = steps("manager", rated(at="6"))["customer-focused"]
    assert found.verdict is OPEN
    assert "the scale ends at 5" in found.says


def test_a_line_beyond_every_mean_that_is_told_decides_nothing() -> None:
    told = result(MODEL, "manager", {"integrity": 4.5})
    found = steps("manager", rated(at="4.6", found=told))["integrity"]
    assert found.verdict is OPEN
    assert "no mean is told beyond 4.5" in found.says
    at_the_end = steps("manager", rated(found=told))["integrity"]
    assert "at 4.5 or more (4.10 or more)" in at_the_end.says
    assert "others 4.5 or more (4.10 or more, 6 people)" in at_the_end.figures.says


def test_what_is_not_shared_carries_no_evidence_and_what_is_shared_no_name() -> None:
    seen = steps("manager", rated())["integrity"]
    assert seen.figures is not None
    assert seen.figures.own == 5.0
    without = without_names(seen).figures
    assert without is not None
    assert (without.own, without.supervisor, without.mean) == (None, None, 3.1)
    hidden = not_shared(seen)
    assert (hidden.verdict, hidden.figures, hidden.open) == (OPEN, None, ())
    assert "3.1" not in hidden.model_dump_json()
    only_own = steps("manager", rated(found=result(MODEL, "manager", {}, {NOT_TOLD: 5})))[NOT_TOLD]
    assert without_names(only_own).figures is None


def _judged(starts: str, text: str = "Four years of professional experience in auditing.") -> Any:
    job = Job(
        id="j1", starts=PartialDate.read(starts), current=True, hours=Decimal(40), paid=True, employer="Bureau",
        title="Professional auditor", duties=("Audits the tax returns of businesses as a professional auditor.",),
    )  # fmt: skip
    candidate = Candidate(number="1", jobs=(job,), degrees=(), licences=())
    return judge(parse_requirement(text), candidate, find_policy("plain"), on=ON)


def test_minimum_qualifications_tell_what_is_lacking_and_when_time_alone_meets_them() -> None:
    met = qualification_step(_judged("2015-01"), "Four years.", ON)
    assert (met.verdict, met.open) == (MET, ())
    short = qualification_step(_judged("2024-03"), "Four years.", ON)
    assert short.verdict is NOT_MET
    assert short.open[-1] == "By time alone it is met on 29 February 2028."
    assert "stated on 2 March 2026, counted by the policy plain." in short.says


def test_what_is_lacking_is_told_without_the_place_of_its_part_in_the_text() -> None:
    short = qualification_step(_judged("2024-03"), "Four years.", ON)
    assert short.open[0] == "23.94 months are missing"


def test_what_was_found_of_each_part_goes_with_what_is_shared_no_further() -> None:
    part = Part(asks="Four years", verdict=NOT_MET, says="24 of 48 months counted.")
    step = qualification_step(_judged("2024-03"), "Four years.", ON, (part,))
    assert step.parts == (part,)
    assert not_shared(step).parts == ()


def test_what_a_person_determined_is_the_answer() -> None:
    computed = qualification_step(_judged("2024-03"), "Four years.", ON)
    found = determined_step(computed, met=True, said="Determined on 1 March 2026 in examination 2026-014.")
    assert (found.verdict, found.open) == (MET, ())
    other = determined_step(computed, met=False, said="Determined.")
    assert (other.verdict, other.open) == (NOT_MET, computed.open)


def test_a_ladder_is_met_only_when_every_step_is_and_one_without_steps_is_undetermined() -> None:
    found = steps("manager", rated())
    some = Ladder(on=ON, steps=(found["customer-focused"], found[NOT_TOLD]))
    assert some.verdict is OPEN
    assert Ladder(on=ON, steps=(*some.steps, found["integrity"])).verdict is NOT_MET
    assert Ladder(on=ON, steps=(found["customer-focused"],)).verdict is MET
    assert Ladder(on=ON, steps=()).verdict is OPEN
    assert some.counted(OPEN) == 1


def test_figures_in_words_name_whose_they_are() -> None:
    seen = steps("manager", rated())["integrity"]
    assert seen.figures is not None
    assert seen.figures.says == "others 3.10 (between 2.70 and 3.50, 6 people); own view 5.00"
    assert spread(3.1).n == 6


def test_a_line_within_reach_of_a_group_that_is_told_as_an_end_decides_nothing() -> None:
    # Three told as 4.5 or more may all have given 5: the mean of all six, told as 3.4, lies 0.5 × 3 / 6 = 0.25 higher.
    found = result(MODEL, "manager", {"integrity": 3.4})
    cells = tuple(
        spread(mean, n=3).model_copy(update={"groups": (group,)}) for group, mean in (("peer", 4.5), ("report", 2.3))
    )
    told = found.competency("integrity")
    apart = told.model_copy(update={"cells": cells})
    assert apart.reach(5) == (0.0, 0.25)
    others = tuple(apart if one.key == "integrity" else one for one in found.competencies)
    held = found.model_copy(update={"competencies": others})
    step = steps("manager", rated(found=held, at="3.5"))["integrity"]
    assert step.verdict is OPEN
    assert "between 3.40 and 3.65" in step.says
    assert steps("manager", rated(found=held, at="3.4"))["integrity"].verdict is MET
    assert steps("manager", rated(found=held, at="3.7"))["integrity"].verdict is NOT_MET
