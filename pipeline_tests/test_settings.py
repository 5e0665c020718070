"""The environment, and the file of a home beneath it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from pipeline.failures import ConfigurationError
from pipeline.settings import CHECKOUT, Settings, load_settings, unread, variable


def test_without_any_variable_everything_has_a_default() -> None:
    settings = load_settings()
    assert settings.home == CHECKOUT / "var"
    assert settings.warehouse_url == f"sqlite:///{CHECKOUT}/var/emcip.db"
    assert not settings.claude_enabled
    assert settings.translator == "none"


def test_a_wrong_value_is_named_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMCIP_START_DATE", "yesterday")
    monkeypatch.setenv("EMCIP_TRANSLATOR", "deepl")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    assert "EMCIP_START_DATE" in str(caught.value)
    assert "EMCIP_TRANSLATOR" in str(caught.value)


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "")
    assert not load_settings().claude_enabled


def test_a_home_keeps_settings_that_the_environment_overrules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "emcip.env").write_text("EMCIP_HOST_DELAY=0.25\nEMCIP_START_DATE=2026-10-01\n")
    monkeypatch.setenv("EMCIP_HOME", str(tmp_path))
    monkeypatch.setenv("EMCIP_START_DATE", "2026-11-01")
    settings = load_settings()
    assert settings.host_delay == 0.25
    assert settings.start_date == dt.date(2026, 11, 1)


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMCIP_ALLOW_PRIVATE", "127.0.0.0/8, *.localhost ,")
    assert load_settings().allow_private == ("127.0.0.0/8", "*.localhost")


def test_a_key_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret-1")
    settings = load_settings()
    assert settings.claude_enabled
    assert "sk-secret-1" not in repr(settings) + str(settings.model_dump())


def test_the_password_of_a_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMCIP_DATABASE_URL", "postgresql+psycopg2://desk:s3cret@db/emcip")
    monkeypatch.setenv("EMCIP_BLOB_URL", "ftp://desk:s3cret@store/blobs")
    assert "s3cret" not in repr(load_settings()) + str(load_settings())


def test_a_home_that_no_database_url_can_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("what?", "100%25"):
        monkeypatch.setenv("EMCIP_HOME", str(tmp_path / name))
        with pytest.raises(ConfigurationError, match=r"EMCIP_HOME: .*must be a path without"):
            load_settings()


def test_the_line_break_after_a_key_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret-1\n")
    key = load_settings().anthropic_api_key
    assert key is not None and key.get_secret_value() == "sk-secret-1"
    monkeypatch.setenv("ANTHROPIC_API_KEY", " \n")
    assert not load_settings().claude_enabled
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret-1 sk-secret-2")
    with pytest.raises(ConfigurationError, match="ANTHROPIC_API_KEY") as caught:
        load_settings()
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("EMCIP_BUDGET_DAILY_USD", "EMCIP_BUDGET_DAY_USD"),
        ("EMCIP_BUDGET_DAY", "EMCIP_BUDGET_DAY_USD"),
        ("EMCIP_TRANSLATE", "EMCIP_TRANSLATOR"),
        ("emcip_host_delays", "EMCIP_HOST_DELAY"),
        ("EMCIP_ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY"),
    ],
)
def test_a_slip_in_a_name_is_refused_with_the_name_that_was_meant(
    name: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(ConfigurationError, match=f"{name.upper()}: did you mean {meant}"):
        load_settings()


def test_a_slip_in_the_file_of_a_home_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "emcip.env").write_text("EMCIP_BUDGET_MONTHLY_USD=20\n")
    monkeypatch.setenv("EMCIP_HOME", str(tmp_path))
    with pytest.raises(ConfigurationError, match=r"emcip\.env:\n.*EMCIP_BUDGET_MONTHLY_USD: did you mean"):
        load_settings()


def test_what_an_orchestrator_sets_for_a_service_of_our_name_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("EMCIP_PORT", "EMCIP_SERVICE_HOST", "EMCIP_PORT_3000_TCP_ADDR", "EMCIP_CORPUS"):
        monkeypatch.setenv(name, "1")
    load_settings()
    assert unread(tmp_path) == {"EMCIP_PORT": None, "EMCIP_PORT_3000_TCP_ADDR": None, "EMCIP_SERVICE_HOST": None}


def test_the_environment_is_read_in_one_place_only() -> None:
    readers = [
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "pipeline").rglob("*.py")
        if re.search(r"os\.(environ\.get|getenv|environ\[[^\]]+\](?! =))", path.read_text(encoding="utf-8"))
    ]
    assert readers == []


def test_every_variable_is_documented() -> None:
    told = (CHECKOUT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = [variable(field) for field in Settings.model_fields]
    budget = {"EMCIP_BUDGET_DAY_USD", "EMCIP_BUDGET_MONTH_USD"}  # told as EMCIP_BUDGET_RUN_USD, …_DAY_USD
    assert [name for name in names if name not in told and name not in budget] == []
