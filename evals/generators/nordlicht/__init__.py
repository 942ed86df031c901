"""Orders and tracking of the demo shop Nordlicht, written by a seeded generator.

`python -m evals.generators.nordlicht` writes orders.csv and tracking.jsonl into evals/stores/nordlicht. What happens
to whom stands in plan.yaml, people.csv and journeys.yaml; the dice only fill in what these leave open. Every order
has dice of its own, so that a change to one does not shake the others.
"""
