"""Puts cases before the law on one day: `Judge` gives each rule's verdict, with everything that it rests on.

For many cases at once, `core.law.columns` figures the same rules over columns; what it says of one is explained here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import (
    Consequence,
    LawVerdict,
    LegalDate,
    OtherReading,
    UsedFact,
    UsedParameter,
    consequence,
)
from meritbook.core.law.case import Case, value_of
from meritbook.core.law.days import day_of_number, number_of
from meritbook.core.law.errors import NotKnownError, UnknownParameterError
from meritbook.core.law.evaluate import Evaluation
from meritbook.core.law.model import Rule
from meritbook.core.law.pack import PLACEHOLDER, Compiled, Law
from meritbook.core.law.parameter import counted, decimals
from meritbook.core.law.show import UNKNOWN, value_text
from meritbook.core.law.tree import Node
from meritbook.core.law.values import Constant, Found, Number, OneCase, Truth
from meritbook.core.law.working import Gaps, gaps, lines
from meritbook.core.verdict import Missing, Verdict

ONE = OneCase()
ASK_THE_LAW = "central_hr"
"""Who can say what the law was on a day for which the pack has no value."""


def verdict_of(truth: Truth) -> Verdict:
    """A truth as a verdict."""
    if truth.unknown:
        return Verdict.UNDETERMINED
    return Verdict.MET if truth.yes else Verdict.NOT_MET


class Judge:
    """A law on one day, under a choice of readings.

    `alternatives` are the readings to take the other way. `changed` sets numbers of the law to others, for a
    simulation; each verdict then says so. Raises `NotKnownError` in strict mode on a day that the pack does not cover.
    """

    def __init__(
        self,
        law: Law,
        on: date,
        *,
        alternatives: frozenset[str] = frozenset(),
        changed: Mapping[str, Decimal] | None = None,
        strict: bool = False,
    ) -> None:
        self.law = law
        self.on = on
        self.today = number_of(on)
        self.alternatives = alternatives
        self.changed = dict(changed or {})
        self._check_changes()
        self.cautions = tuple(self._cautions(strict))
        self._parameters: dict[frozenset[str], dict[str, Found]] = {}

    # --- the law on the day -----------------------------------------------------------------------------------

    def parameters(self, alternatives: frozenset[str]) -> Mapping[str, Found]:
        """The values of all parameters on the day, under a choice of readings."""
        if alternatives not in self._parameters:
            self._parameters[alternatives] = {name: self._value(name, alternatives) for name in self.law.parameters}
        return self._parameters[alternatives]

    def _value(self, name: str, alternatives: frozenset[str]) -> Found:
        parameter, kind = self.law.parameters[name], self.law.kind_of(name)
        if name in self.changed:
            return counted(self.changed[name], kind)
        dated = self.law.value_on(name, self.on)
        if dated is None:
            return Constant(known=False) if kind.name == "dates" else Number(1, False)
        other = dated.alternative if parameter.reading in alternatives else None
        return counted(other if other is not None else dated.value, kind)

    def _check_changes(self) -> None:
        for name, value in self.changed.items():
            numbers = [one for one in self.law.parameters if self.law.kind_of(one).name == "number"]
            if name not in numbers:
                raise UnknownParameterError(
                    f"{self.law.key} has no number “{name}”. There are: {', '.join(numbers)}.", where=name
                )
            kind = self.law.kind_of(name)
            if not value.is_finite() or not 0 < value <= kind.bound or decimals(value) > kind.places:
                raise UnknownParameterError(
                    f"{name} can be set to a number above 0, up to {kind.bound:,}, "
                    f"with at most {kind.places} decimal places.",
                    where=f"{name}={value}",
                )

    def _cautions(self, strict: bool) -> Iterable[str]:
        pack, known = self.law.pack, self.law.pack.known
        found = []
        if not known.covers(self.on):
            last = f" and ends before {day_in_words(known.ends_before)}" if known.ends_before else ""
            found.append(
                f"{pack.name} is known from {day_in_words(known.starts_on)}{last}; "
                f"{day_in_words(self.on)} lies outside."
            )
        if self.on > pack.checked:
            found.append(f"The pack was last checked on {day_in_words(pack.checked)}; the law may have changed since.")
        if strict and found:
            raise NotKnownError(found[0], where=f"{pack.key} on {self.on.isoformat()}")
        for name, value in self.changed.items():
            dated = self.law.value_on(name, self.on)
            found.append(f"A simulation: {name} is set to {value}; the law says {dated.value if dated else 'nothing'}.")
        return found

    # --- cases ------------------------------------------------------------------------------------------------

    def check(self, case: Case, rules: Iterable[str] | None = None) -> tuple[LawVerdict, ...]:
        """The verdicts of the rules, of all where none are named; raises `UnknownRuleError`."""
        found: dict[frozenset[str], Evaluation] = {}
        names = list(self.law.rules) if rules is None else [self.law.rule(name).id for name in rules]
        return tuple(self._answer(name, case, found) for name in names)

    def step(self, rule: str, name: str, case: Case) -> Decimal | None:
        """The number that a step of a rule comes to; none where it is not known, or the rule has no such step.

        Raises `UnknownRuleError`.
        """
        node = self.law.under(self.law.rule(rule).id, self.alternatives).steps.get(name)
        if node is None or node.kind.name != "number":
            return None
        found = self._evaluation(case, self.alternatives).value(node)
        return Decimal(found.value) / node.kind.scale if isinstance(found, Number) and found.known else None

    def done(self, rule: str, case: Case) -> str:
        """Why nothing is left to do although the rule is not met, in the words of the pack; empty where something is.

        Raises `UnknownRuleError`.
        """
        name = self.law.rule(rule).effect.done_step
        if not name:
            return ""
        found = self._evaluation(case, self.alternatives).value(self.law.under(rule, self.alternatives).steps[name])
        says = next(one.says for one in self.law.rules[rule].steps if one.name == name)
        return says if isinstance(found, Truth) and verdict_of(found) is Verdict.MET else ""

    def figure(self, name: str) -> Decimal | None:
        """A number of the law on the day; none where the pack has no such parameter, or no value for it on the day."""
        if name not in self.law.parameters or self.law.kind_of(name).name != "number":
            return None
        found = self.parameters(self.alternatives)[name]
        scale = self.law.kind_of(name).scale
        return Decimal(found.value) / scale if isinstance(found, Number) and found.known else None

    def _evaluation(self, case: Case, alternatives: frozenset[str]) -> Evaluation:
        def fact(name: str) -> Found:
            return value_of(self.law, name, case.facts.get(name), self.today)

        return Evaluation(ONE, self.today, fact=fact, parameters=self.parameters(alternatives))

    def _answer(self, name: str, case: Case, found: dict[frozenset[str], Evaluation]) -> LawVerdict:
        rule = self.law.rules[name]
        own = self._evaluated(self.alternatives, case, found)
        compiled = self.law.under(name, self.alternatives)
        verdict, applies = _judged(compiled, own)
        missing, open_until = self._missing(compiled, own, case, verdict)
        not_met = verdict is Verdict.NOT_MET
        return LawVerdict(
            pack=self.law.key,
            rule=name,
            says=rule.says,
            on=self.on,
            verdict=verdict,
            applies=applies,
            force=rule.force,
            breach=not_met and rule.force == "binding",
            sentence=self._sentence(rule, compiled, own, verdict, applies, open_until),
            citation=self.law.cite(rule.citation),
            also=tuple(self.law.cite(one) for one in rule.also),
            parameters=tuple(self._used(one) for one in compiled.parameters),
            facts=tuple(self._fact(one, own) for one in compiled.facts),
            missing=missing,
            open_until=open_until,
            readings=self._readings(name, verdict, case, found),
            working=lines(_roots(compiled), own, self.law.rows),
            dates=_dates(rule, compiled, own),
            asked=rule.asked,
            effect=self._effect(rule, compiled, own) if not_met else None,
            cure="" if verdict is Verdict.MET else self._cure(rule, compiled, own),
            cautions=(*self.cautions, *self._source_cautions(rule, compiled)),
        )

    def _evaluated(
        self, alternatives: frozenset[str], case: Case, found: dict[frozenset[str], Evaluation]
    ) -> Evaluation:
        if alternatives not in found:
            found[alternatives] = self._evaluation(case, alternatives)
        return found[alternatives]

    def _missing(
        self, compiled: Compiled, own: Evaluation, case: Case, verdict: Verdict
    ) -> tuple[tuple[Missing, ...], date | None]:
        if verdict is not Verdict.UNDETERMINED:
            return (), None
        what = Gaps()
        for node in (compiled.applies, compiled.check):
            if node is not None:
                gaps(node, own, what)
        found = [self._question(name, case) for name in what.names]
        for name, last in what.waiting.items():
            fact = self.law.facts[name]
            says = f"Not yet, and open until {day_in_words(day_of_number(last))}: {fact.says}"
            found.append(Missing(question=says, ask=fact.ask, about=name))
        return tuple(found), day_of_number(max(what.waiting.values())) if what.waiting else None

    def _question(self, name: str, case: Case) -> Missing:
        if name in self.law.parameters:
            says = f"No figure is on record for {day_in_words(self.on)}: {self.law.parameters[name].says}"
            return Missing(question=says, ask=ASK_THE_LAW, about=name)
        fact = self.law.facts[name]
        ended = f" (given with a term: {case.ended[name]})" if name in case.ended else ""
        return Missing(question=f"{fact.says}{ended}", ask=fact.ask, about=name)

    # --- words ------------------------------------------------------------------------------------------------

    def _unknown(self, name: str, compiled: Compiled, own: Evaluation) -> bool:
        node = compiled.steps.get(name) or self.law.name_node(name)
        return node is not None and value_text(own.value(node), node.kind, self.law.rows) == UNKNOWN

    def _filled(self, text: str, compiled: Compiled, own: Evaluation) -> str:
        def shown(name: str) -> str:
            node = compiled.steps.get(name) or self.law.name_node(name)
            return (
                day_in_words(self.on)
                if node is None
                else value_text(own.value(node), node.kind, self.law.rows, unit=True)
            )

        return PLACEHOLDER.sub(lambda match: shown(match[1]), text)

    def _sentence(
        self,
        rule: Rule,
        compiled: Compiled,
        own: Evaluation,
        verdict: Verdict,
        applies: Verdict,
        open_until: date | None = None,
    ) -> str:
        if applies is Verdict.NOT_MET:
            return "The rule does not bear on this case."
        says = self._filled(getattr(rule.sentences, verdict.value), compiled, own)
        return f"{says} It is open until {day_in_words(open_until)}." if open_until else says

    def _cure(self, rule: Rule, compiled: Compiled, own: Evaluation) -> str:
        # A cure that would name a figure nobody knows is none; what is missing says what to find out.
        if any(self._unknown(name, compiled, own) for name in PLACEHOLDER.findall(rule.cure)):
            return ""
        cure = self._filled(rule.cure, compiled, own)
        last = own.value(compiled.steps[rule.cure_until]) if rule.cure_until else None
        if isinstance(last, Number) and last.known and self.today > last.value:
            return f"None after {day_in_words(day_of_number(last.value))}. Before it: {cure}"
        return cure

    def _effect(self, rule: Rule, compiled: Compiled, own: Evaluation) -> Consequence:
        starts = own.value(compiled.steps[rule.effect.from_step]) if rule.effect.from_step else None
        day = day_of_number(starts.value) if isinstance(starts, Number) and starts.known else None
        return consequence(rule.effect, self._filled(rule.effect.says, compiled, own), day)

    def _fact(self, name: str, own: Evaluation) -> UsedFact:
        node = self.law.name_node(name)
        assert node is not None  # noqa: S101 - it stands in a check
        shown = value_text(own.value(node), node.kind, self.law.rows, unit=True)
        return UsedFact(name=name, says=self.law.facts[name].says, shown=shown)

    def _used(self, name: str) -> UsedParameter:
        parameter, kind = self.law.parameters[name], self.law.kind_of(name)
        dated = self.law.value_on(name, self.on)
        value = self.parameters(self.alternatives)[name]
        return UsedParameter(
            id=name,
            says=parameter.says,
            shown=value_text(value, kind, self.law.rows, unit=True),
            term=dated.term() if dated else None,
            citation=self.law.cite(dated.citation) if dated else None,
            reading=parameter.reading or "",
            changed=name in self.changed,
        )

    def _readings(
        self, name: str, verdict: Verdict, case: Case, found: dict[frozenset[str], Evaluation]
    ) -> tuple[OtherReading, ...]:
        result = []
        for reading in self.law.readings_of(name):
            other_way = self.alternatives ^ {reading.id}
            own = self._evaluated(other_way, case, found)
            compiled = self.law.under(name, other_way)
            other, applies = _judged(compiled, own)
            sentence = self._sentence(self.law.rules[name], compiled, own, other, applies)
            result.append(
                OtherReading(
                    id=reading.id,
                    says=reading.says,
                    taken=reading.taken,
                    alternative=reading.alternative,
                    under="alternative" if reading.id in self.alternatives else "taken",
                    other=other,
                    other_sentence="" if other is verdict else sentence,
                    citation=self.law.cite(reading.citation),
                )
            )
        return tuple(result)

    def _source_cautions(self, rule: Rule, compiled: Compiled) -> Iterable[str]:
        cited = [rule.citation, *rule.also]
        for name in compiled.parameters:
            dated = self.law.value_on(name, self.on)
            if dated is not None:
                cited.append(dated.citation)
        for key in dict.fromkeys(one.source for one in cited):
            source = self.law.source(key)
            if source.read != "whole":
                how = "was read in part only" if source.read == "part" else "was not read; another text tells of it"
                yield f"“{source.title}” {how}."


def _judged(compiled: Compiled, own: Evaluation) -> tuple[Verdict, Verdict]:
    """The verdict, and whether the rule bears on the case: what it does not bear on is not broken."""
    check = own.value(compiled.check)
    assert isinstance(check, Truth)  # noqa: S101 - refused with the pack otherwise
    if compiled.applies is None:
        return verdict_of(check), Verdict.MET
    applies = own.value(compiled.applies)
    assert isinstance(applies, Truth)  # noqa: S101 - as above
    bears = verdict_of(applies)
    if bears is Verdict.NOT_MET:
        return Verdict.MET, bears
    judged = verdict_of(check)
    if bears is Verdict.UNDETERMINED and judged is not Verdict.MET:
        return Verdict.UNDETERMINED, bears
    return judged, bears


def _roots(compiled: Compiled) -> list[Node]:
    return [*([compiled.applies] if compiled.applies else []), *compiled.steps.values(), compiled.check]


def _dates(rule: Rule, compiled: Compiled, own: Evaluation) -> tuple[LegalDate, ...]:
    found = []
    for step in rule.steps:
        value = own.value(compiled.steps[step.name])
        if compiled.steps[step.name].kind.name == "date" and isinstance(value, Number) and value.known:
            found.append(LegalDate(name=step.name, says=step.says, on=day_of_number(value.value)))
    return tuple(found)
