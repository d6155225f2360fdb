"""The names under which papers of a personnel file are saved: which kind, which seat, and when.

The seat is named by its number in this record and never the person: a name is seen in lists, mails and histories of
browsers by people who are not to read what the paper says.
"""

from __future__ import annotations

from datetime import date

from meritbook.records import clock
from meritbook.records.models import ContractVersion, Packet, PacketKind

_KINDS = {PacketKind.APPEAL: "appeal-packet", PacketKind.FULL_COPY: "full-copy"}


def packet_stem(kind: PacketKind, seat: int, on: date) -> str:
    """Without ending, such as `appeal-packet-seat-2-2005-07-05`."""
    return f"{_KINDS[kind]}-seat-{seat}-{on.isoformat()}"


def packet_name(packet: Packet, ending: str) -> str:
    """Of a packet that was made; `ending` is that of its zip or of its paper."""
    stem = packet_stem(PacketKind(packet.kind), packet.appointment.seat_id, clock.day_of(packet.made_at))
    return f"{stem}.{ending}"


def contract_name(version: ContractVersion) -> str:
    """Of a contract as PDF, such as `contract-seat-2-2004-07-01-version-3.pdf`: the day is the first of its term."""
    contract = version.contract
    starts = contract.starts_on.isoformat()
    return f"contract-seat-{contract.appointment.seat_id}-{starts}-version-{version.number}.pdf"
