"""The error answers that every address may give, and pages of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from meritbook.api.shapes import ErrorAnswer, Paged
from meritbook.desk.paging import Page

ERRORS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 500), ErrorAnswer)


def with_errors(success: Any, status: int = 200) -> dict[Any, Any]:
    """The answers of an address: its own, and the errors."""
    return {status: success, **ERRORS}


def page_of(page: Page[Any], shape: Callable[[Any], dict[str, Any]] = asdict) -> Paged[Any]:
    """A page of the read side as a page of the API."""
    return Paged[Any](rows=_rows(page.rows, shape), page=page.number, pages=page.of, total=page.total)


def _rows(rows: Iterable[Any], shape: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    return [shape(row) for row in rows]
