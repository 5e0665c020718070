"""Hostile and broken YAML ends as a refusal with a place, never as a crash, a hang or a gigabyte."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue.loader import CatalogueError, load_catalogue
from pipeline.catalogue.yaml_files import MAX_VALUES, UnreadableFileError, parse_yaml


def laughs(levels: int) -> str:
    """The billion laughs: each level names the one before ten times."""
    lines = ["l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join([*lines, f"sources: *l{levels - 1}"])


def refusal(text: str) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        parse_yaml(text.encode(), "x.yaml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (laughs(9), "x.yaml: its aliases stand for more than"),
        (laughs(9).replace("l8: &l8 [", "l8: &l8 {<<: [") + "}", "x.yaml"),
        ("a: &a [*a]", "x.yaml:1: contains itself by an alias; write it out"),
        ("[" * 100_000, "x.yaml:1: is nested deeper than 24 levels"),
        ("- " * 100_000, "x.yaml:1: is nested deeper than 24 levels"),
        ("{a: " * 100_000, "x.yaml:1: is nested deeper than 24 levels"),
        ("\n" * 7 + "[" * 30, "x.yaml:8: is nested deeper than 24 levels"),
        ("a: " + "9" * 5000, "x.yaml: holds a value that cannot be read"),
        ("a: " + "1:" * 300 + "1.5", "x.yaml: holds a value that cannot be read"),
        ("a: !!python/object/apply:os.system [id]", "x.yaml:1: has the tag 'tag:yaml.org,2002:python/object"),
        ("a: !!int ''", "x.yaml:1: has the tag"),
        ("a: !secret x", "x.yaml:1: has the tag '!secret'; write plain values without tags"),
        ("? [a]\n: b", "x.yaml:1: has a list or mapping for a key"),
        ("a: 1\nb: 2\na: 3", "x.yaml:3: field a is there already at line 1; remove one"),
        ("a: 1\n---\nb: 2", "x.yaml:2: is not valid YAML"),
        ("a: *nobody", "x.yaml:1: is not valid YAML: found undefined alias"),
        ("a: \x00", "x.yaml"),
    ],
)
def test_hostile_yaml_is_refused(text: str, expected: str) -> None:
    assert expected in refusal(text)


def test_too_many_values_are_refused_before_they_are_built() -> None:
    assert f"holds more than {MAX_VALUES:,} values" in refusal("- x\n" * (MAX_VALUES + 1))


def test_modest_aliases_are_fine() -> None:
    document = parse_yaml(b"base: &base {kind: rss}\nsources: [*base, {<<: *base, name: a}]", "x.yaml")
    assert document.value["sources"] == [{"kind": "rss"}, {"kind": "rss", "name": "a"}]


def test_lines_are_found_as_deep_as_the_path_goes() -> None:
    document = parse_yaml(b"sources:\n\n- slug: a\n  feeds:\n  - x\n  - y\n", "x.yaml")
    assert document.line("sources", 0, "feeds", 1) == 6
    assert document.line("sources", 0, "nothing") == 3
    assert document.line("nothing") == 1


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_arbitrary_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse_yaml(content, "x.yaml")
    except UnreadableFileError as refused:
        assert str(refused).startswith("x.yaml")
        assert "\n" not in str(refused)


_FIELDS = ["slug", "name", "url", "feeds", "kind", "country", "region", "language", "reputation", "enabled", "sources"]
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["slug", "rss", "https://a.example/", "no", "NO", "south-asia", "~", "=", "<<", "1:20", ".inf"]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_FIELDS) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=12,
)


def as_sources(value: object) -> bytes:
    return repr({"sources": value}).encode()


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), _VALUES.map(as_sources), _VALUES.map(lambda value: as_sources([value]))))
def test_no_sources_file_crashes_the_loader(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources.yaml").write_bytes(content)
        (Path(folder) / "topics.yaml").write_text("topics: []\n")
        (Path(folder) / "desks.yaml").write_text("desks: []\n")
        try:
            load_catalogue(Path(folder))
        except CatalogueError as refused:
            assert refused.problems
            assert all(folder in problem for problem in refused.problems)
