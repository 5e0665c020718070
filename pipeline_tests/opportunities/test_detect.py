"""Detection as a whole: what it finds, that it is stable, and that it keeps desks apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import event, func, select

from pipeline.clock import FixedClock
from pipeline.failures import ConfigurationError
from pipeline.newsroom import Newsroom, Run
from pipeline.opportunities.detect import Detection, DetectRequest, detect_opportunities
from pipeline.warehouse import schema as t
from pipeline_tests.made import NOON
from pipeline_tests.opportunities.newsdesk import DESK, OTHER_DESK, Press, with_desks

TODAY = NOON.date()
RATES = [
    ("daily-nation", "KE", "Kenya's central bank holds its rate at 9.25%"),
    ("monitor", "UG", "Nairobi keeps rates on hold as shilling steadies"),
    ("citizen", "TZ", "Kenya leaves borrowing costs where they are"),
]


def detect(newsroom: Newsroom, run: Run, *, desk: str = "africa", day: dt.date = TODAY, **request: Any) -> Detection:
    return detect_opportunities(newsroom, desk, day, DetectRequest(**request), run)


def rows(newsroom: Newsroom) -> list[t.Opportunity]:
    with newsroom.warehouse.reading() as session:
        return list(session.scalars(select(t.Opportunity).order_by(t.Opportunity.id)))


def print_a_week(newsroom: Newsroom) -> None:
    with newsroom.warehouse.transaction() as session:
        press = Press(newsroom, session)
        press.told_by("rates", RATES)
        for place, outlet in enumerate(["standard", "herald", "times", "mail"]):
            press.print(
                outlet,
                f"Harvest shrinks in district {place} after the long dry season",
                story=press.story(),
                source={"country": ["KE", "UG", "TZ", "RW"][place]},
                days_ago=place,
            )
        for place in range(3):
            press.print(
                "deccan",
                f"Hospital number {place} reports on its year",
                story=press.story(),
                topics={"health": 0.9},
                source={"country": "IN", "region": "south-asia"},
            )


def test_a_story_of_several_outlets_is_trending_and_named_by_its_headline(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        Press(desk_newsroom, session).told_by("rates", RATES)
    found = detect(desk_newsroom, run).opportunities
    assert [one.kind for one in found] == ["trending"]
    assert found[0].title == "Kenya's central bank holds its rate at 9.25%"
    assert "Three independent outlets in Kenya, Uganda and Tanzania" in found[0].rationale
    assert "22 November 2026" in found[0].rationale
    assert "Monitor (Uganda) “Nairobi keeps rates on hold as shilling steadies”" in found[0].angle
    assert found[0].detected_by == "heuristics"
    assert len(found[0].article_ids) == 3


def test_an_outlet_of_no_country_is_not_put_into_that_of_another(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        story = press.story("rates")
        press.print("daily-nation", RATES[0][2], story=story, source={"country": "KE"})
        press.print("world-wire", RATES[1][2], story=story, source={"country": None})
    [found] = detect(desk_newsroom, run, include_gaps=False).opportunities
    assert "Two independent outlets in Kenya and elsewhere" in found.rationale


def test_every_kind_is_found_best_first_within_the_limit(desk_newsroom: Newsroom, run: Run) -> None:
    print_a_week(desk_newsroom)
    found = detect(desk_newsroom, run).opportunities
    assert {one.kind for one in found} == {"trending", "deep_dive", "round_up", "coverage_gap"}
    assert [one.priority for one in found] == sorted((one.priority for one in found), reverse=True)
    assert found[0].kind == "trending"
    assert len(detect(desk_newsroom, run, limit=3, save=False).opportunities) == 3


def test_no_article_leads_two_opportunities(desk_newsroom: Newsroom, run: Run) -> None:
    print_a_week(desk_newsroom)
    leads = [one.article_ids[0] for one in detect(desk_newsroom, run).opportunities if one.article_ids]
    assert len(leads) == len(set(leads))


def test_copies_of_one_wire_text_do_not_make_a_trend(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        story = press.story()
        first = press.print(
            "agency", "Fuel levy rises by seven shillings", "One text.", story=story, relation="original"
        )
        for outlet in ("star", "herald", "mail"):
            press.print(outlet, "Fuel levy up by 7", "One text.", story=story, relation="copy", copy_of=first)
    found = detect(desk_newsroom, run).opportunities
    assert [one.kind for one in found] == ["deep_dive"]
    assert "copies of the same text" in found[0].rationale


def test_what_somebody_reported_badly_is_not_called_unreported(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        story = press.story()
        press.print("standard", "Port of Lamu gets a second berth", story=story, total=85)
        press.print("tabloid", "Lamu!", story=story, total=12, topics={})
    found = detect(desk_newsroom, run).opportunities
    assert [one.kind for one in found] == ["trending"]


def test_a_gap_says_what_is_missing_and_what_there_is(desk_newsroom: Newsroom, run: Run) -> None:
    print_a_week(desk_newsroom)
    gaps = [one for one in detect(desk_newsroom, run).opportunities if one.kind == "coverage_gap"]
    assert gaps[0].title == "South Asia: nothing on economy in the week to 22 November 2026"
    assert "Deccan" in gaps[0].angle
    assert "Of three articles read from South Asia" in gaps[0].rationale
    assert "other regions had seven articles" in gaps[0].rationale
    without = detect(desk_newsroom, run, include_gaps=False, save=False)
    assert all(one.kind != "coverage_gap" for one in without.opportunities)


def test_a_second_detection_changes_nothing(desk_newsroom: Newsroom, run: Run) -> None:
    print_a_week(desk_newsroom)
    first = detect(desk_newsroom, run)
    before = [(row.id, row.input_hash, row.updated_at, row.priority) for row in rows(desk_newsroom)]
    second = detect(desk_newsroom, run)
    assert [(row.id, row.input_hash, row.updated_at, row.priority) for row in rows(desk_newsroom)] == before
    assert [one.title for one in second.opportunities] == [one.title for one in first.opportunities]
    assert second.summary.counts["unchanged"] == len(before)


def test_the_clock_makes_no_difference(desk_newsroom: Newsroom, clock: FixedClock, run: Run) -> None:
    print_a_week(desk_newsroom)
    today = detect(desk_newsroom, run, save=False).opportunities
    clock.advance(days=200)
    assert detect(desk_newsroom, run, save=False).opportunities == today


def test_the_order_in_which_articles_came_makes_no_difference(settings: Any, newsroom: Newsroom, run: Run) -> None:
    def titles(backwards: bool) -> list[tuple[str, str, float]]:
        own = with_desks(newsroom, DESK)
        with own.warehouse.transaction() as session:
            for table in (t.StoryArticle, t.ArticleTopic, t.Score, t.Translation, t.Extraction, t.ArticleVersion):
                session.query(table).delete()
            session.query(t.Article).delete()
            press = Press(own, session)
            plan = [(f"paper-{n}", f"Central bank story number {n}", n) for n in range(6)]
            stories = {0: press.story(), 1: press.story()}
            for slug, title, n in reversed(plan) if backwards else plan:
                press.print(slug, title, f"Text of report {n}.", story=stories[n % 2], total=70 + n)
        return [(one.kind, one.title, one.priority) for one in detect(own, run, save=False).opportunities]

    assert titles(False) == titles(True)


def test_a_story_does_not_come_up_anew_on_the_next_day(desk_newsroom: Newsroom, clock: FixedClock, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        articles = press.told_by("rates", RATES)
        story_id = session.scalar(select(t.StoryArticle.story_id).where(t.StoryArticle.article_id == articles[0].id))
    detect(desk_newsroom, run)
    tomorrow = NOON + dt.timedelta(days=1)
    clock.moment = tomorrow
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session, printed=100)
        late = press.print("new-vision", "Kampala watches Nairobi's rate decision", days_ago=-1)
        session.add(t.StoryArticle(story_id=story_id, article_id=late.id, relation="account"))
    again = detect(desk_newsroom, run, day=tomorrow.date())
    (row,) = rows(desk_newsroom)
    assert (row.cell_date, row.as_of) == (TODAY, tomorrow)
    assert again.summary.counts["updated"] == 1
    assert late.id in again.opportunities[0].article_ids
    assert "Four independent outlets" in row.rationale


@pytest.mark.parametrize("status", ["approved", "drafted", "rejected", "published"])
def test_what_an_editor_decided_stays_as_it_is(desk_newsroom: Newsroom, run: Run, status: str) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        articles = press.told_by("rates", RATES)
        story_id = session.scalar(select(t.StoryArticle.story_id).where(t.StoryArticle.article_id == articles[0].id))
    detect(desk_newsroom, run)
    with desk_newsroom.warehouse.transaction() as session:
        row = session.scalars(select(t.Opportunity)).one()
        row.status, row.title = status, "The editor's own title"
        press = Press(desk_newsroom, session, printed=100)
        more = press.print("new-vision", "A much better headline", total=99)
        session.add(t.StoryArticle(story_id=story_id, article_id=more.id, relation="account"))
    found = detect(desk_newsroom, run)
    (row,) = rows(desk_newsroom)
    assert (row.status, row.title) == (status, "The editor's own title")
    if status in ("rejected", "published"):
        assert found.opportunities == []
        assert found.summary.counts["already_settled"] == 1
    else:
        assert [one.title for one in found.opportunities] == ["The editor's own title"]
        assert found.summary.counts["kept"] == 1


def test_a_merged_story_keeps_its_row(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        for article in press.told_by("rates", RATES):
            assert article.id
    detect(desk_newsroom, run)
    with desk_newsroom.warehouse.transaction() as session:
        old = session.scalars(select(t.Story)).one()
        new = Press(desk_newsroom, session).story("merged")
        old.merged_into = new.id
        for place in session.scalars(select(t.StoryArticle)).all():
            place.story_id = new.id
    detect(desk_newsroom, run)
    (row,) = rows(desk_newsroom)
    assert row.story_id == new.id


def test_an_expired_round_up_comes_back_as_a_new_one(desk_newsroom: Newsroom, clock: FixedClock, run: Run) -> None:
    def print_round_up(day: int, printed: int) -> None:
        with desk_newsroom.warehouse.transaction() as session:
            press = Press(desk_newsroom, session, printed=printed)
            for place in range(4):
                press.print(
                    f"paper-{place}", f"Prices rise in town {place} of {day}", story=press.story(), days_ago=-day
                )

    print_round_up(0, 0)
    detect(desk_newsroom, run)
    clock.advance(days=20)
    print_round_up(20, 50)
    detect(desk_newsroom, run, day=TODAY + dt.timedelta(days=20))
    keys = [row.dedupe_key for row in rows(desk_newsroom) if row.kind == "round_up"]
    assert keys == ["round_up:sub-saharan-africa:economy", "round_up:sub-saharan-africa:economy@2026-12-12"]


def test_an_older_day_detected_later_does_not_overwrite_the_news(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        story = press.story()
        press.print("standard", "First report", story=story, days_ago=2)
        press.print("herald", "Second report", story=story, days_ago=2)
        press.print("mail", "Third report", story=story, total=95)
    detect(desk_newsroom, run)
    before = [(row.title, row.as_of) for row in rows(desk_newsroom)]
    detect(desk_newsroom, run, day=TODAY - dt.timedelta(days=1))
    assert [(row.title, row.as_of) for row in rows(desk_newsroom)] == before


def test_desks_do_not_see_each_other(desk_newsroom: Newsroom, run: Run) -> None:
    print_a_week(desk_newsroom)
    detect(desk_newsroom, run, desk="africa")
    with desk_newsroom.warehouse.transaction() as session:
        for row in session.scalars(select(t.Opportunity)):
            row.status = "rejected"
    found = detect(desk_newsroom, run, desk="asia").opportunities
    assert found[0].kind == "trending"
    assert {row.desk_id for row in rows(desk_newsroom)} == {"africa", "asia"}
    africa = [row.status for row in rows(desk_newsroom) if row.desk_id == "africa"]
    assert set(africa) == {"rejected"}


def test_only_completed_articles_of_the_window_count(desk_newsroom: Newsroom, run: Run) -> None:
    with desk_newsroom.warehouse.transaction() as session:
        press = Press(desk_newsroom, session)
        press.print("standard", "Eight days ago", story=press.story(), days_ago=8)
        press.print("herald", "Too weak", story=press.story(), total=20)
        press.print("mail", "Of no target topic", story=press.story(), topics={"health": 0.9})
        unfinished = press.print("times", "Edited since it was scored", story=press.story())
        unfinished.revision = 2
    found = detect(desk_newsroom, run)
    assert found.opportunities == []
    assert found.summary.counts["articles_read"] == 2
    assert len(detect(desk_newsroom, run, max_age_days=9, save=False).opportunities) == 1
    assert len(detect(desk_newsroom, run, min_score=10, save=False).opportunities) == 1
    assert len(detect(desk_newsroom, run, topics=("health",), save=False).opportunities) == 1


def test_an_empty_window_says_so(desk_newsroom: Newsroom, run: Run) -> None:
    found = detect(desk_newsroom, run)
    assert found.opportunities == []
    assert "no completed article in the 7 days to 2026-11-22" in found.summary.notes


def test_nothing_is_written_without_save(desk_newsroom: Newsroom, run: Run) -> None:
    print_a_week(desk_newsroom)
    found = detect(desk_newsroom, run, save=False)
    assert found.opportunities
    assert {one.outcome for one in found.opportunities} == {"unsaved"}
    assert rows(desk_newsroom) == []


@pytest.mark.parametrize("wrong", [{"regions": ("atlantis",)}, {"topics": ("astrology",)}])
def test_an_unknown_target_is_refused_by_name(desk_newsroom: Newsroom, run: Run, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong.values()))[0]):
        detect(desk_newsroom, run, **wrong)


@pytest.mark.postgres
def test_detection_works_on_both_databases(any_newsroom: Newsroom, run: Run) -> None:
    newsroom = with_desks(any_newsroom, DESK, OTHER_DESK)
    print_a_week(newsroom)
    first = detect(newsroom, run)
    assert {one.kind for one in first.opportunities} == {"trending", "deep_dive", "round_up", "coverage_gap"}
    assert detect(newsroom, run).summary.counts["unchanged"] == len(first.opportunities)


def test_the_number_of_queries_does_not_grow_with_the_articles(desk_newsroom: Newsroom, run: Run) -> None:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    def queries_for(articles: int, printed: int) -> int:
        with desk_newsroom.warehouse.transaction() as session:
            press = Press(desk_newsroom, session, printed=printed)
            for number in range(articles):
                press.print(f"paper-{number % 7}", f"Report {printed + number} on prices", story=press.story())
        statements.clear()
        detect(desk_newsroom, run, save=False)
        return len(statements)

    event.listen(desk_newsroom.warehouse.engine, "before_cursor_execute", note)
    assert queries_for(10, 0) == queries_for(190, 10)
    with desk_newsroom.warehouse.reading() as session:
        assert session.scalar(select(func.count()).select_from(t.Article)) == 200
