"""What can be taken back leads to the page that takes it back."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from meritbook.actions import undoing
from meritbook.actions.permissions import Standing
from meritbook.records import clock
from meritbook.records.models import User

pytestmark = pytest.mark.django_db
STATES = ("in_force", "agreed", "proposed", "draft")


def contract_in(world: Any, state: str) -> Any:
    return {
        "in_force": world.executives.agreement,
        "agreed": world.executives.to_sign.contract,
        "proposed": world.words.proposed,
        "draft": world.words.draft,
    }[state]


@pytest.mark.parametrize("kind", sorted(undoing.UNDOS))
def test_every_act_of_the_register_is_part_of_the_program_and_has_its_page(kind: str) -> None:
    undo = undoing.UNDOS[kind]
    assert callable(import_module(f"meritbook.actions.{undo.act}").perform)
    assert reverse(undo.page, args=undo.arguments(12, 34))


@pytest.mark.parametrize("state", STATES)
def test_whoever_is_offered_to_take_a_step_back_gets_the_page(
    world: Any, signed_in: Callable[[Any], Any], state: str
) -> None:
    contract = contract_in(world, state)
    offered = 0
    for user in User.objects.filter(is_active=True):
        standing = Standing(user, clock.today())
        if not standing.contracts().filter(pk=contract.pk).exists():
            continue
        client = signed_in(user)
        shown = client.get(reverse("web:agreement_undo", args=[contract.pk])).content.decode()
        for step in undoing.steps(contract, standing):
            address = reverse(step.undo.page, args=step.undo.arguments(contract.pk, step.row.pk))
            assert (f'href="{address}"' in shown) is step.possible, (user.username, step.kind)
            if step.possible:
                offered += 1
                assert client.get(address).status_code == 200, (user.username, address)
            elif not step.why_not and step.kind != "contract":
                assert client.get(address).status_code in (403, 404, 409), (user.username, address)
    assert offered


def test_every_kind_of_step_of_the_year_is_seen_on_some_contract(world: Any) -> None:
    seen = {
        step.kind
        for state in STATES
        for user in User.objects.filter(is_active=True)
        for step in undoing.steps(contract_in(world, state), Standing(user, clock.today()))
    }
    assert seen >= set(undoing.UNDOS) - {"hand_over", "proof"}, set(undoing.UNDOS) - seen


@pytest.mark.parametrize(
    ("state", "who", "buttons"),
    [
        ("proposed", "executive", ("Withdraw this proposal",)),
        ("proposed", "department_director", ("Withdraw the whole contract",)),
        ("agreed", "department_director", ("Take back the agreement", "Withdraw the whole contract")),
    ],
)
def test_each_button_of_a_contract_says_what_it_takes_back(
    world: Any, signed_in: Callable[[Any], Any], state: str, who: str, buttons: tuple[str, ...]
) -> None:
    contract = contract_in(world, state)
    if state == "proposed" and who == "department_director":
        # The executive's proposal is not the director's to withdraw; the contract is, as long as nobody signed it.
        assert contract.versions.latest("number").proposed_side == "executive"
    page = signed_in(getattr(world.people, who)).get(reverse("web:agreement", args=[contract.pk])).content.decode()
    taking_back = {"Withdraw this proposal", "Take back the agreement", "Withdraw the whole contract"}
    assert {one for one in taking_back if f">{one}</a>" in page} == set(buttons)
    assert ">Undo a step</a>" in page
    for vague in (">Take it back<", ">Withdraw<", ">Take back<"):
        assert vague not in page
