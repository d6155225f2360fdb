"""The day on which an office is assessed: people open what they are asked, type, look once more, and send.

    python -m benchmarks.rating_day --database postgresql://…          into an empty database
    python -m benchmarks.rating_day --database … --answering 1000      a part of them answers, over the record of all

Twenty thousand people are asked, eleven on each executive, by the ten competencies of Maine's model with its thirty
behaviours. Each goes through the site as a browser does: the page, two drafts that the page keeps while they type, the
preview with the screening of their words, and the sending. One server process answers; as many clients as asked for
send one request after the other, which is many times what a day of 20,000 people asks. The goal is 100 ms for 95 of a
hundred requests of each kind.

Baselines, in the same minutes: a small static file of the same server, which tells what server and client cost without
any page; and the same answers put into a plain table by one INSERT each over a connection of the same process, which
keeps the name beside the answer, vouches for nothing and shows no page.

At the end the record is held against what was sent: as many answers lie in each box as people answered.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import queue
import random
import re
import resource
import sys
import tempfile
import threading
import time
import urllib.parse
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.measure import percentile, table, write
from benchmarks.pages import COOKIE, STATIC, ask, served, set_up, signed_in

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
GOAL = 100.0
GROUPS = ("self", "supervisor", *["peer"] * 4, *["report"] * 3, *["other"] * 2)
"""Of each assessment: eleven."""
WARM = 5
"""Respondents before the clock runs: the first requests fill caches that stay full."""
KINDS = ("page", "draft", "preview", "send")
WORDS = (
    "Says early what is not going well, and asks those who know the work before deciding.",
    "Could let go of details sooner; meetings often end without saying who does what by when.",
    "Explains the reasons for a change, so that it is carried further by others.",
)


@dataclass(frozen=True)
class Respondent:
    """Somebody who is asked, and the cookie with which they are signed in."""

    rater: int
    cookie: str


def fill(people: int) -> list[tuple[int, int]]:
    """An office of so many people who are asked; the number and the user of each rater.

    The rows are those that the acts would save, without their entries in the ledger.
    """
    from meritbook.actions import (
        SYSTEM,
        assessing,
        competency_models,
        create_department,
        create_user,
        install_competency_models,
        rating_box,
    )
    from meritbook.records.models import (
        AssessmentRater,
        CompetencyModelRow,
        MultiraterAssessment,
        Role,
        RoleAssignment,
        User,
    )

    department = create_department.perform(
        SYSTEM, at=AT, why="Benchmark.", code="revenue", name="Department of Revenue", starts_on=SINCE
    )
    install_competency_models.perform(SYSTEM, at=AT, why="Benchmark.")
    version = competency_models.current(CompetencyModelRow.objects.get(key="maine"))
    keeper = create_user.perform(SYSTEM, at=AT, why="Benchmark.", username="keeper", full_name="Kay Keeper")
    chance = random.Random(7)  # noqa: S311  # names of made-up people
    syllables = ("bar", "den", "hol", "kes", "lin", "mor", "nas", "rud", "sel", "tor", "wen", "yar")
    users = [
        User(
            username=f"asked-{n:05}",
            full_name=f"Person {''.join(chance.choices(syllables, k=3)).title()}",
            created_at=AT,
            password="!",  # noqa: S106  # nobody signs in by it
        )
        for n in range(people)
    ]
    users = User.objects.bulk_create(users, batch_size=2_000)
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(user=one, role=Role.EXECUTIVE, department=department, starts_on=SINCE, granted_at=AT)
            for one in users
        ],
        batch_size=2_000,
    )
    each = len(GROUPS)
    policy = assessing.policy_at(AT.date())
    rows = MultiraterAssessment.objects.bulk_create(
        [
            MultiraterAssessment(
                subject=users[start],
                department=department,
                version=version,
                role="executive",
                policy=policy.key,
                policy_version=policy.version,
                state="open",
                starts_on=AT.date(),
                ends_before=AT.date() + timedelta(days=14),
                drawn_by=keeper,
                drawn_at=AT,
            )
            for start in range(0, people, each)
        ],
        batch_size=2_000,
    )
    raters = AssessmentRater.objects.bulk_create(
        [
            AssessmentRater(assessment=rows[n // each], group=GROUPS[n % each], user=one, named_by=keeper)
            for n, one in enumerate(users)
        ],
        batch_size=2_000,
    )
    for row in rows:
        rating_box.make(row)
    return [(one.pk, user.pk) for one, user in zip(raters, users, strict=True)]


def keys() -> tuple[list[str], list[str]]:
    """The behaviours and competencies that are asked."""
    from meritbook.actions import assessing
    from meritbook.records.models import MultiraterAssessment

    row = MultiraterAssessment.objects.select_related("version").order_by("pk")[0]
    model = assessing.model_of(row)
    return [one.key for _, one in model.items(row.role)], [one.key for one in model.competencies]


class Client(threading.Thread):
    """Answers for one respondent after the other."""

    def __init__(self, port: int, waiting: queue.Queue[Respondent], asked: tuple[list[str], list[str]], n: int) -> None:
        super().__init__()
        self.port, self.waiting, self.asked = port, waiting, asked
        self.chance = random.Random(n)  # noqa: S311  # made-up answers
        self.took: dict[str, list[float]] = {kind: [] for kind in KINDS}
        self.baseline: list[float] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Until nobody is left, or a page does not do what it should."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        while not self.wrong:
            try:
                one = self.waiting.get_nowait()
            except queue.Empty:
                return
            self.answer(connection, one)
            if len(self.took["send"]) % 20 == 1:
                self.baseline.append(ask(connection, f"/static/{STATIC}", "")[0])

    def answer(self, connection: http.client.HTTPConnection, one: Respondent) -> None:
        """Everything that one respondent does."""
        page = f"/competencies/asked/{one.rater}/"
        body = self._post(connection, "page", page, one, None)
        behaviours, competencies = self.asked
        chosen = {f"b-{key}": self._place() for key in behaviours}
        half = dict(list(chosen.items())[: len(chosen) // 2])
        words = {f"c-{key}": self.chance.choice(WORDS) for key in self.chance.sample(competencies, 3)}
        if 'name="b-' not in body:
            self.wrong.append(f"{page} shows no form")
            return
        self._post(connection, "draft", page + "draft/", one, half)
        self._post(connection, "draft", page + "draft/", one, {**chosen, **words})
        found = re.search(r'name="seen" value="([0-9a-f]{64})"', self._post(
            connection, "preview", page, one, {**chosen, **words}
        ))  # fmt: skip
        if found is None:
            self.wrong.append(f"{page} shows no preview")
            return
        sent = self._post(connection, "send", page, one, {**chosen, **words, "seen": found[1]})
        if not re.search(r"[0-9a-f]{4}(-[0-9a-f]{4}){7}", sent):
            self.wrong.append(f"{page} gives no receipt")

    def _place(self) -> str:
        return "not-observed" if self.chance.random() < 0.05 else str(self.chance.randint(1, 5))

    def _post(
        self, connection: http.client.HTTPConnection, kind: str, path: str, one: Respondent, fields: Any
    ) -> str:  # fmt: skip
        token = "t" * 32
        headers = {"Accept": "text/html", "Cookie": f"{one.cookie}; csrftoken={token}"}
        data = None
        if fields is not None:
            data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        connection.request("GET" if data is None else "POST", path, body=data, headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode("utf-8")
        self.took[kind].append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            self.wrong.append(f"{path} ({kind}) answered with {answer.status}")
        return body


def plain(count: int) -> list[float]:
    """The baseline without anonymity: an answer a row, with its name, each in a transaction of its own."""
    from django.db import connection, transaction

    said = json.dumps({f"behaviour-{n}": 1 + n % 5 for n in range(30)} | {"words": " ".join(WORDS)})
    took = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain_answer (rater integer, said text)")
        for n in range(count):
            began = time.perf_counter()
            with transaction.atomic():
                cursor.execute("INSERT INTO bench_plain_answer VALUES (%s, %s)", [n, said])
            took.append((time.perf_counter() - began) * 1000)
        cursor.execute("DROP TABLE bench_plain_answer")
    return took


def held(answered: int) -> bool:
    """Whether as many answers lie in each box as people answered it, and as many in all as were sent."""
    from django.db.models import Count, Q

    from meritbook.actions import rating_box
    from meritbook.records.models import AssessmentBox, MultiraterAssessment

    rows = MultiraterAssessment.objects.annotate(n=Count("raters", filter=Q(raters__standing="answered")))
    people = dict(rows.values_list("pk", "n"))
    lie = {one.assessment_id: len(rating_box.look(one).answers) for one in AssessmentBox.objects.iterator()}
    return people == lie and sum(lie.values()) == answered


def main() -> None:
    """Fill, answer, hold against the record; print and keep what it took. Ends with 1 where the goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20_000, help="who are asked")
    parser.add_argument("--answering", type=int, default=0, help="how many of them answer; all without it")
    parser.add_argument("--clients", type=int, default=2, help="at once")
    parser.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL database; else SQLite")
    asked = parser.parse_args()
    os.environ["MERITBOOK_ON"] = AT.date().isoformat()
    if asked.database:
        os.environ["MERITBOOK_DATABASE_URL"] = asked.database
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        people = fill(asked.people)
        some = random.Random(3).sample(people, asked.answering or len(people))  # noqa: S311  # in no order
        waiting: queue.Queue[Respondent] = queue.Queue()
        early = [Respondent(rater, signed_in(user)) for rater, user in some[:WARM]]
        for rater, user in some[WARM:]:
            waiting.put(Respondent(rater, signed_in(user)))
        print(f"{len(people):,} are asked, {len(some):,} answer: {COOKIE}s are made", file=sys.stderr, flush=True)
        rows_alone = plain(2_000)
        busy = _processor_time()
        with served(home) as port:
            warm = Client(port, queue.Queue(), keys(), -1)
            for one in early:
                warm.answer(http.client.HTTPConnection("127.0.0.1", port, timeout=120), one)
            began = time.perf_counter()
            clients = [Client(port, waiting, keys(), n) for n in range(asked.clients)]
            for client in clients:
                client.start()
            while any(one.is_alive() for one in clients):
                time.sleep(5)
                print(f"  {len(some) - waiting.qsize():,}, {time.perf_counter() - began:.0f} s", file=sys.stderr)
            took = time.perf_counter() - began
        busy = _processor_time() - busy
        if wrong := [said for one in (warm, *clients) for said in one.wrong]:
            raise SystemExit("\n".join(wrong))
        if not held(len(some)):
            raise SystemExit("The boxes do not hold as many answers as were sent.")
    static = [one for client in clients for one in client.baseline]
    shown = [
        {"request": "INSERT of a named row (baseline, no page)", **_of(rows_alone)},
        {"request": "static file (baseline)", **_of(static)},
        *({"request": kind, **_of([one for client in clients for one in client.took[kind]])} for kind in KINDS),
    ]
    table(f"{len(some):,} of {len(people):,} people answer, {asked.clients} at once (goal: p95 {GOAL:.0f} ms)", shown)
    requests = sum(len(held) for client in clients for held in client.took.values())
    each = busy / (requests + WARM * 5) * 1000
    print(f"\n{each:.1f} ms of the server's processor time for a request, its start among it")
    print(f"{requests / took:.1f} requests a second; all {len(people):,} would take "
          f"{took / len(some) * len(people) / 3600:.1f} hours of the day")  # fmt: skip
    write(
        "rating_day",
        {
            "database": "postgresql" if asked.database else "sqlite",
            "people": len(people),
            "answering": len(some),
            "clients": asked.clients,
            "seconds": took,
            "processor ms a request": each,
            "requests": shown,
        },
    )
    if any(one["p95 ms"] > GOAL for one in shown[2:]):
        raise SystemExit(1)


def _processor_time() -> float:
    """Seconds of all processes that this one started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _of(took: list[float]) -> dict[str, Any]:
    return {"n": len(took), "p50 ms": percentile(took, 0.5), "p95 ms": percentile(took, 0.95), "most ms": max(took)}


if __name__ == "__main__":
    main()
