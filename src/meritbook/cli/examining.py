"""`examination open|receive|judge|show`: candidates of a whole examination, by number and never by name."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meritbook.cli.errors import ExitCode, UnknownNameError, UsageError
from meritbook.cli.options import AsJson, AsUser, output_of
from meritbook.cli.output import MARKS, STYLES, Output, Progress

if TYPE_CHECKING:
    from meritbook.actions import Actor
    from meritbook.cli.examining_answers import ExaminationAnswer, JobAnswer
    from meritbook.records.models import Examination, Job, RequirementVersion

Number = Annotated[str, typer.Argument(metavar="EXAMINATION", help="The number of the examination.")]
Why = Annotated[str, typer.Option(help="The reason, for the ledger.")]
Queue = Annotated[bool, typer.Option("--queue", help="Only ask for it; a worker does it (`meritbook work`, the site).")]
SHOWN = 10
"""Questions and pieces of work that `show` names."""
LISTED = 20
"""Lines of what was left out that are shown to people; with `--json` all are."""


def open_(
    context: typer.Context,
    number: Number,
    title: Annotated[str, typer.Option(help="What it is for.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day on which a candidate must qualify.")],
    as_user: AsUser,
    requirement: Annotated[
        str, typer.Option(metavar="KEY", help="A requirement on record, its newest version, or one as KEY@2.")
    ] = "",
    text: Annotated[
        Path | None,
        typer.Option("--text", metavar="FILE", help="A requirement as text, put on record under the number."),
    ] = None,
    policy: Annotated[
        str, typer.Option("--policy", metavar="NAME", help="How time is counted; else as the requirement says.")
    ] = "",
    department: Annotated[str, typer.Option(metavar="CODE", help="Whose it is; else it is statewide.")] = "",
    for_class: Annotated[str, typer.Option("--class", metavar="TITLE", help="Which class the text is read for.")] = "",
    binding: Annotated[
        list[str] | None, typer.Option("--binding", metavar="ID", help="A special requirement that binds the position.")
    ] = None,
    why: Why = "Opened on the command line.",
    as_json: AsJson = False,
) -> None:
    """Open an examination. Exactly one of --requirement and --text."""
    from meritbook.cli.dates import day
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    when = day(on, where="--on")
    if bool(requirement) == (text is not None):
        raise UsageError("Give either --requirement KEY or --text FILE.", where="--requirement")
    if text is not None and not policy:
        raise UsageError("With --text, say how time is counted: --policy NAME.", where="--policy")
    open_records()
    from meritbook.actions import open_examination
    from meritbook.cli.people import actor_named, department_named
    from meritbook.records import clock

    actor = actor_named(as_user)
    version = _requirement(requirement) if text is None else _written(actor, text, number, title, policy, why)
    row = open_examination.perform(
        actor,
        at=clock.now(),
        why=why,
        number=number,
        title=title,
        requirement=version,
        on=when,
        policy=policy,
        department=department_named(department) if department else None,
        for_class=for_class,
        binding=tuple(binding or ()),
    )
    _tell(row, actor, output)


def receive(
    context: typer.Context,
    number: Number,
    file: Annotated[Path, typer.Argument(help="The candidates: CSV, or JSON of one or many; - reads it.")],
    as_user: AsUser,
    why: Why = "Received on the command line.",
    queue: Queue = False,
    as_json: AsJson = False,
) -> int:
    """Receive the candidates of a file and judge them, a part at a time.

    A candidate with a bad line is left out whole and named with the reason; the others are received. The same file
    again receives nobody twice. Interrupted, a worker goes on.
    """
    from meritbook.cli.files import bytes_of
    from meritbook.cli.home import open_records
    from meritbook.readers.batches import BATCH_LIMITS

    output = output_of(context, as_json)
    data = bytes_of(file, BATCH_LIMITS)
    open_records()
    from meritbook.actions import start_job
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(as_user)
    job = start_job.perform(
        actor,
        at=clock.now(),
        why=why,
        examination=_examination(number, actor),
        kind="receive",
        data=data,
        name="standard input.csv" if str(file) == "-" else file.name,
    )
    return _work(job, output, queue=queue)


def judge(
    context: typer.Context,
    number: Number,
    as_user: AsUser,
    outdated: Annotated[
        bool, typer.Option("--outdated", help="Only those whom a precedent has overtaken since they were judged.")
    ] = False,
    why: Why = "Judged again on the command line.",
    queue: Queue = False,
    as_json: AsJson = False,
) -> int:
    """Judge the candidates of an examination again, by what was answered and remembered since."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import start_job
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(as_user)
    job = start_job.perform(
        actor,
        at=clock.now(),
        why=why,
        examination=_examination(number, actor),
        kind="judge",
        options={"which": "outdated" if outdated else "all"},
    )
    return _work(job, output, queue=queue)


def show(context: typer.Context, number: Number, as_user: AsUser, as_json: AsJson = False) -> None:
    """Show an examination in figures: verdicts, determinations, the questions that hold up most, and its work."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.people import actor_named

    actor = actor_named(as_user)
    _tell(_examination(number, actor), actor, output)


def _requirement(asked: str) -> RequirementVersion:
    from meritbook.records.models import RequirementVersion

    key, _, version = asked.partition("@")
    rows = RequirementVersion.objects.filter(key=key).order_by("-version")
    found = rows.filter(version=int(version)).first() if version.isascii() and version.isdigit() else None
    found = found or (rows.first() if not version else None)
    if found is None:
        keys = RequirementVersion.objects.order_by("key").values_list("key", flat=True).distinct()
        listed = ", ".join(keys[:SHOWN])
        raise UnknownNameError(
            f"There is no requirement “{asked}”.{f' There are: {listed}.' if listed else ''}",
            where="--requirement",
            remedy="Give the key of a requirement on record, or its text with --text FILE and --policy NAME.",
        )
    return found


def _written(actor: Actor, text: Path, number: str, title: str, policy: str, why: str) -> RequirementVersion:
    import re

    from meritbook.actions import write_requirement
    from meritbook.cli.files import bytes_of
    from meritbook.readers import read
    from meritbook.records import clock

    document = read(bytes_of(text), name="requirement.txt" if str(text) == "-" else text.name)
    key = "-".join(re.findall(r"[a-z0-9]+", number.lower()))[:80] or "requirement"
    return write_requirement.perform(
        actor, at=clock.now(), why=why, key=key, title=title, text=document.text, policy=policy
    )


def _examination(number: str, actor: Actor) -> Examination:
    from meritbook.actions.permissions import Standing
    from meritbook.records import clock

    rows = Standing(actor.user, clock.today()).examinations()
    row = rows.filter(number=number).select_related("department", "requirement").first()
    if row is None:
        raise UnknownNameError(
            f"There is no examination {number}, or it is not open to {actor.name}.",
            where=number,
            remedy="Check the number; `meritbook examination open` opens one.",
        )
    return row


def _work(job: Job, output: Output, *, queue: bool) -> int:
    """Do the job here, or watch whoever was quicker; the exit code."""
    from meritbook.records.models import JobStatus

    total = job.total
    if not queue:
        title = str(job.get_kind_display())
        with output.progress(title, total) as progress:
            see_to_its_end(job, progress)
    job.refresh_from_db()
    answer = _job(job)
    if output.as_json:
        output.json(answer.plain())
    else:
        _show_job(answer, output)
    bad = bool(answer.left_out_total) or job.status == JobStatus.FAILED
    return ExitCode.BAD_NEWS if bad else ExitCode.OK


def see_to_its_end(job: Job, progress: Progress) -> None:
    """Do the job here until it has ended, or watch whoever was quicker."""
    from meritbook.actions.jobs import ACTIVE
    from meritbook.actions.work import Worker

    worker = Worker()
    while job.status in ACTIVE:
        if not worker.do_one(job, progress.at):
            # The site's worker took it first: this one only watches.
            time.sleep(0.5)
        job.refresh_from_db(fields=["status", "done", "total"])
        progress.at(job.done, job.total)


def _job(job: Job, *, whole: bool = True) -> JobAnswer:
    from meritbook.cli.examining_answers import JobAnswer, LeftOutLine
    from meritbook.desk.jobs import left_out

    left = left_out(job) if whole else ()
    return JobAnswer(
        examination=job.of_examination.number,
        kind=job.kind,
        status=job.status,
        done=job.done,
        total=job.total,
        left_out=tuple(LeftOutLine(where=one.where, says=one.says, code=one.code) for one in left),
        left_out_total=job.left_out,
        problem=job.problem_code,
        problem_says=job.problem_says,
    )


def _show_job(answer: JobAnswer, output: Output) -> None:
    what = {"receive": "Receiving", "judge": "Judging", "determine": "Determining"}[answer.kind]
    output.line(f"{what}: {answer.status}, {answer.done} of {answer.total} candidates.", style="bold")
    if answer.problem:
        output.line(f"It failed: {answer.problem_says} [{answer.problem}]", style="red")
    if answer.left_out:
        output.line(f"{answer.left_out_total:,} left out:")
        for one in answer.left_out[:LISTED]:
            output.line(f"  {one.where}: {one.says} [{one.code}]")
        if answer.left_out_total > LISTED:
            output.line(f"  and {answer.left_out_total - LISTED:,} more; --json lists them.")


def _tell(row: Examination, actor: Actor, output: Output) -> None:
    answer = _answer(row, actor)
    if output.as_json:
        output.json(answer.plain())
        return
    whose = f"department {answer.department}" if answer.department else "statewide"
    output.line(f"Examination {answer.number}, {answer.title}: {answer.status}, {whose}", style="bold")
    output.line(f"{answer.requirement} under {answer.policy}, as of {answer.on}. {answer.candidates} candidates.")
    for one in answer.groups:
        done = one.qualified + one.not_qualified + one.information
        word = MARKS.get(one.verdict, "not judged yet")
        output.line(f"  {one.count:>6}  {word}, {done} determined", style=STYLES.get(one.verdict, ""))
    if answer.outdated:
        output.line(f"{answer.outdated} are to be judged again: `meritbook examination judge {answer.number}`.")
    if answer.questions:
        output.line(f"{answer.to_look_at} wait for {answer.open_questions} open questions that others share:")
        for asked in answer.questions:
            output.line(f"  {asked.waiting:>6}  {asked.says} (the last one for {asked.last_for})")
    for job in answer.jobs:
        output.line(f"{job.kind}: {job.status}, {job.done} of {job.total}")


def _answer(row: Examination, actor: Actor) -> ExaminationAnswer:
    from meritbook.actions import qualifying
    from meritbook.actions.permissions import Standing
    from meritbook.cli.examining_answers import ExaminationAnswer, GroupLine, QuestionLine
    from meritbook.desk import examinations as read
    from meritbook.desk import questions as asked
    from meritbook.records import clock

    row = read.examination(Standing(actor.user, clock.today()), row.pk)
    groups = read.groups(row)
    overview = asked.overview(row)
    page = asked.questions(row, 1, total=overview.shared + overview.single)
    return ExaminationAnswer(
        number=row.number,
        title=row.title,
        department=row.department.code if row.department else "",
        status=row.status,
        on=row.on.isoformat(),
        requirement=str(row.requirement),
        for_class=row.for_class,
        policy=row.policy,
        candidates=sum(one.count for one in groups),
        groups=tuple(
            GroupLine(
                verdict=one.verdict,
                count=one.count,
                qualified=one.qualified,
                not_qualified=one.not_qualified,
                information=one.information,
            )
            for one in groups
        ),
        to_look_at=overview.undetermined,
        outdated=qualifying.outdated(row).count(),
        questions=tuple(
            QuestionLine(
                says=one.asked.says,
                required_words=one.asked.question.required_words,
                waiting=one.count,
                last_for=one.last,
            )
            for one in page.rows[:SHOWN]
        ),
        open_questions=page.total,
        jobs=tuple(_job(one, whole=False) for one in row.jobs.defer("skipped_json")[:SHOWN]),
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    group = typer.Typer(help="Candidates of a whole examination.", no_args_is_help=True, rich_markup_mode=None)
    for name, command in (("open", open_), ("receive", receive), ("judge", judge), ("show", show)):
        group.command(name)(command)
    app.add_typer(group, name="examination")
