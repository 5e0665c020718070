"""The checks of ``scores``: what failed, and that no score left its bounds."""

import dagster as dg
from sqlalchemy import func, or_, select

from pipeline.steps import NewsroomResource, failure_check
from pipeline.warehouse import schema as t

COMPONENTS = ("relevance", "timeliness", "source_reputation", "content_depth", "uniqueness", "total")


def scoring_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [few_failures, within_bounds]


@dg.asset_check(asset="scores", name="few_failures", description="At most 5 % of the articles failed to score.")
def few_failures(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Counts the failures of the stage by reason."""
    return failure_check(emcip.open(), "scoring", bound=0.05)


@dg.asset_check(asset="scores", name="within_bounds", description="Components and totals lie between 0 and 100.")
def within_bounds(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Looks for current scores outside 0-100, and for articles with two current scores."""
    columns = [getattr(t.Score, name) for name in COMPONENTS]
    with emcip.open().warehouse.reading() as session:
        outside = session.scalar(
            select(func.count())
            .select_from(t.Score)
            .where(t.Score.current, or_(*[~column.between(0, 100) for column in columns]))
        )
        doubled = len(
            session.execute(
                select(t.Score.article_id).where(t.Score.current).group_by(t.Score.article_id).having(func.count() > 1)
            ).all()
        )
    return dg.AssetCheckResult(
        passed=not outside and not doubled, metadata={"outside": outside or 0, "doubled": doubled}
    )
