"""The check of ``opportunities``: each rests on articles that are still there."""

import dagster as dg
from sqlalchemy import exists, func, select

from pipeline.steps import NewsroomResource
from pipeline.warehouse import schema as t


def opportunity_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [rest_on_articles]


@dg.asset_check(
    asset="opportunities",
    name="rest_on_articles",
    description="Every open opportunity, except a gap in the coverage, names at least one article.",
)
def rest_on_articles(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Counts open opportunities without an article."""
    named = exists().where(t.OpportunityArticle.opportunity_id == t.Opportunity.id)
    with emcip.open().warehouse.reading() as session:
        bare = session.scalar(
            select(func.count())
            .select_from(t.Opportunity)
            .where(t.Opportunity.status.in_(("detected", "approved")), t.Opportunity.kind != "coverage_gap", ~named)
        )
    return dg.AssetCheckResult(passed=not bare, metadata={"without articles": bare or 0})
