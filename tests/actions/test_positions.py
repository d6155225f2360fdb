"""A position description on its way from draft to official."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from meritbook.actions import Actor, describe_position, sign_description, submit_description
from meritbook.actions.permissions import ForbiddenError, OwnCaseError
from meritbook.actions.policies import (
    DescriptionError,
    NotAppointingAuthorityError,
    SupervisorError,
    TextError,
)
from meritbook.actions.sign_description import ChangedSinceReadError
from meritbook.core.values import canonical_json
from meritbook.records.models import LedgerEntry, Position, PositionVersion
from meritbook.records.states import StateError

pytestmark = pytest.mark.django_db


def test_a_signed_description_is_official_and_says_who_signed_it_and_when(
    official_version: Any, people: Any, at: Any
) -> None:
    assert official_version.status == "official"
    assert (official_version.signed_by, official_version.signed_at) == (people.appointing_authority, at)
    assert official_version.position.official_version == official_version


def test_the_text_that_quotes_point_into_names_position_and_version(draft: Any) -> None:
    assert draft.document.key == "position:0417-22@1"
    assert "Formulates the audit selection policy" in draft.document.text


def test_the_same_description_again_changes_nothing(describe: Any, description: Any, draft: Any) -> None:
    before = LedgerEntry.objects.count()
    again = describe(description)
    assert not again.changed
    assert again.version == draft
    assert LedgerEntry.objects.count() == before


def test_a_draft_is_written_over_and_stays_the_same_version(describe: Any, description: Any, draft: Any) -> None:
    again = describe(description.model_copy(update={"purpose": "Directs the audit programs."}))
    assert (again.version.pk, again.version.version, again.version.status) == (draft.pk, 1, "draft")
    assert again.version.description.purpose == "Directs the audit programs."


def test_describing_while_submitted_takes_the_submission_back(
    describe: Any, description: Any, draft: Any, people: Any, at: Any
) -> None:
    submitted = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=draft)
    describe(description.model_copy(update={"purpose": "Directs the audit programs."}))
    with pytest.raises(StateError, match="draft"):
        sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=submitted)


def test_what_is_signed_is_what_was_read(describe: Any, description: Any, draft: Any, people: Any, at: Any) -> None:
    read = draft.digest
    changed = describe(description.model_copy(update={"purpose": "Directs the audit programs."})).version
    submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=changed)
    with pytest.raises(ChangedSinceReadError):
        sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=draft, digest=read)


def test_a_new_version_supersedes_the_official_one_when_it_is_signed(
    describe: Any, description: Any, official_version: Any, people: Any, at: Any
) -> None:
    second = describe(description.model_copy(update={"purpose": "Directs the audit programs."})).version
    assert second.version == 2
    official_version.refresh_from_db()
    assert official_version.status == "official", "until the new one is signed"
    submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=second)
    second = sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=second)
    official_version.refresh_from_db()
    assert (official_version.status, second.status) == ("superseded", "official")


def test_a_draft_cannot_be_signed(draft: Any, people: Any, at: Any) -> None:
    with pytest.raises(StateError, match="is draft; this needs it to be submitted"):
        sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=draft)


def test_only_the_appointing_authority_of_the_position_signs(draft: Any, people: Any, at: Any) -> None:
    submitted = submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=draft)
    Position.objects.filter(pk=draft.position_id).update(appointing_authority=people.department_director)
    with pytest.raises(ForbiddenError):
        sign_description.perform(Actor(people.appointing_authority), at=at, why="Agreed.", version=submitted)
    Position.objects.filter(pk=draft.position_id).update(appointing_authority=people.appointing_authority)


def test_percentages_that_total_97_keep_a_description_from_being_submitted(
    describe: Any, description: Any, people: Any, at: Any
) -> None:
    duties = (description.duties[0].model_copy(update={"percent": Decimal(57)}), *description.duties[1:])
    version = describe(
        description.model_copy(update={"duties": duties}), appointing_authority=people.appointing_authority
    ).version
    with pytest.raises(DescriptionError, match="97") as caught:
        submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=version)
    assert caught.value.details["problems"]
    version.refresh_from_db()
    assert version.status == "draft"


def test_a_description_that_nobody_could_sign_is_not_submitted(
    describe: Any, description: Any, people: Any, at: Any
) -> None:
    version = describe(description).version
    with pytest.raises(NotAppointingAuthorityError):
        submit_description.perform(Actor(people.agency_hr), at=at, why="Complete.", version=version)


def test_hr_of_another_department_does_not_describe(people: Any, departments: Any, description: Any, at: Any) -> None:
    with pytest.raises(ForbiddenError):
        describe_position.perform(
            Actor(people.agency_hr_elsewhere),
            at=at,
            why="New.",
            department=departments.revenue,
            description=description,
        )


def test_nobody_describes_the_position_that_they_hold(describe: Any, description: Any, people: Any) -> None:
    with pytest.raises(OwnCaseError):
        describe(description, incumbent=people.agency_hr)
    assert not Position.objects.exists()


def test_nobody_gives_up_a_position_in_order_to_describe_it(describe: Any, description: Any, people: Any) -> None:
    position = describe(description).position
    Position.objects.filter(pk=position.pk).update(incumbent=people.agency_hr)
    with pytest.raises(OwnCaseError):
        describe(description.model_copy(update={"purpose": "Other."}), incumbent=None)
    Position.objects.filter(pk=position.pk).update(incumbent=None)


def test_a_position_does_not_come_to_report_to_itself(describe: Any, description: Any, draft: Any) -> None:
    above = draft.position.supervisor
    with pytest.raises(SupervisorError):
        describe(above.versions.get().description, supervisor=draft.position)


def test_a_change_of_people_alone_leaves_the_version(describe: Any, description: Any, draft: Any, people: Any) -> None:
    done = describe(description, incumbent=people.nobody)
    assert done.changed
    assert done.version == draft
    assert done.position.incumbent == people.nobody


def test_a_description_is_read_from_a_file_and_the_original_kept(
    people: Any, departments: Any, description: Any, at: Any
) -> None:
    data = canonical_json(description).encode()
    done = describe_position.perform(
        Actor(people.agency_hr),
        at=at,
        why="From the old system.",
        department=departments.revenue,
        data=data,
        name="position.json",
    )
    assert done.version.description == description
    assert done.version.source.original() == data


EVERY_SCRIPT = "Añe Љ Ω א ع द 中 한 ไ ა 𐍈 é 👩‍🚀"


def test_a_title_in_every_script_is_kept_as_it_was_written(describe: Any, description: Any) -> None:
    done = describe(description.model_copy(update={"working_title": EVERY_SCRIPT}))
    assert PositionVersion.objects.get(pk=done.version.pk).description.working_title == EVERY_SCRIPT
    assert Position.objects.get(pk=done.position.pk).title == EVERY_SCRIPT


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_what_no_database_holds_is_refused_with_its_place(describe: Any, description: Any, character: str) -> None:
    with pytest.raises(TextError, match=f"U\\+{ord(character):04X}"):
        describe(description.model_copy(update={"working_title": f"a{character}b"}))


def test_either_a_description_or_a_file_is_given(people: Any, departments: Any, at: Any) -> None:
    with pytest.raises(TypeError):
        describe_position.perform(Actor(people.agency_hr), at=at, why="x", department=departments.revenue)


def test_what_came_of_it_cannot_be_changed(describe: Any, description: Any) -> None:
    done = describe(description)
    assert replace(done, changed=False).changed is False
    with pytest.raises(AttributeError):
        done.changed = False
