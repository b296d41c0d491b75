from uuid import UUID

import pytest

from tongpan.places.domain.gazetteer import Gazetteer, Named, forms_of

HANGBU, SHILIANG, HUAYUAN = UUID(int=1), UUID(int=2), UUID(int=3)
CHAYUANHOU, YAN, XINCUN_A, XINCUN_B, HANGBU_CUN = (UUID(int=n) for n in range(11, 16))
NAMES = Gazetteer(
    [
        Named(HANGBU, "航埠镇", HANGBU, True),
        Named(SHILIANG, "石梁镇", SHILIANG, True),
        Named(HUAYUAN, "花园街道", HUAYUAN, True),
        Named(CHAYUANHOU, "察院后社区居委会", HUAYUAN, False),
        Named(YAN, "严村村委会", HANGBU, False),
        Named(XINCUN_A, "新桥头村村委会", HANGBU, False),
        Named(XINCUN_B, "新桥头村村委会", SHILIANG, False),
        Named(HANGBU_CUN, "航埠村村委会", HANGBU, False),
    ]
)


class TestFind:
    @pytest.mark.parametrize(
        ("text", "town", "village"),
        [
            pytest.param("航埠镇农贸市场门口有人占道", HANGBU, None, id="镇全称"),
            pytest.param("航埠农贸市场门口有人占道", HANGBU, None, id="镇简称"),
            pytest.param("察院后社区居委会楼下油烟扰民", HUAYUAN, CHAYUANHOU, id="社区全称"),
            pytest.param("察院后社区3号楼", HUAYUAN, CHAYUANHOU, id="社区简称"),
            pytest.param("家住察院后，夜里施工", HUAYUAN, CHAYUANHOU, id="社区再简"),
            pytest.param("石梁镇新桥头村垃圾没人收", SHILIANG, XINCUN_B, id="同名村由镇分清"),
            pytest.param("航埠村村口", HANGBU, HANGBU_CUN, id="长的先认：航埠村不是航埠镇"),
            pytest.param("花园街道办事处旁", HUAYUAN, None, id="街道办事处"),
        ],
    )
    def test_names_the_place(self, text, town, village):
        guess = NAMES.find(text)

        assert (guess.town_id, guess.village_id) == (town, village)
        assert guess.sure >= 0.6
        assert guess.words

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("西地省A3区某小区外墙脱落", id="来源已隐去地名"),
            pytest.param("A市B县C镇有人违建", id="字母代替的地名"),
            pytest.param("电梯坏了没人修", id="没有地名"),
            pytest.param("", id="空文本"),
        ],
    )
    def test_says_nothing_where_nothing_is_named(self, text):
        assert NAMES.find(text) is None

    def test_a_name_of_two_villages_alone_stays_open(self):
        guess = NAMES.find("新桥头村垃圾没人收")

        assert guess.village_id is None
        assert guess.town_id is None
        assert guess.sure < 0.5

    def test_an_everyday_word_is_hardly_a_place(self):
        assert NAMES.find("小区里的花园被人占了") is None
        assert NAMES.find("花园街道的花园被人占了").town_id == HUAYUAN

    def test_a_bare_name_of_two_characters_wants_a_word_that_belongs_to_places(self):
        assert NAMES.find("严村民说得对") is None or NAMES.find("严村民说得对").sure < 0.6

    def test_a_chance_word_does_not_name_a_village_of_the_named_town(self):
        guess = NAMES.find("花园街道请物业尽快查办，察院后话不提")

        assert guess.town_id == HUAYUAN
        assert NAMES.find("航埠镇请严村民把关").village_id is None

    def test_several_towns_lower_the_sureness(self):
        assert NAMES.find("航埠镇和石梁镇交界处").sure < 0.5
        assert NAMES.find("航埠镇和石梁镇交界处").town_id is None

    def test_town_and_village_together_are_surer_than_either(self):
        both = NAMES.find("航埠镇严村")

        assert (both.town_id, both.village_id) == (HANGBU, YAN)
        assert both.sure > NAMES.find("航埠镇").sure


def test_short_forms_never_shrink_to_one_character():
    assert all(len(form) >= 2 for form, _ in forms_of("严村村委会", is_town=False))
