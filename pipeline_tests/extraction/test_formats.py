"""What is no page is told as such and makes no text; pages in unusual wrappings are read."""

from __future__ import annotations

import json
import random

import pytest

from pipeline.extraction.page import ExtractedPage, extract_page
from pipeline_tests.extraction.pages import PORT, page

NOISE = random.Random(1).randbytes(20_000)
RSS = "<?xml version='1.0'?><!-- made by <b>hand</b> --><rss version='2.0'><channel><title>Paper</title>" + "".join(
    f"<item><title>Item {at}</title><description>{text}</description></item>" for at, text in enumerate(PORT)
)
URLSET = "<?xml version='1.0'?><urlset><url><loc>https://a.example/1</loc></url></urlset>"


def extract(body: bytes) -> ExtractedPage:
    return extract_page(body, url="https://a.example/x", content_type="text/html")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + NOISE, "binary"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "binary"),
        (b"\xff\xd8\xff\xe0" + NOISE, "binary"),
        (b"PK\x03\x04" + NOISE, "binary"),
        (b"\x00\x00\x00\x18ftypmp42" + NOISE, "binary"),
        (NOISE, "binary"),
        (json.dumps({"title": "x", "body": PORT}).encode(), "json"),
        (json.dumps(PORT).encode(), "json"),
        (RSS.encode(), "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Paper</title></feed>", "feed"),
        (URLSET.encode(), "sitemap"),
    ],
)
def test_what_is_no_page_is_told_as_such(body: bytes, reason: str) -> None:
    found = extract(body)
    assert (found.outcome, found.reason, found.text) == ("not_article", reason, "")


@pytest.mark.parametrize(
    "body",
    [
        page(),
        page().replace(b"port", b"p\x00ort"),
        page().decode().encode("utf-16-le"),
        b"\xef\xbb\xbf\n\n" + page(),
        b"<!-- <rss> -->" + page(),
        b"<?xml version='1.0' encoding='utf-8'?>"
        + page().replace(b"<html", b"<html xmlns='http://www.w3.org/1999/xhtml'"),
    ],
)
def test_pages_are_pages_whatever_they_begin_with(body: bytes) -> None:
    assert extract(body).text.split("\n") == PORT


def test_prefixed_xhtml_is_read_as_html() -> None:
    source = page().decode().replace("<!doctype html>", "<?xml version='1.0'?>")
    for tag in (
        "html",
        "head",
        "title",
        "body",
        "main",
        "article",
        "h1",
        "p",
        "nav",
        "header",
        "div",
        "aside",
        "footer",
    ):
        source = source.replace(f"<{tag}>", f"<h:{tag}>").replace(f"<{tag} ", f"<h:{tag} ")
        source = source.replace(f"</{tag}>", f"</h:{tag}>")
    found = extract(source.replace("<h:html", "<h:html xmlns:h='http://www.w3.org/1999/xhtml'", 1).encode())
    assert (found.title, found.text.split("\n")) == ("Third terminal opens at the port", PORT)


def test_the_page_of_a_mime_archive_is_read() -> None:
    quoted = (
        page()
        .decode()
        .replace("=", "=3D")
        .replace("container terminal", "con=\r\ntainer terminal")
        .replace("—", "=E2=80=94")
    )
    body = (
        "From: <Saved by a browser>\r\nSubject: Third terminal\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{quoted}\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBORw0=\r\n------B--\r\n"
    )
    assert extract(body.encode()).text.split("\n") == PORT


def test_an_article_about_mime_is_no_archive() -> None:
    text = "MIME-Version: 1.0 and Content-Type: multipart/related are lines that mail programs write above a message."
    assert text in extract(page([*PORT, text])).text
