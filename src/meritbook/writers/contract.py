"""A performance contract as PDF/UA-1, with the same words for machines attached: `contract.json`.

The content is that of the standard form of the Colorado guide (SES Form 1), in a layout of our own and without its
instructions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from meritbook.core.contracts.text import Area, ContractText, Measure, Parties, Project
from meritbook.core.values import Value, canonical_json
from meritbook.writers.paper import (
    Paper,
    Part,
    Words,
    bullets,
    facts,
    heading,
    long_date,
    paragraph,
    said_parts,
    signature,
)
from meritbook.writers.paper_pdf import Attached, pdf

ATTACHED = "contract.json"
FORMAT: Literal["meritbook-contract-1"] = "meritbook-contract-1"
RATINGS = ("1", "2", "3", "4")
_EMPTY = "[  ]"


class SignatureLine(Value):
    """Who signs as what, and how."""

    role: str
    name: str
    title: str = ""
    how: str
    """In words. On a page that is set before people sign only what stays true: asked, or signed before."""
    on: date | None = None
    note: str = ""


class ContractWords(Value):
    """The words for machines, with the hash of each section and of the whole."""

    format: Literal["meritbook-contract-1"] = FORMAT
    reference: str
    text: ContractText
    sections: dict[str, str]
    sha256: str
    signatures: tuple[SignatureLine, ...] = ()
    """Who was asked, and what was known when the PDF was set; what was signed since is in the seals of the file."""


class ContractPaper(Value):
    """What a contract says as a document."""

    jurisdiction: str
    office: str
    reference: str
    written_on: date
    text: ContractText
    cap_rule: str = ""
    """The rule that caps the salary, with its source; empty where the law has none."""
    without_limit: str = ""
    """Why the salary was proposed while no limit of its first day was on record; empty where one was."""
    alters: str = ""
    """Which signed version it alters, and why."""
    signatures: tuple[SignatureLine, ...]
    language: str = "en"

    @property
    def title(self) -> str:
        """The title of the document."""
        last = self.text.terms.ends_before - timedelta(days=1)
        return f"Performance contract, {long_date(self.text.terms.starts_on)} to {long_date(last)}"

    @property
    def words(self) -> ContractWords:
        """The same for machines."""
        return ContractWords(
            reference=self.reference,
            text=self.text,
            sections=self.text.hashes(),
            sha256=self.text.seal(),
            signatures=self.signatures,
        )


def paper(contract: ContractPaper) -> Paper:
    """The contract as the office sends it out."""
    return Paper(
        name="contract",
        title=contract.title,
        reference=contract.reference,
        jurisdiction=contract.jurisdiction,
        office=contract.office,
        written_on=contract.written_on,
        language=contract.language,
        parts=said_parts(_parts(contract)),
    )


def contract_pdf(contract: ContractPaper) -> bytes:
    """The contract as PDF/UA-1, with its words attached. Raises `LetterError` when it cannot be set."""
    says = "The words of this contract for machines, with the hash of each section."
    return pdf(paper(contract), Attached(ATTACHED, canonical_json(contract.words), says))


def _parts(contract: ContractPaper) -> Iterable[Part]:
    text = contract.text
    yield heading(contract.title, 1)
    yield paragraph(contract.alters)
    yield heading("Parties")
    yield _parties(text.parties)
    yield heading("Term and salary")
    yield _terms(contract)
    yield paragraph(contract.without_limit)
    if text.notes or contract.cap_rule:
        yield heading("Notes")
        yield bullets((*text.notes, contract.cap_rule))
    yield heading("Rating key")
    yield paragraph(
        "Each objective, each area, each project and the whole are rated from 1, the lowest, to 4, the highest, by "
        "people. What is not rated stays empty, and no rating is an average of others."
    )
    yield heading("Core requirements")
    for area in text.areas:
        yield from _area(area)
    if text.projects:
        yield heading("Special projects and emphasis areas")
        yield _table("Special projects and emphasis areas with their ratings", "Project", map(_project, text.projects))
    yield heading("Evaluation")
    rated = [area.title for area in text.areas] + [one.says for one in text.projects]
    whole = (Words(text="Overall performance rating", style="strong"),)
    yield _table("The evaluation of the year", "Part", [*((Words(text=one),) for one in rated), whole])
    yield heading("Signatures")
    yield paragraph(
        f"This page was set on {long_date(contract.written_on)} and does not change when somebody signs: it says who "
        "is asked to sign and what was known on that day. Whoever signs electronically, signs in this file: the "
        "signature panel of a PDF reader names each, in which role and when, and also what was taken back. The "
        "command “meritbook verify-contract FILE” checks the signatures and that these are the words that were "
        "signed. Whoever signs on paper, signs and dates here."
    )
    for line in contract.signatures:
        yield _signature(line)
    yield heading("Hashes of the sections")
    yield paragraph(
        "Each who signs, signs the words whose SHA-256 stands here. The attached file contract.json holds the same "
        "words for machines."
    )
    yield facts(
        "The SHA-256 of each section",
        ("Section", "SHA-256"),
        [(one.title, one.sha256) for one in text.sections()] + [("The whole", text.seal())],
    )


def _parties(parties: Parties) -> Part:
    def who(name: str, title: str = "") -> str:
        return f"{name}, {title}" if name and title else name

    return facts(
        "Who agrees",
        ("Part", "Name"),
        (
            ("Employee", who(parties.employee, parties.title)),
            ("Position", parties.position),
            ("Department", parties.department),
            ("Division", parties.division),
            ("Appointing authority", who(parties.appointing_authority, parties.appointing_authority_title)),
            ("Department director", parties.department_director),
        ),
    )


def _terms(contract: ContractPaper) -> Part:
    terms = contract.text.terms
    return facts(
        "Term and salary",
        ("What", "Agreed"),
        (
            ("First day", long_date(terms.starts_on)),
            ("Last day", long_date(terms.ends_before - timedelta(days=1))),
            ("Salary for a month", money(terms.salary)),
            ("Highest salary for a month", money(terms.cap) if terms.cap is not None else ""),
        ),
    )


def money(amount: Decimal) -> str:
    """`$9,000.00`."""
    return f"${amount:,.2f}"


def measure_in_words(measure: Measure) -> str:
    """`Days to refund: at most 21 days, by June 30, 2005 (Monthly report)`."""
    said = measure.says.rstrip(".")
    if measure.target is not None:
        bound = "at least" if measure.direction == "at_least" else "at most"
        said += f": {bound} {measure.target.normalize():f} {measure.unit}".rstrip()
    if measure.due_on is not None:
        said += f", by {long_date(measure.due_on)}"
    if measure.source:
        said += f" ({measure.source.rstrip('.')})"
    return f"{said}."


def _weight(weight: Decimal | None) -> str:
    return f"Weight: {weight.normalize():f} %" if weight is not None else ""


def _cell(first: str, *said: str) -> tuple[Words, ...]:
    return (Words(text=first, style="strong"), *(Words(text=one) for one in said if one))


def _area(area: Area) -> Iterable[Part]:
    yield heading(area.title, 3)
    rows = [
        _cell(one.says, one.clarification, *map(measure_in_words, one.measures), _weight(one.weight))
        for one in area.objectives
    ]
    whole = (Words(text=f"{area.title}, overall", style="strong"),)
    yield _table(f"Objectives of {area.title} with their ratings", "Objective", [*rows, whole])


def _project(project: Project) -> tuple[Words, ...]:
    expected = f"Results expected: {project.results_expected}" if project.results_expected else ""
    return _cell(project.says, expected, *map(measure_in_words, project.measures), _weight(project.weight))


def _table(summary: str, first: str, cells: Iterable[tuple[Words, ...]]) -> Part:
    """What is rated, with an empty box for each rating."""
    box = (Words(text=_EMPTY),)
    return Part(
        kind="table",
        summary=summary,
        head=(first, *RATINGS),
        widths=(12, 1, 1, 1, 1),
        rows=tuple((cell, *(box for _ in RATINGS)) for cell in cells),
    )


def _signature(line: SignatureLine) -> Part:
    day = f"Date: {long_date(line.on)}" if line.on is not None else "Date, where signed on paper:"
    return signature(line.role, f"{line.name}, {line.title}" if line.title else line.name, line.how, line.note, day)


__all__ = [
    "ATTACHED",
    "ContractPaper",
    "ContractWords",
    "SignatureLine",
    "contract_pdf",
    "measure_in_words",
    "money",
    "paper",
]
