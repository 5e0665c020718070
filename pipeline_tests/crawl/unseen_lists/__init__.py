"""Home and section pages, and the feeds they name, written before the code that reads them was read."""
