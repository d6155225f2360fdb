"""Each page of the site with 10,000 positions, on one granian worker, signed in as those who open it.

A fresh home is filled, `meritbook serve` is started on it, and each page is asked for again and again, by one client
and by two at once. A page's time is what a client sees: from sending the request to having read the last byte. The
baseline is a static file from the same server, which tells what the server and the client cost without any page.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import percentile, table, write

if TYPE_CHECKING:
    from benchmarks.filling import Filled

COOKIE = "sessionid"
STATIC = "vendor/uswds/js/uswds-init.min.js"
"""The baseline: a small static file of the same server."""


def set_up(home: str) -> None:
    """Django on the home, its database migrated."""
    os.environ["MERITBOOK_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "meritbook.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def signed_in(user_key: int) -> str:
    """A session of the person, as the cookie that the browser would send."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from meritbook.records.models import User

    user = User.objects.get(pk=user_key)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{COOKIE}={session.session_key}"


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(home: str) -> Iterator[int]:
    """`meritbook serve` with one worker on the home; the port it listens on."""
    port = free_port()
    command = [sys.executable, "-m", "meritbook", "serve", "--port", str(port)]
    log = Path(home) / "serve.log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, env=os.environ | {"MERITBOOK_HOME": home}, stdout=output, stderr=output)
        try:
            for _ in range(300):
                if server.poll() is not None:
                    raise SystemExit(f"The server ended:\n{log.read_text(encoding='utf-8')}")
                with socket.socket() as probe:
                    probe.settimeout(0.2)
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            else:
                raise SystemExit("The server did not answer within thirty seconds.")
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def ask(connection: http.client.HTTPConnection, path: str, cookie: str) -> tuple[float, int, int]:
    """One request: milliseconds to the last byte, status, bytes."""
    headers = {"Accept": "text/html", "Accept-Encoding": "gzip"}
    if cookie:
        headers["Cookie"] = cookie
    start = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    return (time.perf_counter() - start) * 1000, answer.status, len(body)


def measure(port: int, path: str, cookie: str, *, clients: int, requests: int) -> tuple[list[float], int]:
    """The times of `requests` requests by each of `clients` clients at once, and the size of the page."""
    took: list[float] = []
    wrong: list[int] = []
    sizes: list[int] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(requests + 3):
            milliseconds, status, size = ask(connection, path, cookie)
            if status != 200:
                wrong.append(status)
            elif number >= 3:  # the first ones fill caches that stay full
                took.append(milliseconds)
                sizes.append(size)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{path} answered with {sorted(set(wrong))}")
    return took, max(sizes)


NOT_MEASURED = {
    "plan_current": "leads on to the revision in effect",
    "plan_compare": "needs two revisions of one plan",
    "position_edit": "needs a draft, and the filled positions are all official",
    "position_source": "needs a position that was read from a file",
    "position_submit": "needs a draft",
    "position_sign": "needs a submitted description",
    "position_compare": "needs two versions",
    "original": "a file, not a page",
    "letter": "a file, not a page",
    "verify": "walks the whole record by design; `meritbook verify` is for that",
    "department_positions": "leads on to the list of positions",
    "undo": "answers to the form of the decision",
    "decide": "answers to the form of the bench",
    "person_shut_out": "answers to the form of the person's page",
    "person_let_in": "needs a person who is shut out",
    "person_password": "asks for the administrator's own password first",
    "department_end": "answers to the form of the people's page",
}
"""Addresses that are left out, and why."""


def pages(filled: Filled) -> list[tuple[str, str, str]]:
    """Each kind of page: its name, the role that opens it (empty: the public), its address."""
    from django.urls import reverse

    from meritbook.records.models import ClassEntry, Department, PlanRevision

    kansas = PlanRevision.objects.get(key="kansas", withdrawn_at__isnull=True)
    entry = ClassEntry.objects.filter(plan_revision=kansas).order_by("position")[1]
    department = Department.objects.order_by("pk")[0]
    plan: dict[str, Any] = {"key": kansas.key, "revision": kansas.revision}
    position: dict[str, Any] = {"pk": filled.position}
    version: dict[str, Any] = {"pk": filled.position, "version": 1}

    def page(role: str, name: str, query: str = "", **values: Any) -> tuple[str, str, str]:
        return f"{name} {query}".strip(), role, reverse(f"web:{name}", kwargs=values) + query

    desks = [page(role, "home") for role in filled.users]
    listed = [
        page("", "accessibility"),
        page("", "privacy"),
        page("", "plans"),
        page("", "plan", **plan),
        page("", "plan_source", **plan),
        page("", "plan_fields", **plan),
        page("", "plan_revisions", **plan),
        page("", "series", **plan, ref=entry.series_ref),
        page("", "class", **plan, ref=entry.ref),
        page("", "classes"),
        page("", "classes", "?q=audit"),
        page("analyst", "documents"),
        page("analyst", "import"),
        page("analyst", "positions"),
        page("analyst", "positions", "?q=audit"),
        page("analyst", "positions", "?page=300"),
        page("agency_hr", "positions"),
        page("agency_hr", "position_new"),
        page("agency_hr", "position_file"),
        page("analyst", "position", **position),
        page("executive", "position", **position),
        page("analyst", "position_text", **version),
        page("analyst", "bench", **position),
        page("analyst", "positions", f"?department={department.pk}&state=unallocated"),
        page("analyst", "bench", "?run=1", **position),
        page("analyst", "decisions"),
        page("analyst", "decision", pk=filled.decision),
        page("executive", "decision", pk=filled.decision),
        page("auditor", "ledger"),
        page("auditor", "ledger", "?page=300"),
        page("auditor", "entry", seq=filled.ledger),
        page("system_administrator", "people"),
        page("system_administrator", "person", pk=filled.users["analyst"]),
        page("system_administrator", "person_new"),
        page("system_administrator", "department_new"),
        page("system_administrator", "role_end", pk=filled.users["analyst"], assignment=filled.assignment),
    ]
    sign_in = ("sign-in", "", reverse("account_login"))
    return [(STATIC, "", f"/static/{STATIC}"), sign_in, *desks, *listed]


def forgotten(measured: list[tuple[str, str, str]]) -> set[str]:
    """Names of addresses that are neither measured nor left out for a reason."""
    from meritbook.web.urls import urlpatterns

    names = {str(pattern.name) for pattern in urlpatterns}
    return names - {name.split()[0] for name, _, _ in measured} - set(NOT_MEASURED)


def main() -> None:
    """Fill, serve, measure, print and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--positions", type=int, default=10_000)
    parser.add_argument("--allocated", type=int, default=500, help="positions with a run and a decision")
    parser.add_argument("--requests", type=int, default=60, help="requests of each client to each page")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meritbook-pages-") as home:
        set_up(home)
        from benchmarks.filling import fill

        start = time.perf_counter()
        filled = fill(asked.positions, min(asked.allocated, asked.positions))
        print(f"filled in {time.perf_counter() - start:.0f} s: {filled}")
        cookies = {"": ""} | {role: signed_in(key) for role, key in filled.users.items()}
        measured = pages(filled)
        if left := forgotten(measured):
            raise SystemExit(f"Measure these too, or say in NOT_MEASURED why not: {sorted(left)}")
        rows = []
        with served(home) as port:
            for name, role, path in measured:
                row: dict[str, Any] = {"page": name, "as": role or "public"}
                for clients in (1, 2):
                    took, size = measure(port, path, cookies[role], clients=clients, requests=asked.requests)
                    row[f"p50 ms, {clients} at once"] = percentile(took, 0.50)
                    row[f"p95 ms, {clients} at once"] = percentile(took, 0.95)
                    row["kB"] = size / 1000
                rows.append(row)
        table(f"Pages with {filled.positions} positions, one worker", rows)
        write("pages", {"rows": rows, "positions": filled.positions, "ledger": filled.ledger, "runs": filled.runs})


if __name__ == "__main__":
    main()
