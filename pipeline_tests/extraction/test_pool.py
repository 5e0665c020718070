"""The pool: a bad page costs its own worker, and workers never outlive the process that needs them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psutil
import pytest

from pipeline.extraction.pool import BATCH_PAGES, ExtractionPool
from pipeline.extraction.work import Limits, PageJob, PageResult
from pipeline.failures import ServiceUnavailable
from pipeline.warehouse.blobs import BlobStore
from pipeline_tests.extraction.hostile import curious_work, hostile_work, pid_work
from pipeline_tests.extraction.pages import PORT, page

LIMITS = Limits(seconds=60, memory_mb=512)


def _results(tmp_path: Path, urls: list[str], *, workers: int = 2, seconds: float = 60.0) -> list[PageResult]:
    store = f"file://{tmp_path / 'blobs'}"
    key = BlobStore(store).put(page())
    jobs = [PageJob(blob_key=key, url=url) for url in urls]
    with ExtractionPool(workers=workers, limits=Limits(seconds, 512), blob_url=store, work=hostile_work) as pool:
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
    assert _outcomes(results) == ["article", "crashed", "article", "crashed", "article"]
    assert all(result.permanent for result in results)


def test_page_that_hangs_costs_only_its_worker(tmp_path: Path) -> None:
    urls = ["https://a.example/1", "https://a.example/hang", "https://a.example/2", "https://a.example/3"]
    results = _results(tmp_path, urls, seconds=0.5)
    assert _outcomes(results) == ["article", "too_slow", "article", "article"]
    assert "EMCIP_PAGE_TIMEOUT" in results[1].message


def test_page_that_outgrows_its_memory_fails_alone(tmp_path: Path) -> None:
    results = _results(tmp_path, ["https://a.example/memory", "https://a.example/1"], workers=1)
    assert results[0].page is None
    assert _outcomes(results)[1] == "article"


def test_missing_blob_is_named(tmp_path: Path) -> None:
    with ExtractionPool(workers=1, limits=LIMITS, blob_url=f"file://{tmp_path / 'none'}") as pool:
        (result,) = pool.results([PageJob(blob_key="ab" * 32, url="https://a.example/1")])
    assert (result.reason, result.permanent) == ("blob_missing", True)


def test_stopping_does_not_wait_for_the_pages(tmp_path: Path) -> None:
    store = f"file://{tmp_path / 'blobs'}"
    key = BlobStore(store).put(page())
    children: set[int] = set()
    with (
        contextlib.suppress(KeyboardInterrupt),
        ExtractionPool(workers=2, limits=Limits(600, 512), blob_url=store, work=hostile_work) as pool,
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
        "from pipeline.extraction.work import Limits, PageJob\n"
        "from pipeline_tests.extraction.hostile import hostile_work\n"
        "if __name__ == '__main__':\n"
        f"    with ExtractionPool(workers=2, limits=Limits(600, 512), blob_url={store!r}, work=hostile_work) as pool:\n"
        f"        list(pool.results([PageJob(blob_key={key!r}, url='/orphan{note}')]))\n"
    )
    path = tmp_path / "parent.py"
    path.write_text(script)
    ended = subprocess.run([sys.executable, str(path)], env={**os.environ, "PYTHONPATH": str(Path.cwd())}, timeout=120)
    assert ended.returncode == -9
    _await_end(int(note.read_text()))


def test_neighbours_in_a_batch_are_neither_lost_nor_charged(tmp_path: Path) -> None:
    names = [str(number) for number in range(6)]
    urls = [f"https://a.example/{name}" for name in ("crash", *names[:3], "hang", *names[3:], "memory", "spin", "last")]
    results = _results(tmp_path, urls, workers=1, seconds=0.5)
    assert _outcomes(results) == [
        "crashed", *["article"] * 3, "too_slow", *["article"] * 3, "too_much_memory", "too_slow", "article",
    ]  # fmt: skip


def test_page_whose_worker_is_killed_from_outside_is_done_by_another(tmp_path: Path) -> None:
    note = tmp_path / "killed"
    urls = [f"https://a.example/stopped-once{note}", *(f"https://a.example/{number}" for number in range(4))]
    assert _outcomes(_results(tmp_path, urls, workers=1)) == ["article"] * 5
    assert note.exists()


def test_workers_that_are_killed_while_they_wait_are_replaced(tmp_path: Path) -> None:
    store = f"file://{tmp_path / 'blobs'}"
    job = PageJob(blob_key=BlobStore(store).put(page()), url="https://a.example/1")
    with ExtractionPool(workers=2, limits=LIMITS, blob_url=store) as pool:
        assert _outcomes(list(pool.results([job] * 20))) == ["article"] * 20
        for pid in pool.worker_pids():
            os.kill(pid, signal.SIGKILL)
            _await_end(pid)
        assert _outcomes(list(pool.results([job] * 20))) == ["article"] * 20


def test_workers_are_replaced_before_they_grow_old(tmp_path: Path) -> None:
    store = f"file://{tmp_path / 'blobs'}"
    job = PageJob(blob_key=BlobStore(store).put(page()), url="https://a.example/1")
    with ExtractionPool(workers=1, limits=LIMITS, blob_url=store, work=pid_work, pages_per_worker=8) as pool:
        pids = [result.message for result in pool.results([job] * 24)]
    assert len(pids) == 24
    assert max(Counter(pids).values()) <= 8 + BATCH_PAGES


def test_page_that_is_half_read_for_want_of_memory_is_no_empty_page(tmp_path: Path) -> None:
    path = tmp_path / "wide.html"
    path.write_bytes(b"<html><body><article>" + b"<p>word <b>word</b> word.</p>" * 300_000)
    good = tmp_path / "good.html"
    good.write_bytes(page())
    with ExtractionPool(workers=1, limits=Limits(60, 100)) as pool:
        results = list(pool.results([PageJob(path=str(path)), PageJob(path=str(good))]))
    assert _outcomes(results) == ["too_much_memory", "article"]
    assert "EMCIP_PAGE_MEMORY_MB" in results[0].message


def test_workers_that_cannot_start_are_told_and_not_started_for_ever(tmp_path: Path) -> None:
    with (
        pytest.raises(ServiceUnavailable, match="end at once"),
        ExtractionPool(workers=1, limits=LIMITS, blob_url="no-such-protocol://x") as pool,
    ):
        list(pool.results([PageJob(path=str(tmp_path / "a.html"))]))


EXTERNALS = """<?xml version="1.0"?>
<?xml-stylesheet href="{at}/sheet.xsl" type="text/xsl"?>
<!DOCTYPE html PUBLIC "-//X//DTD X//EN" "{at}/page.dtd" [
  <!ENTITY far SYSTEM "{at}/entity.txt"> <!ENTITY near SYSTEM "file:///etc/passwd"> <!ENTITY % more SYSTEM "{at}/p.dtd">
  %more; ]>
<html lang="en" xmlns:xi="http://www.w3.org/2001/XInclude"><head><base href="{at}/"><title>Third terminal</title>
<link rel="stylesheet" href="{at}/a.css"><link rel="canonical" href="{at}/canonical"><link rel="preload" href="{at}/f">
<link rel="alternate" type="application/rss+xml" href="{at}/feed"><script src="{at}/a.js"></script>
<meta property="og:image" content="{at}/og.jpg"><meta http-equiv="refresh" content="0; url={at}/next">
<style>@import url({at}/b.css);</style><link rel="import" href="{at}/c.html"></head><body background="{at}/bg.png">
<article><h1>Third terminal</h1><img src="{at}/lead.jpg" width="1200" height="800"><xi:include href="{at}/x.xml"/>
{paragraphs}<p>&far; &near;</p><iframe src="{at}/frame"></iframe><object data="{at}/o"></object>
<video src="{at}/v.mp4" poster="{at}/p.jpg"></video><svg><image href="{at}/i.svg"/><use href="{at}/u.svg#a"/></svg>
<embed src="{at}/e"></article></body></html>"""


def test_no_worker_goes_out_for_what_a_page_refers_to(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        at = f"http://127.0.0.1:{server.getsockname()[1]}"
        paragraphs = "".join(f"<p>{text}</p>" for text in PORT)
        path = tmp_path / "externals.html"
        path.write_text(EXTERNALS.format(at=at, paragraphs=paragraphs))
        with ExtractionPool(workers=1, limits=LIMITS) as pool:
            (result,) = pool.results([PageJob(path=str(path), url=f"{at}/article")])
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert result.page is not None and result.page.outcome == "article"
    assert "root:" not in result.page.text


def test_library_that_wants_to_go_out_is_stopped(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/image.jpg"
        with ExtractionPool(workers=1, limits=LIMITS, work=curious_work) as pool:
            (result,) = pool.results([PageJob(url=url)])
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert result.reason == "extractor_error"
    assert "make its reader go out" in result.message


def _await_end(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(timeout=60)
