"""Django's view of this feature."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from tongpan.ui import statuses
from tongpan.ui.statuses import Look

LOOKS = {
    "CLUE": Look("核查中", "search", "info"),
    "INQUIRY": Look("调查中", "progress", "info"),
    "TOLD": Look("已告知", "message", "info"),
    "SERVED": Look("执行中", "progress", "info"),
    "UNFILED": Look("不予立案", "archive", "info"),
    "WITHDRAWN": Look("已撤销立案", "archive", "info"),
    "ENDED": Look("已终止调查", "archive", "info"),
    "DROPPED": Look("已终结执行", "archive", "info"),
    "MOVED": Look("已移送", "send", "info"),
}


class CasesConfig(AppConfig):
    name = "tongpan.cases"
    verbose_name = "案件"

    def ready(self) -> None:
        statuses.register(LOOKS)
        autodiscover_modules("subscribers", "tasks")
