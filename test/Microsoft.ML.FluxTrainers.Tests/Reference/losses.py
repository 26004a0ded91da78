"""Writes losses.json: losses of numbers and their gradients by PyTorch, in double precision, for the tests in Optimization.

Run with PyTorch 1.13 (Debian 12: apt-get install python3-torch): python3 losses.py > losses.json

Each loss is given outputs [4, targets * outputs per target] and targets [4, targets]; "values" are the losses of the four rows,
"gradient" is that of their sum. Poisson, Gaussian, Huber and the binary loss are torch's own; the pinball loss, which torch lacks,
and Tweedie's are written out here, and the mean of the pinball loss over rows agrees with scikit-learn's mean_pinball_loss.
"""
import json
import torch
from sklearn.metrics import mean_pinball_loss, mean_tweedie_deviance
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
ROWS = 4
POSITIVE = torch.tensor([[0.0, 2.5], [1.0, 0.0], [3.0, 0.7], [7.0, 1.25]])
SIGNED = torch.tensor([[-1.5, 2.5], [0.5, -0.25], [3.0, 0.75], [-0.125, 1.0]])
LABELS = torch.tensor([[0.0, 1.0], [1.0, 1.0], [0.0, 0.0], [1.0, 0.0]])


def outputs(width):
    return torch.tensor([[0.35 * ((7 * i + 3 * j) % 11) - 1.6 for j in range(width)] for i in range(ROWS)], requires_grad=True)


def pinball(levels):
    def loss(o, y):
        q = o.view(ROWS, -1, len(levels))
        r = y.unsqueeze(2) - q
        t = torch.tensor(levels)
        return torch.maximum(t * r, (t - 1) * r).mean((1, 2))
    return loss


def tweedie(p):
    return lambda o, y: (torch.exp((2 - p) * o) / (2 - p) - y * torch.exp((1 - p) * o) / (1 - p)).mean(1)


def gaussian(least):
    def loss(o, y):
        pairs = o.view(ROWS, -1, 2)
        deviation = F.softplus(pairs[..., 1]) + least
        return F.gaussian_nll_loss(pairs[..., 0], y, deviation ** 2, reduction="none").mean(1)
    return loss


def weighted(loss, weights):
    w = torch.tensor(weights) / (sum(weights) / len(weights))
    return lambda o, y: (loss(o, y) * w).mean(1)


cases = {
    "quantile-median": (pinball([0.5]), 1, SIGNED),
    "quantile-three": (pinball([0.1, 0.5, 0.9]), 3, SIGNED),
    "poisson": (lambda o, y: F.poisson_nll_loss(o, y, log_input=True, full=False, reduction="none").mean(1), 1, POSITIVE),
    "tweedie-1.5": (tweedie(1.5), 1, POSITIVE),
    "tweedie-1.2": (tweedie(1.2), 1, POSITIVE),
    "gaussian": (gaussian(1e-3), 2, SIGNED),
    "gaussian-floor": (gaussian(0.25), 2, SIGNED),
    "labels": (lambda o, y: F.binary_cross_entropy_with_logits(o, y, reduction="none").mean(1), 1, LABELS),
    "squared-weighted": (weighted(lambda o, y: F.mse_loss(o, y, reduction="none"), [1.0, 3.0]), 1, SIGNED),
    "absolute-weighted": (weighted(lambda o, y: F.l1_loss(o, y, reduction="none"), [2.0, 0.5]), 1, SIGNED),
    "huber-weighted": (weighted(lambda o, y: F.huber_loss(o, y, delta=0.8, reduction="none"), [0.0, 1.0]), 1, SIGNED),
}


def run(loss, per_target, y):
    o = outputs(2 * per_target)
    values = loss(o, y)
    values.sum().backward()
    listed = lambda t: [float("%.10g" % v) for v in t.flatten().tolist()]
    return {"outputs": listed(o.detach()), "targets": listed(y), "values": listed(values.detach()), "gradient": listed(o.grad)}


o = outputs(2).detach()
assert abs(pinball([0.3])(o, SIGNED).mean().item() - mean_pinball_loss(SIGNED, o, alpha=0.3)) < 1e-12
flat = POSITIVE.flatten()
saturated = 2 * ((tweedie(1.5)(o, POSITIVE).mean() - (flat ** 0.5 / 0.5 - flat * flat.clamp(min=1e-300) ** -0.5 / -0.5).mean()))
assert abs(saturated.item() - mean_tweedie_deviance(flat, o.flatten().exp(), power=1.5)) < 1e-9
lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(run(*case))}" for name, case in cases.items())
print(f'{{\n "torch": {json.dumps(torch.__version__)},\n "losses": {{\n{lines}\n }}\n}}')
