"""The error answers that every address may give, and pages of lists."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse

from meritbook.api.shapes import ErrorAnswer
from meritbook.desk.paging import Page
from meritbook.records.models import StoredDocument

ERRORS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 500), ErrorAnswer)


def with_errors(success: Any, status: int = 200) -> dict[Any, Any]:
    """The answers of an address: its own, and the errors."""
    return {status: success, **ERRORS}


def page_of(page: Page[Any]) -> dict[str, Any]:
    """A page of the read side, whose rows are dataclasses or plain already, as a page of the API."""
    rows = [row if isinstance(row, dict) else asdict(row) for row in page.rows]
    return {"rows": rows, "page": page.number, "pages": page.of, "total": page.total}


def file_in_openapi(says: str) -> dict[str, Any]:
    """How the OpenAPI document describes an address that gives a paper of the office as PDF or DOCX."""
    types = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    content = {one: {"schema": {"type": "string", "format": "binary"}} for one in types}
    return {"responses": {200: {"description": says, "content": content}}}


def file_answer(kept: StoredDocument, name: str) -> HttpResponse:
    """A kept file, byte for byte, under a name that the browser saves it by."""
    response = HttpResponse(kept.original(), content_type=kept.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
