"""文书 for tests: a case that was decided, its papers, seals and scans."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast
from tests.cases.proof import PDF, begun
from tests.cases.stage import START

from tongpan.agencies.domain.posts import AgencyKind
from tongpan.agencies.models import Agency
from tongpan.cases import actions
from tongpan.cases.models import CaseParty
from tongpan.documents import actions as documents
from tongpan.documents import queries
from tongpan.documents.domain.choices import Provider, SealKind
from tongpan.documents.steps import signing
from tongpan.kernel.crypto import seal
from tongpan.kernel.stores import file_store
from tongpan.law.procedure import Step, Target
from tongpan.powers.models import MatterVersion, Provision

ADDRESS = "https://county.example/documents/verify/"
TOLD = (Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.STATE, Step.RECHECK)


def known_law(stage):
    """The matter has its provisions, the town its government: then the record knows law and redress."""
    government = cast.an_agency("衢州市柯城区人民政府", stage.town.town.county, AgencyKind.COUNTY_GOVERNMENT)
    Agency.objects.filter(pk=stage.town.agency.pk).update(government=government)
    stage.town.agency.refresh_from_db()
    version = MatterVersion.objects.filter(matter=stage.matter).first() or MatterVersion.objects.create(
        matter=stage.matter, number=1, content={}, digest="0" * 64, recorded_at=cast.NOW
    )
    for order, (role, article, place) in enumerate(
        (("VIOLATED", 16, "第十六条第一款"), ("PENALTY", 16, "第十六条第三款"))
    ):
        Provision.objects.create(
            version=version,
            order=order,
            role=role,
            statute="浙江省城市市容和环境卫生管理条例",
            article=article,
            place=place,
        )


def decided_case(stage, address="衢州市柯城区航埠镇演示路 1 号"):
    case = begun(stage)
    CaseParty.objects.filter(case=case).update(address_sealed=seal(address) if address else "")
    stage.take(case, *TOLD)
    stage.wait(days=8)  # the five working days to ask for a hearing are over
    return stage.take(case, Step.DECIDE)


def make(stage, case, code="penalty_decision", *, actor=None, target=None, **entered):
    return actions.make_document(
        case_id=case.pk, code=code, target=target or Target(), entered=entered, actor=actor or stage.officer,
        now=stage.now, address=ADDRESS,
    )  # fmt: skip


def a_seal(stage, provider=Provider.TEST, **changes):
    given = {
        "body_id": stage.town.agency.pk, "name": "衢州市柯城区航埠镇人民政府", "kind": SealKind.ORGAN,
        "provider": provider, "keeper": "许文静", "valid_from": date(2026, 1, 1),
    }  # fmt: skip
    return documents.register_seal(given=documents.Registering(**(given | changes)), actor=stage.head, now=stage.now)


def sealed(stage, document, seal, keeper, **more):
    return documents.seal_document(document_id=document.pk, seal_id=seal.pk, actor=keeper, now=stage.now, **more)


def pdf_of(document):
    return b"".join(file_store().read(queries.final_of(document).sha256))


def scanned(stage, case, name="扫描.pdf", content=PDF):
    file = SimpleUploadedFile(name, content)
    return actions.bring_file(case_id=case.pk, file=file, actor=stage.officer, now=stage.now).pk


def a_certificate(path, settings, organ="衢州市柯城区航埠镇人民政府"):
    """A PKCS#12 file as an authority hands it out."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12
    from cryptography.x509 import load_pem_x509_certificate

    path.parent.mkdir(parents=True, exist_ok=True)
    made = signing.test_material(organ, START)
    settings.TONGPAN_SEAL_PASSPHRASE = "口令"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"seal", load_pem_private_key(made.key, None), load_pem_x509_certificate(made.certificate), None,
            serialization.BestAvailableEncryption("口令".encode()),
        )
    )  # fmt: skip
    return path.name
