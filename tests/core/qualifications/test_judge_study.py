"""Study in the verdict: substitution, degrees, credits, licences and age."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.qualifications.making import ON, amount, asks, candidate, degree, full, job, requirement, with_study
from meritbook.core.qualifications.candidate import HeldLicence, PartialDate
from meritbook.core.qualifications.judge import Settled, judge
from meritbook.core.qualifications.judge.study import valid_on
from meritbook.core.qualifications.model import (
    Age,
    AllOf,
    AnyOf,
    Credits,
    Education,
    Experience,
    Licence,
    Rate,
    Substitution,
)
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
BACHELOR = Education(id="1", text="a bachelor's degree", level="bachelor")


# --- substitution ---------------------------------------------------------------------------------------------


def test_education_waits_for_the_agency_until_it_has_determined() -> None:
    rules = full(education_for_experience={"how": "agency_determines"})
    asked = with_study("24", decided_by="the agency")
    who = candidate(job("a", "2023-01-01", "2023-12-31"), degrees=[degree("d", "master", conferred="2015")])
    waiting = judge(asked, who, rules, on=ON)
    assert waiting.verdict is UNDETERMINED
    assert [(node, missing.ask) for node, missing in waiting.questions()] == [("1.1", "the agency")]
    for months, verdict in (("12", MET), ("11", NOT_MET)):
        answer = Settled(verdict=MET, by="R. Osei", why="The degree covers the work.", months=Decimal(months))
        # 12 months of work and 12 by determination are 24; with 11 they are 23.
        assert judge(asked, who, rules, on=ON, settled={"1.2": answer}).verdict is verdict
    refused = Settled(verdict=NOT_MET, by="R. Osei", why="The degree is in another field.")
    assert judge(asked, who, rules, on=ON, settled={"1.2": refused}).verdict is NOT_MET


def test_without_education_there_is_nothing_for_the_agency_to_determine() -> None:
    asked = with_study("24", decided_by="the agency")
    assert judge(asked, candidate(job("a", "2023-01-01", "2023-12-31")), full(), on=ON).verdict is NOT_MET


@pytest.mark.parametrize(("level", "verdict"), [("associate", NOT_MET), ("bachelor", MET), ("master", MET)])
def test_a_degree_for_so_many_years_is_worth_these_years_and_waits_for_nobody(level: str, verdict: Verdict) -> None:
    degree_for_two_years = with_study("36", offers=BACHELOR.model_copy(update={"id": "1.2.1"}), most=amount("24"))
    who = candidate(job("a", "2023-01-01", "2023-12-31"), degrees=[degree("d", level, conferred="2015-06-01")])
    # 12 months of work and 24 for the degree are the 36 asked for; no policy has to say what the degree is worth.
    judged = judge(degree_for_two_years, who, full(education_for_experience=None), on=ON)
    assert judged.verdict is verdict
    short = candidate(job("a", "2023-01-02", "2023-12-31"), degrees=[degree("d", level, conferred="2015-06-01")])
    assert judge(degree_for_two_years, short, full(education_for_experience=None), on=ON).verdict is NOT_MET


DEGREES = {"associate": "2", "bachelor": "4", "master": "6"}


@pytest.mark.parametrize(("level", "enough", "too_much"), [("associate", 2, 3), ("bachelor", 4, 5), ("master", 6, 7)])
def test_degrees_are_worth_two_four_and_six_years(level: str, enough: int, too_much: int) -> None:
    rules = full(degree_years=DEGREES, education_for_experience={"how": "year_for_year"})
    who = candidate(degrees=[degree("d", level, conferred="2015-06-01")])
    assert judge(with_study(str(12 * enough)), who, rules, on=ON).verdict is MET
    assert judge(with_study(str(12 * too_much)), who, rules, on=ON).verdict is NOT_MET


def test_an_eight_year_class_is_four_of_a_degree_and_four_of_work() -> None:
    rules = full(degree_years=DEGREES, education_for_experience={"how": "year_for_year"})
    bachelor = [degree("d", "bachelor", conferred="2015-06-01")]
    asked = with_study("96")
    # 4 years of credit and 48 months are 96; with 47 they are 95.
    assert judge(asked, candidate(job("a", "2018-01", "2021-12"), degrees=bachelor), rules, on=ON).verdict is MET
    assert judge(asked, candidate(job("a", "2018-01", "2021-11"), degrees=bachelor), rules, on=ON).verdict is NOT_MET


def test_a_degree_of_no_stated_worth_leaves_the_class_open() -> None:
    rules = full(education_for_experience={"how": "year_for_year"})
    who = candidate(degrees=[degree("d", "bachelor", conferred="2015-06-01")])
    assert judge(with_study("24"), who, rules, on=ON).verdict is UNDETERMINED


def test_the_ceiling_over_study_holds() -> None:
    rules = full(degree_years={**DEGREES, "most": "3"}, education_for_experience={"how": "year_for_year"})
    who = candidate(degrees=[degree("d", "master", conferred="2015-06-01")])
    assert judge(with_study("36"), who, rules, on=ON).verdict is MET
    assert judge(with_study("37"), who, rules, on=ON).verdict is NOT_MET


@pytest.mark.parametrize(("hours", "verdict"), [("30", MET), ("29", NOT_MET)])
def test_thirty_semester_hours_are_a_year_of_study(hours: str, verdict: Verdict) -> None:
    rules = full(credits_to_year={"semester": "30", "quarter": "45"}, education_for_experience={"how": "year_for_year"})
    who = candidate(degrees=[degree("d", "college", conferred="2015", semester_hours=Decimal(hours))])
    assert judge(with_study("12"), who, rules, on=ON).verdict is verdict


@pytest.mark.parametrize(("hours", "verdict"), [("45", MET), ("44", NOT_MET)])
def test_forty_five_quarter_hours_are_the_same_year(hours: str, verdict: Verdict) -> None:
    rules = full(credits_to_year={"semester": "30", "quarter": "45"}, education_for_experience={"how": "year_for_year"})
    who = candidate(degrees=[degree("d", "college", conferred="2015", quarter_hours=Decimal(hours))])
    # 45 quarter hours at two thirds are 30 semester hours.
    assert judge(with_study("12"), who, rules, on=ON).verdict is verdict


def test_a_stated_rate_and_its_limit_go_before_the_policy() -> None:
    rate = Rate(give=amount("1", "year"), get=amount("6", "month"))
    asked = with_study("24", rates=(rate,), most=amount("1", "year"))
    rules = full(degree_years=DEGREES)
    who = candidate(job("a", "2023-01", "2023-12"), degrees=[degree("d", "bachelor", conferred="2015")])
    # Four years at six months each would be 24 months; at most 12 count, and 12 of work make 24.
    assert judge(asked, who, rules, on=ON).verdict is MET
    shorter = candidate(job("a", "2023-01", "2023-11"), degrees=[degree("d", "bachelor", conferred="2015")])
    assert judge(asked, shorter, rules, on=ON).verdict is NOT_MET


def test_what_is_missing_and_the_day_it_is_reached_reckon_with_what_stands_in() -> None:
    rate = Rate(give=amount("1", "year"), get=amount("6", "month"))
    asked = with_study("24", rates=(rate,), most=amount("1", "year"))
    rules = full(degree_years=DEGREES)
    work = job("a", "2024-01-01")
    without = judge(asked, candidate(work, degrees=[]), rules, on=ON).nearest
    # 1 January to 14 June are 5 months and 14/30: of 24 months 18.53 are missing, and 2025-12-31 ends the last one.
    assert without is not None
    assert (without.lacks, without.by_time_alone) == (("1.1: 18.53 months are missing",), date(2025, 12, 31))
    studied = candidate(work, degrees=[degree("d", "bachelor", conferred="2015")])
    judged = judge(asked, studied, rules, on=ON)
    # Of the 24 months of four years' study 12 stand in, so that 6.53 are missing and a year less has to pass.
    assert judged.verdict is NOT_MET
    assert judged.nearest is not None
    assert judged.nearest.lacks == ("1.1: 6.53 months are missing",)
    assert judged.nearest.by_time_alone == date(2024, 12, 31)
    assert judge(asked, studied, rules, on=date(2024, 12, 30)).verdict is NOT_MET
    assert judge(asked, studied, rules, on=date(2024, 12, 31)).verdict is MET


def test_experience_left_over_stands_in_for_education_year_for_year() -> None:
    rate = Rate(give=amount("1", "year"), get=amount("1", "year"))
    stands_in = Substitution(
        id="1.3", text="", offers=Experience(id="1.3.1"), asks="education", replaces=("1.2",), rates=(rate,), whole=True
    )
    study = Education(id="1.2", text="graduation from college", level="bachelor")
    asked = requirement(AllOf(id="1", parts=(asks("24", "1.1"), study), modifiers=(stands_in,)))
    # 24 months are asked for, and 48 more stand in for four years of college: 72 months, and not 71.
    assert judge(asked, candidate(job("a", "2018-01", "2023-12")), full(), on=ON).verdict is MET
    assert judge(asked, candidate(job("a", "2018-01", "2023-11")), full(), on=ON).verdict is NOT_MET


# --- study, licences, age -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "verdict"), [(None, NOT_MET), ({"how": "not_held"}, NOT_MET), ({"how": "admits"}, UNDETERMINED)]
)
def test_a_degree_in_progress_is_not_held_and_may_be_admitted(rule: dict[str, str] | None, verdict: Verdict) -> None:
    who = candidate(degrees=[degree("d", "bachelor", expected="2024-12-15")])
    judged = judge(requirement(BACHELOR), who, full(degree_in_progress=rule), on=ON)
    assert judged.verdict is verdict
    assert judged.node("1").met_on == date(2024, 12, 15)


@pytest.mark.parametrize(
    ("conferred", "verdict"),
    [("2024-06-14", MET), ("2024-06-15", NOT_MET), ("2024-06", UNDETERMINED), ("2024-05", MET)],
)
def test_a_degree_is_held_from_the_day_of_conferral(conferred: str, verdict: Verdict) -> None:
    who = candidate(degrees=[degree("d", "bachelor", conferred=conferred)])
    assert judge(requirement(BACHELOR), who, full(), on=ON).verdict is verdict


@pytest.mark.parametrize(
    ("field", "related", "verdict"),
    [
        ("Accounting", False, MET),
        ("Art history", False, NOT_MET),
        ("Art history", True, UNDETERMINED),
        ("", False, UNDETERMINED),
    ],
)
def test_the_field_of_a_degree(field: str, related: bool, verdict: Verdict) -> None:
    node = Education(id="1", text="", level="bachelor", fields=("accounting",), related_field=related)
    who = candidate(degrees=[degree("d", "bachelor", conferred="2015", field=field)])
    assert judge(requirement(node), who, full(), on=ON).verdict is verdict


def test_a_degree_without_a_level_is_asked_about() -> None:
    judged = judge(
        requirement(BACHELOR),
        candidate(degrees=[degree("d", "", conferred="2015", title="Diploma")]),
        full(),
        on=ON,
    )
    assert judged.verdict is UNDETERMINED
    assert judged.node("1").missing[0].question == "Which level is degree d (Diploma)?"
    assert [one.code for one in judged.problems] == ["degree.no_level"]


def test_credits_in_a_field_are_counted_where_the_study_is_in_that_field() -> None:
    wanted = Credits(value=Decimal(24), unit="semester_hour", fields=("accounting",))
    node = requirement(Education(id="1", text="24 semester units of accounting", credits=(wanted,)))
    for hours, field, verdict in ((24, "Accounting", MET), (23, "Accounting", NOT_MET), (24, "History", UNDETERMINED)):
        study = degree("d", "college", conferred="2015", field=field, semester_hours=Decimal(hours))
        assert judge(node, candidate(degrees=[study]), full(), on=ON).verdict is verdict


@pytest.mark.parametrize(
    ("through", "verdict"),
    [("2024-06-13", NOT_MET), ("2024-06-14", MET), ("2024-06-15", MET), ("2024-06", UNDETERMINED)],
)
def test_a_licence_is_valid_on_its_last_day_and_not_after(through: str, verdict: Verdict) -> None:
    held = HeldLicence(id="l", name="Driver license", valid_through=PartialDate.read(through))
    assert valid_on(held, ON) is verdict
    node = Licence(id="1", text="a valid driver's license", name="driver", valid=True)
    assert judge(requirement(node), candidate(licences=(held,)), full(), on=ON).verdict is verdict


def test_a_licence_that_is_needed_at_appointment_does_not_bind_on_the_day() -> None:
    root = AllOf(
        id="1", parts=(asks("12", "1.1"), Licence(id="1.2", text="a driver's license", name="driver", by="appointment"))
    )
    judged = judge(requirement(root), candidate(job("a", "2020-01-01")), full(), on=ON)
    assert judged.verdict is MET
    assert judged.node("1.2").applies is False


@pytest.mark.parametrize(
    ("born", "on", "verdict"),
    [
        (date(2003, 6, 14), date(2024, 6, 14), MET),
        (date(2003, 6, 15), date(2024, 6, 14), NOT_MET),
        (date(2004, 2, 29), date(2025, 2, 28), NOT_MET),
        (date(2004, 2, 29), date(2025, 3, 1), MET),
    ],
)
def test_the_age_is_reached_on_the_birthday(born: date, on: date, verdict: Verdict) -> None:
    node = Age(id="1", text="at least 21 years of age", at_least=Decimal(21))
    assert judge(requirement(node), candidate(born_on=born), full(), on=on).verdict is verdict


@pytest.mark.parametrize("joint", [AllOf, AnyOf])
def test_what_is_asked_at_appointment_alone_refuses_nobody_before(joint: type[AllOf] | type[AnyOf]) -> None:
    later = [Licence(id=f"1.{one}", text="a licence", name="driver", by="appointment") for one in (1, 2)]
    judged = judge(requirement(joint(id="1", parts=tuple(later))), candidate(), full(), on=ON)
    assert judged.verdict is MET
    assert judged.node("1").says == "Nothing of it is asked on this day."
    assert judge(requirement(later[0].model_copy(update={"id": "1"})), candidate(), full(), on=ON).verdict is MET
