"""What is wrong with suites and their cases, as data in German and English (sentences.yaml)."""

from server.said import read_sentences

SENTENCES = read_sentences("server.evaluation")
