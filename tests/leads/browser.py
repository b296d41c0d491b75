"""A browser for lead tests: signed in, knowing addresses, reading pages as text, with pictures to send."""

import html
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tongpan.agencies.models import Officer


def at(name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page of leads."""
    return reverse(f"leads:{name}", args=args, query=query or None)


def signed_in(officer: Officer) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(officer.user)
    return client


def body(response: Any) -> str:
    """Return a page's markup, having seen that no variable in it is undefined."""
    content = response.getvalue() if response.streaming else response.content
    text = content.decode()
    assert "[[undefined" not in text, text[max(0, text.index("[[undefined") - 200) :][:400]
    return text


def words(response: Any) -> str:
    """Return a page's markup with entities resolved."""
    return html.unescape(body(response))


def photo(
    name: str = "现场.jpg", position: tuple[float, float] | None = None, colour: str = "red"
) -> SimpleUploadedFile:
    """Return a small photograph, perhaps with the place the camera wrote into it."""
    image = Image.new("RGB", (24, 16), colour)
    exif = Image.Exif()
    if position:
        lon, lat = position
        exif.get_ifd(0x8825).update({1: "N", 2: _degrees(lat), 3: "E", 4: _degrees(lon)})
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    return SimpleUploadedFile(name, target.getvalue(), content_type="image/jpeg")


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = (value % 1) * 60
    return (float(int(value)), float(int(minutes)), round((minutes % 1) * 60, 4))
