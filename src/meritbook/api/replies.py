"""The error answers that every address may give, and pages of lists."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from meritbook.api.shapes import ErrorAnswer
from meritbook.desk.paging import Page

ERRORS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 500), ErrorAnswer)


def with_errors(success: Any, status: int = 200) -> dict[Any, Any]:
    """The answers of an address: its own, and the errors."""
    return {status: success, **ERRORS}


def page_of(page: Page[Any]) -> dict[str, Any]:
    """A page of the read side, whose rows are dataclasses, as a page of the API."""
    return {"rows": [asdict(row) for row in page.rows], "page": page.number, "pages": page.of, "total": page.total}
