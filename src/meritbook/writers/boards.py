"""The roll-up of the local boards of a fiscal year as a paper, and the PDF/UA-1 that it becomes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.core.results.board_roll_up import RollUp
from meritbook.writers.paper import Paper, Part, Words, bullets, heading, lines, long_date, paragraph
from meritbook.writers.paper_pdf import pdf


def roll_up_paper(found: RollUp, *, jurisdiction: str, office: str, written_on: date) -> Paper:
    """The paper: sums with how many boards are in each, the table, and what is left out."""
    missing = [one for one in found.rows if one.spent is None and one.state != "Accepted"]
    return Paper(
        name="report",
        title=f"Local boards for children from birth to five, fiscal year {found.fiscal_year}",
        reference=f"Boards {found.fiscal_year}",
        jurisdiction=jurisdiction,
        office=office,
        written_on=written_on,
        parts=(
            lines(long_date(written_on)),
            heading(f"Local boards for children from birth to five, fiscal year {found.fiscal_year}", 1),
            paragraph(
                "Only reports that were accepted are counted. A board that is missing is named, and is not zero."
            ),
            heading("The state"),
            _table(
                "Sums over the boards that report",
                ("What", "Figure", "Of how many boards"),
                (3, 3, 5),
                [(one.name, one.figure, one.says) for one in found.sums],
            ),
            heading("Board by board"),
            _table(
                "Each board with its report",
                ("Board", "Report", "Children", "Families", "Allocated", "Spent"),
                (4, 3, 2, 2, 3, 3),
                [
                    (
                        f"{one.title} ({one.area})" if one.area else one.title,
                        one.state,
                        one.children,
                        one.families,
                        _dollars(one.allocated),
                        _dollars(one.spent),
                    )
                    for one in found.rows
                ],
            ),
            paragraph(
                f"Counts of persons below {found.least_published} are left out, and with them what would give them "
                f"away: {found.left_out} counts of this table."
            ),
            *((heading("Missing"), bullets(f"{one.title}: {one.state}" for one in missing)) if missing else ()),
            *((heading("Composition not met at the end of the year"), bullets(found.broken)) if found.broken else ()),
        ),
    )


def roll_up_pdf(found: RollUp, *, jurisdiction: str, office: str, written_on: date) -> bytes:
    """The roll-up as PDF/UA-1. Raises `LetterError` when it cannot be set."""
    return pdf(roll_up_paper(found, jurisdiction=jurisdiction, office=office, written_on=written_on))


def _dollars(amount: Decimal | None) -> str:
    return "Not on record" if amount is None else f"${amount:,.2f}"


def _table(summary: str, head: tuple[str, ...], widths: tuple[int, ...], rows: list[tuple[str, ...]]) -> Part:
    return Part(
        kind="table",
        summary=summary,
        head=head,
        widths=widths,
        rows=tuple(
            tuple((Words(text=cell, style="plain" if place else "strong"),) for place, cell in enumerate(row))
            for row in rows
        ),
    )
