"""The check of ``sources``: which publishers are sick now, since when, and what helps."""

import dagster as dg

from pipeline.sources import rows
from pipeline.steps import NewsroomResource


def source_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [healthy_sources]


@dg.asset_check(asset="sources", name="healthy_sources", description="No enabled source is sick.")
def healthy_sources(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Warns while any enabled source is in a state other than healthy or not yet known."""
    with emcip.open().warehouse.reading() as session:
        sick = rows.sick(session)
    table = [
        dg.TableRecord({"source": row.slug, "state": row.health, "since": str(row.health_since or "")[:16]})
        for row in sick[:10]
    ]
    return dg.AssetCheckResult(
        passed=not sick,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(sick)} sources are sick; `emcip status` has the reasons." if sick else "All are well.",
        metadata={"sick": len(sick), **({"worst": dg.MetadataValue.table(table)} if table else {})},
    )
