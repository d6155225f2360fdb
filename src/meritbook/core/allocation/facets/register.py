"""The register of facets: every question that a class plan's clause may put to a position.

`docs/reference/facets.md` is generated from it, and a test holds the two together.
"""

from __future__ import annotations

from meritbook.core.allocation.facets.model import Facet, UnknownFacetError

_YES = ("yes",)

_ALL = (
    Facet(
        "program.management", "Part taken in managing programs", "ordered",
        ("carries_out_directives", "assists", "manages"), "closed",
        "managing or directing a program",
        "Does the position itself manage or direct a program, assist someone who does, or carry out what others direct?",
        labels={"carries_out_directives": "carries out directives", "assists": "assists in managing", "manages": "manages or directs"},
    ),
    Facet(
        "program.scope", "Number and diversity of programs", "ordered",
        ("limited", "sub_programs", "multiple", "diversified", "highly_diversified"), "closed",
        "several programs, sub-programs or diverse activities",
        "Which programs and sub-programs does the position manage, and how do they differ?",
        labels={
            "limited": "one program of limited scope", "sub_programs": "sub-programs or diverse activities",
            "multiple": "more than one program", "diversified": "a variety of programs (three or more)", "highly_diversified": "highly diversified programs",
        },
    ),
    Facet(
        "program.count", "Number of programs or functions directed", "number", (), "closed",
        "how many programs it directs", "How many programs does the position direct?",
    ),
    Facet(
        "reach", "How far the work reaches", "ordered",
        ("unit", "agency", "regional", "statewide", "enterprise"), "closed",
        "work that reaches beyond its own unit",
        "How far does the work reach: one unit, the agency, a region, the state, or all of the executive branch?",
        labels={"unit": "one unit", "agency": "the agency", "enterprise": "the whole enterprise"},
    ),
    Facet(
        "scope.definition", "Who defines the scope of the programs", "ordered",
        ("well_defined", "develops_parameters"), "closed",
        "working out the parameters of a program",
        "Is the scope of the programs laid down by others, or does the position develop its parameters?",
        labels={"well_defined": "well defined by others", "develops_parameters": "its parameters are developed by the position"},
    ),
    Facet(
        "integration", "Integrates diversified activities", "set", _YES, "closed",
        "integrating and coordinating diversified activities",
        "Does the position integrate and coordinate diversified activities, and which?",
    ),
    Facet(
        "program.impact", "Impact on the agency's mission", "set", ("large",), "open",
        "a large impact on the agency's mission",
        "How large is the impact of the programs on the agency's mission?", ask="agency_hr",
    ),
    Facet(
        "policy.role", "Part taken in policy", "ordered",
        ("none", "applies", "recommends", "formulates", "establishes"), "closed",
        "formulating or establishing policy",
        "Who writes the policies of the programs: does the position formulate them, recommend them, or apply them?",
        labels={"none": "no part in policy", "applies": "applies policy", "recommends": "recommends policy",
                "formulates": "formulates policy", "establishes": "establishes policy"},
    ),
    Facet(
        "objectives.role", "Part taken in goals and objectives", "ordered",
        ("pursues", "develops", "establishes"), "closed",
        "establishing goals, objectives or strategies",
        "Who establishes the goals and objectives, and who only works toward them?",
    ),
    Facet(
        "priorities.set", "Sets priorities", "set", _YES, "closed",
        "setting priorities among programs", "Who sets the priorities among the programs?",
    ),
    Facet(
        "strategic.planning", "Leads strategic planning", "set", _YES, "closed",
        "strategic planning", "Who leads strategic planning?",
    ),
    Facet(
        "resources.control", "Control over resources", "ordered",
        ("none", "phases", "full"), "closed",
        "control over resources",
        "What may the position decide about the budget and other resources by itself, and what is approved above it?",
        labels={"none": "no control over resources", "phases": "control in phases or within limits",
                "full": "authority and control over the resources"},
    ),
    Facet(
        "fiscal.authority", "Fiscal authority", "ordered",
        ("within_limits", "authorises"), "closed",
        "approving or authorizing fiscal transactions",
        "Up to what amount may the position approve fiscal transactions, and does it allocate funds?", ask="agency_hr",
        labels={"within_limits": "approves transactions within limits", "authorises": "authorizes and allocates"},
    ),
    Facet(
        "staff.supervised", "Directs subordinate staff", "set", _YES, "closed",
        "directing subordinate staff", "Who reports to the position?",
    ),
    Facet(
        "staff.kinds", "Kinds of personnel supervised", "set",
        ("manager", "supervisor", "professional", "technical", "clerical", "other"), "open",
        "the kinds of personnel supervised", "Of which kinds are the positions that report to this one?", ask="agency_hr",
    ),
    Facet(
        "subordinate_managers", "Managers below the position", "ordered",
        ("supervises", "develops"), "closed",
        "managers who report to it",
        "Are there managers among those who report to the position, and does it develop and evaluate them?",
        labels={"supervises": "directs subordinate managers", "develops": "develops and evaluates subordinate managers"},
    ),
    Facet(
        "functions.managed", "Manages operating, support or administrative functions", "set", _YES, "closed",
        "managing a function, unit or program", "Which functions, units or programs does the position manage?",
    ),
    Facet(
        "division.managed", "Manages a division", "set", _YES, "closed",
        "managing a division", "Does the position manage a division?",
    ),
    Facet(
        "contractors.managed", "Manages contractors, vendors or providers", "set", _YES, "closed",
        "contractors, vendors or providers",
        "Who manages the contractors, vendors or providers, and who sets their measures?",
    ),
    Facet(
        "supervisory.duties", "Extent of supervisory duties", "ordered",
        ("none", "leads", "some", "full_range"), "closed",
        "supervisory duties",
        "Does the position perform the full range of supervisory duties (hire, assign, evaluate, discipline), or lead work only?",
        labels={"none": "supervises nobody", "leads": "leads or guides work", "some": "supervises in part",
                "full_range": "the full range of supervisory duties"},
    ),
    Facet(
        "supervises.pay_group", "Pay group of the positions supervised", "set", (), "open",
        "the pay scale group of the positions supervised",
        "At which pay scale group are the positions that it supervises?", ask="agency_hr",
    ),
    Facet(
        "legislative.liaison", "Legislative liaison", "set", _YES, "closed",
        "dealing with the legislature", "Does the position represent the agency before the legislature?",
    ),
    Facet(
        "state.liaison", "Works with the Governor, the Legislature or other agencies", "set", _YES, "closed",
        "work with the Governor's office, the Legislature or other agencies",
        "With whom outside the agency does the position work?",
    ),
    Facet(
        "executive_team", "Member of the executive team", "set", _YES, "open",
        "membership in the agency's executive team",
        "Is the position a member of the agency's executive or senior management team?", ask="agency_hr",
    ),
    Facet(
        "reports_to.level", "Level of the superior", "ordered",
        ("below_the_top", "governing_body"), "open",
        "to whom it reports", "To whom does the position report?", ask="agency_hr",
        labels={"below_the_top": "reports to an executive or manager", "governing_body": "reports to the governor or a governing body"},
    ),
    Facet(
        "overall_responsibility", "Overall responsibility for the performance of programs", "set",
        ("holds", "shared"), "open",
        "overall responsibility for the performance of programs",
        "Who bears overall responsibility for the performance of the programs, and to whom does the position report?", ask="agency_hr",
        labels={"holds": "bears overall responsibility", "shared": "overall responsibility lies above"},
    ),
    Facet(
        "specialised_qualification", "Specialised subject qualification", "ordered",
        ("not_required", "required"), "open",
        "a specialised qualification",
        "Is a specialised subject-matter or functional qualification (a license, a degree in the subject) required?", ask="agency_hr",
        labels={"not_required": "none is required", "required": "a specialised qualification is required"},
    ),
    Facet(
        "direction.received", "Direction received", "set",
        ("immediate", "general_supervision", "administrative", "general_direction"), "open",
        "the direction under which it works",
        "Under what direction does the position work: immediate, general supervision, administrative direction, or general direction?",
        labels={"immediate": "immediate supervision", "administrative": "administrative direction"},
    ),
    Facet(
        "role.cue", "Advising, managing or directing, duty by duty", "set",
        ("advises", "implements", "directs"), "closed",
        "advising, managing or directing", "What does each duty do: advise, manage, or direct?",
    ),
    Facet(
        "role.focus", "Primary focus of the role", "set",
        ("advises", "implements", "directs"), "closed",
        "advising, managing or directing as the focus of the work",
        "What is the primary focus of the position: to advise, to manage and implement, or to direct an agency or major part of one?",
        labels={"advises": "advises", "implements": "manages and implements", "directs": "directs and controls"},
    ),
    Facet(
        "expertise.level", "Depth of expertise", "ordered",
        ("specialised", "highly_specialised", "deep"), "closed",
        "specialised expertise",
        "What expertise does the work rest on, and how is it acquired?", ask="agency_hr",
        labels={"specialised": "specialised expertise", "highly_specialised": "highly specialised expertise", "deep": "deep expertise or post-graduate knowledge"},
    ),
    Facet(
        "advice.audience", "Who is advised", "ordered",
        ("management", "state"), "closed",
        "whom it advises", "Whom does the position advise?",
        labels={"management": "agency management", "state": "the Governor, the Legislature or other agencies"},
    ),
    Facet(
        "it.work", "Information technology work", "ordered",
        ("supports", "manages_or_advises"), "closed",
        "managing, planning or advising on information technology",
        "What part does the position take in information technology services?",
        labels={"supports": "works in information technology", "manages_or_advises": "manages or advises on information technology"},
    ),
    Facet(
        "it.capacity", "Listed information technology capacity", "set",
        ("business_relationship_manager", "security_functional_lead", "solution_architect", "jnet_functional_manager", "ies_supervisor",
         "ies_databases", "database_projects", "accessibility_coordinator", "accessibility_procurement_liaison"), "closed",
        "this capacity", "In which of the listed capacities does the position serve?", ask="agency_hr",
    ),
    Facet(
        "results.initiatives", "Results initiatives", "set",
        ("empowerment", "lean", "organizational_development", "performance_auditing", "performance_measurement",
         "planning_and_deployment", "risk_management"), "closed",
        "a results initiative",
        "In which results initiatives does the position work?",
    ),
    Facet(
        "results.work", "Kind of work on results initiatives", "ordered",
        ("entry_journey", "complex", "administers"), "closed",
        "facilitating, advising on or administering a results initiative",
        "Does the position facilitate an initiative, advise department management on it, or administer it?",
        labels={"entry_journey": "facilitates, trains and assists", "complex": "complex work: advises management and recommends",
                "administers": "administers an initiative"},
    ),
    Facet(
        "results.oversight", "Oversight of lower positions in the series", "set", _YES, "closed",
        "oversight of practitioners or facilitators", "Does the position oversee the work of practitioners or facilitators?",
    ),
    Facet(
        "department.name", "Department in which the position stands", "set",
        ("office_of_administration", "department_of_management", "another"), "open",
        "the department in which it stands", "In which department is the position located?", ask="agency_hr",
        labels={"office_of_administration": "Office of Administration", "department_of_management": "Department of Management", "another": "another department"},
    ),
    Facet(
        "management_class", "Belongs to the Management class", "set", _YES, "open",
        "the Management class", "Has the position been allocated to the Management class?", ask="personnel_director",
    ),
)  # fmt: skip

FACETS: dict[str, Facet] = {entry.key: entry for entry in _ALL}


def facet(key: str) -> Facet:
    """The facet of this name; refuses one that is not in the register."""
    try:
        return FACETS[key]
    except KeyError:
        raise UnknownFacetError(f"There is no facet {key!r}.", where=key) from None
