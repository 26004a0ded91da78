#!/usr/bin/python3
"""Makes the data of the workloads named, where it is not there yet: NAME.bin, and higgs_like.csv, a text file to read (the label first).

Rows lie in the order of the split: the first rows train, the rest test, so that a program in any language gets the same
split without a random generator; iris uses fold = row % 5. iris comes with scikit-learn; diamonds (of the R package ggplot2, MIT license) and
Fashion-MNIST (MIT license, ../../samples/fashion-mnist.LICENSE) with this repository; the others are synthetic, with fixed seeds.
"""
import gzip, lzma, os, sys
import numpy as np
from workloads import DATA, SPECS

HERE = os.path.dirname(os.path.abspath(__file__))


def iris():
    from sklearn.datasets import load_iris
    return load_iris(return_X_y=True)


def higgs_like():
    """28 correlated columns, heavy tails and indicators among them; the best possible accuracy is 0.80."""
    r = np.random.RandomState(28)
    n, d = 200_000, 28
    x = r.standard_normal((n, d)) @ (r.standard_normal((d, d)) * 0.15 + np.eye(d))
    x /= x.std(0)
    x[:, 20:24] = np.sign(x[:, 20:24]) * np.abs(x[:, 20:24]) ** 1.5
    x[:, 24:] = (x[:, 24:] > 0.5) * 1.0
    x[:, :24] /= x[:, :24].std(0)
    x = np.round(x, 4)
    w1, b1, w2 = r.standard_normal((d, 24)) / np.sqrt(d) * 2.0, r.standard_normal(24) * 0.5, r.standard_normal(24)
    f = np.tanh(x @ w1 + b1) @ w2 + 1.2 * x[:, 0] * x[:, 1] - np.abs(x[:, 2]) + 0.8 * x[:, 24] * x[:, 3] + 0.8 * np.sin(2 * x[:, 4])
    f = (f - np.median(f)) / f.std()
    low, high = 0.1, 20.0
    for _ in range(50):                       # the scale of the noise, by bisection
        m = (low + high) / 2
        p = 1 / (1 + np.exp(-m * f))
        low, high = (m, high) if np.maximum(p, 1 - p).mean() < 0.80 else (low, m)
    return x, (r.random_sample(n) < p).astype(np.int64)


def wide():
    """500 columns of 20 hidden factors and noise, ten classes."""
    r = np.random.RandomState(500)
    n, d, k, factors = 20_000, 500, 10, 20
    z = r.standard_normal((n, factors))
    x = np.round(z @ (r.standard_normal((factors, d)) / np.sqrt(factors)) * 0.8 + 0.6 * r.standard_normal((n, d)), 2)
    s = np.tanh(z @ r.standard_normal((factors, 32)) / np.sqrt(factors) * 1.5) @ r.standard_normal((32, k))
    s += 0.4 * r.standard_normal((n, k))
    return x, (s - s.mean(0)).argmax(1)


def diamonds():
    """Six numbers and the logarithm of the price, standardized by the training rows, and the numbers of three categories."""
    levels = dict(cut=["Fair", "Good", "Very Good", "Premium", "Ideal"], color=list("DEFGHIJ"),
                  clarity=["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"])
    with lzma.open(f"{HERE}/../data/diamonds.csv.xz", "rt") as f:
        names, *rows = [line.rstrip("\n").split(",") for line in f]
    column = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    numbers = np.array([column[name] for name in ("carat", "depth", "table", "x", "y", "z")], np.float64).T
    codes = np.array([[levels[name].index(value) for value in column[name]] for name in levels]).T
    n, price = SPECS["W4"]["train"], np.log(np.array(column["price"], np.float64))
    standard = lambda v: (v - v[:n].mean(0)) / v[:n].std(0)
    return np.column_stack([standard(numbers), codes]), standard(price)


def fashion():
    """The first 5,000 images to train on, the next 1,000 to test."""
    with gzip.open(f"{HERE}/../../samples/fashion-mnist.gz") as f:
        rows = np.frombuffer(f.read(), np.uint8).reshape(-1, 785)[:6_000]
    return rows[:, 1:], rows[:, 0]


def write(name, x, y):
    with open(f"{DATA}/{name}.bin.part", "wb") as f:
        np.array(x.shape, "<i4").tofile(f)
        np.ascontiguousarray(y, "<f4").tofile(f)
        np.ascontiguousarray(x, "<f4").tofile(f)
    if name == "higgs_like":
        with open(f"{DATA}/{name}.csv", "w") as f:
            f.write(",".join(["label"] + [f"f{i}" for i in range(x.shape[1])]) + "\n")
            np.savetxt(f, np.column_stack([y, x]), fmt=["%d"] + ["%.7g"] * x.shape[1], delimiter=",")
    os.replace(f"{DATA}/{name}.bin.part", f"{DATA}/{name}.bin")   # last: where it is, all is


os.makedirs(DATA, exist_ok=True)
for name in dict.fromkeys(SPECS[w]["data"] for w in sys.argv[1:]):
    if not os.path.exists(f"{DATA}/{name}.bin"):
        x, y = globals()[name]()
        write(name, x, y)
        print(name, x.shape, file=sys.stderr, flush=True)
