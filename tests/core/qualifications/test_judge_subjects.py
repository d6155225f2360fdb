"""What a job is about: shown by a title that names it or a duty that acts on it, and by nothing that stands nearby."""

from __future__ import annotations

import pytest

from core.qualifications.making import ON, asks, candidate, full, job, requirement
from meritbook.core.qualifications.judge import Judge
from meritbook.core.qualifications.judge.model import JobCount
from meritbook.core.verdict import Verdict

MET, UNDETERMINED = Verdict.MET, Verdict.UNDETERMINED
IT = "information technology"


def line(subject: str, title: str, *duties: str) -> JobCount:
    """What is said of one job where experience in this subject is asked."""
    asked = requirement(asks("12", fields=(subject,)))
    who = candidate(job("a", "2020-01-01", title=title, duties=duties))
    rules = Judge(asked, full(), on=ON)
    judged = rules.judge(who)
    assert rules.verdict(who) is judged.verdict
    return judged.node("1").jobs[0]


NEARBY = [
    ("auditing", "Receptionist", "Greeted visitors of the auditing department"),
    ("auditing", "Student", "Took courses in auditing"),
    ("auditing", "Student", "Performs auditing"),
    ("auditing", "Janitor", "Cleaned offices of an accounting and auditing firm"),
    ("accounting", "Janitor", "Maintains the building of an accounting and auditing firm"),
    ("accounting", "Owner", "Managed an accounting and auditing firm"),
    ("auditing", "Not an auditor; catering assistant", ""),
    ("auditing", "Non-auditing clerk", ""),
    ("auditing", "Assistant to the auditor", ""),
    ("auditing", "Driver for the auditing bureau", ""),
    ("accounting", "Student, accounting", ""),
    ("accounting", "Accounting department receptionist", ""),
    ("accounting", "Account executive", ""),
    ("accounting", "Associate", "Account executive for a radio station"),
    (IT, "Professional driver", "Drove staff of the information technology office"),
    (IT, "Office clerk", "Manages the calendar of the information technology director"),
    (IT, "Office clerk", "Manages the information technology office's calendar"),
    (IT, "Office clerk", "Prepared coffee for information technology meetings"),
    (IT, "Cook", "Served food to information technology staff and planned menus"),
    (IT, "Guard", "Responsible for driving information technology staff"),
    (IT, "Guard", "Responsible for cleaning information technology equipment"),
    (IT, "Guard", "In charge of parking near the information technology building"),
    (IT, "Clerk", "Answers calls about information technology and passes them on"),
    (IT, "Clerk", "Processes mail to and from information technology"),
    ("hospital", "Manager", "Managed a restaurant next to a hospital"),
    ("auditing", "Lead", "Supervises auditors"),
    ("auditing", "Clerk", "Audited by the state every year"),
    ("auditing", "Clerk", "Cleaned rooms (auditing)"),
    ("auditing", "Clerk", "Drove managers who planned and performed auditing"),
    ("auditing", "Clerk", "Attended lectures, read books and conducted auditing homework"),
    ("accounting", "Seller", "Manages customer accounts"),
    ("programming", "Lead", "Manages programs of the district"),
    ("engineering", "Mechanic", "Maintains engines"),
    ("accounting", "Writer", "Wrote articles on accounting"),
    ("nursing", "Cleaner", "Prepares rooms in a nursing home"),
    ("nursing", "Owner", "Manages a nursing home"),
    ("management", "Clerk", "Manages her own calendar"),
    ("purchasing", "Visitor", "Visited purchasing agents"),
    ("law enforcement", "Baker", "Prepared lunch for law enforcement"),
    ("human resources", "Guard", "Monitored the door of the human resources department"),
]
"""The words of the subject stand in it, and the candidate did something else, or may have."""

DONE = [
    ("auditing", "Associate", "Audits tax returns"),
    ("auditing", "Associate", "Performs auditing"),
    ("auditing", "Associate", "Conducted financial audits of county offices"),
    ("auditing", "Associate", "Auditing of tax returns."),
    ("auditing", "Associate", "Plans and conducts complex audits"),
    ("auditing", "Associate", "Prepared reports, and audited the books of towns"),
    ("auditing", "Associate", "I was responsible for auditing grants"),
    ("auditing", "Internal auditor", ""),
    ("auditing", "Auditing lead", ""),
    ("accounting", "Associate", "Performs professional accounting work"),
    ("accounting", "Associate", "Performed a full range of accounting duties for two agencies"),
    ("accounting", "Associate", "Responsible for budgeting and accounting"),
    ("accounting", "Associate", "In charge of all accounting for the agency"),
    ("accounting", "Associate", "Prepares accounting reports"),
    ("accounting", "Associate", "Greeted visitors and performed accounting work"),
    ("accounting", "Senior accountant", ""),
    ("accounting", "Accounting clerk", ""),
    (IT, "Associate", "Runs information technology services"),
    (IT, "Associate", "Plans information technology services and advises the offices that use them."),
    (IT, "Associate", "Leads information technology projects from the first request until they are handed over."),
    (IT, "Associate", "Manages the work of information technology specialists' projects"),
    (IT, "Associate", "Works in information technology"),
    (IT, "Systems analyst", ""),
    (IT, "Information technology project manager", ""),
    ("hospital", "Associate", "Managed a hospital"),
    ("budgeting", "Budget analyst", ""),
    ("budgeting", "Associate", "Prepares the budget of the agency"),
    ("budget management", "Associate", "Manages the budget"),
    ("human resources", "Associate", "Directs human resources programs"),
    ("law enforcement", "Associate", "Supervises law enforcement operations"),
    ("counseling", "Associate", "Counsels families in distress"),
    ("food service", "Associate", "Supervises food service"),
]
"""The subject is what the candidate worked on."""


@pytest.mark.parametrize(
    ("subject", "title", "duty", "verdict"),
    [*((*one, UNDETERMINED) for one in NEARBY), *((*one, MET) for one in DONE)],
)
def test_a_subject_shows_where_the_work_acts_on_it_and_is_asked_about_where_it_stands_nearby(
    subject: str, title: str, duty: str, verdict: Verdict
) -> None:
    found = line(subject, title, *filter(None, (duty,)))
    assert found.relevant is verdict
    if verdict is UNDETERMINED:
        assert found.least == 0
        assert subject in found.why
        assert found.quotes == ()
