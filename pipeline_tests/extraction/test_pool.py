"""The pool: a bad page costs its own worker, and workers never outlive the process that needs them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import psutil

from pipeline.extraction.pool import ExtractionPool
from pipeline.extraction.work import PageJob, PageResult
from pipeline.warehouse.blobs import BlobStore
from pipeline_tests.extraction.hostile import hostile_work
from pipeline_tests.extraction.pages import page


def _results(tmp_path: Path, urls: list[str], *, workers: int = 2, page_timeout: float = 60.0) -> list[PageResult]:
    store = f"file://{tmp_path / 'blobs'}"
    key = BlobStore(store).put(page())
    jobs = [PageJob(blob_key=key, url=url) for url in urls]
    with ExtractionPool(workers=workers, page_timeout=page_timeout, blob_url=store, work=hostile_work) as pool:
        return list(pool.results(jobs))


def _outcomes(results: list[PageResult]) -> list[str]:
    return [result.page.outcome if result.page else result.reason for result in results]


def test_results_come_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    results = _results(tmp_path, [f"https://post.example/2026/11/{day:02}/a" for day in range(1, 21)])
    assert [result.page.published_at.day for result in results if result.page and result.page.published_at] == list(
        range(1, 21)
    )


def test_worker_that_dies_costs_only_its_page(tmp_path: Path) -> None:
    urls = ["https://a.example/1", "https://a.example/crash", "https://a.example/2", "https://a.example/exit"]
    results = _results(tmp_path, [*urls, "https://a.example/3"], workers=1)
    assert _outcomes(results) == ["article", "worker_died", "article", "worker_died", "article"]
    assert all(result.permanent for result in results)


def test_page_that_hangs_costs_only_its_worker(tmp_path: Path) -> None:
    urls = ["https://a.example/1", "https://a.example/hang", "https://a.example/2", "https://a.example/3"]
    results = _results(tmp_path, urls, page_timeout=4.0)
    assert _outcomes(results) == ["article", "page_timeout", "article", "article"]
    assert "EMCIP_PAGE_TIMEOUT" in results[1].message


def test_page_that_outgrows_its_memory_fails_alone(tmp_path: Path) -> None:
    results = _results(tmp_path, ["https://a.example/memory", "https://a.example/1"], workers=1)
    assert results[0].page is None
    assert _outcomes(results)[1] == "article"


def test_missing_blob_is_named(tmp_path: Path) -> None:
    with ExtractionPool(workers=1, page_timeout=60, blob_url=f"file://{tmp_path / 'none'}") as pool:
        (result,) = pool.results([PageJob(blob_key="ab" * 32, url="https://a.example/1")])
    assert (result.reason, result.permanent) == ("blob_missing", True)


def test_stopping_does_not_wait_for_the_pages(tmp_path: Path) -> None:
    store = f"file://{tmp_path / 'blobs'}"
    key = BlobStore(store).put(page())
    children: set[int] = set()
    with (
        contextlib.suppress(KeyboardInterrupt),
        ExtractionPool(workers=2, page_timeout=600, blob_url=store, work=hostile_work) as pool,
    ):
        results = pool.results(
            PageJob(blob_key=key, url=f"https://a.example/{name}") for name in ("1", "hang", "2", "hang")
        )
        assert next(results).page is not None
        children = pool.worker_pids()
        raise KeyboardInterrupt
    assert children
    for pid in children:
        _await_end(pid)


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    store = f"file://{tmp_path / 'blobs'}"
    key = BlobStore(store).put(page())
    note = tmp_path / "worker.pid"
    script = (
        "from pipeline.extraction.pool import ExtractionPool\n"
        "from pipeline.extraction.work import PageJob\n"
        "from pipeline_tests.extraction.hostile import hostile_work\n"
        "if __name__ == '__main__':\n"
        f"    with ExtractionPool(workers=2, page_timeout=600, blob_url={store!r}, work=hostile_work) as pool:\n"
        f"        list(pool.results([PageJob(blob_key={key!r}, url='/orphan{note}')]))\n"
    )
    path = tmp_path / "parent.py"
    path.write_text(script)
    ended = subprocess.run([sys.executable, str(path)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}, timeout=120)
    assert ended.returncode == -9
    _await_end(int(note.read_text()))


def _await_end(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(timeout=60)
