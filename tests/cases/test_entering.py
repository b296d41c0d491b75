"""每一张表、每一步都进得去：法律多认识一张表、一个字段、一步，这里就不通过，直到页面和接口也有。"""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.cases.walks import walked

from tongpan.agencies.models import Officer
from tongpan.cases.domain.entering import ENTRIES, ON_THE_SPOT
from tongpan.cases.domain.entry import CHOICE, DETAIL, REF, Kind
from tongpan.cases.domain.rowforms import ROW_FORMS, row_kind
from tongpan.cases.domain.serving import ISSUING
from tongpan.cases.domain.tables import KEPT, all_rows
from tongpan.cases.forms.findings import ChargeForm, ClueForm, PartyForm
from tongpan.cases.models import Case, CaseFact, CaseOfficer
from tongpan.cases.queries import facts as live
from tongpan.cases.views.shown import OWN_PAGES
from tongpan.kernel import tokens
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.schedule import post_of

OTHERWISE = {
    "parties": {"id", "kind"} | set(PartyForm.base_fields),
    "causes": {"id", "name"},
    "charges": {"party", "cause", "proposed"} | set(ChargeForm.base_fields),
    "clue": {"at"} | set(ClueForm.base_fields),
    "assignments": {"role", "officer", "since", "until"},
    "recusals": {"officer", "at"},
    "answers": {"code", "option", "by", "reason", "on"},
    "evidence": {"excluded_at"},
    "splits": {"party", "cause", "at", "into"},
}
"""what opening, finding, naming people, answering, setting evidence aside and splitting enter, each by an own action"""


def test_every_field_of_every_table_of_the_law_can_be_entered():
    by_step = walked()[1] | {(e.table, e.name.partition(".")[0]) for es in ENTRIES.values() for e in es}
    by_form = {
        (form.table, form.inside or entry.name.partition(".")[0]) for form in ROW_FORMS.values() for entry in form.own
    }
    by_form |= {(f.table, n) for f in ROW_FORMS.values() if f.adds for n in ("id", "party", "cause")}
    by_action = {(table, name) for table, names in OTHERWISE.items() for name in names}
    missing = [
        f"{table}.{column.name}"
        for table in KEPT
        for column in fields(row_kind(table))
        if (table, column.name) not in by_step | by_form | by_action
    ]

    assert missing == []


def test_every_form_names_fields_that_the_law_knows():
    for form in ROW_FORMS.values():
        assert form.entries, form.key
        assert form.title, form.key
        assert form.adds or form.fills, form.key


def values_for(step, before):
    """Return something for everything that must be entered."""
    found = {}
    for entry in ENTRIES.get(step, ()):
        if entry.table == CHOICE:
            found[entry.name] = before.choice or entry.choices[0][0]
        elif entry.table == REF:
            found[entry.name] = next(each.officer for each in before.facts.recusals if each.granted is None)
        elif entry.table == DETAIL:
            found[entry.name] = entry.choices[0][0] if entry.choices else "写明情况"
        elif entry.required:
            days = 60 if step is Step.DEFER else 12  # a deferral ends after the time to pay
            later = (before.at + timedelta(days=days)).date().isoformat()
            plain = {Kind.DAY: later, Kind.NUMBER: 15, Kind.MONEY: "100", Kind.TEXT: "写明", Kind.AREA: "写明"}
            found[entry.name] = plain[entry.kind] if entry.kind in plain else entry.choices[0][0]
            if entry.name == "received_on":
                found[entry.name] = before.at.date().isoformat()
    return found | there(step, before)


def there(step, before):
    """Return who was there, where a step keeps a record of it."""
    named = {each.role: each.officer for each in before.facts.assignments}
    handlers = [each.officer for each in before.facts.assignments if each.role is Role.HANDLER]
    if step is Step.DELIBERATE:
        heads = {named[role] for role in (Role.APPROVER, Role.DECIDER, Role.PRINCIPAL) if role in named}
        return {"members": [{"name": name, "said": "同意"} for name in sorted(heads - set(handlers))]}
    if step is Step.HOLD_HEARING:
        clerk, investigator = {"name": "记录员", "capacity": "CLERK"}, {"name": handlers[0], "capacity": "INVESTIGATOR"}
        return {"attendees": [clerk, investigator]}
    if step in ISSUING or step in (Step.SERVE, Step.SERVE_ELECTRONIC, Step.RECORD_SERVICE):
        return proof(before)
    if step is Step.HEAR_FIRST:
        return {"outcome": "DISMISSED" if before.choice == "ORDER" else "UPHELD"}
    return {}


def proof(before):
    """Return what proves a service, whichever way it went."""
    kinds = {each.id: each.kind for each in before.facts.parties}
    signer = "HEAD" if kinds[before.target.party] == "ORGANIZATION" else "PARTY"
    day = before.at.date().isoformat()
    came_back = {"failure": "ADDRESS", "failed_on": day} if before.choice == "FAILED" else {}
    return {
        "receiver": signer,
        "signed_on": day,
        "tracking": "EMS1",
        "difficulty": "在外地",
        "account": "邮箱",
    } | came_back


class County:
    """The people of the stage under the names of the law's scenarios, and what is live as the scenario says."""

    def __init__(self, stage, monkeypatch):
        self.stage = stage
        self.case = stage.open()
        chair = cast.actor(cast.an_officer("陈听", stage.town.agency, cast.Post.REVIEWER, username=cast._once("chair")))
        self.people = dict(
            zip("张王李陈周吴", (stage.officer, stage.second, stage.reviewer, chair, stage.head, stage.deputy),
                strict=True)
        )  # fmt: skip
        self.before = None
        assembled = live._assembled

        def as_told(case, kept, people, cards, rights, on):
            facts = self.before.facts
            told = {name: getattr(facts, name) for name in ("province", "authorities", "officers")}
            return replace(assembled(case, kept, people, cards, rights, on), **told)

        CaseOfficer.objects.filter(case=self.case).delete()
        CaseOfficer.objects.bulk_create(
            CaseOfficer(case=self.case, officer_id=actor.officer_id, handle=name) for name, actor in self.people.items()
        )
        monkeypatch.setattr(live, "_assembled", as_told)

    def set(self, before):
        self.before, self.stage.now = before, before.at
        CaseFact.objects.filter(case=self.case).delete()
        CaseFact.objects.bulk_create(
            CaseFact(case=self.case, table=t, place=p, row=r, recorded_at=before.at, recorded_by="x")
            for t, p, r in all_rows(before.facts)
        )

    def who(self, step):
        post = post_of(step)
        wanted = {Role.APPROVER, Role.DECIDER} if post is None else {post}
        aside = {each.officer for each in self.before.facts.recusals if each.granted}
        aside |= {each.officer for each in self.before.facts.recusals} if step is Step.DECIDE_RECUSAL else set()
        named = [a.officer for a in self.before.facts.assignments if a.role in wanted and a.officer not in aside]
        return self.people[named[-1]]


@pytest.mark.django_db
@pytest.mark.usefixtures("moment")
def test_every_step_of_the_law_has_its_page_and_its_call(stage, monkeypatch):
    cases = walked()[0]
    assert set(cases) == set(Step)
    county = County(stage, monkeypatch)
    failed = {}
    for step, before in cases.items():
        if step in ON_THE_SPOT:  # decided in a way of its own: test_summary
            continue
        county.set(before)
        user = Officer.objects.get(pk=county.who(step).officer_id).user
        client = Client()
        client.force_login(user)
        query = {"step": step.value} | {k: v for k, v in before.target._asdict().items() if v}
        page = client.get(reverse("cases:step", args=[county.case.pk]), query, follow=True)
        text = page.content.decode()
        missing = [
            one.name for one in ENTRIES.get(step, ()) if one.kind is not Kind.ROW and f'name="{one.name}"' not in text
        ]
        if page.status_code != 200 or "button-primary" not in text or (missing and step not in OWN_PAGES):
            failed[step.name, "page"] = page.status_code, missing
            continue
        token = tokens.issue(user=user, name="t", now=stage.now)
        body = {"step": step.value, **before.target._asdict(), "entered": values_for(step, before)}
        if "receipt" in body["entered"]:
            body["entered"]["receipt"] = step.name
        done = Client(headers={"Authorization": f"Bearer {token}"}).post(
            f"/api/v1/cases/{county.case.pk}/steps", body, content_type="application/json"
        )
        if done.status_code != 200:
            failed[step.name, "call"] = done.json()
        elif client.get(reverse("cases:case", args=[county.case.pk])).status_code != 200:
            failed[step.name, "case"] = Case.objects.get(pk=county.case.pk).standing

    assert failed == {}
