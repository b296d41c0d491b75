"""
电子签章: a signature over a PDF that any reader can check (PAdES, ETSI EN 319 142), by a test key or a PKCS#12 file.

A test seal makes its own key and says on its face that it has no effect in law. SM2 seals (GB/T 38540) come from a
service of the province's own; that is a provider of its own and is not built in.
"""

import io
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from tongpan.documents.domain.choices import Provider
from tongpan.documents.models import Seal
from tongpan.kernel.crypto import seal as seal_text
from tongpan.kernel.crypto import unseal
from tongpan.kernel.errors import Invalid

TEST_WORDS: Final = "测试签章\n无法律效力"
TEST_DAYS: Final = 3650
FIELD: Final = "OrganSeal"


class Material(NamedTuple):
    """A key and its certificate, PEM."""

    key: bytes
    certificate: bytes
    fingerprint: str


def test_material(name: str, now: datetime) -> Material:
    """Return a new key with a certificate that says what it is."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "测试签章 无法律效力"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:60]),
        ]
    )
    begin = now.astimezone(UTC) - timedelta(minutes=5)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=TEST_DAYS))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _material(key, certificate)


def _material(key: Any, certificate: x509.Certificate) -> Material:
    return Material(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        certificate.public_bytes(serialization.Encoding.PEM),
        certificate.fingerprint(hashes.SHA256()).hex(),
    )


def container_material(name: str) -> Material:
    """
    Return what a PKCS#12 file in ``TONGPAN_SEAL_DIR`` holds.

    :raises Invalid: if there is no such file, or the passphrase does not open it
    """
    if not name or Path(name).name != name:
        raise Invalid("证书文件名不能含路径", fields={"container": "只写文件名，文件由系统管理员放进印章目录"})
    path = Path(settings.TONGPAN_SEAL_DIR) / name
    said = (
        f"用不了“{name}”：印章目录里没有这个文件，不是 PKCS#12 文件，或者口令（TONGPAN_SEAL_PASSPHRASE）不对；"
        "请系统管理员核对"
    )
    refused = Invalid(said, code="documents.seal.container", fields={"container": said})
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(
            path.read_bytes(), settings.TONGPAN_SEAL_PASSPHRASE.encode() or None
        )
    except (OSError, ValueError):
        raise refused from None
    if key is None or certificate is None:
        raise refused
    return _material(key, certificate)


def check_certificate(pem: bytes | str, organ: str, now: datetime) -> None:
    """
    Let a certificate pass that is of an organ and valid now.

    :raises Invalid: if it names another, or its time has not come or is over
    """
    found = x509.load_pem_x509_certificate(pem.encode() if isinstance(pem, str) else pem)
    names = [str(one.value) for one in found.subject if one.oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)]
    if organ not in names:
        said = f"证书是“{'、'.join(names) or '没有名称'}”的，不是“{organ}”的；印文应当与证书上的机关全称一致"
        raise Invalid(said, code="documents.seal.other", fields={"container": said})
    moment = now.astimezone(UTC)
    if not found.not_valid_before_utc <= moment <= found.not_valid_after_utc:
        said = f"证书只在 {found.not_valid_before_utc:%Y-%m-%d} 至 {found.not_valid_after_utc:%Y-%m-%d} 有效，请换发"
        raise Invalid(said, code="documents.seal.expired", fields={"container": said})


def material_of(seal: Seal) -> Material:
    """
    Return the key of an electronic seal.

    :raises Invalid: if its file is gone, or holds another certificate than was registered
    """
    if seal.provider == Provider.TEST:
        return Material(unseal(seal.key_sealed).encode(), seal.certificate.encode(), seal.fingerprint)
    found = container_material(seal.container)
    if found.fingerprint != seal.fingerprint:
        raise Invalid("印章目录里的证书与登记的不是同一张；请重新登记印章", code="documents.seal.changed")
    return found


def mark_of(seal: Seal) -> dict[str, str]:
    """Return the seal as it is drawn."""
    return {
        "name": seal.name,
        "kind": "" if seal.kind == "ORGAN" else seal.get_kind_display(),
        "words": TEST_WORDS if seal.provider == Provider.TEST else "",
    }


@lru_cache(maxsize=16)
def _signer(key: bytes, certificate: bytes) -> Any:
    from asn1crypto import keys, pem
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    mine = asn1_x509.Certificate.load(pem.unarmor(certificate)[2])
    return signers.SimpleSigner(
        signing_cert=mine,
        signing_key=keys.PrivateKeyInfo.load(pem.unarmor(key)[2]),
        cert_registry=SimpleCertificateStore.from_certs([mine]),  # type: ignore[no-untyped-call]
    )


def signed(pdf: bytes, seal: Seal, *, reason: str, now: datetime) -> bytes:
    """Return a PDF with the seal's signature over all of it, as an addition at its end."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

    if seal.provider == Provider.PKCS12:
        check_certificate(seal.certificate, seal.name, now)
    material = material_of(seal)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(
        field_name=FIELD, reason=reason, name=seal.name, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    out = io.BytesIO()
    signers.PdfSigner(
        metadata, signer=_signer(material.key, material.certificate), new_field_spec=SigFieldSpec(FIELD)
    ).sign_pdf(writer, output=out)
    return out.getvalue()


class Checked(NamedTuple):
    """What a signature in a file is worth."""

    there: bool
    intact: bool
    mine: bool
    """made by the certificate that the register holds"""


def checked(pdf: bytes, certificate: str) -> Checked:
    """
    Return whether a PDF bears a signature, whether it covers the file unaltered, and whether it is of a certificate.

    :param certificate: PEM, as the register of seals holds it: that one is trusted and no other
    """
    from asn1crypto import pem
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trusted = asn1_x509.Certificate.load(pem.unarmor(certificate.encode())[2])
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures:
            return Checked(False, False, False)
        context = ValidationContext(trust_roots=[trusted], allow_fetching=False)
        status = validate_pdf_signature(signatures[-1], signer_validation_context=context)
        mine = status.signing_cert.sha256 == trusted.sha256
        whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    except Exception:
        return Checked(True, False, False)
    return Checked(True, bool(status.intact and status.valid and whole), mine)


def sealed_key(material: Material) -> str:
    """Return the key of a test seal as it is kept."""
    return seal_text(material.key.decode())
