"""From scored articles to a desk's short list: what is worth writing about, why, and from which articles.

``window`` reads, ``heuristics`` and ``gaps`` (or ``claude_detection``) propose, ``choice`` picks, ``saving`` writes,
``detect`` puts them in order. What becomes of an opportunity later (approval, expiry) is in ``rows``.
"""
