"""What typing service figures of a program and taking them out of a file share: the row that takes another's place."""

from __future__ import annotations

from datetime import datetime

from meritbook.core.results.board_figures import Figures
from meritbook.records.models import BoardProgram, LocalBoard, ServiceFigure, StoredDocument, User
from meritbook.records.models.common import Vouched


def record(
    board: LocalBoard,
    program: BoardProgram,
    fiscal_year: int,
    figures: Figures,
    *,
    by: User,
    at: datetime,
    document: StoredDocument | None = None,
) -> tuple[ServiceFigure, list[Vouched]]:
    """The row, and all rows that were saved: the one before it stays, and is no longer current."""
    before = ServiceFigure.objects.filter(program=program, fiscal_year=fiscal_year, current=True).first()
    if before is not None:
        before.current = False
        before.save(update_fields=["current"])
    row = ServiceFigure.objects.create(
        board=board,
        program=program,
        fiscal_year=fiscal_year,
        children=figures.children,
        families=figures.families,
        spent=figures.spent,
        source=figures.source,
        document=document,
        recorded_by=by,
        recorded_at=at,
    )
    return row, [row, *([before] if before else [])]
