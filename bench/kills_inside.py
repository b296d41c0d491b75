"""What the kills ask of the installation itself, in the product's own shell: how it is set, and what is there after."""

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import connection

from tongpan.agencies import queries as agencies
from tongpan.agencies.models import Officer
from tongpan.agencies.queries import DEMO_PASSWORD
from tongpan.cases import actions
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.queries import summary as spots
from tongpan.config import demo_cases
from tongpan.documents import actions as documents
from tongpan.documents.domain.choices import Provider, SealKind, State
from tongpan.documents.models import Document, DocumentSeries, Seal
from tongpan.evidence.models import EvidenceFile
from tongpan.kernel import clock, ledger, tokens
from tongpan.kernel.stores import file_store
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind

MATTER = "market-006"
"""of a field whose rules name the sum from which a hearing is offered, so that a case can end on the day it began"""
SEALER = "diaodu"


def durability() -> None:
    """Print how far a commit has come when it returns."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit")
        print("durability", connection.vendor, cursor.fetchone()[0])


def setup() -> None:
    """Register what a paper needs, and print who works, with a token each, and on what."""
    now = clock.now()
    on = now.date()
    desk = demo_cases.desk_of(on)
    body = agencies.agency_by_id(spots.body_of(desk.officer))
    assert body is not None
    head = desk.people[Role.DECIDER]
    if spots.paper_terms(body.pk) is None:
        actions.set_paper_terms(
            mark="航埠执", court="衢州市柯城区人民法院", payment="见缴款书", actor=head, now=now
        )  # fmt: skip
    if not Seal.objects.filter(body=body).exists():
        given = documents.Registering(
            body_id=body.pk, name=body.name, kind=SealKind.ORGAN, provider=Provider.TEST, keeper="印章保管人",
            valid_from=on.replace(month=1, day=1),
        )  # fmt: skip
        documents.register_seal(given=given, actor=head, now=now)
    people = {"officer": desk.officer, "second": desk.second}
    people |= {role.value: desk.people[role] for role in (Role.APPROVER, Role.DECIDER, Role.REVIEWER)}
    users = {name: Officer.objects.get(pk=actor.officer_id).user for name, actor in people.items()}
    stage = {
        "tokens": {name: tokens.issue(user=user, name="kills", now=now) for name, user in users.items() if user},
        "people": {role.value: str(actor.officer_id) for role, actor in desk.people.items()},
        "second": str(desk.second.officer_id), "sealer": SEALER, "password": DEMO_PASSWORD,
        "matter": MATTER, "town": str(desk.town_id), "today": str(on),
        "fine": demo_cases.fine_of(MATTER, PartyKind.CITIZEN, 50, on),
    }  # fmt: skip
    print(json.dumps(stage))


def compare(file: str) -> None:
    """Print what was acknowledged and is not there, and which numbers of papers do not follow one another."""
    said = json.loads(Path(file).read_text("utf-8"))
    lost = [*_steps(said["steps"]), *_papers(said["papers"]), *_sealed(said["sealed"]), *_files(said["files"])]
    there = {str(key) for key in StepProposal.objects.values_list("pk", flat=True)}
    lost += [["proposal", key] for key in said["proposals"] if key not in there]
    closed = [key for key, steps in said["steps"].items() if steps[-1][1] == "CLOSE"]
    standing = Case.objects.filter(pk__in=closed).values_list("standing", flat=True)
    lost += [["closed, and stands as", each] for each in standing if each != "CLOSED"]
    print(json.dumps({"lost": lost, "closed": len(closed), "numbers": _numbers()}, ensure_ascii=False))


def _steps(said: dict[str, list[list[Any]]]) -> list[list[Any]]:
    lost: list[list[Any]] = []
    for key, steps in said.items():
        case = Case.objects.filter(pk=key).first()
        if case is None:
            lost.append([key, "no case"])
            continue
        told = [each.facts["step"] for each in ledger.history(case) if "rows" in (each.facts or {})]
        lost += [[key, version, step] for version, step in steps if told[version - 1 : version] != [step]]
    return lost


def _papers(said: dict[str, list[str]]) -> list[list[Any]]:
    rows = {str(one.pk): one for one in Document.objects.exclude(state=State.DRAFT).defer("content_sealed")}
    lost: list[list[Any]] = []
    for key, (case, number) in said.items():
        row = rows.get(key)
        if row is None or (row.number, str(row.record_id)) != (number, case):
            lost.append(["paper", key, number])
    return lost


def _sealed(said: list[str]) -> list[list[Any]]:
    kept = Document.objects.filter(state=State.ISSUED, sealing__isnull=False).values_list("pk", flat=True)
    return [["sealed", key] for key in set(said) - {str(key) for key in kept}]


def _files(said: dict[str, str]) -> list[list[Any]]:
    lost: list[list[Any]] = []
    for sha256, case in said.items():
        if not EvidenceFile.objects.filter(sha256=sha256, item__record_id=case).exists():
            lost.append(["file", case, sha256])
        elif hashlib.sha256(b"".join(file_store().read(sha256))).hexdigest() != sha256:
            lost.append(["file, other bytes", case, sha256])
    return lost


def _numbers() -> list[str]:
    """Return what is wrong with the series: each runs from one on, without a gap, each number once, to its counter."""
    found: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    rows = Document.objects.filter(n__isnull=False)
    for issuer, sign, year, n in rows.values_list("numbered_by", "sign", "year", "n"):
        found[issuer, sign, year].append(n)
    counters = {(one.issuer_id, one.sign, one.year): one.last for one in DocumentSeries.objects.all()}
    wrong = [
        f"{sign}〔{year}〕: {len(taken)} numbers up to {max(taken)}"
        for (_, sign, year), taken in found.items()
        if sorted(taken) != list(range(1, len(taken) + 1))
    ]
    counted = {key: len(taken) for key, taken in found.items()}
    wrong += [
        f"{key[1]}〔{key[2]}〕: the counter stands elsewhere" for key in counted if counters.get(key) != counted[key]
    ]
    numbers = list(rows.values_list("number", flat=True))
    return wrong + ["one number on two papers"] * (len(numbers) != len(set(numbers)))
