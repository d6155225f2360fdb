"""Plain text: the document's text is the decoded file, unchanged."""

from __future__ import annotations

from typing import NamedTuple

from meritbook.core.documents import Block
from meritbook.readers.blocks import text_blocks
from meritbook.readers.encoding import decode
from meritbook.readers.limits import Limits


class Content(NamedTuple):
    """What a format's reader makes of a file; `read` adds the file's identity."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str = "utf-8"
    pages: int | None = None
    warnings: tuple[str, ...] = ()


def read_text(data: bytes, *, name: str, limits: Limits) -> Content:
    """Read a plain text in any encoding; spans are places in the decoded file, line ends included."""
    decoded = decode(data, name=name)
    blocks = text_blocks(decoded.text, max_blocks=limits.max_blocks, name=name)
    return Content(decoded.text, blocks, decoded.encoding, None, decoded.warnings)
