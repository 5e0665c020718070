"""Crawling: what is new at each source, each page fetched once and stored, every URL accounted for.

Reads catalogued sources from the warehouse and writes ``urls``, ``articles``, ``article_versions`` and the
ledger (``crawl_jobs``, ``crawl_results``, ``crawl_events``). What a page says is the next room's business.
"""
