"""An assessment of a risk, in words or as ranges, and what of it changed so far that an acceptance no longer covers it.

The words are those of the office's policy; a change is material by that policy alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from meritbook.core.results.exposure import Chance, Exposure, Loss
from meritbook.core.results.risk_policy import RiskPolicy
from meritbook.core.values import Value
from meritbook.core.verdict import Verdict

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,29}$")]


class InWords(Value):
    """Likelihood and impact as words of the policy's scales, by their keys."""

    kind: Literal["words"] = "words"
    likelihood: Word
    impact: Word


class InRanges(Value):
    """How often and how much, as ranges."""

    kind: Literal["ranges"] = "ranges"
    chance: Chance
    loss: Loss


Rating = Annotated[InWords | InRanges, Field(discriminator="kind")]


class Assessment(Value):
    """A risk before its controls, and what remains with them."""

    inherent: Rating
    residual: Rating
    says: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)] = ""
    """What it rests on."""


class ControlState(Value):
    """A control as it stood: whether its newest test found that it works; none where it was never tested."""

    id: int
    what: str
    works: bool | None = None


class RiskState(Value):
    """What an acceptance is bound to."""

    category: str
    assessment: Assessment
    controls: tuple[ControlState, ...] = ()


def exposure_of(rating: InWords | InRanges, policy: RiskPolicy) -> Exposure:
    """The rating as a chance and a loss; raises `KeyError` for a word that the policy does not know."""
    if isinstance(rating, InWords):
        return policy.exposure(rating.likelihood, rating.impact)
    return Exposure(chance=rating.chance, loss=rating.loss)


def in_words(rating: InWords | InRanges, policy: RiskPolicy) -> tuple[str, str]:
    """The words of likelihood and impact that hold the rating."""
    exposure = exposure_of(rating, policy)
    return (
        policy.likelihood[policy.likelihood_of(exposure)].word,
        policy.impact[policy.impact_of(exposure)].word,
    )


def explained(inherent: Exposure, effects: tuple[tuple[Decimal, Decimal], ...]) -> float:
    """The mean loss of a year that controls leave, each with its percent off how often and off how much."""
    left = inherent.expected
    for often, much in effects:
        left *= (1 - float(often) / 100) * (1 - float(much) / 100)
    return left


def within_appetite(residual: Exposure, appetite: Decimal | None) -> Verdict:
    """Whether the mean loss of a year lies within the appetite; undetermined where none is set."""
    if appetite is None:
        return Verdict.UNDETERMINED
    return Verdict.MET if residual.expected <= float(appetite) else Verdict.NOT_MET


def material_changes(before: RiskState, after: RiskState, policy: RiskPolicy) -> tuple[str, ...]:
    """Why an acceptance of `before` does not cover `after`: each reason as a sentence; empty where it does."""
    rule, found = policy.material, []
    old, new = (exposure_of(one.assessment.residual, policy) for one in (before, after))
    for what, needed, scale, place in (
        ("likelihood", rule.likelihood_bands, policy.likelihood, policy.likelihood_of),
        ("impact", rule.impact_bands, policy.impact, policy.impact_of),
    ):
        moved = place(new) - place(old)
        if needed and (moved >= needed or (rule.direction == "either" and -moved >= needed)):
            found.append(f"The {what} that remains went from {scale[place(old)].word} to {scale[place(new)].word}.")
    share = _percent(old.expected, new.expected)
    counts = abs(share) if rule.direction == "either" else share
    if rule.expected_loss_percent and counts > rule.expected_loss_percent:
        found.append(
            f"The expected loss a year went from ${old.expected:,.0f} to ${new.expected:,.0f}, "
            f"{share:+.0f} percent; up to {rule.expected_loss_percent} percent is no material change."
        )
    if rule.control_fails:
        stood = {one.id: one.works for one in before.controls}
        found += [
            f"The control “{one.what}” does not work any more."
            if stood.get(one.id) is not None
            else f"The control “{one.what}” was found not to work."
            for one in after.controls
            if one.works is False and stood.get(one.id) is not False
        ]
    if rule.category and before.category != after.category:
        found.append(f"The category went from {policy.title_of(before.category)} to {policy.title_of(after.category)}.")
    return tuple(found)


def _percent(old: float, new: float) -> Decimal:
    """The change in percent of the old figure, to a hundredth, so that a boundary holds on every machine."""
    if old == 0:
        return Decimal(0) if new == 0 else Decimal(10_000)
    return Decimal(repr((new - old) / old * 100)).quantize(Decimal("0.01"))
