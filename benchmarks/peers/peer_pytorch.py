"""A hand-written PyTorch loop: tensors ready beforehand, one permutation an epoch, foreach Adam, no `.item()` in a step.
W2 has one logit and binary cross entropy, as one would write it."""
import time
import harness as H
IMPORT_S, _ = H.timed(lambda: __import__("torch"))
import torch
from torch import nn

torch.set_num_threads(1)
S = H.SPEC
BINARY = S["classes"] == 2


def make(inputs):
    layers, width = [], inputs
    for hidden in S["hidden"]:
        layers += [nn.Linear(width, hidden), nn.ReLU()]
        width = hidden
    return nn.Sequential(*layers, nn.Linear(width, 1 if BINARY else S["classes"]))


def fit(x, y, epochs, seed):
    torch.manual_seed(seed)
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    y = y.float().unsqueeze(1) if BINARY else y
    model = make(x.shape[1])
    loss_of = nn.BCEWithLogitsLoss() if BINARY else nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=S["lr"], foreach=True)
    for _ in range(epochs):
        order = torch.randperm(len(y))
        for start in range(0, len(y), S["batch"]):
            rows = order[start:start + S["batch"]]
            optimizer.zero_grad(set_to_none=True)
            loss_of(model(x.index_select(0, rows)), y.index_select(0, rows)).backward()
            optimizer.step()
    return model.eval()


def head(z):
    return torch.sigmoid(z) if BINARY else torch.softmax(z, 1)


@torch.inference_mode()
def predict(model, x):
    x = torch.from_numpy(x)
    p = torch.cat([head(model(x[i:i + 2048])) for i in range(0, len(x), 2048)])
    return (torch.cat([1 - p, p], 1) if BINARY else p).numpy()


@torch.inference_mode()
def predict_one(model, x):
    return head(model(torch.from_numpy(x))).numpy()


def forward(model, x):
    ready = torch.from_numpy(x)

    def call():
        with torch.inference_mode():
            return model(ready)
    return call


H.run("pytorch", IMPORT_S, fit, predict, predict_one, f"PyTorch {torch.__version__}", forward)
