"""How sources publish, and what pollers make of it: what ``benchmarks/polling.py`` is made of."""
