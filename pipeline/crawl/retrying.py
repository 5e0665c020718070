"""When a crawl asks to be tried again: many of its sources failed at once, which is seldom the fault of all of them.

The retry polls only those that failed. Sources that had failed before are not counted: a night in which nothing but
the long sick are due is no reason to come back. After the last retry the crawl ends as it is, with what it has.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.crawl.request import CrawlRequest
from pipeline.crawl.tally import Tally
from pipeline.failures import ServiceUnavailable
from pipeline.newsroom import Newsroom, Run
from pipeline.warehouse.schema import CrawlJob, CrawlResult

REASON = "many_sources_failed"


def too_many_failed(newsroom: Newsroom, request: CrawlRequest, tally: Tally) -> ServiceUnavailable | None:
    """The wish for a retry, where more than the stated share of the polled sources failed, and enough of them."""
    settings, polled = newsroom.settings, sum(tally.polled.values())
    failed = [one.slug for one in tally.failing if request.retry or one.consecutive_failures == 0]
    least, share = settings.crawl_retry_minimum, settings.crawl_retry_share
    if not request.may_ask_again or len(failed) < least or len(failed) <= share * polled:
        return None
    named = ", ".join(failed[:3]) + (f" and {len(failed) - 3} more" if len(failed) > 3 else "")
    return ServiceUnavailable(
        REASON,
        f"{REASON}: {len(failed)} of {polled} sources failed ({named}), more than EMCIP_CRAWL_RETRY_SHARE"
        f" ({share:.0%}) allows; only those are polled again",
    )


def narrowed(session: Session, request: CrawlRequest, run: Run) -> CrawlRequest:
    """The request of a retry: only the sources that failed at the last try, due or not."""
    if not request.retry:
        return request
    results = session.execute(
        select(CrawlResult.source_slug, CrawlResult.status)
        .join(CrawlJob, CrawlJob.id == CrawlResult.crawl_job_id)
        .where(CrawlJob.run_id == run.run_id, CrawlJob.error.like(f"{REASON}%"))
        .order_by(CrawlJob.id)
    )
    last = {row.source_slug: row.status for row in results}
    failed = tuple(sorted(slug for slug, status in last.items() if status == "failed"))
    return replace(request, source_slugs=failed, force=True) if failed else request
