"""Op jobs that keep the house: ``maintenance`` (expire, clean up) and ``request_reprocess``."""

import dagster as dg
from pydantic import Field

from pipeline.automation.reprocess import request_reprocess
from pipeline.automation.retention import clean_up
from pipeline.drafts.rows import mark_stale
from pipeline.opportunities.rows import expire
from pipeline.steps import NewsroomResource
from pipeline.warehouse.pruning import prune_blobs

TASKS = ("expire", "clean_up", "prune_blobs")


class MaintenanceConfig(dg.Config):
    """Which tasks to do: ``expire`` (opportunities past their time, drafts whose sources were edited), ``clean_up``
    (lapsed claims and reservations, states of sources that ended long ago, old runs of this job), ``prune_blobs``
    (stored bytes that nothing refers to).
    """

    tasks: list[str] = Field(["expire", "clean_up"], description=", ".join(TASKS))


class ReprocessConfig(dg.Config):
    """What to do again: a stage (``fetch``, ``extraction``, ``translation`` or ``scoring``), for cells or articles."""

    stage: str = Field(description="fetch, extraction, translation or scoring")
    cells: list[str] = Field([], description="cells such as 2026-11-22|south-asia")
    article_ids: list[int] = Field([], description="single articles, by articles.id")
    full_text: bool = Field(False, description="of translation: their whole text, whatever their relevance")
    reason: str = Field("", description="kept with the request")


@dg.op(description="Expire opportunities, mark drafts out of date, remove what has lapsed.")
def maintain(context: dg.OpExecutionContext, config: MaintenanceConfig, emcip: NewsroomResource) -> None:
    """Do the configured tasks; each says what it did."""
    newsroom = emcip.open()
    if unknown := set(config.tasks) - set(TASKS):
        raise dg.Failure(f"unknown tasks {sorted(unknown)}; known are {', '.join(TASKS)}", allow_retries=False)
    if "expire" in config.tasks:
        with newsroom.warehouse.transaction() as session:
            expired = expire(session, newsroom.clock.now())
            stale = mark_stale(session, newsroom.clock.now())
        context.log.info(f"{expired} opportunities expired, {len(stale)} drafts out of date with their sources")
    if "clean_up" in config.tasks:
        for line in clean_up(newsroom, context.instance):
            context.log.info(line)
    if "prune_blobs" in config.tasks:
        context.log.info(f"removed {prune_blobs(newsroom.warehouse)}")


@dg.op(description="Mark rows of a stage as pending again; the sensor then runs their cells.")
def ask_again(context: dg.OpExecutionContext, config: ReprocessConfig, emcip: NewsroomResource) -> None:
    """Write the request and mark the rows."""
    marked = request_reprocess(
        emcip.open(),
        stage=config.stage,
        cells=config.cells,
        article_ids=config.article_ids,
        full_text=config.full_text,
        reason=config.reason,
        run_id=context.run_id,
    )
    context.log.info(f"{marked} articles will go through {config.stage} again")


@dg.job(name="maintenance", description="Expire opportunities, clean up, prune stored bytes.")
def maintenance_job() -> None:
    """The upkeep job of the contract."""
    maintain()


@dg.job(name="request_reprocess", description="Do a stage again for cells or articles; only `fetch` asks the web.")
def request_reprocess_job() -> None:
    """The reprocessing job of the contract."""
    ask_again()
