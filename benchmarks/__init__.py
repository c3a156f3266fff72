"""Benchmarks: each figure stands beside its baseline, measured in the same run.

One file a benchmark, with `run(stage) -> Iterator[Row]`, listed in `benchmarks.__main__`.
"""
