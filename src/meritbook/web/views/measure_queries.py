"""The query of a measure: set it, end it, and ask the other system now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from meritbook.actions import end_value_query, fetch_values, query_connections, set_value_query
from meritbook.actions.permissions import Capability
from meritbook.desk import measure_page as read
from meritbook.records import clock
from meritbook.records.models import QueryOutcome
from meritbook.web.forms.agreements import OnlyWhyForm
from meritbook.web.forms.measures import QueryForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import sent
from meritbook.web.views.measure_acts import act_on, address, of

KEEP, RECORD = Capability.KEEP_MEASURE, Capability.RECORD_VALUE


@page("GET", "POST", needs=KEEP)
def measure_query(request: Request, key: str) -> HttpResponse:
    """Let the measure ask another system for its values."""
    row = of(request, key, KEEP)
    names = sorted(query_connections.connections())
    held = read.query_of(row)
    initial = {"connection": held.row.connection, "statement": held.row.statement} if held else {}
    form = QueryForm(sent(request), initial=initial, connections=names)

    def act() -> tuple[str, str]:
        set_value_query.perform(actor(request), at=clock.now(), why="Query set.", measure=row, **form.cleaned_data)
        return "Set. It is asked when a value is due.", f"{address(row)}#query"

    intro = (
        "It is asked each day on which a value is due, in your name, and reads alone. All of its answer is recorded, "
        "or nothing."
        if names
        else "No connection to another system is set up: the setting MERITBOOK_QUERIES names the file that holds them."
    )
    return act_on(request, form, act, row, "Ask another system", "Set the query", intro=intro, keeps=f"query:{row.pk}")


@page("GET", "POST", needs=KEEP)
def measure_query_end(request: Request, key: str) -> HttpResponse:
    """End the query of the measure."""
    row = of(request, key, KEEP)
    form = OnlyWhyForm(sent(request))

    def act() -> tuple[str, str]:
        end_value_query.perform(actor(request), at=clock.now(), measure=row, **form.cleaned_data)
        return "Ended. People record its values from now on.", address(row)

    return act_on(request, form, act, row, "End the query", "End it", intro="What it recorded stays, with its runs.")


@page("POST", needs=RECORD)
def measure_fetch(request: Request, key: str) -> HttpResponse:
    """Ask the other system now."""
    row = of(request, key, RECORD)
    run = fetch_values.perform(actor(request), at=clock.now(), why="Asked on its page.", measure=row)
    if run.outcome == QueryOutcome.FAILED:
        messages.error(request, f"It failed: {run.says}")
    elif run.batch is not None:
        messages.success(request, f"{run.batch.rows} value{'' if run.batch.rows == 1 else 's'} recorded.")
    else:
        messages.success(request, "There is no new value.")
    return HttpResponseRedirect(f"{address(row)}#query")
