"""``emcip bench NAME``: the benchmarks of ``benchmarks/``, each a module with ``main(arguments, as_json)``."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence

import click

from pipeline.failures import ConfigurationError
from pipeline.settings import CHECKOUT

BENCHMARKS = CHECKOUT / "benchmarks"


def run_benchmark(name: str, *, as_json: bool, arguments: Sequence[str]) -> int:
    """Run a benchmark; returns its exit code. Raises ConfigurationError naming those that exist."""
    known = sorted(path.stem for path in BENCHMARKS.glob("[a-z]*.py"))
    if name == "list":
        click.echo("\n".join(known))
        return 0
    if name not in known:
        raise ConfigurationError(f"there is no benchmark {name!r}; there are {', '.join(known) or 'none'}")
    spec = importlib.util.spec_from_file_location(f"benchmarks.{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return int(module.main(list(arguments), as_json) or 0)
