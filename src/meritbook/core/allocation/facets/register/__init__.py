"""The register of facets: every question that a class plan's clause may put to a position.

`docs/reference/facets.md` is generated from it, and a test holds the two together.
"""

from __future__ import annotations

from meritbook.core.allocation.facets.model import Facet, UnknownFacetError
from meritbook.core.allocation.facets.register import people, role, standing, work

__all__ = ["FACETS", "facet"]

FACETS: dict[str, Facet] = {
    entry.key: entry for entry in (*work.FACETS, *people.FACETS, *standing.FACETS, *role.FACETS)
}


def facet(key: str) -> Facet:
    """The facet of this name; refuses one that is not in the register."""
    try:
        return FACETS[key]
    except KeyError:
        raise UnknownFacetError(f"There is no facet {key!r}.", where=key) from None
