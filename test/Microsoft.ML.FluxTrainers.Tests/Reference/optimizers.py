"""Writes optimizers.json: what torch.optim does, in double precision, on the problems of the tests in Optimization.

Run with PyTorch 1.13 (Debian 12: apt-get install python3-torch): python3 optimizers.py > optimizers.json

NAdam is left out: in PyTorch 1.13 one of its two implementations multiplies by mu twice in the product of the next
step; from 2.0 on both agree with Dozat's paper, with TorchSharp's and with ours.
"""
import json
import math
import torch
from torch.optim.lbfgs import _strong_wolfe

torch.set_default_dtype(torch.float64)
SIZE = 11
CHECKPOINTS = (1, 2, 5, 6, 10, 20, 50)


def trajectory(make):
    w = torch.tensor([0.5 * (i - 2) + 0.1 for i in range(SIZE)], requires_grad=True)
    optimizer = make([w])
    points = {}
    for step in range(1, 51):
        w.grad = torch.tensor([w[i].item() * (i + 1) / 8 + math.cos(0.9 * i + 0.7 * step) for i in range(SIZE)])
        optimizer.step()
        if step in CHECKPOINTS:
            points[step] = [float("%.10g" % value) for value in w.tolist()]
    return points


def rosenbrock(w):
    return (10 * (w[1:] - w[:-1] ** 2) ** 2 + (1 - w[:-1]) ** 2).sum()


def quartic(w):
    scale = torch.arange(1, len(w) + 1)
    return (scale * (w - 0.3 * scale) ** 2).sum() / 2 + 0.1 * ((w[1:] - w[:-1]) ** 4).sum()


def lbfgs(problem, start, steps, **settings):
    w = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], **settings)
    evaluations = 0

    def closure():
        nonlocal evaluations
        evaluations += 1
        optimizer.zero_grad()
        loss = problem(w)
        loss.backward()
        return loss

    points = []
    for _ in range(steps):
        loss = optimizer.step(closure).item()
        points.append({"loss": float("%.10g" % loss), "evaluations": evaluations, "w": [float("%.10g" % v) for v in w.tolist()]})
    return points


o = torch.optim
rules = {
    "sgd": lambda p: o.SGD(p, 0.05),
    "sgd-decay": lambda p: o.SGD(p, 0.05, weight_decay=0.1),
    "sgd-momentum-dampening": lambda p: o.SGD(p, 0.05, momentum=0.8, dampening=0.3),
    "sgd-nesterov-decay": lambda p: o.SGD(p, 0.05, momentum=0.9, nesterov=True, weight_decay=0.1),
    "adam": lambda p: o.Adam(p, 0.02),
    "adam-amsgrad-decay": lambda p: o.Adam(p, 0.02, betas=(0.8, 0.9), eps=1e-4, weight_decay=0.1, amsgrad=True),
    "adamw": lambda p: o.AdamW(p, 0.02),
    "adamw-amsgrad-decay": lambda p: o.AdamW(p, 0.02, betas=(0.8, 0.9), eps=1e-4, weight_decay=0.3, amsgrad=True),
    "rmsprop": lambda p: o.RMSprop(p, 0.01),
    "rmsprop-momentum-decay": lambda p: o.RMSprop(p, 0.01, alpha=0.9, momentum=0.7, weight_decay=0.1, eps=1e-4),
    "rmsprop-centered-momentum": lambda p: o.RMSprop(p, 0.01, alpha=0.9, momentum=0.7, centered=True, eps=1e-3),
    "adagrad": lambda p: o.Adagrad(p),
    "adagrad-all": lambda p: o.Adagrad(p, 0.1, lr_decay=0.05, initial_accumulator_value=0.5, weight_decay=0.1, eps=1e-3),
    "adadelta": lambda p: o.Adadelta(p),
    "adadelta-decay": lambda p: o.Adadelta(p, 2, rho=0.8, eps=1e-4, weight_decay=0.1),
    "radam": lambda p: o.RAdam(p, 0.02),
    "radam-decay": lambda p: o.RAdam(p, 0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1),
}
quasi_newton = {
    "quartic": lbfgs(quartic, [2.0, -1.0, 0.5, 3.0, -2.0], 4, lr=0.5, max_iter=4),
    "quartic-small-history": lbfgs(quartic, [2.0, -1.0, 0.5, 3.0, -2.0], 5, lr=0.5, max_iter=4, history_size=2),
    "quartic-wolfe": lbfgs(quartic, [2.0, -1.0, 0.5, 3.0, -2.0], 3, max_iter=4, line_search_fn="strong_wolfe"),
    "quartic-wolfe-short": lbfgs(
        quartic, [2.0, -1.0, 0.5, 3.0, -2.0], 3, lr=0.05, max_iter=4, line_search_fn="strong_wolfe"),
    "quartic-wolfe-long": lbfgs(
        quartic, [2.0, -1.0, 0.5, 3.0, -2.0], 3, lr=40, max_iter=4, line_search_fn="strong_wolfe"),
    "rosenbrock-wolfe": lbfgs(rosenbrock, [-1.2, 1.0, -0.7], 6, max_iter=4, line_search_fn="strong_wolfe"),
    "rosenbrock-wolfe-short": lbfgs(rosenbrock, [-1.2, 1.0, -0.7], 1, lr=0.01, max_iter=3, line_search_fn="strong_wolfe"),
    "rosenbrock-wolfe-small-history": lbfgs(
        rosenbrock, [-1.2, 1.0, -0.7], 6, lr=3, max_iter=5, history_size=2, line_search_fn="strong_wolfe"),
}


def more_thuente_base(a):
    return torch.where(a <= 0.99, 1 - a, torch.where(a >= 1.01, a - 1, (a - 1) ** 2 / 0.02 + 0.005))


# The functions of one length on which More and Thuente (1994) try their line search; the second starts where it is steeper.
searched = {
    "rational": lambda a: -a / (a ** 2 + 2),
    "quintic": lambda a: (a + 0.5) ** 5 - 2 * (a + 0.5) ** 4,
    "wavy": lambda a: more_thuente_base(a) + 2 * 0.99 / (39 * math.pi) * torch.sin(39 * math.pi / 2 * a),
}


def search(function, length):
    # Parameters and gradients are rounded to float32, as our vectors hold them: where a cubic hardly bends, that decides
    # the next trial.
    def evaluate(_, t, d):
        a = torch.tensor([float(t)], dtype=torch.float32).double().requires_grad_()
        loss = function(a).sum()
        loss.backward()
        return loss.item(), a.grad.float().double()

    direction = torch.ones(1)
    loss, gradient = evaluate(None, 0.0, direction)
    loss, gradient, t, evaluations = _strong_wolfe(
        evaluate, None, length, direction, loss, gradient, gradient.dot(direction))
    return {"start": length, "length": float("%.10g" % t), "loss": float("%.10g" % loss), "evaluations": evaluations}


STARTS = (0.001, 0.1, 0.7, 3.0, 10.0, 1000.0)
searches = {name: [search(function, start) for start in STARTS] for name, function in searched.items()}


def block(entries):
    return "{\n  " + ",\n  ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in entries.items()) + "\n }"


print(f"""{{
 "torch": {json.dumps(torch.__version__)},
 "rules": {block({name: trajectory(make) for name, make in rules.items()})},
 "lbfgs": {block(quasi_newton)},
 "searches": {block(searches)}
}}""")
