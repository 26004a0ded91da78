"""The workloads that peers and the library run alike: data, network, settings, metrics. Imports numpy only.

Every workload: raw features, ReLU, Adam (.9, .999, 1e-8), no weight decay, no early stopping, the last partial batch kept.
The same settings stand in ../Microsoft.ML.FluxTrainers.Benchmarks/Peers/Workload.cs.
"""
import os
import numpy as np

DATA = os.environ.get("PEERS_DATA", os.path.expanduser("~/.cache/fluxtrainers-peers-data"))

SPECS = {
    "W1":  dict(data="iris",       classes=3,  hidden=(5, 4),    lr=1e-2, batch=8,   epochs=100, folds=5),
    "W2":  dict(data="higgs_like", classes=2,  hidden=(128, 64), lr=1e-3, batch=256, epochs=5, train=160_000),
    "W2b": dict(data="higgs_like", classes=2,  hidden=(128, 64), lr=1e-3, batch=32,  epochs=1, train=160_000),
    "W3":  dict(data="wide",       classes=10, hidden=(256,),    lr=1e-3, batch=128, epochs=10, train=16_000),
}


def load(name):
    """-> list of (training rows, training labels, test rows, test labels), one a fold."""
    spec = SPECS[name]
    z = np.load(f"{DATA}/{spec['data']}.npz")
    x, y = z["x"], z["y"]
    if "folds" in spec:
        fold = np.arange(len(y)) % spec["folds"]
        return [(x[fold != k], y[fold != k], x[fold == k], y[fold == k]) for k in range(spec["folds"])]
    n = spec["train"]
    return [(x[:n], y[:n], x[n:], y[n:])]


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


def metrics(y, p):
    """p: probabilities (rows, classes)."""
    chosen = np.clip(p[np.arange(len(y)), y].astype(np.float64), 1e-7, 1)
    found = dict(acc=float(np.mean(p.argmax(1) == y)), logloss=float(-np.mean(np.log(chosen))))
    return {**found, "auc": auc(y, p[:, 1])} if p.shape[1] == 2 else found
