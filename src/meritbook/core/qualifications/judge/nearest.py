"""The nearest way to qualify: the one that lacks least, and what it lacks."""

from __future__ import annotations

from fractions import Fraction

from meritbook.core.qualifications.judge.answer import MET, NOT_MET, Answer, number
from meritbook.core.qualifications.judge.model import Nearest
from meritbook.core.qualifications.model import AnyOf, Equivalent


def nearest(root: Answer) -> Nearest | None:
    """The nearest way; `None` when the requirement is met, or no way is told apart.

    Fewest unmet parts first, then fewest open ones, then fewest months. An open equivalent is named only when there is
    no other way, since nobody can say how near it is.
    """
    if root.verdict is MET:
        return None
    ways = [one for one in _ways(root) if one.applies]
    stated = [one for one in ways if not isinstance(one.node, Equivalent)] or ways
    best = min(stated, key=lambda one: (*_distance(one), one.node.id))
    return Nearest(node=best.node.id, lacks=tuple(_lacks(best)), by_time_alone=best.met_on)


def _ways(answer: Answer) -> list[Answer]:
    here = answer
    while len([one for one in here.beneath if one.applies]) == 1 and not isinstance(here.node, AnyOf):
        here = next(one for one in here.beneath if one.applies)
    return here.beneath if isinstance(here.node, AnyOf) and here.beneath else [answer]


def _open(answer: Answer) -> list[Answer]:
    """The unmet and undetermined answers at the ends of the tree; under an either-or those of its nearest part."""
    if answer.verdict is MET or not answer.applies:
        return []
    beneath = [one for one in answer.beneath if one.applies]
    if isinstance(answer.node, AnyOf) and beneath:
        return _open(min(beneath, key=lambda one: (*_distance(one), one.node.id)))
    found = [leaf for one in beneath for leaf in _open(one)]
    return found or [answer]


def _short(answer: Answer) -> Fraction:
    if answer.required is None or answer.bounds is None:
        return Fraction(0)
    return max(Fraction(0), answer.required - answer.bounds.least - answer.credited)


def _distance(answer: Answer) -> tuple[int, int, Fraction]:
    leaves = _open(answer)
    unmet = sum(one.verdict is NOT_MET for one in leaves)
    return unmet, len(leaves) - unmet, sum((_short(one) for one in leaves), start=Fraction(0))


def _lacks(answer: Answer) -> list[str]:
    told = []
    for one in _open(answer):
        short = _short(one)
        told.append(
            f"{one.node.id}: {number(short)} months are {'missing' if one.verdict is NOT_MET else 'not certain'}"
            if short
            else f"{one.node.id}: {one.says}"
        )
    return told
