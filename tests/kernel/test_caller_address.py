"""Whose address counts: the one our own proxy saw, never the one a caller claims."""

import pytest
from django.http import HttpRequest, HttpResponse

from tongpan.kernel.mediatypes import sniff
from tongpan.kernel.middleware import CallerAddressMiddleware


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        pytest.param(0, "1.2.3.4", "10.0.0.1", id="没有代理时不信来人自称"),
        pytest.param(1, "1.2.3.4", "1.2.3.4", id="一层代理取最右"),
        pytest.param(1, "6.6.6.6, 1.2.3.4", "1.2.3.4", id="来人自己添的在左边，不取"),
        pytest.param(2, "6.6.6.6, 1.2.3.4, 10.0.0.9", "1.2.3.4", id="两层代理取右数第二"),
        pytest.param(1, "", "10.0.0.1", id="代理没有写就用所见"),
    ],
)
def test_counts_callers_not_the_proxy(settings, proxies, forwarded, address):
    settings.TONGPAN_PROXIES = proxies
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}

    CallerAddressMiddleware(lambda _: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == address


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        pytest.param(b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm....A_OPUS", "audio/webm", id="浏览器录音"),
        pytest.param(b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm..V_VP8..A_OPUS", "video/webm", id="浏览器录像"),
        pytest.param(b"\x1a\x45\xdf\xa3\x9fB\x82\x88matroska", "application/octet-stream", id="别的容器不收"),
    ],
)
def test_knows_what_a_browser_records(head, media_type):
    assert sniff(head) == media_type
