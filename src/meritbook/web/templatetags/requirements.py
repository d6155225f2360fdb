"""What the pages about requirements ask for: a part in words, and small cuts of names."""

from __future__ import annotations

from django import template

from meritbook.core.qualifications.model import AnyNode
from meritbook.core.qualifications.wording import Reading, kind_in_words, readings

register = template.Library()


@register.filter
def kind_words(node: AnyNode) -> str:
    """The kind of a part."""
    return kind_in_words(node)


@register.filter
def read_words(node: AnyNode) -> tuple[Reading, ...]:
    """What was read of a part."""
    return readings(node)


@register.filter
def first_name(names: str) -> str:
    """The first of several names of places."""
    return names.partition(" ")[0]


@register.filter
def after_colon(name: str) -> str:
    """The name of a proposed example without the part that it is about, which stands above it."""
    return name.partition(": ")[2].capitalize()
