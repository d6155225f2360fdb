"""The letter that tells an executive the salary of the next contract: the value, and the PDF that it becomes."""

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


class PayLetter(Value):
    """A salary that the director approved for the next contract, told to the executive."""

    jurisdiction: str
    office: str
    executive: str
    department: str
    position_number: str
    position_title: str = ""
    reference: str
    written_on: date
    starts_on: date
    before: str
    """In dollars for a month, as every amount here."""
    salary: str
    change: str
    """The change in a sentence, which names the base of its percentage."""
    cap: str
    """The highest salary, or that none is on record."""
    without_limit: str = ""
    """While no limit was on record: the last one known, and why it was approved all the same."""
    grounds: tuple[tuple[str, str], ...]
    """The ground of the law, and the director's words."""
    appraisal: str
    """On which appraisal it rests, or why it was approved before one."""
    reduction: str = ""
    """Where it goes down: that this cannot be appealed."""
    rules: tuple[tuple[str, str, str], ...]
    """Rule, what it found, and where it stands."""
    decided_by: str
    ledger_reference: str
    ledger_hash_before: str

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"Salary from {long_date(self.starts_on)}, position {self.position_number}"


def paper(letter: PayLetter) -> Paper:
    """The letter as the office sends it out."""
    return sent_out(letter, name="letter", called="Salary", written_on=letter.written_on, parts=parts(letter))


def parts(letter: PayLetter) -> tuple[Part, ...]:
    """What the letter says, part by part."""
    return said_parts(
        (
            lines(long_date(letter.written_on)),
            lines(letter.executive, letter.department, f"Position {letter.position_number} {letter.position_title}"),
            heading(letter.title, 1),
            paragraph(
                f"Your salary in the next contract is {letter.salary} a month from {long_date(letter.starts_on)}. "
                f"{letter.change}"
            ),
            paragraph(letter.reduction),
            facts(
                "The salary in short",
                ("What", "Amount for a month"),
                (
                    ("Before", letter.before),
                    (f"From {long_date(letter.starts_on)}", letter.salary),
                    ("Salary limit", letter.cap),
                ),
            ),
            paragraph(letter.without_limit),
            heading("On what it rests"),
            bullets(f"{title} {says}" for title, says in letter.grounds),
            heading("The appraisal"),
            paragraph(letter.appraisal),
            heading("What the law says"),
            bullets(f"{found} ({rule}; {place})" for rule, found, place in letter.rules),
            heading("What comes next"),
            paragraph(
                "The salary stands in the contract that you and the department sign. Within the contract year it does "
                "not change while your position and duties stay the same."
            ),
            heading("Record"),
            paragraph(
                f"The decision stands in the ledger as entry {letter.ledger_reference}, after the entry with the hash "
                f"{letter.ledger_hash_before}."
            ),
            signature(letter.decided_by, f"for the {letter.department}"),
        )
    )


def pay_letter_pdf(letter: PayLetter) -> bytes:
    """The letter as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(letter))
