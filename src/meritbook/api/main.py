"""The API under `/api/`; its OpenAPI document is at `/api/openapi.json`."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router

from meritbook import __version__
from meritbook.api import (
    agreements,
    allocations,
    applications,
    audits,
    board_years,
    boards,
    classes,
    consequences,
    contract_year,
    custody,
    decisions,
    determinations,
    development,
    errors,
    examinations,
    executives,
    filing,
    helping,
    jobs,
    law,
    lean,
    measures,
    nominations,
    pay,
    pay_limits,
    proof,
    qualifying,
    ratings,
    reports,
    requirements,
    returns,
    reviews,
    risks,
    service,
    service_year,
    signatures,
    strategic_plans,
    surveys,
    tokens,
    value_files,
)
from meritbook.api import positions as positions_
from meritbook.api.auth import AUTH

api = NinjaAPI(
    title="Meritbook",
    version=__version__,
    description=(
        "Class plans, law, positions, allocations, decisions, minimum qualifications and the ledger. Every change is "
        "one of the actions of the program, with the same permissions as on the site, and writes one entry to the "
        "ledger."
    ),
    auth=AUTH,
    urls_namespace="api",
    # The page that ninja offers for the document loads its scripts from another host, which the site forbids.
    docs_url=None,
)
errors.install(api)
rest = Router()


@rest.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:address}", include_in_schema=False)
def nowhere(request: HttpRequest, address: str) -> None:
    """Answer every other address in the one shape of errors; it is added last, so that it takes only what is left."""
    raise Http404(address)


for router in (
    classes.router,
    positions_.router,
    allocations.router,
    decisions.router,
    qualifying.router,
    requirements.router,
    law.router,
    examinations.router,
    applications.router,
    determinations.router,
    consequences.router,
    jobs.router,
    service.router,
    nominations.router,
    executives.router,
    custody.router,
    agreements.router,
    pay.router,
    pay_limits.router,
    filing.router,
    service_year.router,
    ratings.router,
    contract_year.router,
    signatures.router,
    measures.router,
    value_files.router,
    proof.router,
    boards.router,
    board_years.router,
    returns.router,
    reviews.router,
    risks.router,
    helping.router,
    audits.router,
    reports.router,
    development.router,
    surveys.router,
    lean.router,
    strategic_plans.router,
    tokens.router,
):
    api.add_router("", router)
api.add_router("", rest)
