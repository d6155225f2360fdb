"""Changes the code in one place at a time, and asks whether a test notices: mutation testing of a folder, by mutmut.

`python .ci/mutants.py src/meritbook/core/law` works in `build/mutants`, on copies and in an environment of its own, and
keeps there what it found: a second run judges what changed, and what lived. A mutant dies when strict typing refuses
it, or when a test fails or runs far too long. Those that live are written to `build/mutants/survivors.txt`, as changes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "mutants"
WORK, ENVIRONMENT = HOME / "work", HOME / "environment"
MUTMUT = "mutmut>=3.8,<4"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "vendor", "screenshots")
SPURIOUS = ("unused-ignore", "no-redef", "has-type")
"""What the type checker finds in every copy of a method, changed or not, because the copies stand in one class."""
KINDS = ("mutants", "typing", "killed", "time over", "no test", "survived", "not judged")
KEPT = ("typing", "killed")
"""What a later run does not judge again."""
DEAD = (*KEPT, "time over")
EXIT_CODES: dict[int | None, str] = {
    None: "not judged",
    0: "survived",
    1: "killed",
    2: "not judged",
    3: "killed",
    5: "no test",
    33: "no test",
    37: "typing",
}
"""What a code of mutmut means; any other is a test run that was ended because it took far too long."""

PLUGIN = '''\
"""What pytest does otherwise while mutants are judged.

It forgets at every fifth test what is in caches while it is noted which test runs which function: otherwise only the
first test that asks for a law pack would count as a test of reading it. And it collects whole files and picks from
them, the quickest test first, because hundreds of tests named one by one take longer to be found than to run. A drawn
example that fails is not made smaller: that it fails is enough.
"""

import json
import os
import sys
from itertools import count
from pathlib import Path

from hypothesis import Phase, settings

settings.register_profile("found is enough", phases=(Phase.explicit, Phase.generate))
settings.load_profile("found is enough")

TESTS = count()
NAMED = set()


def pytest_configure(config):
    if all("::" in one for one in config.args):
        NAMED.update(config.args)
        config.args[:] = sorted({one.partition("::")[0] for one in NAMED})


def pytest_collection_modifyitems(items):
    if NAMED:
        items[:] = [one for one in items if one.nodeid in NAMED]
        kept = Path("mutmut-stats.json")
        seconds = json.loads(kept.read_text(encoding="utf-8"))["duration_by_test"] if kept.exists() else {}
        items.sort(key=lambda one: seconds.get(one.nodeid, 0))


def pytest_runtest_setup():
    if os.environ.get("MUTANT_UNDER_TEST") == "stats" and next(TESTS) % 5 == 0:
        for name, module in list(sys.modules.items()):
            for one in list(vars(module).values()) if name.startswith("meritbook.") else ():
                if hasattr(one, "cache_clear"):
                    one.cache_clear()
'''
SHOWING = """\
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for name in sys.stdin.read().split():
    print(f"# {name}", get_diff_for_mutant(name), sep="\\n")
"""


def main() -> int:
    """Run it and print a table; the exit code is 1 when too few die."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="folders or modules to change, e.g. src/meritbook/core/law")
    parser.add_argument("--tests", nargs="*", help="tests to run; without it, the folders named like those of the code")
    parser.add_argument("--processes", type=int, default=2, help="how many mutants to judge at a time")
    parser.add_argument("--anew", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--at-least", type=int, default=90, metavar="PERCENT", help="how many of a hundred must die")
    asked = parser.parse_args()
    paths = [path.resolve().relative_to(ROOT) for path in asked.paths]
    tests = asked.tests or [test for path in paths for test in tests_of(path)]
    if not tests:
        parser.error("no tests are named like these paths; name them with --tests")
    if asked.anew:
        shutil.rmtree(WORK, ignore_errors=True)
    make_environment()
    copy(paths, tests)
    done = run("mutmut", "run", "--max-children", str(asked.processes))
    if done.returncode:
        return int(done.returncode)
    found = results(paths)
    show_survivors(
        [name for codes in found.values() for name, kind in codes.items() if kind in ("survived", "no test")]
    )
    return 0 if report(found) >= asked.at_least else 1


def tests_of(path: Path) -> list[str]:
    """The folders of tests named like the code: `tests/core/law` and `tests/law` for `src/meritbook/core/law`."""
    room = (path if (ROOT / path).is_dir() else path.parent).relative_to("src/meritbook")
    return [
        str(one) for one in dict.fromkeys([Path("tests") / room, Path("tests") / room.name]) if (ROOT / one).is_dir()
    ]


def make_environment() -> None:
    """An environment that has mutmut and sees the packages of the one that runs this."""
    if (ENVIRONMENT / "bin" / "mutmut").exists():
        return
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    told = run(
        "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", where=HOME, capture_output=True
    )
    (Path(told.stdout.strip()) / "project.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    run("python", "-m", "pip", "install", "--quiet", MUTMUT, where=HOME).check_returncode()


def run(program: str, *arguments: str, where: Path = WORK, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment, whose programs come first for whatever it runs in turn."""
    path = f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    surroundings = {**os.environ, "PATH": path, "PYTHONPATH": str(WORK)}
    command = [str(ENVIRONMENT / "bin" / program), *arguments]
    return subprocess.run(command, cwd=where, env=surroundings, check=False, text=True, **more)  # noqa: S603 - our own


def copy(paths: Sequence[Path], tests: Sequence[str]) -> None:
    """The project as it is now, with what mutmut must know."""
    WORK.mkdir(parents=True, exist_ok=True)
    mutants = WORK / "mutants"
    # Which test runs which function may have changed, and what lived may die by now.
    (mutants / "mutmut-stats.json").unlink(missing_ok=True)
    for file in (mutants / "src").rglob("*.py.meta"):
        kept = json.loads(file.read_text(encoding="utf-8"))
        codes = kept["exit_code_by_key"]
        kept["exit_code_by_key"] = {name: code if kind_of(code) in KEPT else None for name, code in codes.items()}
        file.write_text(json.dumps(kept), encoding="utf-8")
    for name in ("src", "tests", "docs"):
        for old in (*(WORK / name).rglob("*"), *(mutants / name).rglob("*")):
            if old.is_file() and old.suffix != ".meta":
                old.unlink()
        shutil.copytree(ROOT / name, WORK / name, ignore=LEFT_OUT, dirs_exist_ok=True)
    (WORK / "judging.py").write_text(PLUGIN, encoding="utf-8")
    settings = {
        "source_paths": ["src"],
        "also_copy": ["docs", "judging.py"],
        "only_mutate": [f"{path}/*" if (ROOT / path).is_dir() else str(path) for path in paths],
        "pytest_add_cli_args_test_selection": [*tests],
        "pytest_add_cli_args": ["-p", "judging", "-p", "no:cacheprovider"],
        "type_check_command": [
            *("python", "-m", "mypy", "--output", "json", *map(str, paths)),
            *(text for code in SPURIOUS for text in ("--disable-error-code", code)),
        ],
        # Every mutant starts from a process in which no test has run, and so nothing is in a cache.
        "process_isolation": "forkserver",
        "use_git_change_detection": False,
        "track_dependencies": False,
        # Two minutes and a half, and more where many tests run the function: the machine may be busy.
        "timeout_constant": 1000.0,
        "timeout_multiplier": 0.15,
    }
    # JSON's lists, words, numbers and truths are those of TOML.
    table = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (WORK / "pyproject.toml").write_text(f"{project}\n[tool.mutmut]\n{table}\n", encoding="utf-8")


def results(paths: Sequence[Path]) -> dict[str, dict[str, str]]:
    """For each module, what became of each mutant."""
    found = {}
    for path in paths:
        place = WORK / "mutants" / path
        for file in sorted(place.rglob("*.py.meta")) if place.is_dir() else [place.with_name(f"{place.name}.meta")]:
            codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
            module = str(file.relative_to(WORK / "mutants")).removesuffix(".meta")
            found[module] = {name: kind_of(code) for name, code in codes.items()}
    return {module: codes for module, codes in found.items() if codes}


def kind_of(code: int | None) -> str:
    """What became of a mutant, by its code."""
    return EXIT_CODES.get(code, "time over")


def show_survivors(names: Sequence[str]) -> None:
    """Write each change that nothing noticed."""
    done = run("python", "-c", SHOWING, input="\n".join(names), stdout=subprocess.PIPE)
    done.check_returncode()
    (HOME / "survivors.txt").write_text(done.stdout, encoding="utf-8")


def report(found: dict[str, dict[str, str]]) -> float:
    """Print the table; how many of a hundred died."""
    total: Counter[str] = Counter()
    print("\n| module | " + " | ".join(KINDS) + " | died |\n|" + " --- |" * (len(KINDS) + 2))
    for module, codes in found.items():
        counts = Counter(codes.values())
        counts["mutants"] = len(codes)
        total.update(counts)
        print(row(f"`{Path(module).name}`", counts))
    print(row("all", total))
    tested = total["mutants"] - total["typing"]
    print(f"\nOf the {tested:,} that strict typing lets pass, {died(total) - total['typing']:,} died.")
    print(f"What lives: {HOME / 'survivors.txt'}")
    return 100 * died(total) / max(total["mutants"], 1)


def died(counts: Counter[str]) -> int:
    """How many did not live."""
    return sum(counts[kind] for kind in DEAD)


def row(name: str, counts: Counter[str]) -> str:
    """One line of the table."""
    share = f"{100 * died(counts) / max(counts['mutants'], 1):.0f} %"
    return f"| {name} | " + " | ".join(f"{counts[kind]:,}" for kind in KINDS) + f" | {share} |"


if __name__ == "__main__":
    sys.exit(main())
