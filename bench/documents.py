"""
How long a document takes: composed and set in type as PDF/A, signed, and its signature checked.

    python -m bench.documents [--rounds 5] [--signed 40] [--json]

Every form of the catalogue is set in each round, with words in every entry. No database: what a document costs beside
the type is what any action costs. Limit: 100 ms for the slowest form, 150 ms to sign.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from bench.machine import machine

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
WORDS = "当事人在航埠镇集镇道路上摆放货物，占用人行道约四平方米，现场检查时当事人在场。"
LIMIT_SET_MS, LIMIT_SIGN_MS = 100, 150


def main() -> int:
    """Measure and print; 1 if a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--signed", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    import django

    django.setup()
    found = measure(options.rounds, options.signed) | {"machine": machine()}
    print(json.dumps(found) if options.json else "\n".join(f"{name:>28}  {value}" for name, value in found.items()))
    missed = found["slowest_form_ms"] > LIMIT_SET_MS or found["sign_median_ms"] > LIMIT_SIGN_MS
    return 1 if missed and not options.json else 0


def measure(rounds: int, signed: int) -> dict[str, Any]:
    """Return the medians in milliseconds, and the memory of the process."""
    from tongpan.documents.domain.choices import Provider, SealKind
    from tongpan.documents.domain.forms import catalogue
    from tongpan.documents.models import Seal
    from tongpan.documents.steps import making, rendering, signing

    began = time.perf_counter()
    contents = {form.code: composed(making, form) for form in catalogue()}
    first = next(iter(contents.values()))
    rendering.pdf(first, NOW)
    warm = time.perf_counter() - began
    times: dict[str, list[float]] = {code: [] for code in contents}
    sizes = []
    for _ in range(rounds):
        for code, content in contents.items():
            start = time.perf_counter()
            sizes.append(len(rendering.pdf(content, NOW)))
            times[code].append((time.perf_counter() - start) * 1000)
    medians = {code: statistics.median(each) for code, each in times.items()}
    slowest = max(medians, key=lambda code: medians[code])
    material = signing.test_material("某镇人民政府", NOW)
    seal = Seal(
        name="某镇人民政府", kind=SealKind.ORGAN, provider=Provider.TEST, certificate=material.certificate.decode(),
        key_sealed=signing.sealed_key(material), fingerprint=material.fingerprint,
    )  # fmt: skip
    plain = rendering.pdf(contents["penalty_decision"] | {"seal": signing.mark_of(seal)}, NOW)
    done = signing.signed(plain, seal, reason="", now=NOW)
    signing.checked(done, seal.certificate)
    signs = [timed(lambda: signing.signed(plain, seal, reason="", now=NOW)) for _ in range(signed)]
    checks = [timed(lambda: signing.checked(done, seal.certificate)) for _ in range(signed)]
    return {
        "forms": len(contents), "first_ms": round(warm * 1000),
        "set_median_ms": round(statistics.median(medians.values()), 1),
        "slowest_form": slowest, "slowest_form_ms": round(medians[slowest], 1), "limit_set_ms": LIMIT_SET_MS,
        "sign_median_ms": round(statistics.median(signs), 1), "limit_sign_ms": LIMIT_SIGN_MS,
        "check_median_ms": round(statistics.median(checks), 1), "median_kb": round(statistics.median(sizes) / 1024),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def composed(making: Any, form: Any) -> dict[str, Any]:
    """Return a form with words in every entry."""
    shapes = {"list": [WORDS] * 4, "table": [["项", WORDS, "二", "三"]] * 6, "area": "\n".join([WORDS] * 3)}
    values = {one.name: shapes.get(one.kind.value, WORDS[:20]) for one in form.fields}
    found: dict[str, Any] = making.composed(
        form, values, organ="某镇人民政府", number="某执罚决〔2026〕1号", day=NOW.date(), code="ABCDEFGHJKMNPQRS",
        address="https://county.example/documents/verify/",
    )  # fmt: skip
    return found


def timed(run: Any) -> float:
    """Return how many milliseconds something takes."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
