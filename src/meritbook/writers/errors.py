"""What can go wrong when a document is written."""

from __future__ import annotations

from meritbook.core.errors import MeritbookError


class LetterError(MeritbookError):
    """A letter that could not be set."""

    code = "letter.not_written"
    remedy = "Take the word-processor version of the letter, and tell the administrator the code."
    http_status = 500
