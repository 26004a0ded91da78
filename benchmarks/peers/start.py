"""Whole processes, in turn: `start.py TURNS QUICKSTART LOAD MODEL` prints a JSON line a turn. The first turn only warms the caches of files."""
import json, os, subprocess, sys, time

turns, quickstart, load, model = int(sys.argv[1]), *sys.argv[2:5]
here = os.path.dirname(os.path.abspath(__file__))
one_thread = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
jobs = {"quickstart": [quickstart], "sklearn": ["/usr/bin/python3", f"{here}/iris_sklearn.py"], "load": [load, model]}
jobs = {name: command for name, command in jobs.items() if os.path.exists(command[0])}   # without what could not be published
for turn in range(-1, turns):
    for name, command in jobs.items():
        start = time.perf_counter()
        process = subprocess.Popen(command, env=one_thread, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        output = process.stdout.read()
        errors = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            sys.exit(f"{name} ended with {status}: {errors[-500:]}")
        if turn >= 0:
            print(json.dumps(dict(workload="start", peer=name, rep=turn, process_s=round(seconds, 4), cpu_s=round(used.ru_utime + used.ru_stime, 3),
                                  peak_mib=round(used.ru_maxrss / 1024, 1), output=output.strip()[-200:])), flush=True)
