"""A position description laid out as readable text, with the place of every answer.

A description that was filled in by form has no file to quote from. It is laid out here, always in the same
way, so that an allocation can quote it: each answered field is one `Statement` with its span. Answers that are
choices or numbers get a line in words, so that they can be quoted too.
"""

from __future__ import annotations

from decimal import Decimal

from meritbook.core.documents.layout import Layout
from meritbook.core.documents.model import BlockKind, Document
from meritbook.core.positions.model import (
    BudgetRole,
    Direction,
    PolicyRole,
    PositionDescription,
    Program,
    Reach,
    StaffKind,
    Statement,
    Subordinate,
)

REACH_IN_WORDS: dict[Reach, str] = {
    "unit": "one unit",
    "agency": "agency-wide",
    "regional": "regional",
    "statewide": "statewide",
    "enterprise": "across the whole enterprise",
}
POLICY_IN_WORDS: dict[PolicyRole, str] = {
    "none": "has no part in policy",
    "applies": "applies policy",
    "recommends": "recommends policy",
    "formulates": "formulates policy",
    "establishes": "establishes policy",
}
BUDGET_IN_WORDS: dict[BudgetRole, str] = {
    "none": "has no part in the budget",
    "monitors": "monitors the budget",
    "prepares": "prepares the budget",
    "manages": "manages the budget",
    "approves": "approves the budget",
}
DIRECTION_IN_WORDS: dict[Direction, str] = {
    "immediate": "immediate supervision",
    "general_supervision": "general supervision",
    "administrative": "administrative direction",
    "general_direction": "general direction",
}
KIND_IN_WORDS: dict[StaffKind, str] = {
    "manager": "manager",
    "supervisor": "supervisor",
    "professional": "professional",
    "technical": "technical",
    "clerical": "clerical",
    "other": "other",
}

TITLE_HEADINGS = frozenset(
    {
        "classification",
        "class",
        "class title",
        "class code",
        "job title",
        "job class",
        "job code",
        "civil service title",
        "business title",
        "office title",
        "official title",
        "payroll title",
        "position title",
        "posting title",
        "previous class",
        "proposed class",
        "requested class",
        "title",
        "title code no",
        "title code",
        "working title",
        "level",
        "salary grade",
        "pay grade",
        "pay range",
        "salary range",
        "incumbent",
        "employee name",
        "name of employee",
        "name of incumbent",
    }
)
"""Headings whose text names a title, a grade or a person: shown, and never evidence for an allocation."""


def plain_number(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros: `35`, `42.5`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Decimal) -> str:
    """An amount of dollars as people write it: `$2,100,000`, `$2,100,000.50`."""
    whole = amount == amount.to_integral_value()
    return f"${amount:,.0f}" if whole else f"${amount:,.2f}"


def duty_label(number: int, percent: Decimal | None) -> str:
    """How a person finds the duty: `duty 1, 35 %`."""
    return f"duty {number}" if percent is None else f"duty {number}, {plain_number(percent)} %"


def subordinate_line(line: Subordinate) -> str:
    """One line of subordinates in words: `4 Tax Audit Supervisor (supervisor, pay level 09)`."""
    head = line.title if line.count is None else f"{line.count} {line.title}"
    notes = [KIND_IN_WORDS[line.kind]] if line.kind else []
    if line.pay_level:
        notes.append(f"pay level {line.pay_level}")
    return f"{head} ({', '.join(notes)})" if notes else head


def program_line(program: Program) -> str:
    """One program in words: `Audit (statewide, 2 sub-programs): business and individual`."""
    notes = [REACH_IN_WORDS[program.reach]] if program.reach else []
    if program.sub_programs is not None:
        notes.append(f"{program.sub_programs} sub-program{'' if program.sub_programs == 1 else 's'}")
    head = f"{program.name} ({', '.join(notes)})" if notes else program.name
    return f"{head}: {program.description}" if program.description else head


def is_title_heading(heading: str) -> bool:
    """Whether text under this heading names a title, a grade or a person, and so never counts as evidence."""
    folded = " ".join("".join(ch if ch.isalnum() else " " for ch in heading.casefold()).split())
    return folded in TITLE_HEADINGS


class _Writer:
    """Adds lines to the layout and keeps a statement for each."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.statements: list[Statement] = []

    def heading(self, text: str, level: int = 2) -> None:
        self.layout.add(text, "heading", level=level)

    def say(
        self,
        field: str,
        label: str,
        text: str,
        *,
        lead: str = "",
        kind: BlockKind = "paragraph",
        weight: Decimal | None = None,
        evidence: bool = True,
    ) -> None:
        if not text.strip():
            return
        span = self.layout.add(text, kind, level=1 if kind == "list_item" else 0, lead=lead)
        self.statements.append(
            Statement(field=field, label=label, span=span, text=text, weight=weight, evidence=evidence)
        )


def lay_out(position: PositionDescription, *, version: int = 1) -> tuple[Document, tuple[Statement, ...]]:
    """The description as a document (key `position:{number}@{version}`) and one statement for each answer.

    Every statement's span cuts exactly its `text` out of the document's text. What was not answered has no line.
    The same description gives the same bytes.
    """
    name = f"Position {position.number}" if position.number else "Position without a number"
    layout = Layout(key=f"position:{position.number}@{version}", name=name)
    out = _Writer(layout)
    out.heading(f"Position description {position.number}".rstrip(), level=1)
    _identity(out, position)
    if position.purpose.strip():
        out.heading("Purpose")
        out.say("purpose", "purpose", position.purpose)
    if position.duties:
        out.heading("Duties")
        for duty in position.duties:
            percent = "" if duty.percent is None else f"{plain_number(duty.percent)} %. "
            out.say(
                f"duties.{duty.number}",
                duty_label(duty.number, duty.percent),
                duty.text,
                lead=f"{duty.number}. {percent}",
                kind="list_item",
                weight=duty.percent,
            )
    _organisation(out, position)
    _resources(out, position)
    _programs_and_policy(out, position)
    _qualifications(out, position)
    for number, (heading, text) in enumerate(position.other, start=1):
        if heading.strip():
            out.heading(heading)
        out.say(f"other.{number}", heading.strip() or "other text", text, evidence=not is_title_heading(heading))
    return layout.document(), tuple(out.statements)


def _identity(out: _Writer, position: PositionDescription) -> None:
    out.say("working_title", "working title", position.working_title, lead="Working title: ", evidence=False)
    out.say("current_class", "current class", position.current_class, lead="Current class: ", evidence=False)
    out.say("jurisdiction", "jurisdiction", position.jurisdiction, lead="Jurisdiction: ")
    out.say("department", "department", position.department, lead="Department: ")
    out.say("division", "division", position.division, lead="Division: ")
    out.say("unit", "unit", position.unit, lead="Unit: ")
    out.say("location", "location", position.location, lead="Location: ")
    if position.reports_to is not None:
        out.say("reports_to", "reports to", position.reports_to.title, lead="Reports to: ")
        out.say(
            "reports_to.position_number",
            "number of the position reported to",
            position.reports_to.position_number,
            lead="Number of the position reported to: ",
        )
    if position.direction_received is not None:
        words = DIRECTION_IN_WORDS[position.direction_received]
        out.say("direction_received", "direction received", f"works under {words}", lead="Direction received: ")


def _organisation(out: _Writer, position: PositionDescription) -> None:
    if position.subordinates is None and not position.supervision.strip():
        return
    out.heading("Who reports to this position")
    if position.subordinates is not None and not position.subordinates:
        out.say("subordinates", "supervises", "supervises nobody")
    for number, line in enumerate(position.subordinates or (), start=1):
        out.say(f"subordinates.{number}", f"supervises, line {number}", subordinate_line(line), kind="list_item")
    out.say("supervision", "supervision", position.supervision)


def _resources(out: _Writer, position: PositionDescription) -> None:
    stated = (position.budget, position.budget_role, position.fte)
    if all(answer is None for answer in stated) and not position.budget_text.strip():
        return
    out.heading("Resources")
    if position.budget is not None:
        out.say("budget", "program budget", f"{money(position.budget)} a year", lead="Budget: ")
    if position.budget_role is not None:
        out.say("budget_role", "role in the budget", BUDGET_IN_WORDS[position.budget_role], lead="Role in the budget: ")
    out.say("budget_text", "budget, in words", position.budget_text)
    if position.fte is not None:
        words = f"{plain_number(position.fte)} full-time equivalents directed"
        out.say("fte", "full-time equivalents", words, lead="Staff: ")


def _programs_and_policy(out: _Writer, position: PositionDescription) -> None:
    if position.programs:
        out.heading("Programs")
        for number, program in enumerate(position.programs, start=1):
            out.say(f"programs.{number}", f"program {number}", program_line(program), kind="list_item")
    if position.policy_role is not None or position.policy_text.strip():
        out.heading("Policy")
        if position.policy_role is not None:
            out.say("policy_role", "policy role", POLICY_IN_WORDS[position.policy_role], lead="Role in policy: ")
        out.say("policy_text", "policy, in words", position.policy_text)
    if position.decisions.strip():
        out.heading("Decisions")
        out.say("decisions", "decisions", position.decisions)
    if position.contacts.strip():
        out.heading("Contacts")
        out.say("contacts", "contacts", position.contacts)


def _qualifications(out: _Writer, position: PositionDescription) -> None:
    needed = position.specialised_qualification_required
    if needed is None and not position.specialised_qualification.strip() and not position.qualifications.strip():
        return
    out.heading("Qualifications")
    if needed is not None:
        words = "a specialised subject qualification is required"
        if not needed:
            words = "no specialised subject qualification is required"
        out.say(
            "specialised_qualification_required",
            "specialised qualification",
            words,
            lead="Specialised qualification: ",
        )
    out.say("specialised_qualification", "specialised qualification, in words", position.specialised_qualification)
    out.say("qualifications", "required qualifications", position.qualifications)
