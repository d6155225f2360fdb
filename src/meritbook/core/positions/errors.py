"""What can be wrong with a position description so that it cannot be read or kept at all."""

from __future__ import annotations

from meritbook.core.errors import MeritbookError


class PositionError(MeritbookError):
    """A position description that cannot be read or kept; the subclasses say why."""

    code = "position.invalid"
    remedy = "Correct the places listed, then read the description again."
    http_status = 422


class PercentTotalError(PositionError):
    """Percentages of working time that contradict each other: they do not total 100."""

    code = "position.percent_total"
    remedy = "Change the percentages so that they total exactly 100."


class PositionTextMissingError(PositionError):
    """A file without a word of text."""

    code = "position.no_text"
    remedy = "Give a file that holds the description as text; a scanned page must first be turned into text."


class PositionUnstorableError(PositionError):
    """Characters that no database and no letter can hold: NUL, other control characters, halves of characters."""

    code = "position.unstorable"
    remedy = "Remove the characters named, or paste the text again as plain text."


class PositionNotJsonError(PositionError):
    """A file that begins like JSON and is not."""

    code = "position.not_json"
    remedy = "Mend the JSON at the line and column named; any JSON checker shows the place."


class PositionFieldUnknownError(PositionError):
    """JSON with a field that a position description does not have."""

    code = "position.unknown_field"
    remedy = "Use the field names of position-description.schema.json; the nearest one is named beside each."


class PositionFieldInvalidError(PositionError):
    """JSON with a value that its field cannot take."""

    code = "position.field_invalid"
    remedy = "Correct each field listed; position-description.schema.json says what it may hold."
