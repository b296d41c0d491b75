"""The JSON face of cases."""

from ninja import Router

from tongpan.cases.api import (
    board,
    core,
    discretion,
    documents,
    educating,
    elsewhere,
    entering,
    evidence,
    exchanging,
    footage,
    handling,
    money,
    numbering,
    review,
    spot,
)

router = Router()
PARTS = (
    board,
    spot,
    review,
    documents,
    numbering,
    educating,
    elsewhere,
    exchanging,
    footage,
    handling,
    money,
    entering,
    evidence,
    discretion,
    core,
)
for part in PARTS:
    router.add_router("", part.router)
