"""The pack of a quarterly review as PDF/UA-1, with its minutes once the meeting is closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from meritbook.core.results.review import Minutes, PackItem, PackSection, ReviewPack
from meritbook.core.values import Value, canonical_json
from meritbook.writers.paper import Paper, Part, Words, facts, heading, long_date, paragraph, said_parts
from meritbook.writers.paper_pdf import Attached
from meritbook.writers.paper_pdf import pdf as set_pdf

ATTACHED = "review.json"


class ReviewPaper(Value):
    """What the pack says as a document."""

    jurisdiction: str
    office: str
    reference: str
    written_on: date
    pack: ReviewPack
    pack_sha256: str = ""
    """The seal; empty while the meeting is not open and the pack is that of the day."""
    minutes: Minutes | None = None
    minutes_sha256: str = ""

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"Quarterly review of results, {self.pack.quarter}"


def paper(review: ReviewPaper) -> Paper:
    """The pack as the office hands it out."""
    return Paper(
        name="pack",
        title=review.title,
        reference=review.reference,
        jurisdiction=review.jurisdiction,
        office=review.office,
        written_on=review.written_on,
        parts=said_parts(_parts(review)),
    )


def _parts(review: ReviewPaper) -> Iterable[Part]:
    pack = review.pack
    yield heading(review.title, 1)
    yield facts(
        "The review",
        ("What", "Value"),
        (
            ("Of", pack.of),
            ("Quarter", f"{long_date(pack.starts_on)} to {long_date(pack.ends_before - timedelta(days=1))}"),
            ("Drawn on", long_date(pack.drawn_on)),
            ("Seal of the pack", review.pack_sha256 or "none: the meeting is not open, and the pack may still change"),
        ),
    )
    for section in pack.sections:
        yield from _section(section)
    if review.minutes is not None:
        yield from _minutes(review.minutes, review.minutes_sha256)


def _section(section: PackSection) -> Iterable[Part]:
    yield heading(section.heading)
    if not section.items:
        yield paragraph(section.empty)
    else:
        yield Part(
            kind="table",
            summary=section.heading,
            head=("What", "How it stands", "Answers for it"),
            widths=(4, 6, 3),
            rows=tuple(_row(one) for one in section.items),
        )
    if section.more:
        yield paragraph(f"{section.more:,} more are not listed.")
    yield paragraph(section.note)


def _row(one: PackItem) -> tuple[tuple[Words, ...], ...]:
    what = (Words(text=one.title, style="strong"), *([Words(text=one.of)] if one.of else []))
    return (what, (Words(text=one.says),), (Words(text=one.owner or "nobody"),))


def _minutes(minutes: Minutes, sha256: str) -> Iterable[Part]:
    yield heading("Minutes")
    yield facts(
        "The minutes",
        ("What", "Value"),
        (("Held on", long_date(minutes.held_on)), ("Present", minutes.present), ("Seal of the minutes", sha256)),
    )
    yield paragraph(minutes.says)
    yield heading("Decisions", 3)
    if minutes.decisions:
        yield Part(
            kind="table",
            summary="What was decided, and why",
            head=("Decision", "Reason"),
            widths=(1, 1),
            rows=tuple(((Words(text=one.says),), (Words(text=one.because),)) for one in minutes.decisions),
        )
    else:
        yield paragraph("None.")
    yield heading("Follow-ups", 3)
    if minutes.follow_ups:
        yield Part(
            kind="table",
            summary="What is to be done, by whom and by when",
            head=("What", "By whom", "By"),
            widths=(5, 3, 3),
            rows=tuple(
                ((Words(text=one.what),), (Words(text=one.owner),), (Words(text=long_date(one.due_on)),))
                for one in minutes.follow_ups
            ),
        )
    else:
        yield paragraph("None.")


def pdf(review: ReviewPaper) -> bytes:
    """The pack as PDF/UA-1 with `review.json` attached; the same pack gives the same bytes. Raises `LetterError`."""
    says = "The pack and the minutes for machines, as they are sealed."
    words = {
        "pack": review.pack.plain(),
        "pack_sha256": review.pack_sha256,
        "minutes": review.minutes.plain() if review.minutes else None,
        "minutes_sha256": review.minutes_sha256,
    }
    return set_pdf(paper(review), Attached(ATTACHED, canonical_json(words), says))
