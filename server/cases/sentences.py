"""Why a correction or an answer to a request cannot be taken, as data in German and English (sentences.yaml)."""

from server.said import read_sentences

SENTENCES = read_sentences("server.cases")
