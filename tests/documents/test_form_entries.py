"""What the statutes demand of a paper stands on its form, and its lack is told with the article."""

from datetime import date

import pytest
from tests.documents.samples import values_of

from tongpan.documents.domain.forms import catalogue, form_of

TODAY = date(2026, 11, 27)
APL, ACL, CRR = "行政处罚法", "行政强制法", "行政执法机关移送涉嫌犯罪案件的规定"
HURD, SAMR, AGR = "住房和城乡建设行政处罚程序规定", "市场监督管理行政处罚程序规定", "农业行政处罚程序规定"
ZJB = "浙江省违法建筑处置规定"

# The form, the article, and by name of the field the paragraph or item that demands the entry.
DEMANDED = [
    ("penalty_decision", f"{APL}第五十九条", {
        "identity": "第一款第一项", "facts": "第一款第二项", "evidence": "第一款第二项", "penalty": "第一款第三项",
        "basis": "第一款第三项", "performance": "第一款第四项", "remedies": "第一款第五项",
    }),
    ("alteration_decision", f"{APL}第五十九条", {
        "identity": "第一款第一项", "facts": "第一款第二项", "evidence": "第一款第二项", "altered": "第一款第三项",
        "basis": "第一款第三项", "performance": "第一款第四项", "remedies": "第一款第五项",
    }),
    ("on_spot_penalty_decision", f"{APL}第五十二条", {
        "facts": "第二款", "penalty": "第二款", "basis": "第二款", "at_moment": "第二款", "where": "第二款",
        "remedies": "第二款", "handlers": "第二款",
    }),
    ("on_spot_penalty_decision", f"{APL}第四十四条", {"heard": ""}),
    ("on_spot_penalty_decision", "罚款决定与罚款收缴分离实施办法第七条", {"performance": "第一款"}),
    ("on_spot_register", f"{APL}第五十二条", {"reported_on": "第三款"}),
    ("notice_of_penalty", f"{APL}第四十四条", {"facts": "", "reasons": "", "basis": "", "proposed": ""}),
    ("hearing_right_notice", f"{APL}第四十四条", {"facts": "", "reasons": "", "basis": "", "proposed": ""}),
    ("hearing_right_notice", f"{APL}第六十四条", {"reply_by": "第一项"}),
    ("hearing_notice", f"{APL}第六十四条", {
        "hearing_on": "第二项", "hearing_where": "第二项", "open": "第三项", "chair": "第四项",
    }),
    ("hearing_record", f"{APL}第六十四条", {
        "charged": "第七项", "defended": "第七项", "chair": "第四项", "recusal_answer": "第四项",
    }),
    ("hearing_record", "市场监督管理行政处罚听证办法第二十八条", {"present": "第一款"}),
    ("hearing_announcement", "市场监督管理行政处罚听证办法第二十二条", {
        "party": "第二款", "hearing_on": "第二款", "hearing_where": "第二款",
    }),
    ("hearing_report", "市场监督管理行政处罚听证办法第三十条", {
        "cause": "第一项", "chair": "第二项", "present": "第二项", "hearing_on": "第三项", "hearing_where": "第三项",
        "record": "第四项", "proposal": "第五项",
    }),
    ("defense_record", f"{APL}第四十五条", {"said": "第一款"}),
    ("defense_recheck", f"{APL}第四十五条", {"said": "第一款", "points": "第一款", "answer": "第一款"}),
    ("waiver_statement", f"{APL}第六十二条", {"waived": ""}),
    ("delegation_instrument", f"{APL}第二十条", {
        "trustee": "第二款", "matters": "第二款", "authority": "第二款", "from_day": "第二款", "until_day": "第二款",
    }),
    ("correction_order", f"{APL}第二十八条", {"correction": "第一款"}),
    ("education_record", f"{APL}第三十三条", {"record": "第三款"}),
    ("no_penalty_decision", f"{APL}第三十三条", {"education": "第三款"}),
    ("no_violation_decision", f"{APL}第五十七条", {"facts": "第一款第三项", "why": "第一款第三项"}),
    ("recusal_decision", f"{APL}第四十三条", {"why": "第三款", "decision": "第三款"}),
    ("inquiry_record", f"{APL}第五十五条", {
        "shown": "第一款", "where": "第二款", "from_moment": "第二款", "record": "第二款",
    }),
    ("inquiry_record", f"{APL}第四十三条", {"recusal_answer": "第二款"}),
    ("scene_record", f"{APL}第五十五条", {
        "shown": "第一款", "where": "第二款", "from_moment": "第二款", "record": "第二款",
    }),
    ("inspection_record", f"{APL}第五十五条", {"shown": "第一款", "record": "第二款"}),
    ("preservation_notice", f"{APL}第五十六条", {"things": "", "until_day": ""}),
    ("preservation_disposal", f"{APL}第五十六条", {"disposed": ""}),
    ("service_address_confirmation", f"{APL}第六十一条", {"consent": "第二款"}),
    ("deferral_notice", f"{APL}第六十六条", {"plan": "第二款"}),
    ("deliberation_record", f"{APL}第五十七条", {
        "why": "第二款", "members": "第二款", "views": "第二款", "conclusion": "第二款",
    }),
    ("fine_receipt_register", f"{APL}第七十条", {"receipt": ""}),
    ("fine_receipt_register", f"{APL}第七十一条", {"collected_at": "", "handed_in": ""}),
    ("publicity_withdrawal", f"{APL}第四十八条", {
        "trigger": "第二款", "withdraw_by": "第二款", "statement": "第二款", "why": "第二款",
    }),
    ("measure_approval", f"{ACL}第十八条", {"why": "第一项", "legal_basis": "第一项"}),
    ("measure_approval", f"{ACL}第二十五条", {"until_day": "第一款"}),
    ("seizure_scene_record", f"{ACL}第十八条", {
        "approved": "第一项", "handlers": "第二项", "shown": "第三项", "present": "第四项", "told": "第五项",
        "said": "第六项", "record": "第七项",
    }),
    ("transferred_property_notice", f"{ACL}第二十一条", {"things": "", "recipient": ""}),
    ("seizure_decision", f"{ACL}第二十四条", {
        "identity": "第二款第一项", "why": "第二款第二项", "legal_basis": "第二款第二项", "until_day": "第二款第二项",
        "things": "第二款第三项", "remedies": "第二款第四项",
    }),
    ("things_list", f"{ACL}第二十四条", {"inventory": "第一款"}),
    ("measure_extension", f"{ACL}第二十五条", {"new_until": "第一款", "extension_reason": "第二款"}),
    ("testing_period_notice", f"{ACL}第二十五条", {"things": "第三款", "from_day": "第三款", "until_day": "第三款"}),
    ("measure_release", f"{ACL}第二十八条", {"ground": "第一款", "things": "第二款", "returned": "第二款"}),
    ("demand_for_performance", f"{ACL}第三十五条", {"due_by": "第一项", "manner": "第二项", "amount": "第三项"}),
    ("substitute_demand", f"{ACL}第三十五条", {"due_by": "第一项", "manner": "第二项", "budget": "第三项"}),
    ("enforcement_decision", f"{ACL}第三十七条", {
        "identity": "第二款第一项", "why": "第二款第二项", "legal_basis": "第二款第二项", "manner": "第二款第三项",
        "execute_at": "第二款第三项", "remedies": "第二款第四项", "demanded": "第一款",
    }),
    ("enforcement_suspension", f"{ACL}第三十九条", {"ground": "第一款"}),
    ("enforcement_termination", f"{ACL}第四十条", {"ground": ""}),
    ("enforcement_agreement", f"{ACL}第四十二条", {"plan": "第一款"}),
    ("demolition_announcement", f"{ACL}第四十四条", {"due_by": ""}),
    ("surcharge_decision", f"{ACL}第四十五条", {"counted": "第一款"}),
    ("substitute_decision", f"{ACL}第五十一条", dict.fromkeys(
        ["identity", "why", "legal_basis", "manner", "execute_at", "object", "budget", "performer"], "第一款第一项")),
    ("substitute_record", f"{ACL}第五十一条", {
        "handlers": "第一款第三项", "performer": "第一款第四项", "cost": "第二款",
    }),
    ("immediate_substitute_decision", f"{ACL}第五十二条", {"where": "", "object": "", "why": ""}),
    ("immediate_substitute_notice", f"{ACL}第五十二条", {"at_moment": "", "object": "", "result": ""}),
    ("court_application", f"{ACL}第五十五条", {
        "attachments": "第一款第一项", "facts": "第一款第二项", "basis": "第一款第二项", "views": "第一款第三项",
        "demanded": "第一款第三项", "object": "第一款第四项",
    }),
    ("criminal_transfer", f"{CRR}第三条", {"facts": "第一款", "crime_basis": "第一款"}),
    ("criminal_transfer", f"{CRR}第六条", {"attachments": ""}),
    ("criminal_transfer_report", f"{CRR}第五条", {"facts": "第一款", "evidence": "第一款", "proposal": "第一款"}),
    ("criminal_transfer_approval", f"{CRR}第五条", {"facts": "第一款", "proposal": "第一款", "reported_at": "第二款"}),
    ("handover_list", f"{CRR}第十二条", {"inventory": ""}),
    ("service_announcement", "民事诉讼法第九十五条", {"reason": "第二款"}),
    ("reconsideration_reply", "行政复议法第四十八条", {"facts": "", "evidence": "", "basis": "", "received": ""}),
    ("litigation_answer", "行政诉讼法第六十七条", dict.fromkeys(["facts", "evidence", "basis", "received"], "第一款")),
    ("court_appearance_form", "行政诉讼法第三条", {"appears": "第三款"}),
    ("legal_review_opinion", "三项制度指导意见", dict.fromkeys(
        ["subject_checked", "procedure_checked", "facts_checked", "law_checked", "power_checked", "papers_checked",
         "crime_checked", "conclusion"], "（十三）")),
    ("investigation_report", f"{HURD}第二十条", dict.fromkeys(
        ["identity", "source", "course", "facts", "evidence", "proposal", "basis", "reasons"], "第二款")),
    ("evidence_extraction", f"{SAMR}第二十四条", dict.fromkeys(["item", "origin", "provider"], "")),
    ("electronic_evidence_record", f"{SAMR}第二十六条", dict.fromkeys(["means", "maker"], "第一款")),
    ("sampling_record", f"{SAMR}第三十一条", {"samples": "第一款", "where": "第一款"}),
    ("power_of_attorney", "市场监督管理行政处罚听证办法第十五条", dict.fromkeys(["matters", "authority"], "第三款")),
    ("publicity_summary", "市场监督管理行政处罚信息公示规定第四条", dict.fromkeys(
        ["earlier_number", "party", "about", "sort", "penalty", "decided_by", "decided_on"], "第三款")),
    ("supplement_decision", f"{HURD}第二十八条", {"omitted": "第二款", "supplemented": "第四款"}),
    ("rectification_decision", f"{HURD}第二十八条", {"error": "第三款", "corrected": "第四款"}),
    ("jurisdiction_consultation_record", f"{HURD}第六条", dict.fromkeys(
        ["members", "record", "result"], "第二款")),
    ("demolition_order", f"{ZJB}第十四条", dict.fromkeys(
        ["facts", "why", "legal_basis", "remedies"], "第二款")),
    ("demolition_announcement", f"{ZJB}第十七条", dict.fromkeys(
        ["execute_at", "legal_basis", "move_by"], "")),
    ("demolition_record", f"{ZJB}第十九条", {
        "present": "第一款", "notified": "第一款", "record": "第二款", "av": "第二款",
    }),
    ("demolition_things_list", f"{ZJB}第十八条", dict.fromkeys(["inventory", "keeping", "collect"], "")),
    ("file_review_report", "广东省行政执法案卷评查办法第十三条", {
        "reviewed": "第一项", "reviewers": "第二项", "files": "第三项", "grades": "第四项", "problems": "第五项",
        "advice": "第六项",
    }),
    ("forfeited_disposal_record", f"{AGR}第八十二条", dict.fromkeys(["where", "from_moment", "disposed"], "")),
]  # fmt: skip
ENTRIES = [
    pytest.param(code, name, article + place, id=f"{code}-{name}-{article}")
    for code, article, entries in DEMANDED
    for name, place in entries.items()
]

# What every paper bears of itself by its article: the organ, the day, the seal; those who sign by hand.
BEARS = {
    "penalty_decision": ("@", "sealed"),
    "seizure_decision": ("@", "sealed"),
    "enforcement_decision": ("@", "sealed"),
    "court_application": ("@", "sealed", "~ 机关负责人"),
    "on_spot_penalty_decision": ("@", "~ 当事人 ; 执法人员 ; 执法人员"),
    "substitute_record": ("~ 监督人员 ; 监督人员 ; 代履行人 ; 当事人 ; 见证人",),
    "inquiry_record": ("~ 被询问人 ; 询问人 ; 询问人 ; 记录人",),
    "service_receipt": ("~ 送达人 ; 送达人 ; 见证人",),
}

SAID = {
    "demand_for_performance": ["陈述和申辩"],
    "enforcement_decision": ["{execute_at}"],
    "hearing_notice": ["申请回避", "一至二人代理", "视为放弃听证权利", "不承担组织听证的费用"],
    "hearing_right_notice": ["陈述和申辩", "要求听证"],
    "notice_of_penalty": ["陈述和申辩", "不因陈述、申辩而给予更重的处罚"],
    "seizure_decision": ["保管费用由本机关承担", "陈述和申辩", "一式二份"],
    "testing_period_notice": ["费用由本机关承担"],
    "things_list": ["一式二份"],
    "substitute_decision": ["停止代履行", "由你（单位）承担"],
    "criminal_transfer": ["三日内", "不予立案的，请说明理由", "回执"],
    "delegation_instrument": ["不得再委托", "以委托机关的名义", "向社会公布"],
    "preservation_notice": ["不得销毁或者转移", "七个工作日内"],
    "service_announcement": ["经过三十日，即视为送达"],
    "surcharge_decision": ["百分之三", "不超出罚款的数额"],
}


class TestWhatTheLawDemands:
    @pytest.mark.parametrize(("code", "name", "basis"), ENTRIES)
    def test_m144_stands_on_the_form(self, code, name, basis):
        form = form_of(code, on=TODAY)
        field = next(one for one in form.fields if one.name == name)

        assert field.required
        assert field.basis == basis

    @pytest.mark.parametrize(("code", "name", "basis"), ENTRIES)
    def test_m144_is_missed_by_name_with_its_article(self, code, name, basis):
        form = form_of(code, on=TODAY)
        field = next(one for one in form.fields if one.name == name)
        missing = form.missing({key: value for key, value in values_of(form).items() if key != name})

        assert list(missing) == [name]
        assert field.label in missing[name]
        assert field.basis in missing[name]

    @pytest.mark.parametrize("code", BEARS)
    def test_is_signed_and_sealed(self, code):
        form = form_of(code, on=TODAY)
        marks = {*form.body.splitlines(), *(["sealed"] if form.sealed else [])}

        assert marks >= set(BEARS[code])

    @pytest.mark.parametrize("code", SAID)
    def test_is_said(self, code):
        body = form_of(code, on=TODAY).body

        assert [words for words in SAID[code] if words not in body] == []


class TestAForm:
    @pytest.mark.parametrize("form", [pytest.param(one, id=one.code) for one in catalogue()])
    def test_m144_complete_lacks_nothing_and_empty_names_everything(self, form):
        demanded = {one.name for one in form.fields if one.required}

        assert form.missing(values_of(form, only_required=True)) == {}
        assert set(form.missing({})) == demanded
