"""The ``translations`` asset: every extracted article of a cell gets a translation state."""

import dagster as dg
from pydantic import Field

from pipeline.partitions import cells_of
from pipeline.steps import OWNERS, NewsroomResource, keys_of, report_cells, static_metadata, step
from pipeline.translation.stage import translate_cells
from pipeline.warehouse import schema as t

DESCRIPTION = """
Into the desk's language. Google Translate, Claude, or no one (`EMCIP_TRANSLATOR`). Every extracted article gets
a state: *complete*, *lead* only, *waiting* for budget, *unneeded*, or *failed* with its reason. Paragraphs seen
before and answers paid for before cost nothing; the caps of the budget hold before each call. Title and lead come
first, the most valuable first; the full text of what is relevant or asked for follows.

Run config: `full_text` (translate every article of the cells in full).
"""


class TranslationConfig(dg.Config):
    """Run config of ``translations``: ``full_text`` translates every article of the cells in full."""

    full_text: bool = Field(False, description="translate every article of the cells in full, whatever its relevance")


def translations_asset(cells: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset over the given cells."""

    @dg.asset(
        name="translations",
        partitions_def=cells,
        deps=["extracted_articles"],
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=DESCRIPTION,
        group_name="understand",
        kinds={"python", "googlecloud", "anthropic"},
        owners=OWNERS,
        metadata=static_metadata(t.Translation, "translation/stage.py"),
    )
    def translations(
        context: dg.AssetExecutionContext, config: TranslationConfig, emcip: NewsroomResource
    ) -> dg.MaterializeResult[None]:
        with step(context, emcip) as (newsroom, run):
            cells = cells_of(keys_of(context))
            return report_cells(context, newsroom, translate_cells(newsroom, cells, run, full_text=config.full_text))

    return translations
