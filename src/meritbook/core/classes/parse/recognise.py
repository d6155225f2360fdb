"""Recognises which known plan a document is, by its class codes and titles, and which government it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meritbook.core.classes.model import ClassPlan
from meritbook.core.classes.parse.draft import PlanDraft, key_of

_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|"
    "Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
)
_CITY = re.compile(
    r"\bCity\s+of\s+(?P<city>[A-Z][A-Za-z]+(?:[ ](?!Personnel|Department|Office|Civil|Charter|Attorney)"
    r"[A-Z][a-z]+)?)|\bCITY\s+OF\s+(?P<capitals>[A-Z]+)\b"
)

STATED = "stated in the document"
KNOWN = "known from the shipped plan of the same classes"


def jurisdiction(text: str) -> str:
    """The state or city that the document names as its government, or nothing."""
    city = _CITY.search(text[:6000])
    if city:
        return "City of " + " ".join((city.group("city") or city.group("capitals").title()).split())
    folded = " ".join(text[:20_000].split())
    lowered = folded.casefold()
    named = "|".join(state for state in _STATES.split("|") if state.casefold() in lowered)
    if not named:
        return ""
    state = re.search(
        rf"\b(?:State|Commonwealth)\s+of\s+(?P<of>{named})\b|\b(?P<before>{named})\s+(?:State\s+)?"
        r"(?:Department|Personnel|Division|Board|Management\s+Service)\b",
        folded,
        re.IGNORECASE,
    )
    return (state.group("of") or state.group("before")).title() if state else ""


def recognise(plan: PlanDraft, title: str, shipped: Sequence[ClassPlan]) -> ClassPlan | None:
    """The shipped plan whose classes these are.

    Class codes decide where both have them; else class titles; for a service, which has no classes, its title. At
    least half of the document's classes must be the shipped plan's.
    """
    codes = {item.code.casefold() for item in plan.classes() if item.code}
    titles = {key_of(item.title) for item in plan.classes() if item.title}
    best: tuple[float, ClassPlan] | None = None
    for candidate in shipped:
        score = _score(codes, titles, key_of(title), candidate)
        if score >= 0.5 and (best is None or score > best[0]):
            best = (score, candidate)
    return best[1] if best else None


def _score(codes: set[str], titles: set[str], title: str, candidate: ClassPlan) -> float:
    theirs = [item for _, item in candidate.classes()]
    their_codes = {item.code.casefold() for item in theirs if item.code}
    if codes and their_codes:
        return len(codes & their_codes) / len(codes)
    if titles:
        return len(titles & {key_of(item.title) for item in theirs}) / len(titles)
    services = [key_of(series.title) for series in candidate.series if series.kind == "service"]
    return 1.0 if any(service and service in title for service in services) else 0.0
