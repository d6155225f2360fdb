"""Each clause from both sides of its boundary: one sentence changes, and the verdict with it."""

from __future__ import annotations

import pytest

from meritbook.core.allocation.engine import allocate
from meritbook.core.allocation.model import AllocationResult, Finding
from meritbook.core.positions.model import PositionDescription, Subordinate
from meritbook.core.verdict import Verdict
from meritbook.plans import load_shipped

from . import descriptions as d
from .descriptions import described

MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED


def allocated(position: PositionDescription, *keys: str) -> AllocationResult:
    shipped = load_shipped()
    return allocate(position, [shipped[key] for key in (keys or tuple(shipped))])


def finding(result: AllocationResult, criterion: str) -> Finding:
    every = [f for s in result.series for f in s.clauses] + [f for c in result.candidates for f in c.clauses]
    return next(f for f in every if f.criterion == criterion)


def program(*sentences: str, **fields: object) -> PositionDescription:
    """The director of one program, with these duties beside."""
    fields = {"jurisdiction": "Kansas", "specialised_qualification_required": False, **fields}
    return described(
        "Plans, organizes and directs the inspection program and supervises its staff.",
        "Confers with local officials and answers questions from the public about the program.",
        *sentences,
        above="Division Director",
        **fields,
    )


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Formulates inspection policies.", MET),
        ("Writes the policies that inspectors follow.", MET),
        ("Develops, implements and evaluates program policy.", MET),
        ("Is responsible for the formulation of policy.", MET),
        ("Drafts policy for the signature of the division director.", MET),
        ("Recommends policy to the division director.", NOT_MET),
        ("Assists the division director in formulating policy.", NOT_MET),
        ("Provides input into policy development.", NOT_MET),
        ("Applies the policies that the division director sets.", NOT_MET),
        ("The division director formulates policy.", NOT_MET),
        ("Does not formulate policy.", NOT_MET),
        ("Implements policies established by executive management.", NOT_MET),
        ("Reviews insurance policies for coverage.", NOT_MET),
        ("May formulate policy when the director is absent.", OPEN),
    ],
)
def test_formulating_policy_is_told_from_applying_recommending_and_helping(sentence: str, verdict: Verdict) -> None:
    assert finding(allocated(program(sentence), "kansas"), "ks.2.policy").verdict is verdict


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Allocates funds and positions among the field units.", MET),
        ("Has authority and control over the resources of the program.", MET),
        ("Monitors the program budget.", NOT_MET),
        ("Tracks expenditures against the budget, which is set by the division director.", NOT_MET),
        ("Has no budget authority.", NOT_MET),
        ("The commissioner allocates resources among the programs.", NOT_MET),
    ],
)
def test_authority_over_resources_is_told_from_watching_them(sentence: str, verdict: Verdict) -> None:
    assert finding(allocated(program(sentence), "kansas"), "ks.3.authority").verdict is verdict


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Monitors the performance of contracted providers.", MET),
        ("Supervises three section managers.", MET),
        ("Prepares inspection reports.", NOT_MET),
        ("The program uses no contractors.", NOT_MET),
    ],
)
def test_working_through_contractors_or_managers(sentence: str, verdict: Verdict) -> None:
    assert finding(allocated(program(sentence), "kansas"), "ks.3.through").verdict is verdict


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [("Sets priorities among the agency's programs.", MET), ("Works within priorities set by the secretary.", NOT_MET)],
)
def test_setting_priorities_is_told_from_following_them(sentence: str, verdict: Verdict) -> None:
    assert finding(allocated(program(sentence), "kansas"), "ks.4.priorities").verdict is verdict


def test_supervising_managers_leaves_their_development_open_and_asks_for_it() -> None:
    found = finding(allocated(program("Supervises three bureau managers."), "kansas"), "ks.4.managers")
    assert found.verdict is OPEN
    assert found.missing is not None
    assert found.missing.about == "subordinate_managers"


def test_a_position_that_only_carries_out_directives_is_kept_out_of_the_series() -> None:
    position = described(
        "Carries out the directives of the program manager on eligibility.",
        "Processes cases according to instructions issued by the central office.",
        "Keeps the case files and answers applicants.",
        above="Program Manager",
        jurisdiction="Kansas",
        specialised_qualification_required=False,
    )
    result = allocated(position)
    assert result.allocation.status == "none"
    caught = finding(result, "ks.x.directives")
    assert caught.verdict is MET
    assert caught.sends_to == "an administrator class"
    assert caught.position_quotes[0].label == "duty 1"
    assert result.exclusions[0] == caught


def test_a_position_that_manages_a_program_is_not_kept_out_for_following_some_directives() -> None:
    position = program("Carries out the directives of the division director.")
    assert finding(allocated(position, "kansas"), "ks.x.directives").verdict is NOT_MET


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"specialised_qualification_required": True}, MET),
        ({"specialised_qualification_required": False}, NOT_MET),
        (
            {"specialised_qualification_required": None, "qualifications": "Must be a licensed professional engineer."},
            MET,
        ),
        ({"specialised_qualification_required": None, "qualifications": "Registered nurse license required."}, MET),
        (
            {"specialised_qualification_required": None, "qualifications": "Three years of management experience."},
            NOT_MET,
        ),
        (
            {"specialised_qualification_required": None, "qualifications": "No professional license is required."},
            NOT_MET,
        ),
        (
            {
                "specialised_qualification_required": None,
                "qualifications": "A degree in civil engineering is preferred.",
            },
            OPEN,
        ),
        ({"specialised_qualification_required": None, "qualifications": "A valid driver's license."}, OPEN),
        ({"specialised_qualification_required": None}, OPEN),
    ],
)
def test_a_specialised_qualification_keeps_out_only_when_it_is_required(
    fields: dict[str, object], verdict: Verdict
) -> None:
    assert finding(allocated(program(**fields), "kansas"), "ks.x.specialised").verdict is verdict


def test_overall_responsibility_keeps_an_executive_director_out() -> None:
    position = program("Bears overall responsibility for the performance of the agency's programs.")
    assert finding(allocated(position, "kansas"), "ks.x.overall").verdict is MET


def test_overall_responsibility_that_rests_with_the_superior_does_not() -> None:
    position = program("Overall responsibility for the programs rests with the division director.")
    assert finding(allocated(position, "kansas"), "ks.x.overall").verdict is NOT_MET


def test_whoever_does_not_say_to_whom_it_reports_is_asked() -> None:
    position = program().model_copy(update={"reports_to": None})
    found = finding(allocated(position, "kansas"), "ks.x.overall")
    assert found.verdict is OPEN
    assert found.missing is not None
    assert found.missing.ask == "agency_hr"


# --- Iowa and Pennsylvania ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Performs the full range of supervisory duties over six consultants.", MET),
        ("Hires, evaluates and disciplines the staff of the office.", MET),
        ("Provides lead work guidance to two practitioners.", NOT_MET),
        ("Supervises no one.", NOT_MET),
    ],
)
def test_the_full_range_of_supervision_sends_a_results_position_elsewhere(sentence: str, verdict: Verdict) -> None:
    position = described(
        "Facilitates Lean events statewide.", "Advises department directors on performance measurement.", sentence,
        above="Director", jurisdiction="Iowa", department="Department of Management",
    )  # fmt: skip
    assert finding(allocated(position, "iowa"), "ia.x.supervision").verdict is verdict


def test_a_list_of_subordinates_alone_does_not_settle_how_fully_they_are_supervised() -> None:
    position = d.PERFORMANCE_FACILITATOR.model_copy(
        update={"subordinates": (Subordinate(title="Consultant", count=2),)}
    )
    result = allocated(position)
    assert result.allocation.status == "undetermined"
    assert result.missing[0].about == "supervisory.duties"
    assert "Performance Results Facilitator" in result.allocation.summary


def test_the_administrator_class_is_for_the_department_of_management_only() -> None:
    elsewhere = d.RISK_ADMINISTRATOR.model_copy(update={"department": "Department of Human Services"})
    result = allocated(elsewhere)
    assert result.allocation.class_ref == "00717"
    assert finding(result, "ia.3.location").verdict is NOT_MET


def test_without_a_department_the_administrator_class_stays_open_and_hr_is_asked() -> None:
    nowhere = d.RISK_ADMINISTRATOR.model_copy(update={"department": "", "reports_to": None})
    result = allocated(nowhere)
    assert result.allocation.status == "undetermined"
    assert result.allocation.leading == ("iowa/00717", "iowa/00718")
    assert [m.about for m in result.missing] == ["department.name"]
    assert result.missing[0].ask == "agency_hr"


def test_work_for_one_department_only_is_outside_the_results_series() -> None:
    position = described(
        "Facilitates Lean events within the department.", "Trains the department's staff in Kaizen.", "Keeps records of savings.",
        above="Bureau Chief", jurisdiction="Iowa", department="Department of Corrections",
    )  # fmt: skip
    assert allocated(position).allocation.status == "none"


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        ("Serves as Business Relationship Manager for a smaller delivery center.", "pa.c.relationship"),
        ("Leads the cyberoperations function of central office security.", "pa.c.security"),
        ("Serves as Solution Architect of the Technology Services Office.", "pa.c.architect"),
        ("Serves as a JNET functional manager for application support.", "pa.c.jnet"),
        ("Supervises the integration and security staff of the Integrated Enterprise System.", "pa.c.ies-supervisor"),
        (
            "Manages, independently, the IES database systems in their most complex segments.",
            "pa.c.ies-databases",
        ),
        ("Directs complex and high-impact database administration projects.", "pa.c.database-projects"),
        ("Serves as accessibility lead coordinator for the commonwealth.", "pa.c.accessibility"),
        ("Serves as accessibility lead procurement liaison.", "pa.c.accessibility-procurement"),
        ("Supervises three analysts at pay scale group 09.", "pa.c.group-09"),
    ],
)
def test_any_one_listed_capacity_suffices(sentence: str, criterion: str) -> None:
    position = described(
        sentence,
        "Plans and evaluates information technology services.",
        "Reports on information technology projects to the chief information officer.",
        above="Chief Information Officer",
        jurisdiction="Pennsylvania",
        department="Office of Administration",
    )
    result = allocated(position)
    assert finding(result, criterion).verdict is MET
    assert result.allocation.class_code == "01721"


@pytest.mark.parametrize(
    ("level", "verdict"), [("09", MET), ("PSG 9", MET), ("10", NOT_MET), ("08", NOT_MET), ("", OPEN)]
)
def test_the_pay_scale_group_of_those_supervised_decides(level: str, verdict: Verdict) -> None:
    position = d.NETWORK_CHIEF.model_copy(
        update={
            "duties": tuple(
                duty.model_copy(update={"text": duty.text.replace(" at pay scale group 09", "")})
                for duty in d.NETWORK_CHIEF.duties
            ),
            "subordinates": (Subordinate(title="Network Administrator", count=4, pay_level=level),),
        }
    )
    assert finding(allocated(position), "pa.c.group-09").verdict is verdict


def test_without_a_listed_capacity_comparable_work_waits_for_a_person() -> None:
    position = described(
        "Manages application services for agencies.", "Plans new information technology.", "Evaluates IT services.",
        above="Chief Information Officer", jurisdiction="Pennsylvania", department="Office of Administration", subordinates=(),
    )  # fmt: skip
    result = allocated(position)
    assert result.allocation.status == "undetermined"
    assert result.allocation.leading == ("pennsylvania/01721",)
    assert [m.ask for m in result.missing] == ["personnel_director"]


# --- Maine and Colorado -------------------------------------------------------------------------------------


def test_the_direction_received_is_asked_for_when_only_it_is_missing() -> None:
    result = allocated(d.SUPPORT_SERVICES.model_copy(update={"direction_received": None}))
    assert result.allocation.status == "undetermined"
    assert [m.about for m in result.missing] == ["direction.received"]


def test_a_program_of_defined_scope_stays_at_the_first_level_of_managers() -> None:
    without = tuple(duty for duty in d.HOUSING_PROGRAMS.duties if "parameters" not in duty.text)
    result = allocated(d.HOUSING_PROGRAMS.model_copy(update={"duties": without}))
    assert result.allocation.class_title == "Public Service Manager I"
    above = next(c for c in result.contrasts if c.direction == "above")
    assert [f.criterion for f in above.because] == ["me.m2.parameters"]


def test_the_service_never_allocates_a_class_and_waits_for_a_person() -> None:
    position = described(
        "Directs the operations of the division through four subordinate managers and develops public policy on licensing.",
        "Controls the division's human, fiscal, operating and capital resources and approves its budget.",
        "Directs significant programs statewide.",
        above="Executive Director of the Department",
        jurisdiction="Colorado",
    )
    result = allocated(position)
    assert result.allocation.status == "undetermined"
    assert result.allocation.class_ref == ""
    assert result.allocation.leading == ("colorado/senior-executive-service",)
    assert {m.ask for m in result.missing} == {"personnel_director"}


def test_a_position_without_managers_below_it_is_not_for_the_service() -> None:
    position = d.CLERK.model_copy(update={"jurisdiction": "Colorado"})
    result = allocated(position)
    assert result.allocation.status == "none"
    assert finding(result, "co.managers").verdict is NOT_MET


def test_words_that_raise_a_question_are_cited_with_it() -> None:
    position = described(
        "Has authority and control over the staff, funds and facilities of two agency programs, audit and collection.",
        "Formulates policy for both programs and approves their procedures.",
        "Refers old accounts to collection agencies.",
        above="Deputy Secretary",
        jurisdiction="Kansas",
        specialised_qualification_required=False,
    )
    through = finding(allocated(position), "ks.3.through")
    assert through.verdict is OPEN
    assert through.missing is not None
    assert "collection agencies" in through.missing.question
    assert "duty 3" in through.missing.question
