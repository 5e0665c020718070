"""The ``drafts`` asset: one partition per approved opportunity; materialising it writes, or returns, the draft."""

import dagster as dg
from pydantic import Field

from pipeline.drafts.write import DraftRequest, write_draft
from pipeline.partitions import SHOWN_ONLY, opportunity_partitions
from pipeline.steps import OWNERS, NewsroomResource, opening, static_metadata, step, summary_metadata
from pipeline.warehouse import schema as t

DESCRIPTION = """
Cited first drafts. A partition is one approved opportunity (`opp-12`). The draft is written by Claude with
citations, or without a key assembled from excerpts of the sources, and says which. Every sentence that comes from a
source points to it. Materialise it again with unchanged input and you get the draft that is there; changed input
makes a new revision.

Run config: `template`, `voice`, `content_type`, `save`; or `article_ids` for a draft from articles of your choice.
"""


class DraftConfig(dg.Config):
    """Run config of ``drafts``; what is not given comes from the opportunity and its desk."""

    opportunity_id: int | None = Field(None, description="another opportunity than the partition's")
    article_ids: list[int] = Field([], description="write from these articles; none: those of the opportunity")
    template: str | None = Field(None, description="slug in templates.yaml; none: the desk's")
    voice: str | None = Field(None, description="slug in voices.yaml; none: the desk's")
    content_type: str | None = Field(None, description="news, analysis …; none: the template's")
    save: bool = Field(True, description="false: only show the draft")


def drafts_asset() -> dg.AssetsDefinition:
    """The asset over the dynamic partitions ``opportunity``."""

    @dg.asset(
        name="drafts",
        partitions_def=opportunity_partitions,
        deps=[dg.AssetDep("opportunities", partition_mapping=SHOWN_ONLY)],
        description=DESCRIPTION,
        group_name="write",
        kinds={"python", "anthropic", "markdown"},
        owners=OWNERS,
        metadata=static_metadata(t.Draft, "drafts/write.py"),
    )
    def drafts(
        context: dg.AssetExecutionContext, config: DraftConfig, emcip: NewsroomResource
    ) -> dg.MaterializeResult[None]:
        with step(context, emcip) as (newsroom, run):
            request = DraftRequest(
                opportunity_id=config.opportunity_id or _opportunity_id(context.partition_key),
                article_ids=tuple(config.article_ids),
                template=config.template,
                voice=config.voice,
                content_type=config.content_type,
                save=config.save,
            )
            written = write_draft(newsroom, request, run)
            return dg.MaterializeResult(metadata=summary_metadata(written.summary, draft=opening(written.body)))

    return drafts


def _opportunity_id(key: str) -> int:
    prefix, _, number = key.partition("-")
    if prefix != "opp" or not number.isdigit():
        raise dg.Failure(
            f"{key!r} is not an opportunity's key; approve one and its key, e.g. opp-12, joins the partitions",
            allow_retries=False,
        )
    return int(number)
