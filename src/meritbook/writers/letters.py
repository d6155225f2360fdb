"""Decision letters: the value, and the two files that it becomes."""

from meritbook.writers.letter import (
    Citation,
    Contrast,
    DecidedClass,
    DecisionLetter,
    OpenQuestion,
    Reason,
    Superseded,
    paper,
)
from meritbook.writers.paper_docx import word_processor_file
from meritbook.writers.paper_pdf import pdf


def decision_letter_pdf(letter: DecisionLetter) -> bytes:
    """The letter as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(letter))


def decision_letter_docx(letter: DecisionLetter) -> bytes:
    """The letter as DOCX, word for word as the PDF."""
    return word_processor_file(paper(letter))


__all__ = [
    "Citation",
    "Contrast",
    "DecidedClass",
    "DecisionLetter",
    "OpenQuestion",
    "Reason",
    "Superseded",
    "decision_letter_docx",
    "decision_letter_pdf",
]
