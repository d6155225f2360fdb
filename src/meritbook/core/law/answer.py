"""What the law says of a case: the verdict of one rule, with everything that it rests on."""

from __future__ import annotations

from datetime import date
from typing import Literal

from meritbook.core.law.model import Appeal, Asked, Citation, Effect
from meritbook.core.terms import Term
from meritbook.core.values import Value
from meritbook.core.verdict import Missing, Verdict


class UsedFact(Value):
    """A fact as the rule used it."""

    name: str
    says: str
    shown: str
    """The value in words; `unknown` where it was not given."""


class UsedParameter(Value):
    """A value of the law as the rule used it."""

    id: str
    says: str
    shown: str
    term: Term | None
    """The days on which the value holds; none where the pack has no value on the day."""
    citation: Citation | None
    reading: str = ""
    changed: bool = False
    """Whether it was set for a simulation, and is not the law's."""


class Line(Value):
    """One line of the working: the words of the check, the same with figures, and what comes out."""

    text: str
    figures: str
    gives: str


class OtherReading(Value):
    """How a text that allows two readings was taken, and what the rule would say the other way."""

    id: str
    says: str
    taken: str
    alternative: str
    under: Literal["taken", "alternative"]
    """Which of the two this verdict rests on."""
    other: Verdict
    """The verdict under the other one."""
    other_sentence: str
    citation: Citation


class LegalDate(Value):
    """A day that matters for the rule."""

    name: str
    says: str
    on: date


class Consequence(Value):
    """What follows, to be confirmed by a person."""

    draft: str
    says: str
    appeal: Appeal
    starts_on: date | None = None


class LawVerdict(Value):
    """The answer of one rule to one case on one day."""

    pack: str
    rule: str
    says: str
    on: date
    verdict: Verdict
    applies: Verdict
    """Whether the rule bears on the case at all: `not_met` when it does not, and then it is not broken."""
    force: Literal["binding", "advice"]
    breach: bool
    """Whether something binding is not met. What is only advised is never a breach."""
    sentence: str
    citation: Citation
    also: tuple[Citation, ...] = ()
    parameters: tuple[UsedParameter, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    missing: tuple[Missing, ...] = ()
    open_until: date | None = None
    """While what is due may still be done: the last day for it."""
    readings: tuple[OtherReading, ...] = ()
    working: tuple[Line, ...] = ()
    dates: tuple[LegalDate, ...] = ()
    asked: Asked | None = None
    """The rule as a question with its two answers, where it is one by which something follows."""
    effect: Consequence | None = None
    cure: str = ""
    """The nearest thing that puts it right; empty where nothing need be done."""
    cautions: tuple[str, ...] = ()


IN_WORDS = {Verdict.MET: "Met", Verdict.NOT_MET: "Not met", Verdict.UNDETERMINED: "Not known yet"}


def in_a_word(verdict: LawVerdict, one: Verdict | None = None) -> str:
    """A verdict in a word or few, `one` in the place of its own: met or not, or what follows, as the rule asks it."""
    which = one or verdict.verdict
    if verdict.asked is not None and which is not Verdict.UNDETERMINED:
        return verdict.asked.met if which is Verdict.MET else verdict.asked.not_met
    return IN_WORDS[which]


def consequence(effect: Effect, says: str, starts_on: date | None) -> Consequence:
    """The effect of a rule, with its sentence filled in."""
    return Consequence(draft=effect.draft, says=says, appeal=effect.appeal, starts_on=starts_on)
