"""A verdict of the law as a person reads it: its state in a word, both readings, whom to ask, the effect.

Any page shows a verdict with these words, through the partial `partials/verdict.html`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from meritbook.core.law.answer import LawVerdict, OtherReading, UsedFact, UsedParameter, in_a_word
from meritbook.core.law.show import UNKNOWN
from meritbook.core.service.appeals import APPEAL_SAYS
from meritbook.core.verdict import Missing, Verdict
from meritbook.desk.answers import person
from meritbook.desk.law import DRAFT, Cited, is_shipped

ADVISED = {"met": ("met", "Followed"), "not_met": ("advised", "Advised, not followed")}
"""The state of what is only advised, and its word."""


@dataclass(frozen=True)
class ReadingShown:
    """How a text was read, and what the rule would say the other way."""

    says: str
    ours: str
    theirs: str
    turned: bool
    """Whether this verdict rests on the other reading than the one that the pack takes."""
    same: bool
    """Whether the other way says the same."""
    other_word: str
    other_sentence: str


@dataclass(frozen=True)
class ParameterShown:
    """A value of the law as it was used, with its place."""

    used: UsedParameter
    cited: Cited | None


@dataclass(frozen=True)
class Asked:
    """What is missing, and whom to ask."""

    question: str
    ask: str


@dataclass(frozen=True)
class VerdictShown:
    """A verdict of the law in words."""

    verdict: LawVerdict
    state: str
    word: str
    bears: bool
    """Whether the rule bears on the case."""
    paged: bool
    """Whether the rule has a page."""
    starts_on: date | None
    """The day from which what follows takes effect."""
    cited: tuple[Cited, ...]
    readings: tuple[ReadingShown, ...]
    facts: tuple[UsedFact, ...]
    parameters: tuple[ParameterShown, ...]
    missing: tuple[Asked, ...]
    draft: str
    appeal: str
    asks: str
    """Of a rule by which something follows: what it asks; empty for any other, and where it does not bear."""
    follows: str
    """What follows from it, in a sentence; empty where nothing does."""


def shown(verdict: LawVerdict) -> VerdictShown:
    """A verdict in words."""
    state, word = _state(verdict.verdict, verdict)
    effect = verdict.effect
    bears = verdict.applies is not Verdict.NOT_MET
    return VerdictShown(
        verdict=verdict,
        state=state,
        word=word,
        bears=bears,
        paged=is_shipped(verdict.pack),
        starts_on=effect.starts_on if effect else None,
        cited=tuple(Cited(one) for one in (verdict.citation, *verdict.also)),
        readings=tuple(_reading(one, verdict) for one in verdict.readings),
        facts=tuple(one for one in verdict.facts if one.shown != UNKNOWN),
        parameters=tuple(
            ParameterShown(one, Cited(one.citation) if one.citation else None) for one in verdict.parameters
        ),
        missing=tuple(_asked(one) for one in verdict.missing),
        draft=DRAFT[effect.draft] if effect and effect.draft != "none" else "",
        appeal=APPEAL_SAYS[effect.appeal] if effect else "",
        asks=verdict.asked.says if verdict.asked is not None and bears else "",
        follows=_follows(verdict),
    )


def _follows(verdict: LawVerdict) -> str:
    effect = verdict.effect
    if effect is None:
        return "Nothing." if verdict.verdict is Verdict.MET else ""
    drafted = f" Drafted for a person to confirm: {DRAFT[effect.draft]}." if effect.draft != "none" else ""
    return f"{effect.says}{drafted}"


def _state(one: Verdict, verdict: LawVerdict) -> tuple[str, str]:
    """The name of the state, for its icon, and its word."""
    if verdict.applies is Verdict.NOT_MET:
        return "does_not_bear", "Does not bear on it"
    if verdict.force == "advice" and one.value in ADVISED:
        return ADVISED[one.value]
    state = "follows" if verdict.asked is not None and one is Verdict.NOT_MET else one.value
    return state, in_a_word(verdict, one)


def _reading(one: OtherReading, verdict: LawVerdict) -> ReadingShown:
    turned = one.under == "alternative"
    ours, theirs = (one.alternative, one.taken) if turned else (one.taken, one.alternative)
    _, word = _state(one.other, verdict)
    return ReadingShown(
        says=one.says,
        ours=ours,
        theirs=theirs,
        turned=turned,
        same=not one.other_sentence,
        other_word=word,
        other_sentence=one.other_sentence,
    )


def _asked(one: Missing) -> Asked:
    return Asked(question=one.question, ask=person(one.ask))
