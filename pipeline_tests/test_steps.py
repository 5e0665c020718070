"""What a step does with each kind of failure, and what it writes about its work."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dagster as dg
import pytest
from dagster._core.errors import DagsterExecutionInterruptedError

from pipeline.failures import ConfigurationError, PermanentError, ServiceUnavailable
from pipeline.newsroom import Newsroom
from pipeline.steps import METADATA_BYTES, NewsroomResource, opening, step, summary_metadata
from pipeline.summary import Summary


class _Given(NewsroomResource):
    """A resource that hands out the newsroom of the test."""

    def give(self, newsroom: Newsroom) -> "_Given":
        self._opened = newsroom
        return self


@dataclass
class _Tagged:
    tags: dict[str, str] = field(default_factory=dict)
    run_id: str = "run-1"


@dataclass
class _Context:
    """As much of a step's context as ``step`` uses."""

    retry_number: int = 0
    run: _Tagged = field(default_factory=_Tagged)
    log: logging.Logger = field(default_factory=lambda: logging.getLogger("test"))


@pytest.fixture
def emcip(newsroom: Newsroom) -> NewsroomResource:
    return _Given().give(newsroom)


@contextmanager
def _failing(context: _Context, emcip: NewsroomResource, error: BaseException) -> Iterator[None]:
    with step(context, emcip):  # type: ignore[arg-type]
        raise error
    yield


@pytest.mark.parametrize(("retry", "seconds"), [(0, 60), (1, 120), (2, 240)])
def test_a_service_that_is_down_asks_for_a_retry(emcip: NewsroomResource, retry: int, seconds: int) -> None:
    with (
        pytest.raises(dg.RetryRequested) as caught,
        _failing(_Context(retry), emcip, ServiceUnavailable("down", "the translator is down")),
    ):
        pass
    assert (caught.value.seconds_to_wait, caught.value.max_retries) == (seconds, 3)


def test_after_three_retries_the_step_fails_and_says_what_happens_next(emcip: NewsroomResource) -> None:
    with (
        pytest.raises(dg.Failure, match="stays pending") as caught,
        _failing(_Context(3), emcip, ServiceUnavailable("down", "the translator is down")),
    ):
        pass
    assert not caught.value.allow_retries


@pytest.mark.parametrize(
    "error", [ConfigurationError("no price for x"), PermanentError("http_401", "the key is wrong")]
)
def test_what_no_retry_mends_ends_the_step_at_once(emcip: NewsroomResource, error: Exception) -> None:
    with pytest.raises(dg.Failure) as caught, _failing(_Context(), emcip, error):
        pass
    assert not caught.value.allow_retries
    assert str(error) in str(caught.value.description)


def test_a_cancel_is_not_taken_for_something_to_retry(emcip: NewsroomResource) -> None:
    with (
        pytest.raises(dg.Failure, match="Cancelled") as caught,
        _failing(_Context(), emcip, DagsterExecutionInterruptedError()),
    ):
        pass
    assert not caught.value.allow_retries


def test_a_bug_shows_as_a_bug(emcip: NewsroomResource) -> None:
    with pytest.raises(ZeroDivisionError), _failing(_Context(), emcip, ZeroDivisionError()):
        pass


def test_the_run_knows_what_started_it(emcip: NewsroomResource) -> None:
    context = _Context(run=_Tagged({"dagster/schedule_name": "crawl_due"}))
    with step(context, emcip) as (_, run):  # type: ignore[arg-type]
        assert (run.run_id, run.trigger) == ("run-1", "schedule")


def test_metadata_stays_under_two_kilobytes_however_long_the_preview() -> None:
    summary = Summary(notes=["a note " * 200] * 9)
    summary.counts.update({f"count_{n}": n for n in range(12)})
    for n in range(5):
        summary.show(title="长" * 500, source=f"source-{n}" * 20, total=1.23456)
    metadata = summary_metadata(summary)
    event = dg.AssetMaterialization("size", metadata=metadata)
    assert len(dg.serialize_value(event).encode()) <= METADATA_BYTES


def test_metadata_shows_a_preview_when_there_is_room() -> None:
    summary = Summary()
    summary.show(title="Port opens", total=81.26)
    assert summary_metadata(summary)["preview"].value == "| title | total |\n| --- | --- |\n| Port opens | 81.26 |"


def test_counts_without_a_plot_of_their_own_are_read_like_a_sentence() -> None:
    summary = Summary()
    summary.counts.update(fetched=3, bytes=180_177, sources_polled=4, dropped=1, failed=0)
    assert summary_metadata(summary)["also"] == "180.2 KB · 1 dropped · 4 sources polled"


def test_a_preview_of_five_chinese_headlines_has_room_for_three() -> None:
    summary = Summary(notes=["languages: zh 5"])
    summary.counts.update(extracted=5, article=5, failed=0)
    for n in range(5):
        summary.show(title=f"央行下调存款准备金率{n}个百分点", source="江口财经", total=71.5)
    assert len(str(summary_metadata(summary)["preview"].value).splitlines()) >= 5


def test_text_of_the_web_cannot_break_out_of_the_preview() -> None:
    summary = Summary()
    summary.show(title="a | b <img src=x> [click](http://evil.example) `code`\n# head", total=1)
    row = str(summary_metadata(summary)["preview"].value).splitlines()[2]
    assert row == (r"| a \| b \<img src=x\> \[click\](http://evil.example) \`code\` \# head | 1 |")


def test_a_link_in_the_preview_is_whole_or_none() -> None:
    summary = Summary()
    whole, long = f"https://ledger.example/{'a' * 100}", f"https://ledger.example/{'a' * 300}"
    summary.show(url=whole)
    summary.show(url=long)
    assert str(summary_metadata(summary)["preview"].value).splitlines()[2:] == [f"| {whole} |", "| ledger.example/… |"]


def test_a_link_of_the_web_cannot_break_out_of_the_preview_either() -> None:
    summary = Summary()
    summary.show(url="https://ledger.example/a_b_c|<img src=x>[click](http://evil.example)")
    row = str(summary_metadata(summary)["preview"].value).splitlines()[2]
    assert row == "| https://ledger.example/a_b_c%7C%3Cimg%20src=x%3E%5Bclick%5D(http://evil.example) |"


def test_a_long_draft_is_cut_between_paragraphs_to_what_metadata_may_hold() -> None:
    body = "\n\n".join(f"Paragraph {n}. " + "岸" * 60 for n in range(20))
    shown = str(opening(body).value)
    assert shown.endswith("\n\n…")
    assert body.startswith(shown.removesuffix("…"))
    metadata = summary_metadata(Summary(), draft=opening(body))
    assert len(dg.serialize_value(dg.AssetMaterialization("size", metadata=metadata)).encode()) <= METADATA_BYTES
