"""A synthetic book of any size for benchmarks: nobody in it exists."""
