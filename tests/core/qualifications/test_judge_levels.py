"""The level of a job by plain words of its title and duties, from both sides; what others are rules nothing out."""

from __future__ import annotations

import pytest

from core.qualifications.making import ON, asks, candidate, full, job, requirement
from meritbook.core.qualifications.judge import judge
from meritbook.core.qualifications.judge.model import JobCount
from meritbook.core.verdict import Verdict

MET, NOT_MET, UNDETERMINED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED


def line(level: str, *duties: str, title: str = "", class_title: str = "") -> JobCount:
    """What is said of one job where work at this level is asked."""
    who = candidate(job("a", "2020-01-01", title=title, class_title=class_title, duties=duties))
    return judge(requirement(asks("12", levels=(level,))), who, full(), on=ON).node("1").jobs[0]


@pytest.mark.parametrize(
    ("level", "duty"),
    [
        ("professional", "Performs professional accounting work"),
        ("professional", "Independently performed a full range of professional-level analysis"),
        ("professional", "Professional-level work in budgeting"),
        ("professional", "Worked independently in a professional capacity as a planner"),
        ("professional", "Conducts difficult professional audit assignments"),
        ("technical", "Performs technical-level testing"),
        ("journey", "Performed journey level electrical work"),
        ("supervisory", "Supervises six clerks"),
        ("supervisory", "Supervised the night shift"),
        ("supervisory", "Plans the work, and directly supervises the crew"),
        ("supervisory", "Trained and supervised new inspectors"),
        ("supervisory", "Hires, supervises and rates six clerks"),
        ("second_level_supervisory", "Supervises four unit supervisors"),
        ("managerial", "Manages the licensing division"),
        ("managerial", "Directed the work of the budget office"),
        ("managerial", "Plans and manages the operations of two programs"),
        ("administrative", "Administers the grants program"),
        ("executive", "Directs all work of the department"),
        ("lead", "Leads a team of programmers"),
        ("lead", "Led the crew of a snow plow"),
    ],
)
def test_a_duty_shows_its_level_in_plain_words_and_is_quoted(level: str, duty: str) -> None:
    found = line(level, "Other duties", duty)
    assert (found.relevant, found.why) == (MET, f"{level.replace('_', ' ')} by its duties")
    assert [(quote.text, quote.label) for quote in found.quotes] == [(duty, "a, duty 2")]


@pytest.mark.parametrize(
    ("level", "duty"),
    [
        ("professional", "Assists professional staff"),
        ("professional", "Types letters for professional work"),
        ("professional", "Supports professional work"),
        ("professional", "Schedules professional development"),
        ("professional", "Performs professional development"),
        ("professional", "Conducts himself in a professional manner"),
        ("professional", "Non-professional work"),
        ("professional", "Answers telephones"),
        ("technical", "Performs technical support"),
        ("supervisory", "Supervised by the chief engineer"),
        ("supervisory", "Was supervised by the chief"),
        ("supervisory", "Files papers, supervised closely by a senior clerk"),
        ("supervisory", "Files papers and is supervised"),
        ("supervisory", "Supervises children on the playground"),
        ("supervisory", "Supervises the work of inmates"),
        ("supervisory", "Does not supervise staff"),
        ("supervisory", "Learned to plan and supervise crews"),
        ("supervisory", "Attended classes on how to plan and supervise crews"),
        ("supervisory", "Is trained and supervised daily"),
        ("supervisory", "Works under supervision"),
        ("second_level_supervisory", "Supervises six clerks"),
        ("managerial", "Managed by the office director"),
        ("managerial", "Manages her own calendar"),
        ("managerial", "Manages records"),
        ("managerial", "Directs callers to the division"),
        ("managerial", "Directed by the head of the unit"),
        ("administrative", "Administers medication"),
        ("executive", "Directs traffic"),
        ("lead", "Leads tours"),
        ("lead", "Led by the crew chief"),
    ],
)
def test_a_duty_that_says_something_else_leaves_the_level_open(level: str, duty: str) -> None:
    found = line(level, duty)
    assert (found.relevant, found.quotes) == (UNDETERMINED, ())


@pytest.mark.parametrize(
    ("level", "title"),
    [
        ("professional", "Budget analyst"),
        ("professional", "Accountants, senior"),
        ("professional", "Assistant attorney general"),
        ("supervisory", "Clerk supervisor"),
        ("supervisory", "Supervising nurse"),
        ("managerial", "Program manager"),
        ("executive", "Executive director"),
        ("technical", "Engineering technician"),
        ("trainee", "Forester trainee"),
    ],
)
def test_a_title_shows_its_level_by_a_whole_word(level: str, title: str) -> None:
    assert line(level, title=title).relevant is MET
    assert line(level, class_title=title).relevant is MET


@pytest.mark.parametrize(
    ("level", "title"),
    [
        ("professional", "Engineering technician"),
        ("professional", "Accounting technician"),
        ("professional", "Program coordinator"),
        ("professional", "Assistant to the city engineer"),
        ("managerial", "Management analyst"),
        ("managerial", "Secretary to the director"),
        ("managerial", "Assistant director"),
        ("administrative", "Administrative assistant"),
        ("executive", "Executive secretary"),
        ("trainee", "Internal auditor"),
    ],
)
def test_a_title_with_a_like_word_leaves_the_level_open(level: str, title: str) -> None:
    assert line(level, title=title).relevant is UNDETERMINED


@pytest.mark.parametrize(
    "title",
    ["Office clerk", "Clerk II", "Information technology trainee", "Trainee accountant", "Nurse aide", "Clerk, senior"],
)
def test_what_the_writer_calls_the_job_rules_professional_work_out(title: str) -> None:
    found = line("professional", "Performs professional accounting work", title=title)
    assert found.relevant is NOT_MET
    assert [quote.text for quote in found.quotes] == [title]


@pytest.mark.parametrize(
    "title",
    ["Law clerk", "City clerk", "Clerk of the court", "Intern coordinator", "Supervisor of aides", "Clerical lead"],
)
def test_a_title_that_only_names_a_low_level_rules_nothing_out(title: str) -> None:
    assert line("professional", title=title).relevant is UNDETERMINED


def test_a_low_title_rules_out_no_other_level() -> None:
    assert line("supervisory", "Supervises six clerks", title="Office clerk").relevant is MET
