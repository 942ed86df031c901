"""The model writer: the macro writer's content in a model's words, held to it by the checks."""
