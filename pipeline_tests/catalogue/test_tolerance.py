"""One slip in a list of hundreds stops neither the crawl of the others nor the whole code location."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.catalogue.loader import CatalogueError, load_catalogue
from pipeline.newsroom import Newsroom
from pipeline.sources.sync import sync_catalogue
from pipeline.warehouse import schema as t

GOOD = "  - {slug: good-paper, name: Good, url: 'https://good.example/', region: world, language: en}\n"
OTHER = "  - {slug: other-paper, name: Other, url: 'https://other.example/', region: world, language: en}\n"
WRONG = "  - {slug: other-paper, name: Other, url: 'https://other.example/', region: atlantis, language: en}\n"


def _overlay(folder: Path, *entries: str) -> Path:
    (folder / "sources.yaml").write_text("sources:\n" + "".join(entries), encoding="utf-8")
    return folder


def test_a_wrong_source_is_left_out_and_named(tmp_path: Path) -> None:
    catalogue = load_catalogue(_overlay(tmp_path, GOOD, WRONG), tolerant=True)
    assert [source.slug for source in catalogue.sources] == ["good-paper"]
    assert len(catalogue.refused) == 1
    assert "atlantis" in catalogue.refused[0]


def test_a_list_that_cannot_be_read_at_all_is_named_as_well(tmp_path: Path) -> None:
    catalogue = load_catalogue(_overlay(tmp_path, "  - {slug: [\n"), tolerant=True)
    assert catalogue.sources == ()
    assert catalogue.refused


def test_anything_else_that_is_wrong_is_refused_still(tmp_path: Path) -> None:
    (tmp_path / "desks.yaml").write_text("desks: [{slug: x}]\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"desks\.yaml"):
        load_catalogue(tmp_path, tolerant=True)


def test_a_source_whose_entry_became_wrong_is_not_paused(newsroom: Newsroom, tmp_path: Path) -> None:
    def synced(*entries: str) -> dict[str, str]:
        catalogue = load_catalogue(_overlay(tmp_path, *entries), tolerant=True)
        sync_catalogue(dataclasses.replace(newsroom, catalogue=catalogue))
        with newsroom.warehouse.reading() as session:
            return {slug: status for slug, status in session.execute(select(t.Source.slug, t.Source.status))}  # noqa: C416 - rows are not pairs to mypy

    assert synced(GOOD, OTHER) == {"good-paper": "candidate", "other-paper": "candidate"}
    assert synced(GOOD, WRONG) == {"good-paper": "candidate", "other-paper": "candidate"}
    assert synced(GOOD) == {"good-paper": "candidate", "other-paper": "paused"}
