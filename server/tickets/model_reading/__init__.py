"""A second reader beside the rules: a model, which may make them surer or doubted, and never overrules them."""
