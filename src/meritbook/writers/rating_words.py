"""Messages to those who are asked in a competency assessment: what, until when, under which promise, and where.

Mail passes through hands that the record does not know: who is assessed is named to a guest only, who would not
know otherwise what the link is about, and nothing says who else is asked or whether anybody has answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meritbook.core.dates import day_in_words

DEMONSTRATION = "[Demonstration]"


@dataclass(frozen=True)
class RatingWords:
    """A message as it is sent."""

    subject: str
    text: str


def rating_words(
    *,
    name: str,
    of: str,
    named: bool,
    minimum: int,
    last_day: date,
    counts_for_rating: bool,
    again: bool,
    address: str,
    guest: bool,
    demonstration: bool,
) -> RatingWords:
    """The message. `of` is the person assessed, empty where it is not said; `again` that it was asked before."""
    head = "A reminder of a competency assessment" if again else "You are asked in a competency assessment"
    subject = " ".join(f"{DEMONSTRATION if demonstration else ''} {head}".split())
    about = f" of {of}" if of else ""
    if named:
        promise = "You answer under your name, and the person who is assessed reads what you answer."
    else:
        promise = (
            f"What you answer is told only for a group of at least {minimum}, you among them, and without names. "
            "Nobody can find your answer again."
        )
    use = (
        "By the policy of the office it may be evidence for a performance rating."
        if counts_for_rating
        else "It serves the development of the person, and is no evidence for a performance rating."
    )
    where = f"Open it here: {address}" if address else "Sign in to Meritbook and open it under Competencies."
    keep = (
        "The link is for you alone, and goes on in the browser in which you begin. Do not pass it on." if guest else ""
    )
    parts = (
        "This is a demonstration: nobody is asked for anything in earnest." if demonstration else "",
        f"{name},",
        f"you are asked to answer a competency assessment{about}, until {day_in_words(last_day)}.",
        promise,
        use,
        where,
        keep,
        "You may decline there, without a reason." if not named else "",
    )
    return RatingWords(subject, "\n\n".join(part for part in parts if part) + "\n")
