"""The published pages of the allocation are those that the code writes."""

from __future__ import annotations

import json
from pathlib import Path

from meritbook.core.allocation.facets import FACETS
from meritbook.core.allocation.facets.forms import compile_cue
from meritbook.core.allocation.facets.lexicon import CUES
from meritbook.core.allocation.facets.reference import markdown
from meritbook.core.allocation.model import json_schema

DOCS = Path(__file__).parents[3] / "docs"
REWRITE = "write it anew from the function that the test names"


def test_the_reference_of_facets_is_the_register() -> None:
    assert (DOCS / "reference" / "facets.md").read_text(encoding="utf-8") == markdown(), REWRITE


def test_the_published_schema_is_that_of_the_result() -> None:
    published = (DOCS / "reference" / "schemas" / "allocation.schema.json").read_text(encoding="utf-8")
    assert published == json.dumps(json_schema(), indent=2, sort_keys=True) + "\n", REWRITE


def test_every_cue_speaks_for_a_value_of_a_facet_in_the_register() -> None:
    for cue in CUES:
        assert cue.value in FACETS[cue.facet].values
        assert not cue.assisting or cue.assisting in FACETS[cue.facet].values


def test_every_cue_compiles() -> None:
    for cue in CUES:
        pattern, _ = compile_cue(*cue.notations)
        assert pattern.groups == 0, f"{cue.facet} {cue.value}: groups slow a cue down and are not read"
