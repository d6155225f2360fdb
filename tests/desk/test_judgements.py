"""A judgement as a person reads it: the way, what is missing, and the months added up by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.qualifications.making import ON, asks, candidate, degree, full, job, requirement
from meritbook.core.qualifications.blind import Blind
from meritbook.core.qualifications.candidate import Person
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.model import AllOf, AnyOf, Education, Experience, Note
from meritbook.core.qualifications.precedent import open_questions
from meritbook.core.verdict import Verdict
from meritbook.desk.judgements import Arranged, arrange, way_word, ways_of

AUDITING = {"fields": ("auditing",)}
AUDITOR = {"title": "Auditor", "duties": ("Auditing of tax returns.",)}


def _two_ways() -> Any:
    first = AllOf(
        id="1.1",
        parts=(asks("72", "1.1.1", **AUDITING), Education(id="1.1.2", text="a bachelor's degree", level="bachelor")),
    )
    return requirement(AnyOf(id="1", parts=(first, asks("120", "1.2", **AUDITING))))


def _arranged(asked: Any, stated: Any, policy: Any = None, person: Person | None = None) -> Arranged:
    judgement = Judge(asked, policy or full(), on=ON).judge(stated)
    questions = open_questions(asked, stated, judgement)
    blind = Blind(person or Person(), stated)
    return arrange(asked, stated, judgement, questions, blind, {}, [one.ask for one in questions])


SPECIMEN = candidate(
    job("job1", "2012-01-01", "2016-06-30", **AUDITOR),
    job("job2", "2016-03-01", "2024-02-29", changes=(("2020-09-01", "20"),), **AUDITOR),
    degrees=(degree("d1", "bachelor", expected="2024-12"),),
)


def test_the_months_of_each_job_are_added_up_as_a_person_would_write_them() -> None:
    shown = _arranged(_two_ways(), SPECIMEN)
    assert [(one.id, one.months, one.sum) for one in shown.headline.by] == [
        ("1.2", "125 of 120 months", "54 + (50 + 21) = 125")
    ]
    line = next(one for one in shown.nodes if one.id == "1.1.1")
    assert [(one.id, one.months, one.sum, one.tone) for one in line.jobs] == [
        ("job1", "54 of 54 months", "", "counted"),
        ("job2", "71 of 96 months", "50 + 42 × 1/2 = 71", "part"),
    ]
    assert "4 months overlap another job and are counted once." in line.jobs[1].left_out


def test_the_headline_says_by_which_way_it_is_met_and_nothing_is_missing() -> None:
    head = _arranged(_two_ways(), SPECIMEN).headline
    assert (head.verdict, head.way) == (Verdict.MET, "by the second way")
    assert (head.lacks, head.asks, head.questions) == ((), (), 0)


def test_the_headline_of_one_who_does_not_qualify_names_the_nearest_way_and_its_day() -> None:
    either = AnyOf(id="1", parts=(asks("120", "1.1", **AUDITING), asks("180", "1.2", **AUDITING)))
    head = _arranged(requirement(either), candidate(job("job1", "2014-08-01", **AUDITOR))).headline
    assert (head.verdict, head.way, head.by) == (Verdict.NOT_MET, "", ())
    assert [(one.node, one.says) for one in head.lacks] == [("1.1", "1.53 months are missing")]
    assert head.lacks[0].words == "120 months"
    assert head.by_time_alone == date(2024, 7, 31)


def test_the_headline_of_a_way_of_several_parts_names_each_of_them() -> None:
    held = candidate(job("job1", "2012-01-01", **AUDITOR), degrees=(degree("d1", "bachelor", conferred="2010"),))
    head = _arranged(_two_ways(), held).headline
    assert (head.way, [one.id for one in head.by]) == ("by the first way", ["1.1.1", "1.1.2"])


def test_the_headline_of_a_text_with_one_way_only_names_no_way() -> None:
    head = _arranged(requirement(asks("12", **AUDITING)), candidate(job("job1", "2012-01-01", **AUDITOR))).headline
    assert (head.way, [one.id for one in head.by]) == ("", ["1"])


def test_a_part_that_counts_the_same_jobs_alike_leads_to_the_part_before() -> None:
    lines = {one.id: one for one in _arranged(_two_ways(), SPECIMEN).nodes}
    assert lines["1.2"].same_as == "1.1.1"
    assert lines["1.1.1"].same_as == ""


def test_months_that_were_rounded_by_the_policy_say_so() -> None:
    stated = candidate(
        job("job1", "2014-01-01", "2014-02-10", **AUDITOR), job("job2", "2015-01-01", "2015-01-31", **AUDITOR)
    )
    shown = _arranged(requirement(asks("2", **AUDITING)), stated, full(rounding={"how": "down"}))
    assert shown.nodes[0].sum == "1.36 + 1 = 2.36, rounded 2"


def test_months_made_otherwise_than_by_the_calendar_are_added_up_as_they_were_credited() -> None:
    stated = candidate(
        job("job1", "2014-01-01", "2014-03-16", changes=(("2014-03-01", "20"),), **AUDITOR),
        job("job2", "2015-01-01", "2015-01-31", **AUDITOR),
    )
    shown = _arranged(requirement(asks("3", **AUDITING)), stated, full(months={"how": "fifteen_day"}))
    # January and February whole, and March at the half of full time that 16 of its days reach.
    assert shown.nodes[0].sum == "2.5 + 1 = 3.5"


def test_a_job_without_hours_is_open_and_its_bounds_are_both_told() -> None:
    stated = candidate(job("job1", "2014-01-01", "2014-12-31", hours=None, **AUDITOR))
    shown = _arranged(requirement(asks("6", **AUDITING)), stated)
    line = shown.nodes[0].jobs[0]
    assert (line.tone, line.months, line.hours) == ("open", "0 to 12 of 12 months", "hours not stated")
    assert shown.nodes[0].sum == ""
    assert shown.headline.asks == (("applicant", 1),)


@pytest.mark.parametrize(
    ("root", "ways"),
    [
        (asks("12", "1"), ()),
        (AllOf(id="1", parts=(asks("12", "1.1"), asks("6", "1.2"))), ()),
        (AnyOf(id="1", parts=(asks("12", "1.1"), asks("6", "1.2"))), ("1.1", "1.2")),
        (AllOf(id="1", parts=(AnyOf(id="1.1", parts=(asks("12", "1.1.1"), asks("6", "1.1.2"))),)), ("1.1.1", "1.1.2")),
    ],
)
def test_ways_are_counted_only_where_the_whole_text_is_an_either_or(root: Any, ways: tuple[str, ...]) -> None:
    asked = requirement(root)
    assert ways_of(asked, Judge(asked, full(), on=ON).judge(SPECIMEN)) == ways


def test_a_way_beyond_the_tenth_is_numbered_in_figures() -> None:
    assert (way_word(0), way_word(9), way_word(10)) == ("first way", "tenth way", "way 11")


def test_what_does_not_bear_on_the_verdict_stands_apart() -> None:
    note = Note(id="1.2", text="File by Friday.", matter="filing")
    shown = _arranged(requirement(AllOf(id="1", parts=(asks("12", "1.1", **AUDITING),), modifiers=(note,))), SPECIMEN)
    assert [one.id for one in shown.others] == ["1.2"]
    assert "1.2" not in [one.id for one in shown.nodes]


def test_a_school_or_an_employer_named_in_a_duty_is_told_by_what_it_is() -> None:
    stated = candidate(
        job(
            "job1",
            "2014-01-01",
            title="Examiner",
            employer="Larkmoor Revenue Bureau",
            duties=("Auditing at the  LARKMOOR revenue bureau with Jane Doering, and at Larkmoor.",),
        )
    )
    shown = _arranged(
        requirement(Experience(id="1", text="Auditing", fields=("auditing",))),
        stated,
        None,
        Person(name="Jane Doering"),
    )
    words = " ".join(text for text, _ in shown.nodes[0].jobs[0].quotes)
    assert "Auditing at the  [employer] with [name], and at Larkmoor." in words


def test_an_employer_of_one_common_word_stays_since_it_may_be_the_work_itself() -> None:
    stated = candidate(job("job1", "2014-01-01", employer="Revenue", duties=("Audits revenue.",)))
    assert Blind(Person(), stated).words("Audits revenue.") == "Audits revenue."


def test_a_candidate_without_any_name_is_shown_as_stated() -> None:
    assert Blind(Person(), candidate()).words("Audits the books of Larkmoor.") == "Audits the books of Larkmoor."


def test_a_surname_alone_an_address_of_mail_and_a_telephone_are_taken_out() -> None:
    blind = Blind(Person(name="Jane Doering", email="jane@example.org", phone="555 0100"), candidate())
    assert blind.words("Ms. Doering, jane@example.org, 555  0100") == "Ms. [name], [contact], [contact]"
    assert blind.words("A doeringer is no name.") == "A doeringer is no name."


def test_figures_have_no_idle_zeros() -> None:
    from meritbook.desk.judgements import number, span

    assert [number(Decimal(one)) for one in ("10", "10.50", "0", "100.00")] == ["10", "10.5", "0", "100"]
    assert (span(Decimal(5), Decimal(5)), span(Decimal(5), Decimal("7.50"))) == ("5", "5 to 7.5")
