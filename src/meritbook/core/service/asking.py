"""Asks the law on several days with the same facts: each judge and each answer is made once and kept.

The dates of a service are the same for many executives, so that a calendar of a whole state asks little of the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law


class Asking:
    """One law, asked again and again; `changed` sets numbers of it to others, for a simulation."""

    def __init__(self, law: Law, *, changed: Mapping[str, Decimal] | None = None) -> None:
        self.law = law
        self.changed = dict(changed or {})
        self._judges: dict[date, Judge] = {}
        self._answers: dict[tuple[str, date, tuple[tuple[str, str], ...]], LawVerdict] = {}

    def has(self, rule: str) -> bool:
        """Whether the pack has the rule: another state's service may know nothing of it."""
        return rule in self.law.rules

    def ask(self, rule: str, facts: Mapping[str, Any], *, on: date) -> LawVerdict | None:
        """The verdict of the rule on the facts on the day; none where the pack lacks the rule.

        Facts that the pack does not know are left out. Raises `FactError` and its kin for facts out of range.
        """
        if rule not in self.law.rules:
            return None
        read = set(self.law.facts_of(rule))
        known = {name: value for name, value in facts.items() if name in read}
        key = (rule, on, tuple(sorted((name, repr(value)) for name, value in known.items())))
        found = self._answers.get(key)
        if found is None:
            found = self._judge(on).check(read_case(self.law, known, on=on), [rule])[0]
            self._answers[key] = found
        return found

    def all(self, rules: Iterable[str], facts: Mapping[str, Any], *, on: date) -> tuple[LawVerdict, ...]:
        """The verdicts of those of the rules that the pack has."""
        return tuple(one for one in (self.ask(rule, facts, on=on) for rule in rules) if one is not None)

    def _judge(self, on: date) -> Judge:
        if on not in self._judges:
            self._judges[on] = Judge(self.law, on, changed=self.changed or None)
        return self._judges[on]


def day_named(verdict: LawVerdict | None, name: str) -> date | None:
    """The day that a step of the rule gives; none where it could not be figured."""
    if verdict is None:
        return None
    return next((one.on for one in verdict.dates if one.name == name), None)
