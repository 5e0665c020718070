"""The partitions of the contract and the mappings of every edge between assets.

Left to itself Dagster maps multi-partitions by identity, which breaks validation and joint backfills; so each
edge says what it means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import dagster as dg

from pipeline.catalogue.loader import Catalogue
from pipeline.cells import REGIONS, Cell

SOURCE_PARTITIONS = "source"
OPPORTUNITY_PARTITIONS = "opportunity"
WINDOW_DAYS = 7  # a desk's day looks at a week of all regions

source_partitions = dg.DynamicPartitionsDefinition(name=SOURCE_PARTITIONS)
opportunity_partitions = dg.DynamicPartitionsDefinition(name=OPPORTUNITY_PARTITIONS)

# the edge shows in the lineage and blocks nothing
SHOWN_ONLY = dg.SpecificPartitionsPartitionMapping([])


def week_of_all_regions() -> dg.MultiPartitionMapping:
    """A desk's day depends on the seven days up to it; the dimension that is not named means all regions."""
    window = dg.TimeWindowPartitionMapping(start_offset=1 - WINDOW_DAYS)
    return dg.MultiPartitionMapping({"date": dg.DimensionPartitionMapping("date", window)})


def days(start: dt.date) -> dg.DailyPartitionsDefinition:
    """UTC days from ``start`` up to and with today (``end_offset=1``)."""
    return dg.DailyPartitionsDefinition(start_date=start.isoformat(), end_offset=1)


def cell_partitions(start: dt.date) -> dg.MultiPartitionsDefinition:
    """UTC day of discovery × region: ``2026-11-22|south-asia``."""
    return dg.MultiPartitionsDefinition({"date": days(start), "region": dg.StaticPartitionsDefinition(list(REGIONS))})


def desk_partitions(start: dt.date, catalogue: Catalogue) -> dg.MultiPartitionsDefinition:
    """UTC day × desk: ``2026-11-22|africa-business``."""
    desks = [desk.slug for desk in catalogue.desks]
    return dg.MultiPartitionsDefinition({"date": days(start), "desk": dg.StaticPartitionsDefinition(desks)})


def cells_of(keys: Sequence[str]) -> list[Cell]:
    """The cells of a run's partition keys, oldest first.

    Raises ValueError when there are none: a range whose start was added after its end runs nothing and would
    otherwise succeed.
    """
    if not keys:
        raise ValueError("this run holds no partitions; pick cells whose first day is not after their last")
    return sorted(Cell.parse(key) for key in keys)
