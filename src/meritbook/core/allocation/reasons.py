"""The sentences that a person reads: why a clause is met, not met or undetermined."""

from __future__ import annotations

from collections.abc import Sequence

from meritbook.core.allocation.facets.model import Facet, Reading
from meritbook.core.documents.model import Quote
from meritbook.core.positions.layout import plain_number
from meritbook.core.positions.model import Statement

_LONGEST = 150


def cited(quote: Quote) -> str:
    """A quote in a sentence: its words, cut at a word when long, and where they stand."""
    words = " ".join(quote.text.split()).rstrip(" .;,")
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return f"“{words}” ({quote.label})"


def sentence(text: str) -> str:
    """With a capital first letter and nothing else changed."""
    return text[:1].upper() + text[1:]


def _told(readings: Sequence[Reading]) -> str:
    seen: list[Quote] = []
    for reading in readings:
        if reading.quote not in seen:
            seen.append(reading.quote)
    return "; ".join(cited(quote) for quote in seen)


def _value(about: Facet, value: str) -> str:
    return about.about if value == "yes" else about.label(value)


def found(about: Facet, value: str, readings: Sequence[Reading], *, overruled: bool) -> str:
    """The description says it."""
    why = next((f", since {r.why}" for r in readings if r.why), "")
    decided = " An answer chosen on the form decides over words elsewhere." if overruled else ""
    return f"{sentence(_value(about, value))}{why}: {_told(readings)}.{decided}"


def falls_short(about: Facet, reading: Reading, *, overruled: bool, above: bool) -> str:
    """The description says something else."""
    decided = " An answer chosen on the form decides over words elsewhere." if overruled else ""
    lead = "The description says" if above else "The most that the description says is"
    why = f", since {reading.why}" if reading.why else ""
    return f"{lead}: {_value(about, reading.value)}{why}: {cited(reading.quote)}.{decided}"


def denied(about: Facet, reading: Reading) -> str:
    """The description says that it is not so."""
    return f"The description speaks against {about.about}: {cited(reading.quote)}."


def hedged(about: Facet, reading: Reading) -> str:
    """The description leaves it open."""
    why = f": {reading.why}" if reading.why else " by its wording"
    return f"{sentence(_value(about, reading.value))} is left open{why}. {cited(reading.quote)}."


def contradictory(about: Facet, one: Sequence[Reading], other: Sequence[Reading]) -> str:
    """The description says two things."""
    return f"The description contradicts itself on {about.about}: {cited(one[0].quote)}, but {cited(other[0].quote)}."


def counted(number: int, reading: Reading) -> str:
    """A number was read."""
    noun = "program" if number == 1 else "programs"
    return f"{number} {noun}: {cited(reading.quote)}."


def not_listed(about: Facet, quotes: Sequence[Quote]) -> str:
    """The list of those who report to the position is complete."""
    listed = "; ".join(cited(quote) for quote in quotes)
    return f"The list of those who report to the position shows no sign of {about.about}: {listed}."


def no_duty_speaks(facets: Sequence[Facet], duties: Sequence[Statement], heaviest: Quote) -> str:
    """The duties are described, and none of them speaks of it."""
    what = ", or of ".join(dict.fromkeys(about.about for about in facets))
    percents = [s.weight for s in duties if s.weight is not None]
    if not duties or not duties[0].field.startswith("duties."):
        return f"The description of the work nowhere speaks of {what}. It begins: {cited(heaviest)}."
    time = f" ({plain_number(sum(percents[1:], percents[0]))} % of time)" if len(percents) == len(duties) else ""
    if len(duties) == 1:
        return f"The one duty{time} does not speak of {what}: {cited(heaviest)}."
    lead = "the heaviest" if percents else "the first"
    return f"None of the {len(duties)} duties{time} speaks of {what}; {lead}: {cited(heaviest)}."


def raised(about: Facet, quote: Quote) -> str:
    """Words that raise the question and do not answer it."""
    return f"The description touches on {about.about} without saying what the position does: {cited(quote)}."


def reopened(reason: str) -> str:
    """Silence on one clause of a class of which other clauses are met."""
    return f"{reason} Other clauses of this class are met, so silence alone does not decide this one."


def asked(question: str, quote: Quote | None) -> str:
    """A question, with the words that raise it."""
    return question if quote is None else f"{question} Raised by {cited(quote)}."


def silent(about: Facet) -> str:
    """An open question that the description does not answer."""
    return f"The description does not say: {about.question}"


def too_thin(about: Facet) -> str:
    """Too little is described for silence to mean anything."""
    return f"Too little of the work is described to tell anything about {about.about}."


def for_a_person(says: str) -> str:
    """No test computes it."""
    return f"Only a person can judge this: {says}"


def no_longer_there() -> str:
    """An imported revision without the words on which the reading rests."""
    return "This revision no longer has the words that this reading rests on, so a person must judge the clause."
