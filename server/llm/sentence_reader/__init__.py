"""A small model that hears what a sentence of a reply says, whatever its words: the lower layers of
multilingual-e5-small, trained on labelled sentences (evals/training/sentence_reader.py). Runs under onnxruntime,
without a network.
"""
