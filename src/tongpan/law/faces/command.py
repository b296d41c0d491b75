"""Every face as a command: its word, what answers it, and one line of help."""

import sys
from collections.abc import Callable, Mapping, Sequence

from tongpan.law.faces import limit_command, steps_command

FACES: Mapping[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "limit": (limit_command.main, "compute a statutory time limit, a period of your own, or a file of them"),
    "steps": (steps_command.main, "print the next lawful steps of a case, and why others are not open"),
}


def main(words: Sequence[str]) -> int:
    """Hand the words to the face that the first of them names; return the exit status."""
    if words and words[0] in FACES:
        return FACES[words[0]][0](words[1:])
    lines = ["usage: python -m tongpan.law FACE …", *(f"  {name:<8}{text}" for name, (_, text) in FACES.items())]
    asked_for_help = bool(words) and words[0] in {"-h", "--help"}
    print("\n".join(lines), file=sys.stdout if asked_for_help else sys.stderr)
    return 0 if asked_for_help else 2
