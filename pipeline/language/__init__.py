"""The ground floor of text: which language it is in, its words, sentences and paragraphs. Knows of no stage."""
