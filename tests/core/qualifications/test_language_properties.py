"""What holds for every text: nothing is lost, nothing breaks, and the same text gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from meritbook.core.qualifications.model import Requirement, json_schema, walk
from meritbook.core.qualifications.parse import parse_requirement
from meritbook.core.values import canonical_json

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "reference" / "schemas" / "requirement.schema.json"

_PIECES = st.sampled_from([
    "Two years of welding experience", "a bachelor's degree in botany", "and", "or", "and/or", ";", ".", ",", ":",
    "(", ")", "\n", "\n\n", "1.", "2.", "a.", "b.", "(1)", "•", "Either I", "Or II", "EDUCATION", "AND",
    "GENERAL EXPERIENCE:", "NOTES", "one (1) year (2 years)", "at least two of the following",
    "may be substituted for", "on a year-for-year basis", "Any equivalent combination of education and experience",
    "possession of a valid license", "within the last five years", "two years of which", "including",
    "Harbor Clerk", "as determined by the agency", "24 semester units", "’", "–",
])  # fmt: skip
TEXTS = st.one_of(
    st.lists(_PIECES, min_size=1, max_size=18).map(" ".join),
    st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=120),
).filter(lambda text: any(character.isalnum() for character in text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_character_stands_in_a_node_and_every_node_in_the_text(text: str) -> None:
    requirement = parse_requirement(text)
    covered = [False] * len(text)
    for node in requirement.nodes():
        for span in node.spans:
            assert span.end <= len(text)
            covered[span.start : span.end] = [True] * (span.end - span.start)
    lost = [character for character, seen in zip(text, covered, strict=True) if not seen and not character.isspace()]
    assert lost == []


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_ids_are_unique_and_every_pointer_leads_to_a_node(text: str) -> None:
    requirement = parse_requirement(text)
    nodes = list(walk(requirement.root))
    ids = [node.id for node in nodes]
    assert len(ids) == len(set(ids)) == requirement.counts.nodes
    for node in nodes:
        for name in ("replaces", "of", "must_include"):
            pointed = getattr(node, name, ())
            if node.kind in ("substitution", "admission", "counting") or name == "must_include":
                assert set(pointed) <= set(ids)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_bytes_and_survives_json(text: str) -> None:
    requirement = parse_requirement(text)
    assert canonical_json(requirement) == canonical_json(parse_requirement(text))
    assert Requirement.model_validate_json(requirement.model_dump_json()) == requirement


def test_the_published_schema_is_the_schema_of_the_value() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema()


def test_a_requirement_is_valid_by_the_published_schema() -> None:
    requirement = parse_requirement(
        "Two years of welding experience and a bachelor's degree; or\n\nFour years of welding."
    )
    jsonschema.Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8"))).validate(requirement.plain())
