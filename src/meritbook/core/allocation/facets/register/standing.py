"""Where the position stands: superiors, liaison, qualification, direction, department."""

from __future__ import annotations

from meritbook.core.allocation.facets.model import Facet

_YES = ("yes",)

FACETS = (
    Facet(
        "legislative.liaison",
        "Legislative liaison",
        "set",
        _YES,
        "closed",
        "dealing with the legislature",
        "Does the position represent the agency before the legislature?",
    ),
    Facet(
        "state.liaison",
        "Works with the Governor, the Legislature or other agencies",
        "set",
        _YES,
        "closed",
        "work with the Governor's office, the Legislature or other agencies",
        "With whom outside the agency does the position work?",
    ),
    Facet(
        "executive_team",
        "Member of the executive team",
        "set",
        _YES,
        "open",
        "membership in the agency's executive team",
        "Is the position a member of the agency's executive or senior management team?",
        ask="agency_hr",
    ),
    Facet(
        "reports_to.level",
        "Level of the superior",
        "ordered",
        ("below_the_top", "governing_body"),
        "open",
        "to whom it reports",
        "To whom does the position report?",
        ask="agency_hr",
        labels={
            "below_the_top": "reports to an executive or manager",
            "governing_body": "reports to the governor or a governing body",
        },
    ),
    Facet(
        "overall_responsibility",
        "Overall responsibility for the performance of programs",
        "set",
        ("holds", "shared"),
        "open",
        "overall responsibility for the performance of programs",
        "Who bears overall responsibility for the performance of the programs, and to whom does the position report?",
        ask="agency_hr",
        labels={"holds": "bears overall responsibility", "shared": "overall responsibility lies above"},
    ),
    Facet(
        "specialised_qualification",
        "Specialised subject qualification",
        "ordered",
        ("not_required", "required"),
        "open",
        "a specialised qualification",
        "Is a specialised subject-matter or functional qualification (a license, a degree in the subject) required?",
        ask="agency_hr",
        labels={"not_required": "none is required", "required": "a specialised qualification is required"},
    ),
    Facet(
        "direction.received",
        "Direction received",
        "set",
        ("immediate", "general_supervision", "administrative", "general_direction"),
        "open",
        "the direction under which it works",
        "Under what direction does the position work: immediate, general supervision, "
        "administrative direction, or general direction?",
        labels={"immediate": "immediate supervision", "administrative": "administrative direction"},
    ),
    Facet(
        "department.name",
        "Department in which the position stands",
        "set",
        ("office_of_administration", "department_of_management", "another"),
        "open",
        "the department in which it stands",
        "In which department is the position located?",
        ask="agency_hr",
        labels={
            "office_of_administration": "Office of Administration",
            "department_of_management": "Department of Management",
            "another": "another department",
        },
    ),
)
