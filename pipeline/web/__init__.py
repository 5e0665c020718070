"""The guarded client through which every byte from outside comes in: addresses, robots, pace, decoding.

Knows of no stage. Feeds, listings and articles are the crawl's business; here is only how to ask for a URL
safely and politely, and how to read what comes back.
"""
