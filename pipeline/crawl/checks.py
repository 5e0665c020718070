"""The checks of ``raw_articles``: the ledger of URLs adds up, recounted from its rows; no source fell silent."""

from collections.abc import Mapping

import dagster as dg
from sqlalchemy import select

from pipeline.crawl.ledger import by_reason, recount
from pipeline.steps import NewsroomResource
from pipeline.warehouse import schema as t
from pipeline.warehouse.condition_rows import sources_in

JOBS_CHECKED = 20


def crawl_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [ledger_adds_up, no_silent_source]


@dg.asset_check(
    asset="raw_articles",
    name="ledger_adds_up",
    description="discovered + carried in = fetched + known + duplicate + dropped + failed + waiting, per source.",
)
def ledger_adds_up(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Recounts the latest crawl jobs, each term from rows of its own."""
    with emcip.open().warehouse.reading() as session:
        jobs = session.scalars(
            select(t.CrawlJob.id)
            .where(t.CrawlJob.finished_at.is_not(None))
            .order_by(t.CrawlJob.id.desc())
            .limit(JOBS_CHECKED)
        ).all()
        wrong = [discrepancy for job in jobs for discrepancy in recount(session, job)]
        counted = by_reason(session, jobs)
    return dg.AssetCheckResult(
        passed=not wrong,
        severity=dg.AssetCheckSeverity.ERROR,
        description="; ".join(str(discrepancy) for discrepancy in wrong[:5]) or "Every URL is accounted for.",
        metadata={
            "jobs": len(jobs),
            "urls": sum(counted.values()),
            "discrepancies": len(wrong),
            **({"reasons": dg.MetadataValue.table(_reasons(counted))} if counted else {}),
        },
    )


def _reasons(counted: Mapping[tuple[str, str | None], int]) -> list[dg.TableRecord]:
    return [
        dg.TableRecord({"outcome": outcome, "reason": reason or "", "urls": count})
        for (outcome, reason), count in list(counted.items())[:15]
    ]


@dg.asset_check(
    asset="raw_articles",
    name="no_silent_source",
    description="No source that answers has brought nothing new for twice its usual pause, or items without any date.",
)
def no_silent_source(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Warns of sources that look well and bring nothing."""
    with emcip.open().warehouse.reading() as session:
        silent = sources_in(session, ("empty_feed", "silent", "undated"))
    table = [
        dg.TableRecord({"source": one.source_slug, "since": f"{one.since:%Y-%m-%d %H:%M}", "found": one.detail})
        for one in silent[:10]
    ]
    return dg.AssetCheckResult(
        passed=not silent,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(silent):,} source{' answers and brings' if len(silent) == 1 else 's answer and bring'}"
        " nothing, or nothing with a date; `emcip status` has the remedies."
        if silent
        else "Every source that answers brings something.",
        metadata={"silent": len(silent), **({"longest": dg.MetadataValue.table(table)} if table else {})},
    )
