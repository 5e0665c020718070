"""Getting the paragraphs of one article: what is known first, then request by request from the translators.

Who is asked for a paragraph follows from what is stored of it, so that a run which was killed goes on where it stopped:
each usable translator once, in order; the same once more if it is alone; then nobody, until somebody asks for another
round (``emcip reprocess translation``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.failures import ConfigurationError, PermanentError, ServiceUnavailable, TransientError
from pipeline.providers.chunks import batches
from pipeline.providers.translators import Translator
from pipeline.translation import memory
from pipeline.translation.form import tidied
from pipeline.translation.holds import pauses
from pipeline.translation.quality import problems_of
from pipeline.translation.rows import Waiting

if TYPE_CHECKING:
    from pipeline.translation.article import Desk

MOST_TRIES = 2  # of a paragraph in a round, where nobody is left who was never asked


class BadTranslation(PermanentError):
    """What came back is not a translation; ``reason`` is the check that said so."""


class LeftToAnother(TransientError):
    """Another run is asking for paragraphs of this article and has not ended: the article stays pending."""


@dataclass(frozen=True)
class Ask:
    """Whom to ask, for which of its answers to this paragraph (1: the first)."""

    translator: str
    attempt: int


@dataclass
class Filling:
    """The paragraphs of one article, as far as they are there: ``translated`` by source text, ``by`` whom."""

    desk: Desk
    work: Waiting
    translated: dict[str, str] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    # reasons of asks that brought nothing to judge, by text and translator: the same request is free the next time
    _unanswered: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def fill(self, wanted: Sequence[str]) -> None:
        """Add what is missing of ``wanted``; what is there when it raises is kept."""
        elsewhere: set[str] = set()
        waits = iter(pauses())
        while missing := [text for text in wanted if text not in self.translated]:
            found = self._recall(missing)
            missing = [text for text in missing if text not in self.translated]
            plans = {text: self._plan(text, found) for text in missing}
            if missing and self.desk.exhausted is not None:
                raise self.desk.exhausted
            free = [text for text in missing if text not in elsewhere]
            if free:
                elsewhere |= self._ask_for_some(free, plans, found)
            elif missing:
                self._wait(elsewhere, next(waits, None))
                elsewhere.clear()

    def _recall(self, texts: list[str]) -> memory.Found:
        desk = self.desk
        with desk.warehouse.reading() as session:
            found = memory.look_up(
                session,
                texts,
                source=self.work.language,
                target=desk.target,
                translators=list(self._versions.values()),
                now=desk.clock.now(),
            )
        if found.judged_anew:
            with desk.warehouse.transaction() as session:
                memory.settle(session, found, now=desk.clock.now(), run_id=desk.run_id)
        self.translated |= {text: each.text for text, each in found.good.items()}
        self.by |= {text: each.provider for text, each in found.good.items()}
        desk.meter.memory_characters += sum(len(text) for text in found.good)
        return found

    @property
    def _versions(self) -> dict[str, str]:
        """Of the translators by name, in their order."""
        return {memory.provider_of(version): version for version in self.desk.versions(self.work.language)}

    def _plan(self, text: str, found: memory.Found) -> Ask:
        """Raises BadTranslation when nobody is left to ask."""
        spent, tries, reasons = dict[str, int](), dict[str, int](), dict[str, str]()
        for name, version in self._versions.items():
            refused, unanswered = found.refused.get((text, version)), self._unanswered.get((text, name), [])
            spent[name] = len(unanswered) + (refused.spent_in(self.work.round) if refused else 0)
            tries[name] = len(unanswered) + (refused.tries if refused else 0)
            told = [*unanswered[::-1], *([refused.reason] if refused else [])]
            if told:
                reasons[name] = f"; before that, {name}: ".join(told)
        usable = self.desk.translators.usable()
        for name in usable:
            if not spent.get(name):
                return Ask(name, tries.get(name, 0) + 1)
        if usable and sum(spent.values()) < MOST_TRIES:
            return Ask(usable[0], tries[usable[0]] + 1)
        said = [f"{name}: {reason}" for name, reason in reversed(reasons.items())]
        slug = next(reversed(reasons.values())).partition(":")[0]
        raise BadTranslation(slug, f"paragraph {text[:60]!r}: {'; before that, '.join(said)}")

    def _ask_for_some(self, texts: list[str], plans: dict[str, Ask], found: memory.Found) -> set[str]:
        """One request, for the first of the texts and those that go with it; returns those that another run holds."""
        plan = plans[texts[0]]
        translator = self.desk.translators.open(plan.translator)
        if translator is None:
            return set()
        alike = [text for text in texts if plans[text] == plan]
        lengths = [len(text) for text in alike]
        group = next(batches(alike, lengths, max_items=translator.max_texts, max_length=translator.max_characters))
        mine, theirs = self._hold(group, translator, found)
        if mine:
            self._ask(translator, plan.attempt, mine, found)
        return theirs

    def _hold(self, texts: list[str], translator: Translator, found: memory.Found) -> tuple[list[str], set[str]]:
        """What is ours to ask for now, and what others hold; what was answered since we looked is neither."""
        desk, keys = self.desk, {self._key(text, translator): text for text in texts}
        with desk.warehouse.transaction() as session:
            taken = desk.holder.take(session, keys, desk.clock.now())
            since = memory.look_up(
                session,
                [text for key, text in keys.items() if key in taken],
                source=self.work.language,
                target=desk.target,
                translators=list(self._versions.values()),
                now=desk.clock.now(),
            )
            version = self._versions[translator.name]
            stale = {
                key
                for key in taken
                if keys[key] in since.good
                or since.refused.get((keys[key], version)) != found.refused.get((keys[key], version))
            }
            desk.holder.give_back(session, stale)
        mine = [text for key, text in keys.items() if key in taken - stale]
        return mine, {text for key, text in keys.items() if key not in taken}

    def _key(self, text: str, translator: Translator) -> str:
        return memory.key_of(text, self.work.language, self.desk.target, self._versions[translator.name])

    def _ask(self, translator: Translator, attempt: int, texts: list[str], found: memory.Found) -> None:
        """Ask, judge, store what is good and what is not, and give the holds back with it."""
        desk, keys = self.desk, {self._key(text, translator) for text in texts}
        if any(self._was_asked(text, found) for text in texts):
            desk.meter.asked_again += len(texts)
        try:
            answers = translator.translate(
                texts,
                self.work.language,
                desk.target,
                subject=f"article:{self.work.article_id}",
                attempt=attempt,
                again=self.work.round,
            )
            if len(answers) != len(texts):
                raise BadTranslation("wrong_count", f"{len(texts)} paragraphs were sent and {len(answers)} came back")
            self._store(translator, texts, answers, found, keys)
            keys = set()
        except (ConfigurationError, ServiceUnavailable) as error:
            desk.translators.leave(translator.name, error)
        except PermanentError as error:
            for text in texts:
                self._unanswered.setdefault((text, translator.name), []).append(_told(error))
        finally:
            if keys:
                with desk.warehouse.transaction() as session:
                    desk.holder.give_back(session, keys)

    def _was_asked(self, text: str, found: memory.Found) -> bool:
        return any(
            (text, name) in self._unanswered or (text, version) in found.refused
            for name, version in self._versions.items()
        )

    def _store(
        self, translator: Translator, texts: list[str], answers: list[str], found: memory.Found, keys: set[str]
    ) -> None:
        desk, version, language = self.desk, self._versions[translator.name], self.work.language
        desk.meter.characters += sum(len(text) for text in texts)
        pairs = [(text, tidied(answer, desk.target)) for text, answer in zip(texts, answers, strict=True)]
        problems = {texts[at]: why for at, why in problems_of(pairs, language, desk.target).items()}
        good = {text: answer for text, answer in pairs if text not in problems}
        if not good and len(texts) > 1:  # that is no paragraph's fault, and none of them is to bear it
            why = next(iter(problems.values()))
            raise BadTranslation(why.partition(":")[0], f"not one of {len(texts)} paragraphs came back right; {why}")
        bad = {
            text: self._refused(text, answer, problems[text], translator, found)
            for text, answer in pairs
            if text in problems
        }
        now = desk.clock.now()
        with desk.warehouse.transaction() as session:
            memory.remember(session, good, source=language, target=desk.target, translator=version, now=now)
            memory.refuse(
                session, bad, source=language, target=desk.target, translator=version, now=now, run_id=desk.run_id
            )
            desk.holder.give_back(session, keys)
        self.translated |= good
        self.by |= dict.fromkeys(good, translator.name)

    def _refused(
        self, text: str, answer: str, problem: str, translator: Translator, found: memory.Found
    ) -> memory.Refused:
        """This answer, on top of those before it."""
        before = found.refused.get((text, self._versions[translator.name]))
        spent = before.spent_in(self.work.round) if before else 0
        tries = (before.tries if before else 0) + len(self._unanswered.get((text, translator.name), ()))
        reason = f"{problem}; before that, {translator.name}: {before.reason}" if before and spent else problem
        return memory.Refused(reason, answer, tries + 1, spent + 1, max(self.work.round, before.round if before else 0))

    def _wait(self, elsewhere: set[str], seconds: float | None) -> None:
        """For what others hold; not once more for what this run waited for in vain."""
        if seconds is None:
            self.desk.given_up |= elsewhere
        if seconds is None or self.desk.given_up & elsewhere or self.desk.cancelled():
            raise LeftToAnother(
                "in_flight", "another run is asking for the same paragraphs; its answers will be in the memory"
            )
        self.desk.pause(seconds)


def _told(error: PermanentError) -> str:
    return str(error) if str(error).startswith(error.reason) else f"{error.reason}: {error}"
