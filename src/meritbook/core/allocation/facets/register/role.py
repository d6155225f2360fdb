"""What kind of work it is: advising, managing or directing, expertise, information technology, results initiatives."""

from __future__ import annotations

from meritbook.core.allocation.facets.model import Facet

_YES = ("yes",)

FACETS = (
    Facet(
        "role.cue",
        "Advising, managing or directing, duty by duty",
        "set",
        ("advises", "implements", "directs"),
        "closed",
        "advising, managing or directing",
        "What does each duty do: advise, manage, or direct?",
    ),
    Facet(
        "role.focus",
        "Primary focus of the role",
        "set",
        ("advises", "implements", "directs"),
        "closed",
        "advising, managing or directing as the focus of the work",
        "What is the primary focus of the position: to advise, to manage and implement, "
        "or to direct an agency or major part of one?",
        labels={"advises": "advises", "implements": "manages and implements", "directs": "directs and controls"},
    ),
    Facet(
        "expertise.level",
        "Depth of expertise",
        "ordered",
        ("specialised", "highly_specialised", "deep"),
        "closed",
        "specialised expertise",
        "What expertise does the work rest on, and how is it acquired?",
        ask="agency_hr",
        labels={
            "specialised": "specialised expertise",
            "highly_specialised": "highly specialised expertise",
            "deep": "deep expertise or post-graduate knowledge",
        },
    ),
    Facet(
        "advice.audience",
        "Who is advised",
        "ordered",
        ("management", "state"),
        "closed",
        "whom it advises",
        "Whom does the position advise?",
        labels={"management": "agency management", "state": "the Governor, the Legislature or other agencies"},
    ),
    Facet(
        "it.work",
        "Information technology work",
        "ordered",
        ("supports", "manages_or_advises"),
        "closed",
        "managing, planning or advising on information technology",
        "What part does the position take in information technology services?",
        labels={
            "supports": "works in information technology",
            "manages_or_advises": "manages or advises on information technology",
        },
    ),
    Facet(
        "it.capacity",
        "Listed information technology capacity",
        "set",
        (
            "business_relationship_manager",
            "security_functional_lead",
            "solution_architect",
            "jnet_functional_manager",
            "ies_supervisor",
            "ies_databases",
            "database_projects",
            "accessibility_coordinator",
            "accessibility_procurement_liaison",
        ),
        "closed",
        "this capacity",
        "In which of the listed capacities does the position serve?",
        ask="agency_hr",
    ),
    Facet(
        "results.initiatives",
        "Results initiatives",
        "set",
        (
            "empowerment",
            "lean",
            "organizational_development",
            "performance_auditing",
            "performance_measurement",
            "planning_and_deployment",
            "risk_management",
        ),
        "closed",
        "a results initiative",
        "In which results initiatives does the position work?",
    ),
    Facet(
        "results.work",
        "Kind of work on results initiatives",
        "ordered",
        ("entry_journey", "complex", "administers"),
        "closed",
        "facilitating, advising on or administering a results initiative",
        "Does the position facilitate an initiative, advise department management on it, or administer it?",
        labels={
            "entry_journey": "facilitates, trains and assists",
            "complex": "complex work: advises management and recommends",
            "administers": "administers an initiative",
        },
    ),
    Facet(
        "results.oversight",
        "Oversight of lower positions in the series",
        "set",
        _YES,
        "closed",
        "oversight of practitioners or facilitators",
        "Does the position oversee the work of practitioners or facilitators?",
    ),
)
