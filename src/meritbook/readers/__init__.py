"""Files in: text, HTML, DOCX and PDF become documents of blocks with their place in the source."""

from meritbook.readers.limits import DEFAULT_LIMITS, Limits
from meritbook.readers.read import read, read_path

__all__ = ["DEFAULT_LIMITS", "Limits", "read", "read_path"]
