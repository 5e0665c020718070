"""Running a job in this process, recorded in the instance like any other run."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import Any

import dagster as dg
from dagster._core.definitions.job_base import InMemoryJob
from dagster._core.execution.api import execute_run_iterator
from dagster._core.remote_origin import RemoteJobOrigin, RemoteRepositoryOrigin
from dagster._core.workspace.load import location_origins_from_yaml_paths

from pipeline.automation.launcher import HOST_TAG
from pipeline.automation.unfinished import PARTITION
from pipeline.cli.home import WORKSPACE
from pipeline.definitions import build_definitions
from pipeline.failures import ConfigurationError
from pipeline.steps import RANGE_END, RANGE_START

Say = Callable[[str], None]
_FAILURE = "dagster._core.definitions.events.Failure: "


def run_job(
    instance: dg.DagsterInstance,
    job_name: str,
    *,
    partition: str | tuple[str, str] | None = None,
    run_config: Mapping[str, Any] | None = None,
    trigger: str = "command",
    tags: Mapping[str, str] | None = None,
) -> dg.DagsterRun:
    """Run a job of the contract and return its run, ended.

    ``partition`` is a key, or a pair of keys that span a range. Raises ConfigurationError for a job or a key
    that does not exist, naming those that do.
    """
    definitions = build_definitions()
    names = sorted(job.name for job in definitions.resolve_all_job_defs() if not job.name.startswith("__"))
    if job_name not in names:
        raise ConfigurationError(f"there is no job {job_name!r}; the jobs are {', '.join(names)}")
    job = definitions.resolve_job_def(job_name)
    all_tags = _partition_tags(job, partition, instance) | {
        "emcip/trigger": trigger,
        HOST_TAG: socket.gethostname(),
        **(tags or {}),
    }
    try:
        run = instance.create_run_for_job(
            job_def=job,
            # named, or Dagster's own console logger speaks instead of ours
            run_config={"loggers": {"console": {"config": {}}}, **(run_config or {})},
            tags=all_tags,
            remote_job_origin=_origin(job_name),
            asset_selection=None,
        )
    except dg.DagsterInvalidConfigError as error:
        told = "; ".join(problem.message for problem in error.errors)
        raise ConfigurationError(f"the run config does not fit job {job_name}: {told}") from None
    for _event in execute_run_iterator(InMemoryJob(job), run, instance):
        pass
    ended = instance.get_run_by_id(run.run_id)
    assert ended is not None
    return ended


def _origin(job_name: str) -> RemoteJobOrigin:
    """Where the UI finds the job, so that a run from the command line can be opened and repeated there."""
    [location] = location_origins_from_yaml_paths([str(WORKSPACE)])
    return RemoteJobOrigin(RemoteRepositoryOrigin(location, "__repository__"), job_name)


def _partition_tags(
    job: dg.JobDefinition, partition: str | tuple[str, str] | None, instance: dg.DagsterInstance
) -> dict[str, str]:
    partitions = job.partitions_def
    if partitions is None:
        if partition is not None:
            raise ConfigurationError(f"job {job.name} has no partitions; leave --partition away")
        return {}
    if partition is None:
        raise ConfigurationError(
            f"job {job.name} is partitioned; add --partition, e.g. {_example(partitions, instance)}"
        )
    keys = (partition,) if isinstance(partition, str) else partition
    for key in keys:
        if not _has_key(partitions, key, instance):
            raise ConfigurationError(
                f"{key!r} is not a partition of job {job.name}{_why_not(partitions, key)}; one that is: "
                f"{_example(partitions, instance)}"
            )
    if len(keys) == 1:
        return {PARTITION: keys[0], **partitions.get_tags_for_partition_key(keys[0])}
    span = dg.PartitionKeyRange(keys[0], keys[1])
    if isinstance(partitions, dg.MultiPartitionsDefinition) and not partitions.get_partition_keys_in_range(span):
        raise ConfigurationError(
            f"there is nothing from {keys[0]!r} to {keys[1]!r}; write the earlier day first, and regions in the order "
            "of the UI"
        )
    return {RANGE_START: keys[0], RANGE_END: keys[1]}


def _has_key(partitions: dg.PartitionsDefinition[Any], key: str, instance: dg.DagsterInstance) -> bool:
    if isinstance(partitions, dg.DynamicPartitionsDefinition):
        return instance.has_dynamic_partition(str(partitions.name), key)
    if isinstance(partitions, dg.MultiPartitionsDefinition):
        return key.count("|") == 1 and partitions.has_partition_key(key)
    return partitions.has_partition_key(key)


def _why_not(partitions: dg.PartitionsDefinition[Any], key: str) -> str:
    """What is wrong with a key of two dimensions; empty for others."""
    if not isinstance(partitions, dg.MultiPartitionsDefinition):
        return ""
    days, others = partitions.primary_dimension, partitions.secondary_dimension
    day, bar, name = key.partition("|")
    if not bar:
        return f": it has no |{others.name}"
    if not others.partitions_def.has_partition_key(name):
        known = ", ".join(others.partitions_def.get_partition_keys())
        return f": there is no {others.name} {name!r} (there are {known})"
    if not days.partitions_def.has_partition_key(day):
        first, last = days.partitions_def.get_first_partition_key(), days.partitions_def.get_last_partition_key()
        return f": its days are {first} (EMCIP_START_DATE) to {last}"
    return ""


def _example(partitions: dg.PartitionsDefinition[Any], instance: dg.DagsterInstance) -> str:
    keys = partitions.get_partition_keys(dynamic_partitions_store=instance)
    return f"'{keys[-1]}'" if keys else "(there is none yet)"


def first_error(instance: dg.DagsterInstance, run: dg.DagsterRun) -> str:
    """Why a run failed, in a line."""
    for entry in instance.all_logs(run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE):
        event = entry.dagster_event
        if event is not None and event.step_failure_data.error is not None:
            error = event.step_failure_data.error
            # a Failure says what became of its cause; other errors of Dagster only wrap it
            cause = error if error.message.startswith(_FAILURE) else error.cause or error
            # our own words: the name of Dagster's exception in front of them says nothing
            return f"{event.step_key}: {cause.message.strip().removeprefix(_FAILURE)}"
    return f"run {run.run_id} ended as {run.status.value}"
