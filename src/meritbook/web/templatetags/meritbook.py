"""Icons, verdicts, pieces of documents and other small things that templates ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meritbook.core.documents import Passage, Quote, Span
from meritbook.core.positions.layout import (
    BUDGET_IN_WORDS,
    DIRECTION_IN_WORDS,
    POLICY_IN_WORDS,
    money,
    plain_number,
    program_line,
    subordinate_line,
)
from meritbook.core.positions.model import PositionDescription
from meritbook.core.verdict import Verdict
from meritbook.desk.acts import Act
from meritbook.desk.answers import person
from meritbook.desk.fields import NAMES
from meritbook.web import marks
from meritbook.web.shell import Shell, frame

register = template.Library()

ICONS = {
    "met": ("check_circle", "Met"),
    "not_met": ("cancel", "Not met"),
    "undetermined": ("help", "Undetermined"),
    "clear": ("check_circle", "Clear"),
    "caught": ("cancel", "Excluded"),
    "fits": ("check_circle", "Fits"),
    "does_not_fit": ("cancel", "Does not fit"),
    "excluded": ("cancel", "Excluded"),
    "belongs": ("check_circle", "Belongs"),
    "does_not_belong": ("cancel", "Does not belong"),
    "allocated": ("check_circle", "Allocated"),
    "none": ("remove", "No class"),
    "advised": ("info", "Advised, not followed"),
    "does_not_bear": ("remove", "Does not bear on it"),
    "follows": ("arrow_forward", "Follows"),
}
"""For each state: the icon and the word. Both always stand together, so that colour is never alone."""

TONES = {
    "met": "good",
    "clear": "good",
    "fits": "good",
    "belongs": "good",
    "allocated": "good",
    "undetermined": "open",
    "none": "plain",
    "advised": "open",
    "does_not_bear": "plain",
    "follows": "open",
}


@register.simple_tag(takes_context=True)
def shell(context: dict[str, Any]) -> Shell:
    """The frame of the page."""
    return frame(context["request"])


@register.simple_tag
def icon(name: str, size: int = 0) -> SafeString:
    """A decorative icon of the design system's sprite."""
    return format_html(
        '<svg class="usa-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" usa-icon--size-{size}" if size else "",
        static("vendor/uswds/img/sprite.svg"),
        name,
    )


@register.simple_tag
def state(name: str, word: str = "") -> SafeString:
    """A state as icon and word."""
    key = str(name)
    picture, default = ICONS.get(key, ("info", key.replace("_", " ").capitalize()))
    tone = TONES.get(key, "bad")
    return format_html('<span class="mb-state mb-state--{}">{}{}</span>', tone, icon(picture), word or default)


@register.simple_tag
def exclusion_state(verdict: str) -> SafeString:
    """The state of an exclusion: an exclusion that is *not* met is clear."""
    return state({"met": "caught", "not_met": "clear"}.get(str(verdict), "undetermined"))


@register.filter
def turned(verdict: str) -> list[tuple[str, str]]:
    """The verdicts that a reader may try instead of this one, with their words."""
    return [(str(other), ICONS[str(other)][1]) for other in Verdict if other != verdict]


@register.filter
def place(span: Span) -> str:
    """The fragment of a place, without the hash."""
    return marks.address(span)


@register.filter
def at(span: Span) -> str:
    """The query and fragment that open a place in a text: `?mark=1-5#s1-5`."""
    return f"?mark={span.start}-{span.end}#{marks.address(span)}"


@register.simple_tag
def words(passages: Iterable[Passage] | Passage | None, base: str = "") -> SafeString:
    """Passages as paragraphs, each with a link to its place in the source when `base` gives the source's address."""
    several = [passages] if isinstance(passages, Passage) else list(passages or ())
    return format_html_join("", "<p>{}{}</p>", ((one.text, source_link(one, base)) for one in several))


@register.simple_tag
def source_link(passage: Passage, base: str = "") -> SafeString:
    """A small link to the passage's first place in its source; nothing without a place or an address."""
    if not passage.spans or base == "":
        return SafeString("")
    target = f"#{marks.address(passage.spans[0])}" if base == "#" else base + at(passage.spans[0])
    beginning = " ".join(passage.text.split()[:6])
    return format_html(
        ' <a class="mb-source-link" href="{}">source<span class="usa-sr-only"> of “{}”</span></a>', target, beginning
    )


@register.simple_tag
def quote_link(quote: Quote, places: Mapping[str, str]) -> SafeString:
    """Where a quote stands, as a link to its place; `places` gives the address of each text by its key."""
    label = quote.label or "place in the text"
    base = places.get(quote.document)
    if base is None:
        return format_html("{}", label)
    return format_html('<a href="{}">{}</a>', base + at(quote.span), label)


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The page's own query string with some values changed; empty values leave."""
    request: HttpRequest = context["request"]
    values = request.GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            values.pop(key, None)
        else:
            values[key] = str(value)
    return "?" + urlencode(sorted(values.lists()), doseq=True)


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """The value under a key that is itself a variable."""
    return mapping.get(key)


@register.filter
def field_name(path: str) -> str:
    """A path of a position description as people write it: `duties.2.percent` becomes `Duties 2 percent`."""
    return path.replace("_", " ").replace(".", " ").capitalize()


@register.filter
def named(value: str) -> str:
    """A stored word as people write it: `appointing_authority` becomes `appointing authority`."""
    return str(value).replace("_", " ")


@register.filter
def clause_place(path: str, names: Mapping[str, str]) -> str:
    """A place of a plan comparison with titles in place of refs: `Ferry Captain: duties`."""
    *owners, field = path.split(" / ")
    last = field.rpartition(".")[2].replace("_", " ")
    return ": ".join([*(names.get(one, one) for one in owners), NAMES.get(last.replace(" ", "_"), last)])


@register.filter
def asked(who: str) -> str:
    """Whom a question goes to, as people say it."""
    return person(who)


QUOTED = re.compile(r"“[^”]*” \(([^()]*)\)")


@register.filter
def briefly(reason: str) -> str:
    """A reason that cites places without the words that stand in them, for where these are shown beside it."""
    return QUOTED.sub(r"\1", reason)


@register.filter
def dollars(amount: Decimal) -> str:
    """`-$1,200`, or with cents where there are some."""
    figure = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"{'-' if amount < 0 else ''}${figure}"


@register.filter
def as_percent(rate: Decimal) -> str:
    """`7%` of 0.07, with one place where it needs one."""
    return f"{rate * 100:.1f}".removesuffix(".0") + "%"


@register.filter
def grouped(count: int) -> str:
    """A whole number with its thousands apart: 20,000."""
    return f"{count:,}"


@register.filter
def percent_of(part: int, whole: int) -> str:
    """`part` of `whole` in percent with one decimal; never rounded up to 100."""
    if not whole:
        return "0 %"
    exact = part * 1000 // whole
    return f"{exact // 10}.{exact % 10} %" if exact % 10 else f"{exact // 10} %"


WIDGETS = {"textarea": "usa-textarea", "select": "usa-select", "file": "usa-input mb-file"}


@register.inclusion_tag("partials/field.html")
def field(bound: BoundField, label_number: int | None = None, **attributes: str) -> dict[str, Any]:
    """A field with label, hint, errors and widget, tied together; `label_number` tells like rows apart."""
    kind = getattr(bound.field.widget, "input_type", "") or type(bound.field.widget).__name__.lower()
    said = [f"{bound.id_for_label}_hint"] if bound.help_text else []
    if bound.errors:
        said.append(f"{bound.id_for_label}_error")
    attrs: dict[str, Any] = {"class": WIDGETS.get(kind, "usa-input")}
    if bound.errors:
        attrs["class"] += " usa-input--error"
        attrs["aria-invalid"] = "true"
    if said:
        attrs["aria-describedby"] = " ".join(said)
    required = bound.field.required and getattr(bound.form, "asks", True)
    if required:
        attrs["aria-required"] = "true"
    attrs.update({name.replace("_", "-"): value for name, value in attributes.items()})
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attrs),
        "show_required": required,
        "label_number": label_number,
    }


@register.simple_tag
def act_address(act: Act) -> str:
    """Where an act on the desk is done."""
    if act.view == "web:plan_current":
        return reverse(act.view, args=["iowa"])
    place = act.key or act.id
    address = reverse(act.view, args=[*([place] if place is not None else []), *act.more])
    return f"{address}?{act.query}" if act.query else address


@register.filter
def facts(position: PositionDescription) -> list[tuple[str, str]]:
    """What a description states beside purpose and duties, in words; what it does not state is left out."""
    one = position
    found = [
        ("Working title", one.working_title),
        ("Current class", one.current_class),
        ("Division", one.division),
        ("Unit", one.unit),
        ("Location", one.location),
        ("Reports to", " ".join(part for part in (one.reports_to.title, one.reports_to.position_number) if part))
        if one.reports_to
        else ("", ""),
        ("Direction received", DIRECTION_IN_WORDS[one.direction_received] if one.direction_received else ""),
        ("Supervises", _staff(one)),
        ("About supervision", one.supervision),
        ("Budget a year", money(one.budget) if one.budget is not None else ""),
        ("Part in the budget", BUDGET_IN_WORDS[one.budget_role] if one.budget_role else ""),
        ("About money and resources", one.budget_text),
        ("Full-time equivalents directed", plain_number(one.fte) if one.fte is not None else ""),
        ("Programs", "\n".join(program_line(program) for program in one.programs)),
        ("Part in policy", POLICY_IN_WORDS[one.policy_role] if one.policy_role else ""),
        ("About policy", one.policy_text),
        ("Decisions", one.decisions),
        ("Contacts", one.contacts),
        ("Specialised subject qualification", _specialised(one)),
        ("Qualifications asked of candidates", one.qualifications),
        *one.other,
    ]
    return [(label, text) for label, text in found if text]


def _staff(one: PositionDescription) -> str:
    if one.subordinates is None:
        return ""
    return "\n".join(subordinate_line(line) for line in one.subordinates) or "nobody"


def _specialised(one: PositionDescription) -> str:
    if one.specialised_qualification_required is False:
        return "none is needed"
    lead = "necessary" if one.specialised_qualification_required else ""
    return ": ".join(part for part in (lead, one.specialised_qualification) if part)
