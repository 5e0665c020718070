"""One article into the target language: memory first, then the translators, in full if the budget allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.clock import Clock
from pipeline.failures import ConfigurationError, PermanentError, ServiceUnavailable
from pipeline.providers.budget import BudgetExhausted
from pipeline.providers.chunks import batches
from pipeline.providers.fallback import Translators
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
    """Letters that were translated, letters that memory gave for nothing, and paragraphs that were asked twice."""

    characters: int = 0
    memory_characters: int = 0
    asked_again: int = 0


@dataclass
class Desk:
    """Translates article by article; keeps every good paragraph in the memory as soon as it is there.

    ``versions`` gives the keys under which the memory may know a paragraph of a language, the preferred first.
    """

    warehouse: Warehouse
    clock: Clock
    target: str
    translators: Translators
    versions: Callable[[str | None], list[str]]
    meter: Meter = field(default_factory=Meter)
    exhausted: BudgetExhausted | None = None
    _refused: dict[tuple[str | None, str], BadTranslation] = field(default_factory=dict)

    def translate(self, work: Waiting, title: str | None, text: str, *, full: bool = True) -> Done:
        """The article in full, else (or if ``full`` is not wanted) its title and lead, else waiting.

        Raises BadTranslation and other PermanentErrors for this article alone; ServiceUnavailable and
        ConfigurationError for all.
        """
        parts = segments(title, text)
        translated: dict[str, str] = {}
        by: dict[str, str] = {}
        try:
            self._fill(translated, by, parts.to_translate(lead_only=True), work)
        except BudgetExhausted as error:
            self.exhausted = error  # not even a lead: the rest is served from memory alone
            return Done(work, "waiting", self._name(by), reason=str(error), waits_for="lead")
        if not full and set(parts.to_translate()) - set(translated):
            return self._done(work, parts, translated, by, "title and lead only: the full text is translated on demand")
        try:
            self._fill(translated, by, parts.to_translate(), work)
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

    def _fill(self, translated: dict[str, str], by: dict[str, str], wanted: list[str], work: Waiting) -> None:
        """Add what is missing of ``wanted``, request by request; what is there when it raises is kept."""
        missing = [text for text in wanted if text not in translated]
        with self.warehouse.reading() as session:
            known = memory.recall(
                session, missing, source=work.language, target=self.target, translators=self.versions(work.language)
            )
        translated |= {text: found.text for text, found in known.items()}
        by |= {text: found.provider for text, found in known.items()}
        self.meter.memory_characters += sum(len(text) for text in known)
        missing = [text for text in missing if text not in known]
        for text in missing:
            if (work.language, text) in self._refused:
                raise self._refused[work.language, text]
        if missing and self.exhausted is not None:
            raise self.exhausted
        while missing:
            translator = self.translators.first()
            group = next(
                batches(
                    missing,
                    [len(text) for text in missing],
                    max_items=translator.max_texts,
                    max_length=translator.max_characters,
                )
            )
            translated |= self._translated(group, by, work)
            missing = missing[len(group) :]

    def _translated(self, texts: list[str], by: dict[str, str], work: Waiting) -> dict[str, str]:
        """Good translations of all; what came back wrong is asked for once more, of another translator if there is."""
        first, good, problems = self._try(texts, work, None)
        by |= dict.fromkeys(good, first)
        if not problems:
            return good
        self.meter.asked_again += len(problems)
        second, better, still = self._try(list(problems), work, first)
        by |= dict.fromkeys(better, second)
        for text, problem in still.items():
            error = BadTranslation(
                problem.partition(":")[0],
                f"paragraph {text[:60]!r}: {second}: {problem}; before that, {first}: {problems[text]}",
            )
            self._refused[work.language, text] = error
            raise error
        return good | better

    def _try(self, texts: list[str], work: Waiting, after: str | None) -> tuple[str, dict[str, str], dict[str, str]]:
        """Ask one translator: its name, what is good, and what is wrong with the rest."""
        while True:
            translator = self.translators.first() if after is None else self.translators.another(after)
            attempt = 2 if translator.name == after else 1
            try:
                good, problems = self._ask(translator, texts, work, attempt)
            except (ConfigurationError, ServiceUnavailable) as error:
                self.translators.leave(translator.name, error)
                continue
            except PermanentError as error:
                return translator.name, {}, dict.fromkeys(texts, f"{error.reason}: {error}")
            return translator.name, good, problems

    def _ask(
        self, translator: Translator, texts: list[str], work: Waiting, attempt: int
    ) -> tuple[dict[str, str], dict[str, str]]:
        subject = f"article:{work.article_id}"
        answers = translator.translate(texts, work.language, self.target, subject=subject, attempt=attempt)
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
                translator=translator.version_of(work.language, self.target),
                now=self.clock.now(),
            )
        return good, problems
