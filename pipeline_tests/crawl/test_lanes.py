"""Visits dealt out to processes: all in their order, those of one host to one process, none lost with a process."""

from __future__ import annotations

from pipeline.crawl.lanes import Lane, Lanes, together
from pipeline.crawl.visit import Visit
from pipeline.newsroom import Newsroom
from pipeline_tests.made import add_source


def visits(*slugs: str) -> list[Visit]:
    return [Visit(slug) for slug in slugs]


def taken(lanes: Lanes, lane: Lane) -> list[str]:
    found = []
    while (visit := lanes.take(lane)) is not None:
        found.append(visit.slug)
    return found


def test_one_lane_takes_all_visits_in_their_order() -> None:
    assert taken(Lanes(visits("b", "a", "c")), Lane()) == ["b", "a", "c"]


def test_visits_of_a_group_stay_with_the_lane_that_took_the_first() -> None:
    lanes = Lanes(visits("a1", "b1", "a2", "b2", "c1"), {"a1": 0, "a2": 0, "b1": 1, "b2": 1, "c1": 2})
    first, second = Lane(), Lane()
    assert (lanes.take(first), lanes.take(second)) == (Visit("a1"), Visit("b1"))
    assert taken(lanes, second) == ["b2", "c1"]
    assert taken(lanes, first) == ["a2"]


def test_what_waited_for_a_lane_that_is_closed_goes_to_others_first() -> None:
    lanes = Lanes(visits("a1", "a2", "a3", "b1", "c1"), {"a1": 0, "a2": 0, "a3": 0, "b1": 1, "c1": 2})
    dead, alive = Lane(), Lane()
    assert lanes.take(dead) == Visit("a1")
    assert lanes.take(alive) == Visit("b1")
    lanes.close(dead)
    assert taken(lanes, alive) == ["a2", "a3", "c1"]


def test_sources_that_share_a_host_by_home_or_feed_belong_together_even_over_a_third(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session, "home", url="https://one.example/")
        add_source(session, "bridge", url="https://two.example/", feeds=["https://ONE.example:443/feed"])
        add_source(session, "found", url="https://three.example/", discovered_feeds=["http://two.example/rss"])
        add_source(session, "other", url="https://four.example/", feeds=["https://one.example:8443/feed"])
        add_source(session, "broken", url="https://[::1/")
    with newsroom.warehouse.reading() as session:
        numbers = together(session, ["other", "home", "bridge", "found", "broken"])
    assert numbers["home"] == numbers["bridge"] == numbers["found"]
    assert len({numbers["home"], numbers["other"], numbers["broken"]}) == 3
