"""A law pack put together and checked against itself: every name resolved, every check typed, every day covered.

`Law` is what the engines judge by. It is made from the parts of a pack (`core.law.model`) and refuses them when they do
not fit; each refusal names the file and the key.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from meritbook.core.law.errors import (
    DuplicateIdError,
    GapError,
    OverlapError,
    PackError,
    QuoteError,
    TypeInExpressionError,
    UncitedError,
    UnknownInExpressionError,
    UnknownReadingError,
    UnknownRuleError,
)
from meritbook.core.law.kinds import Kind
from meritbook.core.law.language import TODAY, Scope, parse
from meritbook.core.law.model import (
    LONGEST_QUOTE,
    Alternative,
    Citation,
    Cited,
    DatedValue,
    Fact,
    Pack,
    Parameter,
    Reading,
    Rule,
    Source,
    Table,
)
from meritbook.core.law.operations import FUNCTIONS
from meritbook.core.law.parameter import parameter_kind
from meritbook.core.law.tree import FactNode, Node, OperationNode, ParameterNode, walk
from meritbook.core.law.units import Unit
from meritbook.core.terms import first_fault

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
"""A name in a sentence: `{seats.state_cap}`."""
MOST_NUMBER = 10**9
"""The range of a number whose fact states none."""


@dataclass(frozen=True)
class Parts:
    """The parts of a pack as they were read, each with the file that it is from."""

    pack: Pack
    parameters: Sequence[tuple[str, Parameter]]
    tables: Sequence[tuple[str, Table]]
    facts: Sequence[tuple[str, Fact]]
    readings: Sequence[tuple[str, Reading]]
    rules: Sequence[tuple[str, Rule]]


@dataclass(frozen=True)
class Compiled:
    """A rule as trees, under one choice of readings."""

    rule: Rule
    applies: Node | None
    check: Node
    steps: Mapping[str, Node]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of the rule."""
        roots = [self.check, *self.steps.values(), *([self.applies] if self.applies else [])]
        return tuple(one for root in roots for one in walk(root))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that it reads, in the order in which it speaks of them."""
        return tuple(dict.fromkeys(one.text for one in self.nodes if isinstance(one, FactNode)))

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that it reads."""
        return tuple(dict.fromkeys(one.text for one in self.nodes if isinstance(one, ParameterNode)))


_T = TypeVar("_T")


def _by_id(found: Iterable[tuple[str, _T]], name: str, seen: dict[str, str]) -> dict[str, _T]:
    result: dict[str, _T] = {}
    for file, one in found:
        key = getattr(one, name)
        if key in seen:
            raise DuplicateIdError(f"{key} stands in {seen[key]} too.", where=f"{file}: {key}")
        seen[key] = file
        result[key] = one
    return result


class Law:
    """A pack that fits together. Raises `PackError` and its kin when it does not."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.pack = parts.pack
        self.key = parts.pack.key
        files: dict[str, str] = {}
        """The file of each part by its id."""
        self.files = files
        self.parameters = _by_id(parts.parameters, "id", files)
        self.tables = _by_id(parts.tables, "id", files)
        self.rows = {table.id: [row.key for row in table.rows] for table in self.tables.values()}
        """The keys of the rows of each table."""
        self.facts = _by_id(parts.facts, "name", files)
        self.rules = _by_id(parts.rules, "id", {})
        rule_files = {rule.id: file for file, rule in parts.rules}
        self.rule_files = rule_files
        self.readings = _by_id(parts.readings, "id", files)
        self._sources = {source.key: source for source in parts.pack.sources}
        if len(self._sources) != len(parts.pack.sources):
            raise DuplicateIdError("Two sources have the same key.", where="pack.toml: sources")
        self._check_citations()
        for parameter in self.parameters.values():
            self._check_days(parameter)
            self._check_reading(parameter)
        self._names = self._scope_names()
        self._interned: dict[tuple[object, ...], OperationNode] = {}
        self.compiled: dict[str, Compiled] = {}
        self._under: dict[tuple[str, frozenset[str]], Compiled] = {}
        for rule in self.rules.values():
            self.compiled[rule.id] = self._compile(rule, ())
            self._check_rule(rule)
        self._check_use()

    # --- asking -----------------------------------------------------------------------------------------------

    def rule(self, name: str) -> Rule:
        """The rule of that id; raises `UnknownRuleError`."""
        if name not in self.rules:
            raise UnknownRuleError(
                f"{self.key} has no rule “{name}”. There are: {', '.join(self.rules)}.",
                where=name,
                details={"rules": list(self.rules)},
            )
        return self.rules[name]

    def under(self, rule: str, alternatives: frozenset[str]) -> Compiled:
        """The rule as trees, with the named readings taken the other way."""
        bearing = alternatives & {one.reading for one in self.rules[rule].alternatives}
        if not bearing:
            return self.compiled[rule]
        key = (rule, bearing)
        if key not in self._under:
            chosen = [one for one in self.rules[rule].alternatives if one.reading in bearing]
            self._under[key] = self._compile(self.rules[rule], chosen)
        return self._under[key]

    def readings_of(self, rule: str) -> tuple[Reading, ...]:
        """The readings on which the rule rests: those of its parameters, and its own."""
        read = [self.parameters[name].reading for name in self.parameters_of(rule)]
        names = dict.fromkeys([*read, *(one.reading for one in self.rules[rule].alternatives)])
        return tuple(self.readings[name] for name in names if name is not None)

    def parameters_of(self, rule: str) -> tuple[str, ...]:
        """The parameters that the rule reads under any of its readings."""
        own = frozenset(one.reading for one in self.rules[rule].alternatives)
        return tuple(dict.fromkeys([*self.compiled[rule].parameters, *self.under(rule, own).parameters]))

    def facts_of(self, rule: str) -> tuple[str, ...]:
        """The facts that the rule reads under any of its readings."""
        own = frozenset(one.reading for one in self.rules[rule].alternatives)
        return tuple(dict.fromkeys([*self.compiled[rule].facts, *self.under(rule, own).facts]))

    def alternatives(self, chosen: Iterable[str]) -> frozenset[str]:
        """The readings to take the other way, from `ID=alternative`; raises `UnknownReadingError`.

        The id may be that of a rule: then all its readings are taken the other way.
        """
        found: set[str] = set()
        for text in chosen:
            name, _, way = text.partition("=")
            names = [one.id for one in self.readings_of(name)] if name in self.rules else [name]
            if way not in ("taken", "alternative") or not names or any(one not in self.readings for one in names):
                raise UnknownReadingError(
                    f"“{text}” chooses no reading of {self.key}. There are: {', '.join(self.readings)}.", where=text
                )
            if way == "alternative":
                found.update(names)
            else:
                found.difference_update(names)
        return frozenset(found)

    def name_node(self, name: str) -> Node | None:
        """The node of a fact or parameter; none for another name."""
        return self._names.get(name)

    def kind_of(self, name: str) -> Kind:
        """The kind of a fact or parameter."""
        return self._names[name].kind

    def rows_of(self, fact: Fact) -> list[str]:
        """The keys of the rows among which a fact chooses; none where it chooses among none."""
        return self.rows[fact.table] if fact.table else []

    def cite(self, cited: Cited) -> Citation:
        """A citation, complete."""
        source = self._sources[cited.source]
        return Citation(
            title=source.title,
            rank=source.rank,
            place=cited.place,
            published=source.published,
            published_text=source.published_text,
            checked=source.checked,
            read=source.read,
            quote=cited.quote,
        )

    def source(self, key: str) -> Source:
        """A source of the pack."""
        return self._sources[key]

    def value_on(self, parameter: str, day: date) -> DatedValue | None:
        """The value that holds on a day, if one does."""
        return next((one for one in self.parameters[parameter].values if one.term().covers(day)), None)

    def quotes(self) -> tuple[tuple[str, Cited], ...]:
        """Every citation with a quote, and the file and key that it stands in."""
        return tuple((where, cited) for where, cited in self._citations() if cited.quote)

    # --- checking ---------------------------------------------------------------------------------------------

    def _citations(self) -> Iterable[tuple[str, Cited]]:
        for parameter in self.parameters.values():
            for number, value in enumerate(parameter.values):
                yield f"{self.files[parameter.id]}: {parameter.id}.values.{number}.citation", value.citation
        for table in self.tables.values():
            where = f"{self.files[table.id]}: {table.id}"
            yield f"{where}.citation", table.citation
            for row in table.rows:
                if row.citation is not None:
                    yield f"{where}.{row.key}.citation", row.citation
        for reading in self.readings.values():
            yield f"{self.files[reading.id]}: {reading.id}.citation", reading.citation
        for rule in self.rules.values():
            for cited in (rule.citation, *rule.also):
                yield f"{self.rule_files[rule.id]}: {rule.id}.citation", cited

    def _check_citations(self) -> None:
        for where, cited in self._citations():
            if len(cited.quote.split()) > LONGEST_QUOTE:
                raise QuoteError(f"The quote has more than {LONGEST_QUOTE} words.", where=where)
            if cited.source not in self._sources:
                raise UncitedError(
                    f"The pack has no source “{cited.source}”. There are: {', '.join(self._sources)}.", where=where
                )

    def _check_days(self, parameter: Parameter) -> None:
        where = f"{self.files[parameter.id]}: {parameter.id}.values"
        fault = first_fault([one.term() for one in parameter.values], within=self.pack.known)
        if fault is None:
            return
        if fault.kind == "shared":
            raise OverlapError(f"Two values hold on {fault.day.isoformat()}.", where=where)
        raise GapError(f"No value holds on {fault.day.isoformat()}.", where=where)

    def _check_reading(self, parameter: Parameter) -> None:
        if parameter.reading is not None and parameter.reading not in self.readings:
            raise PackError(
                f"The pack has no reading “{parameter.reading}”.",
                where=f"{self.files[parameter.id]}: {parameter.id}.reading",
            )

    def _scope_names(self) -> dict[str, Node]:
        names: dict[str, Node] = {}
        for name in (*self.facts, *self.parameters):
            if any(keyword.iskeyword(part) for part in name.split(".")):
                raise PackError("The name holds a word of the language of checks.", where=f"{self.files[name]}: {name}")
        for fact in self.facts.values():
            where = f"{self.files[fact.name]}: {fact.name}"
            if fact.table is not None and fact.table not in self.tables:
                raise PackError(f"The pack has no table “{fact.table}”.", where=f"{where}.table")
            names[fact.name] = FactNode(_kind_of_fact(fact, where), fact.name)
        for parameter in self.parameters.values():
            kind = parameter_kind(parameter, where=f"{self.files[parameter.id]}: {parameter.id}")
            names[parameter.id] = ParameterNode(kind, parameter.id)
        return names

    def _compile(self, rule: Rule, chosen: Sequence[Alternative]) -> Compiled:
        file = self.rule_files[rule.id]
        changed = {name: text for one in chosen for name, text in one.steps.items()}
        check = next((one.check for one in chosen if one.check is not None), rule.check)
        steps: dict[str, Node] = {}
        bits = {
            table.id: sum(1 << number for number, row in enumerate(table.rows) if row.holds)
            for table in self.tables.values()
        }
        for step in rule.steps:
            where = f"{file}: {rule.id}.steps.{step.name}"
            if step.name in steps or step.name in FUNCTIONS or step.name == TODAY:
                raise DuplicateIdError(f"The name “{step.name}” is taken.", where=where)
            scope = Scope(self._names, self.rows, bits, dict(steps), self._interned)
            steps[step.name] = parse(changed.get(step.name, step.expression), scope, where=where)
        scope = Scope(self._names, self.rows, bits, steps, self._interned)
        applies = parse(rule.applies, scope, where=f"{file}: {rule.id}.applies") if rule.applies else None
        root = parse(check, scope, where=f"{file}: {rule.id}.check")
        for node, key in ((applies, "applies"), (root, "check")):
            if node is not None and node.kind.name != "truth":
                raise TypeInExpressionError(
                    f"“{node.text}” is {node.kind}, and should be yes or no.", where=f"{file}: {rule.id}.{key}"
                )
        return Compiled(rule, applies, root, steps)

    def _check_rule(self, rule: Rule) -> None:
        where = f"{self.rule_files[rule.id]}: {rule.id}"
        touched: set[str] = set()
        steps = {step.name for step in rule.steps}
        for one in rule.alternatives:
            if one.reading not in self.readings:
                raise PackError(f"The pack has no reading “{one.reading}”.", where=f"{where}.alternatives")
            changes = set(one.steps) | ({"check"} if one.check is not None else set())
            if changes & touched:
                raise PackError("Two alternatives change the same thing.", where=f"{where}.alternatives")
            if unknown := set(one.steps) - steps:
                raise UnknownInExpressionError(f"No step goes by {sorted(unknown)}.", where=f"{where}.alternatives")
            touched |= changes
            self.under(rule.id, frozenset([one.reading]))
        known = steps | set(self._names) | {TODAY}
        for key, text in (("cure", rule.cure), ("effect.says", rule.effect.says), *_sentences(rule)):
            for name in PLACEHOLDER.findall(text):
                if name not in known:
                    raise UnknownInExpressionError(f"The sentence speaks of “{name}”.", where=f"{where}.{key}")
        for key, name in (("effect.from_step", rule.effect.from_step), ("cure_until", rule.cure_until)):
            if name and (name not in steps or self.compiled[rule.id].steps[name].kind.name != "date"):
                raise UnknownInExpressionError(f"“{name}” is not a step that gives a day.", where=f"{where}.{key}")
        done = rule.effect.done_step
        if done and (done not in steps or self.compiled[rule.id].steps[done].kind.name != "truth"):
            place = f"{where}.effect.done_step"
            raise UnknownInExpressionError(f"“{done}” is not a step that says yes or no.", where=place)
        own = frozenset(one.reading for one in rule.alternatives)
        for node in (*self.compiled[rule.id].nodes, *self.under(rule.id, own).nodes):
            if isinstance(node, OperationNode) and node.operation in ("divide_whole", "ceiling"):
                self._check_divisor(node.parts[1].text, where)

    def _check_divisor(self, parameter: str, where: str) -> None:
        for value in self.parameters[parameter].values:
            for one in (value.value, value.alternative):
                if isinstance(one, Decimal) and one <= 0:
                    raise TypeInExpressionError(f"{parameter} divides, and is not more than nought.", where=where)

    def _check_use(self) -> None:
        used: set[str] = set()
        for rule in self.rules:
            used.update(self.facts_of(rule), self.parameters_of(rule))
            used.update(reading.id for reading in self.readings_of(rule))
            nodes = self.under(rule, frozenset(self.readings)).nodes + self.compiled[rule].nodes
            used.update(one.kind.table for one in nodes if one.kind.table)
        for name in (*self.facts, *self.parameters, *self.readings, *self.tables):
            if name not in used:
                raise PackError("No rule of the pack reads it.", where=f"{self.files[name]}: {name}")


def _sentences(rule: Rule) -> list[tuple[str, str]]:
    return [(f"sentences.{name}", text) for name, text in rule.sentences.plain().items()]


def _kind_of_fact(fact: Fact, where: str) -> Kind:
    if fact.kind in ("number", "numbers"):
        try:
            unit = Unit.read(fact.unit)
        except ValueError as problem:
            raise PackError(f"{problem}.", where=f"{where}.unit") from problem
        least, most = fact_range(fact)
        bound = int(max(abs(least), abs(most))) + 1
        return Kind("number" if fact.kind == "number" else "numbers", unit, fact.places, bound)
    if fact.kind in ("choice", "choices"):
        return Kind("choice" if fact.kind == "choice" else "choices", table=fact.table or "")
    return Kind({"yes_no": "truth", "date": "date", "event": "event"}[fact.kind])  # type: ignore[arg-type]


def fact_range(fact: Fact) -> tuple[Decimal, Decimal]:
    """The least and the most that a number may be."""
    least = fact.least if fact.least is not None else Decimal(0)
    return least, fact.most if fact.most is not None else Decimal(MOST_NUMBER)
