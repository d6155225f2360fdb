"""What is worked out quickly is what is worked out with its reasons, whatever the requirement and the candidate."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.qualifications.making import ON, amount, degree, full, job, requirement
from meritbook.core.qualifications.candidate import Candidate, HeldLicence, Job, PartialDate
from meritbook.core.qualifications.judge import Judge, Settled
from meritbook.core.qualifications.judge.counting import Stretch, count, credited, total
from meritbook.core.qualifications.judge.months import CONVENTIONS, UNIT, units_of
from meritbook.core.qualifications.judge.work import in_order
from meritbook.core.qualifications.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Counting,
    Credits,
    Education,
    Equivalent,
    Experience,
    InOrder,
    Licence,
    Rate,
    Special,
    Substitution,
    Training,
)
from meritbook.core.qualifications.policy import Policy
from meritbook.core.verdict import Verdict

patient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DATES = st.sampled_from(["2010", "2015-03", "2018-01-16", "2020-02-29", "2021-07", "2023-12-31", "2030-01-01"])
JOBS = st.lists(
    st.builds(
        lambda starts, ends, hours, title, duty, paid, changes: job(
            "j",
            starts,
            ends,
            hours,
            title=title,
            duties=(duty,),
            paid=paid,
            changes=changes,
            employer="Court of appeals",
        ),
        DATES | st.just(""),
        DATES | st.just(""),
        st.sampled_from([None, "0", "10", "18.75", "37.5", "40", "90", "200"]),
        st.sampled_from(["Accountant", "Accounting clerk", "Office trainee", "Lead", ""]),
        st.sampled_from(["Supervises the staff of accounting", "Assists in accounting", "Audits"]),
        st.sampled_from([True, True, None, False]),
        st.sampled_from([(), (("2019-06-01", "20"),)]),
    ),
    max_size=3,
).map(lambda found: tuple(one.model_copy(update={"id": f"j{place}"}) for place, one in enumerate(found)))
DEGREES = st.lists(
    st.builds(
        lambda level, when, expected, field, hours: degree(
            "d", level, when, expected, field=field, semester_hours=hours
        ),
        st.sampled_from(["", "high_school", "college", "associate", "bachelor", "master", "professional"]),
        st.sampled_from(["", "2012", "2024-06"]),
        st.sampled_from(["", "2025"]),
        st.sampled_from(["", "Accounting", "Art", "Public accounting"]),
        st.sampled_from([None, Decimal(30), Decimal(60)]),
    ),
    max_size=1,
).map(tuple)
LICENCES = st.sampled_from(
    [(), None, (HeldLicence(id="l", name="Driver license", valid_through=PartialDate.read("2024-06")),)]
)
CANDIDATES = st.builds(
    lambda jobs, degrees, licences: Candidate(number="7", jobs=jobs, degrees=degrees, licences=licences),
    st.none() | JOBS,
    st.none() | DEGREES,
    LICENCES,
)
RULES: dict[str, list[dict[str, Any] | None]] = {
    "full_time_hours": [None, {"hours": "40"}, {"hours": "37.5"}],
    "part_time": [
        None,
        {"how": "proportional", "least_hours": "15"},
        {"how": "not_counted"},
        {"how": "hours", "hours_a_month": "173.33", "weeks_a_month": ["4.33", "4.35"]},
        {"how": "thresholds", "thresholds": [{"hours": "15", "share": "0.3"}, {"hours": "30", "share": "0.7"}]},
    ],
    "overlap": [None, {"how": "once"}, {"how": "sum_to_full_time"}],
    "months": [None, *({"how": how} for how in CONVENTIONS)],
    "rounding": [None, {"how": "none"}, {"how": "down"}, {"how": "nearest"}],
    "volunteer": [None, {"how": "counted"}, {"how": "not_counted"}],
    "partial_dates": [None, {"how": "whole_months"}, {"how": "first_of_month"}],
    "degree_years": [None, {"associate": "2", "bachelor": "4", "master": "6", "most": "5"}],
    "credits_to_year": [None, {"semester": "30"}],
    "degree_in_progress": [None, {"how": "admits"}, {"how": "not_held"}],
    "education_for_experience": [None, *({"how": how} for how in ("agency_determines", "year_for_year", "never"))],
}
POLICIES = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in RULES.items()}).map(
    lambda rules: full(**rules)
)


@st.composite
def leaves(draw: st.DrawFn) -> Any:
    """One asked thing."""
    kind = draw(st.integers(0, 6))
    if kind <= 2:
        return Experience(
            text="experience",
            amount=draw(st.none() | st.sampled_from([amount("6"), amount("2", "year"), amount("900", "hour")])),
            fields=draw(st.sampled_from([(), ("accounting",)])),
            levels=draw(st.sampled_from([(), ("professional",), ("supervisory",)])),
            where=draw(st.sampled_from([(), ("appeals court",), ("a bank",)])),
            full_time=draw(st.sampled_from([None, True])),
            continuous=draw(st.sampled_from([None, True])),
            paid=draw(st.sampled_from([None, True, False])),
            within=draw(st.sampled_from([None, amount("5", "year")])),
        )
    if kind == 3:
        return Education(
            text="study",
            level=draw(st.sampled_from(["", "college", "associate", "bachelor"])),
            fields=draw(st.sampled_from([(), ("accounting",)])),
            related_field=draw(st.booleans()),
            equivalent=draw(st.booleans()),
            in_progress=draw(st.booleans()),
            amount=draw(st.sampled_from([None, amount("2", "year")])),
            credits=draw(st.sampled_from([(), (Credits(value=Decimal(24), unit="semester_hour"),)])),
        )
    if kind == 4:
        return Licence(text="licence", name="driver", by=draw(st.sampled_from(["", "appointment"])))
    return Training(text="a course", by="appointment") if kind == 5 else Equivalent(text="an equivalent")


@st.composite
def trees(draw: st.DrawFn, depth: int = 2) -> Any:
    """A tree of joints over asked things, without ids."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(leaves())
    parts = tuple(draw(st.lists(trees(depth=depth - 1), min_size=1, max_size=3)))
    match draw(st.integers(0, 5)):
        case 0:
            return AnyOf(parts=parts, combinable=draw(st.booleans()))
        case 1:
            return AnyOf(parts=parts)
        case 2:
            return AtLeast(n=1, parts=parts)
        case 3:
            return InOrder(parts=parts)
        case 4:
            offers, get = draw(st.sampled_from([Education(), Experience()])), amount("6")
            rates = draw(st.sampled_from([(), (Rate(give=amount("1", "year"), get=get),)]))
            most = draw(st.sampled_from([None, amount("1", "year")]))
            stands_in = Substitution(offers=offers, asks="any", rates=rates, most=most, whole=draw(st.booleans()))
            modifiers = draw(st.sampled_from([(stands_in,), (Counting(counts=False),)]))
            return AllOf(parts=parts, modifiers=modifiers)
        case _:
            return AllOf(parts=(*parts, Special(part=draw(leaves()))))


def numbered(node: Any, path: str = "1") -> Any:
    """The tree with the ids that the grammar gives: paths from the root."""
    change: dict[str, Any] = {"id": path}
    beneath = [(name, getattr(node, name)) for name in ("parts", "modifiers") if getattr(node, name, ())]
    place = 0
    for name, nodes in beneath:
        change[name] = tuple(numbered(one, f"{path}.{place + number}") for number, one in enumerate(nodes, start=1))
        place += len(nodes)
    for name in ("part", "offers"):
        if getattr(node, name, None) is not None:
            change[name] = numbered(getattr(node, name), f"{path}.1")
    return node.model_copy(update=change)


@patient
@given(trees(), CANDIDATES, POLICIES, st.sampled_from(["", "j0", "node"]))
def test_the_verdict_alone_is_that_of_the_judgement(root: Any, who: Candidate, rules: Policy, settled: str) -> None:
    judge = Judge(requirement(numbered(root)), rules, on=ON)
    answer = Settled(verdict=Verdict.MET, by="R. Osei", why="It is.")
    own = {"1": answer} if settled == "node" else {}
    if settled == "j0" and who.jobs:
        own = {f"{node.id}/j0": answer for node in judge.requirement.nodes() if isinstance(node, Experience)}
    assert judge.verdict(who, own) is judge.judge(who, own).verdict


@patient
@given(JOBS, POLICIES, st.booleans())
def test_the_sum_alone_is_that_of_the_count_and_of_its_jobs(jobs: tuple[Job, ...], rules: Policy, sure: bool) -> None:
    policy, ordered = rules.on(ON), in_order(jobs)
    surely = [sure] * len(jobs)
    counted = count(ordered, surely, policy, ON)
    assert total(ordered, surely, policy, ON) == counted.total
    assert total(jobs, surely, policy, ON) == counted.total, "the order plays no part in a sum"
    if policy.rounding is not None and policy.rounding.how == "none":
        assert sum(one.least for one in counted.jobs) == counted.total.least
        assert sum(one.most for one in counted.jobs) == counted.total.most


STRETCHES = st.lists(
    st.lists(
        st.builds(
            lambda start, days, share: Stretch(730_000 + start, 730_000 + start + days, share),
            st.integers(0, 400),
            st.integers(1, 200),
            st.integers(1, 4),
        ),
        max_size=1,
    ),
    max_size=4,
)


@patient
@given(STRETCHES, st.booleans())
def test_each_day_is_credited_once_and_up_to_full_time(jobs: list[list[Stretch]], once: bool) -> None:
    pieces = credited(jobs, once=once, full=4)
    for day in range(730_000, 730_601):
        active = [one.share for job_ in jobs for one in job_ if one.start <= day < one.end]
        got = sum(share for start, end, share, _ in pieces if start <= day < end)
        assert got == (0 if not active else max(active) if once else min(4, sum(active)))


@patient
@given(STRETCHES)
def test_a_fifteen_day_month_is_counted_day_by_day(jobs: list[list[Stretch]]) -> None:
    from datetime import date

    pieces = credited(jobs, once=True)
    shares: dict[tuple[int, int], list[int]] = {}
    for start, end, share, _ in pieces:
        for day in map(date.fromordinal, range(start, end)):
            shares.setdefault((day.year, day.month), []).append(int(share))
    # The share that the fifteenth fullest day of a month reaches is that of the month.
    plain = sum(sorted(days, reverse=True)[14] for days in shares.values() if len(days) >= 15)
    assert Fraction(sum(units_of(pieces, "fifteen_day", len(jobs)))) == plain * UNIT
