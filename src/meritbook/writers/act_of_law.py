"""The letter by which an act of the law is told: what is done from when, the rule, how it was read, and the rights."""

from __future__ import annotations

from datetime import date

from pydantic import Field

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
    signature,
)
from meritbook.writers.paper_pdf import pdf


class CitedRule(Value):
    """Where the rule stands: title, place, rank, and how much of it was read."""

    title: str
    place: str
    rank: str
    published: str = ""
    quote: str = ""
    read: str = ""


class ReadingTold(Value):
    """A text that allows two readings, how it was taken, and what would follow otherwise."""

    says: str
    taken: str
    alternative: str
    otherwise: str


class ActLetter(Value):
    """An act of the law that a person confirmed, told to those whom it concerns."""

    jurisdiction: str
    office: str
    office_lines: tuple[str, ...] = ()
    addressees: tuple[str, ...]
    """Who gets it, one a line."""
    act: str
    """What is done: `Conversion to the Management class`."""
    position_number: str
    position_title: str = ""
    department: str
    executive: str = ""
    reference: str
    written_on: date
    due_on: date
    last_day: bool = False
    """Whether `due_on` is the last day, and not the first one after."""
    served_on: date
    found: str
    """What the rule found, in a sentence."""
    effect: str
    done: tuple[str, ...]
    """What is done, step by step."""
    rule: str
    rule_says: str
    rule_on: date
    """The day on which the rule was put to the case."""
    citations: tuple[CitedRule, ...]
    readings: tuple[ReadingTold, ...] = ()
    rests_on: tuple[tuple[str, str], ...] = ()
    """The facts that the rule read, and how they stood."""
    cautions: tuple[str, ...] = ()
    appeal: str
    appeal_until: date | None = None
    rights: tuple[str, ...] = ()
    """What the executive keeps and what not, in plain words; empty where nobody leaves."""
    remarks: str = ""
    """What whoever confirmed it added."""
    confirmed_by: str
    confirmed_by_title: str = ""
    ledger_reference: str = ""
    ledger_hash_before: str = ""
    verdict_hash: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    region: str = Field(default="US", pattern=r"^[A-Z]{2}$")

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"{self.act}: position {self.position_number}"


def act_letter_pdf(letter: ActLetter) -> bytes:
    """The letter as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(letter))


def paper(letter: ActLetter) -> Paper:
    """The letter, ready to be set."""
    return Paper(
        name="letter",
        title=letter.title,
        reference=letter.reference,
        jurisdiction=letter.jurisdiction,
        office=letter.office,
        office_lines=letter.office_lines,
        written_on=letter.written_on,
        language=letter.language,
        region=letter.region,
        parts=parts(letter),
    )


def parts(letter: ActLetter) -> tuple[Part, ...]:
    """What the letter says after its letterhead, in order."""
    told = [
        lines(long_date(letter.written_on)),
        lines(*letter.addressees),
        heading(letter.title, 1),
        paragraph(letter.found),
        paragraph(letter.effect),
        _in_short(letter),
        heading("What is done"),
        bullets(letter.done),
        heading("Your right to appeal"),
        paragraph(letter.appeal),
        *((heading("What you keep and what you do not"), bullets(letter.rights)) if letter.rights else ()),
        *_rule(letter),
    ]
    if letter.remarks:
        told += [heading("Remarks"), paragraph(letter.remarks)]
    told.append(signature(letter.confirmed_by, letter.confirmed_by_title, letter.office))
    return said_parts([*told, *_record(letter)])


def _in_short(letter: ActLetter) -> Part:
    day = "Last day" if letter.last_day else "In effect from"
    return facts(
        "The act in short",
        ("Matter", "As confirmed"),
        [
            ("Act", letter.act),
            ("Position", " · ".join(part for part in (letter.position_number, letter.position_title) if part)),
            ("Department", letter.department),
            ("Executive", letter.executive),
            (day, long_date(letter.due_on)),
            ("Notice given on", long_date(letter.served_on)),
            ("Last day to appeal", long_date(letter.appeal_until) if letter.appeal_until else ""),
            ("Number", letter.reference),
        ],
    )


def _rule(letter: ActLetter) -> list[Part]:
    told = [heading("The rule that it rests on"), paragraph(f"{letter.rule_says} ({letter.rule})")]
    told.append(bullets(_citation(one) for one in letter.citations))
    if letter.rests_on:
        told.append(
            facts(f"What the rule read, as of {long_date(letter.rule_on)}", ("Fact", "As it stood"), letter.rests_on)
        )
    if letter.readings:
        told.append(heading("How the text was read"))
        for one in letter.readings:
            told.append(paragraph(one.says))
            told.append(bullets((f"Taken: {one.taken}", f"Not taken: {one.alternative}", one.otherwise)))
    if letter.cautions:
        told += [heading("Cautions"), bullets(letter.cautions)]
    return told


def _citation(one: CitedRule) -> str:
    quote = f", “{one.quote}”" if one.quote else ""
    published = f", {one.published}" if one.published else ""
    read = f"; {one.read}" if one.read else ""
    return f"{one.title}{published}, {one.place}{quote} (rank: {one.rank}{read})"


def _record(letter: ActLetter) -> list[Part]:
    said = []
    if letter.ledger_reference:
        said.append(f"Ledger entry: {letter.ledger_reference}")
    if letter.ledger_hash_before:
        said.append(f"Hash of the ledger entry before it (SHA-256): {letter.ledger_hash_before}")
    if letter.verdict_hash:
        said.append(f"Hash of the verdict (SHA-256): {letter.verdict_hash}")
    return [heading("Record"), lines(*said)] if said else []
