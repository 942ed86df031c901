"""Why a document cannot become a policy, as data in German and English (sentences.yaml)."""

from server.said import read_sentences

SENTENCES = read_sentences("server.imports.documents")
