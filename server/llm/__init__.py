"""What leaves for models, and the models that come inside packages: embeddings and token counts."""
