"""`meritbook law …`: which rules there are, what each says and reads, and what the law says of a case on a day."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.errors import ExitCode, UsageError
from meritbook.cli.options import AsJson, output_of

if TYPE_CHECKING:
    from decimal import Decimal

    from meritbook.cli.law_answers import LawCaseAnswer
    from meritbook.cli.law_cases import Found
    from meritbook.cli.output import Output
    from meritbook.core.law.judge import Judge
    from meritbook.core.law.pack import Law

DEFAULT_PACK = "colorado-ses"

law_app = typer.Typer(help="The law as data: rules, what they rest on, and verdicts on a day.", no_args_is_help=True)

PackName = Annotated[
    str, typer.Option("--pack", metavar="PACK", help="A pack by its key, or the folder of one of your own.")
]


def law_named(name: str) -> Law:
    """A shipped pack by its key, or one of one's own by its folder; raises `PackError` and its kin."""
    from meritbook.law import SHIPPED, load_law, read_law

    folder = Path(name)
    return read_law(folder.resolve()) if name not in SHIPPED and folder.is_dir() else load_law(name)


def _laws(name: str) -> list[Law]:
    from meritbook.law import load_laws

    return [law_named(name)] if name else list(load_laws().values())


@law_app.command("list")
def list_rules(context: typer.Context, pack: PackName = "", as_json: AsJson = False) -> None:
    """List the law packs and their rules."""
    from meritbook.cli.law_answers import LawListAnswer
    from meritbook.core.dates import day_in_words
    from meritbook.desk.law_answers import pack_line

    output = output_of(context, as_json)
    packs = [pack_line(law) for law in _laws(pack)]
    if as_json:
        output.json(LawListAnswer(packs=tuple(packs)).plain())
        return
    for one in packs:
        last = f" until before {day_in_words(one.known.ends_before)}" if one.known.ends_before else ""
        output.line(f"{one.key}  {one.name}", style="bold")
        output.line(
            f"  Known from {day_in_words(one.known.starts_on)}{last}; "
            f"last checked on {day_in_words(one.checked)}. {one.note}"
        )
        rows = [(line.id, "advice" if line.force == "advice" else line.kind, line.says) for line in one.rules]
        output.table(("Rule", "Kind", "Says"), rows, indent="  ")


@law_app.command("show")
def show_rule(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A rule by its id, such as seats.state_cap.")],
    pack: PackName = "",
    as_json: AsJson = False,
) -> None:
    """Show one rule: what it says and where, its check, its values over time, its readings and the facts it reads."""
    from meritbook.cli.law_rule import show_answer
    from meritbook.core.law.errors import UnknownRuleError
    from meritbook.desk.law_answers import rule_answer

    output = output_of(context, as_json)
    found = [law for law in _laws(pack) if rule in law.rules]
    if not found:
        raise UnknownRuleError(f"No pack has a rule “{rule}”.", where=rule)
    if len(found) > 1:
        raise UsageError(f"Several packs have the rule: {', '.join(law.key for law in found)}.", where="--pack")
    law = found[0]
    answer = rule_answer(law, rule)
    if as_json:
        output.json(answer.plain())
    else:
        show_answer(answer, law, output)


@law_app.command("facts")
def list_facts(
    context: typer.Context,
    pack: PackName = DEFAULT_PACK,
    rule: Annotated[str, typer.Option("--rule", metavar="RULE", help="Only the facts that this rule reads.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the facts that the rules read: name, kind, unit, who supplies it, and what it means."""
    from meritbook.cli.law_answers import LawFactsAnswer
    from meritbook.desk.law_answers import fact_lines

    output = output_of(context, as_json)
    law = law_named(pack)
    lines = fact_lines(law, rule)
    if as_json:
        output.json(LawFactsAnswer(pack=law.key, facts=lines).plain())
        return
    table = [
        (
            line.fact.name,
            line.fact.kind.replace("_", " "),
            line.fact.unit or (f"{len(line.rows)} choices" if line.rows else ""),
            line.fact.ask.replace("_", " "),
            line.fact.says,
        )
        for line in lines
    ]
    output.table(("Fact", "Kind", "Unit", "Ask", "Says"), table)
    for line in lines:
        if line.rows:
            output.line(f"Choices of {line.fact.name}: {', '.join(line.rows)}")


@law_app.command("diff")
def diff_packs(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="PACK", help="A pack by its key or folder.")],
    second: Annotated[str, typer.Argument(metavar="PACK", help="The pack to compare it with.")],
    as_json: AsJson = False,
) -> None:
    """Show in what two packs differ: rules, parameters, readings, tables and facts, by their ids."""
    from meritbook.cli.law_answers import LawDiffAnswer
    from meritbook.core.law.compare import differences

    output = output_of(context, as_json)
    left, right = law_named(first), law_named(second)
    found = differences(left, right)
    if as_json:
        output.json(LawDiffAnswer(first=left.key, second=right.key, differences=found).plain())
        return
    for one in found:
        if one.only_in:
            output.line(f"{one.kind} {one.id}: only in {one.only_in}")
        else:
            output.line(f"{one.kind} {one.id}: {one.key}: “{one.first}” became “{one.second}”")
    if not found:
        output.line("They do not differ.")


@law_app.command("prove")
def prove_packs(
    context: typer.Context,
    pack: PackName = "",
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="FOLDER", help="A folder with the texts that the packs quote.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Load the packs, which refuses what does not fit, and look their quotes up in the sources at hand."""
    from meritbook.cli.errors import UnreadableFileError
    from meritbook.cli.law_answers import LawProofAnswer, LawProofLine
    from meritbook.law import check_quotes

    output = output_of(context, as_json)
    if sources is not None and not sources.is_dir():
        raise UnreadableFileError("There is no such folder.", where=str(sources))
    lines = tuple(
        LawProofLine(
            pack=law.key,
            rules=len(law.rules),
            quotes=len(law.quotes()),
            found=len(check_quotes(law, sources)) if sources is not None else 0,
        )
        for law in _laws(pack)
    )
    if as_json:
        output.json(LawProofAnswer(packs=lines).plain())
        return
    rows = [(one.pack, str(one.rules), str(one.quotes), str(one.found)) for one in lines]
    output.table(("Pack", "Rules", "Quotes", "Found in the sources"), rows)


@law_app.command("check")
def check_cases(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FACTS", help="Facts as JSON: one case, a list, or a case on each line; - reads.")
    ],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day; a case may state its own as “on”.")] = "",
    rule: Annotated[
        list[str] | None, typer.Option("--rule", metavar="RULE", help="Only this rule; may be given several times.")
    ] = None,
    pack: PackName = DEFAULT_PACK,
    reading: Annotated[
        list[str] | None,
        typer.Option("--reading", metavar="ID=alternative", help="Take a reading, or all of a rule, the other way."),
    ] = None,
    change: Annotated[
        list[str] | None,
        typer.Option("--change", metavar="PARAMETER=NUMBER", help="Simulate: set a number of the law to another."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse days for which the pack is not known, instead of a caution.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say what the law says of one case or many, on a day: each verdict with its rule, reading, working and cure.

    Looks and writes nothing. A case that cannot be read is named and the others are judged; the exit code is then 1.
    """
    from meritbook.cli.dates import day
    from meritbook.cli.law_cases import cases_of

    output = output_of(context, as_json)
    law = law_named(pack)
    judges = _Judges(law, reading or [], change or [], strict=strict)
    when = day(on, where="--on") if on else None
    if when is not None:
        judges.on(when)
    rules = [law.rule(name).id for name in rule] if rule else None
    answers = (judges.answer(found, when, rules) for found in cases_of(file))
    failed = _stream(law.key, when, answers) if as_json else _show_all(answers, output, whole=bool(rule))
    if failed:
        raise typer.Exit(ExitCode.BAD_NEWS)


class _Judges:
    """A judge for each day that is asked for, under one choice of readings and changes."""

    def __init__(self, law: Law, readings: list[str], changes: list[str], *, strict: bool) -> None:
        self.law = law
        self.alternatives = law.alternatives(readings)
        self.changed = dict(_change(text) for text in changes)
        self.strict = strict
        self._found: dict[date, Judge] = {}

    def on(self, when: date) -> Judge:
        """The judge of that day."""
        from meritbook.core.law.judge import Judge

        if when not in self._found:
            self._found[when] = Judge(
                self.law, when, alternatives=self.alternatives, changed=self.changed, strict=self.strict
            )
        return self._found[when]

    def answer(self, found: Found, when: date | None, rules: list[str] | None) -> LawCaseAnswer:
        """The answer to one case; what is wrong with it is told in it."""
        from meritbook.cli.answers import ErrorBody
        from meritbook.cli.dates import day
        from meritbook.cli.law_answers import LawCaseAnswer
        from meritbook.core.errors import MeritbookError
        from meritbook.core.law.case import read_case

        plain = dict(found.plain)
        label, own = str(plain.pop("case", "")), plain.pop("on", None)
        place = f"case {found.number}"
        try:
            if found.problem is not None:
                raise found.problem
            asked = day(str(own), where=f"{place}: on") if own is not None else when
            if asked is None:
                raise UsageError("Say the day: --on DATE, or “on” in each case.", where=place)
            judge = self.on(asked)
            verdicts = judge.check(read_case(self.law, plain, on=asked, where=place, label=label), rules)
        except MeritbookError as problem:
            return LawCaseAnswer(number=found.number, case=label, error=ErrorBody(**problem.plain()))
        return LawCaseAnswer(number=found.number, case=label, verdicts=verdicts)


def _change(text: str) -> tuple[str, Decimal]:
    from decimal import Decimal, InvalidOperation

    name, _, number = text.partition("=")
    try:
        return name, Decimal(number)
    except InvalidOperation as problem:
        raise UsageError(f"“{text}” sets nothing.", where="--change") from problem


def _stream(pack: str, when: date | None, answers: Iterator[LawCaseAnswer]) -> int:
    """Write one JSON document, case by case, so that neither side need hold a long file."""

    def text(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    first = next(answers)  # what makes the whole file unreadable is told before the document begins
    judged = failed = 0
    write = sys.stdout.write
    write(f'{{"pack": {text(pack)}, "on": {text(when.isoformat() if when else None)}, "cases": [')
    for answer in _again(first, answers):
        write(",\n" if judged + failed else "\n")
        write(text(answer.plain()))
        judged, failed = (judged, failed + 1) if answer.error else (judged + 1, failed)
    write(f'\n], "judged": {judged}, "failed": {failed}}}\n')
    return failed


def _again(first: LawCaseAnswer, rest: Iterator[LawCaseAnswer]) -> Iterator[LawCaseAnswer]:
    yield first
    yield from rest


def _show_all(answers: Iterator[LawCaseAnswer], output: Output, *, whole: bool) -> int:
    from meritbook.cli.law_show import show_verdicts

    judged = failed = 0
    for answer in answers:
        label = f" {answer.case}" if answer.case else ""
        if answer.error is not None:
            failed += 1
            output.note(f"Case {answer.number}{label}: {answer.error.message} [{answer.error.code}]", style="red")
            output.note(f"  What to do: {answer.error.to_do}")
            continue
        judged += 1
        output.line(f"Case {answer.number}{label}", style="bold")
        show_verdicts(answer.verdicts, output, whole=whole)
    output.note(f"{judged} judged, {failed} not.")
    return failed


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.add_typer(law_app, name="law")
