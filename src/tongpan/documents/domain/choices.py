"""Closed lists of documents."""

from django.db.models import TextChoices


class Layout(TextChoices):
    """How a form is set."""

    LETTER = "letter", "决定、通知"
    TABLE = "table", "审批表"
    RECORD = "record", "笔录"


class FieldKind(TextChoices):
    """How a value of a form is entered and shown."""

    TEXT = "text", "一行文字"
    AREA = "area", "成段文字"
    LIST = "list", "逐条"
    TABLE = "table", "清单"
    DAY = "day", "日期"


class Reach(TextChoices):
    """Of what one document of a form speaks."""

    RECORD = "record", "全案"
    CHARGE = "charge", "一名当事人的一项违法行为"
    PARTY = "party", "一名当事人"


class State(TextChoices):
    """What has become of a document."""

    DRAFT = "DRAFT", "草稿"
    MADE = "MADE", "待用印"
    ISSUED = "ISSUED", "已生效"
    VOID = "VOID", "已作废"


class Origin(TextChoices):
    """Where a document was made (M159)."""

    HERE = "HERE", "本平台制作"
    ELSEWHERE = "ELSEWHERE", "平台外制作"


class Provider(TextChoices):
    """Who makes the mark of a seal."""

    TEST = "TEST", "测试签章（无法律效力）"
    PKCS12 = "PKCS12", "数字证书电子签章"
    HAND = "HAND", "实物印章"


class SealKind(TextChoices):
    """What a seal is for."""

    ORGAN = "ORGAN", "机关印章"
    SPECIAL = "SPECIAL", "行政执法专用章"


class FileKind(TextChoices):
    """What a file of a document is."""

    FINAL = "FINAL", "正式文本"
    SIGNED = "SIGNED", "签名盖章后的扫描件"


ELECTRONIC = frozenset({Provider.TEST, Provider.PKCS12})
"""seals that the system itself puts on"""
