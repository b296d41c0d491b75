"""Steps on a document that has to be served and is not yet (送达)."""

from typing import Final

from tongpan.law.procedure.gates import serving
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Row
from tongpan.law.procedure.view import AttemptView, PaperView


def _open(view: PaperView) -> bool:
    """No public notice of it is running."""
    return view.announced is None


PAPER_ROWS: Final[tuple[Row[PaperView], ...]] = (
    Row(Step.SERVE, _open),
    Row(Step.SERVE_ELECTRONIC, _open, (serving.consented,)),
    Row(Step.SERVE_PUBLIC, _open, (serving.untraceable,)),
    Row(Step.CONFIRM_PUBLIC, lambda view: view.announced is not None, (serving.public_notice_over,)),
)
ATTEMPT_ROWS: Final[tuple[Row[AttemptView], ...]] = (Row(Step.RECORD_SERVICE, lambda view: True),)
