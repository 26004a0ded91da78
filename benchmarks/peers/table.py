"""`table.py LINES [OVERHEAD]` makes one page of a run's JSON lines: medians and spreads of each workload, ratios, and each aim with its figure."""
import json, os, platform, statistics, sys, time
from collections import defaultdict

# Of which peers a workload's fit may take which share, of the fastest of them. ANY: whoever ran.
ANY = ("pytorch", "sklearn", "skorch")
AIMS = {"W1": (0.1, ("sklearn",)), "W2b": (0.25, ("sklearn",)), "W2": (0.4, ("pytorch",)), "W3": (0.5, ANY), "W4": (0.4, ANY), "W5": (0.85, ("pytorch",))}
NOISE = 1.1            # "never slower", on a machine that is never quite quiet
NEARLY_TWICE = 1.8
SEEDS = 3              # fewer make no spread
SMALLEST_OBJECT = 24   # bytes, on 64 bits: fewer a step are something that is made once in many steps
KIND = os.environ.get("RUN_KIND", "full")

lines = [json.loads(line) for line in open(sys.argv[1]) if line.startswith("{")]
failed = [line for line in lines if "failed" in line]
runs = defaultdict(list)
for line in lines:
    if "failed" not in line:
        runs[line["workload"], line["peer"], line.get("threads", 1)].append(line)
aims = []


def values(workload, peer, key, threads=1):
    return [r[key] for r in runs.get((workload, peer, threads), []) if key in r]


def median(workload, peer, key, threads=1):
    found = values(workload, peer, key, threads)
    return statistics.median(found) if found else None


def single(workload, key):
    return median(workload, "fluxtrainers", key)


def spread(found, form=".3f"):
    return f"{statistics.median(found):{form}} ({min(found):{form}}-{max(found):{form}})" if found else "-"


def aim(item, what, figure, verdict, why=""):
    """verdict: True, False, or None where it was not measured."""
    aims.append((item, what, figure, {True: "pass", False: "**falls short**", None: "not measured"}[verdict] + (f": {why}" if why else "")))


def at_most(item, what, figure, limit, form="{:.3f}", detail=""):
    if figure is None:
        aim(item, what, "-", None, "no figure in this run")
    else:
        aim(item, what, form.format(figure) + (f" {detail}" if detail else ""), figure <= limit)


def fit_ratio(workload, peer, threads=1):
    """Ratios of each repetition, ours over the peer's."""
    theirs = {r["rep"]: r["fit_s"] for r in runs.get((workload, peer, 1), [])}
    ours = defaultdict(list)
    for r in runs.get((workload, "fluxtrainers", threads), []):
        ours[r["rep"]].append(r["fit_s"])
    return [statistics.median(ours[rep]) / theirs[rep] for rep in ours if rep in theirs]


def judge_training():
    for workload in dict.fromkeys(w for w, _, _ in runs if w in AIMS or w == "W6"):
        ours = median(workload, "fluxtrainers", "fit_s")
        if workload == "W6":
            base = median("W2", "fluxtrainers", "fit_s")
            at_most("1", "W6 (W2 with dropout) at most 1.3 x our W2", ours / base if ours and base else None, 1.3, "{:.3f} x")
            continue
        limit, names = AIMS[workload]
        fits = {name: median(workload, name, "fit_s") for name in names if values(workload, name, "fit_s")}
        what = f"{workload} at most {limit} x {'the best peer' if names == ANY else names[0]}"
        if not fits or ours is None:
            aim("1", what, "-", None, "ours or the peer did not run")
            continue
        best = min(fits, key=fits.get)
        each = fit_ratio(workload, best) or [ours / fits[best]]
        processor = median(workload, "fluxtrainers", "fit_cpu_s") / median(workload, best, "fit_cpu_s")
        at_most("1", what, ours / fits[best], limit, "{:.3f} x", f"{best} ({min(each):.3f}-{max(each):.3f}; of processor time {processor:.3f})")
    pairs = {w: (median(w, "fluxtrainers", "fit_s"), median(w, "fluxtrainers", "fit_s", 2)) for w in dict.fromkeys(w for w, _, _ in runs)}
    ratios = {w: two / one for w, (one, two) in pairs.items() if one and two}
    if ratios:
        worst = max(ratios, key=ratios.get)
        at_most("1", f"two threads never slower than one (within {NOISE - 1:.0%}), the worst", ratios[worst], NOISE, "{:.3f} x", worst)
    judge_quality()


def judge_quality():
    for workload in dict.fromkeys(w for w, _, _ in runs if w in AIMS or w == "W6"):
        key = "rmse" if values(workload, "fluxtrainers", "rmse") else "logloss"
        ours = {r["rep"]: r[key] for r in runs.get((workload, "fluxtrainers", 1), [])}
        theirs = [v for peer in ANY for v in values(workload, peer, key)]
        what = f"{workload}: {key} within the peers' spread, or better"
        if not ours or not theirs:
            aim("1", what, "-", None, "ours or the peers did not run")
        elif len(ours) < SEEDS:
            aim("1", what, f"{statistics.median(ours.values()):.4f} of {min(theirs):.4f}-{max(theirs):.4f}", None, f"a spread needs {SEEDS} seeds")
        else:
            middle = statistics.median(ours.values())
            aim("1", what, f"{middle:.4f} of {min(theirs):.4f}-{max(theirs):.4f}", middle <= max(theirs))


def judge_reading():
    ours, theirs = single("reading", "text_ours_s"), single("reading", "text_mlnet_cache_s")
    at_most("2", "text file to training memory, time at most that of ML.NET's cache", ours / theirs if ours else None, 1.0, "{:.3f} x", f"{ours:.3f} s of {theirs:.3f} s" if ours else "")
    for key, name in (("narrow", "28 features"), ("wide", "500 features")):
        speed, whole, copy = (single("reading", f"{key}_{part}gb_per_s") for part in ("", "pass_", "copy_"))
        aim("2", f"dense rows in memory, {name}: 1 GB/s or more", f"{speed:.2f} GB/s (a bare pass over the view: {whole:.2f}; a bare copy into a new array: {copy:.2f})" if speed else "-", speed >= 1 if speed else None,
            "" if speed else "no figure in this run")


def judge_prediction():
    calls = [v for v in (median("W2", "pytorch", "forward_s"), median("W2", "pytorch", "predict_s")) if v]
    ours, first = single("transform", "warm_s"), single("transform", "first_s")
    at_most("3", "40,000 rows of W2 through Transform at most 1.0 x PyTorch's forward call on a ready tensor (one call or batches of 2,048, the faster)",
            ours / min(calls) if ours and calls else None, 1.0, "{:.3f} x", f"{1000 * ours:.1f} ms of {1000 * min(calls):.1f} ms (the first passes, before .NET has compiled with care: {1000 * first:.1f} ms)" if ours and calls else "")


def judge_one_row():
    managed, linear, eager, forward = (single("onerow", f"{key}_us") for key in ("managed", "linear", "eager", "forward"))
    at_most("4", "PredictionEngine on W2's network: at most 2 us more than ML.NET's linear trainer", managed - linear if managed else None, 2.0, "{:+.2f} us", f"({managed:.2f} and {linear:.2f})" if managed else "")
    extra = (single("onerow", "managed_bytes") - single("onerow", "linear_bytes")) if managed else None
    at_most("4", "bytes allocated a call beyond the linear trainer's", extra, 0, "{:+.0f}")
    at_most("4", "a network of torch's at most 1.3 x a bare forward call", eager / forward if eager else None, 1.3, "{:.3f} x", f"({eager:.1f} and {forward:.1f} us)" if eager else "")


def judge_start():
    ours, theirs, load = (median("start", peer, "process_s") for peer in ("quickstart", "sklearn", "load"))
    at_most("5", "quick start as a process at most 0.5 x scikit-learn's script", ours / theirs if ours and theirs else None, 0.5, "{:.3f} x", f"{ours:.2f} s of {theirs:.2f} s" if ours and theirs else "")
    at_most("5", "load a dense model and predict a row as a process: at most 0.3 s", load, 0.3, "{:.3f} s")
    outputs = values("start", "load", "output")
    aim("5", "and libtorch is not loaded (/proc/self/maps)", outputs[0].split(";")[0] if outputs else "-",
        all("libtorch loaded: False" in o for o in outputs) if outputs else None, "" if outputs else "no figure in this run")


def judge_memory():
    ours, theirs = median("W2", "fluxtrainers", "fit_peak_mib"), median("W2", "pytorch", "fit_peak_mib")
    at_most("6", "memory: peak of a process that fits W2 at most PyTorch's", ours / theirs if ours and theirs else None, 1.0, "{:.3f} x", f"{ours:.0f} MiB of {theirs:.0f} MiB" if ours and theirs else "")
    managed, process, rows = (single("memory", key) for key in ("managed_growth_mib", "process_growth_mib", "rows_mib"))
    fits = single("memory", "fits")
    at_most("6", f"growth of the process over {fits or 100} fits at most the rows of two of them", process, 2 * rows if rows else 0, "{:+.1f} MiB", f"(managed objects {managed:+.2f}; rows {rows:.1f} each)" if rows else "")
    at_most("6", f"bytes allocated a step: none (the smallest object has {SMALLEST_OBJECT})", single("memory", "bytes_per_step"), SMALLEST_OBJECT - 1, "{:.2f}", f"(an epoch as such: {single('memory', 'bytes_per_epoch') / 1024:.0f} KiB)" if rows else "")


def judge_scale():
    sizes = sorted(runs.get(("scale", "fluxtrainers", 1), []), key=lambda r: r["rows"])
    if not sizes:
        aim("7", "scale", "-", None, "no figure in this run")
    else:
        span = f"{sizes[0]['rows']:,} to {sizes[-1]['rows']:,} rows"
        short = "" if sizes[-1]["rows"] >= 10_000_000 else " (10,000,000 in the full run)"
        for key, name in (("memory_ns", "in memory"), ("spilled_ns", "spilled")):
            at_most("7", f"time per row within 1.5 x, {name}, {span}{short}", max(r[key] for r in sizes) / min(r[key] for r in sizes), 1.5, "{:.3f} x", ", ".join(f"{r[key]:.0f}" for r in sizes) + " ns")
        worst = max(sizes, key=lambda r: r["spilled_ns"] / r["memory_ns"])
        at_most("7", "spilled at most 1.3 x in memory, the worst", worst["spilled_ns"] / worst["memory_ns"], 1.3, "{:.3f} x", "of " + ", ".join(f"{r['spilled_ns'] / r['memory_ns']:.2f}" for r in sizes))
    speedup, cores = single("at once", "speedup"), single("at once", "cores")
    if speedup is None or cores < 2:
        aim("7", "two fits at once", "-", None, "no figure in this run" if speedup is None else "one core")
    else:
        aim("7", f"two fits at once: nearly twice the rows a second of one ({NEARLY_TWICE} or more)", f"{speedup:.2f} x (in two processes: {single('at once', 'processes_speedup'):.2f} x)", speedup >= NEARLY_TWICE)


def processor():
    with open("/proc/cpuinfo") as f:
        text = f.read()
    name = next((line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {name} ({'AVX-512' if 'avx512f' in text else 'AVX2' if 'avx2' in text else 'no AVX2'})"


def print_workloads():
    print("| workload | peer | threads | fit s, median (min-max) | of which reading | us a step | cpu s | ratio of ours to it | log loss or RMSE | accuracy, R2 | predict ms | one row us | peak MiB |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    order = {"fluxtrainers": 0, "pytorch": 1, "sklearn": 2, "skorch": 3}
    workloads = list(dict.fromkeys(w for w, _, _ in runs if w.startswith("W")))
    for workload, peer, threads in sorted((k for k in runs if k[0] in workloads), key=lambda k: (workloads.index(k[0]), k[2], order[k[1]])):
        get = lambda key: values(workload, peer, key, threads)
        ratio = spread(fit_ratio(workload, peer)) if peer != "fluxtrainers" else ""
        print(f"| {workload} | {peer} | {threads} | {spread(get('fit_s'))} | {spread(get('read_s')) if get('read_s') else ''} | {statistics.median(get('step_us')):.1f} | {statistics.median(get('fit_cpu_s')):.3f} | {ratio} | "
              f"{spread(get('rmse') or get('logloss'), '.4f')} | {statistics.median(get('r2') or get('acc')):.4f} | {1000 * statistics.median(get('predict_s')):.2f} | "
              f"{statistics.median(get('single_row_us')):.1f} | {statistics.median(get('fit_peak_mib')):.0f} |")


versions = dict.fromkeys(line["versions"] for line in lines if "versions" in line)
others = [line["others_cores"] for line in lines if "others_cores" in line]
print("# Results\n")
print(f"`benchmarks/peers/run.sh`, {KIND} run, {time.strftime('%Y-%m-%d')}: {processor()}, {platform.system()} {platform.release().split('-')[0]}. "
      f"{'; '.join([*versions, *filter(None, [os.environ.get('BLAS')])])}.")
print("What each line means stands in [README.md](README.md). Medians over repetitions in turn, in brackets the least and the most.")
if os.environ.get("NOTE"):
    print(os.environ["NOTE"])
if others:
    busy = statistics.median(others)
    print(f"Other processes took {busy:.2f} cores meanwhile (median)" + (": **times are disturbed**." if busy > 0.15 else "."))
print("\n## Workloads\n")
print_workloads()
judges = (judge_training, judge_reading, judge_prediction, judge_one_row, judge_start, judge_memory, judge_scale)
for judge in judges[:1] if KIND == "partial" else judges:
    try:
        judge()
    except Exception as error:   # a page with a gap is worth more than none
        aim("?", judge.__name__.replace("_", " "), "-", None, f"{type(error).__name__}: {error}")
if KIND != "partial":
    aim("8", "on a GPU", "-", None, "this suite runs on the CPU")
print("\n## What to reach\n\n| item | aim | figure | verdict |\n|---|---|---|---|")
for item, what, figure, verdict in aims:
    print(f"| {item} | {what} | {figure} | {verdict} |")
if failed:
    print("\n## What failed\n")
    for line in failed:
        print(f"- {line['failed']} (exit code {line['code']}): {line['why']}")
if len(sys.argv) > 2 and os.path.exists(sys.argv[2]):
    print("\n## What watching costs\n")
    print("A fit with validation after each epoch, history, a listener on `MLContext.Log` and `IProgress`, beside the bare loop plus the validation's own forward passes; aimed at: at most 5 %.\n")
    print(open(sys.argv[2]).read().rstrip())
