"""Wrong catalogues are refused by file, line, field and remedy; an overlay replaces its namesakes only."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalogue.loader import CatalogueError, load_catalogue
from pipeline.failures import ConfigurationError

GOOD = """\
sources:
  - slug: one
    name: One
    url: https://one.example/
    region: south-asia
    language: hi
"""


def write(folder: Path, name: str, text: str | bytes) -> None:
    content = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(content)


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(folder)
    return [problem.replace(f"{folder}/", "") for problem in refused.value.problems]


def with_field(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (with_field("url: https", "adress: x\n    url: https"), ["sources.yaml:4: one: field adress: is not a field"]),
        (
            with_field("url: https", "feed: [x]\n    url: https"),
            ["sources.yaml:4: one: field feed: is not a field; did you mean feeds?"],
        ),
        (with_field("    name: One\n", ""), ["sources.yaml:2: one: field name: is missing; add a line 'name: …'"]),
        (
            with_field("name: One", "name: 24"),
            ["sources.yaml:3: one: field name: must be a text (it is 24); put it in quotes"],
        ),
        (
            with_field("south-asia", "asia"),
            ["sources.yaml:5: one: field region: is not a region; use one of sub-saharan-africa", "(it is 'asia')"],
        ),
        (
            with_field("https://one.example/", "one.example"),
            ["sources.yaml:4: one: field url: must be a full http or https address", "(it is 'one.example')"],
        ),
        (
            with_field("https://one.example/", "file:///etc/passwd"),
            ["sources.yaml:4: one: field url: must be a full http"],
        ),
        (
            with_field("https://one.example/", "https://one.example:port/"),
            ["sources.yaml:4: one: field url: must be a full http"],
        ),
        (
            with_field("https://one.example/", "'https://one.example/ x'"),
            ["sources.yaml:4: one: field url: must be a full http"],
        ),
        (with_field("https://one.example/", "'http://[::1'"), ["sources.yaml:4: one: field url: must be a full http"]),
        (
            with_field("language: hi", "language: Hindi"),
            ["sources.yaml:6: one: field language: must be an ISO 639 code"],
        ),
        (
            with_field("language: hi", "language: hi\n    country: India"),
            ["sources.yaml:7: one: field country: must be an ISO 3166 code"],
        ),
        (
            with_field("language: hi", "language: hi\n    reputation: 101"),
            ["sources.yaml:7: one: field reputation: should be less than or equal to 100"],
        ),
        (
            with_field("language: hi", "language: hi\n    kind: atom"),
            ["sources.yaml:7: one: field kind: should be 'rss', 'sitemap' or 'listing'"],
        ),
        (
            with_field("language: hi", "language: hi\n    interval_minutes: 1"),
            ["sources.yaml:7: one: field interval_minutes:"],
        ),
        (
            with_field("language: hi", "language: hi\n    feeds: https://x.example/"),
            ["sources.yaml:7: one: field feeds: must be a list", "write it as a list"],
        ),
        (
            with_field("language: hi", "language: hi\n    feeds:\n      - https://x.example/\n      - nope"),
            ["sources.yaml:9: one: field feeds.1: must be a full http"],
        ),
        (
            with_field("slug: one", "slug: One|Two"),
            ["sources.yaml:2: One|Two: field slug: must be small letters, digits and hyphens"],
        ),
        (
            with_field("slug: one", "slug: one\n    slug: two"),
            ["sources.yaml:3: field slug is there already at line 2; remove one"],
        ),
        (
            GOOD + GOOD.partition("\n")[2],
            ["sources.yaml:7: one: field slug: is there already at line 2; give each a slug"],
        ),
        ("sources:\n  - just words\n", ["sources.yaml:2: entry: is 'just words', not fields"]),
        ("sources: none\n", ["sources.yaml:1: has no list named 'sources'; start it with 'sources:'"]),
        ("", ["sources.yaml:1: has no list named 'sources'"]),
        (GOOD + "feeds: []\n", ["sources.yaml:7: 'feeds' belongs to no part of this file; remove it"]),
        ("sources:\n  - slug: [one\n", ["sources.yaml:3: is not valid YAML", "check its indentation and quotes"]),
        ("sources:\n\t- slug: one\n", ["sources.yaml:2: is not valid YAML"]),
        ("# Größe\nsources: []\n".encode("latin-1"), ["sources.yaml:1: is not UTF-8 text", "save it as UTF-8"]),
        (GOOD.encode("utf-16"), ["sources.yaml:1: is not UTF-8 text", "save it as UTF-8"]),
    ],
)
def test_wrong_source_is_refused_by_file_line_field_and_remedy(
    tmp_path: Path, text: str | bytes, expected: list[str]
) -> None:
    write(tmp_path, "sources.yaml", text)
    problems = problems_of(tmp_path)
    assert len(problems) == 1, problems
    for part in expected:
        assert part in problems[0]


def test_all_wrong_entries_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", "sources:\n  - slug: a\n    name: A\n  - slug: B\n" + GOOD.partition("\n")[2])
    write(tmp_path, "prices.yaml", "prices:\n  - {provider: claude, model: m, unit: words, input_per_million: -1}\n")
    write(tmp_path, "regions.yaml", "regions: [\n")
    problems = problems_of(tmp_path)
    assert [problem.partition(":")[0] for problem in problems].count("prices.yaml") == 2
    assert any(problem.startswith("regions.yaml:2: is not valid YAML") for problem in problems)
    for field in ("slug", "name", "url", "region", "language"):
        assert any(f"B: field {field}: " in problem for problem in problems), field
    assert not any("one:" in problem for problem in problems)


def test_message_of_a_thousand_problems_stays_readable(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", "sources:\n" + "  - nothing\n" * 1000)
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(tmp_path)
    assert len(refused.value.problems) == 1000
    assert str(refused.value).count("\n") < 60
    assert "… and 950 more" in str(refused.value)


@pytest.mark.parametrize(
    ("desk", "expected"),
    [
        (
            "topics: [economy, horoscopes]",
            "desks.yaml:4: d: field topics: 'horoscopes' is not in topics.yaml; add it there or use",
        ),
        (
            "voice: shouting",
            "desks.yaml:4: d: field voice: 'shouting' is not in voices.yaml; add it there or use one of",
        ),
        (
            "template: poem",
            "desks.yaml:4: d: field template: 'poem' is not in templates.yaml; add it there or use one of",
        ),
    ],
)
def test_desk_that_names_what_does_not_exist_is_refused(tmp_path: Path, desk: str, expected: str) -> None:
    rest = {"topics": "topics: [economy]", "voice": "voice: plain-news", "template": "template: briefing"}
    rest.pop(desk.partition(":")[0])
    lines = ["desks:", "  - slug: d", "    name: D", f"    {desk}", *(f"    {line}" for line in rest.values())]
    write(tmp_path, "desks.yaml", "\n".join(lines))
    [problem] = problems_of(tmp_path)
    assert problem.startswith(expected)


@pytest.mark.parametrize(
    ("scoring", "expected"),
    [
        ("{relevance: high}", "topics.yaml:1: scoring: field relevance:"),
        ("{novelty: 1}", "topics.yaml:1: scoring: field novelty: is not a field"),
        ("{high: 40, medium: 60}", "medium (60) must be below high (40)"),
        ("{relevance: 0, timeliness: 0, source_reputation: 0, content_depth: 0, uniqueness: 0}", "at least one"),
        ("{relevance: .nan}", "topics.yaml:1: scoring: field relevance: should be a finite number"),
        ("[1]", "topics.yaml:1: scoring: field entry: "),
    ],
)
def test_wrong_scoring_is_refused(tmp_path: Path, scoring: str, expected: str) -> None:
    write(tmp_path, "topics.yaml", f"scoring: {scoring}\ntopics: []\n")
    write(tmp_path, "desks.yaml", "desks: []\n")
    [problem] = problems_of(tmp_path)
    assert expected in problem


def test_template_whose_bounds_contradict_is_refused(tmp_path: Path) -> None:
    write(
        tmp_path,
        "templates.yaml",
        "templates:\n  - {slug: t, name: T, content_type: c, sections: [], min_words: 500, max_words: 400}\n",
    )
    assert "min_words (500) must be below max_words (400)" in problems_of(tmp_path)[0]


def test_no_is_norwegian_and_norway(tmp_path: Path) -> None:
    text = with_field("language: hi", "language: no\n    country: NO\n    enabled: false").replace(
        "south-asia", "world"
    )
    write(tmp_path, "sources.yaml", text)
    [source] = load_catalogue(tmp_path).sources
    assert (source.language, source.country, source.enabled) == ("no", "NO", False)


def test_a_name_that_looks_like_a_date_stays_text(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", with_field("name: One", "name: 2026-11-22"))
    assert load_catalogue(tmp_path).sources[0].name == "2026-11-22"


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_catalogue(tmp_path).sources[0].slug == "one"


def test_overlay_replaces_its_namesake_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", GOOD)
    laid_over, built_in = load_catalogue(tmp_path), load_catalogue()
    assert [source.slug for source in laid_over.sources] == ["one"]
    assert laid_over.topics == built_in.topics
    assert laid_over.desks == built_in.desks


def test_an_unchanged_catalogue_is_read_once_and_a_changed_one_anew(tmp_path: Path) -> None:
    write(tmp_path, "sources.yaml", GOOD)
    first = load_catalogue(tmp_path)
    assert load_catalogue(tmp_path) is first
    write(tmp_path, "sources.yaml", with_field("name: One", "name: Two"))  # of the same size
    assert [source.name for source in load_catalogue(tmp_path).sources] == ["Two"]
    write(tmp_path, "sources.yaml", with_field("slug: one", "slug: One"))
    for _ in range(2):
        assert problems_of(tmp_path)
    (tmp_path / "sources.yaml").unlink()
    assert load_catalogue(tmp_path).sources == load_catalogue().sources


def test_empty_overlay_is_the_built_in_catalogue(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path) == load_catalogue()


def test_overlay_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="EMCIP_CATALOGUE is not a folder; create it or unset the variable"):
        load_catalogue(tmp_path / "nowhere")


def test_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").mkdir()
    assert problems_of(tmp_path) == ["sources.yaml: cannot be read: Is a directory; it must be a readable file"]


def test_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "sources.yaml").open("wb") as file:
        file.truncate(20_000_001)
    assert problems_of(tmp_path) == ["sources.yaml: has 20,000,001 bytes, more than 20 MB; split or shorten it"]


def test_asking_for_a_desk_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ConfigurationError, match=r"no desk 'sports' in desks.yaml; known are: emerging-markets-daily,"):
        load_catalogue().desk("sports")
