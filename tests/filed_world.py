"""What the pages and the API show of a personnel file: a copy on its way, a legal hold, a packet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from appointing_world import vouch


@dataclass(frozen=True)
class Filed:
    """Rows of the file of the executive of the page tests."""

    appointment: Any
    version: Any
    """Signed by all; its copy to the department is on its way, that to central human resources was not sent."""
    copy: Any
    hold: Any
    packet: Any
    contract: Any
    """The contract on record."""
    document: Any
    """The letter of the notice."""

    def arguments(self) -> dict[str, dict[str, Any]]:
        """For each address: its parts."""
        file = {"pk": self.appointment.pk}
        return {
            "web:file": file,
            "web:file_document": {**file, "document": self.document.pk},
            "web:file_hold": file,
            "web:file_hold_release": {**file, "hold": self.hold.pk},
            "web:file_copy_send": {**file, "version": self.version.pk, "to": "central_hr"},
            "web:file_copy_receive": {**file, "copy": self.copy.pk},
            "web:file_take": {**file, "contract": self.contract.pk},
            "web:file_packet": file,
            "web:file_full_copy": file,
            "web:packet_zip": {**file, "packet": self.packet.pk},
            "web:packet_paper": {**file, "packet": self.packet.pk},
        }


def filed_of(people: Any, executives: Any, at: datetime) -> Filed:
    """The file of the executive."""
    from file_world import document
    from meritbook.actions import Actor, hold_file, send_copy
    from meritbook.records.models import Packet

    version = executives.agreement.versions.get()
    copy = send_copy.perform(Actor(people.agency_hr), at=at, why="For the file.", version=version, to="department_hr")
    hold = hold_file.perform(
        Actor(people.agency_hr),
        at=at,
        why="A suit.",
        appointment=executives.held,
        matter="Appeal 12",
        reason="Pending.",
    )
    zipped = document(b"PK\5\6" + bytes(18), "appeal-1.zip", "application/zip", people.agency_hr)
    paper = document(b"%PDF-1.7 a packet\n", "appeal-1.pdf", "application/pdf", people.agency_hr)
    packet = Packet.objects.create(
        appointment=executives.held, kind="appeal", purpose="Appeal 12.", entries=3, document=zipped, index=paper,
        made_by=people.agency_hr, made_at=at,
    )  # fmt: skip
    vouch(zipped, paper, packet)
    return Filed(executives.held, version, copy, hold, packet, executives.contract, executives.notice.document)
