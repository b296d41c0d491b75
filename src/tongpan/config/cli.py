"""
The ``tongpan`` command: a thin face over the features' management commands.

``tongpan leads import FILE`` runs the management command ``leads_import``. Progress goes to stderr; with ``--json``
the last line of stdout is one JSON object. Exit codes: 0 done, 1 refused or failed (the reason stands on stderr),
2 the words of the call were wrong, 130 stopped by Ctrl-C.
"""

import os
import sys
from typing import NoReturn

from django.core.management import execute_from_command_line

from tongpan import __version__
from tongpan.law.faces.command import FACES

# group → verb → (management command, one line of help)
GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "demo": {
        "load": ("demo_load", "load the synthetic demo county"),
        "simulate": ("demo_simulate", "let the demo county work for years, through the real actions"),
    },
    "places": {
        "load": ("places_load", "load division codes, up to the whole national list"),
        "import-grids": ("places_import_grids", "load grids from GeoJSON or Excel"),
    },
    "agencies": {
        "init": ("agencies_init", "create the first body of a county and its system manager"),
        "import": ("agencies_import", "import bodies, teams, people, posts and credentials"),
    },
    "powers": {
        "catalogue": ("powers_catalogue", "load the catalogue of matters"),
        "import": ("powers_import", "import a power list from CSV or Excel"),
        "export": ("powers_export", "export a power list"),
    },
    "leads": {
        "import": ("leads_import", "import leads from CSV, Excel or JSONL"),
        "recount": ("leads_recount", "recount the roll-ups from the leads themselves"),
    },
    "cases": {
        "recount": ("cases_recount", "count limits and flags of every case again from its facts"),
        "verify": ("cases_verify", "verify what is kept of every case against its ledger"),
    },
    "footage": {
        "import": ("footage_import", "import recordings of the dock by its list, with or without their files"),
    },
    "documents": {
        "verify": ("documents_verify", "verify every document in force: bytes, digests, electronic seal"),
    },
    "ledger": {
        "verify": ("ledger_verify", "verify the whole ledger, also against an exported head"),
        "head": ("ledger_head", "print the current head, to be kept elsewhere"),
    },
    "tokens": {
        "issue": ("tokens_issue", "issue a token for another system; printed once"),
        "revoke": ("tokens_revoke", "take a token back"),
        "list": ("tokens_list", "list the tokens of a county's accounts"),
    },
    "outbox": {"status": ("outbox_status", "show messages that wait or failed, or retry them")},
    "calendar": {"add": ("calendar_add", "store a published holiday notice; what waited for it is computed again")},
    "keys": {"rewrap": ("keys_rewrap", "seal personal data and subject keys under the newest key")},
}
SINGLE: dict[str, tuple[str, str]] = {
    "migrate": ("migrate", "create or update the database"),
    "serve": ("serve", "serve the site, with its worker"),
    "worker": ("worker", "run the background worker alone"),
    "check": ("check", "check settings and database"),
    "health": ("health", "print the health report"),
    "shell": ("shell", "open a Python shell"),
    "manage": ("", "run any Django management command"),
} | {name: ("", help_text) for name, (_, help_text) in FACES.items()}


def usage() -> str:
    """Return the list of commands."""
    lines = ["usage: tongpan COMMAND [ARGUMENTS]   (tongpan COMMAND --help explains one)", ""]
    lines += [f"  {name:<22}{help_text}" for name, (_, help_text) in SINGLE.items()]
    for group, verbs in GROUPS.items():
        lines += [f"  {group + ' ' + verb:<22}{help_text}" for verb, (_, help_text) in verbs.items()]
    return "\n".join(lines)


def resolve(words: list[str]) -> list[str] | None:
    """Return the management command line for the given words, or None when there is no such command."""
    first, *rest = words
    if first == "manage" and rest:
        return rest
    if first in SINGLE and SINGLE[first][0]:
        return [SINGLE[first][0], *rest]
    if first in GROUPS and rest and rest[0] in GROUPS[first]:
        return [GROUPS[first][rest[0]][0], *rest[1:]]
    return None


def main() -> NoReturn:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongpan.config.settings.base")
    words = sys.argv[1:]
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        sys.exit(0 if words else 2)
    if words[0] == "--version":
        print(__version__)
        sys.exit(0)
    if words[0] in FACES:  # the law alone: no settings, no database
        answer, _ = FACES[words[0]]
        sys.exit(answer(words[1:]))
    command = resolve(words)
    if command is None:
        print(f"tongpan: no such command: {' '.join(words[:2])}\n\n{usage()}", file=sys.stderr)
        sys.exit(2)
    try:
        run(command)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def run(command: list[str]) -> None:
    """Hand over to Django, which prints help, parses arguments and turns CommandError into exit code 1."""
    execute_from_command_line(["tongpan", *command])
