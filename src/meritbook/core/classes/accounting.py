"""The proof that nothing of a document was lost, and that nothing was said twice.

It walks the plan itself and trusts nothing that the parser noted while reading.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from meritbook.core.classes.model import Accounting, ClassPlan
from meritbook.core.classes.walk import passages
from meritbook.core.documents.model import Document, Span
from meritbook.core.errors import MeritbookError

_CITING = re.compile(r"(?:^|\.)(?:criteria|gaps)\[")
"""Criteria and gaps cite what stands in a field; they hold no words of their own."""


class AccountingError(MeritbookError):
    """A plan does not hold each character of its document exactly once."""

    code = "class_plan.accounting"
    remedy = "Do not use this plan; read the document in again, and report the document if it happens again."
    http_status = 500


def account(plan: ClassPlan, document: Document) -> Accounting:
    """Count the non-blank characters of the document in fields and in `unplaced`.

    Every `Passage` counts wherever it stands, except the words of criteria and gaps: these cite what stands in a field.
    Raises `AccountingError` when a passage does not read as its spans do, when two passages hold the same
    character, or when the sum is not the document's.
    """
    text = document.text
    spans: list[tuple[int, int, str]] = []
    placed = unplaced = 0
    for path, passage in passages(plan):
        if passage.text != joined(text, passage.spans):
            raise AccountingError("A passage does not read as its place in the document does.", where=path)
        if _CITING.search(path):
            continue
        count = sum(_count(span.cut(text)) for span in passage.spans)
        spans += [(span.start, span.end, path) for span in passage.spans]
        if path.startswith("unplaced["):
            unplaced += count
        else:
            placed += count
    spans.sort()
    for earlier, later in itertools.pairwise(spans):
        if later[0] < earlier[1]:
            raise AccountingError("Two fields hold the same characters.", where=f"{earlier[2]} and {later[2]}")
    accounting = Accounting(total=_count(text), placed=placed, unplaced=unplaced)
    if not accounting.holds:
        raise AccountingError(
            f"{accounting.total - placed - unplaced} characters of the document are in no field and not in unplaced.",
            where=document.name,
        )
    return accounting


def joined(text: str, spans: Sequence[Span]) -> str:
    """The words of the spans as a reader sees them: white space folded.

    Two spans are parted by a space when white space stands at their seam.
    """
    parts: list[str] = []
    for index, span in enumerate(spans):
        if index and any(character.isspace() for character in text[spans[index - 1].end : span.start]):
            parts.append(" ")
        parts.append(span.cut(text))
    return " ".join("".join(parts).split())


def _count(text: str) -> int:
    return len("".join(text.split()))
