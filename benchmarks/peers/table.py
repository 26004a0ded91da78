"""Prints one table of the JSON lines of a run: medians, spreads and, for ours, the ratio to the best peer beside the one that is aimed at."""
import json, statistics, sys

# The ratio that is aimed at, and of which peer.
WANTED = {"W1": (0.1, ["sklearn"]), "W2b": (0.25, ["sklearn"]), "W2": (0.4, ["pytorch"]), "W3": (0.5, ["sklearn", "pytorch"])}
rows = {}
for line in open(sys.argv[1]):
    r = json.loads(line)
    rows.setdefault(r["workload"], {}).setdefault(r["peer"], []).append(r)
print("| workload | peer | fit s, median (min-max) | us a step | accuracy | log loss | one row us | peak MiB |")
print("|---|---|---|---|---|---|---|---|")
verdicts = []
for workload, peers in rows.items():
    fits = {}
    for peer, runs in peers.items():
        m = lambda key: statistics.median(r[key] for r in runs)
        fit = [r["fit_s"] for r in runs]
        fits[peer] = statistics.median(fit)
        print(f"| {workload} | {peer} | {fits[peer]:.3f} ({min(fit):.3f}-{max(fit):.3f}) | {m('step_us'):.1f} | {m('acc'):.4f} | "
              f"{m('logloss'):.4f} | {m('single_row_us'):.1f} | {m('peak_rss_mib'):.0f} |")
    limit, names = WANTED[workload]
    best = min(fits[n] for n in names)
    ratio = fits["fluxtrainers"] / best
    verdicts.append(f"- {workload}: {ratio:.3f} x {' or '.join(names)}, aimed at: {limit} x: {'pass' if ratio <= limit else 'falls short'}")
print()
print("\n".join(verdicts))
