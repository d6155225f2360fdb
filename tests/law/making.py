"""Scenarios of the law: sentences with facts and the verdict that they must have, one file for each rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import Case, read_case
from meritbook.core.law.judge import Judge
from meritbook.law import load_law

FOLDER = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Scenario:
    """One sentence about a rule."""

    pack: str
    rule: str
    says: str
    on: date
    facts: dict[str, Any]
    expects: dict[str, Any]

    @property
    def name(self) -> str:
        """The sentence with its rule."""
        return f"{self.pack} {self.rule}: {self.says}"

    @property
    def readings(self) -> list[str]:
        """The readings that are taken the other way."""
        return [self.expects["reading"]] if "reading" in self.expects else []

    def case(self) -> Case:
        """The facts as a case."""
        return read_case(load_law(self.pack), self.facts, on=self.on)

    def judge(self) -> Judge:
        """The law on the day."""
        law = load_law(self.pack)
        return Judge(law, self.on, alternatives=law.alternatives(self.readings))

    def verdict(self) -> LawVerdict:
        """What the law says."""
        return self.judge().check(self.case(), [self.rule])[0]


def _flat(plain: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in plain.items():
        if isinstance(value, dict) and "starts_on" not in value:
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


KEYS = {
    "says",
    "on",
    "facts",
    "without",
    "verdict",
    "applies",
    "breach",
    "shows",
    "reading",
    "missing",
    "ask",
    "open_until",
    "draft",
    "appeal",
    "starts_on",
    "cure",
    "caution",
}


def scenarios() -> list[Scenario]:
    """Every scenario of every file."""
    found = []
    for path in sorted(FOLDER.glob("*/*.toml")):
        plain = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        assert set(plain) <= {"rule", "given", "scenarios"}, path
        assert plain["rule"] == path.stem, path
        given = dict(_flat(plain.get("given", {})))
        for one in plain["scenarios"]:
            assert set(one) <= KEYS, f"{path}: {one['says']}"
            facts = {**given, **dict(_flat(one.get("facts", {})))}
            for name in one.get("without", []):
                assert name in facts, f"{path}: {one['says']}"
                del facts[name]
            found.append(Scenario(path.parent.name, plain["rule"], one["says"], one["on"], facts, one))
    return found


SCENARIOS = scenarios()
