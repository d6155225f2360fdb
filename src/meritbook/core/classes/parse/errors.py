"""What can be wrong with a document that should be a class plan."""

from __future__ import annotations

from meritbook.core.errors import MeritbookError


class NotRecognisedError(MeritbookError):
    """The document has none of the habits of a class specification or of a guide to a service."""

    code = "class_plan.not_recognised"
    remedy = (
        "Check that this is the class specification itself. It should name its classes (a code, or a series with "
        "levels) and have headings such as Definition, Distinguishing characteristics, or Minimum qualifications."
    )
    http_status = 422


class DuplicateCodeError(MeritbookError):
    """One class code stands for two classes."""

    code = "class_plan.duplicate_code"
    remedy = "Correct the code in the document, or divide the document, and read it in again."
    http_status = 422
