"""The ``scores`` asset: five components, a total and a category for every extracted article of a cell."""

import dagster as dg

from pipeline.partitions import cells_of
from pipeline.scoring.stage import score_cells
from pipeline.steps import OWNERS, NewsroomResource, keys_of, report_cells, static_metadata, step
from pipeline.warehouse import schema as t

DESCRIPTION = """
What is worth reading. Relevance to the taxonomy, timeliness (as of collection), the source's reputation, depth
and uniqueness, each 0-100, and their weighted total, with the reasons in words. Articles about one event are joined
into stories; copies of one agency text count as one voice. Re-scoring fetches and extracts nothing.
"""


def scores_asset(cells: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset over the given cells."""

    @dg.asset(
        name="scores",
        partitions_def=cells,
        deps=["translations"],
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=DESCRIPTION,
        group_name="understand",
        kinds={"python", "pandas"},
        owners=OWNERS,
        metadata=static_metadata(t.Score, "scoring/stage.py"),
    )
    def scores(context: dg.AssetExecutionContext, emcip: NewsroomResource) -> dg.MaterializeResult[None]:
        with step(context, emcip) as (newsroom, run):
            return report_cells(context, newsroom, score_cells(newsroom, cells_of(keys_of(context)), run))

    return scores
