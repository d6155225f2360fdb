"""The operations of the API on development plans, and who may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from api_operations import BODY, Operation, get, post
from growth_world import LAST, action_of, goal_of
from meritbook.records import clock
from meritbook.records.models import Role

_ROLES = frozenset(role for role in Role.values if role != Role.SYSTEM_ADMINISTRATOR)
IN_OFFICE = _ROLES | {"second_analyst", "agency_hr_elsewhere"}
OWN = frozenset({"executive"})
NOTES = OWN | {"department_director"}
READS = NOTES | {"results_facilitator"}
WHY = {"why": "As the person has it."}
G = "/api/competencies/growth"
ONE = G + "/{w.rooms.growth.plan.pk}"
ABOUT = {"title": "Listen", "role": "manager", "last_day": "2035-12-31"}
GOAL = {"says": "Decide within a week", "due_on": "2035-10-01", "competency": "decides"}
ACTION = {"kind": "course", "what": "A course", "due_on": "2035-06-01"}


def _body(**said: Any) -> Any:
    return lambda _: {**said, **WHY}


def _put(address: str, **said: Any) -> Any:
    return lambda client, world: client.put(address.format(w=world), {**said, **WHY}, content_type=BODY)


def _file(client: Any, world: Any) -> Any:
    file = SimpleUploadedFile("passed.txt", b"Passed.\n", content_type="text/plain")
    return client.post(ONE.format(w=world) + "/files", {"says": "Passed.", "file": file, **WHY})


def _far(world: Any) -> Any:
    """A goal that is due on no day that the machine has come to."""
    return goal_of(world.people.executive, clock.now(), world.rooms.growth.plan, "Decide in time", due_on=LAST)


def _planned(client: Any, world: Any) -> Any:
    address = f"{ONE.format(w=world)}/goals/{_far(world).pk}/actions"
    return client.post(address, {**ACTION, **WHY}, content_type=BODY)


def _changed(client: Any, world: Any) -> Any:
    action = action_of(world.people.executive, clock.now(), _far(world), "A course", due_on=LAST)
    return client.put(f"{ONE.format(w=world)}/actions/{action.pk}", {**ACTION, **WHY}, content_type=BODY)


GROWTH_OPERATIONS: dict[str, Operation] = {
    "GET /competencies/growth": Operation(get(G + "?whose=own"), IN_OFFICE),
    "POST /competencies/growth": Operation(
        post(G, _body(model="harbours", starts_on="2026-03-02", **ABOUT)), IN_OFFICE, 201
    ),
    "GET /competencies/growth/{plan_id}": Operation(get(ONE), READS),
    "PUT /competencies/growth/{plan_id}": Operation(_put(ONE, **ABOUT), OWN),
    "POST /competencies/growth/{plan_id}/end": Operation(post(ONE + "/end", _body(reached=True, says="Heard.")), OWN),
    "POST /competencies/growth/{plan_id}/coach": Operation(post(ONE + "/coach", _body(coach="auditor")), OWN),
    "POST /competencies/growth/{plan_id}/readers": Operation(post(ONE + "/readers", _body(reader="auditor")), OWN, 201),
    "POST /competencies/growth/{plan_id}/readers/{share_id}/withdrawal": Operation(
        post(ONE + "/readers/{w.rooms.growth.share.pk}/withdrawal", _body()), OWN
    ),
    "POST /competencies/growth/{plan_id}/goals": Operation(post(ONE + "/goals", _body(**GOAL)), OWN, 201),
    "PUT /competencies/growth/{plan_id}/goals/{goal_id}": Operation(
        _put(ONE + "/goals/{w.rooms.growth.goal.pk}", **GOAL), OWN
    ),
    "POST /competencies/growth/{plan_id}/goals/{goal_id}/state": Operation(
        post(ONE + "/goals/{w.rooms.growth.goal.pk}/state", _body(state="under_way")), OWN
    ),
    "POST /competencies/growth/{plan_id}/goals/{goal_id}/actions": Operation(_planned, OWN, 201),
    "PUT /competencies/growth/{plan_id}/actions/{action_id}": Operation(_changed, OWN),
    "POST /competencies/growth/{plan_id}/actions/{action_id}/state": Operation(
        post(ONE + "/actions/{w.rooms.growth.action.pk}/state", _body(state="done")), OWN
    ),
    "POST /competencies/growth/{plan_id}/notes": Operation(
        post(ONE + "/notes", _body(says="It goes well.")), NOTES, 201
    ),
    "POST /competencies/growth/{plan_id}/files": Operation(_file, NOTES, 201),
    "GET /competencies/growth/{plan_id}/notes/{note_id}/file": Operation(
        get(ONE + "/notes/{w.rooms.growth.file.pk}/file"), READS
    ),
}
