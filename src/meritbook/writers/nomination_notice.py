"""The notice of a decision on a nomination for the executive service: the value, and the PDF that it becomes."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from meritbook.core.values import Value
from meritbook.core.verdict import Verdict
from meritbook.writers.paper import (
    IN_WORDS,
    Paper,
    Part,
    Words,
    facts,
    heading,
    lines,
    long_date,
    paragraph,
    said_parts,
    signature,
)
from meritbook.writers.paper_pdf import pdf


class RuleTold(Value):
    """A rule of the law, as the notice tells what came of it."""

    says: str
    verdict: Verdict
    source: str
    rank: str


class NominationNotice(Value):
    """What the notice says, complete."""

    jurisdiction: str
    office: str
    office_lines: tuple[str, ...] = ()
    addressee: tuple[str, ...]
    reference: str
    position_number: str
    working_title: str = ""
    department: str
    nominated_on: date
    decided_on: date
    approved: bool
    reason: str = ""
    rules: tuple[RuleTold, ...] = ()
    decided_by: str
    decided_by_title: str = "State Personnel Director"
    ledger_reference: str
    ledger_hash_before: str
    description_hash: str
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    region: str = Field(default="US", pattern=r"^[A-Z]{2}$")

    @property
    def title(self) -> str:
        """The title of the notice."""
        return f"Position {self.position_number}: the nomination for the executive service"


def nomination_notice_pdf(notice: NominationNotice) -> bytes:
    """The notice as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(notice))


def paper(notice: NominationNotice) -> Paper:
    """The notice, ready to be set."""
    return Paper(
        name="notice",
        title=notice.title,
        reference=f"Notice {notice.reference}",
        jurisdiction=notice.jurisdiction,
        office=notice.office,
        office_lines=notice.office_lines,
        written_on=notice.decided_on,
        language=notice.language,
        region=notice.region,
        parts=parts(notice),
    )


def parts(notice: NominationNotice) -> tuple[Part, ...]:
    """What the notice says after its letterhead, in order."""
    name = f"Position {notice.position_number}" + (f", {notice.working_title}," if notice.working_title else "")
    decided = "is approved for" if notice.approved else "is not taken into"
    what_now = (
        "A seat stays reserved for it. Your department sets the day on which the position enters the service, on or "
        "after the day of this decision."
        if notice.approved
        else "The seat that was reserved for it is free again. The position stays in its present plan."
    )
    rows = tuple(
        (
            (Words(text=rule.says),),
            (Words(text=IN_WORDS[rule.verdict], style="strong"),),
            (Words(text=rule.source), Words(text=f"Rank: {rule.rank}")),
        )
        for rule in notice.rules
    )
    return said_parts(
        [
            lines(long_date(notice.decided_on)),
            lines(*notice.addressee),
            heading(notice.title, 1),
            paragraph(f"{name} of the {notice.department} {decided} the executive service."),
            paragraph(what_now),
            *([heading("Reason"), paragraph(notice.reason)] if notice.reason else []),
            facts(
                "The nomination in short",
                ("What", "Value"),
                (
                    ("Reference", notice.reference),
                    ("Nominated on", long_date(notice.nominated_on)),
                    ("Decided on", long_date(notice.decided_on)),
                    ("Decision", "Approved" if notice.approved else "Refused"),
                ),
            ),
            *(
                [
                    heading("What the law says of it"),
                    Part(
                        kind="table",
                        summary="Each rule, what came of it, and where it stands",
                        head=("Rule", "Answer", "Where it stands"),
                        widths=(4, 2, 4),
                        rows=rows,
                    ),
                ]
                if rows
                else []
            ),
            heading("The decision is final"),
            paragraph("The State Personnel Director decides on nominations for the service, and decides finally."),
            signature(notice.decided_by, notice.decided_by_title, notice.office),
            heading("On record"),
            facts(
                "Where the decision is on record",
                ("What", "Value"),
                (
                    ("Entry in the ledger", notice.ledger_reference),
                    ("Hash of the entry before it", notice.ledger_hash_before),
                    ("Hash of the position description", notice.description_hash),
                ),
            ),
        ]
    )
