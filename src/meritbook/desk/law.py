"""The law as people look it up: packs, the register of a pack, one rule with all that it rests on, two packs compared.

What is read is the shipped law, not the record: no statement is sent to the database, and the day is an argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from meritbook.core.dates import day_in_words
from meritbook.core.law.compare import Difference, differences
from meritbook.core.law.model import Citation, Fact, Parameter, Reading, Row, Rule, Source, Table
from meritbook.core.law.model import Cited as InPack
from meritbook.core.law.pack import Law
from meritbook.core.law.parameter import Given, counted
from meritbook.core.law.show import unit_text, value_text
from meritbook.core.law.wording import Phrase, Wording
from meritbook.core.service.appeals import APPEAL_SAYS
from meritbook.desk.law_answers import tables_of
from meritbook.desk.paging import Page, paged
from meritbook.law import SHIPPED, load_law, load_laws

KINDS = {
    "criterion": "What must be so",
    "limit": "Limits",
    "procedure": "How it is done",
    "content": "What must be in it",
    "pay": "Pay",
    "deadline": "Days",
    "conduct": "Conduct",
    "consequence": "What follows",
    "right": "Rights",
}
"""The kinds of rules in the order of the record, as headings."""
RANKS = {"directors_procedure": "director's procedure"}
"""Ranks whose words are not those that are kept."""
READ = {"whole": "read whole", "part": "read in part", "told": "not read; another text tells of it"}
DRAFT = {
    "none": "nothing",
    "caution": "a caution",
    "refuse_seat": "refusal of the seat",
    "return_nomination": "return of the nomination",
    "refuse_appointment": "refusal of the appointment",
    "reduce_salary": "reduction of the salary",
    "undo_salary_change": "undoing the change of salary",
    "complete_contract": "completing the contract",
    "undo_alteration": "undoing the alteration",
    "file_copies": "filing the copies",
    "complete_rating": "completing the rating",
    "conversion_to_management": "conversion to the Management class",
    "notify_central_hr": "notice to central human resources",
    "refuse_appeal": "refusal of the appeal as late",
    "removal_from_service": "removal from the service",
    "separation": "separation of the executive",
    "release_from_file": "release of the form from the personnel file",
    "return_request": "return of the request",
    "reallocation": "review of the classification",
    "answer_overdue": "a reminder that the answer is overdue",
}
"""What is drafted for a person to confirm, by the word that the pack keeps."""
FACT_KINDS = {
    "yes_no": "yes or no",
    "number": "a number",
    "date": "a day",
    "event": "an event: its day, or that it has not happened",
    "choice": "one of a list",
    "choices": "any of a list",
    "numbers": "a list of numbers",
}


@dataclass(frozen=True)
class PackLine:
    """A pack in the list."""

    key: str
    name: str
    jurisdiction: str
    starts_on: date
    ends_before: date | None
    checked: date
    note: str
    rules: int
    plan: str
    """The class plan whose rules it holds; empty where it holds none."""
    current: bool
    """Whether it is known for the day that was asked for."""


@dataclass(frozen=True)
class Cited:
    """A place in a source, in words."""

    citation: Citation

    @property
    def title(self) -> str:
        """Title and time of publication."""
        one = self.citation
        when = one.published_text or (day_in_words(one.published) if one.published else "")
        return f"{one.title} ({when})" if when else one.title

    @property
    def rank(self) -> str:
        """The rank of the source in words."""
        return rank_in_words(self.citation.rank)

    @property
    def how_read(self) -> str:
        """How much of the source was read; empty where it was read whole."""
        return "" if self.citation.read == "whole" else READ[self.citation.read]


@dataclass(frozen=True)
class RuleLine:
    """A rule in the register."""

    rule: Rule
    cited: Cited
    readings: int


@dataclass(frozen=True)
class KindGroup:
    """The rules of one kind."""

    kind: str
    name: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class ValueLine:
    """A value of a parameter on the days of its term."""

    shown: str
    other_way: str
    """The value under the other reading; empty where it has none."""
    starts_on: date
    ends_before: date | None
    holds: bool
    """Whether it holds on the day that was asked for."""
    note: str
    cited: Cited
    published: date | None


@dataclass(frozen=True)
class ParameterLine:
    """A parameter with its values over time."""

    parameter: Parameter
    values: tuple[ValueLine, ...]


@dataclass(frozen=True)
class ReadingLine:
    """A reading, with the rules that rest on it."""

    reading: Reading
    cited: Cited
    rules: tuple[str, ...]
    changes: tuple[tuple[str, Phrase], ...] = ()
    """On the page of a rule: what the other way changes in its check, step by step."""


@dataclass(frozen=True)
class RowLine:
    """A row of a table with its own place."""

    row: Row
    cited: Cited


@dataclass(frozen=True)
class TableLine:
    """A table of the law, each cell cited."""

    table: Table
    cited: Cited
    rows: tuple[RowLine, ...]
    mixed: bool
    """Whether some rows hold and some do not."""


@dataclass(frozen=True)
class SourceLine:
    """A source, with its rank and how much of it was read."""

    source: Source
    rank: str
    how_read: str


@dataclass(frozen=True)
class PackPage:
    """The register of a pack."""

    line: PackLine
    kinds: tuple[KindGroup, ...]
    parameters: tuple[ParameterLine, ...]
    readings: tuple[ReadingLine, ...]
    tables: tuple[TableLine, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class StepLine:
    """A named step of a check, in words and as it is written."""

    name: str
    says: str
    words: Phrase
    expression: str


@dataclass(frozen=True)
class FactLine:
    """A fact that a rule reads."""

    fact: Fact
    kind: str
    unit: str
    """The unit of a number in words; empty for other facts."""
    table: Table | None


@dataclass(frozen=True)
class RulePage:
    """One rule with everything that it rests on."""

    pack: PackLine
    rule: Rule
    kind: str
    cited: Cited
    also: tuple[Cited, ...]
    applies: Phrase | None
    check: Phrase
    steps: tuple[StepLine, ...]
    parameters: tuple[ParameterLine, ...]
    readings: tuple[ReadingLine, ...]
    facts: tuple[FactLine, ...]
    tables: tuple[TableLine, ...]
    follows: str
    """What follows where it is not met, with what a case fills in named in brackets."""
    draft: str
    appeal: str
    cure: str
    before: Rule | None
    after: Rule | None


@dataclass(frozen=True)
class Changed:
    """One thing in which two packs differ: only one has it, or what is said differently."""

    kind: str
    id: str
    only_in: str
    parts: tuple[Difference, ...]


@dataclass(frozen=True)
class Compared:
    """Two packs side by side."""

    first: PackLine
    second: PackLine
    page: Page[Changed]


def packs(on: date) -> tuple[PackLine, ...]:
    """The shipped packs."""
    return tuple(pack_line(law, on) for law in load_laws().values())


def pack_line(law: Law, on: date) -> PackLine:
    """A pack in short, as of a day."""
    head = law.pack
    return PackLine(
        key=head.key,
        name=head.name,
        jurisdiction=head.jurisdiction,
        starts_on=head.known.starts_on,
        ends_before=head.known.ends_before,
        checked=head.checked,
        note=head.note,
        rules=len(law.rules),
        plan=head.plan,
        current=head.known.covers(on),
    )


@cache
def packs_of_plan(plan: str) -> tuple[tuple[str, str], ...]:
    """Keys and names of the packs that hold rules of a class plan."""
    return tuple((law.key, law.pack.name) for law in load_laws().values() if law.pack.plan == plan)


def pack_page(key: str, on: date) -> PackPage:
    """The register of a pack as of a day; raises `UnknownPackError`."""
    law = load_law(key)
    rules = [RuleLine(one, _cited(law, one.citation), len(law.readings_of(one.id))) for one in law.rules.values()]
    groups = [
        KindGroup(kind, name, tuple(one for one in rules if one.rule.kind == kind)) for kind, name in KINDS.items()
    ]
    resting: dict[str, list[str]] = {name: [] for name in law.readings}
    for rule in law.rules:
        for reading in law.readings_of(rule):
            resting[reading.id].append(rule)
    return PackPage(
        line=pack_line(law, on),
        kinds=tuple(group for group in groups if group.rules),
        parameters=tuple(_parameter(law, one, on) for one in law.parameters.values()),
        readings=tuple(
            ReadingLine(one, _cited(law, one.citation), tuple(resting[one.id])) for one in law.readings.values()
        ),
        tables=tuple(_table(law, one) for one in law.tables.values()),
        sources=tuple(SourceLine(one, rank_in_words(one.rank), READ[one.read]) for one in law.pack.sources),
    )


def rule_page(key: str, name: str, on: date) -> RulePage:
    """One rule of a pack as of a day; raises `UnknownPackError`, `UnknownRuleError`."""
    law = load_law(key)
    rule = law.rule(name)
    words = Wording(law, rule)
    order = [one.rule for group in pack_page(key, on).kinds for one in group.rules]
    at = next(number for number, one in enumerate(order) if one.id == name)
    return RulePage(
        pack=pack_line(law, on),
        rule=rule,
        kind=KINDS[rule.kind],
        cited=_cited(law, rule.citation),
        also=tuple(_cited(law, one) for one in rule.also),
        applies=words.applies(),
        check=words.check(),
        steps=tuple(StepLine(one.name, one.says, words.step(one.name), one.expression) for one in rule.steps),
        parameters=tuple(_parameter(law, law.parameters[one], on) for one in law.parameters_of(name)),
        readings=tuple(
            ReadingLine(one, _cited(law, one.citation), (name,), words.changes(one.id)) for one in law.readings_of(name)
        ),
        facts=tuple(fact_line(law, one) for one in law.facts_of(name)),
        tables=tuple(_table(law, one) for one in tables_of(law, name)),
        follows=words.sentence(rule.effect.says),
        draft="" if rule.effect.draft == "none" else DRAFT[rule.effect.draft],
        appeal=APPEAL_SAYS[rule.effect.appeal],
        cure=words.sentence(rule.cure),
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
    )


def compared(first: str, second: str, on: date, page: int) -> Compared:
    """Two packs side by side, a page of what differs; raises `UnknownPackError`."""
    left, right = load_law(first), load_law(second)
    found: dict[tuple[str, str], list[Difference]] = {}
    for one in differences(left, right):
        found.setdefault((one.kind, one.id), []).append(one)
    return Compared(
        first=pack_line(left, on),
        second=pack_line(right, on),
        page=paged(
            [
                Changed(kind, name, parts[0].only_in, () if parts[0].only_in else tuple(parts))
                for (kind, name), parts in found.items()
            ],
            page,
        ),
    )


def rank_in_words(rank: str) -> str:
    """The rank of a source, as people say it."""
    return RANKS.get(rank, rank.replace("_", " "))


def is_shipped(key: str) -> bool:
    """Whether a pack has pages: packs of one's own are judged by, but not shown."""
    return key in SHIPPED


def fact_line(law: Law, name: str) -> FactLine:
    """A fact with its table, where it is a choice."""
    fact = law.facts[name]
    unit = unit_text(fact.unit) if fact.unit else ""
    return FactLine(fact, FACT_KINDS[fact.kind], unit, law.tables[fact.table] if fact.table else None)


def _cited(law: Law, cited: InPack) -> Cited:
    return Cited(law.cite(cited))


def _parameter(law: Law, parameter: Parameter, on: date) -> ParameterLine:
    return ParameterLine(
        parameter=parameter,
        values=tuple(
            ValueLine(
                shown=_shown(law, parameter, one.value),
                other_way="" if one.alternative is None else _shown(law, parameter, one.alternative),
                starts_on=one.starts_on,
                ends_before=one.ends_before,
                holds=one.term().covers(on),
                note=one.note,
                cited=_cited(law, one.citation),
                published=one.published,
            )
            for one in parameter.values
        ),
    )


def _shown(law: Law, parameter: Parameter, value: Given) -> str:
    if isinstance(value, tuple):
        return ", ".join(day_in_words(day) for day in value)
    return value_text(counted(value, law.kind_of(parameter.id)), law.kind_of(parameter.id), {}, unit=True)


def _table(law: Law, table: Table) -> TableLine:
    rows = tuple(RowLine(row, _cited(law, row.citation or table.citation)) for row in table.rows)
    return TableLine(table, _cited(law, table.citation), rows, len({row.holds for row in table.rows}) > 1)
