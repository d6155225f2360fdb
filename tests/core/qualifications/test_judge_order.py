"""One thing after another, and work without a break: computed where the dates allow, asked where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.qualifications.making import ON, amount, asks, candidate, degree, full, job, requirement
from meritbook.core.qualifications.candidate import Candidate, HeldLicence, Job, PartialDate
from meritbook.core.qualifications.judge import Settled, judge
from meritbook.core.qualifications.judge.model import Judgement
from meritbook.core.qualifications.judge.months import shown
from meritbook.core.qualifications.model import (
    AllOf,
    AnyNode,
    AnyOf,
    AtLeast,
    Education,
    Experience,
    InOrder,
    Licence,
    Rate,
    Substitution,
    Training,
)
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
YES = Settled(verdict=MET, by="R. Osei", why="The papers show it.")
NO = Settled(verdict=NOT_MET, by="R. Osei", why="It was other work.")
NOTHING: Mapping[str, Settled] = {}
ACCOUNTING = {"fields": ("accounting",)}
SUPERVISORY = {"levels": ("supervisory",)}


def judged(root: AnyNode, who: Candidate, settled: Mapping[str, Settled] = NOTHING) -> Judgement:
    return judge(requirement(root), who, full(), on=ON, settled=settled)


# --- without a break ------------------------------------------------------------------------------------------

UNBROKEN = asks("18", continuous=True)


def two_jobs(second_from: str) -> Candidate:
    """All of 2021, and from a day in 2022 to its end."""
    return candidate(job("a", "2021-01-01", "2021-12-31"), job("b", second_from, "2022-12-31"))


@pytest.mark.parametrize(
    ("second_from", "verdict", "least", "most"),
    [
        ("2022-01-01", MET, "24", "24"),
        # 31 December 2021 is a Friday: a Saturday and a Sunday lie between. 12 + 29 / 31 + 11 = 23.94.
        ("2022-01-03", MET, "23.94", "23.94"),
        # Monday the 3rd without work: 12 alone for certain; 12 + 28 / 31 + 11 = 23.90 if that is no break.
        ("2022-01-04", UNDETERMINED, "12", "23.9"),
        # 31 days: all of January. 12 + 11 = 23 if that is no break.
        ("2022-02-01", UNDETERMINED, "12", "23"),
        # 32 days are a break under every reading.
        ("2022-02-02", NOT_MET, "12", "12"),
    ],
)
def test_two_jobs_run_on_as_far_as_what_lies_between_them_allows(
    second_from: str, verdict: Verdict, least: str, most: str
) -> None:
    node = judged(UNBROKEN, two_jobs(second_from)).node("1")
    assert (node.verdict, f"{node.least:f}", f"{node.most:f}") == (verdict, least, most)


def test_the_days_between_are_shown_and_asked_about() -> None:
    found = judged(UNBROKEN, two_jobs("2022-01-11"))
    says = "From 2022-01-01 through 2022-01-10 lie 10 days (0.32 months) without work that counts."
    assert says in found.node("1").says
    assert [(one.question, one.about) for _, one in found.questions()] == [(f"{says} Was that a break?", "continuous")]
    assert judged(UNBROKEN, two_jobs("2022-01-11"), {"1": YES}).verdict is MET


def test_the_longest_run_counts_and_not_the_sum() -> None:
    # 12 + 12 months with a year between are 24 months, and 12 without a break.
    who = candidate(job("a", "2019-01-01", "2019-12-31"), job("b", "2021-01-01", "2021-12-31"))
    found = judged(UNBROKEN, who).node("1")
    assert (found.verdict, found.says.split(" From")[0]) == (NOT_MET, "12 of 18 months without a break.")
    assert [line.least for line in found.jobs] == [12, 12]
    assert judged(asks("18"), who).verdict is MET


def test_a_job_that_may_count_may_close_the_gap() -> None:
    node = asks("30", continuous=True, **ACCOUNTING)
    between = job("b", "2020-01-01", "2020-12-31", title="Lead")
    who = candidate(
        job("a", "2019-01-01", "2019-12-31", title="Accountant"),
        between,
        job("c", "2021-01-01", "2021-12-31", title="Accountant"),
    )
    open_ = judged(node, who)
    assert (open_.verdict, [one.about for _, one in open_.questions()]) == (UNDETERMINED, ["b"])
    for answer, verdict in ((YES, MET), (NO, NOT_MET)):
        assert judged(node, who, {"1/b": answer}).verdict is verdict


def test_time_alone_fills_a_run_that_goes_on_and_not_one_that_broke_off() -> None:
    # The run that goes on began on 1 January 2023: 18 months are full on 30 June 2024.
    who = candidate(job("a", "2021-01-01", "2021-12-31"), job("b", "2023-01-01"))
    found = judged(UNBROKEN, who).node("1")
    assert (found.verdict, found.met_on) == (NOT_MET, date(2024, 6, 30))
    assert judge(requirement(UNBROKEN), who, full(), on=date(2024, 6, 30)).verdict is MET


# --- one after the other --------------------------------------------------------------------------------------

FOLLOWED = InOrder(
    id="1", text="followed by", parts=(asks("24", "1.1", **ACCOUNTING), asks("12", "1.2", **SUPERVISORY))
)


def books(starts: str, ends: str) -> Job:
    return job("books", starts, ends, title="Accountant")


def lead(starts: str, ends: str) -> Job:
    return job("lead", starts, ends, title="Shift supervisor")


@pytest.mark.parametrize(
    ("starts", "ends", "verdict"),
    [
        # The 24 months are full on 31 December 2019. From 1 January 2020 twelve are full on 31 December 2020.
        ("2020-01-01", "2020-12-31", MET),
        ("2020-01-01", "2020-12-30", NOT_MET),
        # Eighteen months, of which the six of 2019 ran beside the accounting.
        ("2019-07-01", "2020-12-31", MET),
        # Twelve months, of which six ran beside it: six are left.
        ("2019-07-01", "2020-06-30", NOT_MET),
        # Before it.
        ("2016-01-01", "2016-12-31", NOT_MET),
    ],
)
def test_what_follows_counts_from_the_day_after_the_first_is_full(starts: str, ends: str, verdict: Verdict) -> None:
    who = candidate(books("2018-01-01", "2019-12-31"), lead(starts, ends))
    found = judged(FOLLOWED, who, {"1.1/lead": NO, "1.2/books": NO})
    assert found.verdict is verdict
    if found.node("1.2").verdict is MET:
        assert "1.1: reached on 2019-12-31." in found.node("1").says


def test_the_earliest_day_of_the_first_leaves_the_most_time() -> None:
    # Four years of accounting: 24 months are full on 31 December 2017, and the supervision of 2018 follows that.
    who = candidate(books("2016-01-01", "2019-12-31"), lead("2018-01-01", "2018-12-31"))
    found = judged(FOLLOWED, who, {"1.1/lead": NO, "1.2/books": NO})
    assert found.verdict is MET
    assert "1.2: reached on 2018-12-31." in found.node("1").says


def test_dates_that_do_not_tell_the_order_leave_it_open_and_a_person_settles_it() -> None:
    asked = InOrder(id="1", parts=(asks("12", "1.1", **ACCOUNTING), asks("6", "1.2", **SUPERVISORY)))
    # From some day of 2017 on: twelve months are full between 31 December 2017 and 30 December 2018. Of the
    # supervision of July 2018 to May 2019 all eleven months follow the first of these days, and five the second.
    who = candidate(books("2017", "2019"), lead("2018-07-01", "2019-05-31"))
    not_it = dict.fromkeys(("1.1/lead", "1.2/books"), NO)
    open_ = judged(asked, who, not_it)
    assert [open_.node(one).verdict for one in ("1", "1.1", "1.2")] == [UNDETERMINED, MET, MET]
    assert "reached between 2017-12-31 and 2018-12-30" in open_.node("1").says
    assert [one.about for _, one in open_.questions()] == ["order"]
    assert judged(asked, who, {**not_it, "1": YES}).verdict is MET


@pytest.mark.parametrize(
    ("ends", "verdict"),
    # From 21 May 2019, the day after the degree, twelve months are full on 20 May 2020.
    [("2020-05-20", MET), ("2020-05-19", NOT_MET)],
)
def test_work_that_must_follow_a_degree_counts_from_the_day_after_it(ends: str, verdict: Verdict) -> None:
    study = Education(id="1.1", text="a degree", level="bachelor")
    asked = InOrder(id="1", parts=(study, asks("12", "1.2")))
    who = candidate(job("a", "2015-01-01", ends), degrees=[degree("d", "bachelor", conferred="2019-05-20")])
    assert judged(asked, who).verdict is verdict


def test_a_degree_that_must_follow_work_is_one_of_a_later_day() -> None:
    study = Education(id="1.2", text="a degree", level="bachelor")
    asked = InOrder(id="1", parts=(asks("12", "1.1"), study))
    work = job("a", "2018-01-01", "2018-12-31")
    days = {"2019-01-01": MET, "2018-12-31": NOT_MET, "2018": NOT_MET, "2019": MET}
    for when, verdict in days.items():
        assert judged(asked, candidate(work, degrees=[degree("d", "bachelor", conferred=when)])).verdict is verdict
    # 11.25 months are full on 8 December; the degree is of some day of December, before it or after.
    year = candidate(job("a", "2018-01-01", "2018-12-15"), degrees=[degree("d", "bachelor", conferred="2018-12")])
    assert judged(InOrder(id="1", parts=(asks("11.25", "1.1"), study)), year).verdict is UNDETERMINED


def test_a_licence_that_must_come_first_counts_from_the_day_it_began() -> None:
    paper = Licence(id="1.1", text="a licence", name="driver")
    asked = InOrder(id="1", parts=(paper, asks("12", "1.2")))
    for begun, verdict in (("2021-12-31", MET), ("2022-01-01", NOT_MET), ("", UNDETERMINED)):
        held = HeldLicence(
            id="l", name="Driver", never_lapses=True, valid_from=PartialDate.read(begun) if begun else None
        )
        who = candidate(job("a", "2020-01-01", "2022-12-31"), licences=(held,))
        assert judged(asked, who).verdict is verdict


def test_either_of_two_ways_may_come_first_and_all_of_several_must() -> None:
    early, late = asks("12", "1.1.1", **ACCOUNTING), asks("12", "1.1.2", **SUPERVISORY)
    after = Education(id="1.2", text="a degree", level="bachelor")
    who = candidate(
        books("2018-01-01", "2018-12-31"),
        lead("2020-01-01", "2020-12-31"),
        degrees=[degree("d", "bachelor", conferred="2019-06-01")],
    )
    assert judged(InOrder(id="1", parts=(AnyOf(id="1.1", parts=(early, late)), after)), who).verdict is MET
    # Whether the other job was of the kind asked for is open, and might have been early enough.
    none = {"1.1.2/books": NO}
    both = InOrder(id="1", parts=(AllOf(id="1.1", parts=(early, late)), after))
    assert judged(both, who, none).verdict is NOT_MET


def test_training_has_no_day_so_that_its_order_is_asked() -> None:
    asked = InOrder(id="1", parts=(Training(id="1.1", text="an academy"), asks("12", "1.2")))
    who = candidate(job("a", "2020-01-01", "2022-12-31"))
    found = judged(asked, who, {"1.1": YES})
    assert (found.verdict, [one.about for _, one in found.questions()]) == (UNDETERMINED, ["order"])


def test_what_stands_in_for_a_part_has_no_day_either() -> None:
    rate = Rate(give_degree="bachelor", get=amount("12"))
    stands_in = Substitution(id="1.2", text="", offers=Education(id="1.2.1"), asks="experience", rates=(rate,))
    ordered = InOrder(id="1.1", parts=(asks("24", "1.1.1", **ACCOUNTING), asks("12", "1.1.2")))
    who = candidate(books("2019-01-01", "2019-12-31"), degrees=[degree("d", "bachelor", conferred="2015")])
    found = judged(AllOf(id="1", parts=(ordered,), modifiers=(stands_in,)), who)
    assert [found.node(one).verdict for one in ("1", "1.1", "1.1.1")] == [UNDETERMINED, UNDETERMINED, MET]
    assert [one.about for _, one in found.questions()] == ["order"]


def test_some_of_several_are_counted_anew_when_something_stands_in_for_one() -> None:
    rate = Rate(give_degree="bachelor", get=amount("12"))
    stands_in = Substitution(id="1.2", text="", offers=Education(id="1.2.1"), asks="experience", rates=(rate,))
    some = AtLeast(id="1.1", n=1, parts=(asks("24", "1.1.1"), Licence(id="1.1.2", text="a licence", name="driver")))
    who = candidate(job("a", "2019-01-01", "2019-12-31"), degrees=[degree("d", "bachelor", conferred="2015")])
    found = judged(AllOf(id="1", parts=(some,), modifiers=(stands_in,)), who)
    assert (found.verdict, found.node("1.1").says) == (MET, "1 of the 1 asked for are met.")


def test_no_part_follows_what_was_not_reached() -> None:
    node: Experience = asks("12", "1.1", **ACCOUNTING)
    found = judged(InOrder(id="1", parts=(node, asks("12", "1.2"))), candidate())
    assert found.verdict is NOT_MET


def test_a_degree_that_is_not_the_one_asked_for_sets_no_day() -> None:
    study = Education(id="1.1", text="a degree", level="bachelor")
    papers = [degree("d", "bachelor", conferred="2019-05-20"), degree("school", "high_school", conferred="2005-06")]
    who = candidate(job("a", "2015-01-01", "2020-05-19"), degrees=papers)
    assert judged(InOrder(id="1", parts=(study, asks("12", "1.2"))), who).verdict is NOT_MET


@pytest.mark.parametrize(("conferred", "verdict"), [("2020-06-14", NOT_MET), ("2020-06-15", MET)])
def test_a_first_part_that_must_be_recent_is_full_only_by_recent_time(conferred: str, verdict: Verdict) -> None:
    # The last five years began on 15 June 2019; twelve months of them are full on 14 June 2020.
    first = asks("12", "1.1", within=amount("5", "year"))
    asked = InOrder(id="1", parts=(first, Education(id="1.2", text="a degree", level="bachelor")))
    who = candidate(job("a", "2015-01-01"), degrees=[degree("d", "bachelor", conferred=conferred)])
    assert judged(asked, who).verdict is verdict


def test_where_no_source_says_how_days_become_months_a_run_is_counted_in_every_way() -> None:
    found = judge(
        requirement(UNBROKEN), candidate(job("a", "2021-04-16", "2021-05-31")), full(months=None), on=ON
    ).node("1")
    # 15 / 30 of April and May are 1.5 calendar months; April's fifteen days may make it whole.
    assert (found.least, found.most) == (Decimal("1.5"), Decimal(2))


# --- day by day -----------------------------------------------------------------------------------------------

THIRTY = full(months={"how": "thirty_day"})
SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 150)), max_size=3)
FIRST = date(2020, 1, 1)


def held(spans: list[tuple[int, int]], name: str, title: str) -> tuple[Job, ...]:
    """Full-time jobs that begin so many days after the first, and last so many."""
    days = [(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length - 1)) for start, length in spans]
    return tuple(
        job(f"{name}{place}", first.isoformat(), last.isoformat(), title=title)
        for place, (first, last) in enumerate(days)
    )


def worked(spans: list[tuple[int, int]]) -> set[int]:
    return {day for start, length in spans for day in range(start, start + length)}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPANS, SPANS, st.integers(1, 4), st.integers(1, 4))
def test_what_follows_what_is_that_of_a_count_day_by_day(
    first: list[tuple[int, int]], then: list[tuple[int, int]], before: int, after: int
) -> None:
    asked = InOrder(id="1", parts=(asks(str(before), "1.1", **ACCOUNTING), asks(str(after), "1.2", **SUPERVISORY)))
    books_, leads = held(first, "b", "Accountant"), held(then, "l", "Shift supervisor")
    apart = {**{f"1.2/{one.id}": NO for one in books_}, **{f"1.1/{one.id}": NO for one in leads}}
    found = judge(requirement(asked), candidate(*books_, *leads), THIRTY, on=ON, settled=apart)
    full_on = sorted(worked(first))[30 * before - 1 : 30 * before]
    follows = [day for day in worked(then) if full_on and day > full_on[0]]
    assert found.verdict is (MET if len(follows) >= 30 * after else NOT_MET)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPANS)
def test_the_longest_run_is_that_of_a_count_day_by_day(spans: list[tuple[int, int]]) -> None:
    node = asks("1", continuous=True)
    found = judge(requirement(node), candidate(*held(spans, "j", "")), THIRTY, on=ON).node("1")
    days, best, most = worked(spans), [0], [0]
    run, wide, idle = 0, 0, []
    for day in range(600):
        if day in days:
            weekend = len(idle) <= 2 and all((FIRST + timedelta(days=one)).weekday() >= 5 for one in idle)
            run = run + 1 if weekend else 1
            wide = wide + 1 if len(idle) <= 31 else 1
            idle = []
            best.append(run)
            most.append(wide)
        else:
            idle.append(day)
    assert (found.least, found.most) == tuple(shown(Fraction(max(one), 30)) for one in (best, most))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPANS.filter(bool))
def test_a_further_job_never_shortens_a_run(spans: list[tuple[int, int]]) -> None:
    node = requirement(asks("1", continuous=True))
    fewer, more = (
        judge(node, candidate(*held(some, "j", "")), full(), on=ON).node("1") for some in (spans[:-1], spans)
    )
    assert fewer.least is not None
    assert fewer.most is not None
    assert more.least is not None
    assert more.most is not None
    assert more.least >= fewer.least
    assert more.most >= fewer.most
