"""`requirement`, `qualify`, `policies`: what a text asks for, whether a candidate meets it, and how time is counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import UsageError
from meritbook.cli.options import AsJson, output_of
from meritbook.cli.output import MARKS, STYLES, Output

if TYPE_CHECKING:
    from meritbook.core.qualifications.candidate import Application
    from meritbook.core.qualifications.judge import Judgement
    from meritbook.core.qualifications.judge.model import NodeVerdict
    from meritbook.core.qualifications.model import AnyNode, Requirement


def requirement(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A requirement as text, or a specification that holds it; - reads it.")],
    as_json: AsJson = False,
) -> None:
    """Show what a minimum qualification asks for, as a tree with the ids of its parts."""
    from meritbook.core.qualifications.model import children

    output = output_of(context, as_json)
    read = _requirement_of(file, output)
    if as_json:
        output.json(read.plain())
        return
    waiting: list[tuple[AnyNode, int]] = [(read.root, 0)]
    while waiting:
        node, depth = waiting.pop()
        output.line(f"{'  ' * depth}{node.id}  {node.kind.replace('_', ' ')}  {node.text}".rstrip())
        waiting.extend((child, depth + 1) for child in reversed(children(node)))
    for problem in read.problems:
        output.line(f"Unclear: {problem.says}")
    output.note(f"{read.counts.text_nodes} of {read.counts.nodes} parts were not read and are judged by a person.")


def policies(context: typer.Context, as_json: AsJson = False) -> None:
    """List the policies that say how experience and education are counted, and what each leaves open."""
    from meritbook.cli.answers import PoliciesAnswer
    from meritbook.policies import load_policies

    output = output_of(context, as_json)
    every = load_policies()
    if as_json:
        output.json(PoliciesAnswer(policies=tuple(every.values())).plain())
        return
    rows = []
    for key, policy in every.items():
        stated = list(dict.fromkeys(rule.rule for rule in policy.rules))
        rows.append((key, policy.known.starts_on.isoformat(), str(len(stated)), policy.name))
    output.table(("Policy", "Known from", "Rules", "Name"), rows)
    output.line(
        "Two may be joined: pennsylvania+plain fills what Pennsylvania leaves open with the plain office default."
    )


def qualify(
    context: typer.Context,
    candidate: Annotated[Path, typer.Argument(help="A candidate: JSON Resume, Meritbook's JSON, or CSV; - reads it.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which the candidate must qualify.")],
    class_code: Annotated[str, typer.Option("--class", metavar="CODE", help="A class by code, ref or title.")] = "",
    text: Annotated[Path | None, typer.Option("--text", metavar="FILE", help="A requirement as text instead.")] = None,
    policy: Annotated[
        str, typer.Option("--policy", metavar="NAME", help="How time is counted: kansas, maine, pennsylvania+plain, …")
    ] = "",
    title: Annotated[str, typer.Option("--title", help="Which class, where the text keeps several apart.")] = "",
    number: Annotated[str, typer.Option("--candidate", help="Which candidate, where the file holds several.")] = "",
    special: Annotated[
        list[str] | None, typer.Option("--binding", metavar="ID", help="A special requirement that binds the position.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a candidate meets a minimum qualification, part by part, with the months that counted.

    Looks and writes nothing. Names, addresses, photos and the like in the file are never an input of the verdict.
    """
    from meritbook.cli.dates import day
    from meritbook.core.qualifications.judge import judge
    from meritbook.policies import find_policy

    output = output_of(context, as_json)
    when = day(on, where="--on")
    if bool(class_code) == (text is not None):
        raise UsageError("Give either --class CODE or --text FILE.", where="--class")
    application = _application(candidate, number)
    special_requirements: tuple[str, ...] = ()
    if text is not None:
        if not policy:
            raise UsageError("With --text, say how time is counted: --policy NAME.", where="--policy")
        asked = _requirement_of(text, output)
    else:
        asked, plan, special_requirements = _requirement_of_class(class_code)
        policy = policy or plan
    rules = find_policy(policy)
    judged = judge(
        asked, application.blind(asked), rules, on=when, for_class=title or "", binding=frozenset(special or ())
    )
    if as_json:
        output.json(judged.plain())
    else:
        _show(judged, asked, output)
    for words in special_requirements:
        output.note(f"Asked of some positions only, and not judged here: {words}")
    for note in application.notes:
        output.note(note)


def _application(path: Path, number: str) -> Application:
    from meritbook.cli.errors import UnknownNameError
    from meritbook.cli.files import bytes_of
    from meritbook.readers.candidates import read_applications

    name = "standard input" if str(path) == "-" else path.name
    found = read_applications(bytes_of(path), name=name)
    if not number and len(found) == 1:
        return found[0]
    numbers = [one.candidate.number for one in found]
    if not number:
        raise UsageError(f"{name} holds {len(found)} candidates; name one with --candidate.", where="--candidate")
    if numbers.count(number) != 1:
        raise UnknownNameError(f"{name} holds no single candidate {number}.", where="--candidate")
    return found[numbers.index(number)]


def _requirement_of(path: Path, output: Output) -> Requirement:
    from meritbook.cli.files import bytes_of
    from meritbook.core.qualifications.parse import parse_requirement
    from meritbook.core.qualifications.parse.sections import stretch_of
    from meritbook.readers import read

    document = read(bytes_of(path), name="requirement.txt" if str(path) == "-" else path.name)
    stretch = stretch_of(document.text)
    if stretch is None:
        return parse_requirement(document.text, document=document)
    left = len("".join(document.text.split())) - len("".join(document.text[stretch.start : stretch.end].split()))
    output.note(f"Read what stands under “{stretch.heading}”; {left} characters of the file stand outside of it.")
    return parse_requirement(document.text[stretch.start : stretch.end], document=document)


def _requirement_of_class(code: str) -> tuple[Requirement, str, tuple[str, ...]]:
    from meritbook.cli.names import find_class, known_plans
    from meritbook.core.qualifications.class_text import class_text, special_text
    from meritbook.core.qualifications.parse import parse_requirement

    known = known_plans()
    key, series, job = find_class(code, known)
    return parse_requirement(class_text(series, job)), key, special_text(series, job)


def _show(judged: Judgement, asked: Requirement, output: Output) -> None:
    from meritbook.core.qualifications.wording import JOINED

    who = f"Candidate {judged.candidate}" if judged.candidate else "The candidate"
    output.line(f"{who} on {judged.on.isoformat()}: {MARKS[judged.verdict.value]}", style=STYLES[judged.verdict.value])
    # A joining node owns only the words that join ("and or or"): what it asks of its parts says more to a reader.
    words = {node.id: JOINED.get(node.kind, node.text) for node in asked.nodes()}
    for one in judged.nodes:
        indent = "  " * one.node.count(".")
        mark = MARKS[one.verdict.value] if one.applies else "does not bear on it"
        output.line(f"{indent}{one.node}  {words.get(one.node, '').rstrip(';, ')[:80]}  {mark}".rstrip())
        output.line(f"{indent}     {one.says}")
        _show_jobs(one, indent, output)
    if judged.nearest is not None:
        output.line(f"Nearest way: {judged.nearest.node}. {'; '.join(judged.nearest.lacks)}")
        if judged.nearest.by_time_alone is not None:
            output.line(f"Time alone would meet it on {judged.nearest.by_time_alone.isoformat()}.")
    questions = judged.questions()
    if questions and judged.verdict.value == "undetermined":
        output.line("What would settle it:")
        for node, missing in questions:
            output.line(f"  {node}  {missing.question} (ask: {missing.ask.replace('_', ' ')})")
    for problem in judged.problems:
        output.line(f"Noticed: {', '.join(problem.about)}: {problem.says} {problem.answer} [{problem.code}]")
    output.line(f"Policy: {judged.policy}")
    for rule in judged.rules:
        place = f", {rule.citation.place}" if rule.citation.place else ""
        output.line(f"  {rule.rule}: {rule.citation.says} ({rule.citation.title}{place}; {rule.citation.rank})")
    if judged.silent:
        output.line(f"  No source states: {', '.join(judged.silent)}")
    for caution in judged.cautions:
        output.line(f"Caution: {caution}")


def _show_jobs(one: NodeVerdict, indent: str, output: Output) -> None:
    from meritbook.core.qualifications.judge.months import share_shown

    for job in one.jobs:
        counted = f"{job.least:f}" if job.least == job.most else f"{job.least:f} to {job.most:f}"
        output.line(f"{indent}     {job.job}: {counted} of {job.of_months:f} months; {job.why}")
        for quote in job.quotes:
            output.line(f"{indent}       “{quote.text}” ({quote.label})")
        for piece in job.pieces:
            share = "" if piece.share == "1" else f" at {share_shown(piece.share)} of full time"
            output.line(
                f"{indent}       {piece.first.isoformat()} to {piece.last.isoformat()}: {piece.months:f}{share}"
            )
        for reason in job.left_out:
            output.line(f"{indent}       {reason}")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(requirement)
    app.command()(qualify)
    app.command()(policies)
