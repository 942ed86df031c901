"""Store packs: reading, linting, loading and exporting the folder that is a shop (docs: store-pack)."""
