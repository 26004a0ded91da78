"""The workloads that peers and the library run alike: data, network, settings, metrics. Imports numpy only.

Every workload: raw features (W4: standardized ones, W5: pixels from 0 to 1), ReLU, Adam (.9, .999, 1e-8), no weight decay, no early stopping,
the last partial batch kept. The same settings stand in ../Microsoft.ML.FluxTrainers.Benchmarks/Workloads/Workload.cs.
"""
import os
import numpy as np

DATA = os.environ.get("PEERS_DATA", os.path.expanduser("~/.cache/fluxtrainers-peers"))

SPECS = {
    "W1":  dict(data="iris",       task="classes", outputs=3,  hidden=(5, 4),    lr=1e-2, batch=8,   epochs=100, folds=5),
    "W2":  dict(data="higgs_like", task="binary",  outputs=1,  hidden=(128, 64), lr=1e-3, batch=256, epochs=5, train=160_000),
    "W2b": dict(data="higgs_like", task="binary",  outputs=1,  hidden=(128, 64), lr=1e-3, batch=32,  epochs=1, train=160_000),
    "W3":  dict(data="wide",       task="classes", outputs=10, hidden=(256,),    lr=1e-3, batch=128, epochs=10, train=16_000),
    "W4":  dict(data="diamonds",   task="number",  outputs=1,  hidden=(64, 32),  lr=1e-3, batch=256, epochs=5, train=43_152,
                numbers=6, levels=(5, 7, 8), sizes=(3, 3, 4)),
    "W5":  dict(data="fashion",    task="classes", outputs=10, conv=(16, 32, 32), lr=1e-3, batch=50, epochs=3, train=5_000),
    "W6":  dict(data="higgs_like", task="binary",  outputs=1,  hidden=(128, 64), lr=1e-3, batch=256, epochs=5, train=160_000, dropout=0.1),
}


def read(name):
    """-> features (rows, columns), labels; the layout of the file stands in Workloads/RawTable.cs."""
    with open(f"{DATA}/{name}.bin", "rb") as f:
        rows, columns = np.fromfile(f, "<i4", 2)
        y = np.fromfile(f, "<f4", rows)
        return np.fromfile(f, "<f4", rows * columns).reshape(rows, columns), y


def inputs(spec, x):
    """What a network gets: a tuple of arrays."""
    if "conv" in spec:
        return ((x / np.float32(255)).reshape(-1, 1, 28, 28),)
    if "levels" in spec:
        return np.ascontiguousarray(x[:, :spec["numbers"]]), x[:, spec["numbers"]:].astype(np.int64)
    return (x,)


def load(name):
    """-> list of (training inputs, training labels, test inputs, test labels), one a fold."""
    spec = SPECS[name]
    x, y = read(spec["data"])
    y = y.astype(np.int64) if spec["task"] == "classes" else y
    if "folds" in spec:
        fold = np.arange(len(y)) % spec["folds"]
        return [((x[fold != k],), y[fold != k], (x[fold == k],), y[fold == k]) for k in range(spec["folds"])]
    n = spec["train"]
    return [(inputs(spec, x[:n]), y[:n], inputs(spec, x[n:]), y[n:])]


def steps(name, folds):
    spec = SPECS[name]
    return sum(-(-len(fold[1]) // spec["batch"]) * spec["epochs"] for fold in folds)


def auc(y, score):
    """The share of pairs of one positive and one negative row that are in the right order."""
    order = np.argsort(score, kind="mergesort")
    rank = np.empty(len(score))
    rank[order] = np.arange(1, len(score) + 1)
    positives = int(y.sum())
    return float((rank[y == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(y) - positives)))


def metrics(spec, y, p):
    """p: a probability a class (rows, classes), the probability of 1 (rows,), or a number (rows,)."""
    p = p.astype(np.float64)
    if spec["task"] == "number":
        error = np.mean((p - y) ** 2)
        return dict(rmse=float(np.sqrt(error)), r2=float(1 - error / np.var(y.astype(np.float64))))
    if spec["task"] == "binary":
        right = np.where(y == 1, p, 1 - p)
        return dict(acc=float(np.mean(right > 0.5)), logloss=float(-np.mean(np.log(np.maximum(right, 1e-7)))), auc=auc(y, p))
    right = np.maximum(p[np.arange(len(y)), y], 1e-7)
    return dict(acc=float(np.mean(p.argmax(1) == y)), logloss=float(-np.mean(np.log(right))))
