"""Facets: the questions that class plans put to a position, and how a description is read for their answers."""

from meritbook.core.allocation.facets.evidence import Evidence
from meritbook.core.allocation.facets.model import Answer, Facet, Reading, Strength, UnknownFacetError
from meritbook.core.allocation.facets.register import FACETS, facet

__all__ = ["FACETS", "Answer", "Evidence", "Facet", "Reading", "Strength", "UnknownFacetError", "facet"]
