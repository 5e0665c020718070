"""The checks of ``extracted_articles``: what failed, and why; whose texts have shrunk."""

import dagster as dg

from pipeline.steps import NewsroomResource, failure_check
from pipeline.warehouse.condition_rows import sources_in


def extraction_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [few_failures, no_text_halved]


@dg.asset_check(
    asset="extracted_articles", name="few_failures", description="At most 5 % of the articles failed to extract."
)
def few_failures(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Counts the failures of the stage by reason."""
    return failure_check(emcip.open(), "extraction", bound=0.05)


@dg.asset_check(
    asset="extracted_articles",
    name="no_text_halved",
    description="No source's newest pages have half the text of those before: its layout may have changed.",
)
def no_text_halved(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Warns of sources whose extracted texts have become much shorter."""
    with emcip.open().warehouse.reading() as session:
        shrunk = sources_in(session, ("text_halved",))
    table = [
        dg.TableRecord({"source": one.source_slug, "since": f"{one.since:%Y-%m-%d %H:%M}", "found": one.detail})
        for one in shrunk[:10]
    ]
    return dg.AssetCheckResult(
        passed=not shrunk,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"The texts of {len(shrunk)} sources have halved: look at a page of each, layouts may have changed."
        if shrunk
        else "Texts are as long as they were.",
        metadata={"sources": len(shrunk), **({"worst": dg.MetadataValue.table(table)} if table else {})},
    )
