"""Writes schedules.json: the learning rates of torch.optim.lr_scheduler, one list of 24 updates or epochs each.

Run with PyTorch 1.13 (Debian 12: apt-get install python3-torch): python3 schedules.py > schedules.json
"""
import json
import torch

s = torch.optim.lr_scheduler
BASE = 0.02
COUNT = 24
# Losses that fall, stall, fall by a little and stall again.
LOSSES = [1.0, 0.8, 0.9, 0.85, 0.8, 0.79999, 0.8, 0.7, 0.75, 0.7, 0.7, 0.7, 0.71, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.6999, 0.7, 0.7, 0.7, 0.7]


def rates(make, step=lambda scheduler, at: scheduler.step(), lr=BASE):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    scheduler = make(optimizer)
    seen = []
    for at in range(COUNT):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        step(scheduler, at)
    return seen


def plateau(**settings):
    return rates(lambda o: s.ReduceLROnPlateau(o, **settings), lambda scheduler, at: scheduler.step(LOSSES[at]))


def warmup_cosine(warmup, start, final):
    # LinearLR, then CosineAnnealingLR over the rest: SequentialLR of 1.13 steps the second one wrongly at the change.
    rise = rates(lambda o: s.LinearLR(o, start_factor=start, total_iters=warmup))[:warmup]
    return rise + rates(lambda o: s.CosineAnnealingLR(o, T_max=COUNT - warmup, eta_min=BASE * final))[:COUNT - warmup]


cases = {
    "step": rates(lambda o: s.StepLR(o, step_size=5, gamma=0.3)),
    "exponential": rates(lambda o: s.ExponentialLR(o, gamma=0.9)),
    "cosine": rates(lambda o: s.CosineAnnealingLR(o, T_max=COUNT, eta_min=BASE * 0.1)),
    "cosine-warmup": warmup_cosine(6, 0.25, 0.05),
    "one-cycle": rates(lambda o: s.OneCycleLR(o, max_lr=0.5, total_steps=COUNT + 1, cycle_momentum=False)),
    "one-cycle-other": rates(lambda o: s.OneCycleLR(
        o, max_lr=BASE, total_steps=COUNT + 1, pct_start=0.4, div_factor=10, final_div_factor=100, cycle_momentum=False)),
    "triangular": rates(lambda o: s.CyclicLR(o, base_lr=0.001, max_lr=0.05, step_size_up=4, cycle_momentum=False)),
    "plateau": plateau(factor=0.5, patience=2),
    "plateau-other": plateau(factor=0.1, patience=1, threshold=0.01, threshold_mode="abs", cooldown=2, min_lr=0.0005),
}
lines = ",\n  ".join(f'"{name}": {json.dumps([float("%.12g" % rate) for rate in seen])}' for name, seen in cases.items())
print(f"""{{
 "torch": {json.dumps(torch.__version__)},
 "base": {BASE},
 "losses": {json.dumps(LOSSES)},
 "rates": {{
  {lines}
 }}
}}""")
