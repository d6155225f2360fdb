"""The ledger, and the proof that nothing was changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from meritbook.actions.permissions import Capability, require
from meritbook.actions.verification import verify
from meritbook.api import shapes
from meritbook.api.auth import actor, standing
from meritbook.api.replies import page_of, with_errors
from meritbook.desk import ledger as read
from meritbook.records import clock

router = Router(tags=["ledger"])


@router.get("/ledger", response=with_errors(shapes.Paged[shapes.EntryLine]))
def list_entries(
    request: HttpRequest,
    person: shapes.Words = "",
    action: shapes.Words = "",
    subject: shapes.Words = "",
    page: shapes.Number = 1,
) -> Any:
    """Entries of the ledger, newest first."""
    require(actor(request), Capability.READ_LEDGER, on=clock.today())
    asked = read.Filter(*(part.replace("\0", "") for part in (person, action, subject)))
    return page_of(read.entries(standing(request), asked, page))


@router.get("/ledger/verification", response=with_errors(shapes.Verification))
def get_verification(request: HttpRequest, anchor: shapes.Words = "") -> Any:
    """Check the whole ledger, each row that it vouches for, and each original. Takes long on a large record."""
    require(actor(request), Capability.VERIFY_LEDGER, on=clock.today())
    report = verify(anchor=anchor or None)
    return {
        "sound": report.sound,
        "entries": report.entries,
        "rows": report.rows,
        "anchor": str(report.anchor),
        "faults": [fault.plain() for fault in report.faults],
    }
