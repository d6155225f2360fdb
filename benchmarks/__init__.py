"""Speed and memory against named baselines, measured in one run. `make bench` runs all of them."""
