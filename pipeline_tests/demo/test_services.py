"""The fake services as a command, and what they insist on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import httpx2
import pytest

from pipeline.demo.pseudo import pseudo_english
from pipeline.demo.services import FakeClaude


def test_the_command_prints_how_to_reach_the_services_and_stops_when_told() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.demo.services"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first, second = process.stdout.readline(), process.stdout.readline()
    found = re.search(r"ANTHROPIC_BASE_URL=(http://127\.0\.0\.1:\d+)", first)
    assert found
    assert httpx2.post(f"{found[1]}/v1/messages", json={}).status_code == 401
    assert "EMCIP_GOOGLE_ENDPOINT=127.0.0.1:" in second
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"temperature": 0.5}, "temperature"),
        ({"max_tokens": None}, "max_tokens"),
        ({"messages": [{"role": "user", "content": " "}]}, "non-empty"),
    ],
)
def test_the_fake_claude_refuses_what_the_real_one_refuses(change: dict[str, object], says: str) -> None:
    request = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": "Hello there"}]} | change
    sent = {name: value for name, value in request.items() if value is not None}
    with FakeClaude() as server:
        answer = httpx2.post(f"{server.url}/v1/messages", json=sent, headers={"x-api-key": "k"})
    assert answer.status_code == 400
    assert says in answer.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Am 12.05.2026 sagte Minister John Kamau in Nairobi: https://example.org/a?b=1", "John Kamau"),
        ("Am 12.05.2026 sagte Minister John Kamau in Nairobi: https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("ارتفعت الصادرات بنسبة ١٢٫٥٪", "12.5%"),
        ("中国经济增长5.2%，官员说。", "5.2%,"),
    ],
)
def test_pseudo_english_keeps_numbers_names_and_addresses(text: str, kept: str) -> None:
    assert kept in pseudo_english(text)
    assert pseudo_english(text) == pseudo_english(text)
    assert pseudo_english(text) != text
