"""From an opportunity to a cited first draft that says of every sentence where it comes from.

``material`` reads, ``compose`` (or ``claude_draft``) writes, ``gates`` judges, ``write`` puts them in order and
stores the result; ``rows``, ``render`` and ``export`` show it.
"""
