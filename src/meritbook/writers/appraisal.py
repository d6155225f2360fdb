"""Final appraisals: the value, and the PDF that it becomes."""

from __future__ import annotations

from datetime import date, timedelta

from meritbook.core.contracts.measures import MeasureFinding
from meritbook.core.contracts.rating import FrozenRating, Mark, rows
from meritbook.core.contracts.text import ContractText
from meritbook.core.values import Value
from meritbook.writers.paper import (
    Paper,
    Part,
    Words,
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


class LetterRow(Value):
    """What is rated, the mark, and the results beside it."""

    area: str
    title: str
    mark: int | None
    says: str = ""
    reason: str = ""
    results: tuple[str, ...] = ()


class AppraisalLetter(Value):
    """An appraisal that became final, as the executive has it."""

    jurisdiction: str
    office: str
    executive: str
    department: str
    position_number: str
    position_title: str = ""
    reference: str
    interim: bool = False
    starts_on: date
    ends_before: date
    final_on: date
    meeting_on: date | None
    meeting_says: str = ""
    rows: tuple[LetterRow, ...]
    says: str = ""
    executive_says: str = ""
    rated_by: str
    version: int
    text_sha256: str
    sha256: str
    ledger_reference: str
    ledger_hash_before: str

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"{'Interim appraisal' if self.interim else 'Appraisal'}, position {self.position_number}"


def letter_rows(text: ContractText, rating: FrozenRating) -> tuple[LetterRow, ...]:
    """The rows of the letter, in the order of the contract."""
    said = {one.measure: one for one in rating.findings}
    found = []
    for row in rows(text):
        mark = rating.marks.get(row.key, Mark())
        results = tuple(_result(said[one.key]) for one in row.measures if one.key in said)
        found.append(
            LetterRow(
                area=row.area,
                title=row.title,
                mark=mark.mark,
                says=mark.says,
                reason=mark.reason,
                results=results,
            )
        )
    return tuple(found)


def _result(one: MeasureFinding) -> str:
    source = f" Source: {one.counted[0].source.rstrip('.')}." if one.counted else ""
    return f"{one.stands}: {one.says} {one.sentence}{source}"


def paper(letter: AppraisalLetter) -> Paper:
    """The appraisal as the office sends it out."""
    return sent_out(letter, name="notice", called="Appraisal", written_on=letter.final_on, parts=parts(letter))


def parts(letter: AppraisalLetter) -> tuple[Part, ...]:
    """What the appraisal says, part by part."""
    last = letter.ends_before - timedelta(days=1)
    return said_parts(
        (
            lines(letter.executive, letter.department, f"Position {letter.position_number} {letter.position_title}"),
            heading(letter.title, 1),
            facts(
                "The appraisal",
                ("What", "Value"),
                (
                    ("Contract", f"{long_date(letter.starts_on)} to {long_date(last)}, version {letter.version}"),
                    ("Final on", long_date(letter.final_on)),
                    ("Meeting", long_date(letter.meeting_on) if letter.meeting_on else "none on record"),
                    ("Rated by", letter.rated_by),
                ),
            ),
            paragraph(letter.meeting_says),
            heading("The ratings, with the results beside them"),
            paragraph(
                "Each rating from 1, the lowest, to 4, the highest, was given by a person. None was computed from "
                "others, from weights or from results."
            ),
            Part(
                kind="table",
                summary="What was rated, the rating, the words, and the measured results as they were known",
                head=("What", "Rating", "Words and results"),
                widths=(5, 2, 7),
                rows=tuple(_table_row(one) for one in letter.rows),
            ),
            heading("The year as a whole") if letter.says else paragraph(""),
            paragraph(letter.says),
            heading("What the executive says"),
            paragraph(letter.executive_says or "The executive gave no comments before it became final."),
            heading("Acknowledgement"),
            paragraph(
                "Acknowledging is not agreeing: it says that the appraisal was received and read, and that it could "
                "be talked over."
            ),
            heading("How to check this appraisal"),
            paragraph(
                f"Ratings, words and results were sealed with the SHA-256 {letter.sha256}. The words of the contract "
                f"have the SHA-256 {letter.text_sha256}. It stands in the ledger as entry {letter.ledger_reference}, "
                f"after the entry with the hash {letter.ledger_hash_before}."
            ),
            signature(letter.rated_by, f"for the {letter.department}"),
        )
    )


def _table_row(one: LetterRow) -> tuple[tuple[Words, ...], ...]:
    title = [Words(text=one.title, style="strong")]
    if one.area:
        title.insert(0, Words(text=one.area))
    said = [Words(text=part) for part in (one.says, f"Reason for the 4: {one.reason}" if one.reason else "") if part]
    said += [Words(text=line) for line in one.results]
    return (
        tuple(title),
        (Words(text=str(one.mark) if one.mark is not None else "Not rated"),),
        tuple(said) or (Words(text="No words; nothing is measured."),),
    )


def appraisal_letter_pdf(letter: AppraisalLetter) -> bytes:
    """The appraisal as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(letter))
