"""Pages of many kinds with their main text, written for these tests; each function returns (page, main text)."""
