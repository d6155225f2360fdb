"""The operations of the API on appraisals, and who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from api_operations import AGENCY, BODY, DIRECTOR, Operation, because, get, post
from contract_world import RATED

RATERS = frozenset({"department_director", "appointing_authority"})
READERS = AGENCY | {"executive", "personnel_director", "personnel_staff", "auditor"}
FINAL = "/api/appraisals/{w.appraisal.pk}"


def staged(act: str, body: dict[str, Any], stage: str) -> Callable[[Client, Any], Any]:
    """An act on an appraisal that stands where it can be taken: the final one is taken back and written anew."""

    def call(client: Client, world: Any) -> Any:
        from meritbook.actions import Actor, show_appraisal, undo_appraisal, write_appraisal

        rater, at = Actor(world.people.department_director), world.appraisal.final_at
        undo_appraisal.perform(rater, at=at, why="Anew.", appraisal=world.appraisal, reason="Anew.")
        marks = {key: {"mark": 3} for key in RATED}
        taken = {"contract": world.executives.agreement, "kind": "rater", "marks": marks}
        row = write_appraisal.perform(rater, at=at, why="Anew.", **taken)
        if stage == "shown":
            show_appraisal.perform(rater, at=at, why="To talk.", appraisal=row)
        return client.post(f"/api/appraisals/{row.pk}/{act}", {"why": "Asked for.", **body}, content_type=BODY)

    return call


RATING_OPERATIONS: dict[str, Operation] = {
    "GET /performance/{contract_id}/appraisals": Operation(
        get("/api/performance/{w.executives.agreement.pk}/appraisals"), READERS
    ),
    "POST /performance/{contract_id}/appraisals": Operation(
        post(
            "/api/performance/{w.executives.agreement.pk}/appraisals",
            lambda _: {"kind": "rater", "interim": True, "marks": {"overall": {"mark": 3}}, "why": "She leaves."},
        ),
        RATERS,
        201,
    ),
    "GET /appraisals/{appraisal_id}": Operation(get(FINAL), READERS),
    "GET /appraisals/{appraisal_id}/letter.pdf": Operation(get(FINAL + "/letter.pdf"), READERS),
    "POST /appraisals/{appraisal_id}/show": Operation(staged("show", {}, "draft"), RATERS),
    "POST /appraisals/{appraisal_id}/comment": Operation(
        staged("comment", {"says": "It opened early."}, "shown"), frozenset({"executive"})
    ),
    "POST /appraisals/{appraisal_id}/finish": Operation(staged("finish", {}, "shown"), RATERS),
    "POST /appraisals/{appraisal_id}/acknowledge": Operation(
        post(FINAL + "/acknowledge", because), frozenset({"executive"})
    ),
    "POST /appraisals/{appraisal_id}/refusal": Operation(
        post(FINAL + "/refusal", lambda _: {"says": "Offered twice.", "why": "Offered."}), RATERS
    ),
    "POST /appraisals/{appraisal_id}/undo": Operation(
        post(FINAL + "/undo", lambda _: {"reason": "The wrong contract.", "why": "Wrong."}), AGENCY
    ),
    "GET /calibration": Operation(
        get("/api/calibration?year=2025"), DIRECTOR | {"agency_hr", "personnel_director", "agency_hr_elsewhere"}
    ),
}
"""By method and address."""
