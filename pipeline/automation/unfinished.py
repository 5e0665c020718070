"""Which partitions have a run that has not ended: schedules and sensors leave those alone."""

from __future__ import annotations

from collections.abc import Collection

import dagster as dg

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
RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"


def busy_partitions(instance: dg.DagsterInstance, jobs: Collection[str]) -> set[str]:
    """Partition keys of the unfinished runs of these jobs; a range run counts for all cells of its days."""
    busy: set[str] = set()
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=UNFINISHED)):
        if run.job_name not in jobs:
            continue
        if PARTITION in run.tags:
            busy.add(run.tags[PARTITION])
        elif RANGE_START in run.tags:
            busy.add(f"{run.tags[RANGE_START]}...{run.tags.get(RANGE_END, '')}")
    return busy
