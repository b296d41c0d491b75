"""What happens around the demo lists: owners, classes, recalls, a boundary, a negotiation under way, four levels."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment
from tongpan.agencies.policies import Actor
from tongpan.agencies.queries.actors import actor_for
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.powers.actions.classing import class_matter, decide_boundary, set_transfer
from tongpan.powers.actions.grants import recall_grant
from tongpan.powers.actions.proposal import (
    NewItem,
    add_item,
    answer_questions,
    propose,
    score_item,
    state_opinion,
)
from tongpan.powers.demo.handed import URBAN
from tongpan.powers.demo.stage import Stage
from tongpan.powers.domain.criteria import criteria_sets, questions
from tongpan.powers.domain.kinds import (
    BoundaryBasis,
    Extent,
    GrantClass,
    InHand,
    InstrumentKind,
    NegativeReason,
    OwnerRole,
    ProposalKind,
    Stance,
)
from tongpan.powers.models import CatalogueRow, Grant, Matter, MatterOwner

PARTIAL = ("ecology", "water", "transport", "land", "construction", "market")
APPROVAL = {"planning": "land", "construction": "construction", "transport": "transport", "food_drug": "market"}
SINCE = date(2021, 7, 15)


def tell(stage: Stage) -> None:
    """Add a district's story."""
    _owners(stage)
    if stage.county.code == "370102":
        _transfers(stage)
    if stage.county.code == "330802":
        _classes(stage)
        _recalls(stage)
        _boundary(stage)
        _levels(stage)
        _negotiation(stage)


@transaction.atomic
def _owners(stage: Stage) -> None:
    rows = []
    for matter in stage.matters:
        for role, key in ((OwnerRole.SUPERVISION, ""), (OwnerRole.APPROVAL, APPROVAL.get(matter.domain))):
            body = stage.department(matter) if key == "" else stage.departments.get(key or "")
            if body is not None:
                rows.append(_owner(stage, matter, role, body.pk))
    MatterOwner.objects.bulk_create(rows, batch_size=500)
    ledger.record_many(
        [
            ledger.Entry(
                "owner.recorded", row, stage.actor.label, stage.at, {"matter": row.matter_id, "role": row.role}
            )
            for row in rows
        ]
    )


def _owner(stage: Stage, matter: Matter, role: OwnerRole, body_id: UUID) -> MatterOwner:
    return MatterOwner(
        matter=matter,
        role=role,
        body_id=body_id,
        territory=stage.county,
        basis="部门“三定”规定（演示）",
        valid_from=SINCE,
        recorded_at=stage.at,
    )


def _transfers(stage: Stage) -> None:
    for domain in (*URBAN, *PARTIAL):
        set_transfer(
            domain=domain,
            body_id=stage.departments["urban"].pk,
            district_id=stage.county.pk,
            extent=Extent.FULL if domain in URBAN else Extent.PARTIAL,
            valid_from=SINCE,
            actor=stage.actor,
            now=stage.at,
        )


def _classes(stage: Stage) -> None:
    unfit = {
        NegativeReason.TECHNICAL: ("food_drug", "判定须经法定检验，证据时效要求高"),
        NegativeReason.LIFE_SAFETY: ("emergency", "处置不当危及生命安全"),
        NegativeReason.NATIONAL_LIVELIHOOD: ("land", "关系耕地保护和国计民生"),
    }
    for reason, (domain, words) in unfit.items():
        matter = next((item for item in stage.matters if item.domain == domain and not item.town_fit), None)
        if matter is not None:
            _class(stage, matter, GrantClass.MUST_NOT, reason, words)
    for matter, grant_class in zip(
        stage.fit("city_appearance")[:6], [GrantClass.MUST, GrantClass.MAY] * 3, strict=False
    ):
        _class(stage, matter, grant_class, "", "")


def _class(stage: Stage, matter: Matter, grant_class: GrantClass, reason: str, words: str) -> None:
    class_matter(
        matter_id=matter.pk,
        district_id=stage.county.pk,
        grant_class=grant_class,
        reason=reason,
        explanation=words,
        valid_from=SINCE,
        actor=stage.actor,
        now=stage.at,
    )


def _recalls(stage: Stage) -> None:
    """Take two powers of the town back: one since 2025, one from next month."""
    next_month = date_of(stage.at).replace(day=1) + timedelta(days=32)
    plan = (
        (date(2025, 6, 1), "演示柯政〔2025〕6号", InHand.FINISH_HERE, "年度评估：一年无案件，专业要求较高"),
        (next_month.replace(day=1), "演示柯政〔2026〕11号", InHand.HAND_OVER, "年度评估：须检测设备，镇里暂不具备"),
    )
    town = stage.towns["航埠镇"]
    grants = Grant.objects.filter(body=town, superseded_at=None, valid_from__lt=date(2025, 1, 1))
    found = list(grants.filter(matter__summary_fit=False).order_by("matter__code").select_related("matter")[:2])
    for grant, (on, number, in_hand, reason) in zip(found, plan, strict=False):
        paper = stage.document(InstrumentKind.RECALL, "关于收回部分下放执法事项的决定", number, "柯城区人民政府", on)
        recall_grant(
            grant_id=grant.pk,
            on=on,
            instrument_id=paper.pk,
            in_hand=in_hand,
            receiver_id=grant.grantor_id if in_hand is InHand.HAND_OVER else None,
            reason=reason,
            actor=stage.actor,
            now=stage.at,
        )


def _boundary(stage: Stage) -> None:
    matter = next((item for item in stage.matters if item.domain == "ecology" and "油烟" in item.name), None)
    matter = matter or stage.fit("ecology")[0]
    decide_boundary(
        matter_id=matter.pk,
        district_id=stage.county.pk,
        holder_id=stage.departments["urban"].pk,
        basis_kind=BoundaryBasis.STAFFING,
        citation="柯城区综合行政执法局“三定”规定第三条第四项（演示）",
        reason="餐饮单位日常巡查由综合执法承担，监测由生态环境部门配合",
        on=date(2024, 3, 1),
        actor=stage.actor,
        now=stage.at,
    )


def _levels(stage: Stage) -> None:
    """Enter the same ten matters at four levels; the town's copy of one bears another name, to be found."""
    rows = []
    areas = (("PROVINCE", "330000"), ("CITY", "330800"), ("COUNTY", "330802"), ("TOWN", "330802101"))
    for number, matter in enumerate(stage.fit("city_appearance")[:10]):
        for level, area in areas:
            name = f"{matter.name}（旧称）" if level == "TOWN" and number == 0 else matter.name
            basis = "见事项目录"
            rows.append(
                CatalogueRow(
                    level=level, area=area, code=matter.code, name=name, kind=matter.kind, basis=basis,
                    source_line=number + 2, recorded_at=stage.at,
                )
            )  # fmt: skip
    CatalogueRow.objects.bulk_create(rows, ignore_conflicts=True)


def _negotiation(stage: Stage) -> None:
    """Start a change that the department and the town are still talking about."""
    day = date_of(stage.at)
    keeper = _person(stage, Post.LIST_MANAGER) or stage.actor
    matters = stage.fit("market", "food_drug")[:2]
    town, department = stage.towns["石梁镇"], stage.departments["market"]
    proposal = propose(
        district_id=stage.county.pk,
        kind=ProposalKind.ADD,
        title="石梁镇新增市场监管类事项（演示）",
        criteria_set="three_high_two_easy",
        effective_on=day + timedelta(days=60),
        actor=keeper,
        now=stage.at,
    )
    for matter in matters:
        new = NewItem(matter.pk, town.pk, town.place_id, grantor_id=department.pk, grant_class=GrantClass.MAY)
        item = add_item(proposal_id=proposal.pk, item=new, actor=keeper, now=stage.at)
        _assess(stage, proposal.pk, item.pk, keeper)
    speeches = (
        (
            department.pk,
            _person(stage, Post.LIAISON, agency_id=department.pk),
            Stance.AGREE,
            "可以下放，我局派人跟班三个月",
        ),
        (town.pk, _person(stage, Post.HEAD, agency_id=town.pk), Stance.CONDITIONS, "同意，但需先补两名持证人员"),
    )
    for body_id, speaker, stance, text in speeches:
        state_opinion(
            proposal_id=proposal.pk,
            body_id=body_id,
            stance=stance,
            text=text,
            actor=speaker or stage.actor,
            now=stage.at,
        )


def _assess(stage: Stage, proposal_id: UUID, item_id: UUID, keeper: Actor) -> None:
    answers = {question.key: (True, "经实地调研，基本满足") for question in questions()}
    scores = {item.key: (4, "近一年工单") for item in criteria_sets()["three_high_two_easy"].criteria}
    answer_questions(proposal_id=proposal_id, item_id=item_id, answers=answers, actor=keeper, now=stage.at)
    score_item(proposal_id=proposal_id, item_id=item_id, scores=scores, actor=keeper, now=stage.at)


def _person(stage: Stage, post: Post, **where: object) -> Actor | None:
    """Return somebody of the district who holds a post."""
    on = date_of(stage.at)
    rows = Appointment.objects.on(on).filter(district=stage.county, post=post, **where)
    row = rows.select_related("officer__district").order_by("pk").first()
    return actor_for(row.officer, on) if row else None
