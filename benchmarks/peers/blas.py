"""Prints the kernel that OpenBLAS runs on this processor, after a few matrix products of the workloads' shapes have come out right with it."""
import sys
import numpy as np
from threadpoolctl import threadpool_info

numbers = np.random.default_rng(1)
for rows, inner, columns in ((8, 4, 5), (32, 28, 128), (256, 128, 64), (128, 500, 256), (500, 128, 256)):
    a, b = (numbers.standard_normal(shape).astype("f") for shape in ((rows, inner), (inner, columns)))
    off = np.abs(a @ b - a.astype("d") @ b.astype("d")).max()
    if not off < 1e-4 * inner ** 0.5:
        sys.exit(f"a product of {rows} x {inner} and {inner} x {columns} numbers is off by {off}")
print(*("OpenBLAS {version} ({architecture})".format(**pool) for pool in threadpool_info() if pool["internal_api"] == "openblas"))
