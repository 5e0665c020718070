"""The code location as a whole: it loads in a fresh interpreter, and every edge maps as the contract says."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.definitions.assets.graph.asset_graph import AssetGraph

from pipeline.definitions import build_definitions
from pipeline.settings import Settings

ASSETS = {"sources", "raw_articles", "extracted_articles", "translations", "scores", "opportunities", "drafts"}
JOBS = {
    "probe_sources", "crawl", "ingest", "process", "detect_opportunities", "write_drafts", "request_reprocess",
    "maintenance",
}  # fmt: skip
TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    home = tmp_path_factory.mktemp("home")
    return build_definitions(settings=Settings(home=home, start_date=TODAY - dt.timedelta(days=20)))


@pytest.fixture(scope="module")
def graph(definitions: dg.Definitions) -> AssetGraph:
    return definitions.resolve_asset_graph()


def test_the_definitions_are_valid(definitions: dg.Definitions) -> None:
    dg.Definitions.validate_loadable(definitions)


def test_the_names_of_the_contract(definitions: dg.Definitions, graph: AssetGraph) -> None:
    assert {key.to_user_string() for key in graph.get_all_asset_keys()} == ASSETS
    assert {job.name for job in definitions.resolve_all_job_defs()} >= JOBS


def test_a_fresh_interpreter_loads_the_code_location_and_writes_nothing(tmp_path: Path) -> None:
    code = "import dagster as dg, pipeline.definitions as d; dg.Definitions.validate_loadable(d.build_definitions())"
    done = subprocess.run(
        [sys.executable, "-W", "error::dagster.BetaWarning", "-c", code],
        env={**os.environ, "EMCIP_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home").exists()


def test_importing_the_code_location_reads_no_catalogue(tmp_path: Path) -> None:
    environment = {**os.environ, "EMCIP_CATALOGUE": str(tmp_path / "missing")}
    subprocess.run([sys.executable, "-c", "import pipeline.definitions"], env=environment, check=True)


def _upstream(graph: AssetGraph, downstream: str, upstream: str, key: str) -> set[str]:
    child, parent = graph.get(dg.AssetKey(downstream)), graph.get(dg.AssetKey(upstream))
    mapping = graph.get_partition_mapping(child.key, parent.key)
    assert child.partitions_def is not None and parent.partitions_def is not None
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions("source", ["daily-ledger"])
        instance.add_dynamic_partitions("opportunity", ["opp-1"])
        result = mapping.get_upstream_mapped_partitions_result_for_partitions(
            child.partitions_def.subset_with_partition_keys([key]),
            child.partitions_def,
            parent.partitions_def,
            dynamic_partitions_store=instance,
        )
    return set(result.partitions_subset.get_partition_keys())


@pytest.mark.parametrize(
    ("downstream", "upstream"),
    [("extracted_articles", "raw_articles"), ("translations", "extracted_articles"), ("scores", "translations")],
)
def test_within_the_chain_a_cell_depends_on_the_same_cell(graph: AssetGraph, downstream: str, upstream: str) -> None:
    key = f"{TODAY}|south-asia"
    assert _upstream(graph, downstream, upstream, key) == {key}


def test_a_desks_day_depends_on_a_week_of_all_regions(graph: AssetGraph) -> None:
    keys = _upstream(graph, "opportunities", "scores", f"{TODAY}|africa-business")
    days = {key.split("|")[0] for key in keys}
    assert days == {(TODAY - dt.timedelta(days=back)).isoformat() for back in range(7)}
    assert len(keys) == 7 * 9


@pytest.mark.parametrize(("downstream", "upstream", "key"), [
    ("raw_articles", "sources", f"{TODAY}|south-asia"),
    ("drafts", "opportunities", "opp-1"),
])  # fmt: skip
def test_the_outer_edges_show_and_block_nothing(graph: AssetGraph, downstream: str, upstream: str, key: str) -> None:
    assert _upstream(graph, downstream, upstream, key) == set()


def test_every_asset_explains_itself(graph: AssetGraph) -> None:
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert node.description and len(node.description) > 100, key
        # the list of assets shows its beginning as it stands here
        assert not node.description.lstrip().startswith("*"), key
        assert node.owners and node.kinds and node.group_name in {"collect", "understand", "write"}, key
        columns = node.metadata["dagster/column_schema"].columns
        assert columns and all(column.description for column in columns), key


def test_cells_are_backfilled_in_one_run(graph: AssetGraph) -> None:
    for name in ASSETS - {"drafts"}:
        assert graph.get(dg.AssetKey(name)).backfill_policy == dg.BackfillPolicy.single_run(), name


def test_schedules_and_sensors_run_by_default(definitions: dg.Definitions) -> None:
    repository = definitions.get_repository_def()
    assert {s.name for s in repository.schedule_defs} == {
        "crawl_due",
        "detect",
        "expire_opportunities",
        "clean_up",
        "prune_blobs",
    }
    assert {s.name for s in repository.sensor_defs} == {"catalogue", "pending_cells", "approved_opportunities"}
    assert all(s.default_status == dg.DefaultScheduleStatus.RUNNING for s in repository.schedule_defs)
    assert all(s.default_status == dg.DefaultSensorStatus.RUNNING for s in repository.sensor_defs)


@pytest.mark.parametrize(("auto_process", "job"), [(True, "ingest"), (False, "crawl")])
def test_without_auto_process_the_schedule_only_crawls(tmp_path: Path, auto_process: bool, job: str) -> None:
    definitions = build_definitions(settings=Settings(home=tmp_path, auto_process=auto_process))
    assert definitions.resolve_schedule_def("crawl_due").job_name == job
