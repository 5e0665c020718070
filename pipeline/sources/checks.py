"""The check of ``sources``: which publishers are sick now, since when, and what helps."""

import dagster as dg

from pipeline.sources.ailing import Ailment, ailments
from pipeline.steps import NewsroomResource

SHOWN = 12  # metadata is stored with every event: a row of the table takes some 200 bytes


def source_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [healthy_sources]


@dg.asset_check(asset="sources", name="healthy_sources", description="No enabled source is sick.")
def healthy_sources(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Warns while any source in work is in a condition that somebody should look at; the worst first."""
    with emcip.open().warehouse.reading() as session:
        found = ailments(session)
    sick = {slug for one in found for slug in one.slugs}
    more = f" ({len(found) - SHOWN} more kinds of trouble stand in `emcip status`)" if len(found) > SHOWN else ""
    return dg.AssetCheckResult(
        passed=not sick,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(sick):,} source{' is' if len(sick) == 1 else 's are'} sick; `emcip sources list --sick` says"
        f" what was found at each.{more}"
        if sick
        else "All are well.",
        metadata={
            "sick": len(sick),
            **({"conditions": dg.MetadataValue.table([_record(one) for one in found[:SHOWN]])} if found else {}),
        },
    )


def _record(one: Ailment) -> dg.TableRecord:
    return dg.TableRecord(
        {
            "sources": len(one.slugs),
            "what": one.words,
            "since": f"{one.since:%Y-%m-%d %H:%M}",
            "remedy": one.remedy,
            "for example": one.examples,
        }
    )
