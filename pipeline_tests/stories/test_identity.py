from hypothesis import given
from hypothesis import strategies as st

from pipeline.stories.identity import keep_ids, merges


def test_a_group_keeps_the_id_that_most_of_its_members_had() -> None:
    assert keep_ids([[1, 2, 3]], {1: 7, 2: 9, 3: 9}) == [9]


def test_of_equal_overlaps_the_smallest_id_wins() -> None:
    assert keep_ids([[1, 2]], {1: 9, 2: 7}) == [7]


def test_an_id_goes_to_one_group_only() -> None:
    assert keep_ids([[1], [2, 3]], {1: 7, 2: 7, 3: 7}) == [None, 7]


def test_a_group_without_history_is_new() -> None:
    assert keep_ids([[4, 5]], {}) == [None]


def test_an_emptied_story_points_to_where_most_of_its_members_went() -> None:
    assert merges({1: 9, 2: 9, 3: 11}, {1: 7, 2: 7, 3: 7}, gone={7}) == {7: 9}
    assert merges({1: 9}, {1: 9}, gone={7}) == {}


@given(
    st.dictionaries(st.integers(0, 30), st.integers(1, 8)), st.lists(st.integers(0, 30), unique=True), st.integers(1, 5)
)
def test_ids_are_never_given_twice(before: dict[int, int], articles: list[int], size: int) -> None:
    groups = [articles[at : at + size] for at in range(0, len(articles), size)]
    kept = [story for story in keep_ids(groups, before) if story is not None]
    assert len(kept) == len(set(kept))
