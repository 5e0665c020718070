"""Schedules, running by default: crawl what is due, detect, expire, clean up.

Each asks the warehouse whether there is anything to do, and starts nothing when there is not. Every tick looks
at all that is due, so a tick that was missed loses nothing.
"""

import dagster as dg
from sqlalchemy import func, select

from pipeline.automation.unfinished import AFTER_PEOPLE, busy_partitions
from pipeline.cells import Cell
from pipeline.crawl.rows import due_regions
from pipeline.newsroom import Newsroom
from pipeline.steps import NewsroomResource, tags_of_whole
from pipeline.warehouse import schema as t

Requests = list[dg.RunRequest] | dg.SkipReason
RUNNING = dg.DefaultScheduleStatus.RUNNING


def build_schedules(*, auto_process: bool) -> list[dg.ScheduleDefinition]:
    """All schedules. Without ``auto_process`` crawling is all that they do for a cell."""
    return [
        crawl_due_schedule("ingest" if auto_process else "crawl"),
        detect_schedule(),
        upkeep_schedule(
            "expire_opportunities",
            "15 * * * *",
            "expire",
            "Opportunities past their time expire; drafts whose sources were edited are marked.",
        ),
        upkeep_schedule(
            "clean_up",
            "40 3 * * *",
            "clean_up",
            "Lapsed claims and reservations, states of sources that ended long ago and old maintenance runs go.",
        ),
        upkeep_schedule(
            "prune_blobs", "20 4 * * 0", "prune_blobs", "Stored bytes that nothing refers to go, once over a day old."
        ),
    ]


def crawl_due_schedule(job: str) -> dg.ScheduleDefinition:
    """Every five minutes: one run per region that has sources due."""

    @dg.schedule(
        name="crawl_due",
        job_name=job,
        cron_schedule="*/5 * * * *",
        default_status=RUNNING,
        description="One run per region that has sources due; none where nothing is.",
    )
    def crawl_due(context: dg.ScheduleEvaluationContext, emcip: NewsroomResource) -> Requests:
        return crawl_what_is_due(emcip.open(), context.instance)

    return crawl_due


def crawl_what_is_due(newsroom: Newsroom, instance: dg.DagsterInstance) -> Requests:
    """One run for today's cell of each region that has due sources and is not being crawled."""
    now = newsroom.clock.now()
    with newsroom.warehouse.reading() as session:
        due = due_regions(session, now)
    cells = {Cell(now.date(), region).key: count for region, count in sorted(due.items())}
    busy = busy_partitions(instance, ("raw_articles",), cells)
    free = {key: count for key, count in cells.items() if key not in busy}
    # together they are one crawl, whose job closes when all of them have ended
    whole = tags_of_whole(f"crawl_due@{now:%Y-%m-%dT%H:%M}", len(free))
    requests = [
        dg.RunRequest(
            run_key=f"{key}@{now:%H:%M}",
            partition_key=key,
            tags={"emcip/sources_due": str(count), **whole, **AFTER_PEOPLE},
        )
        for key, count in free.items()
    ]
    return requests or dg.SkipReason(_why_not(len(due), len(busy)))


def _why_not(due: int, busy: int) -> str:
    return f"The {due} regions with due sources are being crawled already ({busy})." if due else "No source is due."


def detect_schedule() -> dg.ScheduleDefinition:
    """Every hour: one run per desk, if anything was scored since."""

    @dg.schedule(
        name="detect",
        job_name="detect_opportunities",
        cron_schedule="25 * * * *",
        default_status=RUNNING,
        description="One run per desk when articles were scored since the last one.",
    )
    def detect(context: dg.ScheduleEvaluationContext, emcip: NewsroomResource) -> Requests:
        return detect_what_is_new(emcip.open(), context.instance)

    return detect


def detect_what_is_new(newsroom: Newsroom, instance: dg.DagsterInstance) -> Requests:
    """One run for today's cell of each desk, under a key that changes with the newest score."""
    with newsroom.warehouse.reading() as session:
        newest = session.scalar(select(func.max(t.Score.id)).where(t.Score.current))
    if newest is None:
        return dg.SkipReason("No article has been scored yet.")
    today = newsroom.clock.now().date()
    keys = [Cell(today, desk.slug).key for desk in newsroom.catalogue.desks]
    busy = busy_partitions(instance, ("opportunities",), keys)
    # with nothing new Dagster knows the key and starts nothing
    return [
        dg.RunRequest(run_key=f"{key}@{newest}", partition_key=key, tags=AFTER_PEOPLE)
        for key in keys
        if key not in busy
    ]


def upkeep_schedule(name: str, cron: str, task: str, description: str) -> dg.ScheduleDefinition:
    """A schedule of the ``maintenance`` job for one of its tasks."""
    return dg.ScheduleDefinition(
        name=name,
        job_name="maintenance",
        cron_schedule=cron,
        default_status=RUNNING,
        description=description,
        run_config={"ops": {"maintain": {"config": {"tasks": [task]}}}},
    )
