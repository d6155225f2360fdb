"""Errors as part of the public interface: each tells what went wrong, at which place, and its remedy.

Every error that a user can meet is a subclass of `MeritbookError` with a stable `code`. The reference page
`docs/reference/errors.md` is generated from the subclasses, and a test holds that none is missing.
"""

from __future__ import annotations

from typing import Any, ClassVar


class MeritbookError(Exception):
    """The base of all errors that are shown to a user.

    `code` is stable and dotted (`reader.empty`), `remedy` says what to do, `http_status` is the status with which
    the web and the API answer, `where` names the place (a file, a field, a line), `details` holds plain data.
    """

    code: ClassVar[str] = "meritbook.error"
    remedy: ClassVar[str] = "Try again; if it happens again, tell the administrator the code."
    http_status: ClassVar[int] = 400

    def __init__(
        self,
        message: str,
        *,
        where: str = "",
        remedy: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.to_do = remedy or self.remedy
        self.details = details or {}

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.message}{place} [{self.code}] {self.to_do}"

    def plain(self) -> dict[str, Any]:
        """The error as JSON-ready plain data, the same shape on the command line and in the API."""
        return {
            "code": self.code,
            "message": self.message,
            "where": self.where,
            "to_do": self.to_do,
            "details": self.details,
        }
