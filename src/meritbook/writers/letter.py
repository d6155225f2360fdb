"""The decision letter as a value, and the one text that its PDF and its word-processor version both hold."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from meritbook.core.values import Value
from meritbook.core.verdict import Verdict
from meritbook.writers.paper import (
    IN_WORDS,
    Paper,
    Part,
    Words,
    bullets,
    facts,
    heading,
    lines,
    long_date,
    paragraph,
    said_parts,
    signature,
)


class Citation(Value):
    """Words cited, and where they stand: `duty 1, 35 %` of the description, `Levels of work` of a specification."""

    text: str
    where: str = ""


class Reason(Value):
    """One clause of the class, what was found for it, and the words of both texts."""

    clause: str
    verdict: Verdict
    why: str = ""
    class_words: tuple[Citation, ...] = ()
    position_words: tuple[Citation, ...] = ()


class Contrast(Value):
    """Why not the level above, or below."""

    direction: Literal["above", "below"]
    class_title: str
    says: str
    because: tuple[Reason, ...] = ()


class OpenQuestion(Value):
    """What was missing, and who was or can be asked."""

    question: str
    ask: str = ""


class Superseded(Value):
    """The earlier decision that this one replaces, and why."""

    reference: str
    decided_on: date
    outcome: str
    reason: str


class DecidedClass(Value):
    """The class that the position is allocated to. Without a code in its plan, `code` stays empty."""

    title: str
    code: str = ""
    pay: str = ""
    plan: str = ""
    plan_revision: int | None = None


class DecisionLetter(Value):
    """An allocation decision, told to the people whom it concerns.

    `decided` is the class, or `None` when the position belongs to none of the plans considered. `reviewed_result` says
    what the evidence gave, `agrees` whether the person who decided agrees with it, `otherwise_because` why not. How
    to ask for a review differs by jurisdiction and is given as paragraphs; the letter adds no rule of its own.
    """

    jurisdiction: str
    office: str
    office_lines: tuple[str, ...] = ()
    """Address, telephone and the like of the office, one a line."""
    addressee: tuple[str, ...] = ()
    department: str
    position_number: str
    working_title: str = ""
    reference: str
    """The number of the decision."""
    written_on: date
    decided_on: date
    effective_on: date | None = None
    decided: DecidedClass | None
    reviewed_result: str = ""
    agrees: bool = True
    otherwise_because: str = ""
    summary: str = ""
    exclusions: tuple[Reason, ...] = ()
    reasons: tuple[Reason, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    missing: tuple[OpenQuestion, ...] = ()
    plans_considered: tuple[str, ...] = ()
    supersedes: Superseded | None = None
    review: tuple[str, ...] = ()
    decided_by: str
    decided_by_title: str = ""
    ledger_reference: str = ""
    """The number of the decision's entry in the ledger."""
    ledger_hash_before: str = ""
    """The hash of the entry before: that of the decision's own holds the hash of the letter, and comes after it."""
    description_hash: str = ""
    result_hash: str = ""
    """The hash of the computed allocation that was reviewed."""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    """ISO 639 code of the letter's language, which the file carries for screen readers."""
    region: str = Field(default="US", pattern=r"^[A-Z]{2}$")

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"Allocation decision for position {self.position_number}"


# An exclusion that is met keeps the position out; "met" alone would read like good news.
EXCLUSION_IN_WORDS = {
    Verdict.MET: "Applies",
    Verdict.NOT_MET: "Does not apply",
    Verdict.UNDETERMINED: "Undetermined",
}


def outcome(decided: DecidedClass | None) -> str:
    """The class in words: `Public Service Executive II (4273A4), pay grade 33`."""
    if decided is None:
        return "No class of the plans considered"
    code = f" ({decided.code})" if decided.code else ""
    pay = f", {decided.pay}" if decided.pay else ""
    return f"{decided.title}{code}{pay}"


def parts(letter: DecisionLetter) -> tuple[Part, ...]:
    """What the letter says after its letterhead, in order. Both formats are set from this alone."""
    found = [lines(long_date(letter.written_on))]
    if letter.addressee:
        found.append(lines(*letter.addressee))
    found += [heading(letter.title, 1), *_decision(letter)]
    if letter.supersedes is not None:
        earlier = letter.supersedes
        found.append(heading("The decision that this one replaces"))
        found.append(
            paragraph(
                f"This decision replaces decision {earlier.reference} of {long_date(earlier.decided_on)} "
                f"({earlier.outcome}). The reason: {earlier.reason}"
            )
        )
    if letter.exclusions:
        found.append(heading("Positions that the series keeps out"))
        found.append(_reasons(letter.exclusions, "Exclusions of the series", EXCLUSION_IN_WORDS))
    if letter.reasons:
        found.append(heading("Reasons, clause by clause"))
        found.append(_reasons(letter.reasons, "Clauses of the class and what was found for each", IN_WORDS))
    for contrast in letter.contrasts:
        found.append(heading(f"Why not the level {contrast.direction}: {contrast.class_title}"))
        found.append(paragraph(contrast.says))
        if contrast.because:
            found.append(_reasons(contrast.because, f"Clauses of {contrast.class_title}", IN_WORDS))
    if letter.missing:
        found.append(heading("What the description does not say"))
        found.append(paragraph("These questions were open when the decision was made."))
        asked = [
            f"{line.question} (to be answered by: {line.ask})" if line.ask else line.question for line in letter.missing
        ]
        found.append(bullets(asked))
    if letter.review:
        found.append(heading("How to ask for a review"))
        found += [paragraph(text) for text in letter.review]
    found.append(signature(letter.decided_by, letter.decided_by_title, letter.office))
    found += _record(letter)
    return said_parts(found)


def paper(letter: DecisionLetter) -> Paper:
    """The letter, ready to be set."""
    return Paper(
        name="letter",
        title=letter.title,
        reference=f"Decision {letter.reference}",
        jurisdiction=letter.jurisdiction,
        office=letter.office,
        office_lines=letter.office_lines,
        written_on=letter.written_on,
        language=letter.language,
        region=letter.region,
        parts=parts(letter),
    )


def _decision(letter: DecisionLetter) -> list[Part]:
    rows = [
        ("Position", " · ".join(part for part in (letter.position_number, letter.working_title) if part)),
        ("Department", letter.department),
        ("Allocated to", outcome(letter.decided)),
        ("Class plan", _plan(letter.decided)),
        ("Decided on", long_date(letter.decided_on)),
        ("In effect from", long_date(letter.effective_on) if letter.effective_on else ""),
        ("Decision number", letter.reference),
    ]
    if letter.decided is None:
        opening = f"Position {letter.position_number} belongs to no class of the plans that were considered."
    else:
        opening = f"Position {letter.position_number} is allocated to the class {letter.decided.title}."
    table = facts("The decision in short", ("Matter", "As decided"), rows)
    found = [paragraph(opening), paragraph(letter.summary), table]
    if letter.plans_considered:
        found.append(paragraph(f"Class plans considered: {'; '.join(letter.plans_considered)}."))
    if letter.reviewed_result and letter.agrees:
        found.append(
            paragraph(
                f"The evidence in the position description points to: {letter.reviewed_result}. The decision agrees."
            )
        )
    elif letter.reviewed_result:
        found.append(
            paragraph(
                f"The evidence in the position description points to: {letter.reviewed_result}. "
                f"The decision is otherwise. The reason: {letter.otherwise_because}"
            )
        )
    elif letter.otherwise_because:
        found.append(paragraph(f"The reason: {letter.otherwise_because}"))
    return found


def _plan(decided: DecidedClass | None) -> str:
    if decided is None or not decided.plan:
        return ""
    return decided.plan if decided.plan_revision is None else f"{decided.plan}, revision {decided.plan_revision}"


def _reasons(reasons: tuple[Reason, ...], summary: str, words: dict[Verdict, str]) -> Part:
    rows = tuple(
        (
            (Words(text=reason.clause), *_quotes(reason.class_words)),
            (Words(text=words[reason.verdict], style="strong"),),
            (*((Words(text=reason.why),) if reason.why else ()), *_quotes(reason.position_words)),
        )
        for reason in reasons
    )
    return Part(
        kind="table",
        summary=summary,
        head=("What the class says", "Finding", "Why, in the words of the description"),
        widths=(8, 4, 9),
        rows=rows,
    )


def _quotes(citations: tuple[Citation, ...]) -> tuple[Words, ...]:
    return tuple(Words(text=citation.text, style="quote", where=citation.where) for citation in citations)


def _record(letter: DecisionLetter) -> list[Part]:
    said = []
    if letter.ledger_reference:
        said.append(f"Ledger entry: {letter.ledger_reference}")
    if letter.ledger_hash_before:
        said.append(f"Hash of the ledger entry before it (SHA-256): {letter.ledger_hash_before}")
    if letter.description_hash:
        said.append(f"Hash of the position description (SHA-256): {letter.description_hash}")
    if letter.result_hash:
        said.append(f"Hash of the computed allocation (SHA-256): {letter.result_hash}")
    return [heading("Record"), lines(*said)] if said else []
