"""A document: its text, cut into blocks that each know where they stand in the original."""

from meritbook.core.documents.model import Block, BlockKind, Document, Passage, Quote, Span

__all__ = ["Block", "BlockKind", "Document", "Passage", "Quote", "Span"]
