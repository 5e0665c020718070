"""Component tables with values worked out by hand, and what must hold for any table."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.schema import ScoringEntry
from pipeline.scoring import components

NOON = pd.Timestamp("2026-11-22T12:00Z")


def frame(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def dated(*hours_ago: float | None, precision: str = "second") -> pd.DataFrame:
    published = [pd.NaT if hours is None else NOON - dt.timedelta(hours=hours) for hours in hours_ago]
    return pd.DataFrame(
        {
            "published_at": pd.to_datetime(pd.Series(published), utc=True),
            "published_precision": [precision] * len(hours_ago),
            "collected_at": pd.to_datetime(pd.Series([NOON] * len(hours_ago)), utc=True),
        }
    )


def test_relevance_is_the_best_topic_and_a_little_of_the_others() -> None:
    table = frame(first=[0.8, 0.0, 1.0, 0.5], second=[0.4, 0.0, 1.0, 0.0], third=[0.2, 0.0, 1.0, 0.0])
    # 100 · (0.8 + 0.15 · 0.4 + 0.05 · 0.2) = 87
    assert components.relevance(table)["relevance"].tolist() == [87.0, 0.0, 100.0, 50.0]


def test_timeliness_halves_every_two_days() -> None:
    assert components.timeliness(dated(0, 48, 96, 24))["timeliness"].tolist() == [100.0, 50.0, 25.0, 70.71]


def test_what_has_no_date_is_neutral_and_has_no_age() -> None:
    result = components.timeliness(dated(None))
    assert result["timeliness"].tolist() == [50.0]
    assert result["age_hours"].isna().all()


def test_a_date_slightly_ahead_is_fresh_and_one_far_ahead_is_not_believed() -> None:
    result = components.timeliness(dated(-5, -100))
    assert result["timeliness"].tolist() == [100.0, 50.0]
    assert result["age_hours"].isna().tolist() == [False, True]


def test_a_date_without_a_time_counts_as_noon() -> None:
    assert components.timeliness(dated(60, 6, precision="day"))["timeliness"].tolist() == [50.0, 100.0]


def test_reputation_is_what_the_catalogue_says() -> None:
    assert components.source_reputation(frame(reputation=[0, 70, 100]))["source_reputation"].tolist() == [0, 70, 100]


def test_depth_of_a_full_article_is_full_and_of_nothing_is_nothing() -> None:
    table = frame(words=[1200, 0], paragraphs=[8, 0], figures=[8, 0], quotations=[4, 0], named=[6.0, 0.0])
    assert components.content_depth(table)["content_depth"].tolist() == [100.0, 0.0]


def test_depth_by_hand() -> None:
    table = frame(words=[360], paragraphs=[4], figures=[2], quotations=[1], named=[3.0])
    # words ln 7 / ln 21 = 0.63915 of 45; then 7.5 of 15, 3.75 of 15, 3.75 of 15 and 5 of 10
    assert components.content_depth(table)["content_depth"].tolist() == [pytest.approx(48.76, abs=0.01)]


def test_where_names_cannot_be_told_their_share_goes_to_the_other_parts() -> None:
    table = frame(words=[1200, 1200], paragraphs=[8, 8], figures=[8, 8], quotations=[4, 4], named=[np.nan, 0.0])
    assert components.content_depth(table)["content_depth"].tolist() == [100.0, 90.0]


def test_uniqueness_by_place_in_the_story() -> None:
    table = frame(
        relation=["original", "original", "account", "account", "account", "copy", "copy", "copy"],
        articles=[1, 5, 2, 6, 60, 2, 3, 40],
        accounts=[1, 3, 2, 5, 50, 1, 1, 1],
    )
    # accounts: 80 - 12 · log2(voices - 1); copies: 15 - 5 · log2(articles - 1)
    assert components.uniqueness(table)["uniqueness"].tolist() == [85.0, 100.0, 80.0, 56.0, 30.0, 15.0, 10.0, 0.0]


def test_total_is_the_mean_by_normalised_weights() -> None:
    table = frame(
        relevance=[100.0, 50.0],
        timeliness=[0.0, 50.0],
        source_reputation=[0.0, 50.0],
        content_depth=[0.0, 50.0],
        uniqueness=[0.0, 50.0],
    )
    weights = ScoringEntry(relevance=3, timeliness=1, source_reputation=0, content_depth=0, uniqueness=0, high=75)
    result = components.total(table, weights)
    assert result["total"].tolist() == [75.0, 50.0]
    assert result["quality_category"].tolist() == ["high", "medium"]


def test_categories_begin_at_their_bounds() -> None:
    table = pd.DataFrame({name: [70.0, 69.99, 45.0, 44.99] for name in components.COMPONENTS})
    assert components.total(table, ScoringEntry())["quality_category"].tolist() == ["high", "medium", "medium", "low"]


@given(st.lists(st.floats(0, 24 * 400), min_size=2, max_size=20))
def test_the_older_the_less_timely(ages: list[float]) -> None:
    values = components.timeliness(dated(*sorted(ages)))["timeliness"]
    assert values.is_monotonic_decreasing
    assert values.between(0, 100).all()


@given(st.integers(0, 5000), st.integers(0, 50), st.integers(0, 60), st.integers(0, 40), st.integers(0, 40))
def test_more_of_anything_is_never_less_deep(
    words: int, paragraphs: int, figures: int, quotes: int, named: int
) -> None:
    table = frame(
        words=[words] + [words + 10 * (part == 0) for part in range(5)],
        paragraphs=[paragraphs] + [paragraphs + (part == 1) for part in range(5)],
        figures=[figures] + [figures + (part == 2) for part in range(5)],
        quotations=[quotes] + [quotes + (part == 3) for part in range(5)],
        named=[float(named)] + [float(named + (part == 4)) for part in range(5)],
    )
    values = components.content_depth(table)["content_depth"]
    assert (values.iloc[1:] >= values.iloc[0]).all()
    assert values.between(0, 100).all()


@given(st.integers(1, 200), st.integers(1, 200))
def test_a_copy_is_never_more_unique_than_an_account_nor_that_than_an_original(accounts: int, copies: int) -> None:
    table = frame(
        relation=["copy", "account", "original"],
        articles=[accounts + copies] * 3,
        accounts=[accounts] * 3,
    )
    copy, account, original = components.uniqueness(table)["uniqueness"]
    assert 0 <= copy <= account <= original <= 100


@given(st.lists(st.floats(0, 100), min_size=5, max_size=5), st.integers(0, 4), st.floats(0, 50))
def test_a_better_component_never_lowers_the_total(values: list[float], which: int, more: float) -> None:
    better = [min(100.0, value + (more if at == which else 0.0)) for at, value in enumerate(values)]
    table = pd.DataFrame([values, better], columns=list(components.COMPONENTS))
    total = components.total(table, ScoringEntry())["total"]
    assert total[1] >= total[0]


@given(st.permutations(range(6)))
def test_no_row_changes_with_the_company_it_is_scored_in(order: list[int]) -> None:
    table = frame(
        relation=["original", "account", "copy", "original", "account", "copy"],
        articles=[1, 2, 3, 4, 5, 6],
        accounts=[1, 2, 1, 4, 3, 2],
    )
    straight = components.uniqueness(table)["uniqueness"]
    shuffled = components.uniqueness(table.iloc[order])["uniqueness"]
    assert shuffled.sort_index().tolist() == straight.tolist()
