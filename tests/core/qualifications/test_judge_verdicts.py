"""The verdict: three answers at every node, nothing silently false, and what a person settled shown as theirs."""

from __future__ import annotations

from datetime import date

import pytest

from core.qualifications.making import (
    ALWAYS,
    ON,
    asks,
    candidate,
    degree,
    full,
    job,
    policy,
    requirement,
    with_study,
)
from meritbook.core.qualifications.candidate import Candidate
from meritbook.core.qualifications.judge import ClassNeededError, Judge, Settled, UnknownSettledError, judge
from meritbook.core.qualifications.model import (
    AllOf,
    AnyOf,
    ClassRef,
    Counting,
    Education,
    Equivalent,
    Experience,
    Licence,
    Nothing,
    Scope,
    Special,
    Text,
)
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
BACHELOR = Education(id="1.1.2", text="a bachelor's degree", level="bachelor")
IT = {"fields": ("information technology",), "levels": ("professional",)}
WAYS = requirement(
    AnyOf(
        id="1",
        parts=(
            AllOf(id="1.1", parts=(asks("72", "1.1.1", **IT), BACHELOR)),
            asks("120", "1.2", **IT),
            Equivalent(id="1.3", text="an equivalent combination"),
        ),
    )
)


def test_the_second_way_is_met_and_the_first_waits_for_the_degree() -> None:
    who = candidate(
        job("first", "2012-01-01", "2016-06-30", title="Systems analyst"),
        job("second", "2016-03-01", "2024-02-29", changes=(("2020-09-01", "20"),), title="Programmer analyst"),
        degrees=[degree("d", "bachelor", expected="2024-12")],
    )
    judged = judge(WAYS, who, full(), on=ON)
    assert judged.verdict is MET
    assert [(one.node, one.verdict) for one in judged.nodes] == [
        ("1", MET), ("1.1", NOT_MET), ("1.1.1", MET), ("1.1.2", NOT_MET), ("1.2", MET), ("1.3", UNDETERMINED),
    ]  # fmt: skip
    assert "not held on the day" in judged.node("1.1.2").says
    assert judged.node("1.1").met_on == date(2024, 12, 31)
    assert judged.questions() == ()


def test_the_day_that_time_alone_would_do_it_is_the_day_on_which_it_is_met() -> None:
    who = candidate(job("a", "2020-02-29", title="Systems analyst"))
    asked = requirement(asks("72", **IT))
    before = judge(asked, who, full(), on=ON)
    assert before.verdict is NOT_MET
    day = before.node("1").met_on
    # 29 February is one of 29 days; 71 months from March 2020 to January 2026, and 28 / 29 of February 2026's 28 days.
    assert day == date(2026, 2, 28)
    assert judge(asked, who, full(), on=day).verdict is MET
    assert judge(asked, who, full(), on=date(2026, 2, 27)).verdict is NOT_MET


def test_the_nearest_way_is_the_one_that_lacks_least() -> None:
    who = candidate(
        job("a", "2018-01-01", "2023-11-30", title="Systems analyst"),
        degrees=[degree("d", "bachelor", conferred="2010-05-20")],
    )
    judged = judge(WAYS, who, full(), on=ON)
    # 71 of 72 months with the degree is nearer than 71 of 120.
    assert judged.verdict is UNDETERMINED
    assert judged.nearest is not None
    assert judged.nearest.node == "1.1"
    assert judged.nearest.lacks == ("1.1.1: 1 months are missing",)


def test_a_job_whose_words_do_not_show_it_is_asked_about_and_never_counted_out() -> None:
    judged = judge(requirement(asks("12", **IT)), candidate(job("a", "2020-01-01", title="Associate")), full(), on=ON)
    assert judged.verdict is UNDETERMINED
    node = judged.node("1")
    assert node.least == 0
    assert node.missing[0].about == "a"
    assert "information technology" in node.missing[0].question


@pytest.mark.parametrize(
    "duty",
    ["Assists the director in information technology", "Had no information technology duties", "Under the IT chief"],
)
def test_a_duty_that_hedges_shows_nothing(duty: str) -> None:
    who = candidate(job("a", "2020-01-01", title="Associate", duties=(duty,)))
    assert (
        judge(requirement(asks("12", fields=("information technology",))), who, full(), on=ON).verdict is UNDETERMINED
    )


def test_a_trainee_is_no_professional() -> None:
    who = candidate(job("a", "2020-01-01", title="Information technology trainee"))
    judged = judge(requirement(asks("12", **IT)), who, full(), on=ON)
    assert judged.verdict is NOT_MET
    assert "trainee" in judged.node("1").jobs[0].why


def test_activities_show_in_a_duty_that_names_every_act_and_its_object() -> None:
    asked = requirement(asks("12", activities=("planning, organizing and directing the work of a program or agency",)))
    plain = candidate(job("a", "2020-01-01", duties=("Plans, organizes and directs the licensing program",)))
    half = candidate(job("a", "2020-01-01", duties=("Plans the licensing program",)))
    met = judge(asked, plain, full(), on=ON)
    assert met.verdict is MET
    assert met.node("1").quotes[0].text == "Plans, organizes and directs the licensing program"
    assert met.node("1").quotes[0].label == "a, duty 1"
    assert judge(asked, half, full(), on=ON).verdict is UNDETERMINED


def test_service_in_another_class_is_not_service_in_the_class() -> None:
    asked = requirement(asks("12", classes=(ClassRef(title="Senior Clerk"),)))
    same = candidate(job("a", "2020-01-01", class_title="Senior  clerk"))
    other = candidate(job("a", "2020-01-01", class_title="Custodian"))
    unknown = candidate(job("a", "2020-01-01", title="Office lead"))
    assert [judge(asked, who, full(), on=ON).verdict for who in (same, other, unknown)] == [MET, NOT_MET, UNDETERMINED]


@pytest.mark.parametrize(
    ("rule", "paid", "verdict"),
    [
        ({"how": "counted"}, False, MET),
        ({"how": "not_counted"}, False, NOT_MET),
        (None, False, UNDETERMINED),
        ({"how": "not_counted"}, None, UNDETERMINED),
        (None, True, MET),
    ],
)
def test_volunteer_work_counts_as_the_policy_says(
    rule: dict[str, str] | None, paid: bool | None, verdict: Verdict
) -> None:
    who = candidate(job("a", "2020-01-01", paid=paid))
    assert judge(requirement(asks("12")), who, full(volunteer=rule), on=ON).verdict is verdict


def test_paid_work_that_the_text_asks_for_is_not_volunteer_work_under_any_policy() -> None:
    who = candidate(job("a", "2020-01-01", paid=False))
    assert judge(requirement(asks("12", paid=True)), who, full(), on=ON).verdict is NOT_MET


def test_what_was_not_answered_is_undetermined_and_what_was_denied_is_not_met() -> None:
    root = AllOf(
        id="1",
        parts=(
            asks("12", "1.1"),
            Education(id="1.2", text="a bachelor's degree", level="bachelor"),
            Licence(id="1.3", text="a driver's license", name="driver"),
        ),
    )
    silent = judge(requirement(root), Candidate(number="1"), full(), on=ON)
    denied = judge(requirement(root), candidate(), full(), on=ON)
    assert [one.verdict for one in silent.nodes] == [UNDETERMINED] * 4
    assert [one.verdict for one in denied.nodes] == [NOT_MET] * 4


# --- joints, people, texts ------------------------------------------------------------------------------------


def test_a_class_is_chosen_where_the_text_keeps_several_apart() -> None:
    scopes = tuple(
        Scope(id=f"1.{place}", titles=(title,), part=asks(months, f"1.{place}.1"))
        for place, (title, months) in enumerate((("Analyst I", "12"), ("Analyst II", "24")), start=1)
    )
    asked = requirement(AllOf(id="1", parts=scopes))
    who = candidate(job("a", "2023-01", "2023-12"))
    with pytest.raises(ClassNeededError) as refused:
        judge(asked, who, full(), on=ON)
    assert refused.value.details == {"classes": ["Analyst I", "Analyst II"]}
    assert judge(asked, who, full(), on=ON, for_class="analyst i").verdict is MET
    assert judge(asked, who, full(), on=ON, for_class="Analyst II").verdict is NOT_MET


def test_what_binds_some_positions_binds_only_where_it_is_named() -> None:
    special = Special(id="1.2", text="", part=Licence(id="1.2.1", text="a certificate", name="certificate"))
    asked = requirement(AllOf(id="1", parts=(asks("12", "1.1"), special)))
    who = candidate(job("a", "2023-01", "2023-12"))
    assert judge(asked, who, full(), on=ON).verdict is MET
    assert judge(asked, who, full(), on=ON, binding=("1.2",)).verdict is NOT_MET


def test_words_that_were_not_read_and_rules_of_counting_are_never_passed_over() -> None:
    who = candidate(job("a", "2020-01-01"))
    unread = requirement(AllOf(id="1", parts=(asks("12", "1.1"), Text(id="1.2", text="and more"))))
    rule = Counting(id="1.2", text="Overtime does not count", counts=False)
    counting = requirement(AllOf(id="1", parts=(asks("12", "1.1"),), modifiers=(rule,)))
    assert judge(unread, who, full(), on=ON).verdict is UNDETERMINED
    assert judge(counting, who, full(), on=ON).verdict is UNDETERMINED
    kept = {"1.2": Settled(verdict=MET, by="R. Osei", why="No overtime is stated.")}
    assert judge(counting, who, full(), on=ON, settled=kept).verdict is MET
    assert judge(requirement(Nothing(id="1", text="")), who, full(), on=ON).verdict is MET


def test_what_a_person_settled_is_shown_as_theirs_beside_what_was_computed() -> None:
    who = candidate(job("a", "2020-01-01", title="Associate"))
    answer = Settled(verdict=MET, by="R. Osei", why="The duties were those of an analyst.")
    asked = requirement(asks("12", **IT))
    by_job = judge(asked, who, full(), on=ON, settled={"1/a": answer})
    assert by_job.verdict is MET
    assert by_job.node("1").jobs[0].settled == answer
    assert by_job.node("1").jobs[0].why == "R. Osei: The duties were those of an analyst."
    by_node = judge(asked, who, full(), on=ON, settled={"1": answer})
    assert by_node.verdict is MET
    assert "Computed: undetermined" in by_node.node("1").says
    for unknown in ("7", "1/b"):
        with pytest.raises(UnknownSettledError):
            judge(asked, who, full(), on=ON, settled={unknown: answer})


def test_ways_that_may_be_combined_reach_the_whole_by_shares() -> None:
    parts = (asks("24", "1.1", fields=("accounting",)), asks("48", "1.2", fields=("auditing",)))
    asked = requirement(AnyOf(id="1", parts=parts, combinable=True))
    who = candidate(
        job("a", "2020-01", "2020-12", title="Accounting lead"), job("b", "2021-01", "2022-12", title="Auditing lead")
    )
    settled = {key: Settled(verdict=NOT_MET, by="R. Osei", why="It was the other kind.") for key in ("1.1/b", "1.2/a")}
    # 12 of 24 and 24 of 48 months are one half each.
    assert judge(asked, who, full(), on=ON, settled=settled).verdict is MET


def test_the_same_time_under_both_ways_does_not_reach_the_whole_for_certain() -> None:
    parts = (asks("24", "1.1", fields=("accounting",)), asks("24", "1.2", levels=("supervisory",)))
    asked = requirement(AnyOf(id="1", parts=parts, combinable=True))
    # 12 of 24 months are a half of each, and they are the same twelve months.
    who = candidate(job("a", "2020-01", "2020-12", title="Accounting supervisor"))
    assert judge(asked, who, full(), on=ON).verdict is UNDETERMINED
    assert Judge(asked, full(), on=ON).verdict(who) is UNDETERMINED


def test_experience_within_experience_is_not_added_to_it() -> None:
    within = asks("24", "1.1", levels=("supervisory",))
    asked = requirement(asks("72", including=(within,)))
    enough = candidate(
        job("a", "2018-01", "2021-12", title="Clerk II"), job("b", "2022-01", "2023-12", title="Clerk supervisor")
    )
    assert judge(asked, enough, full(), on=ON).verdict is MET
    alone = candidate(job("b", "2022-01", "2023-12", title="Clerk supervisor"))
    assert judge(asked, alone, full(), on=ON).verdict is NOT_MET


def test_text_that_contradicts_itself_about_the_amount_is_not_decided() -> None:
    from meritbook.core.qualifications.model import Amount

    wrong = Amount(value=None, unit="year", problem="one (1) year (2 years)")
    asked = requirement(Experience(id="1", text="one (1) year (2 years)", amount=wrong))
    assert judge(asked, candidate(job("a", "2000-01-01")), full(), on=ON).verdict is UNDETERMINED


def test_a_day_for_which_the_policy_is_not_known_is_a_caution() -> None:
    later = policy().model_copy(update={"known": ALWAYS.model_copy(update={"starts_on": date(2025, 1, 1)})})
    judged = judge(requirement(asks("12")), candidate(), later, on=ON)
    assert any("not known for 2024-06-14" in caution for caution in judged.cautions)


def test_the_same_input_gives_the_same_bytes_and_fits_its_published_schema() -> None:
    from jsonschema import Draft202012Validator

    from meritbook.core.qualifications.judge import json_schema

    who = candidate(job("a", "2012-01", title="Systems analyst"), degrees=[degree("d", "bachelor", conferred="2010")])
    first, second = (judge(WAYS, who, full(), on=ON) for _ in range(2))
    assert canonical_json(first) == canonical_json(second)
    Draft202012Validator(json_schema()).validate(first.plain())
    # Values that are built without a second check must stand one.
    assert type(first).model_validate(first.model_dump()) == first


def test_experience_or_education_of_which_nothing_is_said_is_not_decided() -> None:
    who = candidate(job("a", "2000-01-01"), degrees=[degree("d", "master", conferred="2010")])
    for node in (Experience(id="1", text="experience"), Education(id="1", text="education")):
        assert judge(requirement(node), who, full(), on=ON).verdict is UNDETERMINED


def test_the_verdict_alone_is_that_of_the_judgement() -> None:
    rules = Judge(WAYS, full(), on=ON)
    for who in (
        candidate(),
        candidate(job("a", "2000-01-01", title="Systems analyst")),
        candidate(job("a", "2023-01-01", title="Systems analyst")),
        candidate(job("a", "2000-01-01", title="Information technology trainee")),
        candidate(job("a", "2018-01", title="Systems analyst"), degrees=[degree("d", "bachelor", conferred="2010")]),
    ):
        assert rules.verdict(who) is rules.judge(who).verdict is judge(WAYS, who, full(), on=ON).verdict
    with pytest.raises(UnknownSettledError):
        rules.verdict(candidate(), {"9": Settled(verdict=MET, by="R. Osei", why="A slip.")})


def test_time_that_a_person_says_does_not_count_is_not_counted() -> None:
    rule = Counting(id="1.2", text="Overtime does not count", counts=False)
    counting = requirement(AllOf(id="1", parts=(asks("12", "1.1"),), modifiers=(rule,)))
    broken = {"1.2": Settled(verdict=NOT_MET, by="R. Osei", why="All of it was overtime.")}
    judged = judge(counting, candidate(job("a", "2020-01-01")), full(), on=ON, settled=broken)
    assert judged.verdict is NOT_MET
    assert "R. Osei" in judged.node("1.1").says


def test_a_substitution_that_a_person_leaves_open_stays_open() -> None:
    asked = with_study("24", decided_by="the agency")
    who = candidate(job("a", "2023-01-01", "2023-12-31"), degrees=[degree("d", "master", conferred="2015")])
    left = {"1.2": Settled(verdict=UNDETERMINED, by="R. Osei", why="The transcript is awaited.")}
    assert judge(asked, who, full(), on=ON, settled=left).verdict is UNDETERMINED
