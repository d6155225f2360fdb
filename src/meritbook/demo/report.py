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
from meritbook.demo import served
from meritbook.demo.examining import Examined
from meritbook.demo.served import Served
from meritbook.demo.service import executives
from meritbook.demo.state import State
from meritbook.records.models import PlanRevision

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
            ("Executive to come", one.username, findings.password) for one in executives(findings.state) if one.shown
        ]
    output.table(("Role", "Username", "Password"), rows, indent="  ")
    output.line("  The public needs no sign-in. The password is made for this folder and good on this machine alone.")
    output.line(f"Done in {seconds:.0f} seconds.")


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
