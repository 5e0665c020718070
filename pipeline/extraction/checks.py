"""The checks of ``extracted_articles``: what failed, and why; whose texts have shrunk, or are doubtful."""

import dagster as dg

from pipeline.extraction.doubts import DOUBTFUL, LOW, doubtful_sources
from pipeline.newsroom import Newsroom
from pipeline.steps import NewsroomResource, failure_check
from pipeline.warehouse.condition_rows import sources_in


def extraction_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [few_failures, no_text_halved, texts_agreed_on]


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


@dg.asset_check(
    asset="extracted_articles",
    name="texts_agreed_on",
    description=f"Of no source are more than {DOUBTFUL:.0%} of the last 30 days' texts below a confidence of {LOW}.",
)
def texts_agreed_on(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Warns of sources whose texts the engines do not agree on."""
    return agreement(emcip.open())


def agreement(newsroom: Newsroom) -> dg.AssetCheckResult:
    """The check's result: the doubtful sources in a table, with the least sure article of each."""
    with newsroom.warehouse.reading() as session:
        found = doubtful_sources(session)
    table = [
        dg.TableRecord(
            {
                "source": one.slug,
                "doubtful": f"{one.doubtful} of {one.articles}",
                "mean confidence": one.confidence,
                "look at": one.url,
                "way": one.method,
            }
        )
        for one in found[:10]
    ]
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"The texts of {len(found)} sources are doubtful: look at the page that is named of each."
        if found
        else "The engines agree on the texts of all sources.",
        metadata={"sources": len(found), **({"worst": dg.MetadataValue.table(table)} if table else {})},
    )
