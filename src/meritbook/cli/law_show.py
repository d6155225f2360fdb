"""Verdicts of the law on the terminal: the sentence, where it stands, the reading, the working, and the cure."""

from __future__ import annotations

from collections.abc import Sequence

from meritbook.cli.output import MARKS, STYLES, Output
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict, OtherReading, in_a_word
from meritbook.core.law.model import Citation


def rank_text(citation: Citation) -> str:
    """A citation in one line, with its rank."""
    published = citation.published_text or (citation.published.isoformat() if citation.published else "")
    title = f"{citation.title} ({published})" if published else citation.title
    quote = f", “{citation.quote}”" if citation.quote else ""
    return f"{title}, {citation.place}{quote} [{citation.rank.replace('_', ' ')}]"


def _mark(one: LawVerdict) -> str:
    if one.applies.value == "not_met":
        return "does not bear on it"
    if one.force == "advice":
        return {"met": "followed", "not_met": "advised, not followed"}.get(one.verdict.value, "open")
    if one.asked is not None:
        return in_a_word(one).lower()
    return MARKS[one.verdict.value]


def _told(one: LawVerdict) -> bool:
    """Whether the case says anything about the rule at all."""
    return one.verdict.value != "undetermined" or any(fact.shown != "unknown" for fact in one.facts)


def show_verdicts(verdicts: Sequence[LawVerdict], output: Output, *, whole: bool) -> None:
    """The verdicts of a case: in full where it says something of the rule, else by name; all in full with `whole`."""
    untold = [] if whole else [one.rule for one in verdicts if not _told(one)]
    for one in verdicts:
        if one.rule not in untold:
            _show(one, output)
    if untold:
        output.line(f"The case says nothing of: {', '.join(untold)}")


def _show(one: LawVerdict, output: Output) -> None:
    style = "" if one.applies.value == "not_met" else STYLES[one.verdict.value]
    if one.verdict.value == "not_met" and (not one.breach or one.asked is not None):
        style = "yellow"
    output.line(f"{one.rule} · {_mark(one)}", style=style)
    if one.applies.value == "not_met":
        return
    output.line(f"  {one.sentence}")
    output.line(f"  Rule      {rank_text(one.citation)}")
    for reading in one.readings:
        output.line(f"  Reading   {_reading(reading)}")
    facts = [f"{fact.name}: {fact.shown}" for fact in one.facts if fact.shown != "unknown"]
    if facts:
        output.line(f"  Facts     {'; '.join(facts)}")
    for line in one.working:
        figures = f": {line.figures}" if line.figures else ""
        output.line(f"  Working   {line.text}{figures} = {line.gives}")
    for missing in one.missing:
        output.line(f"  Missing   {missing.question} [{missing.about}; ask: {missing.ask.replace('_', ' ')}]")
    for day in one.dates:
        output.line(f"  Date      {day_in_words(day.on)}: {day.says}")
    if one.effect is not None:
        starts = f" From {day_in_words(one.effect.starts_on)}." if one.effect.starts_on else ""
        appeal = "" if one.effect.appeal == "not_stated" else f" Appeal: {one.effect.appeal.replace('_', ' ')}."
        output.line(f"  Effect    {one.effect.says}{starts}{appeal}")
    if one.cure:
        output.line(f"  Cure      {one.cure}")
    for caution in one.cautions:
        output.line(f"  Caution   {caution}")


def _reading(reading: OtherReading) -> str:
    ours, theirs = reading.taken, reading.alternative
    if reading.under == "alternative":
        ours, theirs = theirs, ours
    differs = f": {MARKS[reading.other.value]}" if reading.other_sentence else ": the same answer"
    return f"{reading.id}: {ours} [the other way{differs}. {theirs}]"
