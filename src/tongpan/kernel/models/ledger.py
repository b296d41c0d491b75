"""The ledger (全过程留痕): entries, their places in the chain, the tree's heads, and the keys kept apart from them."""

from django.db import models


class SubjectKey(models.Model):
    """
    The key under which one subject's entries are sealed, wrapped under a data key, and the subject's last number.

    It stands outside the ledger, so that destroying it (归档期满后销毁) leaves every hash as it was.
    """

    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.UUIDField("对象")
    key_id = models.CharField("数据密钥编号", max_length=40)
    wrapped = models.CharField("封装的密钥", max_length=120)
    last_seq = models.BigIntegerField("最后序号")
    destroyed_at = models.DateTimeField("销毁时间", null=True)

    class Meta:
        db_table = "kernel_subject_key"
        verbose_name = "留痕密钥"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="subject_key_one_each")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"


class LedgerEntry(models.Model):
    """One thing that happened to one subject. The database refuses to change or delete it."""

    id = models.BigAutoField(primary_key=True)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.UUIDField("对象")
    seq = models.BigIntegerField("对象内序号")
    action = models.CharField("事项", max_length=80)
    actor = models.CharField("操作人", max_length=80)
    at = models.CharField("时间", max_length=40, help_text="ISO 8601, Asia/Shanghai, microseconds: as it is hashed")
    format_version = models.SmallIntegerField("格式版本")
    algorithm = models.CharField("摘要算法", max_length=8)
    nonce = models.CharField("随机数", max_length=32)
    payload = models.TextField("密文")
    leaf_hash = models.CharField("叶摘要", max_length=64)

    class Meta:
        db_table = "kernel_ledger_entry"
        verbose_name = "留痕记录"
        verbose_name_plural = verbose_name
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "seq"], name="ledger_entry_seq_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} #{self.seq} {self.action}"


class LedgerLink(models.Model):
    """The place of one entry in the chain, given by the sequencer."""

    position = models.BigIntegerField("位次", primary_key=True)
    entry_id = models.BigIntegerField("记录", unique=True)
    leaf_hash = models.CharField("叶摘要", max_length=64)
    chain_hash = models.CharField("链摘要", max_length=64)

    class Meta:
        db_table = "kernel_ledger_link"
        verbose_name = "留痕位次"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return str(self.position)


class LedgerHead(models.Model):
    """The tree after one sealing: with its size, root and chain anyone can check all that came before."""

    size = models.BigIntegerField("记录数", primary_key=True)
    ledger_id = models.CharField("账本编号", max_length=32)
    algorithm = models.CharField("摘要算法", max_length=8)
    root = models.CharField("根摘要", max_length=64)
    chain_hash = models.CharField("链摘要", max_length=64)
    at = models.CharField("时间", max_length=40)
    previous_size = models.BigIntegerField("上一树首")
    frontier = models.TextField("树缘", help_text="the hashes from which the tree goes on, comma-separated")
    signature = models.CharField("签名", max_length=64, help_text="HMAC under a key that the database does not hold")

    class Meta:
        db_table = "kernel_ledger_head"
        verbose_name = "留痕树首"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.size} {self.root}"
