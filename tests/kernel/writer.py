"""A process that writes to the ledger and takes numbers, run by the tests beside others like it, and killed by them."""

import sys
from uuid import UUID, uuid4

import django
from django.db import transaction


def main(times: int) -> None:
    """Record, and print each number once it is committed."""
    from tongpan.kernel import clock, ledger, numbering  # once the settings stand

    shared = ledger.SubjectRef("tests.shared", UUID(int=1))
    for _ in range(times):
        number = numbering.take("XS330802", 2026, at=clock.now())
        with transaction.atomic():
            for subject in (shared, ledger.SubjectRef("tests.lead", uuid4())):
                ledger.record("lead.created", subject=subject, actor=None, at=clock.now(), number=number)
        ledger.seal_pending()
        print(number, flush=True)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
