"""Who can act as an officer."""

from datetime import date

import pytest
from tests.cast import (
    NOW,
    TODAY,
    a_county,
    a_credential,
    a_town,
    a_town_with_team,
    actor,
    an_officer,
    auxiliary_jiang,
    grid_worker_wei,
    officer_li,
    system_manager_zhu,
)

from tongpan.agencies.actions import people
from tongpan.agencies.domain.credentials import check_pair
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import CredentialStatus, Post
from tongpan.agencies.queries import available_officers, can_act_as_officer
from tongpan.kernel.errors import Conflict, Forbidden, Invalid

pytestmark = pytest.mark.django_db


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCanActAsOfficer:
    def test_a_card_without_fields_covers_all(self):
        assert can_act_as_officer(officer_li(), Domain.FIRE, TODAY) == ()

    def test_m022_several_cards_add_up(self):
        cast = a_town_with_team()
        li = an_officer("李明", cast.agency, Post.OFFICER, team=cast.team, licensed=(Domain.MARKET,))
        a_credential(li, Domain.FIRE, issuer="国家消防救援局")

        assert can_act_as_officer(li, Domain.MARKET, TODAY) == ()
        assert can_act_as_officer(li, Domain.FIRE, TODAY) == ()
        assert codes(can_act_as_officer(li, Domain.ECOLOGY, TODAY)) == ["officer.wrong_field"]

    def test_says_which_field_is_missing_and_cites_the_article(self):
        cast = a_town_with_team()
        li = an_officer("李明", cast.agency, Post.OFFICER, team=cast.team, licensed=(Domain.MARKET,))

        (breach,) = can_act_as_officer(li, Domain.ECOLOGY, TODAY)

        assert "市场监管" in breach.message
        assert "生态环境" in breach.message
        assert str(breach.citation) == "行政处罚法第四十二条第一款"

    @pytest.mark.parametrize(
        ("on", "lawful"),
        [
            pytest.param(date(2022, 12, 31), False, id="尚未生效"),
            pytest.param(date(2023, 1, 1), True, id="生效当日"),
            pytest.param(date(2028, 12, 31), True, id="到期前一日"),
            pytest.param(date(2029, 1, 1), False, id="到期当日"),
        ],
    )
    def test_the_day_decides(self, on, lawful):
        assert (can_act_as_officer(officer_li(), Domain.FIRE, on) == ()) is lawful

    def test_a_card_revoked_later_was_good_before(self):
        li = officer_li()
        li.credentials.update(status=CredentialStatus.REVOKED, status_on=date(2026, 6, 1))

        assert can_act_as_officer(li, Domain.FIRE, date(2026, 5, 31)) == ()
        assert codes(can_act_as_officer(li, Domain.FIRE, date(2026, 6, 1))) == ["officer.no_credential"]

    def test_without_a_card_nobody(self):
        cast = a_town_with_team()
        li = an_officer("李明", cast.agency, Post.OFFICER, team=cast.team, licensed=None)

        assert codes(can_act_as_officer(li, Domain.FIRE, TODAY)) == ["officer.no_credential"]

    @pytest.mark.parametrize("someone", [auxiliary_jiang, grid_worker_wei])
    def test_auxiliaries_and_grid_workers_never_even_with_a_card(self, someone):
        person = someone(a_town_with_team())
        a_credential(person)

        verdict = can_act_as_officer(person, Domain.CITY_APPEARANCE, TODAY)

        assert {str(breach.citation) for breach in verdict} == {
            "行政处罚法第四十二条第一款",
            "行政强制法第十七条第三款",
            "浙江省综合行政执法条例第三十条第二款",
        }

    def test_the_regulation_of_zhejiang_is_cited_in_zhejiang_alone(self):
        cast = a_town_with_team(a_town("迎泽街道", "140106004", a_county("迎泽区", "140106")))

        verdict = can_act_as_officer(auxiliary_jiang(cast), Domain.CITY_APPEARANCE, TODAY)

        assert {str(breach.citation) for breach in verdict} == {
            "行政处罚法第四十二条第一款",
            "行政强制法第十七条第三款",
        }

    def test_two_must_stand_together(self):
        cast = a_town_with_team()
        li, jiang = officer_li(cast), auxiliary_jiang(cast)
        one, none = (can_act_as_officer(person, Domain.FIRE, TODAY) for person in (li, jiang))

        assert codes(check_pair((one, none))) == ["officer.fewer_than_two"]
        assert check_pair((one, one)) == ()

    def test_available_officers_leaves_out_whoever_cannot_act(self):
        cast = a_town_with_team()
        li = officer_li(cast)
        auxiliary_jiang(cast)
        an_officer("无证", cast.agency, Post.OFFICER, team=cast.team, licensed=None)
        an_officer("调离", cast.agency, Post.OFFICER, team=cast.team, valid_to=date(2026, 1, 1))

        assert available_officers(cast.team.pk, TODAY) == [li]


@pytest.mark.django_db(transaction=True)
class TestRegistering:
    def register(self, person, **changed):
        facts = {
            "officer_id": person.pk, "number": "演示0001", "issuer": "浙江省人民政府", "domains": ["fire"],
            "valid_from": TODAY, "valid_to": None, "now": NOW,
        }  # fmt: skip
        return people.register_credential(**{**facts, **changed})

    def test_an_issuers_number_is_registered_once(self):
        cast = a_town_with_team()
        manager = actor(system_manager_zhu())
        self.register(officer_li(cast), actor=manager)

        with pytest.raises(Conflict):
            self.register(officer_li(cast), actor=manager)

    def test_an_auxiliary_gets_none(self):
        with pytest.raises(Invalid, match="不能登记行政执法证件"):
            self.register(auxiliary_jiang(), actor=actor(system_manager_zhu()))

    def test_only_the_manager_registers(self):
        li = officer_li()

        with pytest.raises(Forbidden):
            self.register(li, actor=actor(li))

    def test_status_changes_from_a_day(self):
        li, manager = officer_li(), actor(system_manager_zhu())
        card = li.credentials.get()

        people.change_credential_status(
            credential_id=card.pk, status=CredentialStatus.SUSPENDED, on=TODAY, actor=manager, now=NOW
        )

        assert codes(can_act_as_officer(li, Domain.FIRE, TODAY)) == ["officer.no_credential"]
