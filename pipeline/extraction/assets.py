"""The ``extracted_articles`` asset: text, title, authors, date and language of every page of a cell."""

import dagster as dg

from pipeline.extraction.page import EXTRACTOR_VERSION
from pipeline.extraction.stage import extract_cells
from pipeline.partitions import cells_of
from pipeline.steps import OWNERS, NewsroomResource, keys_of, report_cells, static_metadata, step
from pipeline.warehouse import schema as t

DESCRIPTION = """
Text out of pages. Title, text, authors, date of publication (with where it was found) and language of every
page that has no extraction by the present version. Cookie walls, paywall stubs and pages that are no articles are
recorded as what they are and go no further. Works from stored bytes: nothing is fetched.
"""


def extracted_articles_asset(cells: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset over the given cells."""

    @dg.asset(
        name="extracted_articles",
        partitions_def=cells,
        deps=["raw_articles"],
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=DESCRIPTION,
        group_name="understand",
        kinds={"python"},
        owners=OWNERS,
        code_version=EXTRACTOR_VERSION,
        metadata=static_metadata(t.Extraction, "extraction/stage.py"),
    )
    def extracted_articles(context: dg.AssetExecutionContext, emcip: NewsroomResource) -> dg.MaterializeResult[None]:
        with step(context, emcip) as (newsroom, run):
            return report_cells(context, newsroom, extract_cells(newsroom, cells_of(keys_of(context)), run))

    return extracted_articles
