"""The risks of the results register: list, history, acts, appetite and quantifications."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import (
    add_risk_control,
    add_risk_treatment,
    assess_risk,
    decide_risk_acceptance,
    quantify_risks,
    record_control_test,
    register_risk,
    request_risk_acceptance,
    review_risk,
    set_risk_appetite,
    tie_risk_indicator,
    withdraw_risk_acceptance,
)
from meritbook.actions.permissions import Capability, require
from meritbook.actions.risking import of_department_or_all
from meritbook.actions.risking_policies import RiskOwnerError
from meritbook.api import risk_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.persons import person
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Words
from meritbook.desk import risk_pages, seats
from meritbook.desk import risks as read
from meritbook.records import clock
from meritbook.records.models import AcceptanceStatus, Measure, Risk, RiskAppetite, RiskQuantification

router = Router(tags=["risks"])


def _kept(request: HttpRequest, key: str) -> Risk:
    row = read.by_key(standing(request), key)
    require(actor(request), Capability.KEEP_RISK, row, on=clock.today())
    return row


def _page(request: HttpRequest, row: Risk) -> dict[str, Any]:
    return shapes.page_answer(risk_pages.page(standing(request), row))


def _may_read(request: HttpRequest) -> None:
    require(actor(request), Capability.READ_RISK, on=clock.today())


@router.get("/results/risks", response=with_errors(Paged[shapes.RiskAnswer]))
def list_risks(
    request: HttpRequest,
    q: Words = "",
    department: Words = "",
    category: Words = "",
    state: Words = "",
    over: bool = False,
    ending: bool = False,
    tripped: bool = False,
    page: Number = 1,
) -> Any:
    """The risks that the person may look into; `department` is a code, or `enterprise`."""
    _may_read(request)
    if department and department != read.ENTERPRISE:
        department = str(seats.department(department).pk)
    by = read.RiskFilter(
        words=q.replace("\0", ""),
        department=department,
        category=category.replace("\0", ""),
        state=state.replace("\0", ""),
        over=over,
        ending=ending,
        tripped=tripped,
    )
    found = read.lines(standing(request), by, page)
    rows = [shapes.risk_answer(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/risks", response=with_errors(shapes.RiskPageAnswer, 201))
def register(request: HttpRequest, body: shapes.RegisterRisk) -> Any:
    """Put a risk into the register."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), Capability.KEEP_RISK, of_department_or_all(Risk, department), on=clock.today())
    taken = body.model_dump(exclude={"department", "owner"})
    row = register_risk.perform(
        actor(request),
        at=clock.now(),
        department=department,
        owner=person(body.owner, RiskOwnerError, "owner"),
        **taken,
    )
    return Status(201, _page(request, row))


@router.get("/results/risks/{key}", response=with_errors(shapes.RiskPageAnswer))
def get_risk(request: HttpRequest, key: str) -> Any:
    """One risk with its history."""
    _may_read(request)
    return _page(request, read.by_key(standing(request), key))


@router.post("/results/risks/{key}/assessments", response=with_errors(shapes.RiskPageAnswer, 201))
def assess(request: HttpRequest, key: str, body: shapes.AssessRisk) -> Any:
    """Assess a risk; a material change ends its acceptance, and the answer lists the reasons."""
    row = _kept(request, key)
    given = {"inherent": body.inherent, "residual": body.residual, "says": body.says}
    assess_risk.perform(actor(request), at=clock.now(), why=body.why, risk=row, assessment=given, because=body.because)
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/reviews", response=with_errors(shapes.RiskPageAnswer, 201))
def review(request: HttpRequest, key: str, body: shapes.ReviewRisk) -> Any:
    """Record that a risk was looked at."""
    row = _kept(request, key)
    review_risk.perform(actor(request), at=clock.now(), risk=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/controls", response=with_errors(shapes.RiskPageAnswer, 201))
def add_control(request: HttpRequest, key: str, body: shapes.AddControl) -> Any:
    """Put a control on record."""
    row = _kept(request, key)
    taken = body.model_dump(exclude={"owner"})
    add_risk_control.perform(
        actor(request), at=clock.now(), risk=row, owner=person(body.owner, RiskOwnerError, "owner"), **taken
    )
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/controls/{control_id}/tests", response=with_errors(shapes.RiskPageAnswer, 201))
def test(request: HttpRequest, key: str, control_id: Id, body: shapes.TestControl) -> Any:
    """Record a test of a control."""
    row = _kept(request, key)
    control = risk_pages.control(row, control_id)
    record_control_test.perform(actor(request), at=clock.now(), control=control, **body.model_dump())
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/treatments", response=with_errors(shapes.RiskPageAnswer, 201))
def add_treatment(request: HttpRequest, key: str, body: shapes.AddTreatment) -> Any:
    """Decide what is done about a risk."""
    row = _kept(request, key)
    taken = body.model_dump(exclude={"owner"})
    add_risk_treatment.perform(
        actor(request), at=clock.now(), risk=row, owner=person(body.owner, RiskOwnerError, "owner"), **taken
    )
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/indicators", response=with_errors(shapes.RiskPageAnswer, 201))
def tie_indicator(request: HttpRequest, key: str, body: shapes.TieIndicator) -> Any:
    """Tie a measure of the register to a risk."""
    row = _kept(request, key)
    measure = Measure.objects.filter(key__iexact=body.measure).first()
    if measure is None:
        raise read.NoSuchRiskError(
            f"No measure carries the key {body.measure}.", where="measure", remedy="See the list of measures."
        )
    taken = body.model_dump(exclude={"measure"})
    tie_risk_indicator.perform(actor(request), at=clock.now(), risk=row, measure=measure, **taken)
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/acceptances", response=with_errors(shapes.RiskPageAnswer, 201))
def ask(request: HttpRequest, key: str, body: shapes.AskAcceptance) -> Any:
    """Ask that a risk be borne as it stands."""
    row = _kept(request, key)
    request_risk_acceptance.perform(actor(request), at=clock.now(), risk=row, **body.model_dump())
    return Status(201, _page(request, row))


@router.post("/results/risks/{key}/acceptances/{acceptance_id}/decision", response=with_errors(shapes.RiskPageAnswer))
def decide(request: HttpRequest, key: str, acceptance_id: Id, body: shapes.DecideAcceptance) -> Any:
    """Decide on a request; never by whoever made it, and never of another state than the one that was read."""
    row = read.by_key(standing(request), key)
    held = risk_pages.acceptance(standing(request), row, acceptance_id).row
    require(actor(request), Capability.ACCEPT_RISK, held, on=clock.today())
    confirm_password(request)
    decide_risk_acceptance.perform(actor(request), at=clock.now(), acceptance=held, **body.model_dump())
    return _page(request, row)


@router.post("/results/risks/{key}/acceptances/{acceptance_id}/withdrawal", response=with_errors(shapes.RiskPageAnswer))
def withdraw(request: HttpRequest, key: str, acceptance_id: Id, body: shapes.EndAcceptance) -> Any:
    """Withdraw an acceptance, or the request for one."""
    row = read.by_key(standing(request), key)
    held = risk_pages.acceptance(standing(request), row, acceptance_id).row
    asked = held.status == AcceptanceStatus.ASKED
    require(actor(request), Capability.KEEP_RISK if asked else Capability.ACCEPT_RISK, row, on=clock.today())
    confirm_password(request)
    withdraw_risk_acceptance.perform(actor(request), at=clock.now(), acceptance=held, **body.model_dump())
    return _page(request, row)


@router.get("/results/risk-appetites", response=with_errors(list[shapes.AppetiteAnswer]))
def list_appetites(request: HttpRequest) -> Any:
    """The appetites of the departments whose risks the person may look into, and of the enterprise."""
    _may_read(request)
    return [_appetite(one) for one in risk_pages.appetites(standing(request))]


@router.post("/results/risk-appetites", response=with_errors(shapes.AppetiteAnswer, 201))
def set_appetite(request: HttpRequest, body: shapes.SetAppetite) -> Any:
    """Set how much one risk may cost a year on average and still be borne."""
    department = None if body.department is None else seats.department(body.department)
    require(actor(request), Capability.ACCEPT_RISK, of_department_or_all(RiskAppetite, department), on=clock.today())
    confirm_password(request)
    taken = body.model_dump(exclude={"department"})
    row = set_risk_appetite.perform(actor(request), at=clock.now(), department=department, **taken)
    return Status(201, _appetite(row))


def _appetite(row: RiskAppetite) -> dict[str, Any]:
    return {
        "department": row.department.code if row.department else None,
        "category": row.category or None,
        "amount": shapes.money(row.amount),
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
        "says": row.says,
    }


@router.get("/results/quantifications", response=with_errors(Paged[shapes.QuantificationLine]))
def list_runs(request: HttpRequest, page: Number = 1) -> Any:
    """The quantifications that the person may read, the newest first."""
    _may_read(request)
    found = risk_pages.runs(standing(request), page)
    rows = [shapes.run_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/results/quantifications", response=with_errors(shapes.QuantificationAnswer, 201))
def quantify(request: HttpRequest, body: shapes.Quantify) -> Any:
    """Quantify risks together; the same inputs, seed and trials give the same."""
    _may_read(request)
    rows = [read.by_key(standing(request), key) for key in dict.fromkeys(body.risks)]
    departments = {one.department_id for one in rows}
    over = of_department_or_all(RiskQuantification, rows[0].department if len(departments) == 1 else None)
    require(actor(request), Capability.KEEP_RISK, over, on=clock.today())
    row = quantify_risks.perform(
        actor(request), at=clock.now(), why=body.why, risks=rows, trials=body.trials, seed=body.seed
    )
    return Status(201, shapes.run_answer(risk_pages.run(standing(request), row.pk)))


@router.get("/results/quantifications/{run_id}", response=with_errors(shapes.QuantificationAnswer))
def get_run(request: HttpRequest, run_id: Id) -> Any:
    """A quantification with its results."""
    _may_read(request)
    return shapes.run_answer(risk_pages.run(standing(request), run_id))
