"""Files: what they are, how large, and that pictures keep nothing but the picture."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from tongpan.kernel import storage
from tongpan.kernel.errors import Invalid, NotFound, TooLarge
from tongpan.kernel.mediatypes import IMAGES, sniff

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.TONGPAN_FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


def a_photo(kind: str = "JPEG", *, gps: bool = True, orientation: int = 1, **options: object) -> bytes:
    """A picture of 40 × 20, red above and blue below, with what a telephone writes into it."""
    image = Image.new("RGB", (40, 20), "red")
    image.paste("blue", (0, 10, 40, 20))
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "手机型号".encode().decode("latin-1")
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:22 14:05:00"
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (28.0, 58.0, 12.0), 3: "E", 4: (118.0, 51.0, 36.0)})
    target = io.BytesIO()
    image.save(target, kind, exif=exif, **options)
    return target.getvalue()


def store(content: bytes, allowed: frozenset[str] = IMAGES, limit: int = MB) -> storage.StoredFile:
    return storage.store(io.BytesIO(content), allowed=allowed, limit=limit)


class TestPictures:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_position_and_time_are_read_and_then_gone(self, kind, now):
        stored = store(a_photo(kind))

        assert stored.position == (118.86, 28.97)
        assert stored.taken_at == now
        with storage.open_file(stored.sha256) as file, Image.open(file) as kept:
            assert kept.format == kind
            assert not kept.getexif()
            assert kept.size == (40, 20)

    def test_nothing_that_was_hidden_beside_the_picture_is_left(self):
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "SECRET-1")
        image = Image.new("RGB", (8, 8))
        png, jpeg = io.BytesIO(), io.BytesIO()
        image.save(png, "PNG", pnginfo=info)
        image.save(jpeg, "JPEG", comment=b"SECRET-2")

        for content in (png.getvalue() + b"SECRET-3", jpeg.getvalue() + b"SECRET-4<script>"):
            with storage.open_file(store(content).sha256) as file:
                assert b"SECRET" not in file.read()

    def test_a_picture_taken_upright_stands_upright(self):
        with storage.open_file(store(a_photo(orientation=6)).sha256) as file, Image.open(file) as kept:
            assert kept.size == (20, 40)

    @pytest.mark.parametrize(
        "gps",
        [
            {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
            {1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (118.0, 0.0, 0.0)},
            {1: "N", 2: (28.0, 0.0), 3: "E", 4: (118.0, 0.0, 0.0)},
            {1: "N", 2: (28.0, 0.0, 0.0)},
        ],
    )
    def test_an_impossible_position_is_none(self, gps):
        image, exif, target = Image.new("RGB", (8, 8)), Image.Exif(), io.BytesIO()
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
        image.save(target, "JPEG", exif=exif)

        assert store(target.getvalue()).position is None

    def test_the_south_and_the_west_are_negative(self):
        image, exif, target = Image.new("RGB", (8, 8)), Image.Exif(), io.BytesIO()
        exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "S", 2: (10.0, 30.0, 0.0), 3: "W", 4: (20.0, 0.0, 0.0)})
        image.save(target, "JPEG", exif=exif)

        assert store(target.getvalue()).position == (-20.0, -10.5)

    def test_a_palette_and_a_grey_picture_and_one_in_print_colours(self):
        for mode, kind in (("P", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"), ("1", "PNG"), ("LA", "WEBP")):
            target = io.BytesIO()
            Image.new(mode, (8, 8)).save(target, kind)
            assert store(target.getvalue()).size > 0

    @pytest.mark.parametrize("cut", [30, 200])
    def test_a_broken_picture_is_refused(self, cut, folder):
        with pytest.raises(Invalid, match="损坏"):
            store(a_photo()[:cut])
        assert not [path for path in folder.rglob("*") if path.is_file()], "nothing is left behind"

    def test_a_decompression_bomb_is_refused_before_it_unpacks(self):
        def chunk(name: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

        header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
        medium = bomb.replace(struct.pack(">II", 60_000, 60_000), struct.pack(">II", 8_000, 8_000))

        for content in (bomb, medium):
            with pytest.raises(Invalid):
                store(content)


class TestOtherFiles:
    @pytest.mark.parametrize(
        ("head", "media_type"),
        [
            (b"%PDF-1.7\n", "application/pdf"),
            (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
            (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4"),
            (b"\x00\x00\x00\x18ftypheic", "image/heic"),
            (b"ID3\x04", "audio/mpeg"),
            (b"\xff\xfb\x90\x64", "audio/mpeg"),
            (b"#!AMR\n", "audio/amr"),
            (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
            (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
            (b"RIFF\x24\x00\x00\x00AVI ", "application/octet-stream"),
            (b"<html>", "application/octet-stream"),
            (b"MZ\x90", "application/octet-stream"),
            (b"", "application/octet-stream"),
        ],
    )
    def test_are_told_by_their_first_bytes(self, head, media_type):
        assert sniff(head) == media_type

    def test_are_kept_as_they_are_under_their_digest(self):
        stored = store(b"%PDF-1.7\ncontent", frozenset({"application/pdf"}))

        with storage.open_file(stored.sha256) as file:
            assert file.read() == b"%PDF-1.7\ncontent"
        assert (stored.size, stored.extension, stored.position) == (16, ".pdf", None)
        assert store(b"%PDF-1.7\ncontent", frozenset({"application/pdf"})) == stored

    def test_a_page_that_calls_itself_a_picture_is_refused(self):
        with pytest.raises(Invalid, match="JPG"):
            store(b"<html><script>alert(1)</script>")

    def test_a_picture_in_a_format_we_cannot_open_gets_a_way_forward(self):
        with pytest.raises(Invalid, match="兼容性最佳"):
            store(b"\x00\x00\x00\x18ftypheic" + bytes(100))

    def test_100_mb_are_refused_without_being_read(self, folder):
        class Endless(io.RawIOBase):
            served = 0

            def read(self, size: int = -1) -> bytes:
                self.served += size
                return b"\xff" * size

        endless = Endless()
        with pytest.raises(TooLarge, match="20 MB"):
            storage.store(endless, allowed=IMAGES, limit=20 * MB)
        assert endless.served <= 22 * MB
        with pytest.raises(TooLarge):
            storage.store(bytes(2 * MB), allowed=IMAGES, limit=MB)
        assert not [path for path in folder.rglob("*") if path.is_file()]

    @pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 64, "0" * 64])
    def test_what_is_not_there_is_not_found(self, digest):
        with pytest.raises(NotFound):
            storage.open_file(digest)
