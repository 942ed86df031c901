"""What is wrong with a value, as data in German and English (sentences.yaml)."""

from server.said import read_sentences

SENTENCES = read_sentences("server.domain")
