"""What makes the thick case of `bench.cases` thick: evidence with files, and documents; and decisions on the spot."""

import re
import time
from datetime import datetime, timedelta
from statistics import median
from typing import Any, Final
from uuid import uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client

from bench.writers import picture
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Officer
from tongpan.agencies.queries import DEMO_PASSWORD
from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.cases.queries import summary as spots
from tongpan.config.demo_cases import Desk
from tongpan.documents.domain.choices import FieldKind
from tongpan.documents.domain.forms import form_of
from tongpan.documents.models import Document
from tongpan.evidence.models import EvidenceFile
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Target

FORMS: Final = ("scene_record", "inquiry_record", "inquiry_notice", "assist_inquiry_letter")
"""two records that are in force at once, two letters that bear numbers and wait for the seal"""
SPOT_MATTER: Final = "city_appearance-001"
WHO: Final = {"kind": "CITIZEN", "identified": "yes", "lucid": "yes", "shown": "on", "name": "演示当事人壬",
              "identity": "330802199003030018"}  # fmt: skip
FACTS: Final = {
    "place": "航埠镇中心街 12 号门前", "evidence": "现场照片", "verified": "on", "certain": "yes", "crime": "no",
    "harm": "SLIGHT", "minor": "no", "corrected": "no", "first": "no", "no_fault": "no", "fined": "no",
    "mitigating": "NONE",
}  # fmt: skip
PENALTY: Final = {"kinds": "WARN", "correcting": "NOW"}
TOLD: Final = {"content_told": "on", "rights_told": "on", "answered": "WAIVED"}


def terms(desk: Desk, now: datetime) -> None:
    """Register what papers need to be numbered."""
    if spots.paper_terms(spots.body_of(desk.officer)) is None:
        actions.set_paper_terms(
            mark="航埠执", court="衢州市柯城区人民法院", payment="见缴款书", actor=desk.people[Role.DECIDER], now=now
        )


def gather(case: Case, target: Target, number: int, actor: Actor, at: datetime) -> None:
    """Gather a piece of evidence with a photograph."""
    photograph = ContentFile(picture(), f"现场照片{number}.jpg")
    brought = actions.bring_file(case_id=case.pk, file=photograph, actor=actor, now=at)
    entered = {"choice": "SITE_RECORD", "title": f"现场检查笔录之{number}"}
    actions.gather(case_id=case.pk, target=target, actor=actor, now=at, entered=entered, uploads=[brought.pk])


def papers(case: Case, target: Target, wanted: int, actor: Actor, at: datetime) -> None:
    """Make so many documents by the action that the page uses."""
    for number in range(1, wanted + 1):
        code = FORMS[number % len(FORMS)]
        form = form_of(code, on=at.date())
        assert form is not None
        typed = {one.name: _typed(one.kind, number, at) for one in form.fields if one.required and not one.fixed}
        actions.make_document(
            case_id=case.pk, code=code, target=target, entered=typed, actor=actor, now=at, address="http://127.0.0.1/"
        )


def counted(case: Case) -> dict[str, int]:
    """Return how thick it is."""
    return {
        "page_documents": Document.objects.filter(record_id=case.pk).count(),
        "page_files": EvidenceFile.objects.filter(item__record_id=case.pk).count(),
    }


def _typed(kind: FieldKind, number: int, at: datetime) -> Any:
    if kind is FieldKind.DAY:
        return (at.date() + timedelta(days=5)).isoformat()
    text = f"如实填写之{number}"
    if kind is FieldKind.LIST:
        return [text]
    return [[text]] if kind is FieldKind.TABLE else text


def on_the_spot(desk: Desk, rounds: int) -> dict[str, Any]:
    """Decide on the spot so often, page by page as an officer does; return the server's own time of one decision."""
    client = Client()
    client.force_login(Officer.objects.get(pk=desk.officer.officer_id).user)
    times, asked = [], 0
    for _ in range(rounds):
        began, path = time.perf_counter(), Path(client)
        path.whole(str(desk.second.officer_id), str(desk.town_id))
        times.append(time.perf_counter() - began)
        asked = path.asked
        cache.clear()  # five confirmations of one person in five minutes are the limit, and no part of what is measured
    times.sort()
    return {
        "spot_requests": asked, "spot_median_ms": round(median(times) * 1000, 1),
        "spot_slowest_ms": round(times[-1] * 1000, 1), "spot_share_of_a_minute": round(times[-1] / 60, 4),
    }  # fmt: skip


class Path:
    """One decision on the spot, from the first page to the paper in the party's hand."""

    def __init__(self, client: Client) -> None:
        self.client, self.asked = client, 0

    def get(self, address: str) -> str:
        self.asked += 1
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    def post(self, address: str, values: dict[str, str]) -> str:
        """Send a page, and look at the one that it leads to; return where that is."""
        self.asked += 1
        answer = self.client.post(address, values)
        assert answer.status_code == 302, (address, answer.status_code, _errors(answer.content.decode()))
        self.get(answer["Location"])
        return str(answer["Location"])

    def whole(self, second: str, town: str) -> None:
        """Take it."""
        self.get("/cases/on-the-spot/?q=随地吐痰")
        begun = {"matter": SPOT_MATTER, "town": town, "token": str(uuid4())}
        at = self.post("/cases/on-the-spot/", begun)
        at = self.post(at, WHO | {"second": second})
        moment = clock.now().astimezone(SHANGHAI) - timedelta(minutes=1)
        at = self.post(at, FACTS | {"act_at": f"{moment:%Y-%m-%dT%H:%M}"})
        for given in (PENALTY, TOLD, {"password": DEMO_PASSWORD}, {"signed": "yes"}):
            at = self.post(at, given)
        self.get(f"{at}paper/")


def _errors(page: str) -> list[str]:
    found = re.findall(r'class="(?:field-error|refusal-reason)[^>]*>(.*?)</p>', page, flags=re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in found[:5]]
