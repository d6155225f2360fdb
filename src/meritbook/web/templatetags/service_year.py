"""Words of the service's year on a page: dollars, and whether a choice is possible by the law."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from meritbook.core.service.choice_parts import dollars
from meritbook.core.verdict import Verdict
from meritbook.web.templatetags.meritbook import state

register = template.Library()

POSSIBLE = {Verdict.MET: "possible", Verdict.NOT_MET: "not possible", Verdict.UNDETERMINED: "undetermined"}


register.filter("dollars", dollars)


@register.simple_tag
def possible(verdict: Verdict) -> SafeString:
    """Whether a choice is possible by the law, as icon and word."""
    return state(str(verdict), POSSIBLE[Verdict(verdict)])
