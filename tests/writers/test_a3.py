"""The A3: one page whatever it holds, tagged, and the same bytes for the same value."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
import pytest

from meritbook.writers.a3 import A3, A3Box, A3Table, a3_pdf

PAGE = A3(
    title="Refund forms right the first time",
    reference="Kaizen event refund-forms",
    jurisdiction="State of Larkmoor",
    office="Department of Revenue",
    written_on=date(2026, 3, 2),
    people=("6 to 10 October 2025", "Sponsor A. Anders"),
    left=(A3Box(heading="Problem", says=("Two forms in *five* come back: #let x = 1.",), lines=("Piles: trays",)),),
    right=(
        A3Box(heading="Results", table=A3Table(says="Results", head=("Measure", "Before"), rows=(("Forms", "40%"),))),
    ),
)


def text_of(data: bytes) -> tuple[int, str]:
    """How many pages, and the text of the first."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return len(document), document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_it_is_one_tagged_page_that_shows_words_as_they_are() -> None:
    data = a3_pdf(PAGE)
    pages, text = text_of(data)
    assert pages == 1
    assert "Two forms in *five* come back: #let x = 1." in text
    assert "40%" in text
    assert b"/MarkInfo" in data
    assert b"pdfuaid" in data
    assert a3_pdf(PAGE) == data


@pytest.mark.parametrize("words", ["word " * 799, "no-space-" * 400, "中文👩 " * 300])
def test_a_text_that_is_too_long_is_set_smaller_then_cut_and_says_so(words: str) -> None:
    box = A3Box(heading="Notes", lines=(words,) * 60)
    pages, text = text_of(a3_pdf(PAGE.model_copy(update={"right": (box,)})))
    assert pages == 1
    assert "more in the register" in text
