"""`make bench`: our whole conversion beside other tools, in one run, as ratios; writes docs/benchmarks.md."""
