"""The translators of a run in order of preference, and which of them it can no longer use.

One that fails for good (a refused key, a missing permission, no price) is left for the rest of the run, and said so.
One that is down is waited for, like any service: only the last of the step's retries does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.failures import STEP_RETRIES, ConfigurationError, EmcipError, ServiceUnavailable
from pipeline.providers.translators import Translator


class Translators:
    """Opened at the first use of each, so that a missing key stops nobody who has nothing to translate.

    ``attempt`` counts the step's retries before this one; ``left`` says why each translator that was left was.
    """

    def __init__(
        self, names: Sequence[str], open_one: Callable[[str], Translator], log: Callable[[str], None], attempt: int = 0
    ) -> None:
        self._names, self._open, self._log, self._attempt = list(names), open_one, log, attempt
        self._opened: dict[str, Translator] = {}
        self.left: dict[str, str] = {}
        self.preferred = self._names[0] if self._names else "none"

    def usable(self) -> list[str]:
        """The names of those that were not left, the preferred one first."""
        return [name for name in self._names if name not in self.left]

    def first(self) -> Translator:
        """The preferred one of those that can be used. Raises ConfigurationError when there is none."""
        for name in self.usable():
            opened = self.open(name)
            if opened is not None:
                return opened
        raise ConfigurationError(f"no translator is left: {self.said()}")

    def open(self, name: str) -> Translator | None:
        """This one, or None when it cannot be opened and another can be asked. Raises as :meth:`leave` does."""
        if name not in self._opened:
            try:
                self._opened[name] = self._open(name)
            except ConfigurationError as error:
                self.leave(name, error)
                return None
        return self._opened[name]

    def leave(self, name: str, error: EmcipError) -> None:
        """Do without this one from now on. Raises the error when it was the last, or is one that passes."""
        others = [other for other in self._names if other not in self.left and other != name]
        passes = isinstance(error, ServiceUnavailable) and self._attempt < STEP_RETRIES
        if passes or not others:
            raise error
        self.left[name] = str(error)
        self._log(f"translations: {name} is left for the rest of this run, {others[0]} goes on: {error}")

    def said(self) -> str:
        """Which were left, and why; empty if none."""
        return "; ".join(f"{name} was left for this run ({why})" for name, why in self.left.items())
