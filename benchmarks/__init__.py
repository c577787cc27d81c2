"""What the README says about speed, runnable: `python -m benchmarks`."""
