"""Uploads that are too large are not held: what comes after the limit is read off the line and dropped.

The form beside the file arrives whole, so that what was typed is shown again with the refusal.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from meritbook.readers.limits import DEFAULT_LIMITS

MOST_OF_REQUEST: Final = 8 * DEFAULT_LIMITS.max_bytes
"""What all files of one request may come to; more breaks the connection off."""


class CappedUpload(FileUploadHandler):
    """Stands before the handlers that keep a file: of one that is too large they see a little more than the limit.

    So the readers still find that it is too large, and refuse it with their own words.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The bytes for the next handler; none once the file is past the limit."""
        if start > DEFAULT_LIMITS.max_bytes:
            return None
        self.seen += len(raw_data)
        if self.seen > MOST_OF_REQUEST:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler gives the file."""
