"""One rule of the law on the terminal, with everything that it rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from meritbook.cli.law_show import rank_text
from meritbook.core.dates import day_in_words

if TYPE_CHECKING:
    from meritbook.cli.output import Output
    from meritbook.core.law.pack import Law
    from meritbook.desk.law_answers import LawRuleAnswer


def show_answer(answer: LawRuleAnswer, law: Law, output: Output) -> None:
    """Write the rule as lines."""
    rule = answer.rule
    kind = f"{rule.kind}, advice only" if rule.force == "advice" else rule.kind
    output.line(f"{rule.id} · {kind} · {answer.pack}", style="bold")
    output.line(rule.says)
    for citation in (answer.citation, *answer.also):
        output.line(f"  Stands in  {rank_text(citation)}")
    if rule.applies:
        output.line(f"  Bears on   {rule.applies}")
    for step in rule.steps:
        output.line(f"  {step.name} = {step.expression}  ({step.says})")
    output.line(f"  Check      {rule.check}")
    for parameter in answer.parameters:
        output.line(f"  {parameter.id} ({parameter.unit}): {parameter.says}")
        for value in parameter.values:
            last = f" until before {day_in_words(value.ends_before)}" if value.ends_before else ""
            other = f" (the other way: {_value(value.alternative)})" if value.alternative is not None else ""
            output.line(f"    {_value(value.value)}{other} from {day_in_words(value.starts_on)}{last}")
            output.line(f"      {rank_text(law.cite(value.citation))}")
            if value.note:
                output.line(f"      {value.note}")
    for table in answer.tables:
        output.line(f"  Table {table.id}: {table.says}")
        for row in table.rows:
            instead = f" {row.instead}" if row.instead else ""
            output.line(f"    {'yes' if row.holds else 'no '}  {row.key}: {row.says}{instead}")
    for reading in answer.readings:
        output.line(f"  Reading {reading.id}: {reading.says}")
        output.line(f"    Taken: {reading.taken}")
        output.line(f"    The other way: {reading.alternative}")
    for one in rule.alternatives:
        for name, text in {**one.steps, **({"check": one.check} if one.check else {})}.items():
            output.line(f"    Under {one.reading} the other way: {name} = {text}")
    for fact in answer.facts:
        unit = f" in {fact.unit}" if fact.unit else ""
        output.line(f"  Fact {fact.name} ({fact.kind.replace('_', ' ')}{unit}; ask: {fact.ask.replace('_', ' ')})")
        output.line(f"    {fact.says}")
    output.line(f"  Not met    {answer.effect.says}")
    output.line(f"  Cure       {rule.cure}")


def _value(value: Decimal | str | tuple[date, ...] | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(day.isoformat() for day in value)
    return f"{value:,}" if isinstance(value, Decimal) else str(value)
