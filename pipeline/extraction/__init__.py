"""Fetched bytes become text, title, authors, date and language; what is no article is said to be none.

``page.py`` reads one page and knows of no warehouse; ``pool.py`` runs it in processes that can be killed
singly; ``stage.py`` and ``rows.py`` carry a cell's articles through; ``loose.py`` does files.
"""
