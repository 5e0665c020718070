"""Working one batch of claimed articles: reading it, scoring it, or only renewing its places in stories."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.orm import Session

from pipeline.cells import Cell
from pipeline.failures import judge
from pipeline.newsroom import Newsroom, Run
from pipeline.scoring import reasons, rows
from pipeline.scoring.components import COMPONENTS
from pipeline.scoring.depth import Depth, measure
from pipeline.scoring.frame import PLACE, records, restood_table, score_table
from pipeline.scoring.reading import ReadText, print_input, read
from pipeline.stories.prints import PRINTS, make_print
from pipeline.topics.embedding import DIMENSIONS, MODEL
from pipeline.topics.match import Reading, TopicMatch, matcher_of
from pipeline.topics.relevance import lead_vectors
from pipeline.warehouse.claims import release
from pipeline.warehouse.failure_rows import record_failure

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

Row = dict[str, Any]
T = TypeVar("T")


class Batches:
    """The work of one call. ``done`` counts what became of the articles of each cell."""

    def __init__(self, newsroom: Newsroom, run: Run, version: str) -> None:
        self._warehouse = newsroom.warehouse
        self._clock = newsroom.clock
        self._catalogue = newsroom.catalogue
        self._target = newsroom.settings.target_language
        self._run = run
        self.version = version
        self.done: dict[Cell, Counter[str]] = defaultdict(Counter)

    def read(self, ids: Sequence[int]) -> int:
        """Store vector and print of the articles whose text was not read yet; returns their number."""
        with self._warehouse.reading() as session:
            known = rows.print_hashes(session, ids)
            light = rows.read_inputs(session, ids, with_text=False)
            stale = [row["article_id"] for row in light if known.get(row["article_id"]) != print_input(row)]
            inputs = rows.read_inputs(session, stale, with_text=True) if stale else []
        made, failed = _each(inputs, lambda row: (text := read(row), _pack_print(row, text)))
        vectors = _vectors([text for _, (text, _) in made])
        written: list[Row] = []
        for (row, (_, packed)), vector in zip(made, vectors, strict=True):
            common = {"article_id": row["article_id"], "input_hash": print_input(row)}
            written.append({**common, "model": MODEL, "vector": vector.astype("<f4").tobytes()})
            written.append({**common, "model": PRINTS, "vector": packed})
        with self._warehouse.transaction() as session:
            rows.write_prints(session, written)
            self._record(session, failed)
            release(session, rows.STAGE, ids)
        return len(made)

    def score(self, ids: Sequence[int]) -> int:
        """Score the articles and store scores and topics in one transaction; returns their number."""
        with self._warehouse.reading() as session:
            inputs = rows.read_inputs(session, ids, with_text=True)
            vectors = rows.read_vectors(session, ids)
        made, failed = _each(inputs, lambda row: (read(row), measure(row["own_text"] or "", row["language"])))
        texts = [text for _, (text, _) in made]
        matches = self._match(texts, _unpack(vectors.get(row["article_id"]) for row, _ in made))
        table = score_table(
            [row for row, _ in made],
            [depth for _, (_, depth) in made],
            matches,
            {topic.slug: topic.weight for topic in self._catalogue.topics},
            self._catalogue.scoring,
        )
        scores = [
            {**self._score(row, values), "reasons": self._reasons(row, text, depth, found, values["age_hours"])}
            for (row, (text, depth)), found, values in zip(made, matches, records(table), strict=True)
        ]
        topics = {row["article_id"]: self._topics(row, found) for (row, _), found in zip(made, matches, strict=True)}
        with self._warehouse.transaction() as session:
            rows.write_scores(session, scores, topics)
            self._record(session, failed)
            release(session, rows.STAGE, ids)
        self._count([row for row, _ in made], "scored")
        return len(scores)

    def restand(self, ids: Sequence[int]) -> int:
        """Append scores that differ from the present ones by the article's place in its story."""
        with self._warehouse.reading() as session:
            inputs = {row["article_id"]: row for row in rows.read_inputs(session, ids, with_text=False)}
            before = rows.current_scores(session, ids)
        pairs = [(score, inputs[score.article_id]) for score in before if score.article_id in inputs]
        scores: list[Row] = []
        if pairs:
            kept = [{**{name: getattr(score, name) for name in COMPONENTS}, **_place(row)} for score, row in pairs]
            table = restood_table(kept, self._catalogue.scoring)
            for (score, row), values in zip(pairs, records(table), strict=True):
                told = list(score.reasons)
                told[reasons.UNIQUENESS :] = [_uniqueness_reason(row)]
                scores.append({**self._score(row, values), "reasons": told})
        with self._warehouse.transaction() as session:
            rows.write_scores(session, scores, None)
            release(session, rows.STAGE, ids)
        self._count([row for _, row in pairs], "restood")
        return len(scores)

    def _match(self, texts: Sequence[ReadText], vectors: Array) -> list[list[TopicMatch]]:
        return matcher_of(self._catalogue.topics).match(
            [Reading(text.title, text.text, text.language) for text in texts], vectors
        )

    def _score(self, row: Row, values: Mapping[str, Any]) -> Row:
        return {
            "article_id": row["article_id"],
            "extraction_id": row["extraction_id"],
            "translation_id": row["translation_id"],
            "translation_status": row["translation_status"],
            "standing": row["standing"] or "",
            "version": self.version,
            "input_hash": print_input(row),
            **{name: float(values[name]) for name in (*COMPONENTS, "total")},
            "quality_category": str(values["quality_category"]),
            "as_of": row["collected_at"],
            "created_at": self._clock.now(),
            "current": True,
            "run_id": self._run.run_id,
        }

    def _reasons(
        self, row: Row, text: ReadText, depth: Depth, matches: Sequence[TopicMatch], age_hours: float
    ) -> list[str]:
        names = {topic.slug: topic.name for topic in self._catalogue.topics}
        note = reasons.language_note(row["language"], self._target, text.translated)
        return [
            reasons.relevance_reason(matches, names, note),
            reasons.timeliness_reason(age_hours, row["published_at"] is not None, row["published_precision"]),
            reasons.reputation_reason(row["source_name"], row["reputation"]),
            reasons.depth_reason(depth),
            _uniqueness_reason(row),
        ]

    def _topics(self, row: Row, matches: Sequence[TopicMatch]) -> list[Row]:
        return [
            {
                "article_id": row["article_id"],
                "topic": match.topic,
                "relevance": match.relevance,
                "terms": list(match.terms),
                "version": self.version,
            }
            for match in matches
        ]

    def _record(self, session: Session, failed: Sequence[tuple[Row, Exception]]) -> None:
        for row, error in failed:
            record_failure(
                session,
                stage=rows.STAGE,
                subject_type="article",
                subject_id=row["article_id"],
                verdict=judge(error),
                message=f"article {row['article_id']} could not be scored: {error}",
                version=self.version,
                input_hash=row["text_hash"],
                now=self._clock.now(),
                run_id=self._run.run_id,
            )
        self._count([row for row, _ in failed], "failed")

    def _count(self, done: Sequence[Row], what: str) -> None:
        for row in done:
            self.done[Cell(row["cell_date"], row["region"])][what] += 1


def _each(inputs: Sequence[Row], work: Callable[[Row], T]) -> tuple[list[tuple[Row, T]], list[tuple[Row, Exception]]]:
    """Work on each row; one that fails is set aside with its error, and the others go on."""
    made: list[tuple[Row, T]] = []
    failed: list[tuple[Row, Exception]] = []
    for row in inputs:
        try:
            made.append((row, work(row)))
        except Exception as error:  # noqa: BLE001 - whatever a text does to us is recorded and judged
            failed.append((row, error))
    return made, failed


def _pack_print(row: Row, text: ReadText) -> bytes:
    publisher = str(row["source_name"])
    return make_print(text.title, text.text, text.language, publisher=publisher, original=text.own).pack()


def _vectors(texts: Sequence[ReadText]) -> Array:
    return lead_vectors([Reading(text.title, text.text, text.language) for text in texts])


def _unpack(packed: Iterable[bytes | None]) -> Array:
    import numpy as np  # noqa: PLC0415 - as above

    found = [np.frombuffer(vector, "<f4") if vector else np.zeros(DIMENSIONS, np.float32) for vector in packed]
    return np.stack(found) if found else np.zeros((0, DIMENSIONS), np.float32)


def _place(row: Row) -> Row:
    return {name: row[name] if row[name] is not None else missing for name, missing in PLACE.items()}


def _uniqueness_reason(row: Row) -> str:
    place = _place(row)
    return reasons.uniqueness_reason(place["relation"], place["articles"], place["accounts"], row["copied_from"])
