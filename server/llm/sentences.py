"""What is wrong with a prompt, and why a model gives no answer, as data in German and English (sentences.yaml)."""

from server.said import read_sentences

SENTENCES = read_sentences("server.llm")
