"""``emcip``: the commands of the contract. Each opens what it needs, calls the stage, says what happened.

Every command imports what it works with in its own body: dagster alone takes a second to load, which help texts,
``extract`` and ``reprocess`` should not cost.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from pipeline import __version__
from pipeline.failures import EmcipError


class _Group(click.Group):
    """Turns EMCIP's own errors into one clear message and exit code 1; anything else is a bug and shows as one."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EmcipError as error:
            click.secho(f"emcip: {error}", fg="red", err=True)
            ctx.exit(1)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="emcip")
def main() -> None:
    """From hundreds of local-language news sources to a short list of stories and a cited draft of each."""


@main.command(short_help="Create or migrate the home.")
def init() -> None:
    """Create or migrate the home: warehouse, Dagster instance, sources, partitions. Harmless to repeat."""
    from pipeline.cli.home import initialise
    from pipeline.settings import load_settings

    settings = load_settings()
    newsroom, _ = initialise(settings)
    click.echo(f"home       {settings.home}")
    click.echo(f"warehouse  {newsroom.warehouse.engine.url!r}")
    click.echo(f"sources    {len(newsroom.catalogue.sources)} in the catalogue")
    for problem in newsroom.catalogue.refused:
        click.secho(f"refused    {problem}", fg="red", err=True)
    sys.exit(1 if newsroom.catalogue.refused else 0)


@main.command(short_help="Play the whole pipeline over a small simulated web.")
@click.option("--fresh", is_flag=True, help="Throw the demo home away and begin anew.")
def demo(fresh: bool) -> None:
    """Play the whole pipeline over a small simulated web: sources in, a cited draft out. Needs no network."""
    from pipeline.cli.demo import play_demo

    sys.exit(play_demo(fresh=fresh))


@main.command(short_help="Start the Dagster UI and daemon on this home.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Port of the web UI, on 127.0.0.1."
)
def serve(port: int) -> None:
    """Start the Dagster UI and daemon on this home (and the demo world, if that is what the home holds)."""
    from pipeline.cli.serve import serve as serve_home

    sys.exit(serve_home(port))


@main.command(short_help="Poll sources now, due or not; fetch pages again.")
@click.argument("slugs", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every enabled source.")
@click.option("--max-items", type=click.IntRange(1), default=None, help="New pages per source at most.")
@click.option("--again", is_flag=True, help="The arguments are URLs of pages: fetch each of them once more.")
def crawl(slugs: tuple[str, ...], everything: bool, max_items: int | None, again: bool) -> None:
    """Poll these sources (or --all) now, due or not, and fetch what is new; or fetch pages --again."""
    from pipeline.cli.crawling import crawl_again, crawl_now

    if again:
        sys.exit(crawl_again(slugs))
    sys.exit(crawl_now(slugs, everything=everything, max_items=max_items))


@main.command("run", short_help="Run a job in this process.")
@click.argument("job")
@click.option(
    "--partition", default=None, help="A partition key; FIRST...LAST for a range. Default: today, all regions."
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A YAML file with the run config, as the UI's launchpad takes it.",
)
def run_command(job: str, partition: str | None, config_file: Path | None) -> None:
    """Run JOB in this process, recorded in the instance. Exits 1 when the run fails."""
    from pipeline.cli.jobs import run_named_job

    sys.exit(run_named_job(job, partition, config_file))


@main.command(short_help="What translating what is pending would cost.")
@click.option("--partition", default=None, help="A cell; FIRST...LAST for a range. Default: today, all regions.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def estimate(partition: str | None, as_json: bool) -> None:
    """What translating what is pending would cost, by translator, and what is left of the budget. Spends nothing."""
    from pipeline.cli.estimate import print_estimate

    print_estimate(partition, as_json=as_json)


@main.command(short_help="What is there, pending, sick, and spent.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """What is there, what is pending, what is sick, what was spent."""
    from pipeline.cli.status import print_status

    print_status(as_json=as_json)


@main.group(short_help="List, import and export sources.")
def sources() -> None:
    """The catalogue's sources: list, import candidates, export."""


@sources.command("list")
@click.option("--sick", is_flag=True, help="Only those that are sick: what is wrong with each, and what helps.")
@click.option(
    "--status",
    "of_status",
    type=click.Choice(["candidate", "active", "paused", "rejected"]),
    default=None,
    help="Only those of this status; `rejected` with the probe's reasons.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def sources_list(sick: bool, of_status: str | None, as_json: bool) -> None:
    """Every source with its status, health and next poll."""
    from pipeline.cli.sources import list_sources

    list_sources(as_json=as_json, status=of_status, sick=sick)


@sources.command("import", short_help="Take sources from a file as candidates.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def sources_import(file: Path) -> None:
    """Take sources from an OPML, CSV or YAML file as candidates; a probe decides about them."""
    from pipeline.cli.sources import import_sources

    sys.exit(import_sources(file))


@sources.command("export", short_help="Write the sources as OPML or YAML.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def sources_export(file: Path | None) -> None:
    """Write the sources as OPML to FILE or to standard output, or as YAML to a FILE ending in .yaml."""
    from pipeline.cli.sources import export_sources

    export_sources(file)


@main.command(short_help="Title, text, authors, date and language of HTML files.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON line a page.")
def extract(files: tuple[Path, ...], as_json: bool) -> None:
    """Title, text, authors, date and language of HTML files (plain or gzip; - is standard input), in order.

    A file that cannot be read or extracted gets a line that says why, the others go on, and the exit code is 1.
    """
    from pipeline.extraction.loose import extract_files
    from pipeline.settings import load_settings

    failed = 0
    for page in extract_files(files, load_settings()):
        failed += "error" in page
        if as_json:
            click.echo(json.dumps(page, ensure_ascii=False))
        elif "error" in page:
            reason = str(page["error"]).removeprefix(f"{page['file']}: ")
            click.secho(f"{page['file']}: {reason}", fg="red", err=True)
        else:
            click.secho(str(page["title"] or f"{page['file']}: no title"), bold=True)
            what = page["outcome"] if page["outcome"] != "article" else None
            about = [", ".join(page["authors"] or []), page["published_at"], page["language"], what, page["reason"]]
            click.echo(" · ".join(str(part) for part in about if part))
            click.echo(f"\n{page['text'] or '(no text)'}\n")
    sys.exit(1 if failed else 0)


@main.command(short_help="Do a stage again for cells or articles.")
@click.argument("stage", type=click.Choice(["fetch", "extraction", "translation", "scoring"]))
@click.option("--cell", "cells", multiple=True, help="A cell, e.g. 2026-11-22|south-asia; may be repeated.")
@click.option("--article", "article_ids", multiple=True, type=int, help="An article's id; may be repeated.")
@click.option("--full-text", is_flag=True, help="Of translation: their whole text, whatever their relevance.")
@click.option("--reason", default="", help="Kept with the request.")
@click.option("--dry-run", is_flag=True, help="Extraction only: say what would change, on a sample; write nothing.")
@click.option("--sample", type=click.IntRange(1), default=200, show_default=True, help="Pages of a dry run at most.")
@click.option("--json", "as_json", is_flag=True, help="The dry run's report for programs.")
def reprocess(  # noqa: PLR0917 - click hands over each option by its name
    stage: str,
    cells: tuple[str, ...],
    article_ids: tuple[int, ...],
    full_text: bool,
    reason: str,
    dry_run: bool,
    sample: int,
    as_json: bool,
) -> None:
    """Do STAGE again for cells or articles: the sensor or `emcip run process` does it; `fetch` waits for a crawl."""
    from pipeline.automation.reprocess import named_articles, request_reprocess
    from pipeline.cli.compare import print_comparison
    from pipeline.cli.estimate import print_price
    from pipeline.newsroom import open_newsroom

    if dry_run:
        if stage != "extraction":
            raise click.UsageError(f"--dry-run compares extractions; {stage} has none")
        print_comparison(cells, article_ids, sample, as_json=as_json)
        return

    newsroom = open_newsroom()
    count = request_reprocess(
        newsroom, stage=stage, cells=cells, article_ids=article_ids, reason=reason, full_text=full_text
    )
    if not count:
        click.echo("No article was collected in these cells: there is nothing to do again.")
        return
    click.echo(f"{count:,} article{'s' if count > 1 else ''} will go through {stage} again")
    if stage == "translation":
        print_price(newsroom, named_articles(newsroom, cells, article_ids))


@main.command(short_help="Remove stored bytes that nothing refers to.")
@click.option("--dry-run", is_flag=True, help="Say what would go; remove nothing.")
def prune(dry_run: bool) -> None:
    """Remove stored bytes that nothing refers to and that are over a day old; a crawl may run meanwhile."""
    from pipeline.newsroom import open_newsroom
    from pipeline.warehouse.pruning import prune_blobs

    done = prune_blobs(open_newsroom().warehouse, dry_run=dry_run)
    click.echo(f"{'Would remove' if dry_run else 'Removed'} {done}.")


@main.command(short_help="The open opportunities, best first.")
@click.option("--desk", default=None, help="Only this desk's.")
@click.option("--reject", "rejected", metavar="KEY", multiple=True, help="Put this one away; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def opportunities(desk: str | None, rejected: tuple[str, ...], as_json: bool) -> None:
    """The open opportunities, best first, with their keys (`opp-12`); `emcip drafts write KEY` approves one."""
    from pipeline.cli.opportunities import list_open, reject_these

    if rejected:
        reject_these(rejected)
        return
    list_open(desk, as_json=as_json)


@main.group(short_help="Show or write drafts.")
def drafts() -> None:
    """The drafts."""


@drafts.command("show", short_help="Print a draft with its gates and citations.")
@click.argument("key", required=False)
def drafts_show(key: str | None) -> None:
    """Print a draft (`opp-12`; without a key the newest) with its gates and citations."""
    from pipeline.cli.drafts import show_draft

    sys.exit(show_draft(key))


@drafts.command("write", short_help="Approve opportunities and write their drafts.")
@click.argument("keys", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every approved or drafted opportunity.")
def drafts_write(keys: tuple[str, ...], everything: bool) -> None:
    """Approve opportunities (`opp-12` …) if need be, and write their drafts; unchanged input writes nothing."""
    from pipeline.cli.drafts import write_drafts

    sys.exit(write_drafts(keys, everything=everything))


@main.command(short_help="Run a benchmark; `list` names them.", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(name: str, as_json: bool, arguments: tuple[str, ...]) -> None:
    """Run benchmark NAME of benchmarks/; `emcip bench list` names them."""
    from pipeline.cli.bench import run_benchmark

    sys.exit(run_benchmark(name, as_json=as_json, arguments=arguments))


if __name__ == "__main__":
    main()
