"""How the articles of some cells stand: what the cell holds, whatever the last run had to do there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.warehouse.schema import Article

_STATUS = table("article_status", column("article_id"), column("status"))


def standing_of(session: Session, cells: Iterable[Cell]) -> dict[Cell, dict[str, int]]:
    """The articles of each cell by their status (collected, extracted … completed, failed, excluded), in words' order.

    A cell without articles has no entry. About 8 microseconds an article on SQLite.
    """
    found: dict[Cell, dict[str, int]] = {}
    for cell in cells:
        rows = session.execute(
            select(_STATUS.c.status, func.count())
            .join(Article, Article.id == _STATUS.c.article_id)
            .where(Article.cell_date == cell.day, Article.region == cell.region)
            .group_by(_STATUS.c.status)
            .order_by(_STATUS.c.status)
        )
        if counts := {str(status): count for status, count in rows}:
            found[cell] = counts
    return found
