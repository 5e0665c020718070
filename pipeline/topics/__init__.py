"""What an article is about: sentence embeddings and the taxonomy's terms. Knows of no stage and no table."""
