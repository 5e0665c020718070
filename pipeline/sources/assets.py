"""The ``sources`` asset: one partition per publisher; materialising it probes the publisher."""

import dagster as dg

from pipeline.partitions import source_partitions
from pipeline.sources.probe import ProbeResult, probe_sources
from pipeline.steps import OWNERS, NewsroomResource, static_metadata, step, summary_metadata
from pipeline.warehouse import schema as t

DESCRIPTION = """
Publishers. A partition is one source of the catalogue. Materialise it to *probe* the source: is it
reachable, what does its robots.txt say, which feeds does it have, in which language does it write? A source that
fails its probe, or answers it and is sick all the same (silent, mostly walls, texts halved, all undated, moved), is a
failed partition here, with the reason, since when, and a remedy. Crawling goes on for all others, and for this one
ever more rarely; when it recovers it is probed again, and its partition with it.

New entries of `sources.yaml` become partitions by themselves.
"""


def sources_asset() -> dg.AssetsDefinition:
    """The asset; nothing depends on it for data, the edge to ``raw_articles`` only shows."""

    @dg.asset(
        name="sources",
        partitions_def=source_partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        description=DESCRIPTION,
        group_name="collect",
        kinds={"python", "http"},
        owners=OWNERS,
        metadata=static_metadata(t.Source, "sources/probe.py"),
    )
    def sources(context: dg.AssetExecutionContext, emcip: NewsroomResource) -> dg.MaterializeResult[None]:
        with step(context, emcip) as (newsroom, run):
            results = probe_sources(newsroom, context.partition_keys, run)
            sick = [result for result in results.values() if not result.ok]
            if len(context.partition_keys) == 1 and not sick:
                context.add_asset_metadata(summary_metadata(results[context.partition_key].summary()))
                return dg.MaterializeResult()
            for slug, result in results.items():
                if result.ok and not sick:
                    context.add_asset_metadata(summary_metadata(result.summary()), partition_key=slug)
                elif result.ok:
                    # the step is about to fail: what succeeded is said key by key, the rest is marked failed
                    context.log_event(
                        dg.AssetMaterialization("sources", partition=slug, metadata=summary_metadata(result.summary()))
                    )
            if sick:
                raise dg.Failure(_told(sick, len(results)), allow_retries=False)
        return dg.MaterializeResult()

    return sources


def _told(sick: list[ProbeResult], probed: int) -> str:
    """Why the step fails: in full for the first ten, the others by name."""
    if probed == 1:
        return f"{sick[0].slug} is sick: {sick[0].message}"
    told = "".join(f"\n- {result.slug}: {result.message}" for result in sick[:10])
    more = f"\nand {', '.join(result.slug for result in sick[10:])}" if len(sick) > 10 else ""
    return f"{len(sick)} of {probed} sources are sick:{told}{more}"
