"""Record a year's service figures of a board out of a CSV or XLSX file: every line of it, or none."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies, recording_figures, storing
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.take_value_file import CSV, XLSX
from meritbook.core.results.board_figures import ServiceFileError, read_figures
from meritbook.readers.value_tables import read_tables
from meritbook.records import clock
from meritbook.records.models import LocalBoard, ServiceFigure
from meritbook.records.models.common import Vouched


def perform(
    actor: Actor, *, at: datetime, why: str, board: LocalBoard, fiscal_year: int, data: bytes, name: str
) -> list[ServiceFigure]:
    """The figures of each line. The file is kept byte for byte with them; one that is refused is not kept.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `HeadError`; `ServiceFileError` with every cell that stands in
    the way; and what `read_tables` raises.
    """
    on = clock.day_of(at)
    name = policies.check_text(name, field="name", longest=255)
    possible.check_year(fiscal_year)
    require(actor, Capability.KEEP_BOARD, board, on=on)
    tables = read_tables(data, name=name)
    if len(tables) > 1:
        raise ServiceFileError(
            f"“{name}” holds {len(tables)} sheets with something in them.", where=tables[1].name,
            remedy="Hand in a file with one sheet.",
        )  # fmt: skip
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        policy = boarding.board_policy(on)
        programs = {one.key.casefold(): one for one in boarding.programs_in(held, policy.year(fiscal_year))}
        found = read_figures(tables[0].rows, {key: one.title for key, one in programs.items()})
        for one in found:
            policies.check_text(one.source, field="source", required=False)
        kind = XLSX if data.startswith(b"PK") else CSV
        document, fresh = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=kind)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        rows: list[ServiceFigure] = []
        saved: list[Vouched] = [document] if fresh else []
        for one in found:
            row, changed = recording_figures.record(
                held, programs[one.program], fiscal_year, one, by=actor.user, at=at, document=document
            )
            rows.append(row)
            saved += changed
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_service_file",
            subject=f"board:{held.key}",
            facts={"fiscal_year": fiscal_year, "document": document.sha256, "lines": len(rows)},
            records=saved,
        )
    return rows
