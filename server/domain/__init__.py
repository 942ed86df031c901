"""The nouns: msgspec Structs without I/O, and the pure arithmetic that belongs to them."""
