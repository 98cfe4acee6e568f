"""How fast tweetcraft is beside its peers, and how its time grows: ``python -m benchmarks``."""
