"""用印：用署名机关的印章，制作人不用印；盖了的能验，停用的不能再用；两个比率写明分子分母。"""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from tests import cast
from tests.cases.papers import a_certificate, a_seal, make, pdf_of, scanned, sealed

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions
from tongpan.documents import actions as documents
from tongpan.documents import queries
from tongpan.documents.domain.choices import Provider, SealKind, State
from tongpan.documents.models import Document, Seal, SealUse
from tongpan.documents.steps import signing
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.procedure import Target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


class TestSealing:
    def test_the_seal_is_a_signature_that_covers_the_whole_file(self, stage, decided, keeper):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper, copies=3)
        seal = Seal.objects.get()
        content = pdf_of(row)

        assert row.state == State.ISSUED
        assert signing.checked(content, seal.certificate) == (True, True, True)
        changed = content.replace(b"/Type /Page", b"/Type /Pagf", 1)
        assert changed != content
        assert not signing.checked(changed, seal.certificate).intact
        assert not signing.checked(content + b" ", seal.certificate).intact
        assert (SealUse.objects.get().copies, SealUse.objects.get().by) == (3, "许文静")
        entry = ledger.history(decided)[-1]
        assert (entry.action, entry.facts["sha256"]) == ("document.sealed", queries.final_of(row).sha256)

    def test_a_test_seal_of_a_pilot_is_not_put_on_in_production(self, stage, decided, keeper, settings):
        seal, row = a_seal(stage), make(stage, decided)
        settings.TONGPAN_TEST_SEALS = False
        with pytest.raises(Invalid) as refused:
            sealed(stage, row, seal, keeper)
        assert refused.value.code == "documents.seal.test"
        assert queries.seals_of([stage.town.agency.pk], stage.now.date()) == []

    def test_a_certificate_of_another_or_one_in_use_already_is_not_registered(self, stage, settings, folder):
        other = a_certificate(folder / "seals" / "bie.p12", settings, organ="别的镇人民政府")
        with pytest.raises(Invalid) as refused:
            a_seal(stage, Provider.PKCS12, container=other)
        assert refused.value.code == "documents.seal.other"
        ours = a_certificate(folder / "seals" / "zhen.p12", settings)
        a_seal(stage, Provider.PKCS12, container=ours)
        with pytest.raises(Invalid) as refused:
            a_seal(stage, Provider.PKCS12, container=ours)
        assert refused.value.code == "documents.seal.twice"

    def test_a_certificate_that_ran_out_signs_nothing(self, stage, decided, keeper, settings, folder):
        ours = a_seal(stage, Provider.PKCS12, container=a_certificate(folder / "seals" / "zhen.p12", settings))
        row = make(stage, decided)
        stage.now += timedelta(days=4000)
        with pytest.raises(Invalid) as refused:
            sealed(stage, row, ours, keeper)
        assert refused.value.code == "documents.seal.expired"

    def test_who_made_it_does_not_seal_it(self, stage, decided):
        head = cast.an_officer("兼任", stage.town.agency, Post.TOWN_DISPATCHER, username=cast._once("jr"))
        both = cast.actor(head)
        row = make(stage, decided)
        Document.objects.filter(pk=row.pk).update(maker=head)
        with pytest.raises(Forbidden) as refused:
            sealed(stage, row, a_seal(stage), both)
        assert refused.value.code == "documents.seal.maker"

    def test_an_officer_seals_nothing(self, stage, decided):
        with pytest.raises(Forbidden):
            sealed(stage, make(stage, decided), a_seal(stage), stage.second)

    def test_the_keeper_of_another_town_finds_nothing(self, stage, decided):
        other = cast.actor(
            cast.an_officer(
                "邻镇",
                cast.a_town_government(cast.a_town("石梁镇", "330802108")),
                Post.TOWN_DISPATCHER,
                username=cast._once("lz"),
            )
        )
        row, seal = make(stage, decided), a_seal(stage)
        with pytest.raises(NotFound):
            sealed(stage, row, seal, other)
        assert queries.to_seal(other) == []

    def test_a_seal_given_up_is_not_put_on_any_more_and_what_was_sealed_stays(self, stage, decided, keeper):
        seal = a_seal(stage)
        row = sealed(stage, make(stage, decided), seal, keeper)
        documents.close_seal(seal_id=seal.pk, reason="换发", actor=stage.head, now=stage.now)
        with pytest.raises(Invalid) as refused:
            sealed(stage, make(stage, decided, facts="又一份"), seal, keeper)
        assert refused.value.code == "documents.seal.closed"
        assert Document.objects.get(pk=row.pk).state == State.ISSUED
        with pytest.raises(Conflict):
            documents.close_seal(seal_id=seal.pk, reason="再停", actor=stage.head, now=stage.now)

    def test_it_is_sealed_once(self, stage, decided, keeper):
        row, seal = make(stage, decided), a_seal(stage)
        sealed(stage, row, seal, keeper)
        with pytest.raises(Conflict):
            sealed(stage, row, seal, keeper)
        assert SealUse.objects.count() == 1

    def test_a_stamp_of_metal_is_recorded_and_counts_as_no_electronic_one(self, stage, decided, keeper):
        row = sealed(stage, make(stage, decided), a_seal(stage, Provider.HAND), keeper)
        assert row.state == State.ISSUED
        assert not signing.checked(pdf_of(row), signing.test_material("x", stage.now).certificate.decode()).there

    def test_a_test_seal_says_so_and_is_refused_where_it_is_not_allowed(self, stage, settings, decided):
        assert signing.mark_of(a_seal(stage))["words"] == "测试签章\n无法律效力"
        settings.TONGPAN_TEST_SEALS = False
        with pytest.raises(Invalid) as refused:
            a_seal(stage)
        assert set(refused.value.fields) == {"provider"}

    @pytest.mark.parametrize("name", ["../key.p12", "missing.p12", ""])
    def test_a_certificate_lies_in_the_folder_of_seals_or_nowhere(self, stage, name):
        with pytest.raises(Invalid) as refused:
            a_seal(stage, Provider.PKCS12, container=name)
        assert "container" in refused.value.fields

    def test_only_who_leads_registers_seals_and_only_of_the_own_organ(self, stage, keeper):
        for actor in (stage.officer, keeper):
            with pytest.raises(Forbidden):
                documents.register_seal(
                    given=documents.Registering(
                        body_id=stage.town.agency.pk, name="章", kind=SealKind.ORGAN, provider=Provider.HAND,
                        keeper="甲", valid_from=date(2026, 1, 1),
                    ),
                    actor=actor, now=stage.now,
                )  # fmt: skip
        other = cast.a_town_government(cast.a_town("石梁镇", "330802108"))
        with pytest.raises(Forbidden) as refused:
            a_seal(stage, body_id=other.pk)
        assert refused.value.code == "documents.seal.other"


class TestVerifyingAll:
    def run(self):
        out = io.StringIO()
        call_command("documents_verify", "--json", stdout=out, stderr=io.StringIO())
        return json.loads(out.getvalue())

    def test_what_was_issued_is_what_is_there(self, stage, decided, keeper):
        sealed(stage, make(stage, decided), a_seal(stage), keeper)
        make(stage, decided, facts="又一份")
        assert self.run() == {"ok": True, "documents": 1, "wrong": {}}

    @pytest.mark.parametrize("harm", ["gone", "changed", "unsigned"])
    def test_a_file_that_is_gone_changed_or_of_another_seal_is_found(self, stage, decided, keeper, folder, harm):
        row = sealed(stage, make(stage, decided), a_seal(stage), keeper)
        sha256 = queries.final_of(row).sha256
        path = folder / "files" / sha256[:2] / sha256[2:4] / sha256
        if harm == "gone":
            path.unlink()
        elif harm == "changed":
            path.chmod(0o600)
            path.write_bytes(path.read_bytes() + b" ")
        else:
            other = signing.test_material("别的机关", stage.now)
            Seal.objects.update(certificate=other.certificate.decode())
        with pytest.raises(CommandError):
            self.run()


class TestShares:
    def test_m159_what_was_made_elsewhere_is_entered_and_counted(self, stage, decided, keeper):
        sealed(stage, make(stage, decided), a_seal(stage), keeper)
        actions.enter_document(
            case_id=decided.pk, code="penalty_decision", title="", number="老系统〔2026〕7号", day=stage.now.date(),
            target=Target(), uploads=[scanned(stage, decided)], actor=stage.officer, now=stage.now,
        )  # fmt: skip
        found = queries.shares(Document.objects.all(), date(2026, 1, 1), date(2027, 1, 1))
        assert (found.all, found.here, found.here_share) == (2, 1, 0.5)

    def test_m158_only_a_seal_with_effect_in_law_counts(self, stage, decided, keeper, settings, folder):
        real = a_certificate(folder / "seals" / "zhen.p12", settings)
        test, hand = a_seal(stage), a_seal(stage, Provider.HAND)
        ours = a_seal(stage, Provider.PKCS12, container=real)
        for n, seal in enumerate((test, hand, ours)):
            sealed(stage, make(stage, decided, facts=f"第{n}稿"), seal, keeper)
        found = queries.shares(Document.objects.all(), date(2026, 1, 1), date(2027, 1, 1))
        assert (found.need_seal, found.electronic, found.test, found.by_hand) == (3, 1, 1, 1)
        assert found.sealed_share == 1 / 3

    def test_m158_drafts_and_void_papers_are_in_no_share(self, stage, decided):
        row = make(stage, decided)
        actions.void_document(case_id=decided.pk, document_id=row.pk, reason="错", actor=stage.officer, now=stage.now)
        found = queries.shares(Document.objects.all(), date(2026, 1, 1), date(2027, 1, 1))
        assert (found.all, found.sealed_share, found.here_share) == (0, None, None)
