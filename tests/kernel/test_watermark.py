"""水印：先缩小再画字；像素太多的不展开。"""

import io

import pytest
from PIL import Image

from tongpan.kernel.errors import Invalid
from tongpan.kernel.watermark import watermarked

SIDE = 1600


def a_picture(size, kind, mode="RGB"):
    target = io.BytesIO()
    Image.new(mode, size, 1).save(target, kind)
    return target.getvalue()


def shown(content):
    return Image.open(io.BytesIO(watermarked(content, "某某律师事务所 仅供咨询", SIDE)))


class TestWatermark:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_a_large_picture_is_made_smaller_before_it_is_drawn_on(self, kind):
        picture = shown(a_picture((3200, 1800), kind))

        assert (picture.format, picture.size) == ("JPEG", (1600, 900))

    def test_a_small_one_keeps_its_size(self):
        assert shown(a_picture((60, 40), "PNG")).size == (60, 40)

    def test_what_would_be_unpacked_whole_is_bounded(self):
        with pytest.raises(Invalid, match="像素太多") as refused:
            watermarked(a_picture((5000, 4000), "PNG", mode="1"), "字", SIDE)

        assert refused.value.code == "image_pixels"
