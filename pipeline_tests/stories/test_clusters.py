import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stories.clusters import average_linkage, components, reach
from pipeline.stories.similarity import Field, set_apart, similarities
from pipeline_tests.stories.fields import OTHER, OWN_ACCOUNT, SPANISH, WIRE, Told, make_field


def square(pairs: dict[tuple[int, int], float], size: int) -> np.ndarray:
    likeness = np.eye(size)
    for (one, other), value in pairs.items():
        likeness[one, other] = likeness[other, one] = value
    return likeness


def test_pairs_that_are_alike_are_grouped_and_others_stay_alone() -> None:
    assert average_linkage(square({(0, 2): 0.8, (1, 3): 0.5}, 5), join=0.4) == [[0, 2], [1, 3], [4]]


def test_a_chain_is_not_one_group_when_its_ends_are_unlike() -> None:
    # 0-1 and 1-2 are alike, 0-2 are not: (0.7 + 0.0) / 2 = 0.35 does not reach 0.4
    assert average_linkage(square({(0, 1): 0.8, (1, 2): 0.7}, 3), join=0.4) == [[0, 1], [2]]
    assert average_linkage(square({(0, 1): 0.8, (1, 2): 0.7}, 3), join=0.35) == [[0, 1, 2]]


def test_one_article_is_a_group() -> None:
    assert average_linkage(np.ones((1, 1))) == [[0]]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9), st.integers(0, 10_000))
def test_groups_do_not_depend_on_the_order_of_rows(size: int, seed: int) -> None:
    numbers = np.random.default_rng(seed)
    likeness = numbers.random((size, size))
    likeness = (likeness + likeness.T) / 2
    order = numbers.permutation(size)
    straight = {frozenset(group) for group in average_linkage(likeness, join=0.5)}
    shuffled = average_linkage(likeness[np.ix_(order, order)], join=0.5)
    assert {frozenset(int(order[row]) for row in group) for group in shuffled} == straight


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10_000), st.floats(0.1, 0.9))
def test_linkage_is_that_of_the_plain_definition(size: int, seed: int, join: float) -> None:
    numbers = np.random.default_rng(seed)
    likeness = numbers.random((size, size))
    likeness = (likeness + likeness.T) / 2
    groups = [[row] for row in range(size)]
    while len(groups) > 1:
        means = {
            (one, other): float(np.mean([likeness[a, b] for a in groups[one] for b in groups[other]]))
            for one in range(len(groups))
            for other in range(one)
        }
        one, other = max(means, key=lambda pair: means[pair])
        if means[(one, other)] < join:
            break
        groups[other] = sorted(groups[other] + groups[one])
        del groups[one]
    assert average_linkage(likeness, join=join) == sorted(groups)


STRIKE = [
    Told("Dockworkers strike at Mombasa over automated cranes", WIRE, "wire", hours=0),
    Told("Gate eighteen falls silent in Mombasa as dockworkers strike", OWN_ACCOUNT, "herald", hours=2),
    Told("Huelga de estibadores en Mombasa por las grúas automáticas", SPANISH, "diario", "es", hours=5),
]
BANK = Told("Peru holds its rate", OTHER, "gestion", hours=3)


def groups_of(field: Field) -> list[list[int]]:
    return average_linkage(similarities(field, field))


def test_an_event_told_in_two_languages_is_one_group() -> None:
    assert groups_of(make_field([*STRIKE, BANK])) == [[0, 1, 2], [3]]


def test_two_weeks_later_it_is_another_event() -> None:
    later = Told(STRIKE[1].title, STRIKE[1].text, "herald", hours=24 * 14)
    assert groups_of(make_field([STRIKE[0], later])) == [[0], [1]]


def test_an_article_reaches_those_that_its_neighbours_reach() -> None:
    field = make_field([*STRIKE, BANK])
    assert reach(field, np.array([2])).tolist() == [0, 1, 2]
    assert reach(field, np.array([3])).tolist() == [3]
    assert [part.tolist() for part in components(field, np.arange(4))] == [[0, 1, 2], [3]]


def test_a_component_too_large_is_looked_at_more_strictly() -> None:
    parts = components(make_field([*STRIKE, BANK]), np.arange(4), largest=2)
    assert all(len(part) <= 2 for part in parts)
    assert sorted(row for part in parts for row in part) == [0, 1, 2, 3]


def test_in_a_crowd_what_all_share_tells_no_two_apart() -> None:
    places = ("Jaipur", "Lucknow", "Patna", "Bhopal", "Ranchi", "Raipur", "Nagpur", "Kanpur", "Indore", "Kota", "Agra")
    text = "The weather office issued a heatwave alert for {} on Monday."
    told = [Told(f"Heatwave alert in {place}", text.format(place), place) for place in places]
    crowd = make_field(told)
    before, after = similarities(crowd, crowd), similarities(set_apart(crowd), set_apart(crowd))
    apart = ~np.eye(len(crowd), dtype=bool)
    assert after[apart].mean() < before[apart].mean()
    assert np.array_equal(set_apart(crowd.take(np.arange(8))).words, crowd.words[:8])
