"""The law of the executive service that this office lives under: which pack it is, and its judge on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.case import read_case
from meritbook.core.law.judge import Judge
from meritbook.core.law.pack import Law
from meritbook.law import SHIPPED, load_law, read_law


@lru_cache(maxsize=4)
def _law_of(name: str) -> Law:
    folder = Path(name)
    return read_law(folder.resolve()) if name not in SHIPPED and folder.is_dir() else load_law(name)


def service_law() -> Law:
    """The pack that `MERITBOOK_SERVICE_LAW` names; raises `PackError` and its kin when it cannot be read."""
    return _law_of(settings.MERITBOOK_SERVICE_LAW)


@lru_cache(maxsize=64)
def _judge(law: Law, on: date) -> Judge:
    return Judge(law, on)


def judge_on(law: Law, on: date) -> Judge:
    """The judge of the pack on the day."""
    return _judge(law, on)


def known_facts(law: Law, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the facts that the law knows: another state's service asks for others."""
    return {name: value for name, value in facts.items() if name in law.facts}


def judge(
    facts: Mapping[str, Any],
    rules: Iterable[str],
    *,
    on: date,
    changed: Mapping[str, Decimal] | None = None,
    law: Law | None = None,
) -> dict[str, LawVerdict]:
    """The verdicts of the rules on the facts of one case on a day, by rule; rules that the pack lacks are left out.

    `changed` simulates other figures of the law, by parameter. Raises `FactError` and its kin for facts out of range.
    """
    pack = law or service_law()
    asked = [name for name in rules if name in pack.rules]
    judging = Judge(pack, on, changed=changed) if changed else _judge(pack, on)
    case = read_case(pack, known_facts(pack, facts), on=on)
    return {one.rule: one for one in judging.check(case, asked)}
