"""A clause's test over a position's evidence: a verdict, a reason for a person, the quotes, and what is missing.

Kleene's three-valued logic throughout. How one facet is judged is told in `docs/explanation/allocation.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from meritbook.core.allocation import reasons
from meritbook.core.allocation.facets import Answer, Evidence, Facet, Reading, Strength, UnknownFacetError, facet
from meritbook.core.classes.model import AllTest, FacetTest, NotTest, Test
from meritbook.core.documents.model import Quote
from meritbook.core.verdict import Verdict, all_of, any_of, negate

_FIRM = (Strength.STATED, Strength.ANSWERED)
_EXCLUSIVE = frozenset(
    {
        "direction.received",
        "department.name",
        "overall_responsibility",
        "role.focus",
        "supervises.pay_group",
        "staff.kinds",
    }
)
"""Sets of which a position normally holds one value: another firm value is evidence against the one asked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test gave. `facets` names the facets that an undetermined outcome waits for, most telling first."""

    verdict: Verdict
    reason: str
    quotes: tuple[Quote, ...] = ()
    facets: tuple[str, ...] = ()
    silent: tuple[Facet, ...] = ()
    """The facets of which no duty speaks, when that is the whole reason."""


def facets_of(test: Test) -> tuple[str, ...]:
    """The facets that a test asks about, in its own order."""
    if isinstance(test, FacetTest):
        return (test.facet,)
    parts = (test.negate,) if isinstance(test, NotTest) else test.all if isinstance(test, AllTest) else test.any
    return tuple(dict.fromkeys(key for part in parts for key in facets_of(part)))


def evaluate(test: Test, evidence: Evidence) -> Outcome:
    """The outcome of a test; raises `UnknownFacetError` for a facet or value that is not in the register."""
    if isinstance(test, FacetTest):
        return _facet(test, evidence)
    if isinstance(test, NotTest):
        inner = evaluate(test.negate, evidence)
        return Outcome(negate(inner.verdict), inner.reason, inner.quotes, inner.facets, inner.silent)
    if isinstance(test, AllTest):
        parts = [evaluate(part, evidence) for part in test.all]
        return _join(all_of(part.verdict for part in parts), parts, evidence, every=Verdict.MET)
    parts = [evaluate(part, evidence) for part in test.any]
    return _join(any_of(part.verdict for part in parts), parts, evidence, every=Verdict.NOT_MET)


def _join(verdict: Verdict, parts: list[Outcome], evidence: Evidence, *, every: Verdict) -> Outcome:
    """The parts that decide: all of them when every part had to agree, else those that settled it."""
    deciding = parts if verdict is every else [part for part in parts if part.verdict is verdict]
    silent = tuple(dict.fromkeys(about for part in deciding for about in part.silent))
    told = list(dict.fromkeys(part.reason for part in deciding if not part.silent))
    if silent and evidence.heaviest is not None:
        told.append(reasons.no_duty_speaks(silent, evidence.duties, evidence.quote(evidence.heaviest)))
    quotes: list[Quote] = []
    for part in deciding:
        quotes.extend(quote for quote in part.quotes if quote not in quotes)
    waits: list[str] = []
    for part in deciding:
        waits.extend(key for key in part.facets if key not in waits)
    return Outcome(
        verdict,
        " ".join(told),
        tuple(quotes),
        tuple(waits) if verdict is Verdict.UNDETERMINED else (),
        silent if len(told) == 1 else (),
    )


def accepted(test: FacetTest, about: Facet) -> frozenset[str]:
    """The values of the facet that meet the test; refuses values that are not on its scale."""
    given = [
        name for name in ("one_of", "none_of", "at_least", "at_most", "includes") if getattr(test, name) is not None
    ]
    if len(given) != 1:
        raise UnknownFacetError(
            f"A test of {about.key} must say exactly one of one_of, none_of, at_least, at_most, includes.",
            where=about.key,
        )
    if about.kind == "number" or not about.values:
        named = [test.includes] if test.includes is not None else list(test.one_of or ())
        return frozenset(value for value in named if value is not None)
    if test.at_least is not None or test.at_most is not None:
        bound = about.rank(str(test.at_least if test.at_least is not None else test.at_most))
        return frozenset(about.values[bound:] if test.at_least is not None else about.values[: bound + 1])
    named = (
        [test.includes]
        if test.includes is not None
        else list(test.one_of if test.one_of is not None else test.none_of or ())
    )
    for value in named:
        about.rank(str(value))
    chosen = frozenset(str(value) for value in named)
    return chosen if test.none_of is None else frozenset(about.values) - chosen


def _facet(test: FacetTest, evidence: Evidence) -> Outcome:
    about = facet(test.facet)
    wanted = accepted(test, about)
    answer = evidence.answer(test.facet)
    if about.kind == "number":
        return _number(test, answer, evidence)
    if about.kind == "ordered":
        return _ordered(about, wanted, answer, evidence)
    return _set(about, wanted, answer, evidence)


def _firm(answer: Answer) -> tuple[tuple[Reading, ...], bool]:
    """The readings that count, and whether a structured answer decided over others."""
    answered = answer.of(Strength.ANSWERED)
    if answered:
        values = {r.value for r in answered}
        overruled = any(r.value not in values for r in answer.of(Strength.STATED)) or bool(answer.of(Strength.DENIED))
        return answered, overruled
    stated = answer.of(Strength.STATED)
    hard = {r.value for r in stated if not r.soft}
    return tuple(r for r in stated if not r.soft or hard <= {r.value}), False


def _ordered(about: Facet, wanted: frozenset[str], answer: Answer, evidence: Evidence) -> Outcome:
    firm, overruled = _firm(answer)
    ranks = [about.rank(r.value) for r in firm]
    top = max(ranks, default=None)
    denied = () if overruled or answer.of(Strength.ANSWERED) else answer.of(Strength.DENIED)
    floor = min(about.rank(value) for value in wanted)
    if top is not None:
        cap = min((about.rank(r.value) for r in denied), default=None)
        best = tuple(r for r in firm if about.rank(r.value) == top)
        if cap is not None and top >= cap:
            below = max((rank for rank in ranks if rank < cap), default=None)
            lower_meets = below is not None and about.values[below] in wanted
            if lower_meets != (about.values[top] in wanted):
                against = tuple(r for r in denied if about.rank(r.value) <= top)
                return Outcome(
                    Verdict.UNDETERMINED,
                    reasons.contradictory(about, best, against),
                    _quotes((*best[:1], *against[:1])),
                    (about.key,),
                )
        if about.values[top] in wanted:
            telling = tuple(r for r in firm if r.value in wanted)
            telling = (*best, *(r for r in telling if r not in best))
            return Outcome(
                Verdict.MET, reasons.found(about, best[0].value, telling[:2], overruled=overruled), _quotes(telling[:2])
            )
    hedged = () if overruled or answer.of(Strength.ANSWERED) else answer.of(Strength.HEDGED)
    open_ended = tuple(r for r in hedged if r.value in wanted and (top is None or about.rank(r.value) > top))
    limit = min((about.rank(r.value) for r in denied), default=None)
    open_ended = tuple(r for r in open_ended if limit is None or about.rank(r.value) < limit)
    if open_ended:
        return Outcome(
            Verdict.UNDETERMINED, reasons.hedged(about, open_ended[0]), _quotes(open_ended[:1]), (about.key,)
        )
    against = tuple(r for r in denied if about.rank(r.value) <= floor)
    if against:
        return Outcome(Verdict.NOT_MET, reasons.denied(about, against[0]), _quotes(against[:1]))
    if top is not None:
        best = tuple(r for r in firm if about.rank(r.value) == top)
        if top > floor or answer.described or about.silence == "open" or best[0].strength is Strength.ANSWERED:
            return Outcome(
                Verdict.NOT_MET,
                reasons.falls_short(about, best[0], overruled=overruled, above=top > floor),
                _quotes(best[:1]),
            )
    if hedged:
        # Something is said on the question, if not firmly: that is no silence, and answers it neither way.
        return Outcome(Verdict.UNDETERMINED, reasons.hedged(about, hedged[0]), _quotes(hedged[:1]), (about.key,))
    return _silent(about, answer, evidence)


def _set(about: Facet, wanted: frozenset[str], answer: Answer, evidence: Evidence) -> Outcome:
    firm, overruled = _firm(answer)
    meets = tuple(r for r in firm if r.value in wanted)
    denied = () if overruled else tuple(r for r in answer.of(Strength.DENIED) if r.value in wanted)
    others = tuple(r for r in firm if r.value not in wanted) if about.key in _EXCLUSIVE else ()
    if meets and (denied or (others and about.key != "staff.kinds" and about.key != "supervises.pay_group")):
        against = denied or others
        return Outcome(
            Verdict.UNDETERMINED,
            reasons.contradictory(about, meets, against),
            _quotes((*meets[:1], *against[:1])),
            (about.key,),
        )
    if meets:
        return Outcome(
            Verdict.MET, reasons.found(about, meets[0].value, meets[:2], overruled=overruled), _quotes(meets[:2])
        )
    if denied:
        return Outcome(Verdict.NOT_MET, reasons.denied(about, denied[0]), _quotes(denied[:1]))
    if others:
        return Outcome(
            Verdict.NOT_MET, reasons.falls_short(about, others[0], overruled=overruled, above=True), _quotes(others[:1])
        )
    hedged = tuple(r for r in answer.of(Strength.HEDGED) if r.value in wanted)
    if hedged:
        return Outcome(Verdict.UNDETERMINED, reasons.hedged(about, hedged[0]), _quotes(hedged[:1]), (about.key,))
    return _silent(about, answer, evidence)


def _number(test: FacetTest, answer: Answer, evidence: Evidence) -> Outcome:
    about = answer.facet
    firm = answer.of(*_FIRM)
    if not firm:
        return _silent(about, answer, evidence)
    top = max(int(r.value) for r in firm)
    best = tuple(r for r in firm if int(r.value) == top)
    met = (
        top >= int(test.at_least)
        if test.at_least is not None
        else top <= int(test.at_most)
        if test.at_most is not None
        else str(top) in accepted(test, about)
    )
    if met:
        return Outcome(Verdict.MET, reasons.counted(top, best[0]), _quotes(best[:2]))
    if answer.described or evidence.position.programs:
        return Outcome(Verdict.NOT_MET, reasons.counted(top, best[0]), _quotes(best[:1]))
    return _silent(about, answer, evidence)


def _silent(about: Facet, answer: Answer, evidence: Evidence) -> Outcome:
    """Nothing speaks of it. See `Facet.silence`."""
    if answer.complete:
        listed = tuple(s for s in evidence.statements if s.field.startswith("subordinates"))
        quotes = tuple(evidence.quote(s) for s in listed[:2])
        return Outcome(Verdict.NOT_MET, reasons.not_listed(about, quotes), quotes)
    raised = evidence.raises(about.key)
    if raised is not None:
        return Outcome(Verdict.UNDETERMINED, reasons.raised(about, raised), (raised,), (about.key,))
    heaviest = evidence.heaviest
    if about.silence == "closed" and answer.described and heaviest is not None:
        quote = evidence.quote(heaviest)
        return Outcome(
            Verdict.NOT_MET, reasons.no_duty_speaks((about,), evidence.duties, quote), (quote,), (), (about,)
        )
    if about.silence == "closed":
        return Outcome(Verdict.UNDETERMINED, reasons.too_thin(about), (), (about.key,))
    return Outcome(Verdict.UNDETERMINED, reasons.silent(about), (), (about.key,))


def _quotes(readings: tuple[Reading, ...]) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    for reading in readings:
        if reading.quote not in quotes:
            quotes.append(reading.quote)
    return tuple(quotes)
