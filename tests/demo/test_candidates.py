"""The candidates of the fictional state: the same everywhere, and each kind with the verdict that it was made for."""

from __future__ import annotations

from collections import Counter

from meritbook.core.qualifications.class_text import class_text
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.demo.candidates import ON, DemoRequirement, acts, examinations, file_to_try, requirements
from meritbook.demo.state import load_state
from meritbook.plans import load_shipped
from meritbook.policies import find_policy

WANTED = {
    "degree-and-six-years": "met",
    "ten-years-two-jobs-at-once": "met",
    "degree-to-come": "undetermined",
    "unclear-title": "undetermined",
    "help-desk": "undetermined",
    "no-hours": "undetermined",
    "degree-without-level": "undetermined",
    "two-full-time-jobs-and-long-weeks": "undetermined",
    "not-answered": "undetermined",
    "directs-a-program": "met",
    "master-and-eighteen-months": "undetermined",
    "coordinates": "undetermined",
    "too-short": "not_met",
    "part-time-director": "not_met",
    "three-years": "met",
    "degree-and-one-year": "met",
    "license-lapsed": "not_met",
    "volunteers": "not_met",
    "camp": "undetermined",
    "chief-of-compliance": "undetermined",
    "director-of-program-integrity": "met",
    "advises-directors": "undetermined",
    "directs-two-programs": "met",
}


def judge_of(one: DemoRequirement) -> Judge:
    """The judge of a requirement."""
    text = one.text
    if one.class_name:
        plan, _, ref = one.class_name.partition("/")
        text = next(
            class_text(series, job)
            for series in load_shipped()[plan].plan.series
            for job in series.classes
            if ref in (job.ref, job.code)
        )
    return Judge(parse_requirement(text), find_policy(one.policy), on=ON)


def test_each_kind_of_candidate_has_the_verdict_that_it_was_made_for() -> None:
    judges = {one.key: judge_of(one) for one in requirements()}
    found: dict[str, set[str]] = {}
    for examination in examinations(load_state()):
        for one in examination.candidates:
            verdict = judges[examination.requirement].verdict(one.application.candidate)
            found.setdefault(one.kind, set()).add(verdict.value)
    assert found == {kind: {verdict} for kind, verdict in WANTED.items()}


def test_the_candidates_are_the_same_at_every_run_and_nobody_of_the_state_is_among_them() -> None:
    state = load_state()
    assert examinations(state) == examinations(state)
    assert file_to_try(state) == file_to_try(state)
    every = [one.application for examination in examinations(state) for one in examination.candidates]
    assert len(every) == 161
    assert not {one.person.name for one in every} & {one.full_name for one in state.people}


def test_every_act_is_about_a_candidate_whom_there_is() -> None:
    every = {one.number: one for one in examinations(load_state())}
    done = Counter(act["do"] for act in acts() if every[act["examination"]].copy_of(act["kind"], act["copy"]))
    assert set(done) == {"answer", "determine", "state"}
