"""Notices of dismissal for failure to perform: the value, and the PDF that it becomes."""

from __future__ import annotations

from datetime import date

from meritbook.core.values import Value
from meritbook.writers.paper import (
    Paper,
    Part,
    bullets,
    facts,
    heading,
    lines,
    long_date,
    paragraph,
    said_parts,
    sent_out,
    signature,
)
from meritbook.writers.paper_pdf import pdf


class DismissalLetter(Value):
    """A notice of dismissal, told to the executive: why, the days that follow, and what may be done.

    Every day is as the law computed it; a day that it could not compute is left out and said to be unknown.
    """

    jurisdiction: str
    office: str
    executive: str
    department: str
    position_number: str
    position_title: str = ""
    reference: str
    written_on: date
    reason: str
    served_on: date
    served_how: str
    last_notice_on: date | None
    """The last day on which the law lets such a notice be given."""
    arrives_later: bool = False
    """Whether it reaches the executive on a day that is not known when it is written."""
    separation_on: date
    appeal_until: date | None
    law_says: str
    rule: str
    """The rule with its source and place."""
    insisted_because: str = ""
    """Why it is served though the law says that it is not as it should be."""
    rights: tuple[str, ...] = ()
    """What the executive may claim and what not, in plain words."""
    paper_name: str = ""
    """The file of the paper that was served before this was written; then this is the record of its service."""
    paper_sha256: str = ""
    draft: bool = False
    """Whether nothing is served yet and this is only looked at."""
    decided_by: str
    ledger_reference: str
    ledger_hash_before: str

    @property
    def title(self) -> str:
        """The title of the document."""
        if self.paper_sha256:
            return f"Record of service: notice of dismissal, position {self.position_number}"
        return f"Notice of dismissal, position {self.position_number}"


def paper(letter: DismissalLetter) -> Paper:
    """The notice as the office sends it out."""
    return sent_out(letter, name="notice", called="Notice", written_on=letter.written_on, parts=parts(letter))


def parts(letter: DismissalLetter) -> tuple[Part, ...]:
    """What the notice says, part by part."""
    appeal = "The last day to appeal could not be computed: ask the State Personnel Board before you rely on a day."
    if letter.appeal_until:
        appeal = f"The last day to appeal is {long_date(letter.appeal_until)}."
    elif letter.arrives_later:
        appeal = (
            "The days to appeal are counted from the day after this notice reaches you. Note that day; the last day "
            "to appeal is not known here."
        )
    return said_parts(
        (
            lines(letter.executive, letter.department, f"Position {letter.position_number} {letter.position_title}"),
            heading(letter.title, 1),
            *_opening(letter),
            heading("Why"),
            paragraph(letter.reason),
            heading("The days that count"),
            facts(
                "The days of this notice",
                ("What", "Day"),
                (
                    ("Served", f"{long_date(letter.served_on)}, {letter.served_how.lower()}"),
                    (
                        "Last day for such a notice",
                        long_date(letter.last_notice_on) if letter.last_notice_on else "not known",
                    ),
                    ("Last day of service", long_date(letter.separation_on)),
                    ("Last day to appeal", long_date(letter.appeal_until) if letter.appeal_until else "not known"),
                ),
            ),
            heading("What the law says"),
            paragraph(letter.law_says),
            paragraph(f"Rule: {letter.rule}"),
            paragraph(
                f"It is served all the same, for this reason: {letter.insisted_because}"
                if letter.insisted_because
                else ""
            ),
            heading("What you may do"),
            paragraph(appeal),
            bullets(letter.rights),
            *_check(letter),
            signature(letter.decided_by, f"for the {letter.department}"),
        )
    )


def _opening(letter: DismissalLetter) -> tuple[Part, ...]:
    if not letter.paper_sha256:
        return (
            paragraph(
                f"You are dismissed for failure to perform. Your last day of service is "
                f"{long_date(letter.separation_on)}."
            ),
        )
    return (
        paragraph(
            f"A notice of dismissal for failure to perform was served on {letter.executive} on paper on "
            f"{long_date(letter.served_on)}, {letter.served_how.lower()}. It was recorded on "
            f"{long_date(letter.written_on)}; this record is not the notice. The last day of service is "
            f"{long_date(letter.separation_on)}."
        ),
        paragraph(f"The paper is on file: {letter.paper_name}, SHA-256 {letter.paper_sha256}."),
    )


def _check(letter: DismissalLetter) -> tuple[Part, ...]:
    if letter.draft:
        return ()
    return (
        heading("How to check this notice"),
        paragraph(
            f"It stands in the ledger as entry {letter.ledger_reference}, after the entry with the hash "
            f"{letter.ledger_hash_before}."
        ),
    )


def dismissal_letter_pdf(letter: DismissalLetter) -> bytes:
    """The notice as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(letter))
