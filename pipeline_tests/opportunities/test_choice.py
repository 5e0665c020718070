"""Which proposals make the list of a desk."""

from __future__ import annotations

import pytest

from pipeline.opportunities.choice import choose
from pipeline.opportunities.proposals import Proposal


def proposal(number: int, kind: str, priority: float, topic: str) -> Proposal:
    return Proposal(
        key=f"story:{number}",
        kind=kind,
        title=f"Title {number}",
        angle="An angle.",
        rationale="A reason.",
        priority=priority,
        articles=(number,),
        story_id=number,
        topic=topic,
        region="south-asia",
    )


@pytest.mark.parametrize("kind", ["trending", "deep_dive"])
def test_a_third_of_a_kind_about_one_topic_of_one_region_waits_until_there_is_room(kind: str) -> None:
    heat = [proposal(number, kind, 90.0 - number, "climate") for number in range(4)]
    other = [proposal(10 + number, kind, 50.0 - number, topic) for number, topic in enumerate(("trade", "energy"))]
    four = choose([*heat, *other], [], 4)
    assert [one.topic for one in four] == ["climate", "climate", "trade", "energy"]
    assert len(choose([*heat, *other], [], 6)) == 6
