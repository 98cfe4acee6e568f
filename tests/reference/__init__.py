"""twitter-text 3.1.0 under Node, which is what the second door has to answer like."""
