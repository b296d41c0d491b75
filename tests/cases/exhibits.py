"""What the tests of evidence share."""

from tests.cases.proof import address

from tongpan.kernel import storage
from tongpan.law.procedure import Step


def step_url(stage, case, step=Step.GATHER):
    target = stage.target(case)
    return address("step", case.pk, step=step.value, party=target.party, cause=target.cause)


def body(response):
    return response.content.decode()


def codes(stage, case, step=Step.NOTIFY):
    return set(stage.outlook(case).why_not(step))


def content_of(file):
    with storage.open_file(file.sha256) as opened:
        return opened.read()


def reported(stage, case, **found):
    return stage.take(case, Step.VERIFY, Step.REPORT)
