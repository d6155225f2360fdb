"""Whether the server can listen where it is asked to."""

from __future__ import annotations

import socket

from meritbook.cli.errors import PortError


def require_free(host: str, port: int) -> None:
    """Raise `PortError` when the address cannot be listened on, before any work is done."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        raise PortError(
            f"Nothing can be served there: {problem.strerror or problem}.", where=f"{host}:{port}"
        ) from problem
