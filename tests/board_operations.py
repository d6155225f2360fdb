"""The operations of the API on local boards, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from api_operations import BODY, ROLES, Operation, get, post
from board_world import PRIORITIES, YEAR

READS = ROLES - {"system_administrator"}
KEEPS = frozenset({"results_administrator", "results_facilitator"})
DECIDES = frozenset({"results_administrator"})
R, S = "/api/results/boards/river", "/api/results/boards/hills"
WHY = {"why": "As the office has it."}


def _post(
    path: str, body: Callable[[Any], dict[str, Any]], *, may: frozenset[str] = KEEPS, success: int = 201
) -> Operation:
    return Operation(post(path, lambda world: {**body(world), **WHY}), may, success)


def _on_the_day(path: str, body: Callable[[Any], dict[str, Any]]) -> Callable[[Any, Any], Any]:
    """The call on the day of the record, on which the members are in office."""

    def call(client: Any, world: Any) -> Any:
        with override_settings(MERITBOOK_ON=date(2026, 3, 2)):
            return client.post(path.format(w=world), {**body(world), **WHY}, content_type=BODY)

    return call


def _approved(client: Any, world: Any) -> Any:
    from year_stage import do

    row = do(
        "draw_board_report",
        world.people.results_facilitator,
        _moment(),
        board=world.rooms.boards.river,
        fiscal_year=YEAR,
        narrative="Anew.",
    )
    votes = {"votes_for": 10, "against": 0, "approved_on": "2026-03-02", "sha256": row.sha256}
    return _on_the_day(f"{R}/reports/{row.pk}/approval", lambda _: votes)(client, world)


def _moment() -> Any:
    from datetime import UTC, datetime

    return datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def _file(client: Any, world: Any) -> Any:
    del world
    data = b"program,children,families\nnursery,81,62\n"
    sent = {"fiscal_year": YEAR, "file": SimpleUploadedFile("figures.csv", data), **WHY}
    return client.post(f"{R}/figures-file", sent)


BOARD_OPERATIONS: dict[str, Operation] = {
    "GET /results/boards": Operation(get("/api/results/boards?show=all"), READS),
    "POST /results/boards": _post(
        "/api/results/boards",
        lambda _: {
            "key": "plains",
            "title": "Plains",
            "department": "revenue",
            "area_kind": "county",
            "area": ["Dogwood"],
            "starts_on": "2026-01-01",
        },
    ),
    "GET /results/boards/{key}": Operation(get(f"{R}?year={YEAR}"), READS),
    "GET /results/boards-roll-up": Operation(get("/api/results/boards-roll-up?year=2024"), READS),
    "POST /results/boards/{key}/area": _post(
        f"{R}/area", lambda _: {"area_kind": "county", "area": ["Alder"], "starts_on": "2031-07-01"}, success=200
    ),
    "POST /results/boards/{key}/end": _post(
        f"{S}/end", lambda _: {"ends_before": "2031-07-01", "because": "It joins."}, may=DECIDES, success=200
    ),
    "POST /results/boards/{key}/members": _post(
        f"{S}/members", lambda _: {"name": "Ada Ray", "starts_on": "2026-03-01", "ends_before": "2027-07-01"}
    ),
    "POST /results/boards/{key}/members/{member_id}": _post(
        R + "/members/{w.rooms.boards.member.pk}",
        lambda _: {"kind": "citizen", "ends_before": "2026-05-01", "because": "M."},
        success=200,
    ),
    "POST /results/boards/{key}/designations": _post(
        f"{R}/designations",
        lambda _: {"starts_on": "2027-07-01", "ends_before": "2029-07-01", "says": "Order."},
        may=DECIDES,
    ),
    "POST /results/boards/{key}/plans": _post(
        f"{R}/plans",
        lambda _: {
            "title": "Plan",
            "needs": "Care.",
            "priorities": PRIORITIES,
            "starts_on": "2031-07-01",
            "adopted_on": "2026-02-01",
        },
    ),
    "POST /results/boards/{key}/programs": _post(
        f"{R}/programs",
        lambda _: {
            "key": "reading",
            "title": "Reading",
            "provider": "Library",
            "kind": "education",
            "priority": "ready",
            "starts_on": "2026-03-01",
        },
    ),
    "POST /results/boards/{key}/programs/{program}/end": _post(
        f"{R}/programs/visits/end", lambda _: {"ends_before": "2031-07-01"}, success=200
    ),
    "POST /results/boards/{key}/children": _post(
        f"{R}/children", lambda _: {"fiscal_year": 2026, "children": 1190, "source": "Census."}
    ),
    "GET /results/board-sharings": Operation(get("/api/results/board-sharings"), READS),
    "POST /results/board-sharings": _post(
        "/api/results/board-sharings",
        lambda world: _counted(
            world,
            {
                "department": "revenue",
                "fiscal_year": 2026,
                "appropriation": "90000.00",
                "source": "Act.",
            },
        ),
        may=DECIDES,
    ),
    "POST /results/boards/{key}/amendments": _post(
        f"{R}/amendments", lambda _: {"fiscal_year": YEAR, "amount": "-100", "says": "Cut."}, may=DECIDES
    ),
    "POST /results/boards/{key}/payments": _post(
        f"{R}/payments", lambda _: {"fiscal_year": YEAR, "amount": "100", "paid_on": "2026-03-02", "says": "W."}
    ),
    "POST /results/boards/{key}/carry-over": _post(
        f"{R}/carry-over", lambda _: {"fiscal_year": YEAR, "amount": "100", "says": "So."}, may=DECIDES
    ),
    "POST /results/boards/{key}/programs/{program}/figures": _post(
        f"{R}/programs/visits/figures", lambda _: {"fiscal_year": YEAR, "children": 9}
    ),
    "POST /results/boards/{key}/figures-file": Operation(_file, KEEPS, 201),
    "POST /results/boards/{key}/indicators": _post(
        f"{R}/indicators", lambda _: {"fiscal_year": YEAR, "indicator": "screened", "value": "71", "source": "C."}
    ),
    "POST /results/boards/{key}/assistance": _post(
        f"{R}/assistance",
        lambda _: {"kind": "training", "given_on": "2026-02-02", "hours": "2", "topic": "Budgets", "people": 4},
    ),
    "GET /results/boards/{key}/reports/{report_id}": Operation(get(R + "/reports/{w.rooms.boards.report.pk}"), READS),
    "POST /results/boards/{key}/reports": _post(f"{R}/reports", lambda _: {"fiscal_year": YEAR, "narrative": "Anew."}),
    "POST /results/boards/{key}/reports/{report_id}/approval": Operation(_approved, KEEPS),
    "POST /results/boards/{key}/reports/{report_id}/submission": _post(
        R + "/reports/{w.rooms.boards.report.pk}/submission", lambda _: {}, success=200
    ),
    "POST /results/boards/{key}/reports/{report_id}/decision": _post(
        S + "/reports/{w.rooms.boards.submitted.pk}/decision",
        lambda world: {"accept": True, "says": "Complete.", "sha256": world.rooms.boards.submitted.sha256},
        may=DECIDES,
        success=200,
    ),
}


def _counted(world: Any, body: dict[str, Any]) -> dict[str, Any]:
    """The children of the year are on record before its money is shared out."""
    from year_stage import do

    for board in (world.rooms.boards.river, world.rooms.boards.hills):
        do(
            "count_board_children",
            world.people.results_facilitator,
            _moment(),
            board=board,
            fiscal_year=2026,
            children=900,
            source="Census.",
        )
    return body
