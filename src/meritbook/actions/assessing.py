"""What the acts on competency assessments share: the lock, the policy, who is asked, and what was told before."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from meritbook.actions import competency_models, sealed_results
from meritbook.actions.capabilities import MATRIX, Capability
from meritbook.actions.permissions import Standing
from meritbook.competency_policies import load_competency_policies
from meritbook.core.competencies.answers import ANONYMOUS, RaterGroup
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.competencies.policy import CompetencyPolicy, policy_called, policy_on
from meritbook.core.competencies.result import AssessmentResult, SealedResult
from meritbook.core.competencies.rounds import EarlierRound
from meritbook.core.suppression import divide
from meritbook.records.models import (
    AssessmentRater,
    AssessmentTold,
    MultiraterAssessment,
    MultiraterState,
    Position,
    RaterStanding,
    Role,
    RoleAssignment,
    User,
)

GROUPED = tuple(one.value for one in ANONYMOUS)
"""The groups whose raters answer without their names."""
_JOINED = ("subject", "department", "version__model")


def locked(assessment: MultiraterAssessment) -> MultiraterAssessment:
    """The assessment as it stands, kept from others until the transaction ends."""
    rows = MultiraterAssessment.objects.select_for_update(of=("self",)).select_related(*_JOINED)
    found: MultiraterAssessment = rows.get(pk=assessment.pk)
    return found


def locked_rater(rater: AssessmentRater) -> AssessmentRater:
    """The rater as they stand; the whole assessment is kept from others, as every answer writes its one box anew."""
    held = locked(MultiraterAssessment(pk=rater.assessment_id))
    row: AssessmentRater = AssessmentRater.objects.select_related("user", "delegate").get(pk=rater.pk)
    row.assessment = held
    return row


def subject(assessment: MultiraterAssessment) -> str:
    """What the ledger calls it."""
    return f"multirater:{assessment.pk}"


def policies() -> tuple[CompetencyPolicy, ...]:
    """The office's policies; raises `CompetencyPolicyError`."""
    return tuple(load_competency_policies(settings.MERITBOOK_COMPETENCY_POLICY))


def policy_of(assessment: MultiraterAssessment) -> CompetencyPolicy:
    """The policy that it was drawn up or opened under; raises `CompetencyPolicyError`."""
    return policy_called(policies(), assessment.policy, assessment.policy_version)


def policy_at(on: date) -> CompetencyPolicy:
    """The policy that holds on the day; raises `CompetencyPolicyError`."""
    return policy_on(policies(), on)


def model_of(assessment: MultiraterAssessment) -> CompetencyModel:
    """The model in the version that the assessment keeps."""
    return competency_models.model_of(assessment.version)


def result_of(row: AssessmentTold) -> AssessmentResult:
    """What came of an assessment, without the random number that is sealed with it."""
    return sealed_results.result_in(
        row.result_json,
        sealed=lambda kept: SealedResult.model_validate_json(kept).result,
        bare=AssessmentResult.model_validate_json,
    )


def sealed(result: AssessmentResult) -> SealedResult:
    """The result as it is kept, with a random number of 128 bits, so that its seal answers no guess."""
    return SealedResult(nonce=sealed_results.number(), result=result)


def may_answer(user: User, on: date) -> bool:
    """Whether the person is in office on the day, in a role in which they answer what they are asked."""
    return Standing(user, on).may(Capability.ANSWER_ASSESSMENT)


def supervisors_of(user: User, on: date) -> list[User]:
    """Whom the person reports to by the positions on record, as far as they may answer."""
    rows = Position.objects.filter(incumbent=user, supervisor__incumbent__isnull=False).exclude(
        supervisor__incumbent=user
    )
    found = {one.supervisor.incumbent for one in rows.select_related("supervisor__incumbent") if one.supervisor}
    return sorted((one for one in found if one is not None and may_answer(one, on)), key=lambda one: one.pk)


def stands_so(subject: User, user: User, group: RaterGroup) -> bool:
    """Whether the positions on record show the person as what they are asked: whom one reports to, or who reports.

    Of other groups nothing stands on record.
    """
    if group is RaterGroup.SUPERVISOR:
        return Position.objects.filter(incumbent=subject, supervisor__incumbent=user).exists()
    if group is RaterGroup.REPORT:
        return Position.objects.filter(incumbent=user, supervisor__incumbent=subject).exists()
    return True


def reports_of(subject: int) -> frozenset[int]:
    """Who reports to the person by the positions on record."""
    rows = Position.objects.filter(supervisor__incumbent=subject, incumbent__isnull=False)
    return frozenset(one for one in rows.values_list("incumbent", flat=True) if one is not None)


def ever_asked(assessment: MultiraterAssessment) -> list[AssessmentRater]:
    """Everybody who is asked, and who was taken out as they had left: what these answered before counts."""
    rows = assessment.raters.exclude(standing=RaterStanding.REMOVED).select_related("user", "delegate")
    return list(rows.order_by("pk"))


def asked(assessment: MultiraterAssessment) -> list[AssessmentRater]:
    """Everybody who is asked, those among them who declined."""
    return [one for one in ever_asked(assessment) if not one.left]


_ANSWERS = tuple(role for role in Role.values if Capability.ANSWER_ASSESSMENT in MATRIX[role])


def out_of_office(raters: Iterable[AssessmentRater], on: date) -> frozenset[int]:
    """Who of those asked, and of those who answer instead, cannot answer on the day, as `may_answer` has it.

    They do not sign in, or hold no office, any more. One statement; it looks at no answer.
    """
    held = {user for one in raters for user in (one.user_id, one.delegate_id) if user is not None}
    rows = RoleAssignment.objects.on(on).filter(user__in=held, user__is_active=True, revoked_at__isnull=True)
    return frozenset(held - set(rows.filter(role__in=_ANSWERS).values_list("user_id", flat=True)))


def is_shut_out(rater: AssessmentRater, out: frozenset[int]) -> bool:
    """Whether the one who would answer is `out` of office; a guest never is.

    Whoever named them does not take it back: that it could be taken back would tell that it was not answered.
    """
    return (rater.delegate_id or rater.user_id) in out


def rater_of(assessment: MultiraterAssessment, user: User) -> AssessmentRater | None:
    """As what the person answers; none where they are not asked, or somebody else answers for them."""
    mine = Q(delegate=user) | Q(user=user, delegate__isnull=True)
    rows = assessment.raters.filter(mine, left=False).exclude(standing=RaterStanding.REMOVED)
    return rows.select_related("user", "delegate").first()


def group_of(assessment: MultiraterAssessment, reader: User | None) -> RaterGroup | None:
    """The anonymous group in which somebody was asked, whether they are still asked or not; none where in none.

    Who was taken out as they had left may have answered before, and knows what.
    """
    if reader is None:
        return None
    mine = (one for one in ever_asked(assessment) if (one.delegate_id or one.user_id) == reader.pk)
    return next((RaterGroup(one.group) for one in mine if one.group in GROUPED), None)


def groups_of(assessments: Iterable[int], reader: User | None) -> dict[int, RaterGroup]:
    """By assessment, of those named: the anonymous group in which somebody was asked, as `group_of`. One statement."""
    if reader is None:
        return {}
    rows = AssessmentRater.objects.filter(assessment__in=list(assessments), group__in=GROUPED)
    mine = rows.exclude(standing=RaterStanding.REMOVED).filter(
        Q(delegate=reader) | Q(user=reader, delegate__isnull=True)
    )
    return {one: RaterGroup(group) for one, group in mine.order_by("-pk").values_list("assessment", "group")}


_GUEST = "guest:"


def identity(rater: AssessmentRater) -> str:
    """Who answers, by which they are known again in another round."""
    if rater.user_id is not None:
        return f"user:{rater.delegate_id or rater.user_id}"
    return f"{_GUEST}{rater.address.casefold()}"


def is_guest(who: str) -> bool:
    """Whether nothing but an address says who it is: behind two of them may be one person."""
    return who.startswith(_GUEST)


def people(assessment: MultiraterAssessment) -> dict[str, str]:
    """Those in groups who answered, each with their group."""
    rows = assessment.raters.filter(standing=RaterStanding.ANSWERED, group__in=GROUPED)
    return {identity(one): one.group for one in rows}


def earlier(assessment: MultiraterAssessment) -> Iterator[EarlierRound]:
    """Each closed round of the same person: who answered in it, and what was told.

    All are held against each other whatever the model, so that a question that is worded otherwise, in another version
    or another model, is no way round it.
    """
    model = assessment.version.model_id
    for row in _told_of(assessment):
        yield EarlierRound(
            people=people(row.assessment),
            result=result_of(row),
            same_model=row.assessment.version.model_id == model,
        )


def _told_of(assessment: MultiraterAssessment) -> QuerySet[AssessmentTold]:
    rows = AssessmentTold.objects.filter(
        assessment__subject=assessment.subject_id, assessment__state=MultiraterState.CLOSED
    )
    return rows.exclude(assessment=assessment).select_related("assessment__version").order_by("pk")


def able(raters: Iterable[AssessmentRater], on: date | None) -> dict[str, str]:
    """Those in groups who are asked, did not decline, and can answer on the day, each with their group.

    It reads the same whoever of them has answered. Without a day: those who could answer while it was open.
    """
    held = [one for one in raters if one.group in GROUPED and one.standing != RaterStanding.DECLINED]
    if on is not None:
        held = [one for one in held if not one.left]
        out = out_of_office(held, on)
        held = [one for one in held if not is_shut_out(one, out)]
    return {identity(one): one.group for one in held}


def earlier_asked(assessment: MultiraterAssessment) -> Iterator[Mapping[str, Hashable]]:
    """Of each closed round of the same person: in which cell everybody would have been told, had all answered."""
    told = list(_told_of(assessment))
    # In one statement for all of them: the page of an open assessment asks for it each time.
    raters: dict[int, list[AssessmentRater]] = {}
    for one in AssessmentRater.objects.filter(assessment__in=[row.assessment_id for row in told]):
        if one.standing != RaterStanding.REMOVED:
            raters.setdefault(one.assessment_id, []).append(one)
    for row in told:
        held = able(raters.get(row.assessment_id, ()), None)
        cells = divide(held, groups=sorted(set(held.values())), minimum=result_of(row).minimum, unsure=is_guest)
        yield {who: cell for who, group in held.items() if (cell := cells.cell_of(group)) is not None}
