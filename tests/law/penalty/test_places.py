"""每条规则立在哪一条上：条款项写错一个数字，这里就不通过。"""

import importlib

import pytest

from tongpan.law.citation import Citation

PLACES = {
    "authority": {
        "WITHIN_POWER": "行政处罚法第十七条",
        "CONCENTRATION": "行政处罚法第十八条第二款",
        "LIBERTY": "行政处罚法第十八条第三款",
        "AUTHORIZATION": "行政处罚法第十九条",
        "TRANSFER": "行政处罚法第二十四条第一款",
        "TRANSFERRED_RANGE": "行政处罚法第二十四条第二款",
        "DELEGATED_RANGE": "行政处罚法第二十条第四款",
        "VOID": "行政处罚法第三十八条第一款",
        "TOWN_LIST": "浙江省综合行政执法条例第九条第二款",
    },
    "delegation": {
        "WRITTEN": "行政处罚法第二十条第一款",
        "CONTENT": "行政处罚法第二十条第二款",
        "NO_FURTHER": "行政处罚法第二十条第四款",
        "PUBLIC_BODY": "行政处罚法第二十一条第一项",
        "STAFF": "行政处罚法第二十一条第二项",
        "EQUIPMENT": "行政处罚法第二十一条第三项",
    },
    "officers": {
        "HEAD_DECIDES": "行政处罚法第五十七条第一款",
        "TWO_OFFICERS": "行政处罚法第四十二条第一款",
        "CERTIFIED": "行政处罚法第七十六条第一款第五项",
        "SHOWN": "行政处罚法第五十五条第一款",
        "SHOWN_ON_THE_SPOT": "行政处罚法第五十二条第一款",
        "ONE_OFFICER": "浙江省行政程序办法第五十九条",
    },
    "recusal": {
        "DUTY": "行政处罚法第四十三条第一款",
        "HEAD_DECIDES": "行政处罚法第四十三条第三款",
        "SAMR_DECIDES": "市场监督管理行政处罚程序规定第四条第一款",
        "AGR_DECIDES": "农业行政处罚程序规定第五条第二款",
        "TRA_DECIDES": "交通运输行政执法程序规定第十三条第二款",
        "TRA_EXPERTS": "交通运输行政执法程序规定第十五条第二款",
        "ZJP_DECIDES": "浙江省行政程序办法第四十二条第二款",
        "ZJP_TIME": "浙江省行政程序办法第四十二条第一款",
        "TRA_AFTER": "交通运输行政执法程序规定第十四条",
    },
    "separation": {
        "CHAIR": "行政处罚法第六十四条第四项",
        "REVIEWED": "行政处罚法第五十八条第一款",
        "HEAD_EXAMINES": "行政处罚法第五十七条第一款",
        "SUPERVISED": "行政处罚法第七十五条第一款",
        "SAMR_REVIEWER": "市场监督管理行政处罚程序规定第四十九条第三款",
        "SAMR_STAFF": "市场监督管理行政处罚听证办法第十一条第三款",
        "AGR_REVIEWER": "农业行政处罚程序规定第五十条第三款",
        "AGR_STAFF": "农业行政处罚程序规定第六十三条第二款",
    },
    "jurisdiction": {
        "PLACE": "行政处罚法第二十二条",
        "LEVEL": "行政处罚法第二十三条",
        "TOWNS": "行政处罚法第二十四条第一款",
        "FIRST_TO_FILE": "行政处罚法第二十五条第一款",
        "DISPUTE": "行政处罚法第二十五条第二款",
        "ASSISTANCE": "行政处罚法第二十六条",
    },
    "docketing": {
        "IN_TIME": "行政处罚法第五十四条第二款",
        "DESERVING": "行政处罚法第五十四条第一款",
        "PLACE": "行政处罚法第二十二条",
        "LIMITATION": "行政处罚法第三十六条第一款",
        "RECORDED": "行政处罚法第四十七条",
        "TWO_OFFICERS": "行政处罚法第四十二条第一款",
        "SAMR_HEAD": "市场监督管理行政处罚程序规定第十八条第一款",
        "SAMR_FORM": "市场监督管理行政处罚程序规定第十九条第二款",
        "SAMR_EVIDENCE": "市场监督管理行政处罚程序规定第十九条第一款第一项",
        "SAMR_DESERVING": "市场监督管理行政处罚程序规定第十九条第一款第二项",
        "SAMR_OWN": "市场监督管理行政处罚程序规定第十九条第一款第三项",
        "SAMR_LIMITATION": "市场监督管理行政处罚程序规定第十九条第一款第四项",
        "HURD_FORM": "住房和城乡建设行政处罚程序规定第十五条第三款",
        "HURD_EVIDENCE": "住房和城乡建设行政处罚程序规定第十五条第二款第一项",
        "HURD_OWN": "住房和城乡建设行政处罚程序规定第十五条第二款第二项",
        "HURD_LIMITATION": "住房和城乡建设行政处罚程序规定第十五条第二款第三项",
        "AGR_HEAD": "农业行政处罚程序规定第二十九条",
        "AGR_FORM": "农业行政处罚程序规定第三十条",
        "AGR_EVIDENCE": "农业行政处罚程序规定第三十条第一项",
        "AGR_DESERVING": "农业行政处罚程序规定第三十条第二项",
        "AGR_OWN": "农业行政处罚程序规定第三十条第三项",
        "AGR_LIMITATION": "农业行政处罚程序规定第三十条第四项",
        "TRA_DESERVING": "交通运输行政执法程序规定第六十二条",
        "TRA_FORM": "交通运输行政执法程序规定第六十三条",
    },
    "not_docketing": {
        "NOT_IN_TIME": "行政处罚法第七十六条第二款",
        "SAMR_GROUNDS": "市场监督管理行政处罚程序规定第二十条第一款",
        "SAMR_FORM": "市场监督管理行政处罚程序规定第二十条第二款",
        "AGR_WITHDRAWAL": "农业行政处罚程序规定第三十一条",
    },
    "suspension": {
        "IN_NINETY_DAYS": "行政处罚法第六十条",
        "SAMR_SUSPENSION": "市场监督管理行政处罚程序规定第四十六条第一款",
        "HURD_SUSPENSION": "住房和城乡建设行政处罚程序规定第三十条第一款",
        "AGR_SUSPENSION": "农业行政处罚程序规定第四十八条第一款",
        "SAMR_RESUMED": "市场监督管理行政处罚程序规定第四十六条第二款",
        "HURD_RESUMED": "住房和城乡建设行政处罚程序规定第三十条第二款",
        "AGR_RESUMED": "农业行政处罚程序规定第四十八条第二款",
        "SAMR_END": "市场监督管理行政处罚程序规定第四十七条",
        "HURD_END": "住房和城乡建设行政处罚程序规定第三十一条第三项",
        "TRA_END": "交通运输行政执法程序规定第一百二十三条第一款",
    },
    "responsibility": {
        "AGE": "行政处罚法第三十条",
        "CAPACITY": "行政处罚法第三十一条",
    },
    "mitigation": {
        "MITIGATION": "行政处罚法第三十二条",
        "REMEDIED": "行政处罚法第三十二条第一项",
        "COERCED": "行政处罚法第三十二条第二项",
        "CONFESSED": "行政处罚法第三十二条第三项",
        "ASSISTED": "行政处罚法第三十二条第四项",
        "OTHERWISE": "行政处罚法第三十二条第五项",
    },
    "no_penalty": {
        "MINOR": "行政处罚法第三十三条第一款",
        "NO_FAULT": "行政处罚法第三十三条第二款",
        "EDUCATION": "行政处罚法第三十三条第三款",
        "NOT_PUNISHED": "行政处罚法第五十七条第一款第二项",
        "NOT_ESTABLISHED": "行政处罚法第五十七条第一款第三项",
        "AGE": "行政处罚法第三十条",
        "CAPACITY": "行政处罚法第三十一条",
        "LIMITATION": "行政处罚法第三十六条第一款",
    },
    "limitation": {
        "LIMITATION": "行政处罚法第三十六条第一款",
        "RUNS_FROM": "行政处罚法第三十六条第二款",
        "ECOLOGY": "生态环境法典第一千零五十四条第一款",
    },
    "law_in_force": {
        "OLD_UNLESS_LIGHTER": "行政处罚法第三十七条",
        "ECOLOGY": "生态环境法典第一千零五十七条",
        "NO_BASIS": "行政处罚法第三十八条第一款",
    },
    "single_fine": {
        "ONE_FINE": "行政处罚法第二十九条",
        "AFTER_COURT": "行政处罚法第三十五条第二款",
    },
    "daily_fine": {
        "DAILY": "生态环境法典第一千零六十条第一款",
        "DAILY_LOCAL": "生态环境法典第一千零六十条第三款",
    },
    "correction": {
        "CORRECTION": "行政处罚法第二十八条第一款",
        "INCOME": "行政处罚法第二十八条第二款",
        "TRA_CORRECTION": "交通运输行政执法程序规定第六十六条",
    },
    "summary": {
        "RANGE": "行政处罚法第五十一条",
        "HEARING": "行政处罚法第六十三条第一款",
    },
    "summary_notice": {
        "NOTICE": "行政处罚法第四十四条",
        "DEFENSE": "行政处罚法第四十五条第一款",
        "NOT_TOLD": "行政处罚法第六十二条",
        "SAMR_NOTICE": "市场监督管理行政处罚程序规定第六十九条",
        "HURD_DEFENSE": "住房和城乡建设行政处罚程序规定第十三条第二款",
        "AGR_NOTICE": "农业行政处罚程序规定第二十六条第一款第三项",
        "AGR_DEFENSE": "农业行政处罚程序规定第二十六条第一款第四项",
        "TRA_NOTICE": "交通运输行政执法程序规定第六十一条第三项",
        "TRA_RIGHTS": "交通运输行政执法程序规定第六十一条第四项",
        "TRA_DEFENSE": "交通运输行政执法程序规定第六十一条第五项",
    },
    "summary_form": {
        "HANDED": "行政处罚法第五十二条第一款",
        "CONTENT": "行政处罚法第五十二条第二款",
        "FILED": "行政处罚法第五十二条第三款",
        "SAMR_CONTENT": "市场监督管理行政处罚程序规定第六十八条",
        "AGR_SEAL": "农业行政处罚程序规定第二十六条第一款第五项",
        "RECONSIDERATION_FIRST": "行政复议法第二十三条第一款第一项",
        "TOLD_FIRST": "行政复议法第二十三条第二款",
    },
    "evidence": {
        "ESTABLISHED": "行政处罚法第四十条",
        "VERIFIED": "行政处罚法第四十六条第二款",
        "ILLEGAL": "行政处罚法第四十六条第三款",
        "RECORDED": "行政处罚法第五十五条第二款",
        "SAMR_INQUIRY": "市场监督管理行政处罚程序规定第二十九条",
        "HURD_INQUIRY": "住房和城乡建设行政处罚程序规定第十六条",
        "AGR_SINGLY": "农业行政处罚程序规定第三十八条第一款",
        "AGR_PAGES": "农业行政处罚程序规定第三十八条第三款",
        "TRA_SINGLY": "交通运输行政执法程序规定第三十九条第二项",
        "TRA_CHECKED": "交通运输行政执法程序规定第三十九条第四项",
        "TRA_PAGES": "交通运输行政执法程序规定第三十九条第五项",
    },
    "expertise": {
        "VERIFIED": "行政处罚法第四十六条第二款",
        "TOLD": "行政处罚法第四十四条",
        "PRESERVED": "行政处罚法第五十六条",
        "SAMR_BODY": "市场监督管理行政处罚程序规定第三十二条",
        "HURD_BODY": "住房和城乡建设行政处罚程序规定第十八条第一款",
        "AGR_BODY": "农业行政处罚程序规定第四十条第一款",
        "AGR_OPINION": "农业行政处罚程序规定第四十条第二款",
        "TRA_BODY": "交通运输行政执法程序规定第四十二条",
    },
    "electronic": {
        "DEVICE": "行政处罚法第四十一条第一款",
        "RECORD": "行政处罚法第四十一条第二款",
        "TOLD": "行政处罚法第四十一条第三款",
    },
    "preservation": {
        "PRESERVATION": "行政处罚法第五十六条",
        "SAMR_URGENT": "市场监督管理行政处罚程序规定第三十三条第二款",
        "SAMR_INVENTORY": "市场监督管理行政处罚程序规定第三十四条第一款",
        "SAMR_DISPOSAL": "市场监督管理行政处罚程序规定第三十五条第一款",
        "SAMR_RELEASE": "市场监督管理行政处罚程序规定第三十五条第二款",
        "HURD_INVENTORY": "住房和城乡建设行政处罚程序规定第十九条第二款",
        "HURD_DISPOSAL": "住房和城乡建设行政处罚程序规定第十九条第三款",
        "HURD_RELEASE": "住房和城乡建设行政处罚程序规定第十九条第四款",
        "AGR_URGENT": "农业行政处罚程序规定第四十二条第二款",
        "AGR_INVENTORY": "农业行政处罚程序规定第四十二条第三款",
        "AGR_DISPOSAL": "农业行政处罚程序规定第四十四条",
        "TRA_INVENTORY": "交通运输行政执法程序规定第四十四条第一款",
        "TRA_DISPOSAL": "交通运输行政执法程序规定第四十五条第一款",
        "TRA_RELEASE": "交通运输行政执法程序规定第四十五条第二款",
    },
}

ROWS = [(module, name, place) for module, places in PLACES.items() for name, place in places.items()]


def of(module):
    return importlib.import_module(f"tongpan.law.penalty.{module}")


class TestPlaces:
    @pytest.mark.parametrize(("module", "name", "place"), ROWS)
    def test_a_rule_stands_where_the_statute_has_it(self, module, name, place):
        assert str(getattr(of(module), name)) == place

    @pytest.mark.parametrize("module", PLACES)
    def test_no_place_is_left_out(self, module):
        own = {name for name, value in vars(of(module)).items() if isinstance(value, Citation)}

        assert set(PLACES[module]) <= own
        for name in own - set(PLACES[module]):
            assert any(
                getattr(of(module), name) is getattr(of(other), name, None) for other in PLACES if other != module
            )
