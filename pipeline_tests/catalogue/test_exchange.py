"""Sources go out and come back as they were; what strangers send is a proposal at most."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue.exchange import (
    MAX_IMPORT_BYTES,
    Candidates,
    export_opml,
    export_yaml,
    parse_candidates,
    read_candidates,
)
from pipeline.catalogue.loader import load_catalogue
from pipeline.catalogue.schema import SourceEntry
from pipeline.cells import REGIONS

OPML = """\
<?xml version="1.0" encoding="{encoding}"?>
<opml version="2.0">
  <head><title>Mine</title></head>
  <body>
    <outline text="Latin America and the Caribbean">
      <outline text="El Diario &amp; más" type="rss" xmlUrl="https://diario.example/feed"
        htmlUrl="https://diario.example/" language="es-MX"/>
    </outline>
    <outline text="Tech">
      <outline title="Gadgets" type="rss" xmlUrl="https://gadgets.example:8080/rss?x=1&amp;y=2"/>
    </outline>
    <outline text="Газета" type="rss" xmlUrl="https://gazeta.example/rss"/>
    <outline type="rss" xmlUrl="https://nameless.example/rss"/>
    <outline text="Gadgets" type="rss" xmlUrl="https://other.example/rss"/>
    <outline text="Broken" type="rss" xmlUrl="javascript:alert(1)"/>
  </body>
</opml>
"""


def slugs(found: Candidates) -> list[str]:
    return [entry.slug for entry in found.entries]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_subscriptions_of_other_readers_become_candidates(encoding: str) -> None:
    found = parse_candidates(OPML.format(encoding=encoding).encode(encoding), "mine.opml")
    assert slugs(found) == ["el-diario-mas", "gadgets", "gazeta-example", "nameless-example", "gadgets-2"]
    first, second = found.entries[:2]
    assert (first.name, first.region, first.language) == ("El Diario & más", "latin-america-caribbean", "es")
    assert first.feeds == ("https://diario.example/feed",)
    assert (second.url, second.region, second.language) == ("https://gadgets.example:8080/", "world", "en")
    assert [problem.partition(": must")[0] for problem in found.problems] == [
        "mine.opml:15: broken: field url: is missing; add a line 'url: …'",
        "mine.opml:15: broken: field feeds.0",
    ]


def test_region_and_language_can_be_given_for_those_that_name_none() -> None:
    found = parse_candidates(
        OPML.format(encoding="utf-8").encode(), "mine.opml", region="eastern-europe", language="uk"
    )
    assert [(entry.region, entry.language) for entry in found.entries[:2]] == [
        ("latin-america-caribbean", "es"),
        ("eastern-europe", "uk"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b'<!DOCTYPE opml [<!ENTITY a "aaaa">]><opml><body/></opml>',
            "x.opml:1: declares a document type; remove the DOCTYPE",
        ),
        (b'<!DOCTYPE opml SYSTEM "file:///etc/passwd"><opml/>', "x.opml:1: declares a document type"),
        (
            '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE opml [<!ENTITY a "a">]><opml/>'.encode("utf-16"),
            "document type",
        ),
        (b"<opml><body><outline text='a'></body></opml>", "x.opml:1: is not valid XML: mismatched tag"),
        (b"", "x.opml:1: is not valid XML: no element found"),
        (b"<rss><channel/></rss>", "x.opml: is XML but not OPML"),
        (b"<opml>" + b"<outline text='a'>" * 100_000, "x.opml:1: is nested deeper than 24 levels"),
        (b"<opml>" + b"<outline url='x'/>" * 50_001 + b"</opml>", "x.opml:1: has more than 50,000 outlines"),
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "x.opml"),
    ],
)
def test_hostile_opml_is_refused(content: bytes, expected: str) -> None:
    found = parse_candidates(content, "x.opml")
    assert found.entries == ()
    [problem] = found.problems
    assert expected in problem


def test_csv_takes_its_columns_from_its_first_line() -> None:
    text = "\ufeffname;url;country;feeds\r\nPrvi;https://prvi.example/;RS;https://prvi.example/a https://prvi.example/b\r\n\r\n"
    [entry] = parse_candidates(text.encode(), "list.csv", language="sr").entries
    assert (entry.slug, entry.region, entry.country, entry.language) == ("prvi", "eastern-europe", "RS", "sr")
    assert entry.feeds == ("https://prvi.example/a", "https://prvi.example/b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name,address\nA,https://a.example/\n", "x.csv:1: column 'address' is not one of slug, name,"),
        ("name,name\nA,B\n", "x.csv:1: column 'name' is not one of"),
        ("\n\n", "x.csv:1: is empty; its first line names the columns"),
        ('name,url\n"A,https://a.example/\n', "x.csv:2: is not valid CSV"),
        ("name,url\nAha,https://a.example/,more\n", "x.csv:2: aha: field cell 3: is not a field"),
        ("name,url\nAha,gopher://a.example/\n", "x.csv:2: aha: field url: must be a full http or https address"),
        (
            "slug,name,url\na,A,https://a.example/\na,B,https://b.example/\n",
            "x.csv:3: a: field slug: is there already at line 2",
        ),
    ],
)
def test_wrong_csv_is_refused_by_line_and_column(text: str, expected: str) -> None:
    problems = parse_candidates(text.encode(), "x.csv").problems
    assert any(problem.startswith(expected) for problem in problems), problems


def test_good_rows_are_taken_beside_bad_ones() -> None:
    text = "sources:\n  - {name: Aha, url: 'https://a.example/', country: KE}\n  - {name: B}\n  - 7\n"
    found = parse_candidates(text.encode(), "x.yaml")
    assert slugs(found) == ["aha"]
    assert found.entries[0].region == "sub-saharan-africa"
    assert [problem.partition(": ")[0] for problem in found.problems] == ["x.yaml:3", "x.yaml:4"]


def test_file_of_another_kind_is_refused() -> None:
    [problem] = parse_candidates(b"PK", "sources.xlsx").problems
    assert problem == "sources.xlsx: its ending is not one of .csv, .opml, .xml, .yaml, .yml; rename it"


def test_large_and_missing_files_are_one_problem_each(tmp_path: Path) -> None:
    large = tmp_path / "large.opml"
    with large.open("wb") as file:
        file.truncate(MAX_IMPORT_BYTES + 1)
    assert "more than 5 MB; import it in parts" in read_candidates(large).problems[0]
    assert "cannot be read: No such file" in read_candidates(tmp_path / "none.opml").problems[0]


def test_thousands_of_equal_names_get_slugs_of_their_own() -> None:
    rows = "".join(f"Times,https://t{number}.example/\n" for number in range(3000))
    found = parse_candidates(f"name,url\n{rows}".encode(), "x.csv")
    assert len(set(slugs(found))) == 3000


def test_built_in_sources_survive_export_and_import(tmp_path: Path) -> None:
    sources = load_catalogue().sources
    assert parse_candidates(export_opml(sources).encode(), "x.opml") == Candidates(sources, ())
    (tmp_path / "sources.yaml").write_text(export_yaml(sources), encoding="utf-8")
    assert load_catalogue(tmp_path).sources == sources


_WORDS = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cn", "Cc", "Zl", "Zp")), min_size=1, max_size=30
)
_SOURCES = st.lists(
    st.builds(
        SourceEntry,
        slug=st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
        name=_WORDS.map(str.strip).filter(bool),
        url=st.sampled_from(["https://a.example/", "http://b.example:8080/x?a=1&b='2'", "https://новини.example/<>"]),
        feeds=st.lists(st.sampled_from(["https://a.example/1", 'https://a.example/2?"&<']), unique=True).map(tuple),
        kind=st.sampled_from(["rss", "sitemap", "listing"]),
        country=st.sampled_from([None, "NO", "KE"]),
        region=st.sampled_from(REGIONS),
        language=st.sampled_from(["no", "sw", "pcm"]),
        reputation=st.integers(0, 100),
        interval_minutes=st.integers(10, 1440),
        enabled=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda source: source.slug,
)


@settings(max_examples=60, deadline=None)
@given(_SOURCES)
def test_any_sources_survive_export_and_import(sources: list[SourceEntry]) -> None:
    in_order = tuple(sorted(sources, key=lambda source: REGIONS.index(source.region)))
    assert parse_candidates(export_opml(sources).encode(), "x.opml") == Candidates(in_order, ())
    assert parse_candidates(export_yaml(sources).encode(), "x.yaml") == Candidates(tuple(sources), ())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["x.opml", "x.yaml", "x.csv"]))
def test_arbitrary_bytes_never_raise(content: bytes, name: str) -> None:
    found = parse_candidates(content, name)
    assert all(problem.startswith("x.") for problem in found.problems)
