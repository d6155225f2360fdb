"""Worked examples: pairs at the boundary of each amount, with the policy's own arithmetic, and nothing invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.qualifications.making import ON, asks, candidate, degree, full, job, requirement
from meritbook.core.qualifications.class_text import NoRequirementError, class_text
from meritbook.core.qualifications.examples import Example, Judges, outcome, straddling
from meritbook.core.qualifications.judge import ClassNeededError
from meritbook.core.qualifications.model import Age, AllOf, Experience, Requirement, Scope
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.qualifications.policy import Policy
from meritbook.core.qualifications.wording import RULE_NAMES, kind_in_words, readings, rule_in_words
from meritbook.core.verdict import Verdict
from meritbook.plans import load_shipped
from meritbook.policies import SHIPPED, find_policy

WAYS = (
    "Six years of accounting experience and a bachelor's degree; or\n\nTen years of accounting experience; or\n\n"
    "An equivalent combination of training and experience."
)
TEXTS = (
    WAYS,
    "Five years of accounting experience, two years of which must have been supervisory, and a bachelor's degree in"
    " accounting with 16 semester units in accounting. Possession of a valid class C driver's license. Must be at"
    " least 21 years of age.",
    "Four years of clerical experience. (College study may be substituted on a year-for-year basis for the required"
    " clerical work, up to a maximum of two years.)",
    "Two years of college; and one year of experience as an Accounting Clerk.",
    "Six months of nursing experience within the last two years.",
    "1. Two years of experience in:\na. leasing boats; or\nb. mending boats; or\n2. A master's degree in boat building;"
    " and\n3. A valid driver's license.",
    "Harbor Clerk: One year of clerical experience.\n\nHarbor Master: Three years of experience in towing.",
)
"""Requirements in sentences of our own."""


def pairs(text: str, policy: Policy, on: date = ON, for_class: str = "") -> dict[str, tuple[Example, Example]]:
    """The pairs by the name of what is just enough."""
    found = straddling(parse_requirement(text), policy, on=on, for_class=for_class)
    return {enough.name: (enough, short) for enough, short in zip(found[::2], found[1::2], strict=True)}


def starts(example: Example) -> str:
    """The first day of the job that the example turns on."""
    assert example.candidate.jobs
    return str(example.candidate.jobs[0].starts)


@pytest.mark.parametrize(
    ("policy", "first"),
    [
        # 15 June 2018 to 14 June 2024 are 72 months: 16 of June's 30 days, 71 months, 14 of June's 30 days.
        (find_policy("plain"), "2018-06-15"),
        # Fourteen days of June 2024 are no month. June 2018 is one with its last 15 days: June 2018 to May 2024.
        (full(months={"how": "fifteen_day"}), "2018-06-16"),
        # 72 months of thirty days are 2,160 days; 14 June 2024 is the last of them.
        (full(months={"how": "thirty_day"}), "2018-07-17"),
        # 72 months are six years of 365 days, 2,190 days.
        (full(months={"how": "days_365_12"}), "2018-06-17"),
    ],
)
def test_six_years_are_just_reached_on_the_day_that_the_policys_months_say(policy: Policy, first: str) -> None:
    enough, short = pairs("Six years of accounting experience.", policy)["1: just enough time"]
    assert starts(enough) == first
    assert date.fromisoformat(starts(short)) - date.fromisoformat(first) == date(2024, 1, 2) - date(2024, 1, 1)
    assert (enough.expected, short.expected) == (Verdict.MET, Verdict.NOT_MET)
    assert "of 72 months counted" in enough.why
    assert "one day less" in short.why


def test_rounding_moves_the_boundary() -> None:
    # Rounded to the nearest month, 71.5 months are 72: from 30 June 2018 on are 1/30, 71 months and 14/30.
    enough, _ = pairs("Six years of accounting experience.", full(rounding={"how": "nearest"}))["1: just enough time"]
    assert starts(enough) == "2018-06-30"


def test_each_way_to_qualify_has_its_pairs_and_stands_with_what_else_it_asks_for() -> None:
    found = pairs(WAYS, find_policy("plain"))
    assert list(found) == [
        "1.1.1: just enough time",
        "1.1.2: conferred on the day",
        "1.1.2: the level asked for",
        "1.2: just enough time",
    ]
    enough, short = found["1.1.1: just enough time"]
    assert enough.candidate.degrees
    assert [one.level for one in enough.candidate.degrees] == ["bachelor"]
    judged = [outcome(parse_requirement(WAYS), find_policy("plain"), one) for one in (enough, short)]
    assert judged[0].judgement.verdict is Verdict.MET
    # An open equivalent is always a person's: short of the time the whole stays open, and the way is not met.
    assert judged[1].judgement.verdict is Verdict.UNDETERMINED
    assert judged[1].answer is Verdict.NOT_MET


def test_where_a_policy_is_silent_both_ends_of_what_it_leaves_open_are_shown_and_why() -> None:
    found = pairs("One year of accounting experience.", find_policy("kansas"))
    certain, open_ = found["1: just enough time"]
    possible, never = found["1: just enough under some reading"]
    assert [one.expected for one in (certain, open_, possible, never)] == [
        Verdict.MET,
        Verdict.UNDETERMINED,
        Verdict.UNDETERMINED,
        Verdict.NOT_MET,
    ]
    assert starts(certain) < starts(possible)
    assert "No source of the policy states: the full-time week, days as months, rounding." in open_.why


def test_a_degree_straddles_by_its_day_and_by_its_level_and_credits_by_one_hour() -> None:
    text = "A bachelor's degree in accounting with 16 semester units in accounting."
    found = pairs(text, find_policy("plain"))
    on_the_day, late = found["1: conferred on the day"]
    assert [str(one.candidate.degrees[0].conferred) for one in (on_the_day, late) if one.candidate.degrees] == [
        "2024-06-14",
        "2024-06-15",
    ]
    _, lower = found["1: the level asked for"]
    assert lower.candidate.degrees
    assert lower.candidate.degrees[0].level == "associate"
    hours = [
        one.candidate.degrees[0].semester_hours for one in found["1: just enough credits"] if one.candidate.degrees
    ]
    assert hours == [Decimal(16), Decimal(15)]


def test_a_degree_in_progress_is_open_under_a_policy_that_admits_it_one_day_before_it_is_conferred() -> None:
    _, late = pairs("A bachelor's degree.", find_policy("kansas"))["1: conferred on the day"]
    assert late.expected is Verdict.UNDETERMINED


def test_a_licence_straddles_its_last_day_and_an_age_its_birthday() -> None:
    found = pairs("Possession of a valid driver's license. Must be at least 21 years of age.", find_policy("plain"))
    valid, lapsed = found["1.1: valid on the day"]
    assert [str(one.candidate.licences[0].valid_through) for one in (valid, lapsed) if one.candidate.licences] == [
        "2024-06-14",
        "2024-06-13",
    ]
    old, young = found["1.2: just the age"]
    assert (old.candidate.born_on, young.candidate.born_on) == (date(2003, 6, 14), date(2003, 6, 15))


@pytest.mark.parametrize(
    ("on", "born"),
    [
        (date(2024, 2, 29), date(2003, 2, 28)),  # 21 on 28 February; who was born on 1 March is 21 a day later
        (date(2025, 3, 1), date(2004, 3, 1)),
        (date(2025, 2, 28), date(2004, 2, 28)),  # who was born on 29 February 2004 is 21 on 1 March 2025
    ],
)
def test_a_birthday_at_the_end_of_february_is_straddled_by_the_right_day(on: date, born: date) -> None:
    old, _ = pairs("Must be at least 21 years of age.", find_policy("plain"), on=on)["1: just the age"]
    assert old.candidate.born_on == born


def test_an_age_that_may_not_be_passed_is_straddled_from_the_other_side() -> None:
    asked = requirement(Age(id="1", text="not over 35", at_most=Decimal(35)))
    young, old = straddling(asked, full(), on=ON)
    # 36 on 15 June 2024, one day after the day; 36 on the day itself.
    assert (young.candidate.born_on, old.candidate.born_on) == (date(1988, 6, 15), date(1988, 6, 14))
    assert (young.expected, old.expected) == (Verdict.MET, Verdict.NOT_MET)


def test_recency_is_straddled_by_the_last_day_of_a_job_that_lies_far_back() -> None:
    # From 15 June 2022 on time counts: 16 of June's 30 days and 5 months are 5.53 months. With 14 of December's 31
    # days they are 5.98, with 15 they are 6.02.
    found = pairs("Six months of nursing experience within the last two years.", find_policy("plain"))
    recent, late = found["1: just recent enough"]
    assert [str(one.candidate.jobs[0].ends) for one in (recent, late) if one.candidate.jobs] == [
        "2022-12-15",
        "2022-12-14",
    ]


def test_study_that_may_stand_in_for_work_is_left_out_of_the_pair_that_it_would_blur() -> None:
    text = (
        "Four years of clerical experience and a bachelor's degree. (College study may be substituted on a"
        " year-for-year basis for the required clerical work, up to a maximum of two years.)"
    )
    enough, short = pairs(text, find_policy("plain"))["1.1: just enough time"]
    assert (enough.expected, short.expected) == (Verdict.MET, Verdict.NOT_MET)
    assert enough.candidate.degrees == ()


def test_what_must_lie_within_the_experience_is_answered_by_the_same_job() -> None:
    text = "Five years of accounting experience, two years of which must have been supervisory."
    enough, _ = pairs(text, find_policy("plain"))["1: just enough time"]
    judged = outcome(parse_requirement(text), find_policy("plain"), enough).judgement
    assert judged.verdict is Verdict.MET


@pytest.mark.parametrize(
    "text",
    [
        "Any equivalent combination of education and experience.",
        "One (1) year (2 years) of clerical experience.",
        "Ability to lift forty pounds.",
        "Qwertz uiop asdf.",
        "No experience is required.",
    ],
)
def test_nothing_is_invented_for_what_no_statement_can_straddle(text: str) -> None:
    assert pairs(text, find_policy("plain")) == {}


def test_experience_at_a_level_that_no_title_shows_has_no_pair() -> None:
    vague = requirement(asks("12").model_copy(update={"levels": ("postdoctoral",)}))
    assert straddling(vague, full(), on=ON) == ()


def test_a_text_that_keeps_classes_apart_is_straddled_for_the_class_that_is_named() -> None:
    clerk = Scope(id="1.1", titles=("Harbor Clerk",), part=asks("12", "1.1.1"))
    master = Scope(id="1.2", titles=("Harbor Master",), part=asks("36", "1.2.1"))
    asked = requirement(AllOf(id="1", parts=(clerk, master)))
    with pytest.raises(ClassNeededError):
        straddling(asked, full(), on=ON)
    assert {one.node for one in straddling(asked, full(), on=ON, for_class="Harbor Clerk")} == {"1.1.1"}
    assert {one.node for one in straddling(asked, full(), on=ON, for_class="harbor master")} == {"1.2.1"}
    with pytest.raises(ClassNeededError):
        outcome(asked, full(), Example(name="No class", candidate=candidate(), on=ON, expected=Verdict.MET))


def test_an_example_holds_when_the_answer_is_the_expected_one_and_not_otherwise() -> None:
    asked = parse_requirement("One year of clerical experience and a bachelor's degree.")
    who = candidate(job("a", "2020-01-01", title="Clerical work"), degrees=[degree("d", "bachelor", "2019-05-01")])
    example = Example(name="A clerk with a degree", candidate=who, on=ON, expected=Verdict.MET)
    held = outcome(asked, full(), example)
    assert (held.holds, held.answer, held.judgement.verdict) == (True, Verdict.MET, Verdict.MET)
    wrong = outcome(asked, full(), example.model_copy(update={"expected": Verdict.NOT_MET}))
    assert (wrong.holds, wrong.answer) == (False, Verdict.MET)
    assert Example.model_validate_json(example.model_dump_json()) == example


# --- what holds for every text --------------------------------------------------------------------------------


def shipped_texts() -> list[str]:
    """The requirement of every shipped class that states one."""
    found = []
    for plan in load_shipped().values():
        for series, job_class in plan.plan.classes():
            try:
                found.append(class_text(series, job_class))
            except NoRequirementError:
                continue
    return found


def _straddle(asked: Requirement, policy: Policy, on: date) -> int:
    """Checks every pair of a requirement by the judge; gives how many there are."""
    for_class = (asked.titles() or ("",))[0]
    found = straddling(asked, policy, on=on, for_class=for_class)
    judges = Judges(asked, policy)
    for enough, short in zip(found[::2], found[1::2], strict=True):
        one, other = judges.outcome(enough), judges.outcome(short)
        assert enough.node == short.node
        assert one.answer is not Verdict.NOT_MET, enough
        assert other.answer is not Verdict.MET, short
        assert one.answer is not other.answer, enough
        assert one.holds, enough
        assert other.holds, short
        assert enough.why != short.why
    return len(found) // 2


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.sampled_from([*SHIPPED, "kansas+plain", "south-florida+plain"]),
    st.dates(date(2022, 1, 1), date(2028, 12, 31)),
)
def test_the_enough_side_is_never_not_met_and_the_short_side_never_met(text: str, policy: str, on: date) -> None:
    assert _straddle(parse_requirement(text), find_policy(policy), on) > 0


@pytest.mark.parametrize("policy", ["plain", "kansas", "california", "south-florida"])
def test_every_amount_of_experience_in_the_shipped_classes_is_straddled(policy: str) -> None:
    texts = shipped_texts()
    assert len(texts) > 4
    for text in texts:
        asked = parse_requirement(text)
        rules = find_policy(policy)
        assert _straddle(asked, rules, ON) > 0
        found = {one.node for one in straddling(asked, rules, on=ON)}
        modifiers = [one.id for node in asked.nodes() if isinstance(node, AllOf) for one in node.modifiers]
        amounts = {
            node.id
            for node in asked.nodes()
            if isinstance(node, Experience)
            and node.amount is not None
            and not any(node.id.startswith(f"{one}.") for one in modifiers)
        }
        assert amounts <= found, text


# --- in words -------------------------------------------------------------------------------------------------


def test_what_was_read_of_a_part_is_told_and_what_the_text_does_not_say_is_left_out() -> None:
    asked = parse_requirement("Six years of professional accounting experience and a bachelor's degree in accounting.")
    work, study = (asked.node(one) for one in ("1.1", "1.2"))
    assert [tuple(one) for one in readings(work)] == [
        ("How much", "6 years"),
        ("Level", "professional"),
        ("In", "accounting"),
    ]
    assert [tuple(one) for one in readings(study)] == [("Level", "bachelor's degree"), ("In", "accounting")]
    assert kind_in_words(asked.root) == "All of these"


def test_every_kind_of_part_and_every_rule_has_its_words() -> None:
    for text in (*TEXTS, *shipped_texts()):
        for node in parse_requirement(text).nodes():
            assert kind_in_words(node)
            assert all(one.value for one in readings(node))
    for key in SHIPPED:
        for rule in find_policy(key).rules:
            assert RULE_NAMES[rule.rule]
            assert rule_in_words(rule)
