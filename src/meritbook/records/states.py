"""How what is on record moves from state to state, as data.

The actions ask `check_move`; `docs/reference/states.md` draws its diagrams from the same tables, and a test
compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from meritbook.core.errors import MeritbookError
from meritbook.records.models import (
    AppointmentStatus,
    AppraisalStatus,
    AssessmentState,
    AuditStatus,
    BoardReportStatus,
    ConsequenceStatus,
    ContractStatus,
    DecisionStatus,
    DeterminationStatus,
    EditionStatus,
    EventStatus,
    ExaminationStatus,
    FindingStatus,
    FollowUpState,
    GrowthState,
    HelpStatus,
    JobStatus,
    MultiraterState,
    NominationStatus,
    PlanStatus,
    PrecedentStatus,
    ProjectStatus,
    ReturnStatus,
    ReviewStatus,
    RiskStatus,
    SavingStatus,
    SurveyState,
    VersionStatus,
)


class StateError(MeritbookError):
    """The record does not stand where this could be done to it."""

    code = "state.not_possible"
    remedy = "Open the record again to see where it stands; somebody may have acted on it since."
    http_status = 409


class Move(NamedTuple):
    """An action takes a record from one state to the next; `""` is before it exists."""

    action: str
    before: str
    after: str


VERSION_MOVES: tuple[Move, ...] = (
    Move("describe_position", "", VersionStatus.DRAFT),
    Move("describe_position", VersionStatus.DRAFT, VersionStatus.DRAFT),
    Move("describe_position", VersionStatus.SUBMITTED, VersionStatus.DRAFT),
    Move("submit_description", VersionStatus.DRAFT, VersionStatus.SUBMITTED),
    Move("sign_description", VersionStatus.SUBMITTED, VersionStatus.OFFICIAL),
    Move("sign_description of a later version", VersionStatus.OFFICIAL, VersionStatus.SUPERSEDED),
)

DECISION_MOVES: tuple[Move, ...] = (
    Move("decide_allocation", "", DecisionStatus.STANDING),
    Move("undo_decision (the withdrawal)", "", DecisionStatus.STANDING),
    Move("undo_decision", DecisionStatus.STANDING, DecisionStatus.UNDONE),
    Move("decide_allocation after it", DecisionStatus.STANDING, DecisionStatus.SUPERSEDED),
)

JOB_MOVES: tuple[Move, ...] = (
    Move("start_job", "", JobStatus.QUEUED),
    Move("open_contract_year", "", JobStatus.QUEUED),
    Move("import_values", "", JobStatus.QUEUED),
    Move("set_reports", "", JobStatus.QUEUED),
    Move("work on it", JobStatus.QUEUED, JobStatus.RUNNING),
    Move("work on it", JobStatus.RUNNING, JobStatus.RUNNING),
    Move("the worker ends early", JobStatus.RUNNING, JobStatus.QUEUED),
    Move("all is done", JobStatus.RUNNING, JobStatus.FINISHED),
    Move("it cannot go on", JobStatus.RUNNING, JobStatus.FAILED),
    Move("stop_job", JobStatus.QUEUED, JobStatus.STOPPED),
    Move("stop_job", JobStatus.RUNNING, JobStatus.STOPPED),
    Move("resume_job", JobStatus.STOPPED, JobStatus.QUEUED),
    Move("resume_job", JobStatus.FAILED, JobStatus.QUEUED),
)

EXAMINATION_MOVES: tuple[Move, ...] = (
    Move("open_examination", "", ExaminationStatus.OPEN),
    Move("close_examination", ExaminationStatus.OPEN, ExaminationStatus.CLOSED),
)

DETERMINATION_MOVES: tuple[Move, ...] = (
    Move("determine_qualification", "", DeterminationStatus.STANDING),
    Move("determine_qualification after it", DeterminationStatus.STANDING, DeterminationStatus.SUPERSEDED),
)

PRECEDENT_MOVES: tuple[Move, ...] = (
    Move("settle_question", "", PrecedentStatus.STANDING),
    Move("settle_question otherwise", PrecedentStatus.STANDING, PrecedentStatus.OVERRULED),
    Move("overrule_precedent", PrecedentStatus.STANDING, PrecedentStatus.OVERRULED),
)

NOMINATION_MOVES: tuple[Move, ...] = (
    Move("nominate_position", "", NominationStatus.SUBMITTED),
    Move("return_nomination", NominationStatus.SUBMITTED, NominationStatus.RETURNED),
    Move("return_nomination", NominationStatus.REVIEWED, NominationStatus.RETURNED),
    Move("resubmit_nomination", NominationStatus.RETURNED, NominationStatus.SUBMITTED),
    Move("review_nomination", NominationStatus.SUBMITTED, NominationStatus.REVIEWED),
    Move("review_nomination", NominationStatus.REVIEWED, NominationStatus.REVIEWED),
    Move("decide_nomination (approve)", NominationStatus.REVIEWED, NominationStatus.APPROVED),
    Move("decide_nomination (refuse)", NominationStatus.REVIEWED, NominationStatus.REFUSED),
    Move("set_entry_day", NominationStatus.APPROVED, NominationStatus.ENTERED),
    Move("withdraw_nomination", NominationStatus.SUBMITTED, NominationStatus.WITHDRAWN),
    Move("withdraw_nomination", NominationStatus.RETURNED, NominationStatus.WITHDRAWN),
    Move("withdraw_nomination", NominationStatus.REVIEWED, NominationStatus.WITHDRAWN),
    Move("withdraw_nomination", NominationStatus.APPROVED, NominationStatus.WITHDRAWN),
)

APPOINTMENT_MOVES: tuple[Move, ...] = (
    Move("propose_appointment", "", AppointmentStatus.PROPOSED),
    Move("release_executive", AppointmentStatus.PROPOSED, AppointmentStatus.PROPOSED),
    Move("acknowledge_rights", AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED),
    Move("release_executive", AppointmentStatus.ACKNOWLEDGED, AppointmentStatus.ACKNOWLEDGED),
    Move("decline_appointment", AppointmentStatus.PROPOSED, AppointmentStatus.DECLINED),
    Move("decline_appointment", AppointmentStatus.ACKNOWLEDGED, AppointmentStatus.DECLINED),
    Move("withdraw_appointment", AppointmentStatus.PROPOSED, AppointmentStatus.WITHDRAWN),
    Move("withdraw_appointment", AppointmentStatus.ACKNOWLEDGED, AppointmentStatus.WITHDRAWN),
    Move("make_appointment", AppointmentStatus.ACKNOWLEDGED, AppointmentStatus.IN_FORCE),
    Move("take_over_seat", "", AppointmentStatus.IN_FORCE),
)

CONSEQUENCE_MOVES: tuple[Move, ...] = (
    Move("work_through_day", "", ConsequenceStatus.DRAFTED),
    Move("work_through_day (it no longer holds)", ConsequenceStatus.DRAFTED, ConsequenceStatus.OVERTAKEN),
    Move("work_through_day (it holds again)", ConsequenceStatus.OVERTAKEN, ConsequenceStatus.DRAFTED),
    Move("work_through_day (the stay is over)", ConsequenceStatus.STAYED, ConsequenceStatus.DRAFTED),
    Move("confirm_consequence", ConsequenceStatus.DRAFTED, ConsequenceStatus.CONFIRMED),
    Move("confirm_consequence of another", ConsequenceStatus.DRAFTED, ConsequenceStatus.OVERTAKEN),
    Move("stay_consequence", ConsequenceStatus.DRAFTED, ConsequenceStatus.STAYED),
)

CONTRACT_MOVES: tuple[Move, ...] = (
    Move("draw_contract", "", ContractStatus.DRAFT),
    Move("save_contract", ContractStatus.DRAFT, ContractStatus.DRAFT),
    Move("propose_contract", ContractStatus.DRAFT, ContractStatus.PROPOSED),
    Move("answer_contract (other words, as the next version)", "", ContractStatus.DRAFT),
    Move("answer_contract", ContractStatus.PROPOSED, ContractStatus.SUPERSEDED),
    Move("agree_contract", ContractStatus.PROPOSED, ContractStatus.AGREED),
    Move("reopen_contract", ContractStatus.PROPOSED, ContractStatus.SUPERSEDED),
    Move("reopen_contract", ContractStatus.AGREED, ContractStatus.SUPERSEDED),
    Move("reopen_contract (the same words, as the next version)", "", ContractStatus.DRAFT),
    Move("sign_contract (the last one)", ContractStatus.AGREED, ContractStatus.SIGNED),
    Move("sign_contract of an alteration", ContractStatus.SIGNED, ContractStatus.SUPERSEDED),
    Move("alter_contract", "", ContractStatus.DRAFT),
    Move("withdraw_contract", ContractStatus.DRAFT, ContractStatus.WITHDRAWN),
    Move("withdraw_contract", ContractStatus.PROPOSED, ContractStatus.WITHDRAWN),
    Move("withdraw_contract", ContractStatus.AGREED, ContractStatus.WITHDRAWN),
)

APPRAISAL_MOVES: tuple[Move, ...] = (
    Move("write_appraisal", "", AppraisalStatus.DRAFT),
    Move("write_appraisal", AppraisalStatus.DRAFT, AppraisalStatus.DRAFT),
    Move("write_appraisal", AppraisalStatus.SHOWN, AppraisalStatus.DRAFT),
    Move("show_appraisal", AppraisalStatus.DRAFT, AppraisalStatus.SHOWN),
    Move("comment_appraisal", AppraisalStatus.SHOWN, AppraisalStatus.SHOWN),
    Move("finish_appraisal", AppraisalStatus.SHOWN, AppraisalStatus.FINAL),
    Move("acknowledge_appraisal", AppraisalStatus.FINAL, AppraisalStatus.ACKNOWLEDGED),
    Move("record_refusal_to_acknowledge", AppraisalStatus.FINAL, AppraisalStatus.FINAL),
    Move("undo_appraisal", AppraisalStatus.DRAFT, AppraisalStatus.UNDONE),
    Move("undo_appraisal", AppraisalStatus.SHOWN, AppraisalStatus.UNDONE),
    Move("undo_appraisal", AppraisalStatus.FINAL, AppraisalStatus.UNDONE),
    Move("undo_appraisal", AppraisalStatus.ACKNOWLEDGED, AppraisalStatus.UNDONE),
)

RISK_MOVES: tuple[Move, ...] = (
    Move("register_risk", "", RiskStatus.OPEN),
    Move("move_risk to treated", RiskStatus.OPEN, RiskStatus.TREATED),
    Move("move_risk to open", RiskStatus.TREATED, RiskStatus.OPEN),
    Move("move_risk to open", RiskStatus.CLOSED, RiskStatus.OPEN),
    Move("move_risk to closed", RiskStatus.OPEN, RiskStatus.CLOSED),
    Move("move_risk to closed", RiskStatus.TREATED, RiskStatus.CLOSED),
    Move("move_risk to closed", RiskStatus.ACCEPTED, RiskStatus.CLOSED),
    Move("decide_risk_acceptance", RiskStatus.OPEN, RiskStatus.ACCEPTED),
    Move("decide_risk_acceptance", RiskStatus.TREATED, RiskStatus.ACCEPTED),
    Move("decide_risk_acceptance", RiskStatus.ACCEPTED, RiskStatus.ACCEPTED),
    Move("withdraw_risk_acceptance", RiskStatus.ACCEPTED, RiskStatus.OPEN),
    Move("a material change", RiskStatus.ACCEPTED, RiskStatus.OPEN),
)

PLAN_MOVES: tuple[Move, ...] = (
    Move("draw_plan", "", PlanStatus.DRAFT),
    Move("save_plan_draft", PlanStatus.DRAFT, PlanStatus.DRAFT),
    Move("take_in_stratml", PlanStatus.DRAFT, PlanStatus.DRAFT),
    Move("adopt_plan", PlanStatus.DRAFT, PlanStatus.ADOPTED),
    Move("adopt_plan of a later version", PlanStatus.ADOPTED, PlanStatus.SUPERSEDED),
    Move("amend_plan", "", PlanStatus.DRAFT),
    Move("withdraw_plan", PlanStatus.DRAFT, PlanStatus.WITHDRAWN),
    Move("withdraw_plan", PlanStatus.ADOPTED, PlanStatus.WITHDRAWN),
)

BOARD_REPORT_MOVES: tuple[Move, ...] = (
    Move("draw_board_report", "", BoardReportStatus.DRAWN),
    Move("draw_board_report anew", BoardReportStatus.DRAWN, BoardReportStatus.REDRAWN),
    Move("draw_board_report anew", BoardReportStatus.APPROVED, BoardReportStatus.REDRAWN),
    Move("record_board_approval", BoardReportStatus.DRAWN, BoardReportStatus.APPROVED),
    Move("submit_board_report", BoardReportStatus.APPROVED, BoardReportStatus.SUBMITTED),
    Move("decide_board_report (accepted)", BoardReportStatus.SUBMITTED, BoardReportStatus.ACCEPTED),
    Move("decide_board_report (returned)", BoardReportStatus.SUBMITTED, BoardReportStatus.RETURNED),
)

HELP_MOVES: tuple[Move, ...] = (
    Move("ask_help", "", HelpStatus.ASKED),
    Move("take_help", HelpStatus.ASKED, HelpStatus.TAKEN),
    Move("take_help", HelpStatus.TAKEN, HelpStatus.TAKEN),
    Move("decline_help", HelpStatus.ASKED, HelpStatus.DECLINED),
    Move("decline_help", HelpStatus.TAKEN, HelpStatus.DECLINED),
    Move("withdraw_help", HelpStatus.ASKED, HelpStatus.WITHDRAWN),
    Move("withdraw_help", HelpStatus.TAKEN, HelpStatus.WITHDRAWN),
    Move("finish_help", HelpStatus.TAKEN, HelpStatus.DONE),
    Move("rate_help", HelpStatus.DONE, HelpStatus.CLOSED),
)

AUDIT_MOVES: tuple[Move, ...] = (
    Move("charter_audit", "", AuditStatus.UNDER_WAY),
    Move("rate_trust of its last measure", AuditStatus.UNDER_WAY, AuditStatus.REPORTED),
    Move("withdraw_audit", AuditStatus.UNDER_WAY, AuditStatus.WITHDRAWN),
)

FINDING_MOVES: tuple[Move, ...] = (
    Move("raise_finding", "", FindingStatus.OPEN),
    Move("answer_finding", FindingStatus.OPEN, FindingStatus.ANSWERED),
    Move("answer_finding", FindingStatus.ANSWERED, FindingStatus.ANSWERED),
    Move("report_finding_done", FindingStatus.ANSWERED, FindingStatus.DONE),
    Move("verify_finding to send it back", FindingStatus.ANSWERED, FindingStatus.ANSWERED),
    Move("verify_finding to send it back", FindingStatus.DONE, FindingStatus.ANSWERED),
    Move("verify_finding to close it", FindingStatus.ANSWERED, FindingStatus.CLOSED),
    Move("verify_finding to close it", FindingStatus.DONE, FindingStatus.CLOSED),
)


RETURN_MOVES: tuple[Move, ...] = (
    Move("propose_return", "", ReturnStatus.PROPOSED),
    Move("change_return", ReturnStatus.PROPOSED, ReturnStatus.PROPOSED),
    Move("decide_return (approve)", ReturnStatus.PROPOSED, ReturnStatus.APPROVED),
    Move("decide_return (refuse)", ReturnStatus.PROPOSED, ReturnStatus.REFUSED),
    Move("start_return", ReturnStatus.APPROVED, ReturnStatus.UNDER_WAY),
    Move("verify_return", ReturnStatus.UNDER_WAY, ReturnStatus.VERIFIED),
    Move("verify_return", ReturnStatus.VERIFIED, ReturnStatus.VERIFIED),
    Move("end_return", ReturnStatus.PROPOSED, ReturnStatus.ENDED),
    Move("end_return", ReturnStatus.APPROVED, ReturnStatus.ENDED),
    Move("end_return", ReturnStatus.UNDER_WAY, ReturnStatus.ENDED),
    Move("end_return", ReturnStatus.VERIFIED, ReturnStatus.ENDED),
)

REVIEW_MOVES: tuple[Move, ...] = (
    Move("call_results_review", "", ReviewStatus.CALLED),
    Move("call_off_results_review", ReviewStatus.CALLED, ReviewStatus.CALLED_OFF),
    Move("open_results_review", ReviewStatus.CALLED, ReviewStatus.OPEN),
    Move("record_results_decision", ReviewStatus.OPEN, ReviewStatus.OPEN),
    Move("give_follow_up", ReviewStatus.OPEN, ReviewStatus.OPEN),
    Move("close_results_review", ReviewStatus.OPEN, ReviewStatus.CLOSED),
)

FOLLOW_UP_MOVES: tuple[Move, ...] = (
    Move("give_follow_up", "", FollowUpState.OPEN),
    Move("report_follow_up", FollowUpState.OPEN, FollowUpState.REPORTED),
    Move("settle_follow_up (accept)", FollowUpState.REPORTED, FollowUpState.ACCEPTED),
    Move("settle_follow_up (give back)", FollowUpState.REPORTED, FollowUpState.OPEN),
    Move("settle_follow_up (drop)", FollowUpState.OPEN, FollowUpState.DROPPED),
    Move("settle_follow_up (drop)", FollowUpState.REPORTED, FollowUpState.DROPPED),
)


REPORT_MOVES: tuple[Move, ...] = (
    Move("begin_report", "", EditionStatus.DRAFT),
    Move("revise_report", "", EditionStatus.DRAFT),
    Move("save_report_words", EditionStatus.DRAFT, EditionStatus.DRAFT),
    Move("include_stale_measure", EditionStatus.DRAFT, EditionStatus.DRAFT),
    Move("end_report_inclusion", EditionStatus.DRAFT, EditionStatus.DRAFT),
    Move("publish_report", EditionStatus.DRAFT, EditionStatus.PUBLISHED),
    Move("publish_report of a revised edition", EditionStatus.PUBLISHED, EditionStatus.FOLLOWED),
    Move("withdraw_report", EditionStatus.DRAFT, EditionStatus.WITHDRAWN),
    Move("withdraw_report", EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN),
    Move("withdraw_report", EditionStatus.FOLLOWED, EditionStatus.WITHDRAWN),
)


ASSESSMENT_MOVES: tuple[Move, ...] = (
    Move("open_development_assessment", "", AssessmentState.DRAFT),
    Move("record_area_finding", AssessmentState.DRAFT, AssessmentState.DRAFT),
    Move("show_development_assessment", AssessmentState.DRAFT, AssessmentState.SHOWN),
    Move("reopen_development_assessment", AssessmentState.SHOWN, AssessmentState.DRAFT),
    Move("answer_development_assessment", AssessmentState.SHOWN, AssessmentState.ANSWERED),
)

SURVEY_MOVES: tuple[Move, ...] = (
    Move("draw_survey", "", SurveyState.DRAFT),
    Move("change_survey", SurveyState.DRAFT, SurveyState.DRAFT),
    Move("open_survey", SurveyState.DRAFT, SurveyState.OPEN),
    Move("answer_survey", SurveyState.OPEN, SurveyState.OPEN),
    Move("close_survey", SurveyState.OPEN, SurveyState.CLOSED),
    Move("withdraw_survey", SurveyState.DRAFT, SurveyState.WITHDRAWN),
    Move("withdraw_survey", SurveyState.OPEN, SurveyState.WITHDRAWN),
)

MULTIRATER_MOVES: tuple[Move, ...] = (
    Move("draw_assessment", "", MultiraterState.DRAFT),
    Move("name_rater", MultiraterState.DRAFT, MultiraterState.DRAFT),
    Move("name_rater", MultiraterState.OPEN, MultiraterState.OPEN),
    Move("open_assessment", MultiraterState.DRAFT, MultiraterState.OPEN),
    Move("answer_assessment", MultiraterState.OPEN, MultiraterState.OPEN),
    Move("close_assessment", MultiraterState.OPEN, MultiraterState.CLOSED),
    Move("withdraw_assessment", MultiraterState.DRAFT, MultiraterState.WITHDRAWN),
    Move("withdraw_assessment", MultiraterState.OPEN, MultiraterState.WITHDRAWN),
)

GROWTH_MOVES: tuple[Move, ...] = (
    Move("make_growth_plan", "", GrowthState.UNDER_WAY),
    Move("change_growth_plan", GrowthState.UNDER_WAY, GrowthState.UNDER_WAY),
    Move("end_growth_plan (reached)", GrowthState.UNDER_WAY, GrowthState.DONE),
    Move("end_growth_plan (given up)", GrowthState.UNDER_WAY, GrowthState.DROPPED),
)

GROWTH_STEP_MOVES: tuple[Move, ...] = (
    Move("set_growth_goal, plan_growth_action", "", GrowthState.PLANNED),
    Move("begin", GrowthState.PLANNED, GrowthState.UNDER_WAY),
    Move("reach", GrowthState.PLANNED, GrowthState.DONE),
    Move("reach", GrowthState.UNDER_WAY, GrowthState.DONE),
    Move("drop", GrowthState.PLANNED, GrowthState.DROPPED),
    Move("drop", GrowthState.UNDER_WAY, GrowthState.DROPPED),
    Move("take up again", GrowthState.DONE, GrowthState.UNDER_WAY),
    Move("take up again", GrowthState.DROPPED, GrowthState.UNDER_WAY),
)
"""Of a goal and of an action; `move_growth_goal` and `move_growth_action` take each of them on."""

KAIZEN_MOVES: tuple[Move, ...] = (
    Move("charter_event", "", EventStatus.CHARTERED),
    Move("change_charter", EventStatus.CHARTERED, EventStatus.CHARTERED),
    Move("change_charter", EventStatus.RETURNED, EventStatus.CHARTERED),
    Move("decide_charter (approve)", EventStatus.CHARTERED, EventStatus.APPROVED),
    Move("decide_charter (send back)", EventStatus.CHARTERED, EventStatus.RETURNED),
    Move("note_event", EventStatus.APPROVED, EventStatus.HELD),
    Move("note_event", EventStatus.HELD, EventStatus.HELD),
    Move("close_event", EventStatus.HELD, EventStatus.CLOSED),
    Move("drop_event", EventStatus.CHARTERED, EventStatus.DROPPED),
    Move("drop_event", EventStatus.RETURNED, EventStatus.DROPPED),
    Move("drop_event", EventStatus.APPROVED, EventStatus.DROPPED),
    Move("drop_event", EventStatus.HELD, EventStatus.DROPPED),
)

SAVING_MOVES: tuple[Move, ...] = (
    Move("claim_saving", "", SavingStatus.CLAIMED),
    Move("verify_saving (verify)", SavingStatus.CLAIMED, SavingStatus.VERIFIED),
    Move("verify_saving (refuse)", SavingStatus.CLAIMED, SavingStatus.REFUSED),
    Move("withdraw_saving", SavingStatus.CLAIMED, SavingStatus.WITHDRAWN),
)

DESIGN_MOVES: tuple[Move, ...] = (
    Move("start_design", "", ProjectStatus.OPEN),
    Move("decide_gate (send back)", ProjectStatus.OPEN, ProjectStatus.OPEN),
    Move("decide_gate (pass)", ProjectStatus.OPEN, ProjectStatus.OPEN),
    Move("decide_gate (pass the last)", ProjectStatus.OPEN, ProjectStatus.VERIFIED),
    Move("stop_design", ProjectStatus.OPEN, ProjectStatus.STOPPED),
)


def next_state(moves: Sequence[Move], action: str, before: str, *, of: str) -> str:
    """The state that the action leads to; raises `StateError` when it cannot be done from where the record stands."""
    for move in moves:
        if move.action == action and move.before == before:
            return move.after
    possible = sorted({move.before for move in moves if move.action == action})
    raise StateError(
        f"{of} is {before or 'new'}; this needs it to be {' or '.join(state or 'new' for state in possible)}.",
        where=of,
        details={"state": before, "needs": possible},
    )


def diagram(moves: Sequence[Move]) -> str:
    """The table as a Mermaid state diagram."""
    arrows = [f"    {move.before or '[*]'} --> {move.after}: {move.action}" for move in moves]
    return "\n".join(["stateDiagram-v2", *arrows]) + "\n"
