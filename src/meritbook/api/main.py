"""The API under `/api/`; its OpenAPI document is at `/api/openapi.json`."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from meritbook import __version__
from meritbook.api import (
    agreements,
    allocations,
    applications,
    assessment_reports,
    assessments,
    audits,
    board_years,
    boards,
    classes,
    competency_models,
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
    growth,
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
    talent,
    tokens,
    value_files,
)
from meritbook.api import positions as positions_
from meritbook.api.auth import AUTH


class _Documented(NinjaAPI):
    """The API, whose OpenAPI document is drawn up once for each address that it stands below, not at each request."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document with addresses below `path_prefix`; whoever is given it leaves it as it is."""
        return _document(self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


@cache
def _document(path_prefix: str) -> OpenAPISchema:
    # No operation is added after this module was read.
    return NinjaAPI.get_openapi_schema(api, path_prefix=path_prefix)


api = _Documented(
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
    growth.router,
    audits.router,
    reports.router,
    development.router,
    surveys.router,
    assessments.router,
    assessment_reports.router,
    lean.router,
    strategic_plans.router,
    talent.router,
    competency_models.router,
    tokens.router,
):
    api.add_router("", router)
api.add_router("", rest)
