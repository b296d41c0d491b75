"""The fourteen open points (十四个未决问题), each with its recommendation and basis."""

from datetime import date

from tongpan.law.citation import Citation
from tongpan.law.conflicts.terms import (
    BEFORE_SERVICE,
    COURT_WINDOW,
    DISCLOSURE,
    PUBLIC_NOTICE,
    REGIME,
    SOLE_TRADER,
    TOWNSHIP,
    WITHDRAWN,
    Answerer,
    Option,
    Question,
    Situation,
)
from tongpan.law.titles import (
    APL,
    CIVIL_PROCEDURE_LAW,
    COERCION_LAW,
    ECOLOGY_CODE,
    RECONSIDERATION_LAW,
    REFERRAL,
    SAMR,
    THREE_SYSTEMS,
    ZJP,
    ZJR,
)

ECOLOGY_CODE_FROM = date(2026, 8, 15)
"""The day on which the code replaced ten laws (生态环境法典 1242)."""


def _perhaps(*facts: bool | None) -> bool:
    """Whether all may be so: unknown counts as so, because a question too many does less harm than one too few."""
    return all(fact is not False for fact in facts)


def _crosses_the_code(situation: Situation) -> bool:
    if situation.ecological is False:
        return False
    before = situation.act_on is None or situation.act_on < ECOLOGY_CODE_FROM
    after = situation.decision_on is None or situation.decision_on >= ECOLOGY_CODE_FROM
    return before and after


QUESTIONS: tuple[Question, ...] = (
    Question(
        1,
        REGIME,
        "乡镇街道办理的案件适用哪一部门的程序规定，文件没有规定",
        (
            Option(
                "STATUTE",
                "只适用行政处罚法和本省程序规定",
                "系统现在就是这样算的：没有选定部门程序规定的，只用处罚法和本省规定，不用再改",
            ),
            Option(
                "SECTOR",
                "适用该事项主管部门的程序规定",
                "本案没有选定程序规定的违法行为都改用该领域的部门程序规定，期限、审核和讨论的要求随之重算",
                changes=True,
            ),
        ),
        "STATUTE",
        "部门程序规定写明的适用对象是该部门，不包括乡镇街道；延长办案期限须有规章依据",
        (Citation(APL, 60, figures=("法律、法规、规章另有规定的",), gist="期限另有规定的从其规定"),),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.township_case) and not situation.regime_chosen,
    ),
    Question(
        2,
        TOWNSHIP,
        "交由乡镇街道行使处罚权时，能不能一并采取行政强制措施",
        (
            Option("NO", "不能，请县级部门实施", "系统现在就是这样要求的：本机关不能查封、扣押，请县级部门实施"),
            Option(
                "EXPRESS",
                "有明确赋予的条文或者决定，可以",
                "清单上登记了本事项强制措施权和条文的，本案不再因为乡镇街道没有明文而停住；清单上没有登记的，先登记",
                changes=True,
            ),
        ),
        "NO",
        "行政强制法只写了相对集中处罚权的机关，地方条例给乡镇的只是处罚权",
        (
            Citation(COERCION_LAW, 17, 2, figures=("相对集中行政处罚权",), gist="相对集中的机关可以实施有关措施"),
            Citation(APL, 24, 1, figures=("行政处罚权",), gist="交由行使的是处罚权"),
        ),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.handed_down_power, situation.coercion_planned),
    ),
    Question(
        3,
        DISCLOSURE,
        "处罚决定要不要公开，几种规定不一致",
        (
            Option(
                "SOCIAL_IMPACT",
                "只公开具有一定社会影响的",
                "没有认定为重大公共利益或者重大违法的，不再计算公开期限；本领域、本地有规定的，仍按规定公开；仍然可以公开",
                changes=True,
            ),
            Option(
                "ALL",
                "全部在七个工作日内公开",
                "系统现在就是这样算的：作出决定之日起七个工作日内公开，领域另有规定的从其规定",
            ),
            Option(
                "REGIME", "按该领域的公示规定", "系统现在就是这样算的：领域有公示期限的按领域的，没有的按七个工作日"
            ),
        ),
        "SOCIAL_IMPACT",
        "法律效力高于文件；是否有社会影响须写明判断，信用公示另行计算",
        (
            Citation(APL, 48, 1, figures=("具有一定社会影响的",), gist="有一定社会影响的决定公开"),
            Citation(THREE_SYSTEMS, "（六）", figures=("7个工作日",), gist="处罚决定七个工作日内公开"),
        ),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.penalty_decided),
    ),
    Question(
        4,
        BEFORE_SERVICE,
        "公开期限从作出决定起算，可能在送达以前届满，要不要先公开",
        (
            Option("WAIT", "送达以后再公开", "系统现在就是这样要求的：送达以前不能公开"),
            Option(
                "NOW",
                "按期公开，写明理由",
                "本案送达以前也可以公开；审查、隐去和不公开未成年人的要求不变",
                changes=True,
            ),
        ),
        "WAIT",
        "决定送达才生效，先公开后送达损害当事人",
        (Citation(THREE_SYSTEMS, "（六）", figures=("7个工作日",), gist="自作出决定之日起七个工作日"),),
        Answerer.HEAD,
        lambda situation: _perhaps(situation.penalty_decided) and situation.served is not True,
    ),
    Question(
        5,
        PUBLIC_NOTICE,
        "公告送达的期限有三十日、六十日和十个工作日几种规定",
        (
            Option(
                "30", "三十日", "系统现在就是这样算的：满三十日视为送达；农业、交通的规定写明六十日，本答复不能缩短"
            ),
            Option("60", "六十日（该领域规章）", "本案公告送达满六十日才能确认送达，期限重算", changes=True),
            Option(
                "10",
                "十个工作日（省程序办法）",
                "不改变期限：处罚文书依照民事诉讼法送达（处罚法 61 条），法律写明三十日，省的办法也让法律优先",
            ),
        ),
        "30",
        "处罚和强制文书依照民事诉讼法送达，规章更长的从其规定",
        (
            Citation(CIVIL_PROCEDURE_LAW, 95, figures=("三十日",), gist="公告满三十日视为送达"),
            Citation(ZJP, 71, gist="公告期限十个工作日，法律另有规定的除外"),
        ),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.service_by_public_notice),
    ),
    Question(
        6,
        SOLE_TRADER,
        "个体工商户在当场处罚和听证标准中算公民还是组织，说法不一",
        (
            Option("CITIZEN", "按公民", "本案当场处罚限额和听证标准按公民算；本地有明文的，从其规定", changes=True),
            Option(
                "ORGANISATION",
                "按法人或者其他组织",
                "本案当场处罚限额和听证标准按组织算；本地有明文的，从其规定",
                changes=True,
            ),
        ),
        "CITIZEN",
        "按公民标准对当事人的程序保障更充分",
        (Citation(APL, 51, figures=("二百元以下", "三千元以下"), gist="当场处罚的两种标准"),),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.individual_business, situation.near_threshold),
    ),
    Question(
        7,
        COURT_WINDOW,
        "当场处罚复议前置后，没有申请复议的，申请法院执行的三个月从何时起算没有规定",
        (
            Option(
                "60_DAYS",
                "复议申请期限六十日届满",
                "本案申请法院执行的三个月从复议申请期限届满起算，开放申请并计算期限",
                changes=True,
            ),
            Option(
                "6_MONTHS",
                "六个月届满",
                "本案申请法院执行的三个月从六个月起诉期限届满起算，开放申请并计算期限",
                changes=True,
            ),
            Option(
                "COURT",
                "先向法院询问",
                "本案暂不开放申请；法院答复以后，由法制审核人员再答复一次，选定起算的日子",
                asks_again=True,
            ),
        ),
        "COURT",
        "起算早晚都可能使申请不被受理，建议在第六十日前与法院沟通",
        (
            Citation(COERCION_LAW, 53, figures=("三个月内",), gist="期限届满之日起三个月内申请"),
            Citation(RECONSIDERATION_LAW, 23, 1, item=1, figures=("当场作出的行政处罚决定",), gist="当场处罚复议前置"),
        ),
        Answerer.LEGAL_REVIEWER,
        lambda situation: (
            _perhaps(situation.summary_penalty, situation.court_enforcement_considered)
            and situation.reconsidered is not True
        ),
    ),
    Question(
        8,
        "conflicts.further_extension",
        "集体讨论决定继续延长时，“合理期限”没有上限",
        (
            Option(
                "CAPPED",
                "按本地规定的上限",
                "只存入案卷，不改变期限：本地上限没有登记在系统里，每次延长的天数照负责人集体批准的计；批准时请不超过上限",
            ),
            Option(
                "REASONED",
                "写明天数和理由，报监督机构",
                "只存入案卷，不改变期限：延长这一步本来就要写天数和理由，监督一栏能看到每次延长",
            ),
        ),
        "CAPPED",
        "没有上限的延长等于没有期限",
        (Citation(SAMR, 64, 1, figures=("合理期限",), gist="集体讨论决定是否继续延期"),),
        Answerer.HEAD,
        lambda situation: _perhaps(situation.further_extension),
    ),
    Question(
        9,
        "conflicts.discovered_on",
        "线索由其他机关移来时，违法行为从哪一天算被发现",
        (
            Option(
                "FIRST_AGENCY",
                "最先知道的行政机关知道之日",
                "只存入案卷：请承办人在“认定事实和拟处罚”里把发现日期填为最先知道的那一日，追责时效按所填日期计算",
            ),
            Option(
                "OWN",
                "本机关收到线索之日",
                "只存入案卷：请承办人在“认定事实和拟处罚”里把发现日期填为本机关收到线索之日，追责时效按所填日期计算",
            ),
        ),
        "FIRST_AGENCY",
        "登记最先知道的机关和日期并附移送材料，有争议的取对当事人有利的一日",
        (Citation(APL, 36, 1, figures=("二年内未被发现",), gist="二年内未被发现的不再处罚"),),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.clue_from_elsewhere),
    ),
    Question(
        10,
        "conflicts.night_hours",
        "“夜间”从几时到几时，法律没有规定",
        (
            Option("DEFAULT", "二十二时至次日六时", "系统现在就是这样算的：二十二时至次日六时不得实施强制执行"),
            Option(
                "LOCAL",
                "按本地规定的时段",
                "只存入案卷：本地时段要连同文件、条款登记为参数才能按它判断，登记以前仍按二十二时至次日六时",
            ),
        ),
        "DEFAULT",
        "通行的休息时段，本地另有规定的填写本地时段",
        (Citation(COERCION_LAW, 43, 1, figures=("夜间",), gist="夜间不得实施强制执行"),),
        Answerer.COUNTY,
        lambda situation: _perhaps(situation.enforcement_planned) and not situation.night_hours_set,
    ),
    Question(
        11,
        "conflicts.ecology_code",
        "行为跨越生态环境法典施行之日，适用旧法还是新法",
        (
            Option(
                "OLD",
                "行为时的旧法",
                "只存入案卷：新旧规定要逐项比较，请承办人在“认定事实和拟处罚”里填比较结果，系统按比较结果判断",
            ),
            Option(
                "NEW",
                "法典，因其处罚较轻或者不认为违法",
                "只存入案卷：新旧规定要逐项比较，请承办人在“认定事实和拟处罚”里填比较结果，系统按比较结果判断",
            ),
        ),
        "OLD",
        "原则上适用行为时的规定，新法较轻的才适用新法，须并列比较后选定",
        (
            Citation(APL, 37, figures=("适用新的规定",), gist="从旧兼从轻"),
            Citation(ECOLOGY_CODE, 1242, gist="自2026年8月15日起施行，同时废止十部法律"),
        ),
        Answerer.LEGAL_REVIEWER,
        _crosses_the_code,
    ),
    Question(
        12,
        "conflicts.referral_clock",
        "移送公安机关期间办案期限停不停，没有统一规定",
        (
            Option("RUNS", "继续计算", "系统现在就是这样算的：移送期间办案期限继续计算"),
            Option(
                "SUSPENDED",
                "按程序规定中止",
                "答复本身不停止期限：中止要有程序规定写明的情形并经负责人批准，请在“其他处理”里办“中止调查”",
            ),
        ),
        "RUNS",
        "程序规定没有中止事由的不能停",
        (
            Citation(APL, 60, figures=("九十日",), gist="立案之日起九十日"),
            Citation(REFERRAL, 10, figures=("应当依法作出处理",), gist="不予立案的依法处理"),
        ),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.referral_pending),
    ),
    Question(
        13,
        WITHDRAWN,
        "收回赋权时在办的案件由谁办完，没有过渡规定",
        (
            Option(
                "HAND_OVER",
                "移交收回的县级部门",
                "本案仍然不能以本机关名义决定；请在“其他处理”里移送，由接收机关接着办",
            ),
            Option(
                "FINISH",
                "由原承接的乡镇街道办完",
                "收回以前已经立案、收回时写明逐件决定的，本案以原来的名义办结",
                changes=True,
            ),
            Option(
                "CLOSE",
                "撤销立案",
                "只存入案卷：撤销立案要符合程序规定并经负责人批准，请在“其他处理”里办；不符合的，移送有权的机关",
            ),
        ),
        "HAND_OVER",
        "收回之后作出的决定没有主体资格，逐案书面移交",
        (
            Citation(APL, 38, 1, figures=("不具有行政主体资格的",), gist="没有主体资格的处罚无效"),
            Citation(ZJR, 10, gist="赋权事项评估和动态调整"),
        ),
        Answerer.COUNTY,
        lambda situation: _perhaps(situation.power_withdrawn),
    ),
    Question(
        14,
        "conflicts.one_officer",
        "本省办法允许一名执法人员当场处罚，行政处罚法要求两名",
        (
            Option("TWO", "两名", "系统现在就是这样要求的：当场处罚要两名执法人员"),
            Option("ONE", "一名", "不改变要求：处罚法 42 条写明不得少于两人，只有法律可以另行规定，系统仍然要求两名"),
        ),
        "TWO",
        "行政处罚法是法律且在后，省政府规章不能变通",
        (
            Citation(APL, 42, 1, figures=("不得少于两人",), gist="执法人员不得少于两人"),
            Citation(ZJP, 59, gist="当场决定可以由一名执法人员作出"),
        ),
        Answerer.LEGAL_REVIEWER,
        lambda situation: _perhaps(situation.in_zhejiang, situation.summary_penalty) and situation.officers < 2,
    ),
)
