"""Reports as people send them: one town each, a few hundred thousand different ones, now and then the same twice."""

import random

TOWNS = (
    "航埠镇 石梁镇 九华乡 沟溪乡 万田乡 石室乡 双港街道 信安街道 白云街道 荷花街道 花园街道 府山街道 新新街道"
).split()
SPOTS = "集镇主街 菜市场门口 小学旁边 老车站对面 河堤上 工业园东门 卫生院后面 村口 文化广场 安置小区里".split()
TIMES = "每天早上 昨天晚上 这几天 上周末 今天中午 半夜两点多 下班时间 最近一个月".split()
PROBLEMS = (
    "流动摊贩占道经营，人行道走不通",
    "有人在路边倾倒建筑垃圾，已经堆成一座小山",
    "楼道里停电动车，还飞线充电，太危险",
    "饭店的油烟没有净化设施直接排，楼上窗户都不敢开",
    "工地夜里施工，吵得睡不着",
    "有人焚烧秸秆，烟很大",
    "广告牌破损快掉下来了",
    "渣土车一路撒漏，路面全是泥",
    "店外摆放桌椅，占了盲道",
    "有人违规搭建彩钢棚",
    "超市卖的牛奶过期了还摆在货架上",
    "污水直接往河里排，水都变黑了",
    "请问医保关系转移要带什么材料，在哪里办",
    "路灯坏了三盏，晚上看不见路",
    "希望增加一班到城里的公交车",
)
ENDS = "请来管一管 希望尽快处理 打过电话没有人来 影响很大 老人孩子都不敢走 谢谢 请给个说法".split()


def report_text(dice: random.Random) -> str:
    """Return one report; numbers of houses and lorries make most of them different."""
    where = f"{dice.choice(TOWNS)}{dice.choice(SPOTS)}{dice.randrange(1, 400)}号附近"
    return f"{dice.choice(TIMES)}{where}{dice.choice(PROBLEMS)}，{dice.choice(ENDS)}。已经有{dice.randrange(2, 90)}天了"
