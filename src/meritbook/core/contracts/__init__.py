"""Performance contracts: their words, how these change, who signs what, the year under them, ratings and pay."""
