"""One article into the target language: memory first, then the translators, in full if the budget allows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.clock import Clock
from pipeline.failures import PermanentError
from pipeline.providers.budget import BudgetExhausted
from pipeline.providers.fallback import Translators
from pipeline.translation.filling import Filling
from pipeline.translation.holds import Holder
from pipeline.translation.rows import Done, Waiting
from pipeline.translation.segments import Segments, segments
from pipeline.warehouse.engine import Warehouse


@dataclass
class Meter:
    """Letters that were translated, letters that memory gave for nothing, and paragraphs that were asked twice."""

    characters: int = 0
    memory_characters: int = 0
    asked_again: int = 0


@dataclass
class Desk:
    """Translates article by article; keeps every good paragraph in the memory as soon as it is there.

    ``versions`` gives the keys under which the memory may know a paragraph of a language, the preferred first;
    ``holder`` keeps other runs from paying for what this one is asking for.
    """

    warehouse: Warehouse
    clock: Clock
    target: str
    translators: Translators
    versions: Callable[[str | None], list[str]]
    run_id: str
    holder: Holder
    cancelled: Callable[[], bool]
    pause: Callable[[float], None] = time.sleep
    meter: Meter = field(default_factory=Meter)
    exhausted: BudgetExhausted | None = None
    given_up: set[str] = field(default_factory=set)  # paragraphs that others held for longer than patience lasts

    def translate(self, work: Waiting, title: str | None, text: str, *, full: bool = True) -> Done:
        """The article in full, else (or if ``full`` is not wanted) its title and lead, else waiting.

        Raises BadTranslation and other PermanentErrors for this article alone, LeftToAnother when another run asks for
        its paragraphs; ServiceUnavailable and ConfigurationError for all.
        """
        parts = segments(title, text)
        filling = Filling(self, work)
        translated, by = filling.translated, filling.by
        try:
            filling.fill(parts.to_translate(lead_only=True))
        except BudgetExhausted as error:
            self.exhausted = error  # not even a lead: the rest is served from memory alone
            return Done(work, "waiting", self._name(by), reason=str(error), waits_for="lead")
        if not full and set(parts.to_translate()) - set(translated):
            return self._done(work, parts, translated, by, "title and lead only: the full text is translated on demand")
        try:
            filling.fill(parts.to_translate())
        except BudgetExhausted as error:
            done = self._done(work, parts, translated, by, f"title and lead only: {error}")
            done.waits_for = "full"
            return done
        except PermanentError as error:
            done = self._done(work, parts, translated, by, f"title and lead only, the full text failed: {error}")
            done.failed = error
            return done
        return self._done(work, parts, translated, by)

    def _done(
        self, work: Waiting, parts: Segments, translated: dict[str, str], by: dict[str, str], lacking: str | None = None
    ) -> Done:
        reasons = [lacking] if lacking else []
        if self.translators.left and by:
            reasons.append(self.translators.said())
        return Done(
            work,
            "lead" if lacking else "complete",
            self._name(by),
            title=parts.title_in(translated),
            text=parts.text_in(translated, lead_only=bool(lacking)),
            reason="; ".join(reasons) or None,
        )

    def _name(self, by: dict[str, str]) -> str:
        """Who translated most of it; the preferred one if nothing was."""
        names = list(by.values())
        return max(dict.fromkeys(names), key=names.count) if names else self.translators.preferred
