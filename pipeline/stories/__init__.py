"""Which articles tell of one event, and which of them are copies of another. Knows of no stage."""
