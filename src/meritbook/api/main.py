"""The API under `/api/`; its OpenAPI document is at `/api/openapi.json`."""

from __future__ import annotations

from ninja import NinjaAPI

from meritbook import __version__
from meritbook.api import allocations, classes, decisions, errors, proof, tokens
from meritbook.api import positions as positions_
from meritbook.api.auth import AUTH

api = NinjaAPI(
    title="Meritbook",
    version=__version__,
    description=(
        "Class plans, positions, allocations, decisions and the ledger. Every change is one of the actions of the "
        "program, with the same permissions as on the site, and writes one entry to the ledger."
    ),
    auth=AUTH,
    urls_namespace="api",
    # The page that ninja offers for the document loads its scripts from another host, which the site forbids.
    docs_url=None,
)
errors.install(api)
for router in (classes.router, positions_.router, allocations.router, decisions.router, proof.router, tokens.router):
    api.add_router("", router)
