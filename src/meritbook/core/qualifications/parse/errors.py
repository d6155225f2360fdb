"""What can be wrong with a requirement text before it is read."""

from __future__ import annotations

from meritbook.core.errors import MeritbookError


class EmptyRequirementError(MeritbookError):
    """A requirement text without a single word."""

    code = "requirement.empty"
    remedy = "Give the words of the requirement; for a class that asks for nothing, write that nothing is required."


class RequirementNotInDocumentError(MeritbookError):
    """A requirement text that does not stand in the document that it is said to come from."""

    code = "requirement.not_in_document"
    remedy = "Give the text exactly as it stands in the document, line breaks included."
