"""The ladder to the next class, what somebody shares for the bench of talent, the bench, and succession coverage."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from meritbook.actions import agree_talent, look_at_bench, withdraw_talent
from meritbook.actions.permissions import Capability, require
from meritbook.api import talent_shapes as shapes
from meritbook.api.auth import actor, standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.desk import ladder as read_ladder
from meritbook.desk import succession
from meritbook.desk import talent as read
from meritbook.records import clock

router = Router(tags=["competencies"])
ONE = "/competencies/talent/{int:talent_id}"


def _may(request: HttpRequest, capability: Capability) -> None:
    require(actor(request), capability, on=clock.today())


def _shared(request: HttpRequest) -> dict[str, Any]:
    return {"rows": [shapes.shared(one) for one in read.own(standing(request))]}


@router.get("/competencies/ladder", response=with_errors(shapes.LadderAnswer))
def get_ladder(
    request: HttpRequest,
    plan: Words = "",
    class_ref: Words = "",
    position: Annotated[Id | None, Query()] = None,
) -> Any:
    """One's own ladder, from a position of one's own to the next class of its series, or to a chosen one."""
    _may(request, Capability.PLAN_GROWTH)
    return shapes.ladder(read_ladder.page(standing(request), position=position, plan=plan, ref=class_ref))


@router.get("/competencies/talent", response=with_errors(shapes.SharedTalentsAnswer))
def list_shared(request: HttpRequest) -> Any:
    """What the person shares for the bench, with who looked and why."""
    _may(request, Capability.SHARE_TALENT)
    return _shared(request)


@router.post("/competencies/talent", response=with_errors(shapes.SharedTalentsAnswer, 201))
def agree(request: HttpRequest, body: shapes.AgreeTalent) -> Any:
    """Agree to be named for a class, and say what may be read; anything else stays one's own."""
    _may(request, Capability.SHARE_TALENT)
    agree_talent.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        aims_plan=body.plan,
        aims_class=body.class_ref,
        qualifications=body.qualifications,
        assessment=read.report_of_mine(standing(request), body.assessment),
        growth_plan=read.plan_of_mine(standing(request), body.growth_plan),
        ready_from=body.ready_from,
        says=body.says,
    )
    return Status(201, _shared(request))


@router.post(ONE + "/withdrawal", response=with_errors(shapes.SharedTalentsAnswer))
def withdraw(request: HttpRequest, talent_id: Id, body: shapes.WithdrawTalent) -> Any:
    """Take back what one shares; nobody reads it any more."""
    _may(request, Capability.SHARE_TALENT)
    row = read.one_of_mine(standing(request), talent_id)
    withdraw_talent.perform(actor(request), at=clock.now(), why=body.why, consent=row)
    return _shared(request)


@router.get("/competencies/bench", response=with_errors(Paged[shapes.BenchClassAnswer]))
def list_bench(request: HttpRequest, q: Words = "", page: Number = 1) -> Any:
    """The classes for which people are named, with how many and with how many seats; nobody by name."""
    _may(request, Capability.READ_TALENT)
    seats = succession.seats_of_classes(standing(request))
    found = read.classes(standing(request), seats, words=q.replace("\0", ""), number=page)
    rows = [shapes.bench_class(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/competencies/bench/looks", response=with_errors(shapes.BenchAnswer))
def look(request: HttpRequest, body: shapes.LookAtBench) -> Any:
    """Look at who is named for a class. The look and its reason go to the ledger, and to those who are named."""
    looked = look_at_bench.perform(
        actor(request), at=clock.now(), why=body.why, aims_plan=body.plan, aims_class=body.class_ref
    )
    return shapes.bench(read.shown(looked, clock.today()))


@router.get("/competencies/bench/seats", response=with_errors(Paged[shapes.SeatCoverageAnswer]))
def list_seats(request: HttpRequest, shown: Words = "", page: Number = 1) -> Any:
    """Seats and their coverage; `shown` is `pressing`, `covered`, `uncovered` or `undetermined`, anything else all."""
    _may(request, Capability.READ_TALENT)
    found = succession.seats(standing(request), shown=shown, number=page).page
    rows = [shapes.seat(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}
