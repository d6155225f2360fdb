"""Open questions, and answers remembered: the same question of another candidate, and never anything that is theirs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.qualifications.making import ON, asks, candidate, degree, full, job, requirement, with_study
from meritbook.core.qualifications.candidate import Candidate, HeldLicence, Job, PartialDate
from meritbook.core.qualifications.judge import Judge, Settled, UnknownSettledError
from meritbook.core.qualifications.model import (
    AllOf,
    AnyNode,
    AnyOf,
    Education,
    Equivalent,
    Licence,
    Text,
)
from meritbook.core.qualifications.precedent import Question, open_questions, settle_by, spread
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
YES = Settled(verdict=MET, by="R. Osei", why="The duties are those of an auditor.")
NO = Settled(verdict=NOT_MET, by="R. Osei", why="The duties are those of a cashier.")
AUDITING = {"fields": ("auditing",)}
ONE = asks("12", **AUDITING)


def judge_of(root: AnyNode, **rules: dict[str, str] | None) -> Judge:
    return Judge(requirement(root), full(**rules), on=ON)


def questions(judge: Judge, who: Candidate) -> tuple[Question, ...]:
    return open_questions(judge.requirement, who, judge.judge(who))


def books(job_id: str = "a", **fields: str) -> Job:
    """A job whose words do not plainly show auditing."""
    return job(
        job_id, fields.pop("starts", "2020-01-01"), duties=("Goes  through the books", "Writes reports"), **fields
    )


def test_two_candidates_with_the_same_duties_ask_the_same_question() -> None:
    judge = judge_of(ONE)
    first = candidate(books(title="Examiner", employer="City of Springfield"))
    second = Candidate(
        number="0999",
        jobs=(
            job(
                "x",
                "2015-03",
                "2023-01",
                duties=("writes reports", "Goes through the BOOKS"),
                title="examiner",
                employer="Acme",
            ),
        ),
    )
    (one,), (other,) = questions(judge, first), questions(judge, second)
    assert one.identity == other.identity
    assert len(one.identity) == 64
    assert (one.key, other.key) == ("1/a", "1/x")
    assert (one.node, one.job, one.ask, one.asks_months) == ("1", "a", "analyst", False)
    assert one.evidence == ("title: Examiner", "duty: Goes through the books", "duty: Writes reports")
    assert "Springfield" not in one.model_dump_json()


@pytest.mark.parametrize(
    "other",
    [
        candidate(books(title="Examiner II")),
        candidate(books(title="Examiner", class_title="Clerk")),
        candidate(job("a", "2020-01-01", title="Examiner", duties=("Goes through the books",))),
    ],
)
def test_other_words_ask_another_question(other: Candidate) -> None:
    judge = judge_of(ONE)
    assert questions(judge, candidate(books(title="Examiner")))[0].identity != questions(judge, other)[0].identity


def test_another_policy_or_other_work_asked_for_is_another_question_and_more_of_the_same_work_is_not() -> None:
    who = candidate(books())
    first = questions(judge_of(ONE), who)[0].identity
    assert questions(judge_of(asks("48", **AUDITING)), who)[0].identity == first
    assert questions(judge_of(asks("12", fields=("accounting",))), who)[0].identity != first
    renamed = full().model_copy(update={"key": "other"})
    assert questions(Judge(requirement(ONE), renamed, on=ON), who)[0].identity != first


def test_of_several_that_will_do_the_order_plays_no_part() -> None:
    who = candidate(books())
    first, second = (
        questions(judge_of(asks("12", fields=fields)), who)[0].identity
        for fields in (("auditing", "Banking"), ("banking", "auditing"))
    )
    assert first == second


def test_where_somebody_worked_is_part_of_the_question_only_when_the_text_asks_for_it() -> None:
    acme, city = (candidate(books(employer=employer)) for employer in ("Acme", "City"))
    asked = judge_of(asks("12", where=("a public agency",)))
    assert questions(asked, acme)[0].identity != questions(asked, city)[0].identity
    assert "employer: Acme" in questions(asked, acme)[0].evidence


def test_a_precedent_decides_and_is_told_apart() -> None:
    judge, who = judge_of(ONE), candidate(books())
    identity = questions(judge, who)[0].identity
    judged, still, taken = settle_by(judge, who, {}, {identity: YES})
    assert (judged.verdict, still, dict(taken)) == (MET, (), {"1/a": YES})
    assert judged.node("1").jobs[0].settled == YES
    refused, _, _ = settle_by(judge, who, {}, {identity: NO})
    assert refused.verdict is NOT_MET


def test_an_own_answer_stands_before_a_precedent() -> None:
    judge, who = judge_of(ONE), candidate(books())
    identity = questions(judge, who)[0].identity
    judged, _, taken = settle_by(judge, who, {"1/a": NO}, {identity: YES})
    assert (judged.verdict, dict(taken)) == (NOT_MET, {})
    with pytest.raises(UnknownSettledError):
        settle_by(judge, who, {"1/z": NO}, {})


def test_a_question_that_an_answer_opens_is_asked_in_turn_and_taken_from_precedent_too() -> None:
    # Education may stand in for the months that are missing once the job is known not to count.
    asked = Judge(
        requirement(
            with_study("24", decided_by="the agency").root.model_copy(  # type: ignore[union-attr]
                update={"parts": (asks("24", "1.1", **AUDITING),)}
            )
        ),
        full(education_for_experience={"how": "agency_determines"}),
        on=ON,
    )
    who = candidate(books(), degrees=[degree("d", "master", conferred="2015", field="Law", institution="A college")])
    (first,) = questions(asked, who)
    after, (second,), _ = settle_by(asked, who, {}, {first.identity: NO})
    assert (second.key, second.node, second.asks_months, second.ask) == ("1.2", "1.2", True, "the agency")
    assert second.evidence == ("study: master; field: Law; institution: A college; finished",)
    assert after.verdict is UNDETERMINED
    enough = YES.model_copy(update={"months": Decimal(24)})
    judged, still, taken = settle_by(asked, who, {}, {first.identity: NO, second.identity: enough})
    assert (judged.verdict, still, list(taken)) == (MET, (), ["1.1/a", "1.2"])


@pytest.mark.parametrize(
    ("root", "who", "rules"),
    [
        (ONE, Candidate(number="1"), {}),
        (ONE, candidate(job("a", "2023-01-01", "2023-12-31", None, title="Auditing lead")), {}),
        (ONE, candidate(books(paid=None)), {"volunteer": {"how": "not_counted"}}),
        (Education(id="1", text="a degree", level="bachelor"), candidate(degrees=[degree("d", "bachelor")]), {}),
        (Licence(id="1", text="a licence", name="nurse"), candidate(licences=(HeldLicence(id="l", name="Nurse"),)), {}),
        (Text(id="1", text="is of good character"), candidate(books()), {}),
    ],
)
def test_what_only_this_person_can_know_serves_nobody_else(
    root: AnyNode, who: Candidate, rules: dict[str, dict[str, str]]
) -> None:
    judge = judge_of(root, **rules)
    (question,) = questions(judge, who)
    assert question.identity == ""
    # Not even an answer that was filed without an identity is ever taken.
    assert settle_by(judge, who, {}, {"": YES})[0].verdict is UNDETERMINED
    assert settle_by(judge, who, {question.key: YES}, {})[0].verdict is MET


def test_the_field_of_a_degree_is_one_question_whoever_studied_it_and_wherever() -> None:
    node = Education(
        id="1",
        text="a degree in  accounting or a related field",
        level="bachelor",
        fields=("accounting",),
        related_field=True,
    )
    judge = judge_of(node)
    first, second = (
        candidate(
            degrees=[degree(name, "bachelor", conferred=year, field="Finance", accredited=True, institution=name)]
        )
        for name, year in (("Yale", "2001"), ("Ohio", "2015"))
    )
    (one,), (other,) = questions(judge, first), questions(judge, second)
    assert one.identity == other.identity != ""
    assert one.required_words == "a degree in accounting or a related field"
    assert one.evidence == ("study: bachelor; field: Finance; accredited; finished",)


def test_a_licence_of_another_name_is_one_question_while_it_is_valid() -> None:
    judge = judge_of(Licence(id="1", text="a nurse licence", name="registered nurse"))
    held = HeldLicence(id="l", name="Nurse practitioner", valid_through=PartialDate.read("2030-01-01"))
    lapsed = held.model_copy(update={"valid_through": PartialDate.read("2020-01-01")})
    (one,), (other,) = (questions(judge, candidate(licences=(each,))) for each in (held, lapsed))
    assert one.identity != other.identity
    assert one.evidence == ("licence: Nurse practitioner; valid",)


def test_only_what_bears_on_the_verdict_is_asked() -> None:
    open_job = candidate(books())
    refused = Education(id="1.1.2", text="a degree", level="bachelor")
    first = AllOf(id="1.1", parts=(asks("12", "1.1.1", **AUDITING), refused))
    way = asks("12", "1.2", fields=("accounting",))
    # The first way fails for want of a degree, so that whether the job was auditing bears on nothing.
    assert [one.key for one in questions(judge_of(AnyOf(id="1", parts=(first, way))), open_job)] == ["1.2/a"]
    assert questions(judge_of(first), open_job) == ()


def test_an_equivalent_is_asked_of_the_whole_application_with_its_days() -> None:
    judge = judge_of(Equivalent(id="1", text="an equivalent combination"))
    early, late = candidate(books()), candidate(books(starts="2021-01-01"))
    (one,), (other,) = questions(judge, early), questions(judge, late)
    assert one.identity != other.identity
    assert "from 2020-01-01 to it goes on" in one.evidence[0]


TITLES = st.sampled_from(["Auditing lead", "Examiner", ""])
JOBS = st.builds(
    lambda starts, ends, hours, title, paid: job("j", starts, ends, hours, title=title, paid=paid),
    st.sampled_from(["2015", "2019-05", "2020-02-29", ""]),
    st.sampled_from(["2021-06-30", "2023", ""]),
    st.sampled_from([None, "20", "40"]),
    TITLES,
    st.sampled_from([True, None, False]),
)
DEGREES = st.builds(
    lambda level, year, field: degree("d", level, conferred=year, field=field),
    st.sampled_from(["", "bachelor", "college"]),
    st.sampled_from(["2001", "2024-06", ""]),
    st.sampled_from(["", "Auditing", "Audit history"]),
)
TREE = AnyOf(
    id="1",
    parts=(
        AllOf(
            id="1.1",
            parts=(
                asks("24", "1.1.1", **AUDITING),
                Education(id="1.1.2", text="a degree", level="bachelor", fields=("auditing",)),
                Licence(id="1.1.3", text="a licence", name="driver"),
            ),
        ),
        asks("60", "1.2", levels=("professional",), continuous=True),
        Equivalent(id="1.3", text="an equivalent combination"),
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(JOBS, max_size=3),
    st.lists(DEGREES, max_size=1),
    st.sampled_from([(), None]),
    st.booleans(),
    st.sampled_from([{}, {"volunteer": None}, {"part_time": None}, {"months": None}]),
)
def test_an_open_verdict_has_a_question_and_answering_all_of_them_ends_it(
    jobs: list[Job], degrees: list[object], licences: tuple[()] | None, good: bool, rules: dict[str, None]
) -> None:
    named = tuple(one.model_copy(update={"id": f"j{place}"}) for place, one in enumerate(jobs))
    who = Candidate(number="7", jobs=named, degrees=tuple(degrees), licences=licences)  # type: ignore[arg-type]
    judge, own = judge_of(TREE, **rules), dict[str, Settled]()
    for _ in range(20):
        judged, still, _ = settle_by(judge, who, own, {})
        assert bool(still) == (judged.verdict is UNDETERMINED)
        if not still:
            return
        own[still[0].key] = YES if good else NO
    pytest.fail("questions without an end")


def test_what_was_answered_under_one_way_is_not_left_open_under_another_that_asks_the_same() -> None:
    six, ten = asks("72", "1.1", **AUDITING), asks("120", "1.2", **AUDITING)
    other = asks("24", "1.3", fields=("welding",))
    judge = judge_of(AnyOf(id="1", parts=(six, ten, other)))
    own = spread(judge.requirement, {"1.1/a": YES})
    assert own == {"1.1/a": YES, "1.2/a": YES}
    judged = judge.judge(candidate(books()), own)
    assert [(line.job, line.relevant) for line in judged.node("1.2").jobs] == [("a", MET)]
    # An answer of its own stands where there is one, and joints are never the same twice.
    assert spread(judge.requirement, {"1.1/a": YES, "1.2/a": NO})["1.2/a"] == NO
    assert spread(judge.requirement, {"1": YES}) == {"1": YES}
