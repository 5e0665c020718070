import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from pipeline.catalogue.loader import load_catalogue
from pipeline.clock import FixedClock
from pipeline.newsroom import Newsroom, Run
from pipeline.scoring.components import COMPONENTS
from pipeline.scoring.rows import pending_by_cell, scoring_version
from pipeline.scoring.stage import score_cells
from pipeline.settings import Settings
from pipeline.warehouse import schema as t
from pipeline.warehouse.engine import open_warehouse
from pipeline_tests.made import NOON, add_extraction, add_source, add_translation
from pipeline_tests.scoring.newsroom_of import AFRICA, ASIA, add_ready, all_scores, score_of, stories_by_url
from pipeline_tests.stories.fields import OTHER, OWN_ACCOUNT, SPANISH, WIRE

CELLS = [AFRICA, ASIA]


def pending(newsroom: Newsroom) -> int:
    with newsroom.warehouse.reading() as session:
        return sum(cell.count for cell in pending_by_cell(session, newsroom.catalogue, newsroom.clock.now()))


def test_an_article_gets_five_components_a_total_topics_and_reasons(any_newsroom: Newsroom, run: Run) -> None:
    article = add_ready(any_newsroom, "Inflation in Kenya slows as the central bank holds its rate", OTHER)
    summary = score_cells(any_newsroom, [AFRICA], run)[AFRICA]
    score = score_of(any_newsroom, article)
    assert summary.counts["scored"] == 1
    assert all(0 <= getattr(score, name) <= 100 for name in (*COMPONENTS, "total"))
    assert score.source_reputation == 70
    assert score.timeliness == pytest.approx(95.76)  # three hours old: 100 · 2^(-3/48)
    assert score.uniqueness == 85
    assert score.as_of == NOON
    assert score.version == scoring_version(any_newsroom.catalogue)
    assert 2 <= len(score.reasons) <= 5
    assert "published 3 h before collection" in score.reasons
    assert "only report of its story" in score.reasons
    with any_newsroom.warehouse.reading() as session:
        topics = session.scalars(select(t.ArticleTopic).where(t.ArticleTopic.article_id == article)).all()
        status = session.execute(select(func.count()).select_from(t.Story)).scalar_one()
    assert topics
    assert max(topics, key=lambda topic: topic.relevance).terms
    assert status == 1


def test_a_second_run_scores_nothing(newsroom: Newsroom, run: Run) -> None:
    for number, text in enumerate((WIRE, OWN_ACCOUNT, OTHER)):
        add_ready(newsroom, f"Report {number}", text, source=f"s{number}")
    score_cells(newsroom, [AFRICA], run)
    before = [score.id for score in all_scores(newsroom)]
    assert score_cells(newsroom, [AFRICA], run)[AFRICA].counts["scored"] == 0
    assert [score.id for score in all_scores(newsroom)] == before
    assert pending(newsroom) == 0


def test_only_the_cells_asked_for_are_scored(newsroom: Newsroom, run: Run) -> None:
    add_ready(newsroom, "In Africa", OTHER)
    asian = add_ready(newsroom, "In Asia", OWN_ACCOUNT, source="asian", region="south-asia")
    assert set(score_cells(newsroom, [AFRICA], run)) == {AFRICA}
    with newsroom.warehouse.reading() as session:
        left = pending_by_cell(session, newsroom.catalogue, newsroom.clock.now())
        assert session.scalar(select(t.Score.id).where(t.Score.article_id == asian)) is None
    assert [(cell.cell, cell.count) for cell in left] == [(ASIA, 1)]


def test_wire_copies_are_one_voice(newsroom: Newsroom, run: Run) -> None:
    wire = add_ready(newsroom, "Dockworkers strike at Mombasa", WIRE, source="equator-wire", hours_ago=9)
    copies = [
        add_ready(newsroom, f"Strike at Mombasa | Paper {n}", f"By Staff\n{WIRE}", source=f"paper-{n}", hours_ago=8 - n)
        for n in range(3)
    ]
    own = add_ready(newsroom, "Gate eighteen falls silent in Mombasa strike", OWN_ACCOUNT, source="herald", hours_ago=2)
    score_cells(newsroom, [AFRICA], run)
    assert score_of(newsroom, wire).uniqueness == 100
    assert "first of 5 reports by 2 voices" in score_of(newsroom, wire).reasons
    assert {score_of(newsroom, copy).uniqueness for copy in copies} == {5.0}  # 15 - 5 · log2 4
    assert "copy of the text of Equator Wire" in score_of(newsroom, copies[0]).reasons
    assert score_of(newsroom, own).uniqueness == 80
    with newsroom.warehouse.reading() as session:
        relations = {row.article_id: row.copy_of for row in session.scalars(select(t.StoryArticle))}
        story = session.scalars(select(t.Story)).one()
    assert [relations[copy] for copy in copies] == [wire] * 3
    assert (story.articles, story.accounts, story.label) == (5, 2, "Dockworkers strike at Mombasa")


def test_a_later_copy_in_another_cell_changes_the_score_of_the_first(newsroom: Newsroom, run: Run) -> None:
    first = add_ready(newsroom, "Dockworkers strike at Mombasa", WIRE, source="equator-wire", hours_ago=9)
    score_cells(newsroom, [AFRICA], run)
    assert score_of(newsroom, first).uniqueness == 85
    add_ready(newsroom, "Mombasa strike", WIRE, source="asian", region="south-asia", hours_ago=3)
    score_cells(newsroom, [ASIA], run)
    assert score_of(newsroom, first).uniqueness == 100
    assert "first of 2 reports by 1 voice" in score_of(newsroom, first).reasons
    assert pending(newsroom) == 0
    history = [score.uniqueness for score in all_scores(newsroom) if score.article_id == first]
    assert history == [85, 100]


EVENT = [
    ("Dockworkers strike at Mombasa over cranes", WIRE, "equator-wire", "en", 30.0),
    ("Mombasa: strike over cranes", WIRE, "daily-post", "en", 28.0),
    ("Gate eighteen falls silent in Mombasa as dockworkers strike", OWN_ACCOUNT, "herald", "en", 26.0),
    ("Huelga de estibadores en Mombasa por las grúas automáticas", SPANISH, "diario", "es", 20.0),
    ("Peru holds its rate", OTHER, "gestion", "en", 10.0),
    ("Peru's central bank holds its rate at 4.25 percent", OTHER, "andina", "en", 8.0),
]


def scored_by_url(newsroom: Newsroom) -> dict[str, tuple[Any, ...]]:
    names = (*COMPONENTS, "total", "quality_category", "reasons")
    with newsroom.warehouse.reading() as session:
        query = select(t.Article.url, t.Score).join(t.Score, t.Score.article_id == t.Article.id).where(t.Score.current)
        return {url: tuple(getattr(score, name) for name in names) for url, score in session.execute(query)}


@pytest.mark.parametrize("seed", range(5))
def test_scores_and_stories_do_not_depend_on_the_order_of_arrival(
    seed: int, settings: Settings, tmp_path: Path, run: Run, clock: FixedClock
) -> None:
    chance = random.Random(seed)
    results = []
    for attempt in range(2):
        home = settings.model_copy(update={"home": tmp_path / f"home-{attempt}"})
        newsroom = Newsroom(home, load_catalogue(), open_warehouse(home.warehouse_url, home.blobs_url), clock)
        articles = chance.sample(EVENT, len(EVENT)) if attempt else EVENT
        for title, text, source, language, hours in articles:
            add_ready(newsroom, title, text, source=source, language=language, hours_ago=hours)
            if attempt and chance.random() < 0.6:
                score_cells(newsroom, [AFRICA], run)
        score_cells(newsroom, [AFRICA], run)
        assert pending(newsroom) == 0
        with newsroom.warehouse.reading() as session:
            results.append((stories_by_url(session), scored_by_url(newsroom)))
        newsroom.warehouse.close()
    assert results[0] == results[1]
    assert sorted(len(story) for story in results[0][0]) == [2, 4]


def with_weights(newsroom: Newsroom, **weights: float) -> Newsroom:
    catalogue = newsroom.catalogue
    scoring = catalogue.scoring.model_copy(update=weights)
    fields = {name: getattr(catalogue, name) for name in catalogue.__dataclass_fields__} | {"scoring": scoring}
    return Newsroom(newsroom.settings, type(catalogue)(**fields), newsroom.warehouse, newsroom.clock)


def test_an_edited_weight_scores_again_and_reads_no_text_again(newsroom: Newsroom, run: Run) -> None:
    article = add_ready(newsroom, "Inflation slows", OTHER)
    score_cells(newsroom, [AFRICA], run)
    before = score_of(newsroom, article)
    edited = with_weights(newsroom, timeliness=5.0)
    assert pending(edited) == 1
    lines: list[str] = []
    score_cells(edited, [AFRICA], Run("second", log=lines.append))
    after = score_of(edited, article)
    assert after.total > before.total
    assert after.timeliness == before.timeliness
    assert not any("read" in line and not line.startswith("scoring: 0") for line in lines)
    assert pending(edited) == 0
    assert [score.current for score in all_scores(newsroom)] == [False, True]


def changed_reputation(newsroom: Newsroom, article: int) -> None:
    with newsroom.warehouse.transaction() as session:
        session.execute(update(t.Source).values(reputation=20))


def completed_translation(newsroom: Newsroom, article: int) -> None:
    with newsroom.warehouse.transaction() as session:
        session.execute(update(t.Translation).values(status="complete", title="A title", text=OWN_ACCOUNT))


def new_extraction(newsroom: Newsroom, article: int) -> None:
    with newsroom.warehouse.transaction() as session:
        row = session.get(t.Article, article)
        assert row is not None
        add_translation(session, add_extraction(session, row, text=WIRE, version="x2"))


@pytest.mark.parametrize("change", [changed_reputation, completed_translation, new_extraction])
def test_what_a_score_was_made_from_makes_it_pending_when_it_changes(
    newsroom: Newsroom, run: Run, change: Callable[[Newsroom, int], None]
) -> None:
    article = add_ready(newsroom, "Inflation slows", OTHER)
    score_cells(newsroom, [AFRICA], run)
    change(newsroom, article)
    assert pending(newsroom) == 1
    score_cells(newsroom, [AFRICA], run)
    assert pending(newsroom) == 0
    assert len(all_scores(newsroom)) == 2


def test_an_edited_article_moves_to_another_story(newsroom: Newsroom, run: Run) -> None:
    first = add_ready(newsroom, "Dockworkers strike at Mombasa", WIRE, source="a", hours_ago=9)
    second = add_ready(newsroom, "Strike at Mombasa", WIRE, source="b", hours_ago=5)
    score_cells(newsroom, [AFRICA], run)
    with newsroom.warehouse.transaction() as session:
        row = session.get(t.Article, second)
        assert row is not None
        add_translation(session, add_extraction(session, row, text=OTHER, title="Peru holds its rate", version="x2"))
    score_cells(newsroom, [AFRICA], run)
    assert score_of(newsroom, first).uniqueness == 85
    assert score_of(newsroom, second).uniqueness == 85
    assert pending(newsroom) == 0


def test_what_is_translated_is_read_in_translation_and_says_so(newsroom: Newsroom, run: Run) -> None:
    translation = {"status": "complete", "title": "Central bank holds rate", "text": OTHER, "provider": "google"}
    article = add_ready(newsroom, "Benki kuu", "Benki kuu imeshikilia riba.", language="sw", translation=translation)
    plain = add_ready(newsroom, "Umeme wakatika", "Umeme umekatika mjini Tanga.", source="mwambao", language="sw")
    score_cells(newsroom, [AFRICA], run)
    assert "read in translation from sw" in score_of(newsroom, article).reasons[0]
    assert "read in sw, not translated" in score_of(newsroom, plain).reasons[0]
    assert score_of(newsroom, article).relevance > 30


def test_an_undated_article_is_scored_and_says_so(newsroom: Newsroom, run: Run) -> None:
    article = add_ready(newsroom, "Undated", OTHER, hours_ago=None)
    score_cells(newsroom, [AFRICA], run)
    assert score_of(newsroom, article).timeliness == 50
    assert "carries no date" in score_of(newsroom, article).reasons


def test_no_score_depends_on_the_clock_of_the_run(newsroom: Newsroom, run: Run, clock: FixedClock) -> None:
    article = add_ready(newsroom, "Inflation slows", OTHER)
    score_cells(newsroom, [AFRICA], run)
    before = score_of(newsroom, article)
    clock.advance(days=40)
    edited = with_weights(newsroom, high=71.0)
    score_cells(edited, [AFRICA], run)
    after = score_of(edited, article)
    assert (after.timeliness, after.total, after.as_of) == (before.timeliness, before.total, before.as_of)
    assert after.created_at == before.created_at + dt.timedelta(days=40)


def test_what_is_no_article_or_is_deleted_is_not_scored(newsroom: Newsroom, run: Run) -> None:
    paywall = add_ready(newsroom, "Paywall", OTHER, source="a")
    deleted = add_ready(newsroom, "Deleted", OWN_ACCOUNT, source="b")
    with newsroom.warehouse.transaction() as session:
        session.execute(update(t.Extraction).where(t.Extraction.article_id == paywall).values(outcome="paywall"))
        session.execute(update(t.Article).where(t.Article.id == deleted).values(deleted_at=NOON))
    assert score_cells(newsroom, [AFRICA], run)[AFRICA].counts["scored"] == 0
    assert pending(newsroom) == 0


def test_a_cancelled_run_leaves_the_rest_pending(newsroom: Newsroom) -> None:
    add_ready(newsroom, "Inflation slows", OTHER)
    score_cells(newsroom, [AFRICA], Run("cancelled", cancelled=lambda: True))
    assert all_scores(newsroom) == []
    assert pending(newsroom) == 1


def test_a_summary_tells_categories_topics_and_the_best(newsroom: Newsroom, run: Run) -> None:
    add_ready(newsroom, "Inflation in Peru slows as central bank holds its rate", OTHER, source="andina")
    add_ready(newsroom, "A soup", "Cut the onions and boil them for an hour.", source="kitchen", hours_ago=200)
    summary = score_cells(newsroom, [AFRICA], run)[AFRICA]
    assert summary.counts["scored"] == sum(summary.counts[name] for name in ("high", "medium", "low")) == 2
    assert summary.preview[0]["source"] == "Andina"
    assert set(summary.preview[0]) == {"title", "source", "total", "category", "reason"}
    assert any(note.startswith("mean total") for note in summary.notes)
    assert any(note.startswith("leading topics: ") for note in summary.notes)


def test_a_scored_article_is_completed_until_its_standing_changes(newsroom: Newsroom, run: Run) -> None:
    add_ready(newsroom, "Inflation slows", OTHER)
    score_cells(newsroom, [AFRICA], run)
    with newsroom.warehouse.transaction() as session:
        shown = session.connection().exec_driver_sql("SELECT status FROM article_status").scalar_one()
        assert shown == "completed"
        session.execute(update(t.StoryArticle).values(standing="account/2/2/"))
        shown = session.connection().exec_driver_sql("SELECT status FROM article_status").scalar_one()
        assert shown == "scored"


def test_a_source_without_articles_changes_nothing(newsroom: Newsroom, run: Run) -> None:
    with newsroom.warehouse.transaction() as session:
        add_source(session)
    assert score_cells(newsroom, [AFRICA], run)[AFRICA].counts["scored"] == 0
