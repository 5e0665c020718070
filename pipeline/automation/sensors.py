"""Sensors, running by default: the catalogue's sources become partitions, pending rows find their cells,
approved opportunities become drafts.
"""

import datetime as dt
import hashlib

import dagster as dg

from pipeline.automation.jobs import PROCESS
from pipeline.automation.unfinished import AFTER_PEOPLE, LAST, busy_partitions
from pipeline.extraction import rows as extraction_rows
from pipeline.newsroom import Newsroom
from pipeline.opportunities import rows as opportunity_rows
from pipeline.partitions import OPPORTUNITY_PARTITIONS, SOURCE_PARTITIONS, opportunity_partitions, source_partitions
from pipeline.scoring import rows as scoring_rows
from pipeline.sources import rows as source_rows
from pipeline.sources.sync import sync_catalogue
from pipeline.steps import NewsroomResource
from pipeline.summary import PendingCell
from pipeline.translation import rows as translation_rows

Requests = list[dg.RunRequest] | dg.SkipReason
RUNNING = dg.DefaultSensorStatus.RUNNING
PROBES_A_TICK = 10
CELLS_A_TICK = 20


def build_sensors() -> list[dg.SensorDefinition]:
    """All sensors."""
    return [catalogue_sensor(), pending_cells_sensor(), drafts_sensor()]


def catalogue_sensor() -> dg.SensorDefinition:
    """Reads the catalogue again, keeps the ``source`` partitions current, asks for probes of what is new or sick."""

    @dg.sensor(
        name="catalogue",
        job_name="probe_sources",
        minimum_interval_seconds=60,
        default_status=RUNNING,
        description="A source added to the catalogue becomes a partition and is probed; no restart is needed.",
    )
    def catalogue(context: dg.SensorEvaluationContext, emcip: NewsroomResource) -> dg.SensorResult | dg.SkipReason:
        return keep_sources_current(emcip.open(), context.instance)

    return catalogue


def keep_sources_current(newsroom: Newsroom, instance: dg.DagsterInstance) -> dg.SensorResult | dg.SkipReason:
    """Sync the catalogue; new sources become partitions, what needs a probe gets a run."""
    now = newsroom.clock.now()
    sync_catalogue(newsroom)
    known = set(instance.get_dynamic_partitions(SOURCE_PARTITIONS))
    with newsroom.warehouse.reading() as session:
        new = [slug for slug in source_rows.all_slugs(session) if slug not in known]
        to_probe = source_rows.needing_probe(session, now, PROBES_A_TICK)
    busy = busy_partitions(instance, ("sources",), [slug for slug, _ in to_probe])
    requests = [
        # since when it waits says which probe this is; the quarter of an hour lets one that crashed be tried again
        dg.RunRequest(run_key=f"{slug}@{since:%Y-%m-%dT%H:%M:%S}@{_quarter(now)}", partition_key=slug, tags=LAST)
        for slug, since in to_probe
        if slug not in busy
    ]
    if not new and not requests:
        refused = newsroom.catalogue.refused
        wrong = f" {len(refused)} problems in sources.yaml, the first: {refused[0]}" if refused else ""
        return dg.SkipReason(f"The catalogue has nothing new, and no source needs a probe.{wrong}")
    return dg.SensorResult(
        run_requests=requests,
        dynamic_partitions_requests=[source_partitions.build_add_request(new)] if new else [],
    )


def pending(newsroom: Newsroom) -> list[PendingCell]:
    """The cells in which a stage has rows to do, whatever made them pending."""
    now = newsroom.clock.now()
    with newsroom.warehouse.reading() as session:
        return [
            *extraction_rows.pending_by_cell(session, now),
            *translation_rows.pending_by_cell(session, newsroom.settings, now),
            *scoring_rows.pending_by_cell(session, newsroom.catalogue, now),
        ]


def pending_cells_sensor() -> dg.SensorDefinition:
    """Finds cells with pending rows and runs ``process`` for exactly those."""

    @dg.sensor(
        name="pending_cells",
        job_name="process",
        minimum_interval_seconds=60,
        default_status=RUNNING,
        description="Edited articles, new versions, changed weights, interrupted runs: their cells are run again.",
    )
    def pending_cells(context: dg.SensorEvaluationContext, emcip: NewsroomResource) -> Requests:
        return process_pending(emcip.open(), context.instance)

    return pending_cells


def process_pending(newsroom: Newsroom, instance: dg.DagsterInstance) -> Requests:
    """One run for each cell that has pending rows and no unfinished run."""
    if not newsroom.settings.auto_process:
        return dg.SkipReason("EMCIP_AUTO_PROCESS is false: cells are processed when somebody materialises them.")
    found: dict[str, list[PendingCell]] = {}
    for row in pending(newsroom):
        found.setdefault(row.cell.key, []).append(row)
    busy = busy_partitions(instance, PROCESS, found)
    # newest first, and the rest at the next tick: nothing is dropped, since the rows stay pending
    free = [key for key in sorted(found, reverse=True) if key not in busy]
    requests = [_request(key, found[key], newsroom) for key in free[:CELLS_A_TICK]]
    return requests or dg.SkipReason("No cell has pending rows that are not being worked on.")


def _request(key: str, rows: list[PendingCell], newsroom: Newsroom) -> dg.RunRequest:
    """The run key holds what is pending and the quarter of an hour: a change asks anew, a failure later."""
    state = "|".join(
        f"{row.stage}:{row.version}:{row.count}:{row.latest}" for row in sorted(rows, key=lambda r: r.stage)
    )
    digest = hashlib.sha256(state.encode()).hexdigest()[:12]
    told = ", ".join(f"{row.count} {row.stage}" for row in rows)
    return dg.RunRequest(
        run_key=f"{key}:{digest}:{_quarter(newsroom.clock.now())}", partition_key=key, tags={"emcip/pending": told}
    )


def _quarter(now: dt.datetime) -> str:
    return f"{now:%Y%m%d%H}{now.minute // 15}"


def drafts_sensor() -> dg.SensorDefinition:
    """Approved opportunities become partitions of ``drafts`` and are written."""

    @dg.sensor(
        name="approved_opportunities",
        job_name="write_drafts",
        minimum_interval_seconds=60,
        default_status=RUNNING,
        description="Approved opportunities (by an editor, or by the desk's auto_draft rule) are drafted.",
    )
    def approved_opportunities(
        context: dg.SensorEvaluationContext, emcip: NewsroomResource
    ) -> dg.SensorResult | dg.SkipReason:
        return draft_approved(emcip.open(), context.instance)

    return approved_opportunities


def draft_approved(newsroom: Newsroom, instance: dg.DagsterInstance) -> dg.SensorResult | dg.SkipReason:
    """Approve by the desks' rules; what is approved and has no current draft becomes a partition and gets a run."""
    for desk in newsroom.catalogue.desks:
        opportunity_rows.auto_approve(newsroom, desk)
    with newsroom.warehouse.reading() as session:
        waiting = opportunity_rows.waiting_for_draft(session, newsroom.clock.now())
    if not waiting:
        return dg.SkipReason("No approved opportunity waits for a draft.")
    known = set(instance.get_dynamic_partitions(OPPORTUNITY_PARTITIONS))
    new = [row.partition_key for row in waiting if row.partition_key not in known]
    return dg.SensorResult(
        run_requests=[
            dg.RunRequest(
                run_key=f"{row.partition_key}@{row.updated_at:%Y-%m-%dT%H:%M:%S}",
                partition_key=row.partition_key,
                tags=AFTER_PEOPLE,
            )
            for row in waiting
        ],
        dynamic_partitions_requests=[opportunity_partitions.build_add_request(new)] if new else [],
    )
