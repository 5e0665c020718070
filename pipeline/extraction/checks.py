"""The check of ``extracted_articles``: what failed, and why."""

import dagster as dg

from pipeline.steps import NewsroomResource, failure_check


def extraction_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [few_failures]


@dg.asset_check(
    asset="extracted_articles", name="few_failures", description="At most 5 % of the articles failed to extract."
)
def few_failures(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Counts the failures of the stage by reason."""
    return failure_check(emcip.open(), "extraction", bound=0.05)
