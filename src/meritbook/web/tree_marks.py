"""The words of a requirement with a way from each stretch to the part that was read from it, and back.

A text is cut where the words of a part begin or end. Each piece is one mark with its own address, leads to the
innermost part that it belongs to, and is named by every part around it, so that choosing a part lights all its words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from meritbook.core.documents.model import Span
from meritbook.core.qualifications.model import AnyNode, Requirement
from meritbook.core.qualifications.wording import kind_in_words
from meritbook.desk.judgements import anchor_of
from meritbook.web.marks import address


@dataclass(frozen=True)
class MarkedRequirement:
    """The text as safe HTML, and the addresses of each part's pieces by its id, its own words before those within."""

    html: SafeString
    lights: dict[str, str]


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    order: int
    node: AnyNode


def marked_requirement(requirement: Requirement, lit: Collection[str] = ()) -> MarkedRequirement:
    """The text of a requirement, marked; `lit` names the pieces that are shown as chosen."""
    own: dict[str, list[str]] = {}
    within: dict[str, list[str]] = {}
    parts: list[str] = []
    text = requirement.text
    unread = {node.id for node in requirement.nodes() if node.kind == "text"}
    for start, end, covering in _pieces(requirement):
        words = text[start:end]
        if not covering or not words.strip():
            parts.append(escape(words))
            continue
        name = address(Span(start=start, end=end))
        inner = min(covering, key=lambda one: (one.end - one.start, -one.order))
        own.setdefault(inner.node.id, []).append(name)
        for one in covering:
            if one is not inner:
                within.setdefault(one.node.id, []).append(name)
        classes = [*(["is-lit"] if name in lit else []), *(["mb-unread"] if inner.node.id in unread else [])]
        styled = f' class="{" ".join(classes)}"' if classes else ""
        title = escape(f"{inner.node.id}: {kind_in_words(inner.node)}")
        parts.append(
            f'<mark id="{name}" data-of="{name}" tabindex="-1"{styled}>'
            f'<a href="#{anchor_of("node", inner.node.id)}" title="{title}">{escape(words)}</a></mark>'
        )
    lights = {
        node.id: " ".join(dict.fromkeys([*own.get(node.id, []), *within.get(node.id, [])]))
        for node in requirement.nodes()
    }
    return MarkedRequirement(mark_safe("".join(parts)), lights)  # noqa: S308 - every word went through escape()


def _pieces(requirement: Requirement) -> Iterator[tuple[int, int, list[_Place]]]:
    """The text cut at every border, each piece with the places that cover it."""
    places = [
        _Place(span.start, span.end, order, node)
        for order, node in enumerate(requirement.nodes())
        for span in node.spans
        if span.end > span.start
    ]
    places.sort(key=lambda one: one.start)
    borders = sorted({0, len(requirement.text), *(edge for one in places for edge in (one.start, one.end))})
    active: list[_Place] = []
    coming = 0
    for start, end in pairwise(borders):
        active = [one for one in active if one.end > start]
        while coming < len(places) and places[coming].start <= start:
            active.append(places[coming])
            coming += 1
        yield start, end, active
