"""What the command says of a run that failed."""

from __future__ import annotations

import dagster as dg
import pytest

from pipeline.cli.running import first_error
from pipeline.failures import ServiceUnavailable


@dg.op
def gives_up() -> None:
    """As ``steps.step`` does after its last retry."""
    try:
        raise ServiceUnavailable("down", "the translator is down")
    except ServiceUnavailable as error:
        raise dg.Failure("Gave up after 3 retries: the translator is down. What is left stays pending.") from error


@dg.op
def breaks() -> None:
    """A bug."""
    raise RuntimeError("no such thing")


@pytest.mark.parametrize(
    ("op", "says"),
    [
        (gives_up, "gives_up: Gave up after 3 retries: the translator is down. What is left stays pending."),
        (breaks, "breaks: RuntimeError: no such thing"),
    ],
    ids=["a failure of ours", "a bug"],
)
def test_a_failed_run_is_told_in_the_words_of_its_failure(op: dg.OpDefinition, says: str) -> None:
    @dg.job
    def one() -> None:
        op()

    with dg.DagsterInstance.ephemeral() as instance:
        done = one.execute_in_process(instance=instance, raise_on_error=False)
        assert first_error(instance, done.dagster_run) == says
