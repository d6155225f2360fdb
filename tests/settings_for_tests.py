"""The real settings with a data folder that is thrown away, and a database of the caller's choice.

`MERITBOOK_TEST_DATABASE_URL` runs the same tests on PostgreSQL. Without it they run on an SQLite file, not in memory:
threads that race for the same row then meet real locks.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="meritbook-tests-"))
_owner = os.getpid()


def _throw_away() -> None:
    # Only by the process that made it: a forked child leaves it alone.
    if os.getpid() == _owner:
        shutil.rmtree(_home, ignore_errors=True)


atexit.register(_throw_away)
for _name in [name for name in os.environ if name.startswith("MERITBOOK_") and not name.startswith("MERITBOOK_TEST_")]:
    del os.environ[_name]
os.environ["MERITBOOK_HOME"] = str(_home)
if _url := os.environ.get("MERITBOOK_TEST_DATABASE_URL", ""):
    os.environ["MERITBOOK_DATABASE_URL"] = _url

from meritbook.settings import *  # noqa: E402, F403
from meritbook.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}
    # A crash of the machine costs nothing here.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    # A connection that stays open keeps the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
# Contracts are sealed in tests too, by a test authority in the folder that is thrown away.
MERITBOOK_TEST_AUTHORITY = True
# The file of connections that tests of queries write.
MERITBOOK_QUERIES = str(_home / "queries.toml")
# Guests of an assessment are mailed a link.
MERITBOOK_ADDRESS = "https://meritbook.example"
# Counted by the person's number, which many tests of one minute share: what one test gives must not refuse another.
ACCOUNT_RATE_LIMITS = False
