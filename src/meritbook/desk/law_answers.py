"""Packs, rules and facts of the law as plain values, the same on the command line and over the API."""

from __future__ import annotations

from datetime import date

from meritbook.core.law.model import Citation, Effect, Fact, Parameter, Reading, Rule, Table
from meritbook.core.law.pack import Law
from meritbook.core.terms import Term
from meritbook.core.values import Value


class LawRuleLine(Value):
    """A rule in the list."""

    id: str
    says: str
    kind: str
    force: str
    rank: str
    place: str
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    readings: tuple[str, ...]


class LawPackLine(Value):
    """A pack in the list, with its rules."""

    key: str
    name: str
    jurisdiction: str
    known: Term
    checked: date
    note: str
    rules: tuple[LawRuleLine, ...]


class LawRuleAnswer(Value):
    """`meritbook law show RULE --json`."""

    pack: str
    rule: Rule
    citation: Citation
    also: tuple[Citation, ...]
    effect: Effect
    parameters: tuple[Parameter, ...]
    readings: tuple[Reading, ...]
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]


class LawFactLine(Value):
    """A fact, with the rules that read it and, for a choice, the rows that there are."""

    fact: Fact
    rows: tuple[str, ...]
    rules: tuple[str, ...]


def pack_line(law: Law) -> LawPackLine:
    """A pack with its rules, in their order."""
    head = law.pack
    return LawPackLine(
        key=head.key,
        name=head.name,
        jurisdiction=head.jurisdiction,
        known=head.known,
        checked=head.checked,
        note=head.note,
        rules=tuple(rule_line(law, rule) for rule in law.rules.values()),
    )


def rule_line(law: Law, rule: Rule) -> LawRuleLine:
    """A rule in short."""
    return LawRuleLine(
        id=rule.id,
        says=rule.says,
        kind=rule.kind,
        force=rule.force,
        rank=law.cite(rule.citation).rank,
        place=rule.citation.place,
        facts=law.facts_of(rule.id),
        parameters=law.parameters_of(rule.id),
        readings=tuple(one.id for one in law.readings_of(rule.id)),
    )


def tables_of(law: Law, rule: str) -> tuple[Table, ...]:
    """The tables that a rule reads, under any of its readings."""
    nodes = law.under(rule, frozenset(law.readings)).nodes + law.compiled[rule].nodes
    return tuple(law.tables[name] for name in dict.fromkeys(node.kind.table for node in nodes if node.kind.table))


def rule_answer(law: Law, name: str) -> LawRuleAnswer:
    """A rule with everything that it rests on; raises `UnknownRuleError`."""
    rule = law.rule(name)
    return LawRuleAnswer(
        pack=law.key,
        rule=rule,
        citation=law.cite(rule.citation),
        also=tuple(law.cite(cited) for cited in rule.also),
        effect=rule.effect,
        parameters=tuple(law.parameters[one] for one in law.parameters_of(name)),
        readings=law.readings_of(name),
        facts=tuple(law.facts[one] for one in law.facts_of(name)),
        tables=tables_of(law, name),
    )


def fact_lines(law: Law, rule: str = "") -> tuple[LawFactLine, ...]:
    """The facts that the rules read, or those that one rule reads; raises `UnknownRuleError`."""
    names = law.facts_of(law.rule(rule).id) if rule else tuple(law.facts)
    readers: dict[str, list[str]] = {name: [] for name in law.facts}
    for one in law.rules:
        for name in law.facts_of(one):
            readers[name].append(one)
    return tuple(
        LawFactLine(fact=law.facts[name], rows=_rows(law, law.facts[name]), rules=tuple(readers[name]))
        for name in names
    )


def _rows(law: Law, fact: Fact) -> tuple[str, ...]:
    return tuple(row.key for row in law.tables[fact.table].rows) if fact.table else ()
