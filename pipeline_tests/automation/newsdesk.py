"""Sensors and schedules over the newsroom of a test and an instance of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import dagster as dg

from pipeline.definitions import build_definitions
from pipeline.newsroom import Newsroom


@dataclass(frozen=True)
class Tick:
    """What a sensor or schedule asked for."""

    runs: list[dg.RunRequest]
    partitions: dict[str, list[str]]
    skipped: str | None

    @classmethod
    def of(cls, answer: Any) -> Tick:
        if isinstance(answer, dg.SkipReason):
            return cls([], {}, answer.skip_message)
        if isinstance(answer, dg.SensorResult):
            added = {
                request.partitions_def_name: list(request.partition_keys)
                for request in answer.dynamic_partitions_requests or []
            }
            return cls(list(answer.run_requests or []), added, None)
        return cls(list(answer), {}, None)


def under_way(newsroom: Newsroom, instance: dg.DagsterInstance, job: str, key: str) -> None:
    """A run of ``job`` for a partition that has started and not ended."""
    definition = build_definitions(settings=newsroom.settings).resolve_job_def(job)
    run = instance.create_run_for_job(job_def=definition, tags={"dagster/partition": key})
    instance.report_run_canceling(run)
