"""The translators through the real SDKs, against local servers: limits, money, refusals, and which is chosen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from pipeline.demo.services import FakeClaude, FakeTranslate
from pipeline.failures import ConfigurationError, PermanentError, ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.providers.gate import open_gate
from pipeline.providers.google import GoogleTranslator, open_google
from pipeline.providers.translators import NoTranslator, Translator, open_translator, translator_version
from pipeline.warehouse.schema import ApiUsage

GERMAN = "Der Hafen von Mombasa meldet 12,5 % Wachstum, sagte Minister John Kamau am Dienstag."


@pytest.fixture
def google(google_newsroom: Newsroom, run: Run) -> GoogleTranslator:
    return open_google(google_newsroom.settings, open_gate(google_newsroom, run), retry_seconds=0.01)


@pytest.fixture
def by_claude(claude_newsroom: Newsroom, run: Run) -> Translator:
    settings = claude_newsroom.settings.model_copy(update={"translator": "claude"})
    return open_translator(
        Newsroom(settings, claude_newsroom.catalogue, claude_newsroom.warehouse, claude_newsroom.clock), run
    )


def usage(newsroom: Newsroom) -> list[ApiUsage]:
    with newsroom.warehouse.reading() as session:
        return list(session.scalars(select(ApiUsage).order_by(ApiUsage.id)))


def test_google_is_asked_for_plain_text_and_paid_by_the_character(
    google: GoogleTranslator, google_newsroom: Newsroom, fake_translate: FakeTranslate
) -> None:
    assert google.translate(['"Brot" & Wein'], "de", "en", subject="article:1")[0].count("&") == 1
    sent = fake_translate.requests[0]
    assert (sent["mime_type"], sent["source"], sent["target"]) == ("text/plain", "de", "en")
    assert sent["parent"] == "projects/desk/locations/global"
    row = usage(google_newsroom)[0]
    assert (row.input_units, row.unit, row.cost_usd) == (13, "characters", Decimal("0.000260"))


def test_the_same_texts_are_paid_for_once(
    google: GoogleTranslator, google_newsroom: Newsroom, fake_translate: FakeTranslate
) -> None:
    first = google.translate([GERMAN, "Noch ein Absatz."], "de", "en", subject="article:1")
    assert google.translate([GERMAN, "Noch ein Absatz."], "de", "en", subject="article:2") == first
    assert len(fake_translate.requests) == 1
    assert [row.cached for row in usage(google_newsroom)] == [False, True]


def test_many_texts_stay_under_the_limits_of_a_request(google: GoogleTranslator, fake_translate: FakeTranslate) -> None:
    texts = [f"Satz {number}." for number in range(1500)]
    answers = google.translate(texts, "de", "en", subject="article:1")
    assert len(answers) == 1500
    assert [answer.split()[-1] for answer in answers] == [f"{number}." for number in range(1500)]
    assert all(len(sent["contents"]) <= 1024 and sent["characters"] <= 5000 for sent in fake_translate.requests)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"Das ist Satz Nummer {number} mit zwölf Worten." for number in range(300)),
        "".join(f"经济增长了百分之{number}。官员说出口上升。" for number in range(700)),
        "".join(f"{number:x}" for number in range(3_500)),  # one word
    ],
)
def test_a_long_paragraph_is_cut_at_sentences_and_comes_back_as_one(
    google: GoogleTranslator, fake_translate: FakeTranslate, text: str
) -> None:
    answers = google.translate(["Vorher.", text, "Nachher."], "de", "en", subject="article:1")
    assert len(answers) == 3
    assert len(fake_translate.requests) >= 3
    assert all(sent["characters"] <= 5000 for sent in fake_translate.requests)
    sent_text = "".join(content for sent in fake_translate.requests for content in sent["contents"])
    assert "".join(sent_text.split()) == "".join(f"Vorher.{text}Nachher.".split())


@pytest.mark.parametrize(
    ("trouble", "kind", "says"),
    [
        ("unavailable", ServiceUnavailable, "not available"),
        ("internal", ServiceUnavailable, "not available"),
        ("exhausted", ServiceUnavailable, "quota"),
        ("quota", ServiceUnavailable, "quota"),
        ("forbidden", ConfigurationError, "role"),
        ("unauthenticated", ConfigurationError, "credentials"),
        ("invalid", PermanentError, "refuses this text"),
    ],
)
def test_googles_refusals_are_told_apart(
    google: GoogleTranslator,
    google_newsroom: Newsroom,
    fake_translate: FakeTranslate,
    trouble: str,
    kind: type[Exception],
    says: str,
) -> None:
    fake_translate.troubles.cause(trouble)
    with pytest.raises(kind, match=says):
        google.translate([GERMAN], "de", "en", subject="article:1")
    assert usage(google_newsroom) == []


def test_google_is_retried_when_it_is_briefly_away(
    google_newsroom: Newsroom, run: Run, fake_translate: FakeTranslate
) -> None:
    fake_translate.troubles.cause("unavailable", times=1)
    translator = open_google(google_newsroom.settings, open_gate(google_newsroom, run), retry_seconds=20)
    assert translator.translate([GERMAN], "de", "en", subject="article:1")
    assert len(fake_translate.requests) == 2
    assert len(usage(google_newsroom)) == 1


def test_missing_answers_are_an_error_for_these_texts_alone(
    google: GoogleTranslator, google_newsroom: Newsroom, fake_translate: FakeTranslate
) -> None:
    fake_translate.troubles.cause("fewer")
    with pytest.raises(PermanentError) as error:
        google.translate([GERMAN, "Noch einer."], "de", "en", subject="article:1")
    assert error.value.reason == "wrong_count"
    assert len(usage(google_newsroom)) == 1


def test_claude_translates_a_list_into_as_many(
    by_claude: Translator, claude_newsroom: Newsroom, fake_claude: FakeClaude
) -> None:
    answers = by_claude.translate([GERMAN, "经济增长5.2%。"], "de", "en", subject="article:1")
    assert "12,5 %" in answers[0]
    assert "5.2%" in answers[1]
    sent = fake_claude.requests[0]
    assert (sent["model"], sent["output_config"]["format"]["type"]) == ("claude-haiku-5-5", "json_schema")
    assert usage(claude_newsroom)[0].unit == "tokens"


def test_a_list_that_lost_count_is_an_error(
    claude_newsroom: Newsroom, by_claude: Translator, fake_claude: FakeClaude
) -> None:
    fake_claude.troubles.cause("bad_schema")
    with pytest.raises(PermanentError):
        by_claude.translate([GERMAN], "de", "en", subject="article:1")


def test_nothing_is_translated_without_a_translator(newsroom: Newsroom, run: Run) -> None:
    translator = open_translator(newsroom, run)
    assert isinstance(translator, NoTranslator)
    with pytest.raises(ConfigurationError, match="EMCIP_TRANSLATOR"):
        translator.translate([GERMAN], "de", "en", subject="article:1")


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ({"translator": "claude"}, "ANTHROPIC_API_KEY"),
        ({"translator": "google"}, "EMCIP_GOOGLE_PROJECT"),
        ({"translator": "google", "google_project": "desk"}, "gcloud auth application-default login"),
    ],
)
def test_what_a_translator_lacks_is_named(
    newsroom: Newsroom, run: Run, update: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.setenv("NO_GCE_CHECK", "true")  # the SDK would ask the network whether this is a Google machine
    settings = newsroom.settings.model_copy(update=update)
    with pytest.raises(ConfigurationError, match=says):
        open_translator(Newsroom(settings, newsroom.catalogue, newsroom.warehouse, newsroom.clock), run)


def test_another_model_is_another_version(newsroom: Newsroom) -> None:
    settings = newsroom.settings.model_copy(update={"translator": "claude", "anthropic_api_key": SecretStr("k")})
    other = settings.model_copy(update={"claude_translation_model": "claude-opus-5-5"})
    assert translator_version(settings) != translator_version(other)
