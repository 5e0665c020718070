"""A page is parsed once, whatever the engines make of its tree afterwards."""

from __future__ import annotations

import sys
from types import FrameType

from pipeline.extraction.page import extract_page
from pipeline_tests.extraction.pages import page


def test_page_is_parsed_once() -> None:
    body = page(head="<meta name='x' content='y'>" * 3000)  # so that no engine's output is as large
    large: list[str] = []

    def note(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and "fromstring" in frame.f_code.co_name:
            source = next(iter(frame.f_locals.values()), "")
            if len(source) > len(body) * 0.9:  # engines parse scraps of their own output
                large.append(f"{frame.f_code.co_filename} {frame.f_code.co_name}")

    extract_page(b"<html><body><p>Engines load at the first page.</p></body></html>", url=None, content_type=None)
    sys.setprofile(note)
    try:
        found = extract_page(body, url="https://a.example/2026/11/22/a", content_type=None)
    finally:
        sys.setprofile(None)
    assert found.outcome == "article"
    assert len(large) == 1, large
