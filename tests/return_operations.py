"""The operations of the API on investments, the budget and quarterly reviews, and who may."""

from __future__ import annotations

from typing import Any

from api_operations import Operation, get, post
from return_world import case_text, realised

OFFICES = frozenset({"department_director", "results_facilitator"})
KEEPS = OFFICES | {"results_administrator"}
VERIFIES = frozenset({"department_director", "results_administrator", "auditor"})
READS = frozenset(
    {
        "analyst", "second_analyst", "agency_hr", "agency_hr_elsewhere", "department_director", "appointing_authority",
        "executive", "personnel_director", "personnel_staff", "results_administrator", "results_facilitator",
        "results_practitioner", "measure_owner", "auditor",
    }
)  # fmt: skip
REVIEWS = KEEPS | {"results_practitioner", "auditor"}
R, V, F = "/api/results/returns", "/api/results/reviews", "/api/results/follow-ups"
WHY = {"why": "As the office has it."}


def _seal(case: Any) -> str:
    return str(case.versions.get(current=True).sha256)


def _drawn(world: Any) -> str:
    """The seal of the pack as it would be now; it is the same for everybody who reads the whole department."""
    from meritbook.actions.permissions import Standing
    from meritbook.desk.review_pack import draw
    from meritbook.records import clock

    return draw(Standing(world.people.results_administrator, clock.today()), world.rooms.reviews.called).seal()


RETURN_OPERATIONS: dict[str, Operation] = {
    "GET /results/returns": Operation(get(R), READS),
    "POST /results/returns": Operation(
        post(R, lambda _: {"key": "night", "title": "Night", "department": "revenue", "text": _plain(), **WHY}),
        KEEPS,
        201,
    ),
    "GET /results/returns/{key}": Operation(get(R + "/lockbox"), READS),
    "POST /results/returns/{key}/versions": Operation(
        post(
            R + "/scanning/versions",
            lambda w: {"text": _plain(assumes=""), "because": "So.", "sha256": _seal(w.rooms.returns.scanning), **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/returns/{key}/decision": Operation(
        post(
            R + "/scanning/decision",
            lambda w: {"approve": True, "says": "Soon.", "sha256": _seal(w.rooms.returns.scanning), **WHY},
        ),
        KEEPS - {"results_facilitator"},
    ),
    "POST /results/returns/{key}/start": Operation(
        post(R + "/kiosks/start", lambda _: {"started_on": "2026-03-02", **WHY}), KEEPS
    ),
    "POST /results/returns/{key}/verifications": Operation(
        post(
            R + "/lockbox/verifications",
            lambda _: {"realised": realised(unproven="Nothing."), "says": "Read again.", **WHY},
        ),
        VERIFIES,
        201,
    ),
    "POST /results/returns/{key}/end": Operation(
        post(R + "/kiosks/end", lambda _: {"because": "Moved.", **WHY}), KEEPS
    ),
    "GET /results/budget": Operation(get("/api/results/budget?year=2026&department=revenue"), READS),
    "POST /results/budget/units": Operation(
        post("/api/results/budget/units", lambda _: {"code": "REV-9", "title": "Nine", "department": "revenue", **WHY}),
        KEEPS,
        201,
    ),
    "POST /results/budget/units/{code}/figures": Operation(
        post(
            "/api/results/budget/units/REV-210/figures",
            lambda _: {"year": 2026, "spent": "5.50", "spent_through": "2026-01-31", "source": "Ledger.", **WHY},
        ),
        KEEPS,
        201,
    ),
    "GET /results/reviews": Operation(get(V), REVIEWS),
    "POST /results/reviews": Operation(
        post(V, lambda _: {"department": "revenue", "quarter": "2025-05-01", "held_on": "2026-03-09", **WHY}),
        KEEPS,
        201,
    ),
    "GET /results/reviews/{review_id}": Operation(get(V + "/{w.rooms.reviews.closed.pk}"), REVIEWS),
    "POST /results/reviews/{review_id}/opening": Operation(
        post(V + "/{w.rooms.reviews.called.pk}/opening", lambda w: {"sha256": _drawn(w), **WHY}), KEEPS
    ),
    "POST /results/reviews/{review_id}/calling-off": Operation(
        post(V + "/{w.rooms.reviews.called.pk}/calling-off", lambda _: {"because": "Budget week.", **WHY}), KEEPS
    ),
    "POST /results/reviews/{review_id}/decisions": Operation(
        post(V + "/{w.rooms.reviews.open.pk}/decisions", lambda _: {"says": "Hire.", "because": "Queues.", **WHY}),
        KEEPS,
        201,
    ),
    "POST /results/reviews/{review_id}/follow-ups": Operation(
        post(
            V + "/{w.rooms.reviews.open.pk}/follow-ups",
            lambda _: {"what": "Count.", "owner": "executive", "due_on": "2199-01-01", **WHY},
        ),
        KEEPS,
        201,
    ),
    "POST /results/reviews/{review_id}/closing": Operation(
        post(V + "/{w.rooms.reviews.open.pk}/closing", lambda _: {"present": "All.", **WHY}), KEEPS
    ),
    "GET /results/follow-ups": Operation(get(F), READS),
    "POST /results/follow-ups/{follow_up_id}/report": Operation(
        post(F + "/{w.rooms.reviews.given.pk}/report", lambda _: {"says": "Done.", **WHY}), KEEPS | {"measure_owner"}
    ),
    "POST /results/follow-ups/{follow_up_id}/settlement": Operation(
        post(F + "/{w.rooms.reviews.reported.pk}/settlement", lambda _: {"how": "accept", "says": "Seen.", **WHY}),
        KEEPS,
    ),
}


def _plain(**more: Any) -> dict[str, Any]:
    return case_text(**more)
