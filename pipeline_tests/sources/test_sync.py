"""The catalogue into the table: added, changed, paused, resumed, never deleted."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy import select

from pipeline.catalogue.schema import PollingEntry, SourceEntry
from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom
from pipeline.sources.rows import all_slugs, needing_probe
from pipeline.sources.sync import Added, SyncResult, add_candidates, sync_catalogue
from pipeline.warehouse.schema import Source
from pipeline_tests.conftest import NOON
from pipeline_tests.made import add_source


def entry(slug: str = "daily-ledger", **fields: object) -> SourceEntry:
    values: dict[str, object] = {
        "slug": slug,
        "name": slug.title(),
        "url": f"https://{slug}.example/",
        "region": "sub-saharan-africa",
        "language": "en",
    }
    return SourceEntry.model_validate(values | fields)


def holding(newsroom: Newsroom, *entries: SourceEntry) -> Newsroom:
    """The newsroom with exactly these sources in its catalogue."""
    return dataclasses.replace(newsroom, catalogue=dataclasses.replace(newsroom.catalogue, sources=entries))


def source(newsroom: Newsroom, slug: str = "daily-ledger") -> Source:
    with newsroom.warehouse.reading() as session:
        return session.get_one(Source, slug)


def change(newsroom: Newsroom, slug: str = "daily-ledger", **fields: object) -> None:
    with newsroom.warehouse.transaction() as session:
        row = session.get_one(Source, slug)
        for name, value in fields.items():
            setattr(row, name, value)


def test_a_new_source_is_a_candidate_that_is_due_at_once(any_newsroom: Newsroom) -> None:
    result = sync_catalogue(holding(any_newsroom, entry(feeds=("https://daily-ledger.example/rss",))))
    assert result == SyncResult(added=("daily-ledger",))
    row = source(any_newsroom)
    assert (row.status, row.next_poll_at, row.health) == ("candidate", NOON, "unknown")
    assert row.feeds == ["https://daily-ledger.example/rss"]


def test_a_second_sync_changes_nothing(newsroom: Newsroom) -> None:
    room = holding(newsroom, entry(), entry("other"), entry("asleep", enabled=False))
    sync_catalogue(room)
    assert sync_catalogue(room) == SyncResult()


def test_the_whole_built_in_catalogue_is_taken(newsroom: Newsroom) -> None:
    result = sync_catalogue(newsroom)
    assert len(result.added) == len(newsroom.catalogue.sources)
    assert sync_catalogue(newsroom) == SyncResult()


def test_what_was_learned_survives_a_changed_name(newsroom: Newsroom) -> None:
    sync_catalogue(holding(newsroom, entry()))
    change(newsroom, status="active", learned_interval_minutes=15, discovered_feeds=["https://x.example/f"])
    result = sync_catalogue(holding(newsroom, entry(name="The Ledger", reputation=80)))
    assert result.changed == ("daily-ledger",)
    row = source(newsroom)
    assert (row.name, row.reputation, row.status, row.learned_interval_minutes) == ("The Ledger", 80, "active", 15)
    assert row.discovered_feeds == ["https://x.example/f"]
    assert row.probe_requested_at is None


def test_a_changed_address_forgets_found_feeds_and_asks_for_a_probe(newsroom: Newsroom, clock: FixedClock) -> None:
    sync_catalogue(holding(newsroom, entry()))
    change(newsroom, status="active", discovered_feeds=["https://x.example/f"], last_probed_at=NOON, next_poll_at=None)
    clock.advance(hours=1)
    sync_catalogue(holding(newsroom, entry(url="https://new.example/")))
    row = source(newsroom)
    assert row.discovered_feeds == []
    assert row.probe_requested_at == row.next_poll_at == clock.now()


def test_a_removed_source_is_paused_and_one_that_comes_back_resumes(newsroom: Newsroom) -> None:
    sync_catalogue(holding(newsroom, entry(), entry("other")))
    change(newsroom, status="active", last_success_at=NOON)
    assert sync_catalogue(holding(newsroom, entry("other"))).paused == ("daily-ledger",)
    assert source(newsroom).status == "paused"
    with newsroom.warehouse.reading() as session:
        assert all_slugs(session) == ["daily-ledger", "other"]
        assert sorted(session.scalars(select(Source.status))) == ["candidate", "paused"]
    assert sync_catalogue(holding(newsroom, entry(), entry("other"))).resumed == ("daily-ledger",)
    assert source(newsroom).status == "active"


def test_a_disabled_source_is_paused_and_an_enabled_one_resumes(newsroom: Newsroom) -> None:
    sync_catalogue(holding(newsroom, entry()))
    assert sync_catalogue(holding(newsroom, entry(enabled=False))).paused == ("daily-ledger",)
    assert source(newsroom).status == "paused"
    result = sync_catalogue(holding(newsroom, entry()))
    assert (result.resumed, result.changed) == (("daily-ledger",), ())
    assert source(newsroom).status == "candidate"


def test_a_source_paused_by_hand_stays_paused(newsroom: Newsroom) -> None:
    sync_catalogue(holding(newsroom, entry()))
    change(newsroom, status="paused")
    assert sync_catalogue(holding(newsroom, entry())) == SyncResult()
    assert source(newsroom).status == "paused"


def test_sources_that_never_were_in_the_catalogue_are_let_be(newsroom: Newsroom) -> None:
    assert add_candidates(newsroom, [entry("imported")]) == Added(("imported",), {})
    assert sync_catalogue(holding(newsroom)) == SyncResult()
    assert source(newsroom, "imported").status == "candidate"


def test_candidates_that_are_known_by_slug_or_address_are_not_added_again(newsroom: Newsroom) -> None:
    sync_catalogue(holding(newsroom, entry()))
    feeds = ("https://feeds.example/rss?utm_source=x",)
    found = [
        entry(),
        entry("same-page", url="https://DAILY-LEDGER.example"),
        entry("new", feeds=feeds),
        entry("same-feed", feeds=("https://feeds.example/rss",)),
    ]
    same = {"daily-ledger": "daily-ledger", "same-page": "daily-ledger", "same-feed": "new"}
    assert add_candidates(newsroom, found) == Added(("new",), same)


def test_probes_are_asked_for_then_new_then_due_again(newsroom: Newsroom, clock: FixedClock) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session, "fine", last_probed_at=NOON)
        add_source(session, "new")
        add_source(session, "asked", last_probed_at=NOON, probe_requested_at=NOON)
        add_source(session, "paused", status="paused")
    with newsroom.warehouse.reading() as session:
        assert needing_probe(session, clock.now(), 10) == [("asked", NOON), ("new", NOON)]
        assert needing_probe(session, clock.now(), 1) == [("asked", NOON)]


def test_bounds_are_the_sources_own_else_those_of_all(newsroom: Newsroom, clock: FixedClock) -> None:
    entries = (entry(), entry("own", max_interval_minutes=90), entry("slow", min_interval_minutes=600))

    def bounds(polling: PollingEntry) -> dict[str, tuple[int | None, int | None]]:
        catalogue = dataclasses.replace(newsroom.catalogue, sources=entries, polling=polling)
        sync_catalogue(dataclasses.replace(newsroom, catalogue=catalogue))
        rows = [source(newsroom, one.slug) for one in entries]
        return {row.slug: (row.min_interval_minutes, row.max_interval_minutes) for row in rows}

    assert bounds(PollingEntry()) == {"daily-ledger": (10, 1440), "own": (10, 90), "slow": (600, 1440)}
    change(newsroom, last_polled_at=clock.now(), next_poll_at=clock.now() + dt.timedelta(hours=20))
    narrow = PollingEntry(min_interval_minutes=30, max_interval_minutes=240)
    assert bounds(narrow) == {"daily-ledger": (30, 240), "own": (30, 90), "slow": (600, 600)}
    assert source(newsroom).next_poll_at == clock.now() + dt.timedelta(hours=4)
