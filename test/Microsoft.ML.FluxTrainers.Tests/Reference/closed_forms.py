"""Writes closed_forms.json: activations and the focal loss with their derivatives by PyTorch, in double precision, for the tests in Kernels.

Run with PyTorch 1.13 (Debian 12: apt-get install python3-torch): python3 closed_forms.py > closed_forms.json

"activations": each function and its derivative at the points x, which are in single precision. GELU is written out with erfc and checked
against torch's own. "focal": the loss of each row of outputs, whose class is in targets, and the gradient of their sum, by gamma. torch
lacks the loss: it is written out from equation 4 of Lin and others (2017).
"""
import json
import math
import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
POINTS = [-1e4, -86, -30, -12.3, -6, -4.5, -2.5, -1, -0.751, -0.3, -1e-3, -1e-7, 0, 1e-7, 1e-3, 0.3, 0.7, 1, 1.9, 3.3, 5, 8.5, 13.9, 19, 21, 60, 88, 1e4]
OUTPUTS = [[1.0, 2, 3], [-1, 0, 1.5], [8, -20, 0.5], [5, 5, 5], [0.25, -0.75, 0.125], [1000, -1000, 0]]
TARGETS = [2, 0, 0, 1, 2, 1]


def listed(t):
    return [float("%.10g" % v) for v in t.detach().flatten().tolist()]


def activation(function):
    x = torch.tensor(POINTS, dtype=torch.float32).double().requires_grad_()
    y = function(x)
    y.sum().backward()
    return {"values": listed(y), "derivatives": listed(x.grad)}


def gelu(x):
    return 0.5 * x * torch.erfc(-x / math.sqrt(2))  # F.gelu computes 1 + erf, of which nothing is left below -9


def focal(gamma):
    z = torch.tensor(OUTPUTS, requires_grad=True)
    log_p = F.log_softmax(z, 1)[torch.arange(len(TARGETS)), TARGETS]
    values = -((-torch.expm1(log_p)) ** gamma) * log_p
    values.sum().backward()
    return {"gamma": gamma, "values": listed(values), "gradient": listed(z.grad)}


x = torch.linspace(-5, 5, 101)
assert (gelu(x) - F.gelu(x)).abs().max() < 1e-14
result = {
    "torch": torch.__version__,
    "x": POINTS,
    "activations": {"GELU": activation(gelu), "Mish": activation(F.mish), "Softplus": activation(F.softplus)},
    "outputs": OUTPUTS,
    "targets": TARGETS,
    "focal": [focal(gamma) for gamma in (0, 0.5, 1, 2, 3.5)],
}
lines = ",\n".join(f" {json.dumps(name)}: {json.dumps(value)}" for name, value in result.items())
print(f"{{\n{lines}\n}}")
