"""Django's view of this feature."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from tongpan.ui import statuses
from tongpan.ui.statuses import Look

LOOKS = {
    "SIGNED": Look("已签收", "checks", "info"),
    "WITHDRAWN": Look("已收回", "circle-minus", "muted"),
    "DECIDED": Look("已裁定", "gavel", "good"),
    "PROPOSED": Look("待召集", "users-plus", "warn"),
    "CONVENED": Look("已召集", "users-group", "info"),
    "UNDERWAY": Look("进行中", "progress", "info"),
    "DROPPED": Look("不需联合", "circle-minus", "muted"),
    "INVITED": Look("待答复", "mail", "warn"),
    "REFUSED": Look("不参加", "circle-x", "bad"),
    "SENT": Look("待签收", "send", "info"),
    "RECEIVED": Look("已签收，待反馈", "inbox", "info"),
}


class DispatchConfig(AppConfig):
    name = "tongpan.dispatch"
    verbose_name = "分流交办"

    def ready(self) -> None:
        statuses.register(LOOKS)
        autodiscover_modules("subscribers", "tasks")
