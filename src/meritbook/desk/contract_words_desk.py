"""The words of contracts on a desk: what the other side proposed or said of them, and who refused to sign them."""

from __future__ import annotations

from collections.abc import Iterator

from meritbook.actions import contracting
from meritbook.actions.contracting_policies import side_of_draft
from meritbook.actions.permissions import Standing
from meritbook.desk.acts import Act, ActLink, Section
from meritbook.desk.contract_reading import ContractReading, Mine
from meritbook.records.models import ContractComment, ContractStatus, ContractVersion

HEADING = "Words of contracts that wait for you"
MOST = 30
WORDS, SIGNATURES = "web:agreement", "web:agreement_signatures"
STANDS = "The words wait: nobody signs before both sides agree."
ALTERED = "The contract stays as it was signed."


def words(standing: Standing, reading: ContractReading | None = None) -> Section | None:
    """Proposals to answer, comments to settle, refusals to read; nothing where none waits."""
    read = reading or ContractReading(standing)
    found = {one.row.pk: one for one in read.contracts}
    acts = [
        act for key, version in read.under_way.items() for act in _acts(read, found[key], version, key in read.told)
    ]
    if not acts:
        return None
    acts.sort(key=lambda one: (one.since is None, one.since, one.title))
    return Section(heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="")


def waits(mine: Mine, version: ContractVersion) -> bool:
    """Whether the proposal is the other side's, so that the person's own side answers it."""
    side = contracting.EXECUTIVE if mine.own else contracting.DEPARTMENT
    return (mine.own or mine.draws) and version.status == ContractStatus.PROPOSED and version.proposed_side != side


def answer(read: ContractReading, mine: Mine, version: ContractVersion) -> Act:
    """The line of a proposal that waits for an answer, with both ways to give one."""
    what = "alteration" if version.alters_id else "words"
    whose = "the department" if mine.own else "the executive"
    said = f"Version {version.number}, proposed by {whose}."
    if number := len(_of_others(read, mine)):
        said += f" {_count(number)} on it."
    if version.alters_id and version.reason:
        said += f" Why it alters: {version.reason}"
    return Act(
        title=f"Answer the {what} proposed: {mine.named}",
        view=WORDS,
        id=version.contract_id,
        detail=said,
        without=ALTERED if version.alters_id else STANDS,
        since=version.proposed_at,
        links=(
            ActLink("Agree to it", "web:agreement_agree", version.contract_id),
            ActLink("Answer with other words", "web:agreement_answer", version.contract_id),
        ),
    )


def state(mine: Mine, version: ContractVersion) -> str:
    """Where words stand that wait for somebody else, as the line of the law says it."""
    side = version.proposed_side or side_of_draft(version)
    who = "your side" if (side == contracting.EXECUTIVE) == mine.own else "the other side"
    return {
        ContractStatus.DRAFT: f"version {version.number} is being drawn up by {who}",
        ContractStatus.PROPOSED: f"version {version.number}, proposed by {who}, waits for an answer",
        ContractStatus.AGREED: f"version {version.number} is agreed and waits for signatures",
    }[ContractStatus(version.status)]


def _acts(read: ContractReading, mine: Mine, version: ContractVersion, told: bool) -> Iterator[Act]:
    if waits(mine, version):
        if not told:
            yield answer(read, mine, version)
    elif (mine.own or mine.draws) and (of_others := _of_others(read, mine)):
        yield Act(
            title=f"Read and settle {_count(len(of_others)).lower()}: {mine.named}",
            view=WORDS,
            id=version.contract_id,
            detail=f"Version {of_others[-1].version.number}. The newest is by {of_others[-1].written_by.full_name}.",
            without="They stay open beside the words, and the other side has no reply.",
            since=of_others[0].written_at,
        )
    user = read.standing.user
    for one in read.refusals.get(version.pk, []):
        if user is None or one.signed_by_id != user.pk:
            yield Act(
                title=f"{one.signed_by.full_name} refused to sign: {mine.named}",
                view=SIGNATURES,
                id=version.contract_id,
                detail=f"As {one.get_role_display().lower()}: {one.says}",
                without="It may still be signed as it stands. Until all have signed, it binds nobody.",
                since=one.signed_at,
            )


def _of_others(read: ContractReading, mine: Mine) -> list[ContractComment]:
    """The open comments of the other side on the words that are under way, and on those before them."""
    executive = mine.row.appointment.executive_id
    return [one for one in read.comments.get(mine.row.pk, []) if (one.written_by_id == executive) != mine.own]


def _count(number: int) -> str:
    return "1 comment" if number == 1 else f"{number} comments"
