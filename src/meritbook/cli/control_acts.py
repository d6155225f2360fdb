"""`results`: the controls, treatments and indicators of a risk."""

from __future__ import annotations

from typing import Annotated

import typer

from meritbook.cli.acting import Due, Owner, Says, Why, begin, figure, given, numbered, one_of
from meritbook.cli.options import AsJson, AsUser
from meritbook.cli.risk_acts import owner_named, read_risk
from meritbook.cli.risks import RiskKey, tell_risk

results = typer.Typer()
What = Annotated[str, typer.Option(metavar="TEXT", help="What is done.")]
Percent = Annotated[str, typer.Option(metavar="PERCENT", help="By how much it lowers that; 0 where it does not.")]


@results.command("add-control")
def add_control(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    what: What,
    owner: Owner,
    why: Why,
    less_often: Percent = "0",
    less_costly: Percent = "0",
    as_json: AsJson = False,
) -> None:
    """Put a control of a risk on record, with how much it lowers how often and how costly the risk is."""
    often, costly = figure(less_often, "--less-often"), figure(less_costly, "--less-costly")
    output = begin(context, as_json)
    from meritbook.actions import add_risk_control

    standing, row = read_risk(as_user, key)
    add_risk_control.perform(
        **given(as_user, why), risk=row, what=what, owner=owner_named(owner), less_often=often, less_costly=costly
    )
    tell_risk(standing, row, output)


@results.command("test-control")
def record_test(
    context: typer.Context,
    key: RiskKey,
    number: Annotated[int, typer.Argument(metavar="CONTROL", help="The number of the control, as `risk` shows it.")],
    found: Annotated[str, typer.Argument(metavar="FOUND", help="works or fails.")],
    as_user: AsUser,
    tested_on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the test.")],
    says: Says,
    why: Why = "A control was tested.",
    as_json: AsJson = False,
) -> None:
    """Record a test of a control; one that is found not to work ends an acceptance that rested on it."""
    from meritbook.cli.dates import day

    one_of(found, "FOUND", ("works", "fails"))
    tested = day(tested_on, where="--on")
    output = begin(context, as_json)
    from meritbook.actions import record_control_test
    from meritbook.desk import risk_pages

    standing, row = read_risk(as_user, key)
    control = risk_pages.control(row, numbered(number))
    record_control_test.perform(
        **given(as_user, why), control=control, tested_on=tested, works=found == "works", says=says
    )
    tell_risk(standing, row, output)


@results.command("add-treatment")
def add_treatment(
    context: typer.Context,
    key: RiskKey,
    as_user: AsUser,
    what: What,
    owner: Owner,
    due_on: Due,
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Decide what is done about a risk, by whom and by when."""
    from meritbook.cli.dates import day

    due = day(due_on, where="--due")
    output = begin(context, as_json)
    from meritbook.actions import add_risk_treatment

    standing, row = read_risk(as_user, key)
    add_risk_treatment.perform(**given(as_user, why), risk=row, what=what, owner=owner_named(owner), due_on=due)
    tell_risk(standing, row, output)


@results.command("move-treatment")
def move_treatment(
    context: typer.Context,
    key: RiskKey,
    number: Annotated[int, typer.Argument(metavar="TREATMENT", help="Its number, as `risk` shows it.")],
    state: Annotated[str, typer.Argument(metavar="STATE", help="planned, under_way, done or dropped.")],
    as_user: AsUser,
    says: Says,
    why: Why = "A treatment moved.",
    as_json: AsJson = False,
) -> None:
    """Say how far a treatment of a risk is."""
    output = begin(context, as_json)
    from meritbook.actions import move_risk_treatment
    from meritbook.desk import risk_pages

    standing, row = read_risk(as_user, key)
    treatment = risk_pages.treatment(row, numbered(number))
    move_risk_treatment.perform(**given(as_user, why), treatment=treatment, state=state, says=says)
    tell_risk(standing, row, output)


@results.command("tie-indicator")
def tie(
    context: typer.Context,
    key: RiskKey,
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help="The key of a measure of the register.")],
    as_user: AsUser,
    bad_when: Annotated[str, typer.Option("--bad-when", metavar="SIDE", help="high or low.")],
    watch: Annotated[str, typer.Option(metavar="FIGURE", help="The value from which it is watched.")],
    trip: Annotated[str, typer.Option(metavar="FIGURE", help="The value at which something is done.")],
    why: Why,
    as_json: AsJson = False,
) -> None:
    """Tie a measure to a risk as its indicator, or give it other thresholds."""
    first, last = figure(watch, "--watch"), figure(trip, "--trip")
    output = begin(context, as_json)
    from meritbook.actions import tie_risk_indicator
    from meritbook.desk import measure_page

    standing, row = read_risk(as_user, key)
    held = measure_page.measure(measure)
    tie_risk_indicator.perform(**given(as_user, why), risk=row, measure=held, bad_when=bad_when, watch=first, trip=last)
    tell_risk(standing, row, output)


def register(group: typer.Typer) -> None:
    """Add the commands of this module to `results`."""
    group.registered_commands.extend(results.registered_commands)
