"""The lists' version stamp: one token that changes with every change, so that every process knows when to re-read."""

from django.db import models

from tongpan.kernel.ids import uuid7

_generation = 0


def generation() -> int:
    """Return how often this process has changed the lists; what it cached under another number is stale."""
    return _generation


def forget() -> None:
    """Make this process drop what it cached about the lists."""
    global _generation
    _generation += 1


class ListStamp(models.Model):
    """The one row that tells other processes that the lists have changed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField("版本标记", default=uuid7)

    class Meta:
        verbose_name = "清单版本标记"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return str(self.token)


class Remembered(models.Model):
    """A row that is held in the process's memory: saving one drops what was held."""

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        forget()
