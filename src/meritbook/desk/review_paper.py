"""The paper of a quarterly review out of what its page shows."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from meritbook.desk.reviews import ReviewShown
from meritbook.writers.review import ReviewPaper


def paper_of(shown: ReviewShown, *, on: date) -> ReviewPaper:
    """The pack as the meeting has it, with its minutes once it is closed; before it opens, that of the day."""
    row = shown.review
    return ReviewPaper(
        jurisdiction=settings.MERITBOOK_GOVERNMENT or "The government",
        office=settings.MERITBOOK_OFFICE,
        reference=f"Review {row.pk}",
        written_on=row.held_on if shown.sealed else on,
        pack=shown.pack,
        pack_sha256=row.pack_sha256,
        minutes=row.minutes,
        minutes_sha256=row.minutes_sha256,
    )
