"""What the demonstration found, as lines and as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from meritbook.actions.ledger import Report
from meritbook.cli.answers import DemoAnswer
from meritbook.cli.output import Output
from meritbook.cli.render import show_allocation
from meritbook.core.allocation.model import AllocationResult
from meritbook.core.positions.check import Problem
from meritbook.core.verdict import Verdict
from meritbook.demo import raters, served
from meritbook.demo.examining import Examined
from meritbook.demo.register import KEEPER
from meritbook.demo.served import Served
from meritbook.demo.service import READER, executives
from meritbook.demo.state import State
from meritbook.records.models import AnnualReport, PlanRevision, User

ROLE_WORDS = {
    "analyst": "Classification analyst",
    "agency_hr": "Agency HR officer",
    "department_director": "Department director",
    "appointing_authority": "Appointing authority",
    "executive": "Executive",
    "personnel_director": "State Personnel Director",
    "personnel_staff": "Personnel staff",
    "results_administrator": "Results administrator",
    "results_facilitator": "Results facilitator",
    "results_practitioner": "Results practitioner",
    "auditor": "Auditor",
    "system_administrator": "System administrator",
}


@dataclass
class Findings:
    """Everything that the steps found."""

    state: State
    password: str = ""
    plans: list[PlanRevision] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    positions: int = 0
    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    example: AllocationResult | None = None
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    decisions: int = 0
    examined: Examined = field(default_factory=Examined)
    service: Served = field(default_factory=Served)
    verification: Report = field(init=False)
    day: date = field(init=False)
    """The day that the demonstration has reached."""

    def answered(self, status: str) -> int:
        """How many allocations gave that answer."""
        return sum(count for (one, _), count in self.answers.items() if one == status)


def answer(findings: Findings, home: str) -> DemoAnswer:
    """The report as JSON."""
    seats = findings.service.seats
    return DemoAnswer(
        home=home,
        day=findings.day.isoformat(),
        documents=len(findings.documents),
        plans=len(findings.plans),
        classes=sum(plan.entries.count() for plan in findings.plans),
        people=len(findings.state.people),
        positions=findings.positions,
        allocated=findings.answered("allocated"),
        none=findings.answered("none"),
        undetermined=findings.answered("undetermined"),
        decisions=findings.decisions,
        examinations=len(findings.examined.verdicts),
        candidates=findings.examined.candidates,
        determinations=findings.examined.determinations,
        candidates_to_try=findings.examined.to_try,
        seats_allowed=seats.cap if seats else None,
        seats_filled=seats.filled if seats else 0,
        seats_reserved=seats.reserved if seats else 0,
        nominations=dict(findings.service.nominations),
        acts_of_law=dict(findings.service.consequences),
        problems=len(findings.problems),
        verified=findings.verification.sound,
    )


def show(findings: Findings, output: Output, *, seconds: float) -> None:
    """Print the report."""
    output.line()
    output.line("What the allocations answered", style="bold")
    for (status, title), count in sorted(findings.answers.items(), key=lambda pair: (pair[0][0], pair[0][1])):
        output.line(f"  {count:>4}  {status}{'  ' + title if title else ''}")
    output.line()
    output.line(f"Checking the descriptions found {len(findings.problems)} problem(s)", style="bold")
    for number, problem in findings.problems[:3]:
        output.line(f"  {number}: {problem.message} [{problem.code}]")
    if len(findings.problems) > 3:
        output.line(f"  and {len(findings.problems) - 3} more; such a description stays a draft.")
    output.line()
    output.line(f"{findings.decisions} decisions stand, each with its letter as PDF and word-processor file.")
    _show_examinations(findings.examined, output)
    served.show(findings.service, output)
    _show_results(output)
    output.line()
    report = findings.verification
    if report.sound:
        output.line(
            f"The record is sound: {report.entries} ledger entries and {report.rows} rows are as they were written."
        )
    else:
        output.line(f"The record is not sound: {report.faults[0].says}", style="red")
    output.line(f"There it is {findings.day:%A} {findings.day.day} {findings.day:%B %Y} now.")
    if findings.example is not None:
        output.line()
        output.line("One allocation with its reasons", style="bold")
        output.line("-" * 31)
        show_allocation(findings.example, output)
    output.line()
    output.line("Sign in as", style="bold")
    rows = [(ROLE_WORDS[one.role], one.username, findings.password) for one in findings.state.people if one.shown]
    if findings.service.seats is not None:
        rows += [
            ("Executive to come" if one.username == READER else "Executive", one.username, findings.password)
            for one in executives(findings.state)
            if one.shown
        ]
    if User.objects.filter(username=KEEPER).exists():
        rows.append(("Results facilitator of Revenue", KEEPER, findings.password))
    output.table(("Role", "Username", "Password"), rows, indent="  ")
    output.line("  The public needs no sign-in. The password is made for this folder and good on this machine alone.")
    output.line(f"Done in {seconds:.0f} seconds.")


RESULTS = (
    "results opens Results: what is stale, missed or unowned; Record values from a file has a sample workbook with the "
    "mistakes that spreadsheets make, to mend and record.",
    "results takes a plan in from StratML and adopts it; director.rev and director.trn adopt what serves it.",
    "auditor charters an audit of a measure: its seed draws the sample again, and the rating stands at the measure.",
    "results claims a saving of the event Transit grants paid in a month, and auditor, who had no part, verifies it.",
    "results quantifies the risks and asks that one be borne; director.rev decides, and no more than the appetite.",
    "results closes the review of FY2005 Q2 that is open in Revenue, with a decision and follow-ups.",
    "results opens the draft report of the state on FY2004: what is stale stays out unless somebody answers for it.",
    "authority.rev rates chief1.rev: the contract shows its line of sight to the goals of the state, as it was rated.",
    "Without signing in, everybody reads the annual report of Revenue at /reports/rev-fy2004/.",
)
"""What to try of the results register."""
OPEN = raters.told()["open"]
ELEVEN, WAITS = raters.asked_in(OPEN), OPEN["waits"]
"""Who is asked in the assessment that is open to the reader, and who of them has yet to answer."""
COMPETENCIES = (
    "chief1.rev reads the report of January under Competencies, sees what changed since August and what may be chance,",
    "  finds out what director.rev was shown of it, and goes on with the development plan.",
    f"{', '.join(WAITS[:-1])} and {WAITS[-1]} have yet to answer on {OPEN['subject']}, until 29 April.",
    f"All eleven of that assessment can sign in: {', '.join(ELEVEN[:6])},",
    f"  {', '.join(ELEVEN[6:-1])} and {ELEVEN[-1]}.",
    "hr.rev draws up another one under Competencies, Assessments, and names the eleven; each of them answers.",
    "hr.rev keeps that assessment, and neither its page nor any other says who has answered.",
    "chief1.rev opens My ladder: from Public Service Executive III, to which the position is allocated, to the fourth,",
    "  with what is met and missing; an examination in Transportation found them 14 months of experience short.",
    "director.osp looks at the bench, with a reason, and at the seats: for five of Revenue somebody is named.",
)
"""What to try of leadership competencies."""


def _show_results(output: Output) -> None:
    if not AnnualReport.objects.exists():
        return
    output.line()
    output.line("Try the results register", style="bold")
    for line in RESULTS:
        output.line(f"  - {line}")
    output.line()
    output.line("Try leadership competencies", style="bold")
    for line in COMPETENCIES:
        output.line(f"    {line.strip()}" if line.startswith(" ") else f"  - {line}")


def _show_examinations(examined: Examined, output: Output) -> None:
    output.line()
    output.line("Who meets the minimum qualifications", style="bold")
    rows = [
        (number, *(str(counts[one.value]) for one in Verdict), str(sum(counts.values())))
        for number, counts in examined.verdicts.items()
    ]
    output.table(("Examination", "Met", "Not met", "Undetermined", "Candidates"), rows, indent="  ")
    output.line(
        f"  {examined.answers} questions were answered by people, and {examined.by_precedent} candidates by what was "
        f"answered before; {examined.determinations} are determined, each with its notice."
    )
    output.line(f"  Candidates to try it with: {examined.to_try}")
