"""Decision letters: the value, and the two files that it becomes."""

from meritbook.writers.letter import (
    Citation,
    Contrast,
    DecidedClass,
    DecisionLetter,
    OpenQuestion,
    Reason,
    Superseded,
)
from meritbook.writers.letter_docx import decision_letter_docx
from meritbook.writers.letter_pdf import decision_letter_pdf

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
