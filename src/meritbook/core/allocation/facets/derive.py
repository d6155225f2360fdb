"""Answers that follow from other answers: counts, the focus of the role, the standing of the position.

Each is a reading of its own, told with the quote that it follows from and the rule in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from meritbook.core.allocation.facets.model import Reading, Strength

if TYPE_CHECKING:
    from meritbook.core.allocation.facets.evidence import Evidence

_LEAST_ADVICE = Decimal("0.2")
_LEAST_MANAGEMENT = Decimal("0.1")
"""Below these shares of what is described, advising or managing is not the focus of a role. Our reading: no source
gives a share; managing needs fewer words than advising, since whoever manages a unit describes its work as well."""
_LEAST_IT_GROUP = 9
"""Supervising positions below this pay scale group is not by itself managing information technology. Our reading: the
class lists the supervision of group 09."""
_FIRM = (Strength.STATED, Strength.ANSWERED)
_NUMBERS = {
    "both": 2, "two": 2, "several": 3, "multiple": 2, "various": 3, "numerous": 3, "many": 3,
    "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_NUMBER = re.compile(
    r"\b(" + "|".join(_NUMBERS) + r"|\d{1,2})(?:,? [\w'’/&-]+){0,4}? (?:programs|bureaus|divisions)\b",
    re.IGNORECASE,
)


_PROGRAMS = re.compile(r"(?<!sub)(?<!sub-)\bprograms\b(?! (?:staff|participants))", re.IGNORECASE)


_PERSONNEL_ACT = re.compile(r"\b(?:hir|evaluat|disciplin|apprais|supervis)(?:e|es|ed|ing|s)?\b", re.IGNORECASE)


def _firm(evidence: Evidence, key: str, *values: str) -> list[Reading]:
    return [r for r in evidence.readings(key) if r.strength in _FIRM and (not values or r.value in values)]


def program_count(evidence: Evidence) -> Iterator[Reading]:
    """How many programs: the number that the words give, else what the scope says at least."""
    if evidence.position.programs:
        return
    for reading in _firm(evidence, "program.scope"):
        found = _NUMBER.search(reading.quote.text)
        if found:
            count = _NUMBERS.get(found[1].casefold()) or int(found[1])
        else:
            count = {"limited": 1, "sub_programs": 1, "multiple": 2, "diversified": 3, "highly_diversified": 3}[
                reading.value
            ]
        yield Reading("program.count", str(count), reading.strength, reading.quote, reading.order)


_UNITS = re.compile(
    r"\b(?:units|sections|branches|offices|regions|districts|stations|facilities|centers|centres)\b", re.IGNORECASE
)


def managed_units(evidence: Evidence) -> Iterator[Reading]:
    """Whoever directs several units, and makes policy for programs, may manage those programs.

    The words do not say so, and they are no evidence against it either: the question stays open.
    """
    if evidence.readings("program.management") or not (
        _firm(evidence, "policy.role", "formulates", "establishes") and _firm(evidence, "program.scope")
    ):
        return
    for reading in _firm(evidence, "functions.managed", "yes"):
        if _UNITS.search(reading.quote.text):
            yield Reading(
                "program.management", "manages", Strength.HEDGED, reading.quote, reading.order,
                "units are directed, and the description does not say for which programs",
            )  # fmt: skip
            return


def managed_scope(evidence: Evidence) -> Iterator[Reading]:
    """A program that is managed, and of which nothing more is said, is one program at least."""
    if not _firm(evidence, "program.scope"):
        for reading in _firm(evidence, "program.management", "manages", "assists")[:1]:
            yield Reading(
                "program.scope", "limited", reading.strength, reading.quote, reading.order, "one program is spoken of"
            )
            if reading.value == "manages" and _PROGRAMS.search(reading.quote.text):
                yield Reading(
                    "program.scope", "multiple", Strength.HEDGED, reading.quote, reading.order,
                    "programs are spoken of, and not how many",
                )  # fmt: skip


def overall(evidence: Evidence) -> Iterator[Reading]:
    """Whoever reports to an executive or manager, and claims no overall responsibility, does not bear it."""
    for reading in evidence.readings("reports_to.level"):
        if reading.strength not in _FIRM:
            continue
        if reading.value == "governing_body":
            if not any(
                r.value == "below_the_top" and r.order < reading.order for r in evidence.readings("reports_to.level")
            ):
                yield Reading(
                    "overall_responsibility",
                    "holds",
                    Strength.HEDGED,
                    reading.quote,
                    reading.order,
                    "it reports to a governing body",
                )
        else:
            yield Reading(
                "overall_responsibility", "shared", Strength.STATED, reading.quote, reading.order,
                "it reports to someone who answers above it", soft=True,
            )  # fmt: skip


def subordinate_managers(evidence: Evidence) -> Iterator[Reading]:
    """Supervising managers suggests, without saying so, that they are developed and evaluated."""
    for reading in _firm(evidence, "subordinate_managers", "supervises"):
        yield Reading(
            "subordinate_managers",
            "develops",
            Strength.HEDGED,
            reading.quote,
            reading.order,
            "supervising managers does not say that they are developed and evaluated",
        )


def staff(evidence: Evidence) -> Iterator[Reading]:
    """Who directs managers, or supervises in any way, directs staff."""
    for key in ("subordinate_managers",):
        for reading in _firm(evidence, key):
            yield Reading("staff.supervised", "yes", reading.strength, reading.quote, reading.order)


def supervisory(evidence: Evidence) -> Iterator[Reading]:
    """Hiring, evaluating or disciplining staff suggests the full range of supervisory duties, without saying so."""
    if any(r.strength in _FIRM or r.strength is Strength.DENIED for r in evidence.readings("supervisory.duties")):
        return
    for reading in _firm(evidence, "staff.supervised"):
        if _PERSONNEL_ACT.search(reading.quote.text):
            yield Reading(
                "supervisory.duties", "full_range", Strength.HEDGED, reading.quote, reading.order,
                "some supervisory duties are named, not the full range of them",
            )  # fmt: skip


def it_work(evidence: Evidence) -> Iterator[Reading]:
    """Whoever serves in a listed capacity manages or advises on information technology."""
    for reading in _firm(evidence, "it.capacity"):
        yield Reading("it.work", "manages_or_advises", reading.strength, reading.quote, reading.order)
    groups = _firm(evidence, "supervises.pay_group")
    if not evidence.readings("it.work") or not groups:
        return
    high = [r for r in groups if r.value.isdigit() and int(r.value) >= _LEAST_IT_GROUP]
    for reading in high:
        yield Reading("it.work", "manages_or_advises", reading.strength, reading.quote, reading.order)
    if not high and not _firm(evidence, "it.work", "manages_or_advises"):
        for reading in groups[:1]:
            yield Reading("it.work", "manages_or_advises", Strength.DENIED, reading.quote, reading.order)


def role_focus(evidence: Evidence) -> Iterator[Reading]:
    """The focus is what most of the time goes to: the duties that advise, against those that manage or direct.

    To direct, an agency or major part of one must be directed, and objectives established, or policy made and the
    resources controlled. A duty is
    counted as advice when it speaks of advice and not of managing. A tie is left open: both are read, as hedged.
    """
    advises = _firm(evidence, "role.cue", "advises")
    implements = _firm(evidence, "role.cue", "implements")
    directs = _firm(evidence, "role.cue", "directs")
    objectives = _firm(evidence, "objectives.role", "establishes")
    policy = _firm(evidence, "policy.role", "establishes", "formulates")
    resources = _firm(evidence, "resources.control", "full")
    if directs and (objectives or (policy and resources)):
        yield Reading(
            "role.focus",
            "directs",
            Strength.STATED,
            directs[0].quote,
            directs[0].order,
            "it directs, and sets objectives" if objectives else "it directs, makes policy and controls the resources",
        )
        return
    managing = implements + directs
    advice_weight, manage_weight, whole = _weights(evidence, advises, managing)
    if not any(r.value != "none" for r in _firm(evidence, "advice.audience")):
        advice_weight = Decimal(0)
    if advice_weight < whole * _LEAST_ADVICE:
        advice_weight = Decimal(0)
    if manage_weight < whole * _LEAST_MANAGEMENT:
        manage_weight = Decimal(0)
    if not advice_weight and not manage_weight:
        return
    if advice_weight == manage_weight:
        for value, readings in (("advises", advises), ("implements", managing)):
            yield Reading(
                "role.focus",
                value,
                Strength.HEDGED,
                readings[0].quote,
                readings[0].order,
                "advice and management weigh the same",
            )
        return
    value, readings = ("advises", advises) if advice_weight > manage_weight else ("implements", managing)
    for reading in readings[:2]:
        yield Reading(
            "role.focus", value, Strength.STATED, reading.quote, reading.order, "most of the time goes to this"
        )


def _weights(evidence: Evidence, advises: list[Reading], managing: list[Reading]) -> tuple[Decimal, Decimal, Decimal]:
    """The weight of advice, of management, and of all that is described; by percent of time, else one for each duty."""
    advice = manage = whole = Decimal(0)
    for start, end, percent in evidence.portions:
        weight = percent if percent is not None else Decimal(10)
        whole += weight
        inside = [r for r in advises + managing if start <= r.order < end]
        if not inside:
            continue
        if min(inside, key=lambda r: r.order).value == "advises":
            advice += weight
        else:
            manage += weight
    return advice, manage, whole


DERIVED: dict[str, Callable[[Evidence], Iterator[Reading]]] = {
    "program.management": managed_units,
    "program.count": program_count,
    "program.scope": managed_scope,
    "overall_responsibility": overall,
    "subordinate_managers": subordinate_managers,
    "staff.supervised": staff,
    "supervisory.duties": supervisory,
    "it.work": it_work,
    "role.focus": role_focus,
}
