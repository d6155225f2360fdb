"""The papers of a published report: PDF, workbook and data package, made of what is sealed and of nothing else."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from meritbook.core.results.report import Contents
from meritbook.writers.annual_report import report_pdf
from meritbook.writers.report_data import report_zip
from meritbook.writers.report_xlsx import report_xlsx

FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""The forms that a published report is kept in, with their media types."""


class Papers(NamedTuple):
    """The bytes of each form."""

    pdf: bytes
    xlsx: bytes
    zip: bytes


def papers_of(report: Contents, *, key: str) -> Papers:
    """The papers of a report. Raises `LetterError` when the PDF cannot be set."""
    return Papers(
        pdf=report_pdf(report, government=settings.MERITBOOK_GOVERNMENT),
        xlsx=report_xlsx(report),
        zip=report_zip(report, name=f"{key}-{report.number}"),
    )


def file_name(key: str, number: int, form: str) -> str:
    """Under which a form of an edition is saved: `revenue-fy2005-edition-1.pdf`."""
    return f"{key}-edition-{number}{'-data' if form == 'zip' else ''}.{form}"
