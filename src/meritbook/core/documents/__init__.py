"""A document as blocks of text with their place in the source."""

from meritbook.core.documents.model import Block, BlockKind, Document, Passage, Quote, Span

__all__ = ["Block", "BlockKind", "Document", "Passage", "Quote", "Span"]
