"""What can be searched: one row for each record, beside the full-text index of the database."""

from django.db import models


class SearchDocument(models.Model):
    """
    One searchable record. Its id begins with the time of the record, so that id order is time order.

    On PostgreSQL the table has a column ``vector`` (tsvector) too; on SQLite ``kernel_search_fts`` stands beside it.
    """

    id = models.BigIntegerField(primary_key=True)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_id = models.UUIDField("对象")
    district_id = models.UUIDField("县区", null=True)
    town_id = models.UUIDField("乡镇街道", null=True)
    body = models.TextField("检索文本", help_text="normalised")

    class Meta:
        db_table = "kernel_search_document"
        verbose_name = "检索条目"
        verbose_name_plural = verbose_name
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="search_document_once")]
        indexes = [
            models.Index(fields=["subject_type", "id"], name="search_by_time"),
            models.Index(fields=["subject_type", "district_id", "id"], name="search_by_district"),
            models.Index(fields=["subject_type", "town_id", "id"], name="search_by_town"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}"
