"""`results risks`, `risk`, `quantify`, `quantification`: the risks, and what a year of them may cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.cli.risks_answers import QuantificationAnswer, RiskLine
    from meritbook.desk.risk_pages import RunShown
    from meritbook.desk.risks import RiskLine as Shown
    from meritbook.records.models import Risk

RiskKey = Annotated[str, typer.Argument(metavar="KEY", help="The key of the risk, such as refund-fraud.")]


def _standing(user: str) -> Any:
    """What the person may read on the day of the office; raises `ForbiddenError` where that is no risk."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability.READ_RISK, on=clock.today())
    return Standing(actor.user, clock.today())


def risks(
    context: typer.Context,
    user: AsUser,
    category: Annotated[str, typer.Option(metavar="KEY", help="Only those of this category of the policy.")] = "",
    state: Annotated[
        str, typer.Option(metavar="STATE", help="Only those that are open, treated, accepted or closed.")
    ] = "",
    over: Annotated[bool, typer.Option("--over", help="Only those above their appetite.")] = False,
    ending: Annotated[bool, typer.Option("--ending", help="Only those whose acceptance is about to end.")] = False,
    tripped: Annotated[bool, typer.Option("--tripped", help="Only those with an indicator that tripped.")] = False,
    page: Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")] = 1,
    as_json: AsJson = False,
) -> None:
    """List the risks that a person may look into, with what a year of each may cost."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.risks_answers import RisksAnswer
    from meritbook.desk import risks as read

    standing = _standing(user)
    by = read.RiskFilter(category=category, state=state, over=over, ending=ending, tripped=tripped)
    found = read.lines(standing, by, page)
    answer = RisksAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        risks=tuple(_line(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Risk", "Department", "State", "What remains", "Expected a year", "Appetite", "Indicators"),
        [
            (
                one.key,
                one.department or "the enterprise",
                f"{one.status} until {one.accepted_until}" if one.accepted_until else one.status,
                f"{one.likelihood}, {one.impact.lower()}" if one.likelihood else "not assessed",
                _dollars(one.expected),
                {"met": "within", "not_met": "ABOVE"}.get(one.within_appetite, "undetermined"),
                ", ".join(f"{signal.measure}: {signal.signal}" for signal in one.signals) or "–",
            )
            for one in answer.risks
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def risk(context: typer.Context, key: RiskKey, user: AsUser, as_json: AsJson = False) -> None:
    """Show one risk with its assessments, controls, treatments and acceptances."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import risks as read

    standing = _standing(user)
    tell_risk(standing, read.by_key(standing, key), output)


def tell_risk(standing: Standing, row: Risk, output: Output) -> None:
    """Show a risk with its assessments, controls, treatments and acceptances."""
    from meritbook.cli.risks_answers import RiskAnswer
    from meritbook.desk import risk_pages

    shown = risk_pages.page(standing, row)
    row = shown.line.risk
    answer = RiskAnswer(
        risk=_line(shown.line),
        cause=row.cause,
        event=row.event,
        consequence=row.consequence,
        explained=_money(shown.explained),
        assessments=tuple(one.residual for one in shown.assessments),
        controls=tuple({"id": one.pk, "what": one.what, "works": one.works} for one in shown.controls),
        treatments=tuple(
            {"id": one.pk, "what": one.what, "state": one.state, "due_on": one.due_on.isoformat()}
            for one in shown.treatments
        ),
        acceptances=tuple(
            {
                "id": one.row.pk,
                "status": one.row.status,
                "sha256": one.row.sha256,
                "holds": one.holds,
                "last_day": one.last_day.isoformat(),
                "reasons": list(one.reasons),
            }
            for one in shown.acceptances
        ),
    )
    if output.as_json:
        output.json(answer.plain())
        return
    line = answer.risk
    output.line(f"{line.title} ({line.key}), {line.department or 'the enterprise as a whole'}: {line.status}")
    output.line(f"Cause: {row.cause}\nEvent: {row.event}\nConsequence: {row.consequence}")
    output.line(f"What remains: {answer.assessments[0] if answer.assessments else 'not assessed'}")
    output.line(f"Appetite: {_dollars(line.appetite)}; {line.within_appetite.replace('_', ' ')}")
    for one in answer.controls:
        works = {True: "works", False: "does not work", None: "not tested"}[one["works"]]
        output.line(f"Control {one['id']}: {one['what']}: {works}")
    for one in answer.treatments:
        state = one["state"].replace("_", " ")
        output.line(f"Treatment {one['id']}: {one['what']}: {state}, due on {one['due_on']}")
    for held in shown.acceptances:
        output.line(f"Acceptance: {held.words.lower()}, until {held.last_day.isoformat()}")
        for said in held.reasons:
            output.line(f"  {said}")
        if held.row == shown.asked:
            output.line(f"  Seal of what would be accepted: {held.row.sha256}")


def quantify(
    context: typer.Context,
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="The keys of the risks.")],
    user: AsUser,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why it is run; it is written to the ledger.")],
    trials: Annotated[int, typer.Option(metavar="N", help="Years that are played through, 1,000 to 100,000.")] = 50_000,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="A whole number; else it follows from the inputs.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Quantify risks together, and keep the run with its seed, trials and inputs."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.actions import Actor, quantify_risks
    from meritbook.desk import risk_pages
    from meritbook.desk import risks as read
    from meritbook.records import clock

    standing = _standing(user)
    rows = [read.by_key(standing, key) for key in dict.fromkeys(keys)]
    row = quantify_risks.perform(Actor(standing.user), at=clock.now(), why=why, risks=rows, trials=trials, seed=seed)
    _show(_run(risk_pages.run(standing, row.pk)), output, as_json)


def quantification(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the run.")],
    user: AsUser,
    as_json: AsJson = False,
) -> None:
    """Show a quantification, and whether its inputs are still those on record."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import risk_pages

    standing = _standing(user)
    _show(_run(risk_pages.run(standing, number if 0 < number < 2**62 else 0)), output, as_json)


def _run(shown: RunShown) -> QuantificationAnswer:
    from meritbook.cli.risks_answers import QuantificationAnswer

    return QuantificationAnswer(
        id=shown.row.pk, run_by=shown.row.run_by.full_name, stale=shown.stale, result=shown.found
    )


def _show(answer: QuantificationAnswer, output: Output, as_json: bool) -> None:
    if as_json:
        output.json(answer.plain())
        return
    found = answer.result
    output.line(f"Run {answer.id}: seed {found.seed}, {found.trials:,} trials, {found.engine}, by {answer.run_by}")
    for name, view in (("Without controls", found.inherent), ("With controls", found.residual)):
        output.line(f"{name}: ${view.expected:,} ± ${view.error:,} a year on average (exactly ${view.exact:,})")
        output.table(
            ("Years", "Loss of a year, no more than", "95% of runs between"),
            [
                (one.of_hundred, f"${one.loss:,}", f"{_whole(one.low)} and {_whole(one.high)}")
                for one in view.percentiles
            ],
        )
    appetite = "undetermined" if found.appetite is None else f"${found.appetite:,}"
    output.line(f"Appetite of all together: {appetite}")
    output.line(f"Inputs: {found.inputs_sha256}")
    if answer.stale:
        output.line(f"STALE. {answer.stale}")


def _line(shown: Shown) -> RiskLine:
    from meritbook.cli.risks_answers import RiskLine, SignalLine

    row = shown.risk
    return RiskLine(
        key=row.key,
        title=row.title,
        department=row.department.code if row.department else None,
        category=row.category,
        status=shown.status,
        owner=shown.owner,
        likelihood=shown.likelihood,
        impact=shown.impact,
        expected=_money(shown.expected),
        appetite=_money(shown.appetite),
        within_appetite=str(shown.within),
        accepted_until=shown.accepted_until if shown.status == "accepted" else None,
        signals=tuple(
            SignalLine(measure=one.row.measure.key, signal=str(one.signal), because=one.because)
            for one in shown.signals
        ),
    )


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _dollars(amount: str | None) -> str:
    return "undetermined" if amount is None else f"${Decimal(amount):,.0f}"


def _whole(amount: int | None) -> str:
    return "not told by so few trials" if amount is None else f"${amount:,}"


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.command()(risks)
    group.command()(risk)
    group.command()(quantify)
    group.command()(quantification)
