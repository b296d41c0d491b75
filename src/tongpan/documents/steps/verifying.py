"""核对: whether what was issued still is what it was: the bytes, their digests, the signature over them."""

from tongpan.documents import queries
from tongpan.documents.domain.choices import Origin, State
from tongpan.documents.models import Document
from tongpan.documents.steps import signing
from tongpan.kernel.errors import NotFound
from tongpan.kernel.originals import digests_of
from tongpan.kernel.stores import file_store


def disagreements(document: Document) -> list[str]:
    """Return what is wrong with a document in force; nothing where all is well."""
    if document.state != State.ISSUED:
        return []
    found = []
    for file in queries.files_of([document]).get(document.pk, ()):
        try:
            content = b"".join(file_store().read(file.sha256))
        except NotFound:
            found.append(f"{file.get_kind_display()}: the file is gone")
            continue
        digests = digests_of([content])
        if (digests.sha256, digests.sm3, digests.size) != (file.sha256, file.sm3, file.size):
            found.append(f"{file.get_kind_display()}: the file is not what was issued")
    use = queries.sealing_of(document)
    if document.origin == Origin.HERE and document.needs_seal and use is None:
        found.append("in force without a seal")
    final = queries.final_of(document)
    if document.origin == Origin.HERE and final is None and document.needs_seal:
        found.append("in force without a text")
    if use is not None and use.seal.electronic and final is not None and not found:
        signature = signing.checked(b"".join(file_store().read(final.sha256)), use.seal.certificate)
        if not (signature.there and signature.intact and signature.mine):
            found.append("the signature does not hold")
    return found
