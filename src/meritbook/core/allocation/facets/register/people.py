"""What the position has at its command: resources, staff, managers, contractors."""

from __future__ import annotations

from meritbook.core.allocation.facets.model import Facet

_YES = ("yes",)

FACETS = (
    Facet(
        "resources.control",
        "Control over resources",
        "ordered",
        ("none", "phases", "full"),
        "closed",
        "control over resources",
        "What may the position decide about the budget and other resources by itself, and what is approved above it?",
        labels={
            "none": "no control over resources",
            "phases": "control in phases or within limits",
            "full": "authority and control over the resources",
        },
    ),
    Facet(
        "fiscal.authority",
        "Fiscal authority",
        "ordered",
        ("within_limits", "authorises"),
        "closed",
        "approving or authorizing fiscal transactions",
        "Up to what amount may the position approve fiscal transactions, and does it allocate funds?",
        ask="agency_hr",
        labels={"within_limits": "approves transactions within limits", "authorises": "authorizes and allocates"},
    ),
    Facet(
        "staff.supervised",
        "Directs subordinate staff",
        "set",
        _YES,
        "closed",
        "directing subordinate staff",
        "Who reports to the position?",
    ),
    Facet(
        "staff.kinds",
        "Kinds of personnel supervised",
        "set",
        ("manager", "supervisor", "professional", "technical", "clerical", "other"),
        "open",
        "the kinds of personnel supervised",
        "Of which kinds are the positions that report to this one?",
        ask="agency_hr",
    ),
    Facet(
        "subordinate_managers",
        "Managers below the position",
        "ordered",
        ("supervises", "develops"),
        "closed",
        "managers who report to it",
        "Are there managers among those who report to the position, and does it develop and evaluate them?",
        labels={
            "supervises": "directs subordinate managers",
            "develops": "develops and evaluates subordinate managers",
        },
    ),
    Facet(
        "contractors.managed",
        "Manages contractors, vendors or providers",
        "set",
        _YES,
        "closed",
        "contractors, vendors or providers",
        "Who manages the contractors, vendors or providers, and who sets their measures?",
        raised_by=r"contractors?|contracted|vendors?|providers?|grantees?|sub-?recipients?|collection agenc(?:y|ies)|"
        r"outside (?:firms?|agenc(?:y|ies)|consultants)",
    ),
    Facet(
        "supervisory.duties",
        "Extent of supervisory duties",
        "ordered",
        ("none", "leads", "some", "full_range"),
        "closed",
        "supervisory duties",
        "Does the position perform the full range of supervisory duties "
        "(hire, assign, evaluate, discipline), or lead work only?",
        labels={
            "none": "supervises nobody",
            "leads": "leads or guides work",
            "some": "supervises in part",
            "full_range": "the full range of supervisory duties",
        },
    ),
    Facet(
        "supervises.pay_group",
        "Pay group of the positions supervised",
        "set",
        (),
        "open",
        "the pay scale group of the positions supervised",
        "At which pay scale group are the positions that it supervises?",
        ask="agency_hr",
    ),
)
