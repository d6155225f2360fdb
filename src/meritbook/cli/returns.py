"""`results returns`, `return`, `budget`, `reviews`, `review`, `follow-ups`: investments, spending, and the meetings."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meritbook.cli.options import AsJson, AsUser, output_of

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.cli.output import Output
    from meritbook.cli.returns_answers import FollowUpListed, ReturnListed, UnitListed
    from meritbook.desk.returns import ReturnLine
    from meritbook.desk.reviews import FollowUpLine
    from meritbook.desk.spending import UnitLine
    from meritbook.records.models import ResultsReview, ReturnCase

PageNumber = Annotated[int, typer.Option("--page", metavar="N", help="The page, from 1.")]
OfDepartment = Annotated[str, typer.Option("--department", metavar="CODE", help="Only those of this department.")]


def _standing(user: str, capability: str) -> Any:
    """What the person may read on the day of the office; raises `ForbiddenError` without the capability."""
    from meritbook.actions.permissions import Capability, Standing, require
    from meritbook.cli.people import actor_named
    from meritbook.records import clock

    actor = actor_named(user)
    require(actor, Capability(capability), on=clock.today())
    return Standing(actor.user, clock.today())


def _department(code: str) -> Any:
    from meritbook.desk import seats

    return seats.department(code) if code else None


def returns(
    context: typer.Context,
    user: AsUser,
    department: OfDepartment = "",
    show: Annotated[
        str, typer.Option(metavar="WHICH", help="proposed, under_way, verified, verify (overdue) or ended.")
    ] = "",
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """List investments with what each returns and whether it came."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.returns_answers import ReturnsAnswer
    from meritbook.desk import returns as read

    standing = _standing(user, "read_results")
    found = read.lines(standing, department=_department(department), show=show, number=page)
    answer = ReturnsAnswer(
        on=standing.on,
        page=found.number,
        pages=found.of,
        total=found.total,
        returns=tuple(_listed(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Investment", "Department", "State", "Net present value", "Pays back after", "What came"),
        [
            (
                one.key,
                one.department or "the enterprise",
                f"{one.status.replace('_', ' ')}{', OVERDUE' if one.overdue else ''}",
                _dollars(one.npv),
                "undetermined" if one.missing else f"{one.payback_years} years" if one.payback_years else "never",
                {"met": "as promised", "not_met": "LESS"}.get(one.came, "undetermined"),
            )
            for one in answer.returns
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def show_return(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key of the investment.")],
    user: AsUser,
    as_json: AsJson = False,
) -> None:
    """Show one investment: figures, return, what it hangs on, and what came of it."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import returns as read

    standing = _standing(user, "read_results")
    tell_return(standing, read.get(standing, key), output)


def tell_return(standing: Standing, row: ReturnCase, output: Output) -> None:
    """Show an investment: figures, return, what it hangs on, and what came of it."""
    from meritbook.cli.returns_answers import ReturnShownAnswer
    from meritbook.desk import returns as read

    shown = read.show(standing, read.get(standing, row.key))
    worked = shown.line.worked
    answer = ReturnShownAnswer(
        line=_listed(shown.line),
        version=shown.version.number,
        sha256=shown.version.sha256,
        text=shown.version.text,
        worked=worked,
        tornado=shown.bars,
        break_evens=shown.break_evens,
        decay=shown.line.decay.says if shown.line.decay else "",
        verifications=tuple(one.compared for one in shown.verifications),
    )
    if output.as_json:
        output.json(answer.plain())
        return
    output.line(f"{answer.line.title} ({answer.line.key}): {answer.line.status.replace('_', ' ')}")
    output.line(f"Net present value: {_dollars(answer.line.npv)}")
    if worked.balance is not None and worked.payback is not None:
        output.line(worked.balance.says)
        output.line(f"Payback: {worked.payback.says}")
    for said in worked.missing:
        output.line(f"Missing: {said}")
    output.table(
        ("Year", "Costs", "Benefits", "Net", "Present value"),
        [
            (one.year, _figure(one.costs), _figure(one.benefits), _figure(one.net), _figure(one.discounted))
            for one in worked.rows
        ],
    )
    for bar in answer.tornado:
        output.line(f"{bar.driver.says}: {_figure(bar.at_low)} to {_figure(bar.at_high)}")
    for compared in answer.verifications[:1]:
        output.line(f"Came: {_figure(compared.realised)}; promised: {_figure(compared.promised)}")
    if answer.decay:
        output.line(answer.decay)
    output.line(f"Seal of version {answer.version}: {answer.sha256}")


def budget(
    context: typer.Context,
    user: AsUser,
    department: OfDepartment = "",
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help="The calendar year in which the fiscal year ends; else today's.")
    ] = None,
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """Show spending beside results: what one unit of output cost, where both are on record."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.returns_answers import BudgetAnswer
    from meritbook.desk import spending as read

    standing = _standing(user, "read_results")
    of = year if year is not None and 1901 <= year <= 2199 else read.year_of(standing.on).year
    found = read.units(standing, department=_department(department), year=of, number=page)
    answer = BudgetAnswer(
        year=f"FY{of}",
        page=found.number,
        pages=found.of,
        total=found.total,
        units=tuple(unit_line(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    for unit, shown in zip(answer.units, found.rows, strict=True):
        output.line(f"{unit.title} ({unit.code}): {shown.says}")
        for each in unit.results:
            if each.cost is not None:
                cost = f"${each.cost.cost:,.2f} each" if each.cost.cost is not None else " ".join(each.cost.missing)
                output.line(f"  {each.title}: {cost}")
    output.line(f"{answer.total} in all of {answer.year}, page {answer.page} of {answer.pages}.")


def reviews(context: typer.Context, user: AsUser, page: PageNumber = 1, as_json: AsJson = False) -> None:
    """List the quarterly reviews that a person may read, the newest quarter first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.returns_answers import ReviewListed, ReviewsAnswer
    from meritbook.desk import reviews as read

    found: Any = read.reviews(_standing(user, "read_risk"), number=page)
    answer = ReviewsAnswer(
        page=found.number,
        pages=found.of,
        total=found.total,
        reviews=tuple(
            ReviewListed(
                id=one.pk,
                department=one.department.code if one.department else None,
                quarter=one.quarter,
                status=one.status,
                held_on=one.held_on,
                follow_ups_open=one.still_open,
            )
            for one in found.rows
        ),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Number", "Quarter", "Of", "State", "Day", "Follow-ups open"),
        [
            (
                str(one.id),
                one.quarter,
                one.department or "the enterprise",
                one.status.replace("_", " "),
                one.held_on.isoformat(),
                str(one.follow_ups_open),
            )
            for one in answer.reviews
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def review(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help="The number of the review.")],
    user: AsUser,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write the pack, with its minutes, as PDF.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one review with its pack, decisions and follow-ups."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.desk import reviews as read

    standing = _standing(user, "read_risk")
    row = read.get(standing, number if 0 < number < 2**62 else 0)
    if pdf is not None:
        from meritbook.cli.errors import UnreadableFileError
        from meritbook.desk.review_paper import paper_of
        from meritbook.writers.review import pdf as write

        try:
            pdf.write_bytes(write(paper_of(read.show(standing, row), on=standing.on)))
        except OSError as problem:
            raise UnreadableFileError(
                f"The pack cannot be written there: {problem.strerror}.", where=str(pdf), remedy="Name another file."
            ) from problem
        output.note(f"Wrote {pdf}.")
    tell_review(standing, row, output)


def tell_review(standing: Standing, row: ResultsReview, output: Output) -> None:
    """Show a review with its pack, decisions and follow-ups."""
    from meritbook.cli.returns_answers import ReviewShownAnswer
    from meritbook.desk import reviews as read

    shown = read.show(standing, read.get(standing, row.pk))
    row = shown.review
    answer = ReviewShownAnswer(
        id=row.pk,
        of=row.of,
        quarter=row.quarter,
        status=row.status,
        held_on=row.held_on,
        sealed=shown.sealed,
        pack_sha256=row.pack_sha256 or shown.pack.seal(),
        pack=shown.pack,
        decisions=tuple(one.says for one in shown.decisions),
        follow_ups=tuple(follow_up_line(one) for one in shown.follow_ups),
        minutes=row.minutes,
    )
    if output.as_json:
        output.json(answer.plain())
        return
    sealed = f"sealed {answer.pack_sha256[:16]}" if answer.sealed else "as the record stands today"
    output.line(f"Review of {answer.quarter}, {answer.of}: {answer.status.replace('_', ' ')}; pack {sealed}")
    if not answer.sealed:
        output.line(f"Seal of the pack as it is now: {answer.pack_sha256}")
    for section in answer.pack.sections:
        output.line(f"{section.heading}: {section.total or section.empty}")
        for item in section.items:
            output.line(f"  {item.title}: {item.says}")
    for said in answer.decisions:
        output.line(f"Decided: {said}")
    for one in answer.follow_ups:
        output.line(f"Follow-up {one.id}: {one.what}, {one.owner}, by {one.due_on}: {one.state}")


def follow_ups(
    context: typer.Context,
    user: AsUser,
    show: Annotated[str, typer.Option(metavar="WHICH", help="open, late, mine or all.")] = "open",
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """List the follow-ups of quarterly reviews that a person may read, the earliest day first."""
    from meritbook.cli.home import open_records

    output = output_of(context, as_json)
    open_records()
    from meritbook.cli.returns_answers import FollowUpsAnswer
    from meritbook.desk import reviews as read

    found = read.follow_ups(_standing(user, "read_results"), show=show, number=page)
    answer = FollowUpsAnswer(
        page=found.number,
        pages=found.of,
        total=found.total,
        follow_ups=tuple(follow_up_line(one) for one in found.rows),
    )
    if as_json:
        output.json(answer.plain())
        return
    output.table(
        ("Number", "What", "By whom", "By", "State"),
        [
            (str(one.id), one.what, one.owner, one.due_on.isoformat(), "LATE" if one.late else one.state)
            for one in answer.follow_ups
        ],
    )
    output.line(f"{answer.total} in all, page {answer.page} of {answer.pages}.")


def unit_line(one: UnitLine) -> UnitListed:
    """A budget unit in a fiscal year, with the measures that name it."""
    from meritbook.cli.returns_answers import UnitListed, UnitResult

    return UnitListed(
        code=one.unit.code,
        title=one.unit.title,
        department=one.unit.department.code if one.unit.department else None,
        spent=one.spent,
        results=tuple(
            UnitResult(
                measure=each.line.measure.key,
                title=each.line.measure.title,
                kind=str(each.line.definition.kind),
                standing=each.line.standing.sentence,
                cost=each.cost,
            )
            for each in one.results
        ),
    )


def follow_up_line(one: FollowUpLine) -> FollowUpListed:
    """A follow-up as a line of a list."""
    from meritbook.cli.returns_answers import FollowUpListed

    row = one.row
    return FollowUpListed(
        id=row.pk,
        quarter=row.review.quarter,
        what=row.what,
        owner=row.owner.full_name,
        due_on=row.due_on,
        state=row.state,
        late=one.late,
    )


def _listed(one: ReturnLine) -> ReturnListed:
    from meritbook.cli.returns_answers import ReturnListed

    worked = one.worked
    years = worked.payback.years if worked.payback is not None else None
    return ReturnListed(
        key=one.case.key,
        title=one.case.title,
        department=one.case.department.code if one.case.department else None,
        status=one.case.status,
        npv=None if worked.npv is None else f"{worked.npv:.2f}",
        rates=tuple(str(rate) for rate in worked.balance.rates) if worked.balance is not None else (),
        payback_years=None if years is None else str(years),
        missing=worked.missing,
        came=str(one.came),
        verify_by=one.case.verify_by,
        overdue=one.overdue,
    )


def _dollars(amount: str | None) -> str:
    return "undetermined" if amount is None else _figure(Decimal(amount))


def _figure(amount: Decimal | None) -> str:
    if amount is None:
        return "undetermined"
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.command()(returns)
    group.command("return")(show_return)
    group.command()(budget)
    group.command()(reviews)
    group.command()(review)
    group.command("follow-ups")(follow_ups)
