"""The ``opportunities`` asset: what each desk could write about, per day."""

import dagster as dg
from pydantic import Field

from pipeline.opportunities.detect import DetectRequest, detect_opportunities
from pipeline.partitions import cells_of, week_of_all_regions
from pipeline.steps import OWNERS, NewsroomResource, keys_of, report, static_metadata, step, summary_metadata
from pipeline.warehouse import schema as t

DESCRIPTION = """
Stories worth writing about. A cell is one day × one desk, and looks at a week of scored articles of all regions:
trending stories, deep dives, regional round-ups, and gaps in the coverage of the desk's topics and regions. By
Claude where there is a key, else by heuristics; each opportunity says which. Approve one, and it becomes a partition
of `drafts`.

Run config: `max_age_days`, `min_score`, `limit`, `topics`, `regions`, `include_gaps`, `save`; what is not given comes
from the desk.
"""


class DetectConfig(dg.Config):
    """Run config of ``opportunities``; what is not given comes from the desk."""

    max_age_days: int = Field(7, description="days of scored articles to look at, up to the cell's")
    min_score: float | None = Field(
        None, description="total score (0-100) from which an article counts; none: the desk's"
    )
    limit: int | None = Field(None, description="opportunities at most; none: the desk's")
    topics: list[str] = Field([], description="slugs of the taxonomy; none: the desk's")
    regions: list[str] = Field([], description="regions of the catalogue; none: the desk's")
    include_gaps: bool = Field(True, description="also what the desk's topics and regions lack")
    save: bool = Field(True, description="false: only show what would be found")


def opportunities_asset(desks: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset over days × desks."""

    @dg.asset(
        name="opportunities",
        partitions_def=desks,
        deps=[dg.AssetDep("scores", partition_mapping=week_of_all_regions())],
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=DESCRIPTION,
        group_name="write",
        kinds={"python", "anthropic"},
        owners=OWNERS,
        metadata=static_metadata(t.Opportunity, "opportunities/detect.py"),
    )
    def opportunities(
        context: dg.AssetExecutionContext, config: DetectConfig, emcip: NewsroomResource
    ) -> dg.MaterializeResult[None]:
        request = DetectRequest(
            max_age_days=config.max_age_days,
            min_score=config.min_score,
            limit=config.limit,
            topics=tuple(config.topics),
            regions=tuple(config.regions),
            include_gaps=config.include_gaps,
            save=config.save,
        )
        with step(context, emcip) as (newsroom, run):
            found = {
                cell.key: summary_metadata(detect_opportunities(newsroom, cell.region, cell.day, request, run).summary)
                for cell in cells_of(keys_of(context))
            }
            return report(context, found)

    return opportunities
