"""Timing shared by the Python peers: `peer_X.py WORKLOAD REPETITION` prints one JSON line. One thread."""
import os, sys, time
WORKLOAD, REP = sys.argv[1], int(sys.argv[2])
for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):   # before numpy and torch load their pools
    os.environ[v] = "1"
import json, resource
import numpy as np
import workloads as W

SPEC = W.SPECS[WORKLOAD]


def busy():
    """Seconds of processor time that the whole machine has used."""
    with open("/proc/stat") as f:
        v = [int(x) for x in f.readline().split()[1:9]]
    return (sum(v) - v[3] - v[4]) / os.sysconf("SC_CLK_TCK")


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def first(x, count):
    return tuple(part[:count] for part in x)


def run(peer, fit, predict, predict_one, versions, forward=None):
    """fit(x, y, epochs, seed) -> model; predict(model, x) -> what W.metrics takes; x is a tuple of arrays; forward(model, x): a function of no
    arguments that scores all rows in a single call on data that is ready."""
    folds = W.load(WORKLOAD)
    x, y, test, _ = folds[0]
    k = SPEC["batch"] * 10
    warm, model = timed(lambda: fit(first(x, k), y[:k], 1, 999))      # 10 batches: lazy initialisation
    predict(model, first(test, 64))
    cpu, all_before, start = time.process_time(), busy(), time.perf_counter()
    models = [fit(f[0], f[1], SPEC["epochs"], REP) for f in folds]
    fit_s, fit_cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    others = max(0.0, busy() - all_before - fit_cpu) / fit_s     # cores that other processes took meanwhile
    runs = [timed(lambda: [predict(m, f[2]) for m, f in zip(models, folds)]) for _ in range(5)]
    found = [W.metrics(SPEC, f[3], p) for f, p in zip(folds, runs[-1][1])]
    rows = [tuple(part[i:i + 1] for part in test) for i in range(30)]
    for row in rows: predict_one(models[0], row)
    single = [timed(lambda: predict_one(models[0], rows[i % len(rows)]))[0] for i in range(300)]
    n = W.steps(WORKLOAD, folds)
    line = dict(
        workload=WORKLOAD, peer=peer, threads=1, rep=REP, versions=versions, warmup_s=round(warm, 4), fit_s=round(fit_s, 4), fit_cpu_s=round(fit_cpu, 4),
        steps=n, step_us=round(fit_s / n * 1e6, 1), others_cores=round(others, 2), fit_peak_mib=round(peak, 1),
        predict_s=round(float(np.median([r[0] for r in runs])), 6), predict_rows=sum(len(f[3]) for f in folds),
        single_row_us=round(float(np.median(single)) * 1e6, 2), **{key: round(float(np.mean([m[key] for m in found])), 5) for key in found[0]})
    if forward:
        call = forward(models[0], test)
        call()
        line["forward_s"] = round(float(np.median([timed(call)[0] for _ in range(15)])), 6)
    print(json.dumps(line), flush=True)
