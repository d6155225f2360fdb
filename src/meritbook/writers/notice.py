"""Notices on minimum qualifications: the value, how it is made from a judgement, and the two files that it becomes."""

from meritbook.writers.notice_told import found
from meritbook.writers.notice_value import (
    Answered,
    Asked,
    AskedPart,
    Cited,
    Found,
    JobTold,
    NearestWay,
    Noticed,
    NoticeOutcome,
    QualificationNotice,
    Replaced,
    RuleTold,
    StatedEntry,
)
from meritbook.writers.notice_words import paper
from meritbook.writers.paper_docx import word_processor_file
from meritbook.writers.paper_pdf import pdf


def qualification_notice_pdf(notice: QualificationNotice) -> bytes:
    """The notice as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(paper(notice))


def qualification_notice_docx(notice: QualificationNotice) -> bytes:
    """The notice as DOCX, word for word as the PDF."""
    return word_processor_file(paper(notice))


__all__ = [
    "Answered",
    "Asked",
    "AskedPart",
    "Cited",
    "Found",
    "JobTold",
    "NearestWay",
    "NoticeOutcome",
    "Noticed",
    "QualificationNotice",
    "Replaced",
    "RuleTold",
    "StatedEntry",
    "found",
    "qualification_notice_docx",
    "qualification_notice_pdf",
]
