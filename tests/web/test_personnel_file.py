"""The pages of a personnel file: papers are saved under names that say which and when, and never whose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from meritbook.records import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "ending"), [("web:packet_zip", "zip"), ("web:packet_paper", "pdf")])
def test_a_packet_is_saved_by_its_kind_seat_and_day_and_names_nobody(
    world: Any, signed_in: Callable[[Any], Any], address: str, ending: str
) -> None:
    filed = world.filed
    response = signed_in(world.people.agency_hr).get(reverse(address, args=[filed.appointment.pk, filed.packet.pk]))
    day = clock.day_of(filed.packet.made_at).isoformat()
    said = response["Content-Disposition"]
    assert said == f'attachment; filename="appeal-packet-seat-{filed.appointment.seat_id}-{day}.{ending}"'
    assert filed.appointment.executive.username not in said


def test_a_contract_is_saved_by_its_seat_its_first_day_and_its_version(
    world: Any, signed_in: Callable[[Any], Any]
) -> None:
    version = world.filed.version
    contract = version.contract
    response = signed_in(world.people.agency_hr).get(reverse("web:agreement_pdf", args=[contract.pk]))
    name = f"contract-seat-{contract.appointment.seat_id}-{contract.starts_on}-version-{version.number}.pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_document_of_the_file_is_saved_under_its_own_name(world: Any, signed_in: Callable[[Any], Any]) -> None:
    filed = world.filed
    response = signed_in(world.people.agency_hr).get(
        reverse("web:file_document", args=[filed.appointment.pk, filed.document.pk])
    )
    assert filed.document.name in response["Content-Disposition"]
