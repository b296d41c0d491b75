"""Files that were never used go after their days; a part that belongs to no row goes after one."""

from datetime import datetime, timedelta

from django.db import transaction

from tongpan.evidence.models import Upload
from tongpan.kernel import originals

LONE = timedelta(days=1)
AT_ONCE = 500


def sweep(now: datetime) -> int:
    """Forget expired uploads with their bytes; return how many files went."""
    with transaction.atomic(durable=True):
        waiting = Upload.objects.filter(used_at__isnull=True, expires_at__lt=now).order_by("expires_at")
        gone = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
        Upload.objects.filter(pk__in=gone, used_at__isnull=True).delete()
    known = set(Upload.objects.filter(used_at__isnull=True).values_list("pk", flat=True))
    lone = originals.left_over(known, (now - LONE).timestamp())
    for key in {*gone, *lone}:
        originals.drop(key)
    return len({*gone, *lone})
