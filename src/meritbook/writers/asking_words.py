"""A message that something waits for somebody, in words: what, in which part, by when, and where; nothing of the case.

Mail passes through hands that the record does not know, so no salary, no mark and no words of a contract stand in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meritbook.core.dates import day_in_words

DEMONSTRATION = "[Demonstration]"


@dataclass(frozen=True)
class AskingWords:
    """A message as it is sent."""

    subject: str
    text: str


def asking_words(
    *, name: str, subject: str, asks: str, by: date | None, address: str, demonstration: bool
) -> AskingWords:
    """The message. `asks` is one sentence, `by` the last day by the law, `address` the page; either may be missing."""
    head = " ".join(f"{DEMONSTRATION if demonstration else ''} {subject}".split())
    day = f"By when: {day_in_words(by)}, the last day by the law." if by is not None else ""
    where = f"Open it here: {address}" if address else "Sign in to Meritbook and open it there."
    unreal = "This is a demonstration: nobody is asked for anything in earnest." if demonstration else ""
    end = "This address is the one that you gave on your calendar page, where you change or end it."
    parts = (unreal, f"{name},", asks, day, where, end)
    return AskingWords(head, "\n\n".join(part for part in parts if part) + "\n")
