"""`competencies ladder`, `talent`, `agree`, `take-back`, `bench` and `seats`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.cli.output import Output
    from meritbook.cli.talent_answers import NamedPerson, TalentAnswer
    from meritbook.core.competencies.ladder import Step
    from meritbook.desk.talent import Named

ClassName = Annotated[str, typer.Argument(metavar="PLAN:CLASS", help="A class: the key of its plan, and its own.")]
PageNumber = Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")]


def _standing(user: str, capability: str, own: str = "") -> Any:
    """What the person may read on the day of the office; `own` names what is theirs alone.

    Raises `ForbiddenError`; `ConfidentialError`.
    """
    from meritbook.cli.acting import standing_of
    from meritbook.cli.confidential import own_standing

    return own_standing(user, capability, own) if own else standing_of(user, capability)


def _class(said: str) -> tuple[str, str]:
    plan, _, ref = said.partition(":")
    return plan.strip(), ref.strip()


def ladder(
    context: typer.Context,
    user: AsUser,
    to: Annotated[str, typer.Argument(metavar="[PLAN:CLASS]", help="A class that is aimed at.")] = "",
    position: Annotated[str, typer.Option(metavar="NUMBER", help="A position of their own to start from.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show somebody their own ladder to the next class, or to a chosen one."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.people import position_numbered
    from meritbook.cli.talent_answers import LadderAnswer, LadderPlace
    from meritbook.desk import ladder as read

    standing = _standing(user, "plan_growth", "the ladder")
    plan, ref = _class(to)
    start = position_numbered(position).pk if position else None
    shown = read.page(standing, position=start, plan=plan, ref=ref)
    here, goal = shown.start, shown.goal
    answer = LadderAnswer(
        on=standing.on,
        position=here.position.number if here else None,
        start=LadderPlace(plan=here.plan, ref=here.ref, title=here.title) if here and here.ref else None,
        goal=LadderPlace(plan=goal.plan, ref=goal.ref, title=goal.title) if goal else None,
        because=shown.because,
        model=shown.model.model.key if shown.model else None,
        role=shown.model.role if shown.model else None,
        ladder=shown.ladder,
    )
    if as_json:
        output.json(answer.plain())
    elif shown.ladder is None:
        output.line(shown.because)
    else:
        output.line(f"To {goal.named if goal else ''}: {shown.counts}")
        _show_steps(shown.ladder.steps, output)
        for said in shown.ladder.cautions:
            output.line(said)


def _show_steps(steps: tuple[Step, ...], output: Output) -> None:
    words = {"met": "met", "not_met": "not yet", "undetermined": "undetermined"}
    for place, one in enumerate(steps, start=1):
        output.line(f"{place}. {one.name}: {words[one.verdict]}. {one.says}")
        for said in one.open:
            output.line(f"   {said}")
        for part in one.parts:
            output.line(f"   {'  ' if part.within else ''}{part.asks}: {words[part.verdict]}. {part.says}")


def talent(context: typer.Context, user: AsUser, as_json: AsJson = False) -> None:
    """Show somebody what they share for the bench of talent, and who looked."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    _show_talent(_talent(_standing(user, "share_talent", "what is shared for the bench")), output, as_json)


def _talent(standing: Any) -> TalentAnswer:
    from meritbook.cli.talent_answers import SharedLine, TalentAnswer
    from meritbook.desk import talent as read

    return TalentAnswer(
        on=standing.on,
        shared=tuple(
            SharedLine(
                id=one.row.pk,
                plan=one.row.aims_plan,
                ref=one.row.aims_class,
                title=one.title,
                parts=one.parts,
                agreed_at=one.row.agreed_at,
                looks=tuple(f"{look.at:%Y-%m-%d}, {look.by}: {look.why}" for look in one.looks),
            )
            for one in read.own(standing)
        ),
    )


def _show_talent(answer: TalentAnswer, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    for one in answer.shared:
        output.line(f"{one.id}: {one.title}")
        for part in one.parts:
            output.line(f"  {part}")
        for look in one.looks:
            output.line(f"  Looked: {look}")
    if not answer.shared:
        output.line("Nothing is shared.")


def agree(
    context: typer.Context,
    user: AsUser,
    to: ClassName,
    qualifications: Annotated[
        bool, typer.Option("--qualifications", help="Show whether their own applications meet the qualifications.")
    ] = False,
    report: Annotated[int | None, typer.Option(metavar="N", help="Show the competencies of this report.")] = None,
    growth_plan: Annotated[
        int | None, typer.Option("--growth-plan", metavar="N", help="Show the goals of this development plan.")
    ] = None,
    ready_from: Annotated[
        str, typer.Option("--ready-from", metavar="DATE", help="From when they would take it up.")
    ] = "",
    says: Annotated[str, typer.Option("--says", metavar="WORDS", help="Words of their own.")] = "",
    as_json: AsJson = False,
) -> None:
    """Be named for a class to those who plan succession, and say what they may read."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, agree_talent
    from meritbook.cli.dates import day
    from meritbook.desk import talent as read
    from meritbook.records import clock

    standing = _standing(user, "share_talent", "what is shared for the bench")
    plan, ref = _class(to)
    agree_talent.perform(
        Actor(standing.user),
        at=clock.now(),
        why=agree_talent.WHY,
        aims_plan=plan,
        aims_class=ref,
        qualifications=qualifications,
        assessment=read.report_of_mine(standing, report),
        growth_plan=read.plan_of_mine(standing, growth_plan),
        ready_from=day(ready_from, where="--ready-from") if ready_from else None,
        says=says,
    )
    _show_talent(_talent(standing), output, as_json)


def take_back(
    context: typer.Context,
    user: AsUser,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of what is shared.")],
    as_json: AsJson = False,
) -> None:
    """Take back what somebody shares for the bench; nobody reads it any more."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, withdraw_talent
    from meritbook.desk import talent as read
    from meritbook.records import clock

    standing = _standing(user, "share_talent", "what is shared for the bench")
    row = read.one_of_mine(standing, number if 0 < number < 2**62 else 0)
    withdraw_talent.perform(Actor(standing.user), at=clock.now(), why=withdraw_talent.WHY, consent=row)
    _show_talent(_talent(standing), output, as_json)


def bench(
    context: typer.Context,
    user: AsUser,
    to: Annotated[str, typer.Argument(metavar="[PLAN:CLASS]", help="The class whose bench is looked at.")] = "",
    why: Annotated[
        str, typer.Option("--why", metavar="WORDS", help="Why a class is looked at; those who are named see it.")
    ] = "",
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """List the classes for which people are named, or look at who is named for one, which is put on record."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, look_at_bench
    from meritbook.cli.talent_answers import BenchAnswer, BenchLine
    from meritbook.desk import succession
    from meritbook.desk import talent as read
    from meritbook.records import clock

    standing = _standing(user, "read_talent", "what people show on the bench" if to else "")
    people: tuple[NamedPerson, ...] | None = None
    cautions: tuple[str, ...] = ()
    if to:
        plan, ref = _class(to)
        looked = look_at_bench.perform(
            Actor(standing.user), at=clock.now(), why=why, aims_plan=plan, aims_class=ref
        )  # fmt: skip
        bench = read.shown(looked, standing.on)
        people, cautions = tuple(_named(one) for one in bench.people), bench.cautions
    found = read.classes(standing, succession.seats_of_classes(standing), words="", number=page)
    answer = BenchAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        classes=tuple(
            BenchLine(plan=one.plan, ref=one.ref, title=one.title, named=one.named, seats=one.seats)
            for one in found.rows
        ),
        people=people,
        cautions=cautions,
    )
    if as_json:
        output.json(answer.plain())
    elif people is not None:
        for one in people:
            output.line(f"{one.full_name}: {one.verdict.replace('_', ' ')}")
            _show_steps(one.steps, output)
        for caution in cautions:
            output.line(caution)
        output.line(f"{len(people)} named, in the order of their names.")
    else:
        output.table(
            ("Class", "Title", "Named", "Seats"),
            [(f"{one.plan}:{one.ref}", one.title, str(one.named), str(one.seats)) for one in answer.classes],
        )
        output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def _named(one: Named) -> NamedPerson:
    from meritbook.cli.talent_answers import NamedPerson

    row = one.row
    return NamedPerson(
        username=row.person.username,
        full_name=one.name,
        department=row.department.code if row.department else None,
        verdict=one.verdict,
        ready_from=row.ready_from,
        says=row.says,
        steps=one.ladder.steps,
        goals=tuple(f"{goal.says}: {goal.state}, due {goal.due_on}" for goal in one.goals),
    )


def seats(
    context: typer.Context,
    user: AsUser,
    shown: Annotated[
        str, typer.Option(metavar="KIND", help="Only seats that are pressing, covered, uncovered or undetermined.")
    ] = "",
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """Show which seats fall free, and whether anybody is named for their class."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.errors import UsageError
    from meritbook.cli.talent_answers import SeatCoverage, SeatsCoveredAnswer
    from meritbook.desk import succession

    standing = _standing(user, "read_talent")
    if shown and shown not in succession.SHOWN:
        raise UsageError(f"“{shown}” is none of {', '.join(succession.SHOWN)}.", where="--shown")
    found = succession.seats(standing, shown=shown, number=page)
    rows = tuple(
        SeatCoverage(
            seat=one.row.pk,
            position=one.row.position.number,
            department=one.row.position.department.code,
            executive=one.holder,
            plan=one.plan or None,
            ref=one.ref or None,
            ends=one.ends,
            falls_free_on=one.coverage.falls_free_on,
            filled_next=one.filled_next,
            pressing=one.coverage.pressing,
            named=one.named if one.ref else None,
            verdict=one.coverage.verdict,
        )
        for one in found.page.rows
    )
    counts = found.counts
    if as_json:
        answer = SeatsCoveredAnswer(
            on=standing.on,
            page=found.page.number,
            pages=found.page.of,
            total=found.page.total,
            seats=counts.seats,
            pressing=counts.pressing,
            covered=counts.covered,
            uncovered=counts.uncovered,
            undetermined=counts.undetermined,
            rows=rows,
        )
        output.json(answer.plain())
        return
    output.table(
        ("Position", "Department", "Held by", "Falls free on", "Coverage"),
        [
            (one.row.position.number, one.row.position.department.code, one.holder or "vacant",
             str(one.coverage.falls_free_on or ""), one.coverage.says)
            for one in found.page.rows
        ],
    )  # fmt: skip
    output.line(f"{found.page.total} in all, page {found.page.number} of {found.page.of}.")


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `competencies`."""
    group.command()(ladder)
    group.command()(talent)
    group.command()(agree)
    group.command("take-back")(take_back)
    group.command()(bench)
    group.command()(seats)
