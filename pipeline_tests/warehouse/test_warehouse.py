"""The warehouse on both databases: migrations, types, blobs, claims, failures."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from pipeline.cells import Cell
from pipeline.clock import UTC
from pipeline.failures import ConfigurationError, Verdict
from pipeline.warehouse import schema as t
from pipeline.warehouse.blobs import BlobDamaged, BlobMissing, BlobStore
from pipeline.warehouse.claims import claim, release, this_process
from pipeline.warehouse.engine import Warehouse, make_engine, migrate, open_warehouse
from pipeline.warehouse.failure_rows import clear_failure, held_back, record_failure
from pipeline.warehouse.standing import standing_of
from pipeline.warehouse.upsert import insert_ignore, upsert
from pipeline_tests.made import NOON, add_article, add_extraction, add_score, add_source, add_translation


def test_migrations_make_exactly_the_tables_of_the_schema(any_warehouse: Warehouse) -> None:
    with any_warehouse.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, t.Base.metadata) == []


def test_opening_twice_changes_nothing(any_warehouse: Warehouse, tmp_path: Path) -> None:
    with any_warehouse.transaction() as session:
        add_source(session)
    url = any_warehouse.engine.url.render_as_string(hide_password=False)
    again = open_warehouse(url, f"file://{tmp_path}/blobs")
    with again.reading() as session:
        assert session.scalar(select(t.Source.slug)) == "daily-ledger"
    again.close()


def _open(url: str, folder: str) -> None:
    open_warehouse(url, f"file://{folder}").close()


def test_many_processes_may_open_a_new_warehouse_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/emcip.db"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_open, args=(url, str(tmp_path))) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]


def test_importing_the_warehouse_touches_no_disk(tmp_path: Path) -> None:
    code = "import pipeline.newsroom, pipeline.warehouse.schema"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "EMCIP_HOME": str(tmp_path / "home")})
    assert not (tmp_path / "home").exists()


def test_sqlite_runs_in_wal_with_foreign_keys(newsroom_warehouse: Warehouse) -> None:
    with newsroom_warehouse.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


@pytest.fixture
def newsroom_warehouse(newsroom: object) -> Warehouse:
    return newsroom.warehouse  # type: ignore[attr-defined, no-any-return]


def test_foreign_keys_hold(any_warehouse: Warehouse) -> None:
    with pytest.raises(IntegrityError), any_warehouse.transaction() as session:
        session.add(t.CrawlResult(crawl_job_id=99, source_slug="nobody", status="pending"))


def test_times_come_back_as_utc_and_naive_ones_are_refused(any_warehouse: Warehouse) -> None:
    nairobi = dt.timezone(dt.timedelta(hours=3))
    with any_warehouse.transaction() as session:
        add_source(session, next_poll_at=dt.datetime(2026, 11, 22, 15, 0, 0, 250_000, tzinfo=nairobi))
    with any_warehouse.reading() as session:
        moment = session.scalar(select(t.Source.next_poll_at))
    assert moment == dt.datetime(2026, 11, 22, 12, 0, 0, 250_000, tzinfo=UTC)
    assert moment is not None and moment.utcoffset() == dt.timedelta(0)
    with pytest.raises(StatementError, match="no time zone"), any_warehouse.transaction() as session:
        add_source(session, "other", next_poll_at=dt.datetime(2026, 11, 22, 15, 0))  # noqa: DTZ001 - on purpose


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x/y", "supports sqlite and postgresql"),
        ("postgresql://u@h/d", "postgresql"),
        ("not a url", "is not a database URL"),
        ("postgresql+psycopg2://u:p@h:port/d", "is not a database URL"),
    ],
)
def test_a_database_url_that_cannot_be_used_is_explained(url: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=says):
        make_engine(url)


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    blobs = BlobStore(f"file://{tmp_path}")
    assert blobs.put(b"page" * 1000) == blobs.put(b"page" * 1000)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    assert blobs.get(blobs.put(b"page" * 1000)) == b"page" * 1000


def test_any_store_keeps_what_it_is_given_under_its_hash() -> None:
    blobs = BlobStore(f"memory://{secrets.token_hex(4)}")
    key = blobs.put(b"a page")
    assert key == blobs.put(b"a page", digest=key) == hashlib.sha256(b"a page").hexdigest()
    assert blobs.get(key) == b"a page"
    assert blobs.exists(key)
    assert not blobs.exists("abc")


def test_bytes_that_came_gzipped_are_kept_as_they_came(tmp_path: Path) -> None:
    blobs, page = BlobStore(f"file://{tmp_path}"), b"a page" * 1000
    came = gzip.compress(page)
    key = blobs.put(page, gzipped=came)
    [file] = (path for path in tmp_path.rglob("*") if path.is_file())
    assert file.read_bytes() == came
    assert key == hashlib.sha256(page).hexdigest()
    assert blobs.exists(key)
    assert blobs.get(key) == page


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"a page")[:-12], gzip.compress(b"another page")])
def test_a_damaged_gzip_is_noticed_and_mended_by_storing_the_page_in_any_way(tmp_path: Path, damage: bytes) -> None:
    blobs = BlobStore(f"file://{tmp_path}")
    came = gzip.compress(b"a page")
    key = blobs.put(b"a page", gzipped=came)
    [file] = tmp_path.rglob("*.gz")
    file.write_bytes(damage)
    with pytest.raises(BlobDamaged, match=key):
        blobs.get(key)
    blobs.put(b"a page")
    assert blobs.get(key) == b"a page"
    blobs.put(b"a page", gzipped=came)
    assert file.read_bytes() == came


def test_bytes_stored_in_the_former_folders_are_still_found(tmp_path: Path) -> None:
    blobs = BlobStore(f"file://{tmp_path}")
    key = blobs.put(b"an old page")
    [now] = tmp_path.rglob("*.zst")
    former = tmp_path / key[:2] / key[2:4] / now.name
    former.parent.mkdir()
    now.rename(former)
    assert blobs.exists(key)
    assert blobs.get(key) == b"an old page"


def test_missing_bytes_are_named(tmp_path: Path) -> None:
    with pytest.raises(BlobMissing, match="no blob abc"):
        BlobStore(f"file://{tmp_path}").get("abc")


@pytest.mark.parametrize("damage", [b"", b"no zstd at all", zstandard.ZstdCompressor().compress(b"another page")])
def test_damaged_bytes_are_noticed_and_mended_by_storing_them_again(tmp_path: Path, damage: bytes) -> None:
    store = BlobStore(f"file://{tmp_path}/blobs")
    key = store.put(b"a page")
    [path] = (tmp_path / "blobs").rglob("*.zst")
    path.write_bytes(damage)
    with pytest.raises(BlobDamaged, match=key):
        store.get(key)
    assert store.put(b"a page") == key
    assert store.get(key) == b"a page"


def test_a_schema_of_a_newer_version_is_refused(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="a newer one made it"):
        migrate(any_warehouse.engine)


def test_a_file_that_is_no_warehouse_is_refused(tmp_path: Path) -> None:
    (tmp_path / "emcip.db").write_bytes(b"something else, and long enough to have a header of its own" * 99)
    with pytest.raises(ConfigurationError, match="not a warehouse"):
        open_warehouse(f"sqlite:///{tmp_path}/emcip.db", "memory://x")
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="cannot be made"):
        open_warehouse(f"sqlite:///{tmp_path}/file/below/emcip.db", "memory://x")


def test_a_blob_url_that_cannot_be_used_is_explained() -> None:
    with pytest.raises(ConfigurationError, match="EMCIP_BLOB_URL"):
        BlobStore("nosuchscheme://x")
    with pytest.raises(ConfigurationError) as caught:
        BlobStore("nosuchscheme://desk:s3cret@x")
    assert "s3cret" not in str(caught.value)


def test_upserts_insert_update_and_ignore(any_warehouse: Warehouse) -> None:
    row = {"stage": "scoring", "version": "1", "updated_at": NOON}
    with any_warehouse.transaction() as session:
        insert_ignore(session, t.StageVersion, [row])
        insert_ignore(session, t.StageVersion, [row | {"version": "2"}])
        assert session.scalar(select(t.StageVersion.version)) == "1"
        upsert(session, t.StageVersion, [row | {"version": "3"}], key=["stage"], update=["version"])
    with any_warehouse.reading() as session:
        assert session.scalar(select(t.StageVersion.version)) == "3"


def test_thousands_of_rows_go_in_at_once(any_warehouse: Warehouse) -> None:
    rows = [{"stage": f"s{n}", "version": "1", "updated_at": NOON} for n in range(25_000)]
    with any_warehouse.transaction() as session:
        insert_ignore(session, t.StageVersion, rows)
        assert len(session.scalars(select(t.StageVersion.stage)).all()) == 25_000


def test_a_claimed_row_is_not_claimed_by_another_process(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        session.add(_foreign_claim("2", owner=_living_owner()))
        assert claim(session, "extraction", [1, 2], now=NOON) == {"1"}
        release(session, "extraction", [1])
        assert session.scalars(select(t.Claim.subject_id)).all() == ["2"]


def test_a_claim_lapses_with_its_lease(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        session.add(_foreign_claim("2", owner=_living_owner()))
        assert claim(session, "extraction", [2], now=NOON + dt.timedelta(hours=1)) == {"2"}


def test_a_claim_lapses_at_once_when_its_process_was_killed(any_warehouse: Warehouse) -> None:
    url = any_warehouse.engine.url.render_as_string(hide_password=False)
    code = (
        "import os, signal, sys, datetime as dt\n"
        "from pipeline.warehouse.engine import make_engine, Warehouse\n"
        "from pipeline.warehouse.claims import claim\n"
        "warehouse = Warehouse(make_engine(sys.argv[1]), None)\n"
        "with warehouse.transaction() as session:\n"
        "    claim(session, 'extraction', [7], now=dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, url])
    assert killed.returncode == -signal.SIGKILL
    with any_warehouse.transaction() as session:
        assert session.scalar(select(t.Claim.subject_id)) == "7"
        assert claim(session, "extraction", [7], now=NOON) == {"7"}


def _living_owner() -> str:
    host, _, _ = this_process().rsplit("/", 2)
    return f"another-{host}/1/0.0"


def _foreign_claim(subject: str, owner: str) -> t.Claim:
    return t.Claim(
        stage="extraction", subject_id=subject, owner=owner, run_id=None, expires_at=NOON + dt.timedelta(minutes=5)
    )


def test_a_transient_failure_waits_60_120_240_seconds_and_is_then_dead(any_warehouse: Warehouse) -> None:
    waits = []
    with any_warehouse.transaction() as session:
        for _ in range(4):
            row = record_failure(
                session,
                stage="extraction",
                subject_type="article",
                subject_id=1,
                verdict=Verdict(False, "timeout"),
                message="",
                version="x1",
                input_hash="h",
                now=NOON,
            )
            waits.append((row.retry_at - NOON).total_seconds() if row.retry_at else None)
    assert waits == [60, 120, 240, None]


def test_a_dead_row_is_held_back_until_its_input_or_the_version_changes(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        article = add_article(any_warehouse, session, add_source(session))
        record_failure(
            session,
            stage="extraction",
            subject_type="article",
            subject_id=article.id,
            verdict=Verdict(True, "blob_missing"),
            message="",
            version="x1",
            input_hash="h",
            now=NOON,
        )

        def due(version: str, input_hash: str) -> list[int]:
            late = NOON + dt.timedelta(days=1)
            held = held_back(
                stage="extraction",
                subject_type="article",
                subject_id=t.Article.id,
                input_hash=input_hash,
                version=version,
                now=late,
            )
            return list(session.scalars(select(t.Article.id).where(~held)))

        assert due("x1", "h") == []
        assert due("x2", "h") == [article.id]
        assert due("x1", "other") == [article.id]
        clear_failure(session, stage="extraction", subject_type="article", subject_ids=[article.id])
        assert due("x1", "h") == [article.id]


def test_what_a_cell_holds_is_counted_by_status(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        source = add_source(session)
        articles = [add_article(any_warehouse, session, source, url=f"https://ledger.example/{n}") for n in range(3)]
        add_extraction(session, articles[0], text="", outcome="stub")
        session.flush()
        cell = Cell(articles[0].cell_date, articles[0].region)
        other = Cell(cell.day - dt.timedelta(days=1), cell.region)
        assert standing_of(session, [cell, other]) == {cell: {"collected": 2, "excluded": 1}}


def test_the_status_of_an_article_follows_from_its_rows(any_warehouse: Warehouse) -> None:
    with any_warehouse.transaction() as session:
        article = add_article(any_warehouse, session, add_source(session))
        session.add(t.StageVersion(stage="scoring", version="s1", updated_at=NOON))

        def status() -> str:
            session.flush()
            query = text("SELECT status FROM article_status WHERE article_id = :id")
            return str(session.scalar(query, {"id": article.id}))

        seen = [status()]
        extraction = add_extraction(session, article, text="Words.")
        seen.append(status())
        translation = add_translation(session, extraction)
        seen.append(status())
        add_score(session, translation)
        seen.append(status())
        add_extraction(session, article, text="Other words.", version="x2")
        seen.append(status())
        add_extraction(session, article, text="", version="x3", outcome="stub")
        seen.append(status())
    assert seen == ["collected", "extracted", "translated", "completed", "scored", "excluded"]
