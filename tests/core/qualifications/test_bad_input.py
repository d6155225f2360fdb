"""What cannot be as it was written: each has a stated answer, which the count keeps, and nothing is repaired."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.qualifications.making import ON, asks, candidate, degree, full, job, requirement
from meritbook.core.qualifications.candidate import Candidate, HeldLicence, PartialDate
from meritbook.core.qualifications.check import ANSWERS
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.judge.model import NodeVerdict
from meritbook.core.qualifications.model import AnyNode, AnyOf, Education, Licence
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.qualifications.parse.errors import EmptyRequirementError
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
DOCUMENT = Path(__file__).parents[3] / "docs" / "explanation" / "qualifications.md"
YEAR = asks("12")
BACHELOR = Education(id="1", text="a bachelor's degree", level="bachelor")
DRIVER = Licence(id="1", text="a driver's licence", name="driver")


def answered(who: Candidate, root: AnyNode = YEAR, **rules: Any) -> NodeVerdict:
    return judge(requirement(root), who, full(**rules), on=ON).node("1")


@pytest.mark.parametrize(
    ("code", "stated", "least", "most"),
    [
        # Nobody can say how long it was: none of it is certain, and at most it filled all days from 1900 on.
        ("job.no_start", job("a", "", "2023-12-31"), "0", "1488"),
        # 1 January 2023 to 14 June 2024 at most: 17 + 14 / 30.
        ("job.no_end", job("a", "2023-01-01", current=False), "0", "17.47"),
        # From 1900 to 14 June 2024: either day may be the slip.
        ("job.ends_before_starts", job("a", "2023-01-01", "2022-12-31"), "0", "1493.47"),
        ("job.ends_and_goes_on", job("a", "2023-01-01", "2023-03-31", current=True), "3", "3"),
        ("job.starts_in_future", job("a", "2024-06-15"), "0", "0"),
        # 15 May to 14 June 2024: 17 / 31 + 14 / 30.
        ("job.ends_in_future", job("a", "2024-05-15", "2025-05-14"), "1.02", "1.02"),
        ("job.many_hours", job("a", "2023-01-01", "2023-12-31", "90"), "12", "12"),
        ("job.impossible_hours", job("a", "2023-01-01", "2023-12-31", "169"), "0", "12"),
        ("job.no_hours", job("a", "2023-01-01", "2023-12-31", None), "0", "12"),
        ("job.hours_contradict", job("a", "2023-01-01", "2023-12-31", "20", full_time=True), "6", "6"),
        ("job.change_outside", job("a", "2023-01-01", "2023-12-31", changes=(("2022-01-01", "20"),)), "6", "6"),
        ("job.change_outside", job("a", "2023-01-01", "2023-12-31", changes=(("2024-01-01", "20"),)), "12", "12"),
    ],
)
def test_a_job_that_cannot_be_as_written_is_counted_as_its_answer_says(
    code: str, stated: Any, least: str, most: str
) -> None:
    judged = judge(requirement(YEAR), candidate(stated), full(), on=ON)
    assert [one.code for one in judged.problems] == [code]
    assert (judged.node("1").least, judged.node("1").most) == (Decimal(least), Decimal(most))


@pytest.mark.parametrize(("how", "months"), [("once", "6"), ("sum_to_full_time", "12")])
def test_a_job_that_is_listed_twice_is_taken_as_two_held_at_once(how: str, months: str) -> None:
    twice = [job(name, "2023-01-01", "2023-12-31", "20", title="Clerk") for name in ("a", "b")]
    judged = judge(requirement(YEAR), candidate(*twice), full(overlap={"how": how}), on=ON)
    assert [one.code for one in judged.problems] == ["job.listed_twice"]
    assert judged.node("1").least == Decimal(months)


def test_two_full_time_jobs_at_once_give_no_more_than_one() -> None:
    judged = judge(
        requirement(YEAR),
        candidate(job("a", "2023-01-01", "2023-06-30"), job("b", "2023-01-01", "2023-06-30")),
        full(overlap={"how": "sum_to_full_time"}),
        on=ON,
    )
    assert [one.code for one in judged.problems] == ["job.two_at_once"]
    assert judged.node("1").most == Decimal(6)


def test_a_gap_has_no_effect() -> None:
    parts = job("a", "2021-01-01", "2021-06-30"), job("b", "2023-01-01", "2023-06-30")
    judged = judge(requirement(YEAR), candidate(*parts), full(), on=ON)
    assert ([one.code for one in judged.problems], judged.verdict) == (["career.gap"], MET)


@pytest.mark.parametrize(
    ("code", "held", "verdict"),
    [
        ("degree.no_level", degree("d", "", conferred="2020"), UNDETERMINED),
        ("degree.not_conferred", degree("d", "bachelor", expected="2025"), NOT_MET),
        ("degree.no_date", degree("d", "bachelor"), UNDETERMINED),
        ("degree.both_dates", degree("d", "bachelor", conferred="2020", expected="2030"), MET),
    ],
)
def test_a_degree_that_is_not_clear_is_answered_as_stated(code: str, held: Any, verdict: Verdict) -> None:
    judged = judge(requirement(BACHELOR), candidate(degrees=[held]), full(), on=ON)
    assert ([one.code for one in judged.problems], judged.verdict) == ([code], verdict)


@pytest.mark.parametrize(
    ("code", "first", "last", "verdict"),
    [
        ("licence.no_validity", "", "", UNDETERMINED),
        ("licence.lapses_on_day", "", "2024-06-14", MET),
        ("licence.lapsed", "", "2024-06-13", NOT_MET),
        ("licence.begins_later", "2024-06-15", "2030-01-01", NOT_MET),
        ("licence.ends_before_starts", "2024-06-15", "2024-06-01", UNDETERMINED),
    ],
)
def test_a_licence_that_is_not_clear_is_answered_as_stated(code: str, first: str, last: str, verdict: Verdict) -> None:
    held = HeldLicence(
        id="l",
        name="Driver",
        valid_from=PartialDate.read(first) if first else None,
        valid_through=PartialDate.read(last) if last else None,
    )
    judged = judge(requirement(DRIVER), candidate(licences=(held,)), full(), on=ON)
    assert ([one.code for one in judged.problems], judged.verdict) == ([code], verdict)


def test_every_answer_stands_in_the_documents_in_these_words() -> None:
    text = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    assert [code for code, answer in ANSWERS.items() if f"`{code}` | {answer}" not in text] == []


# --- the text ---------------------------------------------------------------------------------------------------


def test_an_amount_that_contradicts_itself_is_asked_about_whatever_the_candidate_has() -> None:
    asked = parse_requirement("One (1) year (2 years) of clerical experience.")
    found = judge(asked, candidate(job("a", "2000-01-01", title="Clerical lead")), full(), on=ON)
    assert found.verdict is UNDETERMINED
    assert "contradicts itself" in found.node(asked.root.id).says
    assert [missing.about for _, missing in found.questions()] == ["amount"]
    assert any("contradict" in one or "The text:" in one for one in found.cautions)


def test_and_or_lets_time_under_both_go_together() -> None:
    parts = asks("24", "1.1", fields=("accounting",)), asks("24", "1.2", fields=("auditing",))
    who = candidate(job("a", "2020-01-01", "2020-12-31", title="Accounting lead"))
    found = answered(who, AnyOf(id="1", parts=parts, combinable=True))
    # 12 of 24 months are a half for certain, and whether it was auditing as well nobody has said.
    assert found.verdict is UNDETERMINED


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_an_empty_requirement_is_refused_and_not_taken_for_met(text: str) -> None:
    with pytest.raises(EmptyRequirementError):
        parse_requirement(text)


def test_a_text_that_says_nothing_is_asked_is_met_by_anybody() -> None:
    assert judge(parse_requirement("No experience required."), Candidate(), full(), on=ON).verdict is MET
