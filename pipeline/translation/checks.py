"""The checks of ``translations``: what failed, and what waits for budget."""

import dagster as dg
from sqlalchemy import func, select

from pipeline.steps import NewsroomResource, failure_check
from pipeline.warehouse import schema as t


def translation_checks() -> list[dg.AssetChecksDefinition]:
    """The checks of the asset."""
    return [few_failures, none_waiting_for_budget]


@dg.asset_check(asset="translations", name="few_failures", description="At most 5 % of the articles failed.")
def few_failures(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Counts the failures of the stage by reason."""
    return failure_check(emcip.open(), "translation", bound=0.05)


@dg.asset_check(asset="translations", name="none_waiting_for_budget", description="The budget reached every article.")
def none_waiting_for_budget(emcip: NewsroomResource) -> dg.AssetCheckResult:
    """Warns while translations wait for a cap to be raised or a new day."""
    with emcip.open().warehouse.reading() as session:
        waiting = session.scalar(
            select(func.count())
            .select_from(t.Translation)
            .where(t.Translation.current, t.Translation.status == "waiting")
        )
    return dg.AssetCheckResult(
        passed=not waiting,
        severity=dg.AssetCheckSeverity.WARN,
        description="Raise EMCIP_BUDGET_DAY_USD or wait for tomorrow." if waiting else "None waits.",
        metadata={"waiting": waiting or 0},
    )
