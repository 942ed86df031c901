"""What a sentence says in whatever words: inflected words, the concepts they stand for, and what those say together."""
