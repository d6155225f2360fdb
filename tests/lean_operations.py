"""The operations of the API on Lean work, and who may."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from api_operations import ROLES, Operation, get, post
from lean_world import LAST_DAY, stream

OFFICES = frozenset({"department_director", "results_facilitator", "results_practitioner"})
KEEPS = OFFICES | {"results_administrator"}
READS = frozenset(ROLES) - {"system_administrator"}
SPONSOR = frozenset({"department_director"})
VERIFIES = frozenset({"results_administrator", "results_facilitator", "auditor"})
GATES = frozenset({"results_administrator", "results_facilitator", "department_director"})
E = "/api/results/lean/events/refund-forms"
F = "/api/results/lean/events/dealer-licences"
P = "/api/results/lean/projects/one-counter"
WHY = {"why": "As the office has it."}
FILE = b"title,A form\r\nstep,process,waiting,people,right,back to\r\nOpen mail,10 min,2 h,2,80,\r\n"


def _charter(**more: Any) -> dict[str, Any]:
    return {
        "title": "Mail opened by ten",
        "problem": "Mail lies until noon.",
        "scope_in": "From the van to the desk.",
        "goal": "Opened by ten.",
        "sponsor": "appointing_authority",
        "lead": "measure_owner",
        "team": ["executive"],
        "starts_on": "2026-03-16",
        "last_day": "2026-03-20",
        **WHY,
        **more,
    }


def _decided(world: Any) -> dict[str, Any]:
    world.rooms.lean.fresh.refresh_from_db()
    return {"approve": True, "says": "Begin.", "sha256": world.rooms.lean.fresh.sha256, **WHY}


def _file(client: Client, _: Any) -> Any:
    return client.post(f"{E}/maps/future/file", {"file": SimpleUploadedFile("map.csv", FILE), **WHY})


def _change(client: Client, _: Any) -> Any:
    return client.put(f"{F}/charter", _charter(), content_type="application/json")


def _strike(client: Client, world: Any) -> Any:
    return client.delete(f"{F}/measures/{world.rooms.lean.fresh_own.pk}?why=Not%20ours.")


ANSWERED = {"rests_on": "30:12", "says": "Reprinted.", **WHY}

LEAN_OPERATIONS: dict[str, Operation] = {
    "GET /results/lean/events": Operation(get("/api/results/lean/events?waiting=true"), READS),
    "POST /results/lean/events": Operation(
        post("/api/results/lean/events", lambda _: _charter(key="mail-room", department="revenue")), KEEPS, 201
    ),
    "GET /results/lean/events/{key}": Operation(get(E), READS),
    "PUT /results/lean/events/{key}/charter": Operation(_change, KEEPS),
    "POST /results/lean/events/{key}/charter/decision": Operation(post(f"{F}/charter/decision", _decided), SPONSOR),
    "POST /results/lean/events/{key}/measures": Operation(
        post(f"{F}/measures", lambda _: {"measure": "refund-days", "better": "lower", **WHY}), KEEPS, 201
    ),
    "DELETE /results/lean/events/{key}/measures/{measure_id}": Operation(_strike, KEEPS),
    "POST /results/lean/events/{key}/measures/{measure_id}/values": Operation(
        post(
            E + "/measures/{w.rooms.lean.own.pk}/values",
            lambda _: {
                "days": 60,
                "read_on": (LAST_DAY + timedelta(days=60)).isoformat(),
                "value": "11",
                "says": "Count of a week.",
                **WHY,
            },
        ),
        KEEPS,
        201,
    ),
    "POST /results/lean/events/{key}/measures/{measure_id}/answers": Operation(
        post(E + "/measures/{w.rooms.lean.own.pk}/answers", lambda _: ANSWERED),
        KEEPS,
        201,
    ),
    "POST /results/lean/events/{key}/notes": Operation(
        post(f"{E}/notes", lambda _: {"noted_on": date(2025, 10, 8).isoformat(), "says": "Read forms.", **WHY}),
        KEEPS,
        201,
    ),
    "POST /results/lean/events/{key}/actions": Operation(
        post(
            f"{E}/actions",
            lambda _: {"what": "Tell the counters", "owner": "measure_owner", "due_on": "2025-10-30", **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/lean/events/{key}/actions/{action_id}/state": Operation(
        post(E + "/actions/{w.rooms.lean.action.pk}/state", lambda _: {"state": "done", "says": "Printed.", **WHY}),
        KEEPS | {"measure_owner"},
    ),
    "GET /results/lean/events/{key}/maps/{kind}": Operation(get(f"{E}/maps/current"), READS),
    "POST /results/lean/events/{key}/maps/{kind}": Operation(
        post(f"{E}/maps/current", lambda _: {"stream": stream(demand="45"), **WHY}), KEEPS, 201
    ),
    "POST /results/lean/events/{key}/maps/{kind}/file": Operation(_file, KEEPS, 201),
    "GET /results/lean/events/{key}/comparison": Operation(get(f"{E}/comparison"), READS),
    "POST /results/lean/events/{key}/waste": Operation(
        post(f"{E}/waste", lambda _: {"kind": "piles", "step": "Check", "says": "Four trays.", **WHY}), KEEPS, 201
    ),
    "POST /results/lean/events/{key}/savings": Operation(
        post(
            f"{E}/savings",
            lambda _: {
                "kind": "hours-freed",
                "amounts": [{"year": 2026, "amount": "300"}],
                "basis": "Six hours a week.",
                "evidence": "Time sheets.",
                **WHY,
            },
        ),
        KEEPS,
        201,
    ),
    "POST /results/lean/events/{key}/savings/{saving_id}/decision": Operation(
        post(
            E + "/savings/{w.rooms.lean.saving.pk}/decision",
            lambda _: {"amounts": [{"year": 2026, "amount": "9000"}], "says": "Invoices were read.", **WHY},
        ),
        VERIFIES,
    ),
    "POST /results/lean/events/{key}/savings/{saving_id}/withdrawal": Operation(
        post(E + "/savings/{w.rooms.lean.saving.pk}/withdrawal", lambda _: {"because": "Counted twice.", **WHY}), KEEPS
    ),
    "POST /results/lean/events/{key}/close": Operation(
        post(f"{E}/close", lambda _: {"results": "Eleven in a hundred come back.", **WHY}), KEEPS, 409
    ),
    "POST /results/lean/events/{key}/drop": Operation(
        post(f"{E}/drop", lambda _: {"because": "A new law came.", **WHY}), KEEPS
    ),
    "GET /results/lean/projects": Operation(get("/api/results/lean/projects"), READS),
    "POST /results/lean/projects": Operation(
        post(
            "/api/results/lean/projects",
            lambda _: {
                "key": "tax-help",
                "title": "Help in the evening",
                "department": "revenue",
                "purpose": "Nobody who works by day is reached.",
                "sponsor": "department_director",
                "lead": "results_practitioner",
                "starts_on": "2026-03-02",
                **WHY,
            },
        ),
        KEEPS,
        201,
    ),
    "GET /results/lean/projects/{key}": Operation(get(P), READS),
    "POST /results/lean/projects/{key}/gates": Operation(
        post(f"{P}/gates", lambda _: {"rests_on": "Nine requirements.", **WHY}), KEEPS, 409
    ),
    "POST /results/lean/projects/{key}/gates/{gate_id}/decision": Operation(
        post(P + "/gates/{w.rooms.lean.gate.pk}/decision", lambda _: {"passes": True, "says": "Enough.", **WHY}), GATES
    ),
    "POST /results/lean/projects/{key}/stop": Operation(
        post(f"{P}/stop", lambda _: {"because": "The law keeps five counters.", **WHY}), KEEPS, 409
    ),
}
