"""The command as a user types it: what it says, what it refuses, and its exit code."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.catalogue.loader import load_catalogue
from pipeline.cli.main import main
from pipeline.failures import Verdict
from pipeline.newsroom import open_newsroom
from pipeline.warehouse import schema as t
from pipeline.warehouse.failure_rows import record_failure
from pipeline_tests.extraction.pages import page
from pipeline_tests.made import NOON, add_article, add_extraction, add_source, add_translation

Emcip = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="module")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For what changes nothing: making a home takes two seconds."""
    return tmp_path_factory.mktemp("shared") / "home"


def _command(home: Path, monkeypatch: pytest.MonkeyPatch) -> Emcip:
    monkeypatch.setenv("EMCIP_HOME", str(home))
    monkeypatch.setenv("EMCIP_EXTRACTION_WORKERS", "1")
    monkeypatch.setenv("DAGSTER_HOME", "")  # so that what the command sets is undone

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [os.fspath(argument) for argument in arguments], catch_exceptions=False)

    return run


@pytest.fixture
def emcip(home: Path, monkeypatch: pytest.MonkeyPatch) -> Emcip:
    """Runs the command in this process, on a home of its own."""
    return _command(home, monkeypatch)


@pytest.fixture
def refusing(shared_home: Path, monkeypatch: pytest.MonkeyPatch) -> Emcip:
    """The same, on a home that other tests use as well."""
    return _command(shared_home, monkeypatch)


def test_init_makes_the_home_and_may_be_repeated(emcip: Emcip, home: Path) -> None:
    first, second = emcip("init"), emcip("init")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output == second.output
    assert (home / "emcip.db").exists() and (home / "dagster" / "dagster.yaml").is_symlink()
    assert str(home) in first.output


def test_a_wrong_setting_is_one_clear_line_and_exit_code_1(refusing: Emcip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMCIP_TRANSLATOR", "deepl")
    refused = refusing("status")
    assert refused.exit_code == 1
    assert "EMCIP_TRANSLATOR" in refused.output and "Traceback" not in refused.output


def test_a_damaged_history_of_runs_is_told_with_its_remedy(emcip: Emcip, home: Path) -> None:
    (home / "dagster" / "history").mkdir(parents=True)
    (home / "dagster" / "history" / "runs.db").write_text("not a database")
    refused = emcip("init")
    assert refused.exit_code == 1
    assert "cannot be opened (file is not a database); move that folder away" in " ".join(refused.output.split())
    shutil.rmtree(home / "dagster")
    assert emcip("init").exit_code == 0


@pytest.mark.parametrize("command", [("init",), ("run", "maintenance"), ("status",)], ids=lambda words: words[0])
def test_what_the_settings_lack_is_told_before_the_work(
    refusing: Emcip, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("EMCIP_TRANSLATOR", "claude")
    monkeypatch.setenv("EMCIP_SERVICE_HOST", "10.0.0.1")
    told = " ".join(refusing(*command).output.split())
    assert "ANTHROPIC_API_KEY is not set" in told
    assert "EMCIP_SERVICE_HOST is set and nothing reads it" in told


def test_the_list_of_commands_cuts_no_sentence(refusing: Emcip) -> None:
    for group in ((), ("sources",), ("drafts",)):
        assert "..." not in refusing(*group, "--help").output.split("Commands:")[1]


def test_status_is_read_by_people_and_by_programs(emcip: Emcip) -> None:
    emcip("init")
    figures = json.loads(emcip("status", "--json").output)
    assert figures["sources"] == {"candidate": len(load_catalogue().sources)}
    assert figures["pending"] == {} and figures["spent_usd"]["today"] == 0
    told = emcip("status").output
    assert "candidate" in told and "Nothing was crawled yet" in told


def test_sources_are_listed_exported_and_taken_in_again(emcip: Emcip, tmp_path: Path) -> None:
    emcip("init")
    rows = json.loads(emcip("sources", "list", "--json").output)
    assert {row["status"] for row in rows} == {"candidate"}
    for name in ("sources.opml", "sources.yaml"):
        assert emcip("sources", "export", tmp_path / name).exit_code == 0
        taken = emcip("sources", "import", tmp_path / name)
        assert taken.exit_code == 0
        assert f"0 new candidates of {len(rows)}" in taken.output
    assert emcip("sources", "export").output.startswith("<?xml")


def test_entries_that_are_refused_are_named_beside_those_that_are_taken(emcip: Emcip, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text(
        "name,url,region,language\nGood Post,https://good.example/,world,en\nBad,https://b.example/,mars,en\n"
    )
    taken = emcip("sources", "import", file)
    assert taken.exit_code == 1
    assert "1 new candidates of 1" in taken.output and "mars" in taken.output
    [row] = [row for row in json.loads(emcip("sources", "list", "--json").output) if row["slug"] == "good-post"]
    assert row["status"] == "candidate"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "no_such_job"), "the jobs are"),
        (
            ("run", "ingest", "--partition", "2026-01-01|mars"),
            "is not a partition of job ingest: there is no region 'mars'",
        ),
        (
            ("run", "ingest", "--partition", "2026-11-20"),
            "'2026-11-20' is not a partition of job ingest: it has no |region",
        ),
        (("run", "ingest", "--partition", "2020-01-01|world"), "its days are 2026-09-01 (EMCIP_START_DATE) to "),
        (("run", "process", "--partition", "2026-11-20|world...2026-11-19|world"), "there is nothing from"),
        (("run", "probe_sources"), "add --partition"),
        (("run", "maintenance", "--partition", "x"), "has no partitions"),
        (("crawl",), "slugs, or --all"),
        (("crawl", "--all", "alpha"), "--all is every source; leave it away to crawl alpha alone"),
        (
            ("sources", "export", "/no/such/folder/list.opml"),
            "cannot be written: No such file or directory; name a file",
        ),
        (("crawl", "no-such-source"), "not in the catalogue: no-such-source"),
        (("drafts", "write"), "keys such as opp-12, or --all"),
        (("drafts", "write", "opp-99"), "there is no opportunity"),
        (("opportunities", "--reject", "opp-99"), "there is no opportunity 'opp-99'"),
        (("opportunities", "--reject", "the-first"), "write it as opp-12"),
        (("reprocess", "scoring"), "say what to do again"),
        (("reprocess", "scoring", "--cell", "yesterday"), "is not a cell"),
        (("reprocess", "scoring", "--article", "99999"), "there is no article 99999"),
        (("bench", "no-such-bench"), "there is no benchmark"),
    ],
    ids=lambda value: "" if isinstance(value, str) else " ".join(value),
)
def test_what_cannot_be_done_is_refused_with_a_remedy(refusing: Emcip, arguments: tuple[str, ...], says: str) -> None:
    refused = refusing(*arguments)
    assert refused.exit_code == 1
    assert says in " ".join(refused.output.split())


def test_a_run_config_that_is_no_yaml_is_refused(refusing: Emcip, tmp_path: Path) -> None:
    for text in ("ops: [", "- a list"):
        (tmp_path / "config.yaml").write_text(text)
        refused = refusing("run", "ingest", "--config", tmp_path / "config.yaml")
        assert refused.exit_code == 1 and "config.yaml is not" in refused.output


def test_a_job_runs_headless_and_is_recorded(emcip: Emcip, home: Path) -> None:
    done = emcip("run", "maintenance")
    assert done.exit_code == 0
    assert "maintenance: done (run " in done.output
    assert list((home / "dagster").rglob("*.db"))


def test_there_is_no_draft_yet(refusing: Emcip) -> None:
    shown = refusing("drafts", "show")
    assert shown.exit_code == 1
    assert "There is no draft yet" in shown.output


def test_where_there_is_nothing_to_do_the_reason_is_said(refusing: Emcip) -> None:
    written = refusing("drafts", "write", "--all")
    assert written.exit_code == 0 and "No opportunity is approved" in written.output
    detected = refusing("run", "detect_opportunities")
    assert detected.exit_code == 0
    assert "no completed article in the 7 days to" in " ".join(detected.output.split())


def test_pages_are_extracted_one_json_line_each(refusing: Emcip, tmp_path: Path) -> None:
    good, missing = tmp_path / "good.html", tmp_path / "missing.html"
    good.write_bytes(page())
    done = refusing("extract", good, missing, "--json")
    first, second = (json.loads(line) for line in done.output.splitlines())
    assert {"file", "title", "text", "authors", "published_at", "language"} <= set(first)
    assert (first["file"], first["language"]) == (str(good), "en")
    assert second["reason"] == "file_missing"
    assert done.exit_code == 1


def test_status_gives_an_example_of_each_failure_and_says_what_is_tried_again(emcip: Emcip) -> None:
    emcip("init")
    newsroom = open_newsroom()
    with newsroom.warehouse.transaction() as session:
        for number, verdict in ((1, Verdict(True, "http_410")), (2, Verdict(False, "http_500"))):
            record_failure(
                session,
                stage="crawl",
                subject_type="url",
                subject_id=number,
                verdict=verdict,
                message=f"https://ledger.example/{number} answered with status {verdict.reason[-3:]}",
                version="1",
                input_hash="",
                now=NOON,
                run_id="run",
            )
    newsroom.warehouse.close()
    told = " ".join(emcip("status").output.split())
    assert "1 × crawl: http_410 https://ledger.example/1 answered with status 410" in told
    assert "1 × crawl: http_500, 1 of them to be tried again https://ledger.example/2 answered" in told


def test_status_says_what_stays_in_its_language_for_want_of_a_translator(emcip: Emcip) -> None:
    emcip("init")
    newsroom = open_newsroom()
    with newsroom.warehouse.transaction() as session:
        source = add_source(session)
        for number, language in enumerate(("en", "sw", "fr")):
            article = add_article(newsroom.warehouse, session, source, url=f"https://ledger.example/{number}")
            extraction = add_extraction(session, article, text="Words.", language=language)
            add_translation(session, extraction, status="unneeded", source_language=language)
    newsroom.warehouse.close()
    figures = json.loads(emcip("status", "--json").output)
    assert figures["translations"] == {"in_target_language": 1, "no_translator": 2}
    assert "2 as they are, without a translator" in " ".join(emcip("status").output.split())


def test_an_opportunity_is_rejected_for_good(emcip: Emcip) -> None:
    emcip("init")
    newsroom = open_newsroom()
    with newsroom.warehouse.transaction() as session:
        session.add(
            t.Opportunity(
                desk_id=newsroom.catalogue.desks[0].slug,
                cell_date=NOON.date(),
                dedupe_key="story:1",
                kind="trending",
                title="Rates held",
                angle="",
                rationale="",
                priority=80.0,
                status="detected",
                detected_by="heuristics",
                as_of=NOON,
                version="1",
                input_hash="h",
                created_at=NOON,
                updated_at=NOON,
            )
        )
    newsroom.warehouse.close()
    assert [row["key"] for row in json.loads(emcip("opportunities", "--json").output)] == ["opp-1"]
    assert "opp-1: rejected" in emcip("opportunities", "--reject", "opp-1").output
    assert json.loads(emcip("opportunities", "--json").output) == []


def test_a_page_without_a_title_or_a_text_says_so(refusing: Emcip, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<html><body></body></html>")
    done = refusing("extract", tmp_path / "empty.html")
    assert "empty.html: no title" in done.output and "(no text)" in done.output and "None" not in done.output


def test_an_import_tells_what_is_new_known_and_wrong_and_rejections_have_reasons(emcip: Emcip, tmp_path: Path) -> None:
    rows = ("name,url", "Alpha,https://alpha.example/", "Alpha again,https://ALPHA.example", "Bad,gopher://b.example/")
    (tmp_path / "list.csv").write_text("\n".join(rows))
    done = emcip("sources", "import", tmp_path / "list.csv")
    assert done.exit_code == 1
    assert "1 new candidates of 2 sources in the file" in done.output
    assert "known already: alpha-again, which is alpha" in done.output
    assert "list.csv:4: bad: field url: must be a full http or https address" in done.output
    assert emcip("run", "probe_sources", "--partition", "alpha").exit_code == 1
    assert "No source was rejected." in emcip("sources", "list", "--status", "rejected").output  # it may yet answer
    sick = emcip("sources", "list", "--sick").output
    assert "alpha  since" in sick and "→" in sick
