"""The check of ``drafts``: which of the newest drafts did not pass their gates. The verdict itself is a row."""

import dagster as dg
from sqlalchemy import select

from pipeline.steps import NewsroomResource
from pipeline.warehouse import schema as t

DRAFTS_CHECKED = 50


def draft_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [gates_passed]


@dg.asset_check(asset="drafts", name="gates_passed", description="The newest drafts passed their quality gates.")
def gates_passed(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Names the drafts that were rejected by a gate."""
    with emcip.open().warehouse.reading() as session:
        rows = session.execute(
            select(t.Draft.opportunity_id, t.Draft.status).order_by(t.Draft.id.desc()).limit(DRAFTS_CHECKED)
        ).all()
    rejected = [f"opp-{opportunity}" for opportunity, status in rows if status == "rejected"]
    return dg.AssetCheckResult(
        passed=not rejected,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"Rejected by a gate: {', '.join(rejected[:10])}" if rejected else "All passed.",
        metadata={"drafts": len(rows), "rejected": len(rejected)},
    )
