"""The ``raw_articles`` asset: today's cell polls what is due, every cell fetches what it has waiting."""

import dagster as dg
from pydantic import Field

from pipeline.crawl.crawl import crawl_cells
from pipeline.crawl.request import CrawlRequest
from pipeline.failures import STEP_RETRIES
from pipeline.partitions import SHOWN_ONLY, cells_of
from pipeline.steps import OWNERS, NewsroomResource, keys_of, report_cells, static_metadata, step
from pipeline.warehouse import schema as t

DESCRIPTION = """
Pages as fetched. A cell is one UTC day of discovery × one region. Materialising *today's* cell polls every
source of the region that is due and fetches each new page once; materialising an *older* cell fetches only what
it still has waiting or due for a retry. Materialise a cell as often as you like: what is there is not fetched again.

Run config: `source_slugs` (only these), `force` (poll even if not due), `max_items` (new pages per source), `poll`
(false: fetch only what already waits). Where more than half of the polled sources newly fail, those alone are tried
again after 60, 120 and 240 s (`EMCIP_CRAWL_RETRY_SHARE`).
"""


class CrawlConfig(dg.Config):
    """Run config of ``raw_articles``; the defaults poll what is due."""

    source_slugs: list[str] = Field([], description="only these sources; none: all of the cell's region")
    force: bool = Field(False, description="poll them even if they are not due")
    max_items: int | None = Field(None, description="new pages per source at most; the rest waits")
    poll: bool = Field(True, description="false: poll nothing, fetch what already waits")


def raw_articles_asset(cells: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset over the given cells."""

    @dg.asset(
        name="raw_articles",
        partitions_def=cells,
        deps=[dg.AssetDep("sources", partition_mapping=SHOWN_ONLY)],
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=DESCRIPTION,
        group_name="collect",
        kinds={"python", "http"},
        owners=OWNERS,
        metadata=static_metadata(t.Article, "crawl/crawl.py"),
    )
    def raw_articles(
        context: dg.AssetExecutionContext, config: CrawlConfig, emcip: NewsroomResource
    ) -> dg.MaterializeResult[None]:
        request = CrawlRequest(
            tuple(config.source_slugs),
            force=config.force,
            max_items=config.max_items,
            poll=config.poll,
            retry=context.retry_number > 0,
            may_ask_again=context.retry_number < STEP_RETRIES,
        )
        with step(context, emcip) as (newsroom, run):
            return report_cells(context, newsroom, crawl_cells(newsroom, cells_of(keys_of(context)), request, run))

    return raw_articles
