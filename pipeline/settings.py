"""Every environment variable that EMCIP reads, typed, with its default. It is read here and nowhere else."""

from __future__ import annotations

import datetime as dt
import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, NoDecode, SettingsConfigDict

from pipeline import __version__
from pipeline.failures import ConfigurationError

HOME_FILE = "emcip.env"  # settings that belong to a home, as NAME=value lines; the environment overrules them
CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "EMCIP_"
OF_TESTS = {"EMCIP_CORPUS"}  # read by the tests and benchmarks alone
# of two names without their prefix, by difflib's ratio: DAILY_USD for DAY_USD is 0.87, TRANSLATE for TRANSLATOR 0.84;
# what an orchestrator sets for a service of our name (EMCIP_PORT, EMCIP_SERVICE_HOST) is under 0.7 of all
SLIP = 0.8


class Settings(BaseSettings):
    """The configuration of one process. Build it with :func:`load_settings`, which explains what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=None, env_ignore_empty=True, frozen=True, extra="ignore", populate_by_name=True
    )

    home: Path = CHECKOUT / "var"
    # these may hold a password
    database_url: str | None = Field(None, repr=False)
    blob_url: str | None = Field(None, repr=False)
    catalogue: Path | None = None
    start_date: dt.date = dt.date(2026, 9, 1)
    auto_process: bool = True

    # crawling
    allow_private: Annotated[tuple[str, ...], NoDecode] = Field(())
    host_delay: float = Field(1.0, ge=0)
    contact: str = ""
    fetch_concurrency: int = Field(64, ge=1)
    fetch_timeout: float = Field(45.0, gt=0)
    max_body_bytes: int = Field(10_000_000, ge=1_000)
    # a crawl in which more than this share of the polled sources newly fail, and so many at least, asks for a retry
    crawl_retry_share: float = Field(0.5, ge=0, le=1)
    crawl_retry_minimum: int = Field(5, ge=1)
    # unset: as many as the pace keeps busy (crawl/making.py)
    crawl_processes: int | None = Field(None, ge=1)

    # how long is kept which states of health sources were in that have ended
    keep_conditions_days: int = Field(365, ge=1)

    # the demo world: when it is set, and on which port; written by `emcip demo` into the home that holds it
    demo_present: dt.datetime | None = None
    demo_port: int = Field(8765, ge=0, le=65535)

    # extraction
    extraction_workers: int = Field(
        default_factory=lambda: max(1, min(4, os.cpu_count() or 1)),
        ge=1,
    )
    page_timeout: float = Field(5.0, gt=0)
    page_memory_mb: int = Field(1024, ge=64)

    # paid services
    anthropic_api_key: SecretStr | None = Field(None, validation_alias=AliasChoices("ANTHROPIC_API_KEY"))
    anthropic_base_url: str | None = Field(None, validation_alias=AliasChoices("ANTHROPIC_BASE_URL"))
    claude_model: str = "claude-sonnet-5-5"
    claude_translation_model: str = "claude-haiku-5-5"
    translator: str = "none"
    target_language: str = "en"
    google_project: str | None = None
    google_endpoint: str | None = None
    google_glossaries: str = ""
    full_text_from: float = Field(0.25, ge=0, le=1)
    budget_run_usd: float = Field(1.0, ge=0)
    budget_day_usd: float = Field(5.0, ge=0)
    budget_month_usd: float = Field(50.0, ge=0)

    @field_validator("allow_private", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("translator")
    @classmethod
    def _known_translators(cls, value: str) -> str:
        names = [part.strip().lower() for part in value.split(",") if part.strip()]
        if not names or set(names) - {"google", "claude", "none"} or len(set(names)) < len(names):
            raise ValueError("must be google, claude or none, or a list in order of preference, e.g. google,claude")
        if "none" in names and len(names) > 1:
            raise ValueError("none stands alone; leave it out of the list")
        return ",".join(names)

    @field_validator("google_glossaries")
    @classmethod
    def _glossaries_read(cls, value: str) -> str:
        _glossaries(value)
        return value

    @field_validator("anthropic_api_key", mode="before")
    @classmethod
    def _key(cls, value: object) -> object:
        """Keys read from files end with a line break; sent like that, the error of the HTTP library quotes the key."""
        if isinstance(value, str):
            value = value.strip()
            if not value.isascii() or any(character.isspace() for character in value):
                raise ValueError("must be one word of ASCII characters")
        return value or None

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        if set("?%") & set(str(value)):  # the databases below it are named by URLs, Dagster's too
            raise ValueError("must be a path without ? and %, e.g. /srv/emcip")
        return value.expanduser().resolve()

    @property
    def user_agent(self) -> str:
        """What we call ourselves to the sites that we visit; robots.txt groups are matched on ``emcip``."""
        contact = f"; +{self.contact}" if self.contact else ""
        return f"emcip/{__version__} (news research crawler{contact})"

    @property
    def warehouse_url(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'emcip.db'}"

    @property
    def blobs_url(self) -> str:
        return self.blob_url or f"file://{self.home / 'blobs'}"

    @property
    def dagster_home(self) -> Path:
        return self.home / "dagster"

    @property
    def exports(self) -> Path:
        return self.home / "exports"

    @property
    def translators(self) -> tuple[str, ...]:
        """The translators in order of preference; empty for ``none``."""
        return tuple(name for name in self.translator.split(",") if name != "none")

    @property
    def glossaries(self) -> dict[tuple[str, str], str]:
        """Google's glossary of a pair of languages, as ``id`` or ``id@version``."""
        return _glossaries(self.google_glossaries)

    @property
    def claude_enabled(self) -> bool:
        """The SDK also looks for other credentials on the machine; only our own setting decides."""
        return self.anthropic_api_key is not None


_GLOSSARY = re.compile(r"([a-z]{2,3})-([a-z]{2,3})=([a-z][a-z0-9-]{0,62}(?:@[A-Za-z0-9._-]{1,20})?)")


def _glossaries(value: str) -> dict[tuple[str, str], str]:
    """``de-en=trade-terms@3,fr-en=politics`` by pair of languages."""
    found: dict[tuple[str, str], str] = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        match = _GLOSSARY.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} must be FROM-TO=GLOSSARY or FROM-TO=GLOSSARY@VERSION, e.g. de-en=trade-terms@3")
        found[match[1], match[2]] = match[3]
    return found


def load_settings() -> Settings:
    """Read the environment, over what the home's ``emcip.env`` says.

    Raises ConfigurationError naming the variable, what was wrong with its value, and an example; or a name that is
    nearly one of ours, since a slip in a budget's name would spend by the default.
    """
    try:
        home = Settings().home
        _refuse_slips(home)
        return Settings(_env_file=home / HOME_FILE)
    except ValidationError as error:
        lines = [f"{_where(problem['loc'])}: {problem['msg']}" for problem in error.errors(include_input=False)]
        raise ConfigurationError(
            "the environment holds values that EMCIP cannot use:\n  "
            + "\n  ".join(lines)
            + "\nCorrect or unset them; docs/operations.md lists every variable with its default."
        ) from None


def _where(location: tuple[int | str, ...]) -> str:
    return variable(str(location[0])) if location else "settings"


def variable(field: str) -> str:
    """The environment variable of a field of Settings."""
    alias = Settings.model_fields[field].validation_alias if field in Settings.model_fields else None
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return field if field.isupper() else f"{PREFIX}{field.upper()}"


def unread(home: Path) -> dict[str, str | None]:
    """Variables of our prefix, here or in the home's file, that nothing reads; each with the name it is a slip of."""
    names = [variable(field) for field in Settings.model_fields]
    in_file = DotEnvSettingsSource(Settings, env_file=home / HOME_FILE).env_vars
    given = {name.upper() for name in (*os.environ, *in_file)}
    found: dict[str, str | None] = {}
    for name in sorted(name for name in given - {*names} - OF_TESTS if name.startswith(PREFIX)):
        bare = {known.removeprefix(PREFIX): known for known in names}
        near = get_close_matches(name.removeprefix(PREFIX), bare, n=1, cutoff=SLIP)
        found[name] = bare[near[0]] if near else None
    return found


def _refuse_slips(home: Path) -> None:
    slips = [f"{name}: did you mean {near}?" for name, near in unread(home).items() if near]
    if slips:
        raise ConfigurationError(
            f"settings that EMCIP does not have are set, here or in {home / HOME_FILE}:\n  "
            + "\n  ".join(slips)
            + "\nCorrect or unset them; docs/operations.md lists every variable with its default."
        )
