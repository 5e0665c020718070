"""Which partitions have a run that has not ended: schedules and sensors leave those alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import dagster as dg

from pipeline.automation.jobs import ASSETS_OF_JOBS
from pipeline.steps import RANGE_END, RANGE_START

UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
PARTITION = "dagster/partition"
# what a person starts goes first, then what keeps cells current, then probes
PRIORITY = "dagster/priority"
AFTER_PEOPLE = {PRIORITY: "-1"}
LAST = {PRIORITY: "-2", "emcip/work": "probe"}


def busy_partitions(instance: dg.DagsterInstance, assets: Collection[str], keys: Iterable[str]) -> set[str]:
    """Those of the keys that an unfinished run is making for one of these assets.

    Runs of jobs, and those that somebody started from an asset's page. A range run counts for all days it spans,
    and for all of their regions unless it keeps to one: what is left alone too long comes at a later tick.
    """
    runs = [
        run for run in instance.get_runs(filters=dg.RunsFilter(statuses=UNFINISHED)) if _assets_of(run) & set(assets)
    ]
    return {key for key in keys if any(_makes(run, key) for run in runs)}


def _assets_of(run: dg.DagsterRun) -> set[str]:
    if run.asset_selection:
        return {key.to_user_string() for key in run.asset_selection}
    return set(ASSETS_OF_JOBS.get(run.job_name, ()))


def _makes(run: dg.DagsterRun, key: str) -> bool:
    if RANGE_START not in run.tags or RANGE_END not in run.tags:
        return run.tags.get(PARTITION) == key
    (first, _, low), (day, bar, name), (last, _, high) = (
        each.partition("|") for each in (run.tags[RANGE_START], key, run.tags[RANGE_END])
    )
    # sources are in the order in which they were added, which is not asked for here: any of them may be meant
    return not bar or (first <= day <= last and (low != high or name == low))
