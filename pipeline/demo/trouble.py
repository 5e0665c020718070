"""How the fake services are told to misbehave: a kind of trouble, for the next few requests or until told off."""

from __future__ import annotations

import threading
from collections import deque


class Troubles:
    """A queue of misbehaviours, one a request, and what holds when the queue is empty."""

    def __init__(self, kinds: frozenset[str]) -> None:
        self._kinds = kinds
        self._lock = threading.Lock()
        self._queue: deque[str] = deque()
        self._always: str | None = None

    def cause(self, kind: str | None, times: int | None = None) -> None:
        """Misbehave in this way ``times`` times, or from now on; None behaves again.

        ``well`` is good behaviour: ``cause("well", times=4)`` lets four requests through before what comes next.
        """
        if kind is not None and kind not in self._kinds | {"well"}:
            raise ValueError(f"{kind!r} is no trouble this service knows; choose from {', '.join(sorted(self._kinds))}")
        with self._lock:
            if kind is None:
                self._queue.clear()
                self._always = None
            elif times is None:
                self._always = kind
            else:
                self._queue.extend([kind] * times)

    def next(self) -> str | None:
        with self._lock:
            kind = self._queue.popleft() if self._queue else self._always
        return None if kind == "well" else kind
