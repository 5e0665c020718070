"""One article into the target language: memory first, then the translator, in full if the budget allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.clock import Clock
from pipeline.failures import PermanentError
from pipeline.providers.budget import BudgetExhausted
from pipeline.providers.chunks import batches
from pipeline.providers.translators import Translator
from pipeline.translation import memory
from pipeline.translation.form import tidied
from pipeline.translation.quality import problems_of
from pipeline.translation.rows import Done, Waiting
from pipeline.translation.segments import Segments, segments
from pipeline.warehouse.engine import Warehouse


class BadTranslation(PermanentError):
    """What came back is not a translation; ``reason`` is the check that said so."""


@dataclass
class Meter:
    """Letters that were translated, and letters that memory gave for nothing."""

    characters: int = 0
    memory_characters: int = 0


@dataclass
class Desk:
    """Translates article by article; keeps every good paragraph in the memory as soon as it is there.

    ``translator`` is opened at the first article that needs it, so that a missing key stops nobody who has
    nothing to translate.
    """

    warehouse: Warehouse
    clock: Clock
    target: str
    translator: Callable[[], Translator]
    meter: Meter = field(default_factory=Meter)
    exhausted: BudgetExhausted | None = None

    def translate(self, work: Waiting, title: str | None, text: str) -> Done:
        """The article in full, else its title and lead, else waiting.

        Raises BadTranslation and other PermanentErrors for this article alone; ServiceUnavailable and
        ConfigurationError for all.
        """
        parts = segments(title, text)
        translated: dict[str, str] = {}
        try:
            self._fill(translated, parts.to_translate(), work)
            return self._done(work, parts, translated)
        except BudgetExhausted as error:
            full = error
        try:
            self._fill(translated, parts.to_translate(lead_only=True), work)
            return self._done(work, parts, translated, full)
        except BudgetExhausted as error:
            self.exhausted = error  # not even a lead: the rest is served from memory alone
            return Done(work, "waiting", self.translator().name, reason=str(error))

    def _done(
        self, work: Waiting, parts: Segments, translated: dict[str, str], lacking: BudgetExhausted | None = None
    ) -> Done:
        lead_only = lacking is not None
        return Done(
            work,
            "lead" if lead_only else "complete",
            self.translator().name,
            title=parts.title_in(translated),
            text=parts.text_in(translated, lead_only=lead_only),
            reason=f"title and lead only: {lacking}" if lacking else None,
        )

    def _fill(self, translated: dict[str, str], wanted: list[str], work: Waiting) -> None:
        """Add what is missing of ``wanted``, request by request; what is there when it raises is kept."""
        translator = self.translator()
        missing = [text for text in wanted if text not in translated]
        with self.warehouse.reading() as session:
            known = memory.recall(
                session, missing, source=work.language, target=self.target, translator=translator.version
            )
        translated |= known
        self.meter.memory_characters += sum(len(text) for text in known)
        missing = [text for text in missing if text not in known]
        if missing and self.exhausted is not None:
            raise self.exhausted
        for group in batches(
            missing,
            [len(text) for text in missing],
            max_items=translator.max_texts,
            max_length=translator.max_characters,
        ):
            translated |= self._ask(translator, group, work)

    def _ask(self, translator: Translator, texts: list[str], work: Waiting) -> dict[str, str]:
        answers = translator.translate(texts, work.language, self.target, subject=f"article:{work.article_id}")
        if len(answers) != len(texts):
            raise BadTranslation("wrong_count", f"{len(texts)} paragraphs were sent and {len(answers)} came back")
        self.meter.characters += sum(len(text) for text in texts)
        pairs = [(text, tidied(answer, self.target)) for text, answer in zip(texts, answers, strict=True)]
        problems = {texts[at]: problem for at, problem in problems_of(pairs, work.language, self.target).items()}
        good = {text: answer for text, answer in pairs if text not in problems}
        with self.warehouse.transaction() as session:
            memory.remember(
                session,
                good,
                source=work.language,
                target=self.target,
                translator=translator.version,
                now=self.clock.now(),
            )
        for text, problem in problems.items():
            slug = problem.partition(":")[0]
            raise BadTranslation(slug, f"{translator.name}, paragraph {text[:60]!r}: {problem}")
        return good
